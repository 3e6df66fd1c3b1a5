/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The matrix: every requirement, behaviour and claim by document and section, with the cases of this run that cite it
 * and how they fared. Two thousand rows are read through details and a row of radio buttons: no script is needed.
 */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html_book.h"
#include "reports/html_filter.h"
#include "reports/html_matrix.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_TITLE _("What the standards ask, and what of it was shown")
#define TEXT_LEAD(count) lang_plural("%zu of %zu covered by the %zu case of this run, %zu cannot be shown.", \
	"%zu of %zu covered by the %zu cases of this run, %zu cannot be shown.", count)
#define TEXT_NOTE _("A verdict is that of the whole case, which may show more than the one sentence. " \
	"A known deviation is no pass: the case failed, as was known that it would. " \
	"What cases that were not played would cover is not counted here; sockspec requirements counts every case.")
#define TEXT_SHOW _("Show")
#define TEXT_FOUND _("%1 of %2 requirements")

/* "17 of 168 covered: 15 passed, 2 known deviations; 9 cannot be shown" */
static void matrix_write_counts(const struct matrix *matrix, size_t first, size_t end)
{
	size_t counts[ROW_COUNT] = {0}, covered, i;
	const char *before = _(": ");
	int state;

	for (i = first; i < end; i++)
		counts[matrix->states[i]]++;
	covered = end - first - counts[ROW_UNCOVERED] - counts[ROW_UNSHOWABLE];
	markup_open_class(matrix->markup, "span", "counts");
	markup_textf(matrix->markup, _("%zu of %zu covered"), covered, end - first);
	for (state = ROW_PASSED; state >= ROW_BAD; state--) {
		if (counts[state] == 0)
			continue;
		markup_text(matrix->markup, before);
		markup_begin(matrix->markup, "span");
		markup_attributef(matrix->markup, "class", "is-%s", matrix_words[state].id);
		markup_textf(matrix->markup, "%zu %s", counts[state],
			lang_plural(matrix_words[state].word, matrix_words[state].words, counts[state]));
		markup_end(matrix->markup);
		before = _(", ");
	}
	if (counts[ROW_UNSHOWABLE] > 0)
		markup_textf(matrix->markup, _("; %zu cannot be shown"), counts[ROW_UNSHOWABLE]);
	markup_end(matrix->markup);
}

/* Begins details and their summary. */
static void matrix_begin_details(const struct matrix *matrix, const char *class_name, bool open)
{
	markup_open_class(matrix->markup, "details", class_name);
	if (open)
		markup_attribute(matrix->markup, "open", "open");
	markup_begin(matrix->markup, "summary");
}

static bool matrix_has(const struct matrix *matrix, size_t first, size_t end, enum row_state most)
{
	for (; first < end; first++)
		if (matrix->states[first] <= most)
			return true;
	return false;
}

static void matrix_write_section(const struct matrix *matrix, size_t first, size_t end)
{
	struct markup *markup = matrix->markup;
	size_t i;

	matrix_begin_details(matrix, "part", matrix_has(matrix, first, end, ROW_PASSED));
	markup_element(markup, "h3", NULL, matrix->rows[first].section);
	markup_text(markup, " ");
	matrix_write_counts(matrix, first, end);
	markup_end(markup);
	markup_line(markup);
	markup_open_class(markup, "table", "matrix");
	markup_begin(markup, "tbody");
	markup_line(markup);
	for (i = first; i < end; i++)
		matrix_write_row(matrix, i);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void matrix_write_document(const struct matrix *matrix, size_t first, size_t end)
{
	struct markup *markup = matrix->markup;
	size_t from, to;

	matrix_begin_details(matrix, "document", matrix_has(matrix, first, end, ROW_BAD));
	markup_element(markup, "h2", NULL, _(matrix->rows[first].document));
	markup_text(markup, " ");
	matrix_write_counts(matrix, first, end);
	markup_end(markup);
	markup_line(markup);
	for (from = first; from < end; from = to) {
		for (to = from + 1; to < end && strcmp(matrix->rows[to].section, matrix->rows[from].section) == 0; to++)
			;
		matrix_write_section(matrix, from, to);
	}
	markup_end(markup);
	markup_line(markup);
}

/* The buttons stand in front of what the style lets them filter. */
static void matrix_write_filter(const struct matrix *matrix)
{
	struct markup *markup = matrix->markup;
	size_t counts[ROW_COUNT] = {0}, i;
	int state;

	for (i = 0; i < matrix->count; i++)
		counts[matrix->states[i]]++;
	for (state = -1; state < ROW_COUNT; state++) {
		if (state >= 0 && counts[state] == 0)
			continue;
		markup_begin(markup, "input");
		markup_attribute(markup, "type", "radio");
		markup_attribute(markup, "name", "rows");
		markup_attributef(markup, "id", "rows-%s", state < 0 ? "all" : matrix_words[state].id);
		if (state < 0)
			markup_attribute(markup, "checked", "checked");
		markup_void(markup);
		markup_line(markup);
	}
	markup_open_class(markup, "p", "choices");
	markup_element(markup, "span", "muted", TEXT_SHOW);
	for (state = -1; state < ROW_COUNT; state++) {
		if (state >= 0 && counts[state] == 0)
			continue;
		markup_begin(markup, "label");
		markup_attributef(markup, "for", "rows-%s", state < 0 ? "all" : matrix_words[state].id);
		markup_textf(markup, "%s %zu", state < 0 ? _("all") : lang_plural(matrix_words[state].word, matrix_words[state].words, 2), state < 0 ? matrix->count : counts[state]);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

static void matrix_write_top(const struct matrix *matrix, const struct report_run *run)
{
	struct markup *markup = matrix->markup;
	size_t covered = 0, unshowable = 0, i;

	for (i = 0; i < matrix->count; i++) {
		covered += matrix->states[i] <= ROW_PASSED;
		unshowable += matrix->states[i] == ROW_UNSHOWABLE;
	}
	markup_begin(markup, "header");
	html_site_write(markup, "", run, "requirements.html");
	markup_end(markup);
	markup_line(markup);
	markup_begin(markup, "main");
	markup_attribute(markup, "id", "content");
	markup_line(markup);
	markup_element(markup, "h1", NULL, TEXT_TITLE);
	markup_open_class(markup, "p", "lead");
	markup_textf(markup, TEXT_LEAD(matrix->html->count), covered, matrix->count, matrix->html->count, unshowable);
	markup_end(markup);
	markup_element(markup, "p", "muted", TEXT_NOTE);
	markup_line(markup);
}

char *html_requirements_make(const struct html *html, const struct report_run *run, struct err *err)
{
	struct markup markup;
	struct matrix matrix = {.markup = &markup, .html = html, .rows = run->requirements, .count = run->requirement_count};
	size_t i, end;

	markup_open(&markup);
	matrix_find_citing(&matrix);
	html_frame_begin(&markup, html, TEXT_TITLE, "requirements.html", "requirements");
	matrix_write_top(&matrix, run);
	matrix_write_filter(&matrix);
	html_search_write(&markup, TEXT_FOUND);
	for (i = 0; i < matrix.count; i = end) {
		for (end = i + 1; end < matrix.count && strcmp(matrix.rows[end].document, matrix.rows[i].document) == 0; end++)
			;
		matrix_write_document(&matrix, i, end);
	}
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
