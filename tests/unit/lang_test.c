/* SPDX-License-Identifier: BSD-2-Clause */
/* Languages: what the environment asks for, what a file's name says, and words from the catalogue. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/lang_table.h"
#include "tests/unit/unit.h"

START_TEST(test_wanted)
{
	static const struct {
		const char *language, *locale;
		enum lang lang;
	} rows[] = {
		{NULL, NULL, LANG_EN},
		{"", "", LANG_EN},
		{NULL, "zh_CN.UTF-8", LANG_ZH},
		{NULL, "zh_CN", LANG_ZH},
		{NULL, "zh_SG@x", LANG_ZH},
		{NULL, "zh_TW.UTF-8", LANG_EN},
		{NULL, "de_DE.UTF-8", LANG_EN},
		{NULL, "zh_CNX", LANG_EN},
		{"zh_CN", NULL, LANG_ZH},
		{"zh_CN", "C.UTF-8", LANG_ZH},
		{"zh_CN", "C", LANG_EN},
		{"zh_CN", "POSIX", LANG_EN},
		{"de:zh_CN:en", "de_DE.UTF-8", LANG_ZH},
		{"de:en_GB:zh_CN", "zh_CN.UTF-8", LANG_EN},
		{"en", "zh_CN.UTF-8", LANG_EN},
		{":::", "zh_CN.UTF-8", LANG_ZH},
		{"zh-Hans", NULL, LANG_ZH},
		{"zh_TW", "en_US.UTF-8", LANG_EN},
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_msg(lang_wanted(rows[i].language, rows[i].locale) == rows[i].lang, "row %zu", i);
}
END_TEST

START_TEST(test_suffix)
{
	static const char page[] = "a.b/peek.zh.md", other[] = "peek.fr.md";
	enum lang lang;

	ck_assert_ptr_eq(lang_find_suffix(page, &lang), page + 8);
	ck_assert_int_eq(lang, LANG_ZH);
	ck_assert_ptr_eq(lang_find_suffix(other, &lang), other + 4);
	ck_assert_int_eq(lang, LANG_COUNT);
	ck_assert_ptr_nonnull(lang_find_suffix("peek.en.md", &lang));
	ck_assert_int_eq(lang, LANG_COUNT);
	ck_assert_ptr_null(lang_find_suffix("a.zh.md/peek.md", &lang));
	ck_assert_ptr_null(lang_find_suffix("peek.zh.mdx", &lang));
	ck_assert_ptr_null(lang_find_suffix("peek", &lang));
	ck_assert_ptr_null(lang_find_suffix(".md", &lang));
	ck_assert(lang_find("zh", 2, &lang) && lang == LANG_ZH);
	ck_assert(lang_find("en", 2, &lang) && lang == LANG_EN);
	ck_assert(!lang_find("", 0, &lang));
	ck_assert(!lang_find("zhx", 3, &lang));
}
END_TEST

START_TEST(test_words)
{
	size_t i;

	ck_assert_int_eq(lang_used(), LANG_EN);
	ck_assert_str_eq(_("Language"), "Language");
	lang_use(LANG_ZH);
	ck_assert_int_eq(lang_used(), LANG_ZH);
	ck_assert_str_eq(_("Language"), "\u8bed\u8a00");
	ck_assert_str_eq(_("in no catalogue"), "in no catalogue");
	ck_assert_ptr_null(lang_text(NULL));
	ck_assert_str_eq(lang_text(""), "");
	ck_assert_str_eq(lang_plural("%d in no catalogue", "%d in none", 2), "%d in none");
	/* Each entry is found, also those whose texts share a place of the index. */
	for (i = 0; i < lang_zh_CN_count; i++)
		ck_assert_ptr_eq(lang_text(lang_zh_CN[i].text), lang_zh_CN[i].translated);
	ck_assert_uint_gt(i, 0);
	lang_use(LANG_EN);
	ck_assert_str_eq(_("Language"), "Language");
	ck_assert_str_eq(lang_plural("one", "many", 1), "one");
	ck_assert_str_eq(lang_plural("one", "many", 0), "many");
}
END_TEST

START_TEST(test_errors)
{
	struct err err;

	/* Alone, an error is in the language in use. */
	err_init(&err);
	lang_use(LANG_ZH);
	err_set(&err, "Language");
	ck_assert_str_eq(err.text, "\u8bed\u8a00");
	/* In a program it is in the program's, also while a report is made in another one. */
	lang_use_everywhere(LANG_EN);
	lang_use(LANG_ZH);
	err_init(&err);
	err_set(&err, "Language");
	ck_assert_str_eq(err.text, "Language");
	ck_assert_str_eq(_("Language"), "\u8bed\u8a00");
	lang_use_everywhere(LANG_ZH);
	lang_use(LANG_EN);
	err_init(&err);
	err_set(&err, "Language");
	ck_assert_str_eq(err.text, "\u8bed\u8a00");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lang");
	TCase *tests = tcase_create("lang");

	tcase_add_test(tests, test_wanted);
	tcase_add_test(tests, test_suffix);
	tcase_add_test(tests, test_words);
	tcase_add_test(tests, test_errors);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
