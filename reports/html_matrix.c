/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of the matrix. A verdict in it is that of a play whose page cites the row. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html_matrix.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_NOT_COVERED N_("not covered")
#define TEXT_UNSHOWABLE _("cannot be shown here: ")

const struct matrix_words matrix_words[ROW_COUNT] = {
	[ROW_BAD] = {"bad", N_("not as expected"), N_("not as expected")},
	[ROW_KNOWN] = {"known", N_("known deviation"), N_("known deviations")},
	[ROW_OPEN] = {"open", N_("skipped or warned"), N_("skipped or warned")},
	[ROW_PASSED] = {"passed", N_("passed"), N_("passed")},
	[ROW_UNCOVERED] = {"uncovered", TEXT_NOT_COVERED, TEXT_NOT_COVERED},
	[ROW_UNSHOWABLE] = {"unshowable", N_("cannot be shown"), N_("cannot be shown")},
};

static bool matrix_cites(const struct result *result, const struct report_requirement *row)
{
	size_t i;

	for (i = 0; i < result->citation_count; i++)
		if (strcmp(result->citations[i].entry, row->id) == 0 && strcmp(result->citations[i].scheme, row->scheme) == 0)
			return true;
	return false;
}

static enum row_state matrix_result_state(const struct result *result)
{
	switch (text_outcome(result)) {
	case OUTCOME_BAD:
	case OUTCOME_BROKEN:
		return ROW_BAD;
	case OUTCOME_KNOWN:
		return ROW_KNOWN;
	case OUTCOME_SKIPPED:
		return ROW_OPEN;
	case OUTCOME_GOOD:
		return result->verdict == VERDICT_PASS ? ROW_PASSED : ROW_OPEN;
	}
	return ROW_BAD;
}

static enum row_state matrix_row_state(const struct matrix *matrix, size_t index)
{
	const struct report_requirement *row = &matrix->rows[index];
	enum row_state state = row->unshowable ? ROW_UNSHOWABLE : ROW_UNCOVERED, one;
	bool cited = false;
	size_t i, j;

	for (i = 0; i < matrix->citing[index].count; i++) {
		const struct html_case *html_case = matrix->html->cases[matrix->citing[index].places[i]];

		for (j = 0; j < html_case->count; j++) {
			if (!matrix_cites(html_case->modes[j].result, row))
				continue;
			one = matrix_result_state(html_case->modes[j].result);
			if (!cited || one < state)
				state = one;
			cited = true;
		}
	}
	return state;
}

static int matrix_compare_names(const char *scheme, const char *id, const struct report_requirement *row)
{
	int order = strcmp(scheme, row->scheme);

	return order != 0 ? order : strcmp(id, row->id);
}

static int matrix_compare_rows(const void *a, const void *b)
{
	const struct report_requirement *first = *(const struct report_requirement *const *)a;

	return matrix_compare_names(first->scheme, first->id, *(const struct report_requirement *const *)b);
}

static int matrix_compare_cited(const void *key, const void *row)
{
	const struct cited *cited = key;

	return matrix_compare_names(cited->scheme, cited->entry, *(const struct report_requirement *const *)row);
}

/* A case that cites a row twice, or in each mode, is noted once: all its citations come one after the other. */
static void matrix_note(const struct matrix *matrix, size_t index, size_t place)
{
	struct matrix_citing *citing = &matrix->citing[index];

	if (citing->count > 0 && citing->places[citing->count - 1] == place)
		return;
	citing->places = arena_grow(matrix->html->arena, citing->places, citing->count, &citing->capacity, sizeof(*citing->places));
	citing->places[citing->count++] = place;
}

void matrix_find_citing(struct matrix *matrix)
{
	const struct report_requirement **sorted = arena_array(matrix->html->arena, matrix->count + 1, sizeof(*sorted));
	size_t i, j, k;

	matrix->citing = arena_array(matrix->html->arena, matrix->count + 1, sizeof(*matrix->citing));
	matrix->states = arena_array(matrix->html->arena, matrix->count + 1, sizeof(*matrix->states));
	for (i = 0; i < matrix->count; i++)
		sorted[i] = &matrix->rows[i];
	qsort(sorted, matrix->count, sizeof(*sorted), matrix_compare_rows);
	for (i = 0; i < matrix->html->count; i++) {
		for (j = 0; j < matrix->html->cases[i]->count; j++) {
			const struct result *result = matrix->html->cases[i]->modes[j].result;

			for (k = 0; k < result->citation_count; k++) {
				const struct report_requirement **row = bsearch(&result->citations[k], sorted, matrix->count,
					sizeof(*sorted), matrix_compare_cited);

				if (row)
					matrix_note(matrix, (size_t)(*row - matrix->rows), i);
			}
		}
	}
	for (i = 0; i < matrix->count; i++)
		matrix->states[i] = matrix_row_state(matrix, i);
}

static bool matrix_same(const struct result *a, const struct result *b)
{
	return a->verdict == b->verdict && a->expectation == b->expectation;
}

/* The case and its verdict, once where it is the same in every mode. */
static void matrix_write_case(struct markup *markup, const struct html_case *html_case,
	const struct report_requirement *row)
{
	const struct result *first = NULL;
	bool same = true;
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		if (!matrix_cites(html_case->modes[i].result, row))
			continue;
		if (first == NULL)
			first = html_case->modes[i].result;
		same = same && matrix_same(first, html_case->modes[i].result);
	}
	if (first == NULL)
		return;
	markup_open_class(markup, "div", "by");
	for (i = 0; i < html_case->count; i++) {
		const struct result *result = html_case->modes[i].result;

		if (same ? result != first : !matrix_cites(result, row))
			continue;
		html_badge(markup, result);
		markup_text(markup, " ");
		if (same)
			continue;
		markup_element(markup, "span", "muted", text_mode_name(result->mode));
		markup_text(markup, " ");
	}
	html_link_case(markup, html_case, "");
	markup_end(markup);
}

void matrix_write_cases(const struct matrix *matrix, size_t index)
{
	size_t i;

	for (i = 0; i < matrix->citing[index].count; i++)
		matrix_write_case(matrix->markup, matrix->html->cases[matrix->citing[index].places[i]], &matrix->rows[index]);
}

void matrix_write_row(const struct matrix *matrix, size_t index)
{
	struct markup *markup = matrix->markup;
	const struct report_requirement *row = &matrix->rows[index];
	enum row_state state = matrix->states[index];
	bool doubtful = strcmp(row->level, "refuted") == 0 || strcmp(row->level, "depends") == 0;

	markup_begin(markup, "tr");
	markup_attributef(markup, "class", "row is-%s", matrix_words[state].id);
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_attributef(markup, "id", "%s:%s", row->scheme, row->id);
	if (row->link && html_link_is_safe(row->link)) {
		markup_begin(markup, "a");
		markup_attribute(markup, "href", row->link);
		markup_attribute(markup, "rel", "noreferrer");
		markup_text(markup, row->id);
		markup_end(markup);
	} else {
		markup_text(markup, row->id);
	}
	if (row->level[0]) {
		markup_text(markup, " ");
		markup_element(markup, "span", doubtful ? "level doubtful" : "level", text_level(row->level));
	}
	markup_end(markup);
	html_told_write_words(markup, "td", NULL, row, false);
	markup_begin(markup, "td");
	if (state == ROW_UNCOVERED)
		markup_text(markup, _(TEXT_NOT_COVERED));
	if (state == ROW_UNSHOWABLE) {
		markup_text(markup, TEXT_UNSHOWABLE);
		html_english_write(markup, "span", NULL, row->unshowable);
	} else if (state != ROW_UNCOVERED) {
		matrix_write_cases(matrix, index);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
