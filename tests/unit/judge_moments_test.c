/* SPDX-License-Identifier: BSD-2-Clause */
/* Relative and absolute times, and silences; and what the harness's own lateness makes of them. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/value.h"
#include "tests/unit/judge_test.h"

void judge_add_stall(struct fake *fake, int64_t at_ns, int64_t late_ns)
{
	struct evidence *evidence = fake->evidence;

	evidence->stalls = arena_array(evidence->arena, 1, sizeof(*evidence->stalls));
	evidence->stalls[0] = (struct stall_record){ .at_ns = at_ns, .late_ns = late_ns };
	evidence->stall_count = 1;
}

static const char retransmission[] =
	"launch tcp-echo as echo\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"> S 0:0(0)\n"
	"+1 > S 0:0(0)\n"
	"+2~+2.5 > S 0:0(0)\n";

static void shift(struct fake *fake, size_t packet, int64_t ns)
{
	for (size_t i = packet * 2; i < fake->evidence->packet_count; i++)
		fake->evidence->packets[i].time_ns += ns;
}

START_TEST(packets_come_in_time)
{
	struct fake *fake = fake_script(retransmission, MODE_IPV4);

	/* 10 ms of a step, and what the tolerance leaves: 4 + 10 + 125 ms. */
	shift(fake, 1, 120 * NS_PER_MS);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(retransmission, MODE_IPV4);
	shift(fake, 1, 160 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 8, "the packet came 1.16s after the line above, expected +1s");
	fake = fake_script(retransmission, MODE_IPV4);
	shift(fake, 1, -60 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 8, "expected +1s");
	fake = fake_script(retransmission, MODE_IPV4);
	shift(fake, 2, 600 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 9, "expected +2s~+2.5s");
	fake = fake_script(retransmission, MODE_IPV4);
	shift(fake, 2, 400 * NS_PER_MS);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(retransmission, MODE_IPV4);
	shift(fake, 1, 180 * NS_PER_MS);
	judge_add_stall(fake, fake->evidence->packets[2].time_ns - 500 * NS_PER_MS, 100 * NS_PER_MS);
	expect_verdict(fake, VERDICT_INCONC, 8, "late meanwhile");
}
END_TEST

static const char series[] =
	"launch tcp-echo as echo\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"5 > S 0:0(0)\n"
	"6 > S 0:0(0)\n"
	"8~8.5 > S 0:0(0)\n"
	"9 close(s) = 0\n";

START_TEST(absolute_times_count_from_the_first)
{
	struct fake *fake = fake_script(series, MODE_IPV4);

	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	/* 14 ms, and an eighth late or 3 percent early of what went by since the first. */
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 1, 130 * NS_PER_MS);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 1, 150 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 8, "the packet came at 6.15s, expected at 6s");
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 1, -40 * NS_PER_MS);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 1, -50 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 8, "the packet came at 5.95s, expected at 6s");
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 2, 700 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 9, "at 8.7s, expected at 8s~8.5s");
	/* All of them later: only the first tells when they begin. */
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 0, 8 * NS_PER_MS);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(series, MODE_IPV4);
	shift(fake, 1, 180 * NS_PER_MS);
	judge_add_stall(fake, fake->evidence->packets[2].time_ns - 500 * NS_PER_MS, 100 * NS_PER_MS);
	expect_verdict(fake, VERDICT_INCONC, 8, "late meanwhile");
}
END_TEST

START_TEST(what_is_done_late_is_charged_to_who_held_it_up)
{
	struct fake *fake = fake_script(series, MODE_IPV4);
	struct call_record *call = fake_record(fake, "9 close")->call;

	/* We were late ourselves. */
	call->enter_ns += 200 * NS_PER_MS;
	call->exit_ns += 200 * NS_PER_MS;
	expect_verdict(fake, VERDICT_INCONC, 10, "later than the page says");
	/* Evidence of another page. */
	fake = fake_script(series, MODE_IPV4);
	call = fake_record(fake, "9 close")->call;
	call->enter_ns -= 300 * NS_PER_MS;
	fake_record(fake, "9 close")->begin_ns = call->enter_ns;
	expect_verdict(fake, VERDICT_ERROR, 10, "earlier than the page says");
	/* A packet that came late held us up. */
	fake = fake_script(series, MODE_IPV4);
	call = fake_record(fake, "9 close")->call;
	call->enter_ns += 2 * NS_PER_SECOND;
	call->exit_ns += 2 * NS_PER_SECOND;
	shift(fake, 2, 2500 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 10, "what stands before it took");
}
END_TEST

START_TEST(what_is_done_late_after_a_while_proves_nothing)
{
	static const char script[] =
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"connect(s, server:7000, ...) = 0\n"
		"+0.2 send(s, \"hello\", 5, 0) = 5\n"
		"> udp (5)\n";
	struct fake *fake = fake_script(script, MODE_IPV4);
	struct step_record *record = fake_record(fake, "send");

	record->due_ns = record->call->enter_ns - 19 * NS_PER_MS;
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(script, MODE_IPV4);
	record = fake_record(fake, "send");
	record->due_ns = record->call->enter_ns - 21 * NS_PER_MS;
	expect_verdict(fake, VERDICT_INCONC, 6, "1ms later than the page says");
}
END_TEST

static const char silent[] =
	"socket(..., SOCK_DGRAM, 0) = s\n"
	"connect(s, server:7000, ...) = 0\n"
	"send(s, \"hello\", 5, 0) = 5\n"
	"> udp (5)\n"
	"expect nothing for 300ms\n"
	"close(s) = 0\n";

/* The client sends five bytes more, so long after the silence began. */
static struct fake *with_noise(const char *script, int from, int64_t after_ns)
{
	struct fake *fake = fake_script(script, MODE_IPV4);
	int port = env_find(&fake->env, "s")->local->port;

	fake_pass(fake, &(struct fake_packet){ .from = from, .transport = TRANSPORT_UDP, .client_port = port,
		.server_port = 7000, .payload = "hello", .length = 5 },
		fake_record(fake, "expect nothing")->begin_ns + after_ns);
	return fake;
}

START_TEST(a_silence_is_broken_by_what_this_host_sends)
{
	static const char of_another[] =
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"connect(s, server:7000, ...) = 0\n"
		"socket(..., SOCK_DGRAM, 0) = t\n"
		"connect(t, server:7001, ...) = 0\n"
		"t expect nothing for 300ms\n";
	static const char of_it[] =
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"connect(s, server:7000, ...) = 0\n"
		"s expect nothing for 300ms\n";
	struct fake *fake;

	expect_script(silent, VERDICT_PASS, 0, NULL);
	expect_verdict(with_noise(of_it, HOST_CLIENT, 120 * NS_PER_MS), VERDICT_FAIL, 6,
		"the client sent a datagram of 5 bytes 120ms after this line began, and was to send nothing for 300ms");
	expect_verdict(with_noise(of_it, HOST_CLIENT, 0), VERDICT_FAIL, 6, "a datagram");
	expect_verdict(with_noise(of_it, HOST_CLIENT, 300 * NS_PER_MS), VERDICT_FAIL, 6, "a datagram");
	expect_verdict(with_noise(of_it, HOST_CLIENT, 301 * NS_PER_MS), VERDICT_PASS, 0, NULL);
	expect_verdict(with_noise(of_it, HOST_CLIENT, -1 * NS_PER_MS), VERDICT_PASS, 0, NULL);
	/* What arrives is another's, and so is another socket's. */
	expect_verdict(with_noise(of_it, HOST_SERVER, 120 * NS_PER_MS), VERDICT_PASS, 0, NULL);
	expect_verdict(with_noise(of_another, HOST_CLIENT, 120 * NS_PER_MS), VERDICT_PASS, 0, NULL);
	/* We began to listen late: the end of the silence is not where the page means it to be. */
	fake = with_noise(of_it, HOST_CLIENT, 290 * NS_PER_MS);
	judge_add_stall(fake, fake_record(fake, "expect")->begin_ns, 20 * NS_PER_MS);
	expect_verdict(fake, VERDICT_INCONC, 6, "late meanwhile");
	fake = with_noise(of_it, HOST_CLIENT, 270 * NS_PER_MS);
	judge_add_stall(fake, fake_record(fake, "expect")->begin_ns, 20 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 6, "270ms after");
}
END_TEST

START_TEST(a_silence_that_was_not_seen_is_none)
{
	struct fake *fake = fake_script(silent, MODE_IPV4);

	fake_record(fake, "expect nothing")->end_ns = fake_record(fake, "expect nothing")->begin_ns + 100 * NS_PER_MS;
	expect_verdict(fake, VERDICT_INCONC, 8, "the play went on after 100ms");
	fake = fake_script(silent, MODE_IPV4);
	fake->evidence->captures[HOST_CLIENT].dropped = 1;
	expect_verdict(fake, VERDICT_INCONC, 8, "lost 1 packet");
	fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nexpect nothing for 300ms\n", MODE_IPV4);
	fake->evidence->captures[HOST_CLIENT] = (struct capture_record){ .reason = "there is none" };
	expect_verdict(fake, VERDICT_SKIP, 5, "could not be seen: there is none");
}
END_TEST

START_TEST(a_time_may_count_from_the_end_of_a_silence)
{
	static const char script[] =
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"connect(s, server:7000, ...) = 0\n"
		"send(s, \"hello\", 5, 0) = 5 &\n"
		"expect nothing for 300ms\n"
		"+0.2 > udp (5)\n"
		"wait\n";
	struct fake *fake = fake_script(script, MODE_IPV4);
	int64_t end_ns = fake_record(fake, "expect")->begin_ns + 300 * NS_PER_MS;

	fake->evidence->packets[0].time_ns = fake->evidence->packets[1].time_ns = end_ns + 210 * NS_PER_MS;
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(script, MODE_IPV4);
	fake->evidence->packets[0].time_ns = fake->evidence->packets[1].time_ns = end_ns + 260 * NS_PER_MS;
	expect_verdict(fake, VERDICT_FAIL, 8, "260ms after the line above");
}
END_TEST

TCase *judge_moments_tests(void)
{
	TCase *tests = tcase_create("moments");

	tcase_add_test(tests, packets_come_in_time);
	tcase_add_test(tests, absolute_times_count_from_the_first);
	tcase_add_test(tests, what_is_done_late_is_charged_to_who_held_it_up);
	tcase_add_test(tests, what_is_done_late_after_a_while_proves_nothing);
	tcase_add_test(tests, a_silence_is_broken_by_what_this_host_sends);
	tcase_add_test(tests, a_silence_that_was_not_seen_is_none);
	tcase_add_test(tests, a_time_may_count_from_the_end_of_a_silence);
	return tests;
}
