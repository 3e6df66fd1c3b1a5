/* SPDX-License-Identifier: BSD-2-Clause */
/* The index: how it went, what needs a look, the contents (html_contents.c), and the machine. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/book.h"
#include "reports/html_book.h"
#include "reports/html_contents.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_TITLE _("How these sockets behave")
#define TEXT_CASES_ONE N_("%zu case was played.")
#define TEXT_CASES N_("%zu cases were played.")
#define TEXT_ALL_EXPECTED _("All is as expected.")
#define TEXT_UNEXPECTED_ONE N_("%d of %d results is not as expected.")
#define TEXT_UNEXPECTED N_("%d of %d results are not as expected.")
#define TEXT_KNOWN_ONE N_("%d is a known deviation.")
#define TEXT_KNOWN N_("%d are known deviations.")
#define TEXT_INTERRUPTED _("The run was interrupted: %d results were planned.")
#define TEXT_READ _("Read the chapters in their order, where previous and next lead from page to page, or look for a call, a requirement or " \
	"a word below. Beside each page stands how it fared.")
#define TEXT_LOOK _("Not as expected")
#define TEXT_DEVIATIONS _("Known deviations")
#define TEXT_VERDICTS _("What the verdicts mean")
#define TEXT_MACHINE _("The machine and the run")

static const char *const index_meanings[VERDICT_COUNT] = {
	[VERDICT_PASS] = N_("every expectation was observed to hold"),
	[VERDICT_FAIL] = N_("one was observed not to hold"),
	[VERDICT_WARN] = N_("what did not hold is only recommended (a SHOULD)"),
	[VERDICT_SKIP] = N_("this machine cannot show it; the reason says what is missing"),
	[VERDICT_INCONC] = N_("the evidence is incomplete or disturbed"),
	[VERDICT_ERROR] = N_("the harness or the set-up broke; nothing is known of the sockets"),
};

/* What the collection says of itself, in its first paragraph, and how to read the report. */
static void index_write_introduction(struct markup *markup, const struct html *html)
{
	const struct html_chapter whole = {.path = "", .book = book_find_chapter(html->book, "")};
	const char *text = html_chapter_text(&whole);

	markup_open_class(markup, "div", "introduction");
	if (text) {
		markup_begin(markup, "div");
		if (html_chapter_is_foreign(&whole))
			markup_attribute(markup, "lang", lang_tag(LANG_EN));
		html_prose_write(markup, html, text, "README", "", true);
		markup_end(markup);
		markup_line(markup);
	}
	markup_element(markup, "p", NULL, TEXT_READ);
	markup_end(markup);
	markup_line(markup);
}

static void index_write_summary(struct markup *markup, const struct html *html, const struct report_run *run)
{
	const struct report_counts *counts = &html->counts;

	markup_element(markup, "h1", NULL, TEXT_TITLE);
	markup_line(markup);
	markup_element(markup, "p", "kernel", text_or_empty(run->kernel));
	markup_line(markup);
	index_write_introduction(markup, html);
	markup_open_class(markup, "p", "lead");
	markup_textf(markup, lang_plural(TEXT_CASES_ONE, TEXT_CASES, html->count), html->count);
	markup_text(markup, text_gap());
	if (counts->unexpected > 0)
		markup_textf(markup, lang_plural(TEXT_UNEXPECTED_ONE, TEXT_UNEXPECTED, (unsigned long)counts->unexpected),
			counts->unexpected, counts->total);
	else
		markup_text(markup, TEXT_ALL_EXPECTED);
	if (counts->known_deviations > 0) {
		markup_text(markup, text_gap());
		markup_textf(markup, lang_plural(TEXT_KNOWN_ONE, TEXT_KNOWN, (unsigned long)counts->known_deviations),
			counts->known_deviations);
	}
	markup_end(markup);
	markup_line(markup);
	if (run->interrupted) {
		markup_open_class(markup, "p", "broke");
		markup_textf(markup, TEXT_INTERRUPTED, run->planned);
		markup_end(markup);
		markup_line(markup);
	}
	html_bar_write(markup, counts);
}

static bool index_wants(enum outcome outcome, bool deviations)
{
	switch (outcome) {
	case OUTCOME_BAD:
	case OUTCOME_BROKEN:
		return !deviations;
	case OUTCOME_KNOWN:
		return deviations;
	case OUTCOME_GOOD:
	case OUTCOME_SKIPPED:
		return false;
	}
	return false;
}

static bool index_is_alike(struct arena *arena, const struct result *a, const struct result *b)
{
	return a->verdict == b->verdict && a->expectation == b->expectation &&
		strcmp(text_reason(arena, a), text_reason(arena, b)) == 0;
}

/* One item for the modes that fared alike for the same reason: this one and those behind it. */
static void index_write_item(struct markup *markup, const struct html_case *html_case, size_t first)
{
	const struct result *result = html_case->modes[first].result;
	struct arena *arena = arena_new();
	const char *reason = text_reason(arena, result);
	size_t i;

	markup_begin(markup, "li");
	html_verdict(markup, result->verdict, text_verdict_word(result->verdict));
	markup_text(markup, " ");
	html_link_case(markup, html_case, "");
	markup_text(markup, " ");
	markup_open_class(markup, "span", "muted");
	for (i = first; i < html_case->count; i++) {
		const struct result *other = html_case->modes[i].result;

		if (!index_is_alike(arena, result, other))
			continue;
		markup_textf(markup, "%s%s", i > first ? _(", ") : "", text_mode_name(other->mode));
	}
	markup_end(markup);
	markup_begin(markup, "br");
	markup_void(markup);
	sentence_write(markup, "span", "reason", SENTENCE_WHOLE, reason);
	markup_end(markup);
	markup_line(markup);
	arena_free(arena);
}

/* Whether one of the modes before is in the list already, and this one with it. */
static bool index_is_listed(const struct html_case *html_case, size_t mode)
{
	struct arena *arena = arena_new();
	bool listed = false;
	size_t i;

	for (i = 0; i < mode && !listed; i++)
		listed = index_is_alike(arena, html_case->modes[i].result, html_case->modes[mode].result);
	arena_free(arena);
	return listed;
}

/* What needs a look, or what is known to differ, each with its reason. */
static void index_write_list(struct markup *markup, const struct html *html, const char *title, bool deviations)
{
	bool begun = false;
	size_t i, j;

	for (i = 0; i < html->count; i++) {
		for (j = 0; j < html->cases[i]->count; j++) {
			if (!index_wants(text_outcome(html->cases[i]->modes[j].result), deviations) ||
			    index_is_listed(html->cases[i], j))
				continue;
			if (!begun) {
				markup_open_class(markup, "section", "look");
				markup_element(markup, "h2", NULL, title);
				markup_begin(markup, "ul");
				markup_line(markup);
				begun = true;
			}
			index_write_item(markup, html->cases[i], j);
		}
	}
	if (begun) {
		markup_end(markup);
		markup_end(markup);
		markup_line(markup);
	}
}

static void index_write_meanings(struct markup *markup)
{
	int i;

	markup_open_class(markup, "section", "meanings");
	markup_element(markup, "h2", NULL, TEXT_VERDICTS);
	markup_begin(markup, "dl");
	for (i = 0; i < VERDICT_COUNT; i++) {
		markup_begin(markup, "dt");
		html_verdict(markup, (enum verdict)i, text_verdict_word((enum verdict)i));
		markup_end(markup);
		markup_element(markup, "dd", NULL, _(index_meanings[i]));
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void index_write_fact(struct markup *markup, const char *name, const char *text)
{
	if (!text_or_empty(text)[0])
		return;
	markup_element(markup, "dt", NULL, name);
	markup_element(markup, "dd", NULL, text);
}

static void index_write_machine(struct markup *markup, const struct report_run *run)
{
	char duration[64];
	struct str time;

	str_init(&time);
	text_add_time(&time, text_run_started(run));
	str_add(&time, " UTC");
	markup_open_class(markup, "section", "machine");
	markup_element(markup, "h2", NULL, TEXT_MACHINE);
	markup_begin(markup, "dl");
	index_write_fact(markup, _("System"), run->kernel);
	index_write_fact(markup, _("Level"), run->level);
	index_write_fact(markup, _("For the next level"), run->level_reason);
	index_write_fact(markup, "sockspec", run->version);
	index_write_fact(markup, _("Command"), run->command);
	index_write_fact(markup, _("Baseline"), run->baseline);
	index_write_fact(markup, _("Began"), str_text(&time));
	if (run->duration_ns > 0)
		index_write_fact(markup, _("Took"), clock_format(run->duration_ns, duration));
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	str_free(&time);
}

char *html_index_make(const struct html *html, const struct report_run *run, struct err *err)
{
	struct markup markup;

	markup_open(&markup);
	html_frame_begin(&markup, html, TEXT_TITLE, "index.html", "index");
	markup_begin(&markup, "header");
	html_site_write(&markup, "", run, "index.html");
	markup_end(&markup);
	markup_line(&markup);
	markup_begin(&markup, "main");
	markup_attribute(&markup, "id", "content");
	markup_line(&markup);
	index_write_summary(&markup, html, run);
	index_write_list(&markup, html, TEXT_LOOK, false);
	html_told_write_summary(&markup, html, run);
	html_contents_write(&markup, html);
	index_write_list(&markup, html, TEXT_DEVIATIONS, true);
	index_write_meanings(&markup);
	index_write_machine(&markup, run);
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
