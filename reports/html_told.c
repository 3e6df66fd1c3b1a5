/* SPDX-License-Identifier: BSD-2-Clause */
/* What the tutorials say: each sentence with what this run says of it, what happened instead, and the pages that show it. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html_book.h"
#include "reports/html_filter.h"
#include "reports/html_matrix.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"
#include "reports/told.h"

#define TEXT_TITLE N_("What the tutorials say")
#define TEXT_LEAD N_("Sentences that tutorials teach about TCP and UDP sockets, in our own words, and beside each what this run says of it.")
#define TEXT_NOTE N_("A sentence is decided by the pages that show it, and only by pages that were played. " \
	"Where one of them did not fare as it was written, the sentence is not as written here, and the page says what happened.")
#define TEXT_FOUND N_("%1 of %2 sentences")
#define TEXT_SUMMARY N_("%zu of %zu sentences are decided by this run: %zu hold here, %zu do not, %zu depend, %zu are not as written.")
#define TEXT_NOT_PLAYED N_("No page of this run shows it.")

static const struct told_words {
	const char *id;   /* for style: is-ID, rows-ID */
	const char *mark, *choice;
} told_words[TOLD_COUNT] = {
	[TOLD_HOLDS_NOT] = {"not", "\u2717", N_("do not hold")},
	[TOLD_DEPENDS] = {"depends", "\u25d0", N_("depend")},
	[TOLD_HOLDS] = {"holds", "\u2713", N_("hold")},
	[TOLD_OTHERWISE] = {"otherwise", "!", N_("not as written")},
	[TOLD_UNDECIDED] = {"undecided", "\u2013", N_("not decided")},
};

/* What was decided of a row, and the result whose reason is the one to tell; NULL where there was none. */
struct told_row {
	enum told_verdict verdict;
	const struct result *result;
	const struct html_case *html_case;
};

static struct told_row told_look(const struct matrix *matrix, size_t index)
{
	struct told_sum sum = {TOLD_NONE};
	struct told_row row = {TOLD_UNDECIDED, NULL, NULL};
	size_t i, j;

	for (i = 0; i < matrix->citing[index].count; i++) {
		const struct html_case *html_case = matrix->html->cases[matrix->citing[index].places[i]];

		for (j = 0; j < html_case->count; j++) {
			const struct result *result = html_case->modes[j].result;

			if (!told_cites(result, &matrix->rows[index]) || !told_sum_add(&sum, result))
				continue;
			row.result = result;
			row.html_case = html_case;
		}
	}
	row.verdict = told_decide(&sum, &matrix->rows[index]);
	return row;
}

static void told_count(const struct matrix *matrix, size_t *counts)
{
	size_t i;

	memset(counts, 0, TOLD_COUNT * sizeof(*counts));
	for (i = 0; i < matrix->count; i++)
		counts[told_look(matrix, i).verdict]++;
}

static void told_write_counts(struct markup *markup, const struct matrix *matrix)
{
	size_t counts[TOLD_COUNT];

	told_count(matrix, counts);
	markup_textf(markup, _(TEXT_SUMMARY), matrix->count - counts[TOLD_UNDECIDED], matrix->count, counts[TOLD_HOLDS],
		counts[TOLD_HOLDS_NOT], counts[TOLD_DEPENDS], counts[TOLD_OTHERWISE]);
}

/* As in the matrix, the buttons stand in front of what the style lets them filter. */
static void told_write_filter(struct markup *markup, const struct matrix *matrix)
{
	size_t counts[TOLD_COUNT];
	int i;

	told_count(matrix, counts);
	for (i = -1; i < TOLD_COUNT; i++) {
		if (i >= 0 && counts[i] == 0)
			continue;
		markup_begin(markup, "input");
		markup_attribute(markup, "type", "radio");
		markup_attribute(markup, "name", "rows");
		markup_attributef(markup, "id", "rows-%s", i < 0 ? "all" : told_words[i].id);
		if (i < 0)
			markup_attribute(markup, "checked", "checked");
		markup_void(markup);
		markup_line(markup);
	}
	markup_open_class(markup, "p", "choices");
	markup_element(markup, "span", "muted", _("Show"));
	for (i = -1; i < TOLD_COUNT; i++) {
		if (i >= 0 && counts[i] == 0)
			continue;
		markup_begin(markup, "label");
		markup_attributef(markup, "for", "rows-%s", i < 0 ? "all" : told_words[i].id);
		markup_textf(markup, "%s %zu", i < 0 ? _("all") : _(told_words[i].choice), i < 0 ? matrix->count : counts[i]);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

/* Why it is not decided, or what did not fare as written. */
static void told_write_reason(struct markup *markup, const struct told_row *told)
{
	struct arena *arena = arena_new();

	markup_open_class(markup, "p", "reason");
	if (!told->result) {
		markup_text(markup, _(TEXT_NOT_PLAYED));
	} else {
		html_link_case(markup, told->html_case, "");
		markup_text(markup, _(": "));
		markup_text(markup, text_reason(arena, told->result)[0] ? sentence_say(arena, SENTENCE_WHOLE, text_reason(arena, told->result))
			: text_verdict_word(told->result->verdict));
	}
	markup_end(markup);
	arena_free(arena);
}

static void told_write_row(const struct matrix *matrix, size_t index)
{
	const struct report_requirement *row = &matrix->rows[index];
	struct told_row told = told_look(matrix, index);
	struct markup *markup = matrix->markup;

	markup_begin(markup, "tr");
	markup_attributef(markup, "class", "row is-%s", told_words[told.verdict].id);
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_attributef(markup, "id", "%s:%s", row->scheme, row->id);
	html_told_write_words(markup, "span", NULL, row, false);
	markup_end(markup);
	markup_begin(markup, "td");
	markup_open_class(markup, "span", "decided");
	markup_begin(markup, "span");
	markup_attribute(markup, "class", "mark");
	markup_attribute(markup, "aria-hidden", "true");
	markup_text(markup, told_words[told.verdict].mark);
	markup_end(markup);
	markup_text(markup, " ");
	markup_text(markup, _(told_verdict_words[told.verdict]));
	markup_end(markup);
	if (told.verdict == TOLD_OTHERWISE || told.verdict == TOLD_UNDECIDED)
		told_write_reason(markup, &told);
	else if (row->instead && row->instead[0])
		html_told_write_words(markup, "p", "instead", row, true);
	markup_end(markup);
	markup_begin(markup, "td");
	matrix_write_cases(matrix, index);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void told_write_subject(const struct matrix *matrix, const struct told_subject *subject)
{
	static const char *const columns[] = {N_("What is taught"), N_("On this machine"), N_("Shown by")};
	struct markup *markup = matrix->markup;
	bool begun = false;
	size_t i;

	for (i = 0; i < matrix->count; i++) {
		if (!html_same(matrix->rows[i].subject, subject->id))
			continue;
		if (!begun) {
			markup_open_class(markup, "section", "part");
			markup_element(markup, "h2", NULL, _(subject->title));
			html_told_begin_table(markup, columns, sizeof(columns) / sizeof(columns[0]));
			begun = true;
		}
		told_write_row(matrix, i);
	}
	if (begun) {
		markup_end(markup);
		markup_end(markup);
		markup_end(markup);
		markup_line(markup);
	}
}

char *html_tutorials_make(const struct html *html, const struct report_run *run, struct err *err)
{
	struct markup markup;
	struct matrix matrix;
	size_t i;

	markup_open(&markup);
	html_told_find(&matrix, html, run, "claim", &markup);
	html_told_begin(&markup, html, run, "tutorials.html", _(TEXT_TITLE), _(TEXT_LEAD));
	markup_begin(&markup, "p");
	told_write_counts(&markup, &matrix);
	markup_end(&markup);
	markup_element(&markup, "p", "muted", _(TEXT_NOTE));
	markup_line(&markup);
	told_write_filter(&markup, &matrix);
	html_search_write(&markup, _(TEXT_FOUND));
	for (i = 0; told_subjects[i].id; i++)
		told_write_subject(&matrix, &told_subjects[i]);
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}

void html_told_write_summary(struct markup *markup, const struct html *html, const struct report_run *run)
{
	struct matrix matrix;

	markup_open_class(markup, "ul", "tables");
	html_told_find(&matrix, html, run, "claim", NULL);
	if (matrix.count > 0) {
		markup_begin(markup, "li");
		html_told_write_link(markup, "tutorials.html", _(TEXT_TITLE));
		markup_text(markup, _(": "));
		told_write_counts(markup, &matrix);
		markup_end(markup);
	}
	if (html_told_has(run, "method")) {
		markup_begin(markup, "li");
		html_told_write_link(markup, "methods.html", _("Methods of a socket"));
		markup_text(markup, _(": "));
		markup_text(markup, _("each operation of a socket object, the call below it, and the pages that show it."));
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}
