/* SPDX-License-Identifier: BSD-2-Clause */
/* The lesson as a quiz: the question first. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/html_quiz.h"
#include "reports/html_step.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_WHAT_RETURNS _("What comes of it?")
#define TEXT_WHICH_PACKET _("Which packet is it?")
#define TEXT_HOLDS _("What holds now?")

void html_quiz_begin(struct markup *markup, const char *question)
{
	markup_open_class(markup, "details", "quiz");
	markup_element(markup, "summary", NULL, question);
	markup_line(markup);
}

static const struct step_verdict *quiz_find_step(const struct html_case *html_case, int line)
{
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (step && step->source)
			return step;
	}
	return NULL;
}

static void quiz_write_verdicts(struct markup *markup, const struct html_case *html_case, int line)
{
	size_t i;

	markup_open_class(markup, "p", "verdicts");
	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (!step)
			continue;
		markup_element(markup, "span", "muted", text_mode_name(html_case->modes[i].result->mode));
		markup_text(markup, " ");
		html_step_write_verdict(markup, step);
		markup_text(markup, " ");
	}
	html_step_write_place(markup, html_case, line);
	markup_end(markup);
}

void html_quiz_write_step(struct markup *markup, const struct html_case *html_case, int line)
{
	const struct step_verdict *step = quiz_find_step(html_case, line);
	const char *source = step ? step->source : "";
	struct str masked;

	str_init(&masked);
	if (step && step->expects)
		html_quiz_add_masked(&masked, source);
	else
		str_add(&masked, source);
	markup_begin(markup, "code");
	html_step_write_source(markup, str_text(&masked), masked.length);
	markup_end(markup);
	str_free(&masked);
	if (!step || !step->expects)
		return;
	html_quiz_begin(markup, html_quiz_find_arrow(source) ? TEXT_WHICH_PACKET :
		strncmp(source, "assert", 6) == 0 || strstr(source, "expect") ? TEXT_HOLDS : TEXT_WHAT_RETURNS);
	markup_begin(markup, "code");
	html_step_write_source(markup, source, strlen(source));
	markup_end(markup);
	html_step_write_observed(markup, html_case, line);
	quiz_write_verdicts(markup, html_case, line);
	html_findings_write(markup, html_case, step->end_line, 0);
	markup_end(markup);
}
