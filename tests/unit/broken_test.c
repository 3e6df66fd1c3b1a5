/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Each page of tests/broken/ has one mistake; NAME.expected beside NAME.md is what must be said of it. Each translation of
 * tests/broken/translations, too: NAME.zh.md is compared with original.md.
 */
#include "config.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/case/parse.h"
#include "harness/case/translation.h"
#include "tests/unit/unit.h"

static glob_t pages, translations;

static char *broken_read(const char *path, size_t *length)
{
	struct err err;
	char *text;

	err_init(&err);
	ck_assert_msg(io_read_file(path, 1 << 21, &text, length, &err) == 0, "%s: %s", path, err.text);
	return text;
}

/* What was said of a page, beside what must be. Frees the messages. */
static void broken_compare(const char *path, char *messages)
{
	size_t length;
	char *wanted, *other;

	ck_assert_int_gt(asprintf(&other, "%.*s.expected", (int)strlen(path) - 3, path), 0);
	wanted = broken_read(other, &length);
	ck_assert_msg(strcmp(messages, wanted) == 0, "%s\nexpected:\n%s\nobserved:\n%s", path, wanted, messages);
	free(other);
	free(wanted);
	free(messages);
}

START_TEST(message_is_as_expected)
{
	const char *path = pages.gl_pathv[_i], *name = strrchr(path, '/') + 1;
	size_t length, size;
	char *text = broken_read(path, &length), *messages;
	struct diagnostics list;
	struct case_page *page;
	FILE *out = open_memstream(&messages, &size);

	diagnostics_init(&list);
	page = case_parse(name, "broken", text, length, &list);
	diagnostics_print(&list, name, text, out);
	fclose(out);
	broken_compare(path, messages);
	ck_assert_uint_ge(list.errors, 1);
	diagnostics_free(&list);
	case_free(page);
	free(text);
}
END_TEST

START_TEST(message_about_a_translation_is_as_expected)
{
	const char *path = translations.gl_pathv[_i], *name = strrchr(path, '/') + 1;
	size_t length, original_length, size;
	char *text = broken_read(path, &length), *original_path, *original, *messages;
	struct diagnostics list;
	FILE *out = open_memstream(&messages, &size);

	ck_assert_int_gt(asprintf(&original_path, "%.*s/original.md", (int)(name - path - 1), path), 0);
	original = broken_read(original_path, &original_length);
	diagnostics_init(&list);
	translation_check(name, text, length, "original.md", original, original_length, &list);
	diagnostics_print(&list, name, text, out);
	fclose(out);
	broken_compare(path, messages);
	/* A page whose words alone are others is fine, and nothing is said of it. */
	ck_assert_uint_eq(list.errors > 0, strcmp(name, "fits.zh.md") != 0);
	diagnostics_free(&list);
	free(text);
	free(original);
	free(original_path);
}
END_TEST

START_TEST(there_are_broken_pages)
{
	ck_assert_uint_ge(pages.gl_pathc, 60);
	ck_assert_uint_ge(translations.gl_pathc, 8);
}
END_TEST

int main(void)
{
	const char *top = getenv("srcdir");
	Suite *suite = suite_create("broken");
	TCase *tests = tcase_create("pages");
	char *pattern;
	int status;

	if (asprintf(&pattern, "%s/tests/broken/*.md", top == NULL ? "." : top) < 0)
		return EXIT_FAILURE;
	status = glob(pattern, 0, NULL, &pages);
	free(pattern);
	if (status == 0)
		tcase_add_loop_test(tests, message_is_as_expected, 0, (int)pages.gl_pathc);
	if (asprintf(&pattern, "%s/tests/broken/translations/*.zh.md", top == NULL ? "." : top) < 0)
		return EXIT_FAILURE;
	status = glob(pattern, 0, NULL, &translations);
	free(pattern);
	if (status == 0)
		tcase_add_loop_test(tests, message_about_a_translation_is_as_expected, 0, (int)translations.gl_pathc);
	tcase_add_test(tests, there_are_broken_pages);
	suite_add_tcase(suite, tests);
	status = unit_run(suite);
	globfree(&pages);
	globfree(&translations);
	return status;
}
