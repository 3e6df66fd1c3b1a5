/* SPDX-License-Identifier: BSD-2-Clause */
/* The rules by which a play gets its verdict. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/case/registry.h"
#include "tests/unit/fake_play.h"
#include "tests/unit/judge_test.h"
#include "tests/unit/unit.h"

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

void expect_verdict(struct fake *fake, enum verdict verdict, int line, const char *contains)
{
	struct result *result = fake_judge(fake);
	const struct finding *finding = fake_finding(result, line);

	ck_assert_msg(result->verdict == verdict, "%s instead of %s: %s", verdict_name(result->verdict),
		verdict_name(verdict), result->reason);
	if (verdict != VERDICT_PASS) {
		ck_assert_msg(finding != NULL, "no finding at line %d, but at %d: %s", line,
			result->findings[0].line, result->findings[0].text);
		ck_assert_msg(strstr(finding->text, contains) != NULL, "\"%s\" does not say \"%s\"",
			finding->text, contains);
		ck_assert(result->reason[0] != '\0');
	} else {
		ck_assert_uint_eq(result->finding_count, 0);
	}
	result_free(result);
	fake_free(fake);
}

void expect_script(const char *script, enum verdict verdict, int line, const char *contains)
{
	expect_verdict(fake_script(script, MODE_IPV4), verdict, line, contains);
}

START_TEST(verdicts_have_an_order)
{
	enum verdict found;

	ck_assert_int_eq(verdict_worse(VERDICT_FAIL, VERDICT_ERROR), VERDICT_ERROR);
	ck_assert_int_eq(verdict_worse(VERDICT_INCONC, VERDICT_FAIL), VERDICT_FAIL);
	ck_assert_int_eq(verdict_worse(VERDICT_WARN, VERDICT_INCONC), VERDICT_INCONC);
	ck_assert_int_eq(verdict_worse(VERDICT_SKIP, VERDICT_WARN), VERDICT_WARN);
	ck_assert_int_eq(verdict_worse(VERDICT_PASS, VERDICT_SKIP), VERDICT_SKIP);
	for (int i = 0; i < VERDICT_COUNT; i++) {
		ck_assert(verdict_find(verdict_name((enum verdict)i), &found));
		ck_assert_int_eq(found, i);
	}
	ck_assert(!verdict_find("pass", &found));
}
END_TEST

START_TEST(a_broken_play_is_an_error)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake->evidence->harness_error = "the client actor ended";
	fake->evidence->harness_error_line = 10;
	fake->evidence->packet_count = 0;
	expect_verdict(fake, VERDICT_ERROR, 10, "the client actor ended");
}
END_TEST

START_TEST(an_interrupted_play_is_inconclusive)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake->evidence->harness_error = "interrupted (SIGINT)";
	fake->evidence->harness_error_line = 10;
	expect_verdict(fake, VERDICT_INCONC, 10, "interrupted");
}
END_TEST

START_TEST(foreign_evidence_is_an_error)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake->evidence->case_id = "another";
	expect_verdict(fake, VERDICT_ERROR, 0, "another");
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->mode = "ipv7";
	expect_verdict(fake, VERDICT_ERROR, 0, "ipv7");
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->page = "# Another page\n";
	fake->evidence->page_length = 15;
	expect_verdict(fake, VERDICT_ERROR, 0, "changed");
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->step_count--;
	expect_verdict(fake, VERDICT_ERROR, 0, "11 steps");
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->steps[3].line = 5;
	expect_verdict(fake, VERDICT_ERROR, 7, "line 5");
	fake = fake_script("modes ipv4\nsocket(..., SOCK_STREAM, 0) = s\n", MODE_IPV4);
	fake->evidence->mode = "ipv6";
	expect_verdict(fake, VERDICT_ERROR, 0, "ipv6");
}
END_TEST

START_TEST(each_kind_is_judged_by_its_own_lines)
{
	static const char kinds[] = "kinds stream datagram\n"
		"socket(..., SOCK_KIND, 0) = s\n"
		"stream: connect(s, server:7000) = -1 ECONNREFUSED\n"
		"datagram: connect(s, server:7000) = 0\n"
		"datagram: close(s) = 0\n";
	struct fake *fake = fake_script(kinds, MODE_STREAM_IPV4);

	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	expect_verdict(fake_script(kinds, MODE_DATAGRAM_IPV6), VERDICT_PASS, 0, NULL);
	fake = fake_script(kinds, MODE_STREAM_IPV6);
	fake_record(fake, "connect")->call->error = "ETIMEDOUT";
	expect_verdict(fake, VERDICT_FAIL, 6, "ETIMEDOUT");
	fake = fake_script(kinds, MODE_DATAGRAM_IPV4);
	fake_record(fake, "datagram: connect")->call->result = -1;
	fake_record(fake, "datagram: connect")->call->error = "ECONNREFUSED";
	expect_verdict(fake, VERDICT_FAIL, 7, "ECONNREFUSED");
	/* What one kind did is no evidence of the other. */
	fake = fake_script(kinds, MODE_STREAM_IPV4);
	fake->evidence->mode = "datagram-ipv4";
	expect_verdict(fake, VERDICT_ERROR, 0, "datagram-ipv4");
}
END_TEST

START_TEST(a_call_that_was_not_made_is_an_error)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake_record(fake, "recv(s")->call->failure = "unknown call";
	expect_verdict(fake, VERDICT_ERROR, 13, "unknown call");
	fake = fake_script(stream, MODE_IPV4);
	fake_record(fake, "recv(s")->call = NULL;
	expect_verdict(fake, VERDICT_ERROR, 13, "could not be made");
}
END_TEST

START_TEST(an_assertion_of_constants_says_what_they_are)
{
	struct fake *fake = fake_script("assert SOMAXCONN < 5000\n", MODE_IPV4);
	struct result *result = fake_judge_text(fake, "# Page\n\n```sockspec\nassert !(SOMAXCONN < 5000)\n```\n");

	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert_str_eq(result->findings[0].expected, "!(SOMAXCONN < 5000)");
	ck_assert_str_eq(result->findings[0].observed, "SOMAXCONN == 4096");
	result_free(result);
	fake_free(fake);
}
END_TEST

START_TEST(a_step_before_which_the_hosts_went_on_is_no_proof)
{
	struct fake *fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nrecv(s, \"hello\", 16, 0) = 5\n", MODE_IPV4);
	struct result *result;

	fake_record(fake, "hello")->unsettled = true;
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_INCONC);
	ck_assert_ptr_nonnull(strstr(fake_finding(result, FAKE_FIRST_LINE + 1)->text, "did not stop sending"));
	result_free(result);
	fake_free(fake);
}
END_TEST

START_TEST(a_call_that_returned_after_it_was_given_up_fails)
{
	struct fake *fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nrecv(s, \"hello\", 16, 0) = 5\n"
		"recv(s, \"next\", 16, 0) = 4 &\nwait\n", MODE_IPV4);
	struct step_record *record = fake_record(fake, "hello"), *later = fake_record(fake, "next");
	struct step_record *wait = fake_record(fake, "wait");
	struct result *result;

	record->timed_out = wait->timed_out = true;
	record->end_ns = record->call->enter_ns + NS_PER_SECOND;
	fake_delay(fake, later, NS_PER_SECOND);
	wait->end_ns = later->call->enter_ns + NS_PER_SECOND;
	fake->evidence->end_ns = wait->end_ns;
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_PASS); /* it had returned, only the answer came late */
	result_free(result);
	record->call->exit_ns = record->end_ns + 1;
	later->call->exit_ns = wait->end_ns + 1;
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert_str_eq(fake_finding(result, FAKE_FIRST_LINE + 1)->text,
		"recv had not returned after 1s, when it was given up");
	ck_assert_str_eq(fake_finding(result, FAKE_FIRST_LINE + 2)->observed, "it did not return in time");
	result_free(result);
	fake_free(fake);
}
END_TEST

START_TEST(a_call_that_writes_beyond_its_result_fails)
{
	struct fake *fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nrecv(s, \"hello\", 16, 0) = 5\n", MODE_IPV4);
	const struct finding *finding;
	struct result *result;

	fake_record(fake, "recv")->call->overrun = 2;
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	finding = fake_finding(result, FAKE_FIRST_LINE + 1);
	ck_assert_ptr_nonnull(finding);
	ck_assert_str_eq(finding->text, "recv wrote 2 bytes beyond the 5 that it returned");
	ck_assert_str_eq(finding->observed, "2 bytes written beyond");
	result_free(result);
	fake_free(fake);
}
END_TEST

START_TEST(lost_packets_are_inconclusive)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	fake->evidence->captures[HOST_CLIENT].dropped = 3;
	expect_verdict(fake, VERDICT_INCONC, 7, "lost 3 packets");
	/* What is missing may be among the lost. */
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->captures[HOST_CLIENT].dropped = 1;
	fake_remove_packet(fake, 3);
	expect_verdict(fake, VERDICT_INCONC, 11, "did not send");
	/* The server's capture only matters to who counts what the server sent. */
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->captures[HOST_SERVER].complete = false;
	expect_verdict(fake, VERDICT_INCONC, 14, "not seen to end");
	/* A mismatch elsewhere stays one. */
	fake = fake_script(stream, MODE_IPV4);
	fake->evidence->captures[HOST_CLIENT].dropped = 1;
	fake_record(fake, "send(s")->call->result = 4;
	expect_verdict(fake, VERDICT_FAIL, 10, "send returned 4 bytes where 5 were expected");
}
END_TEST

START_TEST(what_cannot_be_seen_is_skipped)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct result *result;

	for (int host = 0; host < HOST_COUNT; host++) {
		fake->evidence->captures[host].present = false;
		fake->evidence->captures[host].reason = "no permission";
	}
	fake->evidence->level = LEVEL_HOST;
	fake->evidence->packet_count = 0;
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_SKIP);
	ck_assert_int_eq(result->expectation, AS_EXPECTED);
	ck_assert_ptr_nonnull(strstr(result->reason, "no permission"));
	ck_assert_int_eq(result->steps[fake_step(fake, "> S 0:0")->index].verdict, VERDICT_SKIP);
	ck_assert_int_eq(result->steps[fake_step(fake, "> P. 1:6")->index].verdict, VERDICT_SKIP);
	ck_assert_int_eq(result->steps[fake_step(fake, "connect")->index].verdict, VERDICT_PASS);
	result_free(result);
	/* What failed, failed; but where the play could not wait for a packet, what comes behind it may have come too early. */
	fake_record(fake, "send(s")->call->result = 4;
	fake_record(fake, "> P. 1:6")->fate = STEP_UNPLAYABLE;
	fake_record(fake, "> P. 1:6")->reason = "packets cannot be seen";
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	result_free(result);
	fake_record(fake, "> S 0:0")->fate = STEP_UNPLAYABLE;
	fake_record(fake, "> S 0:0")->reason = "packets cannot be seen";
	expect_verdict(fake, VERDICT_SKIP, 10, "send returned 4 bytes");
	fake = fake_script("server: sysctl net.ipv4.tcp_syncookies = 0\n", MODE_IPV4);
	fake->evidence->steps[0].fate = STEP_UNPLAYABLE;
	fake->evidence->steps[0].reason = "this level has no sysctls of its own";
	expect_verdict(fake, VERDICT_SKIP, 4, "no sysctls");
}
END_TEST

START_TEST(what_the_wire_never_did_must_not_pass)
{
	struct fake *fake = fake_script("wire: drop 1 \"udp\"\nwire: clear\n", MODE_IPV4);

	fake->evidence->steps[1].sample = NULL;
	expect_verdict(fake, VERDICT_PASS, 0, "");
	fake = fake_script("wire: drop 1 \"udp\"\n", MODE_IPV4);
	fake->evidence->steps[0].sample->fields[0].value->number = 0;
	expect_verdict(fake, VERDICT_ERROR, 4, "no packet came");
	fake = fake_script("wire: drop 1 \"udp\"\n", MODE_IPV4);
	fake->evidence->steps[0].sample = NULL;
	expect_verdict(fake, VERDICT_ERROR, 4, "no packet came");
	fake = fake_script("wire: drop 1 \"udp\"\n", MODE_IPV4);
	fake->evidence->steps[0].fate = STEP_UNPLAYABLE;
	fake->evidence->steps[0].reason = "there is no wire";
	expect_verdict(fake, VERDICT_SKIP, 4, "there is no wire");
	/* Nor does what comes behind it prove anything; what failed before it has failed. */
	fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nwire: drop 1 \"udp\"\nclose(s) = 0\n", MODE_IPV4);
	fake->evidence->steps[1].fate = STEP_UNPLAYABLE;
	fake->evidence->steps[1].reason = "there is no wire";
	fake->evidence->steps[2].call->result = -1;
	fake->evidence->steps[2].call->error = "EIO";
	expect_verdict(fake, VERDICT_SKIP, 5, "there is no wire");
	fake = fake_script("socket(..., SOCK_DGRAM, 0) = s\nclose(s) = 0\nwire: drop 1 \"udp\"\n", MODE_IPV4);
	fake->evidence->steps[2].fate = STEP_UNPLAYABLE;
	fake->evidence->steps[2].reason = "there is no wire";
	fake->evidence->steps[1].call->result = -1;
	fake->evidence->steps[1].call->error = "EIO";
	expect_verdict(fake, VERDICT_FAIL, 5, "EIO");
}
END_TEST

START_TEST(what_nobody_explains_must_not_pass)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct result *result;

	fake_record(fake, "close(s")->fate = STEP_NOT_REACHED;
	fake_record(fake, "close(s")->reason = "nobody knows";
	expect_verdict(fake, VERDICT_ERROR, 15, "nobody knows");
	/* Where the step before it failed, that is all there is to say. */
	fake = fake_script(stream, MODE_IPV4);
	fake_record(fake, "send(s")->call->result = -1;
	fake_record(fake, "send(s")->call->error = "EPIPE";
	fake_record(fake, "close(s")->fate = STEP_NOT_REACHED;
	fake_record(fake, "close(s")->call = NULL;
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert(!result->steps[fake_step(fake, "close(s")->index].reached);
	ck_assert_ptr_null(fake_finding(result, 15));
	result_free(result);
	fake_free(fake);
}
END_TEST

START_TEST(all_mismatches_are_told)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct result *result;
	const struct finding *finding;

	fake_record(fake, "send(s")->call->result = 4;
	fake_record(fake, "recv(s")->call->result = 3;
	fake_record(fake, "recv(s")->call->arguments[1] = value_bytes(fake->evidence->arena, "hel", 3);
	fake_record(fake, "close(s")->call->result = -1;
	fake_record(fake, "close(s")->call->error = "EBADF";
	fake_remove_packet(fake, 1);
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert_uint_eq(result->finding_count, 4);
	ck_assert_int_eq(result->findings[0].line, 8);
	ck_assert_int_eq(result->findings[3].line, 15);
	ck_assert_str_eq(result->reason, result->findings[0].text);
	finding = fake_finding(result, 13);
	ck_assert_str_eq(finding->text, "recv returned 3 bytes where 5 were expected: \"hel\" instead of \"hello\"");
	ck_assert_str_eq(finding->expected, "5");
	ck_assert_str_eq(finding->observed, "3");
	ck_assert_uint_eq(finding->difference_count, 2);
	ck_assert_str_eq(finding->differences[1].field, "bytes");
	ck_assert_str_eq(finding->differences[1].observed, "\"hel\"");
	ck_assert_int_eq(finding->column, 29);
	ck_assert_ptr_nonnull(strstr(finding->hint, "a stream keeps no boundaries"));
	ck_assert_ptr_nonnull(strstr(fake_finding(result, fake_step(fake, "send(s")->name_where.line)->hint, "a stream takes a part"));
	finding = fake_finding(result, 15);
	ck_assert_str_eq(finding->text, "close failed with EBADF (Bad file descriptor), expected success");
	ck_assert_ptr_nonnull(finding->hint);
	ck_assert_str_eq(result->steps[fake_step(fake, "recv(s")->index].observed,
		"recv(s, \"hel\", 1024, 0) = 3");
	ck_assert_str_eq(result->steps[fake_step(fake, "close(s")->index].observed,
		"close(s) = -1 EBADF (Bad file descriptor)");
	result_free(result);
	fake_free(fake);
}
END_TEST

/* A page whose fence stands behind prose that cites two things. */
static struct fake *citing_page(enum requirement_level first, enum requirement_level second)
{
	const struct registry_entry *entries[2] = { NULL, NULL };
	struct fake *fake;
	struct str text;

	for (size_t i = 0; i < registry_count(); i++) {
		const struct registry_entry *entry = registry_at(i);

		if (entry->level == first && entries[0] == NULL)
			entries[0] = entry;
		else if (entry->level == second && entries[1] == NULL)
			entries[1] = entry;
	}
	ck_assert(entries[0] != NULL && entries[1] != NULL);
	str_init(&text);
	str_addf(&text, "# A page\n\nIt is [so](%s:%s) and [so](%s:%s).\n\n```sockspec\nsocket(..., SOCK_STREAM, 0) = s\n"
		"close(s) = 0\n```\n", entries[0]->scheme, entries[0]->id, entries[1]->scheme, entries[1]->id);
	fake = fake_page(str_text(&text), MODE_IPV4);
	str_free(&text);
	fake_record(fake, "close(s")->call->result = -1;
	fake_record(fake, "close(s")->call->error = "EIO";
	return fake;
}

START_TEST(a_should_is_a_warning)
{
	struct fake *fake = citing_page(REQUIREMENT_SHOULD, REQUIREMENT_SHOULD);
	struct result *result = fake_judge(fake);

	ck_assert_uint_eq(result->citation_count, 2);
	ck_assert(result->citations[0].summary[0] != '\0');
	ck_assert_int_eq(result->citations[0].line, 3);
	result_free(result);
	expect_verdict(fake, VERDICT_WARN, 7, "close failed with EIO");
	expect_verdict(citing_page(REQUIREMENT_SHOULD, REQUIREMENT_MUST), VERDICT_FAIL, 7, "EIO");
}
END_TEST

Suite *judge_suite(void)
{
	Suite *suite = suite_create("judge");
	TCase *tests = tcase_create("verdicts");

	tcase_add_test(tests, verdicts_have_an_order);
	tcase_add_test(tests, a_broken_play_is_an_error);
	tcase_add_test(tests, an_interrupted_play_is_inconclusive);
	tcase_add_test(tests, foreign_evidence_is_an_error);
	tcase_add_test(tests, each_kind_is_judged_by_its_own_lines);
	tcase_add_test(tests, a_call_that_was_not_made_is_an_error);
	tcase_add_test(tests, an_assertion_of_constants_says_what_they_are);
	tcase_add_test(tests, a_step_before_which_the_hosts_went_on_is_no_proof);
	tcase_add_test(tests, a_call_that_returned_after_it_was_given_up_fails);
	tcase_add_test(tests, a_call_that_writes_beyond_its_result_fails);
	tcase_add_test(tests, lost_packets_are_inconclusive);
	tcase_add_test(tests, what_cannot_be_seen_is_skipped);
	tcase_add_test(tests, what_the_wire_never_did_must_not_pass);
	tcase_add_test(tests, what_nobody_explains_must_not_pass);
	tcase_add_test(tests, all_mismatches_are_told);
	tcase_add_test(tests, a_should_is_a_warning);
	suite_add_tcase(suite, tests);
	suite_add_tcase(suite, judge_calls_tests());
	suite_add_tcase(suite, judge_times_tests());
	suite_add_tcase(suite, judge_moments_tests());
	suite_add_tcase(suite, judge_packets_tests());
	suite_add_tcase(suite, judge_injected_tests());
	suite_add_tcase(suite, judge_hostile_tests());
	suite_add_tcase(suite, judge_trust_tests());
	return suite;
}

int main(void)
{
	return unit_run(judge_suite());
}
