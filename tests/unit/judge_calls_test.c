/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls: results, signals; and what a baseline makes of their mismatches. */
#include "config.h"

#include "harness/base/value.h"
#include "tests/unit/judge_test.h"

static const char stream[] =
	"launch tcp-echo as echo\n"                 /* 4 */
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"> S 0:0(0)\n"
	"< S. 0:0(0) ack 1\n"
	"> . 1:1(0) ack 1\n"
	"send(s, \"hello\", 5, 0) = 5\n"            /* 10 */
	"> P. 1:6(5) ack 1\n"
	"< P. 1:6(5) ack 6\n"
	"recv(s, \"hello\", 1024, 0) = 5\n"
	"wire: expect none \"tcp[tcpflags] & tcp-rst != 0\"\n"
	"close(s) = 0\n";

START_TEST(results_may_be_several)
{
	static const char script[] =
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, server:7000, ...) = 0 or -1 EINPROGRESS\n"
		"getsockopt(s, SOL_SOCKET, SO_RCVBUF, [n], ...) = 0\n"
		"getsockopt(s, SOL_SOCKET, SO_RCVBUF, [n], ...) = 0\n"
		"recv(s, ..., 10, MSG_DONTWAIT) = -1 EWOULDBLOCK\n"
		"assert 0 < n && n < 10000\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	fake_record(fake, "connect")->call->result = -1;
	fake_record(fake, "connect")->call->error = "EINPROGRESS";
	fake_record(fake, "recv(s")->call->error = "EAGAIN";
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(script, MODE_IPV4);
	fake_record(fake, "connect")->call->result = 1;
	expect_verdict(fake, VERDICT_FAIL, 5, "connect returned 1 where 0 or -1 EINPROGRESS was expected");
	/* The second time the name stands for what it was. */
	fake = fake_script(script, MODE_IPV4);
	fake->evidence->steps[3].call->arguments[3]->items[0] = value_int(fake->evidence->arena, 4243);
	expect_verdict(fake, VERDICT_FAIL, 7, "4243 instead of n (4242)");
	fake = fake_script(script, MODE_IPV4);
	fake->evidence->steps[2].call->arguments[3]->items[0] = value_int(fake->evidence->arena, 12345);
	fake->evidence->steps[3].call->arguments[3]->items[0] = value_int(fake->evidence->arena, 12345);
	expect_verdict(fake, VERDICT_FAIL, 9, "n < 10000 does not hold: n == 12345");
	fake = fake_script(script, MODE_IPV4);
	fake->evidence->steps[0].call->result = -1;
	fake->evidence->steps[0].call->error = "EMFILE";
	expect_verdict(fake, VERDICT_FAIL, 4, "socket failed with EMFILE");
}
END_TEST

START_TEST(an_option_that_the_kernel_has_not_is_skipped)
{
	static const char script[] =
		"socket(..., SOCK_STREAM, 0) = s\n"
		"setsockopt(s, IPPROTO_TCP, TCP_RTO_MAX_MS, [1000], 4) = 0\n"
		"close(s) = 0\n";
	struct fake *fake = fake_script(script, MODE_IPV4);
	struct call_record *call = fake_record(fake, "setsockopt")->call;

	call->result = -1;
	call->error = "ENOPROTOOPT";
	fake->evidence->kernel = "Linux 6.14.2 x86_64";
	expect_verdict(fake, VERDICT_SKIP, 5, "Linux has TCP_RTO_MAX_MS since 6.15, and this is Linux 6.14.2");
	/* A kernel that should have it does not conform. */
	fake = fake_script(script, MODE_IPV4);
	call = fake_record(fake, "setsockopt")->call;
	call->result = -1;
	call->error = "ENOPROTOOPT";
	fake->evidence->kernel = "Linux 6.15.0 x86_64";
	expect_verdict(fake, VERDICT_FAIL, 5, "ENOPROTOOPT");
	/* Another error is another matter. */
	fake = fake_script(script, MODE_IPV4);
	call = fake_record(fake, "setsockopt")->call;
	call->result = -1;
	call->error = "EINVAL";
	fake->evidence->kernel = "Linux 6.14.2 x86_64";
	expect_verdict(fake, VERDICT_FAIL, 5, "EINVAL");
}
END_TEST

START_TEST(a_port_of_the_machine_is_not_ours)
{
	static const char script[] =
		"server: socket(..., SOCK_STREAM, 0) = l\n"
		"server: bind(l, server:7000, ...) = 0\n"
		"server: listen(l, 1) = 0\n"
		"server: socket(..., SOCK_STREAM, 0) = m\n"
		"server: bind(m, server:7000, ...) = 0\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	fake->evidence->level = LEVEL_HOST;
	fake_record(fake, "bind(l")->call->result = -1;
	fake_record(fake, "bind(l")->call->error = "EADDRINUSE";
	fake_record(fake, "bind(l")->call->local = NULL;
	fake_record(fake, "listen(l")->call->result = -1;
	fake_record(fake, "listen(l")->call->error = "EINVAL";
	expect_verdict(fake, VERDICT_SKIP, 5, "the port is taken on this machine");
	/* On hosts of our own, and of a port that the page itself had, it is a mismatch. */
	fake = fake_script(script, MODE_IPV4);
	fake_record(fake, "bind(l")->call->result = -1;
	fake_record(fake, "bind(l")->call->error = "EADDRINUSE";
	expect_verdict(fake, VERDICT_FAIL, 5, "bind failed with EADDRINUSE");
	fake = fake_script(script, MODE_IPV4);
	fake->evidence->level = LEVEL_HOST;
	fake_record(fake, "bind(m")->call->result = -1;
	fake_record(fake, "bind(m")->call->error = "EADDRINUSE";
	expect_verdict(fake, VERDICT_FAIL, 8, "bind failed with EADDRINUSE");
}
END_TEST

/* The hint of the first finding at a line, "" where there is none. */
static void expect_hint(struct fake *fake, int line, const char *hint)
{
	struct result *result = fake_judge(fake);
	const struct finding *finding = fake_finding(result, line);

	ck_assert_ptr_nonnull(finding);
	ck_assert_str_eq(finding->hint ? finding->hint : "", hint);
	result_free(result);
	fake_free(fake);
}

/* Everything that the server sent from here on never came. */
static void silence_server(struct fake *fake, unsigned flags)
{
	size_t i;

	for (i = fake->evidence->packet_count; i-- > 0;)
		if (fake->evidence->packets[i].host == HOST_SERVER && fake->evidence->packets[i].sent &&
			fake->evidence->packets[i].packet.flags == flags)
			fake_remove_packet(fake, i / 2);
}

static struct fake *waits_in_vain(unsigned flags)
{
	static const char script[] =
		"launch tcp-echo as echo\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, echo, ...) = 0\n"
		"> S 0:0(0)\n"
		"< S. 0:0(0) ack 1\n"
		"> . 1:1(0) ack 1\n"
		"send(s, \"hello\", 5, 0) = 5\n"            /* 10 */
		"> P. 1:6(5) ack 1\n"
		"< P. 1:6(5) ack 6\n"
		"< F. 6:6(0) ack 6\n"
		"recv(s, \"hello\", 5, 0) = 5\n"
		"recv(s, \"\", 5, 0) = 0\n"                 /* 15 */
		"...\n"
		"close(s) = 0\n";
	struct fake *fake = fake_script(script, MODE_IPV4);
	struct step_record *record = fake_record(fake, "recv(s, \"\"");

	if (flags != 0)
		silence_server(fake, flags);
	record->timed_out = true;
	record->call->exit_ns = -1;
	return fake;
}

START_TEST(a_hint_says_what_had_come_on_a_connection)
{
	struct fake *fake;
	size_t i;

	expect_hint(waits_in_vain(FLAG_FIN | FLAG_ACK), 15,
		"the other end had sent 5 bytes on this connection in all, and had neither sent more nor closed it");
	/* Where it did close, a call that waits is no matter of the other end. */
	expect_hint(waits_in_vain(0), 15,
		"a call that reads waits until something comes, the other end closes, or a time-out passes");
	/* What a capture lost may have come. */
	fake = waits_in_vain(FLAG_FIN | FLAG_ACK);
	fake->evidence->captures[HOST_CLIENT].dropped = 1;
	expect_hint(fake, 15, "a call that reads waits until something comes, the other end closes, or a time-out passes");
	/* The end of the stream, where more was expected. */
	fake = waits_in_vain(0);
	fake_record(fake, "recv(s, \"hello\"")->call->result = 0;
	expect_hint(fake, 14, "the other end had sent 5 bytes on this connection and then closed it, before this end did");
	fake = waits_in_vain(0);
	for (i = 0; i < fake->evidence->packet_count; i++)
		if (fake->evidence->packets[i].packet.flags == (FLAG_FIN | FLAG_ACK))
			fake->evidence->packets[i].packet.flags = FLAG_RST;
	fake_record(fake, "recv(s, \"hello\"")->call->result = 0;
	expect_hint(fake, 14, "the other end had sent 5 bytes on this connection and then broken it off with a reset, as a close does "
		"while bytes lie unread");
}
END_TEST

/* Nobody tells the reader of a datagram that who was to send it has gone. */
START_TEST(a_hint_says_that_a_server_ended)
{
	static const char script[] =
		"launch udp-echo as echo\n"
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"sendto(s, \"hello\", 5, 0, echo, ...) = 5\n"
		"recv(s, \"hello\", 5, 0) = 5\n";      /* 7 */
	struct process_record process = { .name = "echo", .command = "./echo", .exit_status = 1, .output = "" };
	struct fake *fake;
	int by_us;

	for (by_us = 0; by_us < 2; by_us++) {
		process.ended_by_us = by_us;
		fake = fake_script(script, MODE_IPV4);
		fake->evidence->processes = &process;
		fake->evidence->process_count = 1;
		fake_record(fake, "recv(s")->timed_out = true;
		fake_record(fake, "recv(s")->call->exit_ns = -1;
		expect_hint(fake, 7, by_us ? "a call that reads waits until something comes, the other end closes, or a time-out passes" :
			"the program that was to answer ended by itself, before the page was over: look at what it wrote last");
	}
}
END_TEST

START_TEST(signals_are_listed)
{
	static const char script[] =
		"socket(..., SOCK_STREAM, 0) = s\n"
		"send(s, \"x\", 1, 0) = -1 EPIPE\n"
		"--- SIGPIPE ---\n"
		"close(s) = 0\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	expect_script(script, VERDICT_PASS, 0, NULL);
	fake_record(fake, "send(s")->call->signal_count = 0;
	expect_verdict(fake, VERDICT_FAIL, 6, "send did not raise the signal SIGPIPE");
	fake = fake_script(script, MODE_IPV4);
	fake_record(fake, "close(s")->call->signal_count = 1;
	fake_record(fake, "close(s")->call->signals[0] = "SIGURG";
	expect_verdict(fake, VERDICT_FAIL, 7, "close raised the signal SIGURG, which no line lists");
	fake = fake_script(script, MODE_IPV4);
	fake_record(fake, "send(s")->call->signal_count = 2;
	fake_record(fake, "send(s")->call->signals[1] = "SIGPIPE";
	expect_verdict(fake, VERDICT_FAIL, 5, "send raised the signal SIGPIPE");
}
END_TEST

START_TEST(the_baseline_foresees)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct result *result;

	fake_record(fake, "close(s")->call->result = -1;
	fake_record(fake, "close(s")->call->error = "EIO";
	result = fake_judge_baseline(fake, "# known\npage\t15\t-1 EIO\t6.1\tthe disk is made of cheese\n");
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert_int_eq(result->expectation, KNOWN_DEVIATION);
	ck_assert(result->findings[0].known);
	ck_assert_str_eq(result->findings[0].known_reason, "the disk is made of cheese (since 6.1)");
	result_free(result);
	result = fake_judge_baseline(fake, "page/ipv6\t15\t-1 EIO\t\tx\nother\t15\t-1 EIO\t\tx\npage\t14\t-1 EIO\t\tx\n");
	ck_assert_int_eq(result->expectation, UNEXPECTED);
	ck_assert(!result->findings[0].known);
	result_free(result);
	result = fake_judge_baseline(fake, "page\t15\t-1 EBADF\t\tx\n");
	ck_assert_int_eq(result->expectation, UNEXPECTED);
	result_free(result);
	/* A second mismatch that is not known, and a second deviation that is not there. */
	fake_record(fake, "send(s")->call->result = 4;
	result = fake_judge_baseline(fake, "page/ipv4\t15\t-1 EIO\t\tx\n");
	ck_assert_int_eq(result->expectation, UNEXPECTED);
	result_free(result);
	result = fake_judge_baseline(fake, "page\t15\t-1 EIO\t\tx\npage\t10\t4\t\ty\n");
	ck_assert_int_eq(result->expectation, KNOWN_DEVIATION);
	result_free(result);
	/* One of which nothing can be seen has not gone away; one that can is. */
	fake_record(fake, "< P. 1:6")->fate = STEP_UNPLAYABLE;
	result = fake_judge_baseline(fake, "page\t10\t4\t\ty\npage\t12\tno such packet\t\tx\n");
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert_int_eq(result->expectation, KNOWN_DEVIATION);
	result_free(result);
	result = fake_judge_baseline(fake, "page\t10\t4\t\ty\npage\t13\t3\t\tx\n");
	ck_assert_int_eq(result->expectation, UNEXPECTED);
	result_free(result);
	fake_record(fake, "< P. 1:6")->fate = STEP_PLAYED;
	fake_record(fake, "send(s")->call->result = 5;
	result = fake_judge_baseline(fake, "page\t15\t-1 EIO\t\tx\npage\t10\t4\t\ty\n");
	ck_assert_int_eq(result->expectation, UNEXPECTED);
	result_free(result);
	fake_record(fake, "close(s")->call->result = 0;
	result = fake_judge_baseline(fake, "page\t15\t-1 EIO\t\tx\n");
	ck_assert_int_eq(result->verdict, VERDICT_PASS);
	ck_assert_int_eq(result->expectation, UNEXPECTED);
	result_free(result);
	fake_free(fake);
}
END_TEST

TCase *judge_calls_tests(void)
{
	TCase *tests = tcase_create("calls");

	tcase_add_test(tests, results_may_be_several);
	tcase_add_test(tests, a_port_of_the_machine_is_not_ours);
	tcase_add_test(tests, an_option_that_the_kernel_has_not_is_skipped);
	tcase_add_test(tests, a_hint_says_what_had_come_on_a_connection);
	tcase_add_test(tests, a_hint_says_that_a_server_ended);
	tcase_add_test(tests, signals_are_listed);
	tcase_add_test(tests, the_baseline_foresees);
	return tests;
}
