/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence that must not pass, whatever it seems to show. */
#include "config.h"

#include <check.h>

#include "harness/base/clock.h"
#include "tests/unit/judge_test.h"

static const char stream[] =
	"launch tcp-echo as echo\n"                 /* 4 */
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"send(s, \"hello\", 5, 0) = 5\n"
	"recv(s, \"hello\", 1024, 0) = 5\n"
	"wire: expect none \"tcp[tcpflags] & tcp-rst != 0\"\n"
	"close(s) = 0\n";                           /* 10 */

START_TEST(a_call_of_another_step_is_an_error)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake_record(fake, "close")->call = fake_record(fake, "connect")->call; /* both gave 0 */
	expect_verdict(fake, VERDICT_ERROR, 10, "another call: connect of the client");
	fake = fake_script(stream, MODE_IPV4);
	fake_record(fake, "close")->call->host = HOST_SERVER;
	expect_verdict(fake, VERDICT_ERROR, 10, "another call: close of the server");
	fake = fake_script(stream, MODE_IPV4);
	fake_record(fake, "expect none")->call = fake_record(fake, "close")->call;
	expect_verdict(fake, VERDICT_ERROR, 9, "another call: close of the client");
}
END_TEST

START_TEST(times_that_cannot_be_are_an_error)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct step_record *record = fake_record(fake, "expect none");

	record->begin_ns = -1;
	expect_verdict(fake, VERDICT_ERROR, 9, "times that cannot be");
	fake = fake_script(stream, MODE_IPV4);
	record = fake_record(fake, "expect none");
	record->end_ns = record->begin_ns - 1;
	expect_verdict(fake, VERDICT_ERROR, 9, "times that cannot be");
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->end_ns = fake_record(fake, "close")->end_ns - 1;
	expect_verdict(fake, VERDICT_ERROR, 10, "times that cannot be");
	/* Steps one after the other. */
	fake = fake_script(stream, MODE_IPV4);
	fake_record(fake, "send")->end_ns = fake_record(fake, "recv")->begin_ns + 1;
	expect_verdict(fake, VERDICT_ERROR, 8, "times that cannot be");
	/* A call within its step. */
	fake = fake_script(stream, MODE_IPV4);
	record = fake_record(fake, "send");
	record->call->enter_ns = record->begin_ns - 1;
	expect_verdict(fake, VERDICT_ERROR, 7, "times that cannot be");
	fake = fake_script(stream, MODE_IPV4);
	record = fake_record(fake, "send");
	record->call->exit_ns = record->call->enter_ns - 1;
	expect_verdict(fake, VERDICT_ERROR, 7, "times that cannot be");
}
END_TEST

static struct fake *with_process(struct process_record *process)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake->evidence->processes = process;
	fake->evidence->process_count = 1;
	return fake;
}

START_TEST(a_program_that_crashed_must_not_pass)
{
	struct process_record process = { .name = "echo", .exit_status = -1, .exit_signal = 11 };
	struct fake *fake;

	expect_verdict(with_process(&process), VERDICT_FAIL, 0, "'echo' died of signal 11 (SIGSEGV) before the play was over");
	process.name = "client actor";
	expect_verdict(with_process(&process), VERDICT_ERROR, 0, "'client actor' died of signal 11 (SIGSEGV)");
	process.exit_signal = 0;
	process.exit_status = 1;
	expect_verdict(with_process(&process), VERDICT_ERROR, 0, "ended with exit status 1");
	/* What has done its work may end; what we end, ends as we want. */
	process.name = "echo";
	process.exit_status = 0;
	expect_verdict(with_process(&process), VERDICT_PASS, 0, NULL);
	process = (struct process_record){ .name = "echo", .exit_status = -1, .exit_signal = 9, .ended_by_us = true };
	expect_verdict(with_process(&process), VERDICT_PASS, 0, NULL);
	/* Unless it was crashing by itself: its core may have taken longer than the play. */
	process.exit_signal = 11;
	expect_verdict(with_process(&process), VERDICT_INCONC, 0, "'echo' died of signal 11 (SIGSEGV) as the play ended, or before");
	process.exit_signal = 0;
	process.exit_status = 139;
	expect_verdict(with_process(&process), VERDICT_INCONC, 0, "'echo' ended with exit status 139 as the play ended, or before");
	process.exit_status = 143;
	expect_verdict(with_process(&process), VERDICT_PASS, 0, NULL);
	process.exit_signal = 9;
	process.exit_status = -1;
	/* Where a line of the page was not met, that is what is said: it may be why. */
	process.ended_by_us = false;
	fake = with_process(&process);
	fake_record(fake, "close")->call->result = -1;
	fake_record(fake, "close")->call->error = "EIO";
	expect_verdict(fake, VERDICT_FAIL, 10, "close failed");
}
END_TEST

START_TEST(what_speaks_of_nothing_must_not_pass)
{
	struct fake *fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nlaunch packets as peer\n"
		"peer expect nothing for 10ms\n", MODE_IPV4);

	fake_record(fake, "launch packets")->address = NULL;
	expect_verdict(fake, VERDICT_ERROR, 6, "never reached");
}
END_TEST

TCase *judge_trust_tests(void)
{
	TCase *tests = tcase_create("trust");

	tcase_add_test(tests, a_call_of_another_step_is_an_error);
	tcase_add_test(tests, times_that_cannot_be_are_an_error);
	tcase_add_test(tests, a_program_that_crashed_must_not_pass);
	tcase_add_test(tests, what_speaks_of_nothing_must_not_pass);
	return tests;
}
