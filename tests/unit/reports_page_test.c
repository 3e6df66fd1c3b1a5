/* SPDX-License-Identifier: BSD-2-Clause */
/* Parts of the lesson page: what counts as different, the first sentence, places in a ladder. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/digest.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/html_differ.h"
#include "reports/html_join.h"
#include "reports/html_kinds.h"
#include "reports/html_lead.h"
#include "reports/html_place.h"
#include "reports/html_quiz.h"
#include "reports/markup.h"
#include "reports/report.h"
#include "reports/told.h"
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
	static const char record[] =
		"<tr class=\"segment\"><td><span id=\"mode-1-client-1\">#1</span></td><td><span id=\"mode-1-server-9\">#9</span></td></tr>"
		"<tr class=\"segment\"><td></td><td><span id=\"mode-1-server-3\">#3</span></td></tr>";
	struct arena *arena = arena_new();

	ck_assert_str_eq(html_place_find(arena, fragment, 12), "ladder-1-call-12");
	ck_assert_str_eq(html_place_find(arena, fragment, 1), "ladder-1-client-1");
	ck_assert_ptr_null(html_place_find(arena, fragment, 7));
	ck_assert_ptr_null(html_place_find(arena, fragment, 2));
	ck_assert_ptr_null(html_place_find(arena, "", 1));
	/* Drawn under its own number, under the client's, and not at all. */
	ck_assert_str_eq(html_place_find_packet(arena, fragment, record, 1, "client", 1), "ladder-1-client-1");
	ck_assert_str_eq(html_place_find_packet(arena, fragment, record, 1, "server", 9), "ladder-1-client-1");
	ck_assert_ptr_null(html_place_find_packet(arena, fragment, record, 1, "server", 3));
	ck_assert_ptr_null(html_place_find_packet(arena, fragment, record, 1, "server", 4));
	ck_assert_ptr_null(html_place_find_packet(arena, fragment, "", 1, "server", 9));
	arena_free(arena);
}
END_TEST

START_TEST(test_quiz)
{
	static const char *const rows[][2] = {
		{"connect(s, echo) = 0", "connect(s, echo) = ?"},
		{"socket(..., SOCK_STREAM, 0) = s", "socket(..., SOCK_STREAM, 0) = s"},
		{"recv(s, \"he = l)o\", 1024, MSG_PEEK) = 5", "recv(s, ?, 1024, MSG_PEEK) = ?"},
		{"server: recv(q, \"x\", 1, 0) = -1 EAGAIN", "server: recv(q, ?, 1, 0) = ?"},
		{"send(s, \"x = 1\", 5, 0) = 5", "send(s, \"x = 1\", 5, 0) = ?"},
		{"> P. 1:6(5) ack 1 <mss 5>", "> ?"},
		{"server: c < R 1:1(0)", "server: c < ?"},
		{"assert state(s) == CLOSE_WAIT", "assert state(s) == ?"},
		{"wire: expect 2..6 \"udp = 5\"", "wire: expect ? \"udp = 5\""},
		{"wire: drop 1 > S 0:0(0)", "wire: drop 1 > S 0:0(0)"},
		{"getsockopt(s, SOL_SOCKET, SO_ERROR, [0], ...) = 0", "getsockopt(s, SOL_SOCKET, SO_ERROR, [?], ...) = ?"},
		{"getsockopt(s, IPPROTO_TCP, TCP_KEEPIDLE, [idle], ...) = 0", "getsockopt(s, IPPROTO_TCP, TCP_KEEPIDLE, [idle], ...) = ?"},
		{"getsockopt(s, IPPROTO_TCP, TCP_INFO, {tcpi_snd_cwnd=10, tcpi_snd_ssthresh=t}, ...) = 0",
			"getsockopt(s, IPPROTO_TCP, TCP_INFO, {tcpi_snd_cwnd=?, tcpi_snd_ssthresh=t}, ...) = ?"},
		{"setsockopt(s, SOL_SOCKET, SO_RCVBUF, [4096], 4) = 0", "setsockopt(s, SOL_SOCKET, SO_RCVBUF, [4096], 4) = ?"},
		{"recv(q, pattern(90000, 10000), 90000, 0) = 90000", "recv(q, ?, 90000, 0) = ?"},
		{"recv(s, ..., 16, 0) = -1 EAGAIN", "recv(s, ..., 16, 0) = ?"},
		{"server: recvfrom(r, \"x\", 16, 0, client:port, ...) = 1", "server: recvfrom(r, ?, 16, 0, ?, ...) = ?"},
		{"getsockname(s, client:first, ...) = 0", "getsockname(s, ?, ...) = ?"},
		{"poll([{fd=s, events=POLLIN|POLLOUT, revents=POLLIN}], 1, 1000) = 1",
			"poll([{fd=s, events=POLLIN|POLLOUT, revents=?}], 1, 1000) = ?"},
		{"epoll_wait(e, [{events=EPOLLIN, data=7}], 8, 0) = 1", "epoll_wait(e, [?], 8, 0) = ?"},
		{"epoll_wait(e, [], 8, 0) = 0", "epoll_wait(e, [?], 8, 0) = ?"},
		{"epoll_ctl(e, EPOLL_CTL_ADD, s, {events=EPOLLIN, data=7}) = 0", "epoll_ctl(e, EPOLL_CTL_ADD, s, {events=EPOLLIN, data=7}) = ?"},
		{"ioctl(s, FIONREAD, [5]) = 0", "ioctl(s, FIONREAD, [?]) = ?"},
		{"ioctl(s, FIONBIO, [1]) = 0", "ioctl(s, FIONBIO, [1]) = ?"},
		{"recvmsg(s, {msg_iov=[{iov_base=\"ab\", iov_len=10}], msg_flags=MSG_TRUNC}, 0) = 2",
			"recvmsg(s, {msg_iov=[{iov_base=?, iov_len=10}], msg_flags=?}, 0) = ?"},
		{"recvmsg(s, {msg_iov=[\"ab\"]}, 0) = 2", "recvmsg(s, {msg_iov=[?]}, 0) = ?"},
		{"select(n, [s], NULL, NULL, NULL) = 1 (in [s])", "select(n, [s], NULL, NULL, NULL) = ?"},
		{"accept(l, ..., ...) = q &", "accept(l, ..., ...) = q &"},
		{"recv(s, [", "recv(s, [?]"},
		{"recv(s, \"cut", "recv(s, ?"},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str masked;

		str_init(&masked);
		html_quiz_add_masked(&masked, rows[i][0]);
		ck_assert_str_eq(str_text(&masked), rows[i][1]);
		str_free(&masked);
	}
}
END_TEST

/* A claim fares as it is written only where what was played of its pages passed. */
START_TEST(test_told)
{
	static const struct {
		const char *level;
		int verdicts[4]; /* -1 ends */
		enum told_verdict told;
	} rows[] = {
		{"confirmed", {-1}, TOLD_UNDECIDED},
		{"confirmed", {VERDICT_PASS, -1}, TOLD_HOLDS},
		{"refuted", {VERDICT_PASS, VERDICT_PASS, -1}, TOLD_HOLDS_NOT},
		{"depends", {VERDICT_PASS, -1}, TOLD_DEPENDS},
		{"refuted", {VERDICT_SKIP, -1}, TOLD_UNDECIDED},
		{"confirmed", {VERDICT_SKIP, VERDICT_PASS, -1}, TOLD_HOLDS},
		{"confirmed", {VERDICT_PASS, VERDICT_INCONC, -1}, TOLD_UNDECIDED},
		{"depends", {VERDICT_ERROR, VERDICT_PASS, -1}, TOLD_UNDECIDED},
		{"confirmed", {VERDICT_PASS, VERDICT_FAIL, VERDICT_PASS, -1}, TOLD_OTHERWISE},
		{"refuted", {VERDICT_FAIL, VERDICT_INCONC, -1}, TOLD_OTHERWISE},
		{"refuted", {VERDICT_PASS, VERDICT_WARN, -1}, TOLD_OTHERWISE},
	};
	struct told_sum first = {TOLD_NONE};
	struct result result = {.verdict = VERDICT_FAIL};
	size_t i, j;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct report_requirement row = {.scheme = "claim", .level = rows[i].level};
		struct told_sum sum = {TOLD_NONE};

		for (j = 0; rows[i].verdicts[j] >= 0; j++) {
			result.verdict = (enum verdict)rows[i].verdicts[j];
			told_sum_add(&sum, &result);
		}
		ck_assert_msg(told_decide(&sum, &row) == rows[i].told, "row %zu", i);
	}
	/* The reason to tell is that of the first result that weighs most. */
	result.verdict = VERDICT_SKIP;
	ck_assert(told_sum_add(&first, &result));
	result.verdict = VERDICT_FAIL;
	ck_assert(told_sum_add(&first, &result));
	ck_assert(!told_sum_add(&first, &result));
	for (i = 0; i < TOLD_COUNT; i++)
		ck_assert_ptr_nonnull(told_verdict_key((enum told_verdict)i));
}
END_TEST

/* Known answers of FIPS 180-4's examples and RFC 4648, 10. */
START_TEST(test_digest)
{
	static const char *const digests[][2] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	static const char *const base64[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
	struct str text;
	size_t i, j;

	str_init(&text);
	for (i = 0; i < 3; i++) {
		uint8_t digest[DIGEST_BYTES];
		char printed[2 * DIGEST_BYTES + 1];

		digest_sha256(digests[i][0], strlen(digests[i][0]), digest);
		digest_print(digest, printed);
		ck_assert_str_eq(printed, digests[i][1]);
	}
	/* However the bytes come. */
	for (i = 1; i < 200; i++) {
		char bytes[200], got[2 * DIGEST_BYTES + 1], wanted[2 * DIGEST_BYTES + 1];
		uint8_t whole[DIGEST_BYTES], parts[DIGEST_BYTES];
		struct digest digest;

		memset(bytes, (int)i, sizeof(bytes));
		digest_sha256(bytes, sizeof(bytes), whole);
		digest_begin(&digest);
		for (j = 0; j < sizeof(bytes); j += i)
			digest_add(&digest, bytes + j, sizeof(bytes) - j < i ? sizeof(bytes) - j : i);
		digest_end(&digest, parts);
		digest_print(whole, wanted);
		digest_print(parts, got);
		ck_assert_str_eq(got, wanted);
	}
	for (i = 0; i < sizeof(base64) / sizeof(base64[0]); i++) {
		str_clear(&text);
		digest_add_base64(&text, base64[i][0], strlen(base64[i][0]));
		ck_assert_str_eq(str_text(&text), base64[i][1]);
	}
	str_free(&text);
	/* What stands in a single page must not end its element before its time. */
	ck_assert_ptr_null(strstr(html_style, "</"));
	ck_assert_ptr_null(strstr(html_script, "</"));
	ck_assert_ptr_null(strstr(html_script, "<!--"));
}
END_TEST

START_TEST(test_join)
{
	static const char fragment[] =
		"<h1 id=\"a\">id=\"b\" href=\"#c\"</h1><h6>x</h6><hr/><a href=\"#line-1\" data-id=\"k\">1</a>"
		"<a href=\"https://example.org/#d\">2</a><section aria-labelledby=\"e\"><path marker-end=\"url(#f)\"/>"
		"<input name=\"ladder\" class=\"id\"/></section>";
	static const char joined[] =
		"<h2 id=\"l7-a\">id=\"b\" href=\"#c\"</h2><h6>x</h6><hr/><a href=\"#l7-line-1\" data-id=\"k\">1</a>"
		"<a href=\"https://example.org/#d\">2</a><section aria-labelledby=\"l7-e\"><path marker-end=\"url(#l7-f)\"/>"
		"<input name=\"ladderl7-\" class=\"id\"/></section>";
	struct str text;

	str_init(&text);
	html_join_add(&text, fragment, "l7-");
	ck_assert_str_eq(str_text(&text), joined);
	str_clear(&text);
	html_join_add(&text, "cut <h1 id=\"x", "l7-");
	ck_assert_str_eq(str_text(&text), "cut <h2 id=\"l7-x");
	str_free(&text);
}
END_TEST

/* A play of the lines 2 to 7 of a page with kinds: those of one kind, and the third and the last of both. */
static struct result *kinds_result(const char *mode, bool datagram)
{
	static const int lines[2][4] = {{3, 4, 6, 9}, {3, 5, 7, 9}};
	struct result *result = result_new();
	int i;

	result->mode = mode;
	result->steps = arena_array(result->arena, 4, sizeof(*result->steps));
	result->step_count = 4;
	for (i = 0; i < 4; i++)
		result->steps[i] = (struct step_verdict){.line = lines[datagram][i], .end_line = lines[datagram][i], .source = "x", .reached = true,
			.expects = true};
	return result;
}

/* The place of a text behind another one: what stands in order stands in order. */
static const char *kinds_behind(const char *at, const char *wanted)
{
	const char *found = strstr(at, wanted);

	ck_assert_msg(found != NULL, "no '%s' in: %s", wanted, at);
	return found;
}

START_TEST(test_kinds)
{
	static const char script[] =
		"kinds stream datagram\n"
		"\n"
		"socket(..., SOCK_KIND, 0) = s\n"
		"stream: > S 0:0(0)\n"
		"datagram: > udp (3)\n"
		"stream: server: recv(r, \"onetwo\", 9, 0) = 6\n"
		"datagram: server: recv(r, \"one\", 9, 0) = 3\n"
		"# both <the> same\n"
		"close(s) = 0\n";
	static const char *const modes[] = {"stream-ipv4", "stream-ipv6", "datagram-ipv4"};
	struct html_mode items[3];
	struct html_case html_case = {.id = "kinds/x", .modes = items, .count = 3}, kinds[HTML_KINDS];
	struct markup markup;
	const char *at;
	struct err err;
	char *text;
	int i;

	err_init(&err);
	for (i = 0; i < 3; i++)
		items[i] = (struct html_mode){.result = kinds_result(modes[i], i == 2), .parts = HTML_NO_PARTS, .page = ""};
	ck_assert(html_kinds_split(&html_case, kinds));
	ck_assert_uint_eq(kinds[0].count, 2);
	ck_assert_uint_eq(kinds[1].count, 1);
	ck_assert_uint_eq(kinds[1].before, 2);
	markup_open(&markup);
	html_script_write(&markup, &html_case, script, 1);
	text = markup_close(&markup, &err);
	ck_assert_ptr_nonnull(text);
	/* What both do is over both columns, with its fate in each. */
	at = kinds_behind(text, "<tr id=\"line-3\" class=\"step shared\" data-line=\"3\"><td class=\"source\" colspan=\"3\">");
	at = kinds_behind(at, "<tr class=\"halves\" data-line=\"3\">");
	/* Packets stand beside each other without a mark, without the kind's name. */
	at = kinds_behind(at, "<tr class=\"pair\">");
	at = kinds_behind(at, "id=\"line-4\"");
	at = kinds_behind(at, "<code>&gt; S 0:0(0)</code>");
	at = kinds_behind(at, "<td class=\"mark\"></td>");
	at = kinds_behind(at, "id=\"line-5\"");
	/* The same call with two results is marked. */
	at = kinds_behind(at, "<tr class=\"pair differs\">");
	at = kinds_behind(at, "id=\"line-6\"");
	at = kinds_behind(at, "\u2260");
	at = kinds_behind(at, "id=\"line-7\"");
	at = kinds_behind(at, "both &lt;the&gt; same");
	kinds_behind(at, "id=\"line-9\"");
	ck_assert_ptr_null(strstr(text, "stream:"));
	free(text);
	/* Of one kind alone the page is as any other. */
	html_case.count = 2;
	ck_assert(!html_kinds_split(&html_case, kinds));
	for (i = 0; i < 3; i++)
		result_free(items[i].result);
}
END_TEST

void reports_page_tests(TCase *tcase)
{
	tcase_add_test(tcase, test_kinds);
	tcase_add_test(tcase, test_differ);
	tcase_add_test(tcase, test_lead);
	tcase_add_test(tcase, test_place);
	tcase_add_test(tcase, test_quiz);
	tcase_add_test(tcase, test_told);
	tcase_add_test(tcase, test_digest);
	tcase_add_test(tcase, test_join);
}
