/* SPDX-License-Identifier: BSD-2-Clause */
/* Times: within, blocked; and what the harness's own lateness makes of them. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "tests/unit/judge_test.h"

static const char within[] =
	"socket(..., SOCK_STREAM, 0) = s\n"
	"recv(s, ..., 10, 0) = -1 EAGAIN within 200ms\n";

START_TEST(a_call_has_a_time_to_return)
{
	struct fake *fake = fake_script(within, MODE_IPV4);
	struct call_record *call = fake_record(fake, "recv")->call;

	call->exit_ns = call->enter_ns + 200 * NS_PER_MS;
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(within, MODE_IPV4);
	call = fake_record(fake, "recv")->call;
	call->exit_ns = call->enter_ns + 230 * NS_PER_MS;
	expect_verdict(fake, VERDICT_FAIL, 5, "recv took 230ms, and was to return within 200ms");
	/* We ran 40 ms late meanwhile: that explains it. */
	fake = fake_script(within, MODE_IPV4);
	call = fake_record(fake, "recv")->call;
	call->exit_ns = call->enter_ns + 230 * NS_PER_MS;
	judge_add_stall(fake, call->enter_ns + 100 * NS_PER_MS, 40 * NS_PER_MS);
	expect_verdict(fake, VERDICT_INCONC, 5, "ran up to 40ms late");
	/* That does not explain twice as much, nor what came before. */
	fake = fake_script(within, MODE_IPV4);
	call = fake_record(fake, "recv")->call;
	call->exit_ns = call->enter_ns + 280 * NS_PER_MS;
	judge_add_stall(fake, call->enter_ns + 100 * NS_PER_MS, 40 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 5, "recv took 280ms");
	fake = fake_script(within, MODE_IPV4);
	call = fake_record(fake, "recv")->call;
	call->exit_ns = call->enter_ns + 230 * NS_PER_MS;
	judge_add_stall(fake, call->enter_ns - 1 * NS_PER_MS, 40 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 5, "recv took 230ms");
}
END_TEST

static const char blocked[] =
	"socket(..., SOCK_STREAM, 0) = s\n"
	"recv(s, \"\", 10, 0) = 0 &\n"
	"blocked 100ms\n"
	"close(s) = 0\n"
	"wait\n";

START_TEST(a_blocked_call_has_not_returned)
{
	struct fake *fake;
	struct step_record *step;

	expect_script(blocked, VERDICT_PASS, 0, NULL);
	fake = fake_script(blocked, MODE_IPV4);
	step = fake_record(fake, "blocked");
	fake_record(fake, "recv")->call->exit_ns = step->begin_ns + 50 * NS_PER_MS;
	expect_verdict(fake, VERDICT_FAIL, 6, "recv (line 5) returned 0 after");
	/* Also where it had returned before anyone looked. */
	fake = fake_script(blocked, MODE_IPV4);
	step = fake_record(fake, "blocked");
	fake_record(fake, "recv")->call->exit_ns = step->begin_ns - 1 * NS_PER_MS;
	expect_verdict(fake, VERDICT_FAIL, 6, "still to be waiting");
	/* That we looked late may be why. */
	fake = fake_script(blocked, MODE_IPV4);
	step = fake_record(fake, "blocked");
	fake_record(fake, "recv")->call->exit_ns = step->begin_ns + 90 * NS_PER_MS;
	judge_add_stall(fake, step->begin_ns, 60 * NS_PER_MS);
	expect_verdict(fake, VERDICT_INCONC, 6, "ran up to 60ms late");
	fake = fake_script(blocked, MODE_IPV4);
	step = fake_record(fake, "blocked");
	step->end_ns = step->begin_ns + 20 * NS_PER_MS;
	expect_verdict(fake, VERDICT_INCONC, 6, "went on after 20ms");
}
END_TEST

START_TEST(a_call_that_returned_long_ago_is_not_meant)
{
	static const char script[] =
		"server: socket(..., SOCK_STREAM, 0) = l\n"
		"server: accept(l, ..., ...) = q &\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, server:7000, ...) = 0\n"
		"recv(s, \"\", 10, 0) = 0 &\n"
		"blocked 100ms\n"
		"wait\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	fake_record(fake, "accept")->call->exit_ns = fake_record(fake, "connect")->call->enter_ns;
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	/* But one that went on until now is. */
	fake = fake_script(script, MODE_IPV4);
	fake_record(fake, "accept")->call->exit_ns = fake_record(fake, "blocked")->begin_ns + 1000;
	expect_verdict(fake, VERDICT_FAIL, 9, "accept (line 5)");
	fake = fake_script(script, MODE_IPV4);
	fake_record(fake, "accept")->call->exit_ns = fake_record(fake, "connect")->call->enter_ns;
	fake_record(fake, "recv")->call->exit_ns = fake_record(fake, "recv")->call->enter_ns + 10;
	expect_verdict(fake, VERDICT_FAIL, 9, "recv (line 8)");
}
END_TEST

START_TEST(a_call_that_never_returns_is_told)
{
	struct fake *fake = fake_script(blocked, MODE_IPV4);

	fake_record(fake, "recv")->call->exit_ns = -1;
	fake->evidence->end_ns += 5 * NS_PER_SECOND;
	expect_verdict(fake, VERDICT_FAIL, 5, "recv had not returned after 5.1");
	fake = fake_script(blocked, MODE_IPV4);
	fake_record(fake, "recv")->call->exit_ns = -1;
	fake->evidence->end_ns += 5 * NS_PER_SECOND;
	judge_add_stall(fake, fake->evidence->end_ns - NS_PER_SECOND, 2 * NS_PER_SECOND);
	expect_verdict(fake, VERDICT_INCONC, 5, "stood still for 2s");
	/* Nobody asked that it returns. */
	fake = fake_script("socket(..., SOCK_STREAM, 0) = s\nrecv(s, ..., 10, 0) = ... &\nblocked 10ms\n",
		MODE_IPV4);
	fake_record(fake, "recv")->call->exit_ns = -1;
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

static const char measured[] =
	"socket(..., SOCK_STREAM, 0) = s\n"
	"getsockopt(s, IPPROTO_TCP, TCP_INFO, {tcpi_rtt=r, tcpi_snd_cwnd=c}, ...) = 0\n"
	"assert r < 0\n"
	"assert c >= 0\n";

START_TEST(what_the_kernel_measured_is_our_lateness_too)
{
	struct fake *fake = fake_script(measured, MODE_IPV4);

	expect_verdict(fake, VERDICT_FAIL, 6, "r < 0 does not hold");
	fake = fake_script(measured, MODE_IPV4);
	judge_add_stall(fake, 0, 40 * NS_PER_MS);
	expect_verdict(fake, VERDICT_INCONC, 6, "the wire's own lateness too, of 40ms");
	/* Nothing else is explained by it. */
	fake = fake_script("socket(..., SOCK_STREAM, 0) = s\n"
			   "getsockopt(s, IPPROTO_TCP, TCP_INFO, {tcpi_rtt=r, tcpi_snd_cwnd=c}, ...) = 0\n"
			   "assert c < 0\n",
		MODE_IPV4);
	judge_add_stall(fake, 0, 40 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 6, "c < 0 does not hold");
}
END_TEST

TCase *judge_times_tests(void)
{
	TCase *tests = tcase_create("times");

	tcase_add_test(tests, what_the_kernel_measured_is_our_lateness_too);
	tcase_add_test(tests, a_call_has_a_time_to_return);
	tcase_add_test(tests, a_blocked_call_has_not_returned);
	tcase_add_test(tests, a_call_that_returned_long_ago_is_not_meant);
	tcase_add_test(tests, a_call_that_never_returns_is_told);
	return tests;
}
