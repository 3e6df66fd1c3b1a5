/* SPDX-License-Identifier: BSD-2-Clause */
/* What pages cover of the registry: by document and section, whatever spelling they cite by. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/coverage.h"
#include "tests/unit/unit.h"

static struct citation coverage_test_citations[] = {
	{.scheme = "rfc9293", .id = "MUST-14"},
	{.scheme = "posix", .id = "recv#MSG_PEEK"},
	{.scheme = "posix", .id = "recv-peek"},
	{.scheme = "rfc9293", .id = "MAY-14"},
};
static struct case_page coverage_test_first = {.id = "tcp/first", .citations = coverage_test_citations, .citation_count = 4};
static struct case_page coverage_test_second = {.id = "tcp/second", .citations = coverage_test_citations, .citation_count = 1};
static struct case_page *const coverage_test_pages[] = {&coverage_test_first, NULL, &coverage_test_second};

static struct coverage *coverage_test_make(char *const *words, int count)
{
	struct err err;
	struct coverage *coverage;

	err_init(&err);
	coverage = coverage_make(coverage_test_pages, 3, words, count, &err);
	ck_assert_msg(coverage != NULL, "%s", err.text);
	return coverage;
}

static const struct coverage_row *coverage_test_find(const struct coverage *coverage, const char *scheme, const char *id)
{
	size_t i;

	for (i = 0; i < coverage->count; i++)
		if (coverage->rows[i].entry == registry_find(scheme, id))
			return &coverage->rows[i];
	ck_abort_msg("%s:%s is not there", scheme, id);
	return NULL;
}

START_TEST(cases_stand_with_what_they_cite)
{
	struct coverage *coverage = coverage_test_make(NULL, 0);
	const struct coverage_row *row = coverage_test_find(coverage, "rfc9293", "MUST-14");

	ck_assert_int_eq(row->state, COVERAGE_COVERED);
	ck_assert_uint_eq(row->case_count, 2);
	ck_assert_str_eq(row->cases[0], "tcp/first");
	ck_assert_str_eq(row->cases[1], "tcp/second");
	/* Cited twice by one page, under two spellings. */
	ck_assert_uint_eq(coverage_test_find(coverage, "posix", "recv-peek")->case_count, 1);
	ck_assert_int_eq(coverage_test_find(coverage, "rfc9293", "MUST-15")->state, COVERAGE_UNCOVERED);
	ck_assert_int_eq(coverage_test_find(coverage, "rfc9293", "REC-1")->state, COVERAGE_UNSHOWABLE);
	/* The row says that nobody can see it; a page that shows it all the same covers it. */
	ck_assert_str_eq(registry_find("rfc9293", "MAY-14")->observable, "no");
	ck_assert_int_eq(coverage_test_find(coverage, "rfc9293", "MAY-14")->state, COVERAGE_COVERED);
	coverage_free(coverage);
}
END_TEST

START_TEST(everything_is_there_once_and_counted)
{
	struct coverage *coverage = coverage_test_make(NULL, 0);
	size_t i, j, sum = 0, states[COVERAGE_STATE_COUNT] = {0};

	ck_assert_uint_eq(coverage->count, registry_count());
	for (i = 0; i < coverage->document_count; i++) {
		const struct coverage_document *document = &coverage->documents[i];

		ck_assert_uint_eq(document->first, sum);
		sum += document->count;
		ck_assert_uint_eq(document->states[0] + document->states[1] + document->states[2], document->count);
		for (j = 0; j < COVERAGE_STATE_COUNT; j++)
			states[j] += document->states[j];
		for (j = 0; j < i; j++)
			ck_assert_str_ne(document->name, coverage->documents[j].name);
	}
	ck_assert_uint_eq(sum, coverage->count);
	ck_assert_mem_eq(states, coverage->states, sizeof states);
	ck_assert_uint_eq(states[COVERAGE_COVERED], 3);
	coverage_free(coverage);
}
END_TEST

START_TEST(sections_stand_together_in_order)
{
	struct coverage *coverage = coverage_test_make(NULL, 0);
	size_t i, j, end;

	for (i = 0; i < coverage->document_count; i++) {
		end = coverage->documents[i].first + coverage->documents[i].count;
		for (j = coverage->documents[i].first + 2; j < end; j++) {
			const char *section = coverage->rows[j].section;
			size_t k;

			if (strcmp(section, coverage->rows[j - 1].section) == 0)
				continue;
			for (k = coverage->documents[i].first; k < j; k++)
				ck_assert_msg(strcmp(section, coverage->rows[k].section) != 0, "%s twice", section);
		}
	}
	/* 3.9 before 3.10, not as words are ordered. */
	ck_assert(coverage_test_find(coverage, "rfc9293", "MUST-47") < coverage_test_find(coverage, "rfc9293", "3.10.4-close-synsent"));
	coverage_free(coverage);
}
END_TEST

START_TEST(words_name_documents_and_entries)
{
	char *const words[] = {(char *)"RFC 768", (char *)"POSIX:nothing"};
	char *const entries[] = {(char *)"posix:recv#MSG_PEEK", (char *)"rfc9293:MUST-14", (char *)"recv-peek"};
	char *const scheme[] = {(char *)"rfc768"}, *const both[] = {(char *)"socket-create-inet-kinds"};
	struct coverage *coverage = coverage_test_make(words, 1), *same;
	struct err err;

	ck_assert_uint_eq(coverage->document_count, 1);
	ck_assert_str_eq(coverage->documents[0].title, "RFC 768");
	same = coverage_test_make(scheme, 1);
	ck_assert_uint_eq(same->count, coverage->count);
	coverage_free(same);
	coverage_free(coverage);
	coverage = coverage_test_make(entries, 3);
	ck_assert_uint_eq(coverage->count, 2);
	coverage_free(coverage);
	coverage = coverage_test_make(both, 1);
	ck_assert_uint_eq(coverage->count, 2);
	ck_assert_str_eq(coverage->documents[1].title, "Claims");
	/* A claim stands with the call of the behaviour that settles it. */
	ck_assert_str_eq(coverage->rows[1].section, "socket");
	coverage_free(coverage);
	err_init(&err);
	ck_assert_ptr_null(coverage_make(NULL, 0, words, 2, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "POSIX:nothing"));
}
END_TEST

START_TEST(a_call_names_all_that_is_about_it)
{
	char *const call[] = {(char *)"setsockopt"}, *const core[] = {(char *)"core"};
	struct coverage *coverage = coverage_test_make(call, 1);
	size_t i;

	ck_assert_uint_gt(coverage->count, 100);
	for (i = 0; i < coverage->count; i++)
		ck_assert_msg(strncmp(coverage->rows[i].entry->section, "setsockopt", 10) == 0
			|| strcmp(coverage->rows[i].entry->id, "setsockopt") == 0, "%s", coverage->rows[i].entry->id);
	coverage_test_find(coverage, "behaviour", "reuseport-tcp-balances");
	coverage_test_find(coverage, "method", "setsockopt");
	coverage_free(coverage);
	coverage = coverage_test_make(core, 1);
	ck_assert_uint_eq(coverage->count, 141);
	ck_assert_uint_eq(coverage->core[COVERAGE_COVERED] + coverage->core[COVERAGE_UNCOVERED]
		+ coverage->core[COVERAGE_UNSHOWABLE], 141);
	coverage_free(coverage);
}
END_TEST

START_TEST(a_near_word_is_offered)
{
	char *const document[] = {(char *)"RFC 9239"}, *const entry[] = {(char *)"posix:recv-peak"};
	struct err err;

	err_init(&err);
	ck_assert_ptr_null(coverage_make(NULL, 0, document, 1, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "did you mean 'RFC 9293'?"));
	err_init(&err);
	ck_assert_ptr_null(coverage_make(NULL, 0, entry, 1, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "did you mean 'posix:recv-peek'?"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("coverage");
	TCase *tcase = tcase_create("coverage");

	tcase_add_test(tcase, cases_stand_with_what_they_cite);
	tcase_add_test(tcase, everything_is_there_once_and_counted);
	tcase_add_test(tcase, sections_stand_together_in_order);
	tcase_add_test(tcase, words_name_documents_and_entries);
	tcase_add_test(tcase, a_call_names_all_that_is_about_it);
	tcase_add_test(tcase, a_near_word_is_offered);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
