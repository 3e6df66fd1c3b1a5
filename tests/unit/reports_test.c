/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Each report format, byte by byte: the made-up run against tests/golden/reports. With GOLDEN_UPDATE=1 it writes
 * what it would compare with (tests/golden/regenerate).
 */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/formats.h"
#include "reports/report.h"
#include "tests/unit/reports_fixture.h"
#include "tests/unit/unit.h"

#define GOLDEN_MOST (8u << 20)

static char *test_path(const char *name)
{
	const char *srcdir = getenv("srcdir");
	char *folder = io_join(srcdir ? srcdir : ".", "tests/golden/reports");
	char *path = io_join(folder, name);

	free(folder);
	return path;
}

static void test_compare(const char *name, const char *text, size_t length)
{
	char *path = test_path(name);
	char *golden = NULL;
	size_t golden_length = 0, i;
	struct err err;
	int line = 1;

	err_init(&err);
	if (getenv("GOLDEN_UPDATE")) {
		char *slash = strrchr(path, '/');

		*slash = '\0';
		ck_assert_msg(io_make_directories(path, &err) == 0, "%s", err.text);
		*slash = '/';
		ck_assert_msg(io_write_file(path, text, length, &err) == 0, "%s", err.text);
	}
	ck_assert_msg(io_read_file(path, GOLDEN_MOST, &golden, &golden_length, &err) == 0, "%s", err.text);
	for (i = 0; i < length && i < golden_length && text[i] == golden[i]; i++)
		line += text[i] == '\n';
	ck_assert_msg(i == length && i == golden_length, "%s differs at line %d: tests/golden/regenerate, and look at it",
		name, line);
	free(golden);
	free(path);
}

/* One whole report of the made-up run. */
static void test_write(const char *name, FILE *out, const char *folder, bool color, bool interrupted)
{
	const struct report_format *format = report_find(name);
	struct fixture fixture;
	struct err err;
	void *report;
	size_t i, count;

	ck_assert_ptr_nonnull(format);
	err_init(&err);
	fixture_make(&fixture);
	fixture.run.color = color;
	count = interrupted ? 3 : fixture.count;
	report = format->begin(out, folder, &fixture.run, &err);
	ck_assert_msg(report != NULL, "%s", err.text);
	for (i = 0; i < count; i++)
		ck_assert_msg(format->add(report, fixture.items[i].result, fixture.items[i].evidence, &err) == 0, "%s",
			err.text);
	fixture.run.duration_ns = INT64_C(3456789012);
	fixture.run.interrupted = interrupted;
	ck_assert_msg(format->end(report, &fixture.run, &err) == 0, "%s", err.text);
	fixture_free(&fixture);
}

static void test_file(const char *format, const char *golden, bool color, bool interrupted)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	ck_assert_ptr_nonnull(out);
	test_write(format, out, NULL, color, interrupted);
	ck_assert_int_eq(fclose(out), 0);
	test_compare(golden, text, length);
	free(text);
}

START_TEST(test_files)
{
	test_file("terminal", "terminal.txt", false, false);
	test_file("terminal", "terminal-color.txt", true, false);
	test_file("terminal", "terminal-interrupted.txt", false, true);
	test_file("ladder", "ladder.txt", false, false);
	test_file("tap", "results.tap", false, false);
	test_file("tap", "interrupted.tap", false, true);
	test_file("junit", "junit.xml", false, false);
	test_file("json", "results.json", false, false);
	test_file("baseline", "baseline.tsv", false, false);
}
END_TEST

START_TEST(test_html)
{
	static const char *const pages[] = {"index.html", "requirements.html", "tutorials.html", "methods.html", "glossary.html", "chapters/udp.html", "chapters/tcp.html",
		"chapters/tcp/recv.html", "chapters/tcp/shutdown.html", "cases/tcp/recv/peek.html", "cases/tcp/shutdown/wr.html",
		"cases/udp/trunc.html", "cases/udp/late.html", "cases/hostile.html", "zh/index.html",
		"zh/requirements.html", "zh/tutorials.html", "zh/methods.html", "zh/chapters/tcp/recv.html", "zh/cases/tcp/recv/peek.html", "zh/cases/tcp/shutdown/wr.html", "zh/cases/hostile.html"};
	char folder[] = "reports-test-XXXXXX";
	struct err err;
	size_t i;

	err_init(&err);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	test_write("html", NULL, folder, false, false);
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		char *path = io_join(folder, pages[i]);
		char *golden = io_join("html", pages[i]);
		char *text = NULL;
		size_t length = 0;

		ck_assert_msg(io_read_file(path, GOLDEN_MOST, &text, &length, &err) == 0, "%s", err.text);
		test_compare(golden, text, length);
		free(text);
		free(golden);
		free(path);
	}
	ck_assert_msg(io_remove_tree(folder, &err) == 0, "%s", err.text);
}
END_TEST

/* As a quiz a page has the same in it, folded; one lesson by itself is whole; one of both kinds of socket has two columns. */
START_TEST(test_lesson_forms)
{
	static const struct {
		const char *golden;
		bool quiz;
		void (*make)(struct fixture *fixture);
	} rows[] = {{"lesson/quiz.html", true, fixture_make}, {"lesson/single.html", false, fixture_make},
		{"lesson/kinds.html", false, fixture_make_kinds}};
	size_t i, j;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture fixture;
		char *text = NULL, *style, *script;
		size_t length = 0;
		FILE *out = open_memstream(&text, &length);
		struct err err;
		void *report;

		ck_assert_ptr_nonnull(out);
		err_init(&err);
		rows[i].make(&fixture);
		fixture.run.quiz = rows[i].quiz;
		report = html_single_format.begin(out, NULL, &fixture.run, &err);
		ck_assert_ptr_nonnull(report);
		for (j = 0; j < fixture.count; j++) {
			if (strcmp(fixture.items[j].result->case_id, fixture.items[0].result->case_id) == 0)
				ck_assert_int_eq(html_single_format.add(report, fixture.items[j].result,
					fixture.items[j].evidence, &err), 0);
		}
		ck_assert_int_eq(html_single_format.end(report, &fixture.run, &err), 0);
		ck_assert_int_eq(fclose(out), 0);
		fixture_free(&fixture);
		/* Policy, style and script have their own tests: the golden page stays the same when they change. */
		style = strstr(text, "<meta http-equiv=\"Content-Security-Policy\"");
		script = strstr(text, "</script>");
		ck_assert_ptr_nonnull(style);
		ck_assert_ptr_nonnull(script);
		script += strlen("</script>\n");
		memmove(style, script, strlen(script) + 1);
		test_compare(rows[i].golden, text, strlen(text));
		free(text);
	}
}
END_TEST

/* True where a text has what would be more than text: to a terminal, to a browser, to a reader of UTF-8. */
static void test_is_harmless(const char *name, const char *text, size_t length, bool markup)
{
	ck_assert_msg(!memchr(text, '\033', length) && !memchr(text, '\a', length), "%s holds an escape", name);
	ck_assert_msg(strlen(text) == length, "%s holds a NUL", name);
	ck_assert_msg(str_is_plain_utf8(text, length), "%s is not plain UTF-8", name);
	ck_assert_msg(strstr(text, "alert("), "%s does not show what was sent", name);
	if (markup) {
		ck_assert_msg(!strstr(text, "<script>a") && !strstr(text, "<svg o"), "%s holds an element of the payload", name);
		ck_assert_msg(!strstr(text, "javascript:a\""), "%s leads to a script", name);
	}
}

/* A payload of HTML, of script, of invalid UTF-8, of terminal escapes is text in every format. */
START_TEST(test_hostile)
{
	static const char *const names[] = {"terminal", "tap", "junit", "json"};
	char folder[] = "reports-test-XXXXXX";
	char *path, *text = NULL;
	size_t length = 0, i;
	struct err err;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		FILE *out = open_memstream(&text, &length);

		ck_assert_ptr_nonnull(out);
		test_write(names[i], out, NULL, false, false);
		ck_assert_int_eq(fclose(out), 0);
		test_is_harmless(names[i], text, length, i == 2);
		free(text);
	}
	err_init(&err);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	test_write("html", NULL, folder, false, false);
	path = io_join(folder, "cases/hostile.html");
	ck_assert_msg(io_read_file(path, GOLDEN_MOST, &text, &length, &err) == 0, "%s", err.text);
	test_is_harmless("html", text, length, true);
	ck_assert_ptr_nonnull(strstr(text, "alert(4)"));
	free(text);
	free(path);
	ck_assert_msg(io_remove_tree(folder, &err) == 0, "%s", err.text);
}
END_TEST

START_TEST(test_full_disk)
{
	static const char *const names[] = {"terminal", "tap", "junit", "json"};
	struct fixture fixture;
	size_t i, j;

	fixture_make(&fixture);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct report_format *format = report_find(names[i]);
		FILE *out = fopen("/dev/full", "w");
		bool failed = false;
		struct err err;
		void *report;

		if (!out)
			continue;
		err_init(&err);
		report = format->begin(out, NULL, &fixture.run, &err);
		failed = report == NULL;
		for (j = 0; report && j < fixture.count; j++) {
			if (format->add(report, fixture.items[j].result, fixture.items[j].evidence, &err) < 0)
				failed = true;
		}
		if (report && format->end(report, &fixture.run, &err) < 0)
			failed = true;
		ck_assert_msg(failed, "%s did not notice that the disk is full", names[i]);
		ck_assert_ptr_nonnull(strstr(err.text, strerror(ENOSPC)));
		(void)fclose(out);
	}
	fixture_free(&fixture);
}
END_TEST

/* What is drawn while cases are played, and erased before anything else is written. */
START_TEST(test_live)
{
	const struct report_format *format = report_find("terminal");
	struct fixture fixture;
	char *text = NULL;
	size_t length = 0, i;
	FILE *out = open_memstream(&text, &length);
	struct err err;
	void *report;

	ck_assert_ptr_nonnull(out);
	err_init(&err);
	fixture_make(&fixture);
	fixture.run.live = true;
	fixture.run.folder = "run";
	report = format->begin(out, NULL, &fixture.run, &err);
	ck_assert_ptr_nonnull(report);
	for (i = 0; i < 3; i++)
		format->playing(report, fixture.items[i].result->case_id, fixture.items[i].result->mode);
	format->played(report, fixture.items[1].result->case_id, fixture.items[1].result->mode);
	for (i = 0; i < fixture.count; i++)
		ck_assert_int_eq(format->add(report, fixture.items[i].result, fixture.items[i].evidence, &err), 0);
	ck_assert_int_eq(format->end(report, &fixture.run, &err), 0);
	fixture_free(&fixture);
	ck_assert_int_eq(fclose(out), 0);
	test_compare("terminal-live.txt", text, length);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("reports");
	TCase *tcase = tcase_create("reports");

	(void)unsetenv("SOURCE_DATE_EPOCH");
	(void)unsetenv("COLUMNS");
	(void)setenv("LC_ALL", "C", 1);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_files);
	tcase_add_test(tcase, test_html);
	tcase_add_test(tcase, test_lesson_forms);
	tcase_add_test(tcase, test_hostile);
	tcase_add_test(tcase, test_full_disk);
	tcase_add_test(tcase, test_live);
	markup_tests(tcase);
	html_settings_tests(tcase);
	reports_text_tests(tcase);
	reports_page_tests(tcase);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
