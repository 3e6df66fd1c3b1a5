/* SPDX-License-Identifier: BSD-2-Clause */
/* Parts of the lesson page: what counts as different, the first sentence, places in a ladder. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "reports/html.h"
#include "reports/html_differ.h"
#include "reports/html_lead.h"
#include "reports/html_place.h"
#include "tests/unit/reports_fixture.h"

START_TEST(test_differ)
{
	static const struct {
		const char *a, *b;
		bool differ;
	} rows[] = {
		{NULL, NULL, false},
		{"recv(s, \"a\", 5, 0) = 1", NULL, true},
		{"accept(l, 192.0.2.1:34394, [16]) = 4", "accept(l, [2001:db8::1]:51478, [28]) = 4", false},
		{"getpeername(q, 192.0.2.1:6000) = 0", "getpeername(q, [2001:db8::1]:6000) = 0", false},
		{"> S 0:0(0) win 64240 <mss 1460,TS val 12 ecr 0>", "> S 0:0(0) win 64800 <mss 1440,TS val 9 ecr 77>", false},
		{"> P. 1:6(5) ack 1 win 502", "> P. 1:7(6) ack 1 win 502", true},
		{"send(s, \"darwin 1\", 8, 0) = 8", "send(s, \"darwin 2\", 8, 0) = 8", true},
		{"socket(AF_INET, SOCK_STREAM, 0) = 3", "socket(AF_INET6, SOCK_STREAM, 0) = 3", false},
		{"n == 1448", "n == 1428", true},
		{"= -1 EAGAIN", "= -1 EINVAL", true},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_msg(html_differ_observed(rows[i].a, rows[i].b) == rows[i].differ, "row %zu", i);
	}
}
END_TEST

static void test_lead_of(const char *page, const char *lead, const char *rest)
{
	cmark_node *document = cmark_parse_document(page, strlen(page), CMARK_OPT_DEFAULT);
	cmark_node *paragraph = html_lead_cut(document);
	char *text;

	if (!lead) {
		ck_assert_ptr_null(paragraph);
		cmark_node_free(document);
		return;
	}
	ck_assert_ptr_nonnull(paragraph);
	text = cmark_render_commonmark(paragraph, CMARK_OPT_DEFAULT, 0);
	ck_assert_str_eq(text, lead);
	free(text);
	if (rest) {
		text = cmark_render_commonmark(cmark_node_next(paragraph), CMARK_OPT_DEFAULT, 0);
		ck_assert_str_eq(text, rest);
		free(text);
	} else {
		ck_assert_ptr_null(cmark_node_next(paragraph));
	}
	cmark_node_free(document);
}

START_TEST(test_lead)
{
	test_lead_of("# Title\n\nOne. Two.\n", "One.\n", "Two.\n");
	test_lead_of("# Title\n\nOne\n", "One\n", NULL);
	test_lead_of("# Title\n\nOne.\n[Two](x:y) goes on.\n", "One.\n", "[Two](x:y) goes on.\n");
	test_lead_of("# Title\n\nBytes (is it TLS? Or HTTP?) are *looked* at. Then `recv`.\n",
		"Bytes (is it TLS? Or HTTP?) are *looked* at.\n", "Then `recv`.\n");
	test_lead_of("# Title\n\nA name, e.g. this one, of 192.0.2.1 is no end. Now.\n",
		"A name, e.g. this one, of 192.0.2.1 is no end.\n", "Now.\n");
	test_lead_of("# \u6807\u9898\n\n\u7b2c\u4e00\u53e5\u3002\u7b2c\u4e8c\u53e5\u3002\n", "\u7b2c\u4e00\u53e5\u3002\n",
		"\u7b2c\u4e8c\u53e5\u3002\n");
	test_lead_of("# Title\n\n- a list\n", NULL, NULL);
	test_lead_of("", NULL, NULL);
}
END_TEST

START_TEST(test_place)
{
	static const char fragment[] =
		"<svg><text>id=\"no\" data-line=\"7\" </text><g class=\"call\" data-line=\"12\"></g>"
		"<g id=\"ladder-1-call-12\" data-line=\"12\"><a/></g><g data-line=\"1\" id=\"ladder-1-client-1\"></g></svg>";
	struct arena *arena = arena_new();

	ck_assert_str_eq(html_place_find(arena, fragment, 12), "ladder-1-call-12");
	ck_assert_str_eq(html_place_find(arena, fragment, 1), "ladder-1-client-1");
	ck_assert_ptr_null(html_place_find(arena, fragment, 7));
	ck_assert_ptr_null(html_place_find(arena, fragment, 2));
	ck_assert_ptr_null(html_place_find(arena, "", 1));
	arena_free(arena);
}
END_TEST

void reports_page_tests(TCase *tcase)
{
	tcase_add_test(tcase, test_differ);
	tcase_add_test(tcase, test_lead);
	tcase_add_test(tcase, test_place);
}
