/* SPDX-License-Identifier: BSD-2-Clause */
/* The page of a case: verdicts, the lesson, what it cites, and what happened in each mode. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/html_book.h"
#include "reports/html_citation.h"
#include "reports/html_kinds.h"
#include "reports/html_ladders.h"
#include "reports/html_page.h"
#include "reports/html_program.h"
#include "reports/html_quiz.h"
#include "reports/html_settings.h"
#include "reports/html_step.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_BREADCRUMB _("breadcrumb")
#define TEXT_VERDICTS _("The verdicts")
#define TEXT_OTHER_PAGE _("This mode was played with another version of the page than the one above.")
#define TEXT_NO_RECORD _("Nothing is kept of what happened in this mode.")
#define TEXT_HAPPENED _("%s: what happened")
#define TEXT_DRAWN _("The ladder above shows this mode, too: only times and bare acknowledgements may differ.")
#define TEXT_SUMMARY _("played in %s")

/* Whether two modes have one verdict, for one reason. */
static bool page_is_alike(const struct result *a, const struct result *b)
{
	return a->verdict == b->verdict && a->expectation == b->expectation && a->attempts <= 1 && b->attempts <= 1 &&
	       html_same(a->reason, b->reason);
}

/* It leads to where it is found: there one begins to read. */
static void page_write_reason(struct markup *markup, const struct html_case *html_case, size_t mode, const char *reason)
{
	const struct result *result = html_case->modes[mode].result;
	size_t leading = result_count_leading(result);
	int line = leading > 0 && html_mode_fits(html_case, mode) ? result->findings[leading - 1].line : 0;

	if (line > 0 && !html_case->quiz && html_step_number(html_case, line) > 0) {
		markup_begin(markup, "a");
		markup_attributef(markup, "href", "#line-%d", line);
		sentence_write(markup, "span", "reason", SENTENCE_WHOLE, reason);
		markup_end(markup);
	} else {
		sentence_write(markup, "span", "reason", SENTENCE_WHOLE, reason);
	}
}

/* The verdict of a mode and of those behind it that have the same. Gives how many. */
static size_t page_write_verdict(struct markup *markup, const struct html_case *html_case, size_t first)
{
	const struct result *result = html_case->modes[first].result;
	struct arena *arena = arena_new();
	const char *reason = text_reason(arena, result);
	size_t i;

	markup_begin(markup, "li");
	for (i = first; i < html_case->count && (i == first || page_is_alike(result, html_case->modes[i].result)); i++) {
		if (i > first)
			markup_text(markup, _(", "));
		markup_begin(markup, html_case->bare ? "span" : "a");
		if (!html_case->bare)
			markup_attributef(markup, "href", "#mode-%zu", i + 1);
		markup_text(markup, text_mode_name(html_case->modes[i].result->mode));
		markup_end(markup);
	}
	markup_text(markup, " ");
	html_badge(markup, result);
	if (reason[0] && text_outcome(result) != OUTCOME_GOOD) {
		markup_text(markup, " ");
		page_write_reason(markup, html_case, first, reason);
	}
	markup_end(markup);
	arena_free(arena);
	return i - first;
}

void html_page_write_status(struct markup *markup, const struct html_case *html_case)
{
	size_t i;

	if (html_case->quiz)
		html_quiz_begin(markup, TEXT_VERDICTS);
	markup_open_class(markup, "ul", "status");
	for (i = 0; i < html_case->count; i += page_write_verdict(markup, html_case, i))
		;
	markup_end(markup);
	markup_line(markup);
	html_findings_write_others(markup, html_case);
	if (html_case->quiz) {
		markup_end(markup);
		markup_line(markup);
	}
}

/* The chapters that the page is in, from the outermost. */
static void page_write_crumbs(struct markup *markup, const struct html *html, const struct html_case *html_case)
{
	const struct html_chapter *chapter = html_case_chapter(html, html_case), *above;
	struct arena *arena = arena_new();

	above = html_find_chapter(html, text_id_chapter(arena, chapter->path));
	markup_begin(markup, "nav");
	markup_attribute(markup, "aria-label", TEXT_BREADCRUMB);
	if (above && above != chapter && above->path[0]) {
		html_chapter_link(markup, html, above, html_case->root);
		markup_text(markup, " / ");
	}
	html_chapter_link(markup, html, chapter, html_case->root);
	markup_end(markup);
	markup_line(markup);
	arena_free(arena);
}

static void page_write_mode(struct markup *markup, const struct html_case *html_case, size_t index)
{
	const struct html_mode *mode = &html_case->modes[index];
	const struct html_mode *first = &html_case->modes[0];
	enum outcome outcome = text_outcome(mode->result);
	char duration[64];

	markup_begin(markup, "details");
	markup_attribute(markup, "class", "record");
	markup_attributef(markup, "id", "mode-%zu", index + 1);
	/* What passed a second time in another mode can stay folded. */
	if (!html_case->quiz && (index == 0 || (outcome != OUTCOME_GOOD && outcome != OUTCOME_SKIPPED)))
		markup_attribute(markup, "open", "open");
	markup_begin(markup, "summary");
	markup_begin(markup, "h2");
	markup_textf(markup, TEXT_HAPPENED, text_mode_name(mode->result->mode));
	markup_end(markup);
	markup_text(markup, " ");
	if (!html_case->quiz) {
		html_badge(markup, mode->result);
		markup_text(markup, " ");
	}
	markup_open_class(markup, "span", "muted");
	markup_textf(markup, TEXT_SUMMARY, clock_format(mode->result->duration_ns, duration));
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	if (mode->page && first->page && strcmp(mode->page, first->page) != 0)
		markup_element(markup, "p", "note", TEXT_OTHER_PAGE);
	if (mode->parts.ladder[0] && !html_ladders_beside(html_case, index)) {
		markup_begin(markup, "p");
		markup_begin(markup, "a");
		markup_attribute(markup, "href", "#ladders");
		markup_text(markup, TEXT_DRAWN);
		markup_end(markup);
		markup_end(markup);
		markup_line(markup);
	}
	if (mode->parts.record[0])
		markup_raw(markup, mode->parts.record);
	else
		markup_element(markup, "p", "muted", TEXT_NO_RECORD);
	markup_end(markup);
	markup_line(markup);
}

/* The lesson, and where there is room, the drawn conversation beside it. */
static void page_write_lesson(struct markup *markup, const struct html *html, const struct html_case *html_case)
{
	struct html_case kinds[HTML_KINDS];

	markup_open_class(markup, "div", html_kinds_split(html_case, kinds) ? "lesson abreast" : "lesson");
	markup_line(markup);
	markup_begin(markup, "article");
	markup_line(markup);
	html_lesson_write(markup, html, html_case);
	markup_end(markup);
	markup_line(markup);
	html_ladders_write(markup, html_case);
	markup_end(markup);
	markup_line(markup);
}

char *html_page_make_lesson(const struct html *html, const struct html_case *html_case, struct err *err)
{
	struct markup markup;

	markup_open(&markup);
	page_write_lesson(&markup, html, html_case);
	html_citations_write(&markup, html, html_case);
	return markup_close(&markup, err);
}

char *html_page_make(const struct html *html, const struct html_case *html_case, const struct report_run *run,
	struct err *err)
{
	struct markup markup;
	size_t i;

	markup_open(&markup);
	html_frame_begin(&markup, html, html_case->title, html_case_path(html, html_case), "page");
	if (!html->single) {
		markup_begin(&markup, "header");
		html_site_write(&markup, html_case->root, run, NULL);
		page_write_crumbs(&markup, html, html_case);
		markup_end(&markup);
		markup_line(&markup);
	}
	markup_begin(&markup, "main");
	markup_attribute(&markup, "id", "content");
	markup_line(&markup);
	page_write_lesson(&markup, html, html_case);
	html_citations_write(&markup, html, html_case);
	html_programs_write(&markup, html_case);
	for (i = 0; i < html_case->count; i++)
		page_write_mode(&markup, html_case, i);
	html_settings_write(&markup, html_case);
	html_commands_write(&markup, html_case, run->command);
	markup_end(&markup);
	markup_line(&markup);
	if (!html->single)
		html_nav_write(&markup, html, html_case);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
