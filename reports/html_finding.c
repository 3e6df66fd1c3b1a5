/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings in the lesson: behind the line that they speak of, and once where several modes have the same. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/markup.h"
#include "reports/text.h"

bool html_mode_fits(const struct html_case *html_case, size_t mode)
{
	const char *first = html_case->modes[0].page;
	const char *page = html_case->modes[mode].page;

	return mode == 0 || (first && page && html_same(first, page));
}

bool html_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* True where both say the same of the same place. */
static bool found_same_finding(const struct finding *a, const struct finding *b)
{
	return a->verdict == b->verdict && a->line == b->line && a->known == b->known && html_same(a->text, b->text) &&
	       html_same(a->expected, b->expected) && html_same(a->observed, b->observed) &&
	       html_same(a->hint, b->hint);
}

static bool found_said_before(const struct html_case *html_case, size_t mode, const struct finding *finding)
{
	size_t i, j;

	for (i = 0; i < mode; i++) {
		const struct result *result = html_case->modes[i].result;

		for (j = 0; j < result->finding_count; j++) {
			if (found_same_finding(&result->findings[j], finding))
				return true;
		}
	}
	return false;
}

/* The names of the modes from `mode` on that have this finding. */
static void found_add_modes(struct str *names, const struct html_case *html_case, size_t mode,
	const struct finding *finding)
{
	size_t i, j;

	for (i = mode; i < html_case->count; i++) {
		const struct result *result = html_case->modes[i].result;

		for (j = 0; j < result->finding_count; j++) {
			if (!found_same_finding(&result->findings[j], finding))
				continue;
			if (names->length > 0)
				str_add(names, _(", "));
			str_add(names, text_mode_name(result->mode));
			break;
		}
	}
}

static void found_write_once(struct markup *markup, const struct html_case *html_case, size_t mode,
	const struct finding *finding)
{
	struct str names;

	str_init(&names);
	found_add_modes(&names, html_case, mode, finding);
	html_found_write(markup, html_case, finding, mode, str_text(&names));
	str_free(&names);
}

/* The line behind which a finding is shown: the last of its step's, so that a statement stays in one piece. */
static int found_finding_line(const struct html_case *html_case, size_t mode, const struct finding *finding)
{
	const struct result *result = html_case->modes[mode].result;

	if (finding->line <= 0 || !html_mode_fits(html_case, mode))
		return 0;
	if (finding->step >= 0 && (size_t)finding->step < result->step_count) {
		const struct step_verdict *step = &result->steps[finding->step];

		if (step->end_line >= finding->line && step->line <= finding->line)
			return step->end_line;
	}
	return finding->line;
}

void html_findings_write(struct markup *markup, const struct html_case *html_case, int line, size_t columns)
{
	size_t i, j;

	for (i = 0; i < html_case->count; i++) {
		const struct result *result = html_case->modes[i].result;

		for (j = 0; j < result->finding_count; j++) {
			const struct finding *finding = &result->findings[j];

			if (found_finding_line(html_case, i, finding) != line || found_said_before(html_case, i, finding))
				continue;
			if (columns > 0) {
				markup_begin(markup, "tr");
				markup_attribute(markup, "class", "found");
				markup_begin(markup, "td");
				markup_attributef(markup, "colspan", "%zu", columns);
			}
			found_write_once(markup, html_case, i, finding);
			if (columns > 0) {
				markup_end(markup);
				markup_end(markup);
				markup_line(markup);
			}
		}
	}
}

/* True where a line of the page is a line of some step, so that its fence shows what was found there. */
static bool found_has_line(const struct html_case *html_case, int line)
{
	size_t i, j;

	for (i = 0; i < html_case->count; i++) {
		const struct result *result = html_case->modes[i].result;

		for (j = 0; html_mode_fits(html_case, i) && j < result->step_count; j++) {
			if (result->steps[j].line <= line && line <= result->steps[j].end_line)
				return html_case->modes[0].page != NULL;
		}
	}
	return false;
}

bool html_findings_write_others(struct markup *markup, const struct html_case *html_case)
{
	bool any = false;
	size_t i, j;

	for (i = 0; i < html_case->count; i++) {
		const struct result *result = html_case->modes[i].result;

		for (j = 0; j < result->finding_count; j++) {
			const struct finding *finding = &result->findings[j];
			int line = found_finding_line(html_case, i, finding);

			if ((line > 0 && found_has_line(html_case, line)) || found_said_before(html_case, i, finding))
				continue;
			found_write_once(markup, html_case, i, finding);
			any = true;
		}
	}
	return any;
}
