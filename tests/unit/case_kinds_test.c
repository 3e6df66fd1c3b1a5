/* SPDX-License-Identifier: BSD-2-Clause */
/* Pages that are played with both kinds of socket: what each of their two cases has. */
#include "config.h"

#include <check.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/unit/case_support.h"
#include "tests/unit/case_test.h"
#include "tests/unit/unit.h"

#define KINDS_SCRIPT "kinds stream datagram\n" \
	"server: socket(..., SOCK_KIND | SOCK_NONBLOCK, 0) = l\n" \
	"stream: server: listen(l, 1) = 0\n" \
	"socket(..., SOCK_KIND, 0) = s\n" \
	"datagram: connect(s, server:9) = 0\n" \
	"stream: +0.5 connect(s, server:9) = 0\n" \
	"getsockopt(s, SOL_SOCKET, SO_TYPE, [SOCK_KIND], ...) = 0\n"

START_TEST(page_with_kinds_is_two_cases)
{
	struct parsed parsed = parsed_good(KINDS_SCRIPT);
	const struct case_page *page = parsed.page, *stream = case_of_mode(page, MODE_STREAM_IPV6),
		*datagram = case_of_mode_name(page, "datagram-ipv4");
	static const int lines[2][5] = { { 1, 2, 3, 5, 6 }, { 1, 3, 4, 6, 0 } };

	ck_assert_uint_eq(page->step_count, 6);
	ck_assert_uint_eq(stream->step_count, 5);
	ck_assert_uint_eq(datagram->step_count, 4);
	ck_assert_int_eq(stream->fences[0].step_count, 5);
	ck_assert_int_eq(datagram->fences[0].step_count, 4);
	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(stream->steps[i].index, i);
		ck_assert_int_eq(stream->steps[i].where.line, SCRIPT_LINE + lines[0][i]);
	}
	for (int i = 0; i < 4; i++) {
		ck_assert_int_eq(datagram->steps[i].index, i);
		ck_assert_int_eq(datagram->steps[i].where.line, SCRIPT_LINE + lines[1][i]);
	}
	/* The kind in front is no part of the statement; time and host are. */
	ck_assert_int_eq(stream->steps[3].where.column, 9);
	ck_assert_int_eq(stream->steps[3].only, KIND_STREAM);
	ck_assert_int_eq(stream->steps[0].only, KIND_BOTH);
	ck_assert(stream->modes[MODE_STREAM_IPV4] && stream->modes[MODE_STREAM_IPV6]);
	ck_assert(page->modes[MODE_STREAM_IPV4] && page->modes[MODE_DATAGRAM_IPV6]);
	ck_assert(!page->modes[MODE_IPV4] && !page->modes[MODE_IPV6]);
	ck_assert_ptr_eq(case_of_mode(stream, MODE_DATAGRAM_IPV4), stream);
	ck_assert_ptr_eq(case_of_mode(page, MODE_IPV4), page);
	ck_assert_ptr_eq(case_of_mode_name(page, "ipv7"), page);
	ck_assert_ptr_eq(case_of_mode_name(page, NULL), page);
	parsed_free(&parsed);
}
END_TEST

START_TEST(kind_stands_for_its_socket)
{
	struct parsed parsed = parsed_good(KINDS_SCRIPT);
	const struct step *stream = case_of_mode(parsed.page, MODE_STREAM_IPV4)->steps,
		*datagram = case_of_mode(parsed.page, MODE_DATAGRAM_IPV4)->steps;

	ck_assert_str_eq(stream[0].arguments[1]->left->text, "SOCK_STREAM");
	ck_assert_int_eq(stream[0].arguments[1]->left->number, SOCK_STREAM);
	ck_assert_str_eq(datagram[0].arguments[1]->left->text, "SOCK_DGRAM");
	ck_assert_int_eq(datagram[0].arguments[1]->left->number, SOCK_DGRAM);
	ck_assert_str_eq(stream[2].arguments[1]->text, "SOCK_STREAM");
	ck_assert_str_eq(datagram[3].arguments[3]->items[0]->text, "SOCK_DGRAM");
	/* What says nothing of kinds is one and the same. */
	ck_assert_ptr_eq(stream[0].arguments[2], datagram[0].arguments[2]);
	parsed_free(&parsed);
}
END_TEST

START_TEST(kinds_go_with_families)
{
	struct parsed parsed = parsed_good("modes ipv6\n" KINDS_SCRIPT);
	int count = 0;

	for (int i = 0; i < MODE_COUNT; i++)
		count += parsed.page->modes[i];
	ck_assert_int_eq(count, 2);
	ck_assert(parsed.page->modes[MODE_STREAM_IPV6] && parsed.page->modes[MODE_DATAGRAM_IPV6]);
	ck_assert_int_eq(case_mode_family(MODE_STREAM_IPV6), MODE_IPV6);
	ck_assert_int_eq(case_mode_family(MODE_DATAGRAM_IPV4), MODE_IPV4);
	parsed_free(&parsed);
}
END_TEST

START_TEST(mistake_is_said_once)
{
	struct parsed parsed = parsed_script(KINDS_SCRIPT "send(s, \"abc\", 3, MSG_PEAK) = 3\nclose(q) = 0\n"
		"datagram: close(r) = 0\n");

	ck_assert_uint_eq(parsed.list.errors, 3);
	ck_assert_ptr_null(strstr(parsed.messages, "this is so where"));
	parsed_free(&parsed);
	parsed = parsed_script(KINDS_SCRIPT "stream: server: accept(l, ..., ...) = c\nserver: close(c) = 0\n");
	ck_assert_uint_eq(parsed.list.errors, 1);
	ck_assert_ptr_nonnull(strstr(parsed.messages, "played with a datagram socket"));
	parsed_free(&parsed);
}
END_TEST

TCase *case_kinds_tests(void)
{
	TCase *tests = tcase_create("kinds");

	tcase_add_test(tests, page_with_kinds_is_two_cases);
	tcase_add_test(tests, kind_stands_for_its_socket);
	tcase_add_test(tests, kinds_go_with_families);
	tcase_add_test(tests, mistake_is_said_once);
	return tests;
}
