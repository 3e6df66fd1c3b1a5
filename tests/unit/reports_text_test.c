/* SPDX-License-Identifier: BSD-2-Clause */
/* What reports share: clean text, ids that are safe as files' names, the time, links to captures. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/report.h"
#include "reports/text.h"
#include "tests/unit/reports_fixture.h"

START_TEST(test_html_bad_folder)
{
	const struct report_format *format = report_find("html");
	struct fixture fixture;
	struct result evil;
	char folder[] = "reports-test-XXXXXX";
	struct err err;
	void *report;

	fixture_make(&fixture);
	err_init(&err);
	ck_assert_ptr_null(format->begin(NULL, "/dev/null/report", &fixture.run, &err));
	ck_assert(err.set);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	err_init(&err);
	report = format->begin(NULL, folder, &fixture.run, &err);
	ck_assert_ptr_nonnull(report);
	evil = *fixture.items[0].result;
	evil.case_id = "../../evil";
	ck_assert_int_eq(format->add(report, &evil, NULL, &err), -1);
	evil.case_id = "/etc/evil";
	ck_assert_int_eq(format->add(report, &evil, NULL, &err), -1);
	ck_assert_int_eq(format->end(report, &fixture.run, &err), 0);
	ck_assert_int_eq(io_remove_tree(folder, &err), 0);
	fixture_free(&fixture);
}
END_TEST

START_TEST(test_clean)
{
	static const struct {
		const char *text;
		size_t length;
		const char *clean;
	} rows[] = {
		{"plain\ttext\n", 11, "plain\ttext\n"},
		{"a\0b", 3, "a\\x00b"},
		{"\x1b[31m", 5, "\\x1b[31m"},
		{"caf\xc3\xa9", 5, "caf\xc3\xa9"},
		{"\xc3", 1, "\\xc3"},
		{"\xc0\x80", 2, "\\xc0\\x80"},
		{"\xed\xa0\x80", 3, "\\xed\\xa0\\x80"},
		{"\xef\xbf\xbf", 3, "\\uffff"},
		{"\xc2\x85", 2, "\\u0085"},
		{"\xe2\x80\xae", 3, "\\u202e"},
		{"\xf4\x90\x80\x80", 4, "\\xf4\\x90\\x80\\x80"},
		{"\xf0\x9f\x98\x80", 4, "\xf0\x9f\x98\x80"},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str str;

		str_init(&str);
		text_add_clean(&str, rows[i].text, rows[i].length);
		ck_assert_str_eq(str_text(&str), rows[i].clean);
		str_free(&str);
	}
}
END_TEST

START_TEST(test_ids)
{
	ck_assert(text_id_is_safe("tcp/recv/peek-twice"));
	ck_assert(!text_id_is_safe(""));
	ck_assert(!text_id_is_safe("../x"));
	ck_assert(!text_id_is_safe("a/../x"));
	ck_assert(!text_id_is_safe("/x"));
	ck_assert(!text_id_is_safe("a//x"));
	ck_assert(!text_id_is_safe("a/"));
	ck_assert(!text_id_is_safe("a\nb"));
	ck_assert(!text_id_is_safe(NULL));
}
END_TEST

START_TEST(test_epoch)
{
	struct report_run run = {.started_wall_ns = 7};

	ck_assert_int_eq(text_run_started(&run), 7);
	ck_assert_int_eq(setenv("SOURCE_DATE_EPOCH", "12", 1), 0);
	ck_assert_int_eq(text_run_started(&run), INT64_C(12000000000));
	ck_assert_int_eq(setenv("SOURCE_DATE_EPOCH", "never", 1), 0);
	ck_assert_int_eq(text_run_started(&run), 7);
}
END_TEST

static void test_put(const char *folder, const char *path, const char *text)
{
	char *whole = io_join(folder, path);
	char *slash = strrchr(whole, '/');
	struct err err;

	err_init(&err);
	*slash = '\0';
	ck_assert_msg(io_make_directories(whole, &err) == 0, "%s", err.text);
	*slash = '/';
	ck_assert_msg(io_write_file(whole, text, strlen(text), &err) == 0, "%s", err.text);
	free(whole);
}

/* The page of the first case, with the run's evidence at `run`, the report at `folder`. */
static char *test_page(const char *run, const char *folder)
{
	const struct report_format *format = report_find("html");
	struct fixture fixture;
	char *path, *text = NULL;
	size_t length;
	struct err err;
	void *report;

	err_init(&err);
	fixture_make(&fixture);
	fixture.run.folder = run;
	report = format->begin(NULL, folder, &fixture.run, &err);
	ck_assert_msg(report != NULL, "%s", err.text);
	ck_assert_int_eq(format->add(report, fixture.items[0].result, fixture.items[0].evidence, &err), 0);
	ck_assert_int_eq(format->end(report, &fixture.run, &err), 0);
	fixture_free(&fixture);
	path = io_join(folder, "cases/tcp/recv/peek.html");
	ck_assert_msg(io_read_file(path, 1u << 20, &text, &length, &err) == 0, "%s", err.text);
	free(path);
	return text;
}

/* A report that holds the run links to its captures; one that lies elsewhere takes copies along. */
START_TEST(test_links)
{
	char top[] = "reports-test-XXXXXX";
	char *run, *report, *copy, *text;
	struct err err;

	err_init(&err);
	ck_assert_ptr_nonnull(mkdtemp(top));
	run = io_join(top, "run");
	report = io_join(top, "report");
	copy = io_join(report, "captures/tcp/recv/peek/ipv4/client.pcap");
	test_put(run, "tcp/recv/peek/ipv4/client.pcap", "packets");
	text = test_page(run, top);
	ck_assert_ptr_nonnull(strstr(text, "href=\"../../../run/tcp/recv/peek/ipv4/client.pcap\""));
	ck_assert_ptr_null(strstr(text, "server.pcap\""));
	free(text);
	text = test_page(run, report);
	ck_assert_ptr_nonnull(strstr(text, "href=\"../../../captures/tcp/recv/peek/ipv4/client.pcap\""));
	ck_assert_int_eq(access(copy, R_OK), 0);
	free(text);
	text = test_page(run, run);
	ck_assert_ptr_nonnull(strstr(text, "href=\"../../../tcp/recv/peek/ipv4/client.pcap\""));
	free(text);
	ck_assert_int_eq(io_remove_tree(top, &err), 0);
	free(copy);
	free(report);
	free(run);
}
END_TEST

void reports_text_tests(TCase *tcase)
{
	tcase_add_test(tcase, test_html_bad_folder);
	tcase_add_test(tcase, test_clean);
	tcase_add_test(tcase, test_ids);
	tcase_add_test(tcase, test_epoch);
	tcase_add_test(tcase, test_links);
}
