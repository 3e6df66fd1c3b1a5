/* SPDX-License-Identifier: BSD-2-Clause */
/* The page around the scripts: title, fences, citations, places, and pages that mean harm. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "tests/unit/case_support.h"
#include "tests/unit/case_test.h"

#define HOSTILE_SIZE (1000 * 1000)
#define HOSTILE_MOST_NS (10 * NS_PER_SECOND) /* of the processor: far more than it takes */

static const char whole_page[] =
	"# `MSG_PEEK` leaves *the* data\n"
	"\n"
	"[recv()](posix:recv#MSG_PEEK) with `[x](posix:recv#MSG_PEEK)` copies, so the same\n"
	"bytes can be [read\n"
	"again](claim:listen-somaxconn-constant-not-limit \"refuted\"), says [it](https://example.org/rfc9293:x).\n"
	"\n"
	"## Second heading\n"
	"\n"
	"```sockspec\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"\n"
	"```\n"
	"\n"
	"    indented code, no [citation](rfc9293:MUST-14)\n"
	"\n"
	"- Between [fences](rfc9293:MUST-14).\n"
	"\n"
	"~~~sockspec\n"
	"close(s) = 0\n"
	"~~~\n"
	"\n"
	"Behind [them][ref], and <rfc9293:MUST-15>.\n"
	"\n"
	"[ref]: rfc9293:MUST-14\n";

START_TEST(page_has_title_fences_and_citations)
{
	struct parsed parsed = parsed_page(whole_page);
	const struct case_page *page = parsed.page;
	const struct citation *citations = page->citations;

	ck_assert_msg(parsed.list.count == 0, "%s", parsed.messages);
	ck_assert_str_eq(page->title, "MSG_PEEK leaves the data");
	ck_assert_str_eq(page->id, "page");
	ck_assert_uint_eq(page->fence_count, 2);
	ck_assert_int_eq(page->fences[0].where.line, 10);
	ck_assert_int_eq(page->fences[0].where.end_line, 11);
	ck_assert_int_eq(page->fences[0].step_count, 1);
	ck_assert_int_eq(page->fences[1].first_step, 1);
	ck_assert_int_eq(page->steps[1].where.line, 19);
	ck_assert_int_eq(page->steps[1].fence, 1);
	ck_assert(page->modes[MODE_IPV4] && page->modes[MODE_IPV6]);

	ck_assert_uint_eq(page->citation_count, 5);
	ck_assert_str_eq(citations[0].scheme, "posix");
	ck_assert_str_eq(citations[0].id, "recv#MSG_PEEK");
	ck_assert_str_eq(citations[0].text, "recv()");
	ck_assert_ptr_null(citations[0].title);
	ck_assert_int_eq(citations[0].where.line, 3);
	ck_assert_int_eq(citations[0].where.column, 10);
	ck_assert_int_eq(citations[0].where.end_column, 28);
	ck_assert_str_eq(citations[1].text, "read again");
	ck_assert_int_eq(citations[1].status, CLAIM_REFUTED);
	ck_assert_int_eq(citations[1].where.line, 5);
	ck_assert_int_eq(citations[1].where.column, 8);
	ck_assert_int_eq(citations[1].fence, 0);
	ck_assert_int_eq(citations[2].fence, 1);
	ck_assert_int_eq(citations[2].where.line, 16);
	ck_assert_int_eq(citations[3].where.line, 22);
	ck_assert_int_eq(citations[4].where.line, 22);
	ck_assert_int_eq(citations[4].where.column, 26);
	ck_assert_int_eq(citations[4].fence, 2);
	parsed_free(&parsed);
}
END_TEST

START_TEST(lines_may_end_in_carriage_returns)
{
	struct parsed parsed = parsed_page("# A page\r\n\r\n```sockspec\r\n"
		"socket(..., SOCK_STREAM, 0) = s\r\nconnect(s, server:7) = 0 &\r\nrecv(s,\r\n  \"x\" 1, 0) = 1\r\n```\r\n");

	ck_assert_str_eq(parsed.messages,
		"page.md:7:7: error: expected ')' or ',', found '1'\n"
		"    7 |   \"x\" 1, 0) = 1\n"
		"      |       ^\n");
	parsed_free(&parsed);
}
END_TEST

START_TEST(carets_stand_under_the_place)
{
	struct parsed parsed = parsed_script("assert\t\t1 ==\tx\nsend(1, \"\xc3\xa4\xe2\x86\x92\", y, 0) = 5\n");

	ck_assert_str_eq(parsed.messages,
		"page.md:4:14: error: nothing is called 'x'; a name is bound by a call's result, an "
		"out-argument, launch or a packet line\n"
		"    4 | assert\t\t1 ==\tx\n"
		"      |       \t\t    \t^\n"
		"page.md:5:18: error: nothing is called 'y'; a name is bound by a call's result, an "
		"out-argument, launch or a packet line\n"
		"    5 | send(1, \"\xc3\xa4\xe2\x86\x92\", y, 0) = 5\n"
		"      |               ^\n");
	parsed_free(&parsed);
}
END_TEST

START_TEST(mistakes_stand_in_the_page_s_order)
{
	struct parsed parsed = parsed_page("# A page\n\n```sockspec\nclose(s) = 0\nlaunch tcp-ecko as s\nwait for\n```\n"
		"\n[x](rfc9293:MUST-914)\n");

	ck_assert_uint_eq(parsed.list.count, 3);
	ck_assert_int_eq(parsed.list.items[0].where.line, 5);
	ck_assert_int_eq(parsed.list.items[1].where.line, 6);
	ck_assert_int_eq(parsed.list.items[2].where.line, 9);
	parsed_free(&parsed);
}
END_TEST

/* Pages of a megabyte that repeat one thing: each must be refused, or read, in a moment. */
static const struct {
	const char *begin, *repeat, *end;
	bool good;
} hostile[] = {
	{ "# t\n\n", "> ", "\n", false },
	{ "# t\n\n", "[", "\n", false },
	{ "# t\n\n", "[a](rfc9293:MUST-14) ", "\n", false },
	{ "# t\n\n[r]: rfc9293:MUST-14\n\n", "[r] ", "\n", false },
	{ "# t\n\n", "`", "\n", false },
	{ "# t\n\n", "```sockspec\nsocket(1,1,1)=1\n```\n", "", false },
	{ "# t\n\n```sockspec\nassert 1", "+1", "\n```\n", false },
	{ "# t\n\n```sockspec\nassert ", "(", "\n```\n", false },
	{ "# t\n\n```sockspec\nassert ", "!", "1\n```\n", false },
	{ "# t\n\n```sockspec\nassert ", "-", "\n```\n", false },
	{ "# t\n\n```sockspec\n", "(\n ", "\n```\n", false },
	{ "# t\n\n```sockspec\nsend(1, ", "\"a\" ", ", 5, 0) = 5\n```\n", true },
	{ "# t\n\n```sockspec\nsend(1, \"", "\\x41", "\", 5, 0) = 5\n```\n", true },
	{ "# t\n\n```sockspec\nsend(1, \"", "\\q", "\", 5, 0) = 5\n```\n", false },
	{ "# t\n\n```sockspec\nassert ", "9", "\n```\n", false },
	{ "# t\n\n```sockspec\n", "x\n", "```\n", false },
	{ "# t\n\n```sockspec\n", "dup(1)=a\nclose(a)=0\n", "```\n", false },
	{ "# t\n\n```sockspec\ngetsockopt(1,1,1,[a", ",[b]", "],...)=0\n```\n", false },
	{ "# t\n\n```sockspec\ngetsockopt(1,1,1,{", "a=1,", "b=1},...)=0\n```\n", false },
	{ "# t\n\n```sockspec\n> . <", "nop,", "nop>\n```\n", false },
	{ "# t\n\n```sockspec\n> . <sack 1:2", " 1:2", ">\n```\n", false },
	{ "# t\n\n```sockspec\nclose(1) = 1", " or 1", "\n```\n", true },
	{ "# t\n\n```sockspec\nclose(1) = -1 EBADF ", "(", "\n```\n", false },
	{ "", "\n", "", false },
	{ "# t\n", "a\n", "", false },
};

/* What this process has worked so far: a busy machine must not make a page look slow. */
static int64_t worked_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

START_TEST(hostile_pages_are_done_with_quickly)
{
	/* Check's own word for how much slower all is, as below valgrind. */
	const char *slower = getenv("CK_TIMEOUT_MULTIPLIER");
	int64_t most_ns = HOSTILE_MOST_NS * (slower != NULL && slower[0] != '\0' ? strtol(slower, NULL, 10) : 1);
	struct str text;
	struct parsed parsed;
	int64_t begin = worked_ns(), taken;

	str_init(&text);
	str_add(&text, hostile[_i].begin);
	while (text.length < HOSTILE_SIZE)
		str_add(&text, hostile[_i].repeat);
	str_add(&text, hostile[_i].end);
	parsed = parsed_page(str_text(&text));
	taken = worked_ns() - begin;
	ck_assert_msg((parsed.list.errors == 0) == hostile[_i].good, "page %d: %.500s", _i, parsed.messages);
	ck_assert_msg(taken < most_ns, "page %d took %lld ms", _i, (long long)(taken / NS_PER_MS));
	ck_assert_msg(strlen(parsed.messages) < 100000, "page %d: %zu bytes of messages", _i, strlen(parsed.messages));
	parsed_free(&parsed);
	str_free(&text);
}
END_TEST

START_TEST(page_of_more_than_a_megabyte_is_refused)
{
	char *text = malloc(1024 * 1024 + 2);
	struct parsed parsed;

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', 1024 * 1024 + 1);
	text[1024 * 1024 + 1] = '\0';
	parsed = parsed_page(text);
	ck_assert_uint_eq(parsed.list.errors, 1);
	ck_assert_ptr_nonnull(strstr(parsed.messages, "the page has 1048577 bytes"));
	parsed_free(&parsed);
	free(text);
}
END_TEST

START_TEST(list_of_mistakes_is_limited)
{
	struct str text;
	struct parsed parsed;

	str_init(&text);
	for (int i = 0; i < 1000; i++)
		str_add(&text, "wait for nothing\n");
	parsed = parsed_script(str_text(&text));
	ck_assert_uint_eq(parsed.list.count, 101);
	ck_assert_str_eq(parsed.list.items[100].text, "too many mistakes; the rest is not shown");
	parsed_free(&parsed);
	str_free(&text);
}
END_TEST

TCase *case_page_tests(void)
{
	TCase *tests = tcase_create("page");

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, page_has_title_fences_and_citations);
	tcase_add_test(tests, lines_may_end_in_carriage_returns);
	tcase_add_test(tests, carets_stand_under_the_place);
	tcase_add_test(tests, mistakes_stand_in_the_page_s_order);
	tcase_add_test(tests, page_of_more_than_a_megabyte_is_refused);
	tcase_add_test(tests, list_of_mistakes_is_limited);
	tcase_add_loop_test(tests, hostile_pages_are_done_with_quickly, 0, (int)(sizeof(hostile) / sizeof(hostile[0])));
	return tests;
}
