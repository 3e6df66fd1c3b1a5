/* SPDX-License-Identifier: BSD-2-Clause */
/* What can be cited: every entry is whole and found by its name, and by the other ways to write it. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/case/registry.h"
#include "tests/unit/unit.h"

START_TEST(every_entry_is_whole)
{
	size_t i;

	ck_assert_uint_gt(registry_count(), 1800);
	for (i = 0; i < registry_count(); i++) {
		const struct registry_entry *entry = registry_at(i);

		ck_assert_msg(registry_has_scheme(entry->scheme), "%s", entry->scheme);
		ck_assert_msg(entry->id[0] != '\0' && entry->summary[0] != '\0' && entry->document[0] != '\0'
			&& entry->section[0] != '\0', "%s:%s", entry->scheme, entry->id);
		/* Where two had one name, the second would find the first. */
		ck_assert_ptr_eq(registry_find(entry->scheme, entry->id), entry);
		ck_assert((strcmp(entry->scheme, "claim") == 0) == (entry->fares != NULL));
		ck_assert((strncmp(entry->document, "RFC", 3) == 0 || strncmp(entry->document, "POSIX", 5) == 0)
			== (entry->link != NULL));
	}
	ck_assert_ptr_null(registry_at(registry_count()));
}
END_TEST

START_TEST(levels_are_told_apart)
{
	ck_assert_int_eq(registry_find("rfc9293", "MUST-14")->level, REQUIREMENT_MUST);
	ck_assert_int_eq(registry_find("rfc9293", "MUST-9")->level, REQUIREMENT_MUST);
	ck_assert_str_eq(registry_find("rfc9293", "MUST-9")->level_text, "MUST NOT");
	ck_assert_int_eq(registry_find("rfc9293", "SHLD-4")->level, REQUIREMENT_SHOULD);
	ck_assert_int_eq(registry_find("rfc9293", "MAY-1")->level, REQUIREMENT_MAY);
	ck_assert_int_eq(registry_find("posix", "recv-EAGAIN")->level, REQUIREMENT_MUST);
	ck_assert_int_eq(registry_find("posix", "connect-EACCES")->level, REQUIREMENT_MAY);
	ck_assert_int_eq(registry_find("posix", "recv-waitall")->level, REQUIREMENT_OTHER);
	ck_assert_int_eq(registry_find("behaviour", "tcp-peek-does-not-consume")->level, REQUIREMENT_OTHER);
}
END_TEST

START_TEST(links_lead_to_the_section)
{
	ck_assert_str_eq(registry_find("rfc9293", "MUST-14")->link,
		"https://www.rfc-editor.org/rfc/rfc9293#section-3.7.1");
	ck_assert_str_eq(registry_find("rfc768", "ui-ports")->link, "https://www.rfc-editor.org/rfc/rfc768");
	ck_assert_str_eq(registry_find("rfc6298", "2.2-first")->link,
		"https://www.rfc-editor.org/rfc/rfc6298#section-2");
	ck_assert_str_eq(registry_find("posix", "recv-EAGAIN")->link,
		"https://pubs.opengroup.org/onlinepubs/9799919799/functions/recv.html");
	ck_assert_str_eq(registry_find("posix", "accept4-flags")->link,
		"https://pubs.opengroup.org/onlinepubs/9799919799/functions/accept.html");
	ck_assert_str_eq(registry_find("posix", "2.10.6-sigpipe")->link,
		"https://pubs.opengroup.org/onlinepubs/9799919799/functions/V2_chap02.html#tag_16_10_06");
}
END_TEST

START_TEST(other_spellings_give_the_one_entry)
{
	ck_assert_ptr_eq(registry_find("posix", "recv#MSG_PEEK"), registry_find("posix", "recv-peek"));
	ck_assert_ptr_eq(registry_find("posix", "recv#EAGAIN"), registry_find("posix", "recv-EAGAIN"));
	ck_assert_ptr_eq(registry_find("posix", "getsockopt#SO_ERROR"), registry_find("posix", "2.10.16-SO_ERROR"));
	ck_assert_ptr_eq(registry_find("claim", "peek-twice"), registry_find("claim", "tcp-peek-does-not-consume"));
	ck_assert_str_eq(registry_find("claim", "backlog-full-refused")->fares, "refuted");
	ck_assert_ptr_nonnull(registry_find("posix", "recv-peek"));
}
END_TEST

START_TEST(what_is_unknown_is_not_found)
{
	char longer[4096];

	memset(longer, '#', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	ck_assert(!registry_has_scheme("rfc1"));
	ck_assert(!registry_has_scheme(""));
	ck_assert(!registry_has_scheme("https"));
	ck_assert(registry_has_scheme("claim"));
	ck_assert_ptr_null(registry_find("posix", "MUST-14"));
	ck_assert_ptr_null(registry_find("posix", "recv#NOTHING"));
	ck_assert_ptr_null(registry_find("posix", ""));
	ck_assert_ptr_null(registry_find("posix", longer));
	ck_assert_ptr_null(registry_nearest("posix", longer));
	ck_assert_str_eq(registry_nearest("rfc9293", "MSUT-14"), "MUST-14");
	ck_assert_str_eq(registry_nearest("posix", "recv#MSG_PEAK"), "recv#MSG_PEEK");
	ck_assert_ptr_null(registry_nearest("nonsense", "MUST-14"));
}
END_TEST

START_TEST(claims_and_methods_are_translated)
{
	size_t i, methods = 0, core = 0;

	for (i = 0; i < registry_count(); i++) {
		const struct registry_entry *entry = registry_at(i);
		const struct registry_words *words = registry_translate(entry, LANG_ZH);

		core += entry->core;
		methods += strcmp(entry->scheme, "method") == 0;
		ck_assert_ptr_null(registry_translate(entry, LANG_EN));
		/* Of the others a row is in English until somebody has translated it. */
		if (entry->fares != NULL || strcmp(entry->scheme, "method") == 0 || strcmp(entry->scheme, "rfc9293") == 0)
			ck_assert_msg(words != NULL && words->summary[0] != '\0', "%s:%s", entry->scheme, entry->id);
		ck_assert((entry->fares == NULL) == (entry->instead == NULL) && (entry->fares == NULL) == (entry->subject == NULL));
		if (entry->fares == NULL)
			continue;
		ck_assert_msg((entry->instead[0] == '\0') == (words->instead[0] == '\0'), "%s", entry->id);
		ck_assert_msg(strcmp(entry->fares, "confirmed") == 0 || entry->instead[0] != '\0', "%s", entry->id);
	}
	ck_assert_uint_ge(methods, 34);
	ck_assert_uint_eq(core, 141);
	ck_assert(registry_find("behaviour", "tcp-peek-does-not-consume")->core);
	ck_assert(!registry_find("behaviour", "socket-enfile")->core);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("registry");
	TCase *tests = tcase_create("registry");

	tcase_add_test(tests, every_entry_is_whole);
	tcase_add_test(tests, levels_are_told_apart);
	tcase_add_test(tests, links_lead_to_the_section);
	tcase_add_test(tests, other_spellings_give_the_one_entry);
	tcase_add_test(tests, what_is_unknown_is_not_found);
	tcase_add_test(tests, claims_and_methods_are_translated);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
