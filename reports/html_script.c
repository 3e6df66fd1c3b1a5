/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A fence of the lesson as a table: a line of the script a row, steps numbered across the page, the verdicts beside them,
 * below what was observed, and where something does not hold, what and why.
 */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_differ.h"
#include "reports/html_kinds.h"
#include "reports/html_quiz.h"
#include "reports/html_step.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_STEP _("Step")
#define TEXT_SCRIPT _("Script")
#define TEXT_VERDICT _("Verdict")
#define TEXT_LADDER _("Ladder")
#define TEXT_LINE _("line %d of the page")

/* Verdicts have one column where all modes have the same. */
static size_t script_verdict_columns(const struct html_case *html_case)
{
	if (html_case->quiz)
		return 0;
	return html_differ_verdicts(html_case) ? html_case->count : 1;
}

static bool script_has_ladder(const struct html_case *html_case)
{
	return !html_case->quiz && html_step_has_ladder(html_case);
}

static size_t script_columns(const struct html_case *html_case)
{
	return 2 + script_verdict_columns(html_case) + (script_has_ladder(html_case) ? 1 : 0);
}

/* The line of the step that a line belongs to, for what stands on several; 0 for comments and blank lines. */
static int script_owner(const struct html_case *html_case, int line)
{
	size_t i, j;

	for (i = 0; i < html_case->count; i++) {
		const struct result *result = html_case->modes[i].result;

		for (j = 0; html_mode_fits(html_case, i) && j < result->step_count; j++) {
			if (result->steps[j].line <= line && line <= result->steps[j].end_line)
				return result->steps[j].line;
		}
	}
	return 0;
}

static void script_write_number(struct markup *markup, const struct html_case *html_case, int line)
{
	int number = html_step_number(html_case, line);

	if (number == 0) {
		markup_element(markup, "td", "number", NULL);
		return;
	}
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#line-%d", line);
	markup_attributef(markup, "title", TEXT_LINE, line);
	markup_textf(markup, "%d", number);
	markup_end(markup);
	markup_end(markup);
}

static void script_write_row(struct markup *markup, const struct html_case *html_case, const char *text, size_t length,
	int line)
{
	int owner = script_owner(html_case, line);
	size_t i;

	/* As a quiz a statement stands in its first row alone, where its result can be hidden. */
	if (html_case->quiz && owner > 0 && owner != line)
		return;
	markup_begin(markup, "tr");
	markup_attributef(markup, "id", "line-%d", line);
	markup_attribute(markup, "class", owner == line ? "step" : owner > 0 ? "more" : "aside");
	if (owner > 0)
		markup_attributef(markup, "data-line", "%d", owner);
	script_write_number(markup, html_case, line);
	markup_open_class(markup, "td", "source");
	if (html_case->quiz && owner > 0) {
		html_quiz_write_step(markup, html_case, line);
	} else {
		markup_begin(markup, "code");
		html_step_write_source(markup, text, length);
		markup_end(markup);
		html_step_write_observed(markup, html_case, line);
	}
	markup_end(markup);
	for (i = 0; i < script_verdict_columns(html_case); i++) {
		markup_open_class(markup, "td", "judged");
		html_step_write_verdict(markup, html_step_find(html_case, i, line));
		markup_end(markup);
	}
	if (script_has_ladder(html_case)) {
		markup_open_class(markup, "td", "drawn");
		html_step_write_place(markup, html_case, line);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
	if (!html_case->quiz)
		html_findings_write(markup, html_case, line, script_columns(html_case));
}

static void script_write_column(struct markup *markup, const char *name, bool seen)
{
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "col");
	if (seen)
		markup_text(markup, name);
	else
		markup_element(markup, "span", "unseen", name);
	markup_end(markup);
}

static void script_write_head(struct markup *markup, const struct html_case *html_case)
{
	size_t verdicts = script_verdict_columns(html_case);
	bool plain = verdicts <= 1;
	size_t i;

	markup_begin(markup, "thead");
	markup_attribute(markup, "class", plain ? "plain" : NULL);
	markup_begin(markup, "tr");
	/* A plain head is there for those alone who do not see it. */
	script_write_column(markup, TEXT_STEP, plain);
	script_write_column(markup, TEXT_SCRIPT, plain);
	for (i = 0; i < verdicts; i++)
		script_write_column(markup, plain ? TEXT_VERDICT : text_mode_name(html_case->modes[i].result->mode), true);
	if (script_has_ladder(html_case))
		script_write_column(markup, TEXT_LADDER, plain);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

void html_script_write(struct markup *markup, const struct html_case *html_case, const char *text, int line)
{
	if (html_kinds_write(markup, html_case, text, line))
		return;
	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "script");
	markup_line(markup);
	script_write_head(markup, html_case);
	markup_begin(markup, "tbody");
	markup_line(markup);
	while (*text) {
		size_t length = strcspn(text, "\n");

		script_write_row(markup, html_case, text, length, line++);
		text += length;
		if (*text == '\n')
			text++;
	}
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
