/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The index: how it went, what needs a look, every case by chapter, and the machine. The filter is a row of radio
 * buttons that the style acts on, so it needs no script.
 */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_book.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_TITLE "How these sockets behave"
#define TEXT_RESULTS "%d %s of %zu %s, %s."
#define TEXT_ALL_EXPECTED "all as expected"
#define TEXT_UNEXPECTED "%d unexpected"
#define TEXT_KNOWN "%d known %s"
#define TEXT_INTERRUPTED "The run was interrupted: %d results were planned."
#define TEXT_LOOK "Not as expected"
#define TEXT_DEVIATIONS "Known deviations"
#define TEXT_SHOW "Show"
#define TEXT_ALL "all"
#define TEXT_CASE "Case"
#define TEXT_VERDICTS "What the verdicts mean"
#define TEXT_MACHINE "The machine and the run"

#define INDEX_MODES_MOST 8
#define INDEX_BAR 1000

static const char *const index_meanings[VERDICT_COUNT] = {
	[VERDICT_PASS] = "every expectation was observed to hold",
	[VERDICT_FAIL] = "one was observed not to hold",
	[VERDICT_WARN] = "what did not hold is only recommended (a SHOULD)",
	[VERDICT_SKIP] = "this machine cannot show it; the reason says what is missing",
	[VERDICT_INCONC] = "the evidence is incomplete or disturbed",
	[VERDICT_ERROR] = "the harness or the set-up broke; nothing is known of the sockets",
};

struct index_modes {
	const char *names[INDEX_MODES_MOST];
	size_t count;
};

static void index_find_modes(const struct html *html, struct index_modes *modes)
{
	size_t i, j, k;

	memset(modes, 0, sizeof(*modes));
	for (i = 0; i < html->count; i++) {
		for (j = 0; j < html->cases[i]->count; j++) {
			const char *mode = html->cases[i]->modes[j].result->mode;

			for (k = 0; k < modes->count && strcmp(modes->names[k], mode) != 0; k++)
				;
			if (k == modes->count && k < INDEX_MODES_MOST)
				modes->names[modes->count++] = mode;
		}
	}
}

/* A bar of the counts. The numbers stand beside it, so it is hidden from those who cannot see it. */
static void index_write_bar(struct markup *markup, const struct report_counts *counts)
{
	int at = 0, sum = 0, i;

	if (counts->total == 0)
		return;
	markup_begin(markup, "svg");
	markup_attribute(markup, "class", "bar");
	markup_attributef(markup, "viewBox", "0 0 %d 10", INDEX_BAR);
	markup_attribute(markup, "preserveAspectRatio", "none");
	markup_attribute(markup, "aria-hidden", "true");
	for (i = 0; i < VERDICT_COUNT; i++) {
		int end;

		sum += counts->by_verdict[i];
		end = (int)((long long)sum * INDEX_BAR / counts->total);
		if (end == at)
			continue;
		markup_begin(markup, "rect");
		markup_attribute(markup, "class", html_verdict_class((enum verdict)i));
		markup_attributef(markup, "x", "%d", at);
		markup_attribute(markup, "y", "0");
		markup_attributef(markup, "width", "%d", end - at);
		markup_attribute(markup, "height", "10");
		markup_end(markup);
		at = end;
	}
	markup_end(markup);
	markup_line(markup);
}

static void index_write_summary(struct markup *markup, const struct html *html, const struct report_run *run)
{
	const struct report_counts *counts = &html->counts;
	char unexpected[64];

	snprintf(unexpected, sizeof(unexpected), TEXT_UNEXPECTED, counts->unexpected);
	markup_element(markup, "h1", NULL, TEXT_TITLE);
	markup_line(markup);
	markup_element(markup, "p", "kernel", text_or_empty(run->kernel));
	markup_line(markup);
	markup_open_class(markup, "p", "lead");
	markup_textf(markup, TEXT_RESULTS, counts->total, counts->total == 1 ? "result" : "results", html->count,
		html->count == 1 ? "case" : "cases", counts->unexpected > 0 ? unexpected : TEXT_ALL_EXPECTED);
	if (counts->known_deviations > 0) {
		markup_text(markup, " ");
		markup_textf(markup, TEXT_KNOWN, counts->known_deviations,
			counts->known_deviations == 1 ? "deviation." : "deviations.");
	}
	markup_end(markup);
	markup_line(markup);
	if (run->interrupted) {
		markup_open_class(markup, "p", "broke");
		markup_textf(markup, TEXT_INTERRUPTED, run->planned);
		markup_end(markup);
		markup_line(markup);
	}
	index_write_bar(markup, counts);
}

static void index_write_choice(struct markup *markup, const char *id, bool checked)
{
	markup_begin(markup, "input");
	markup_attribute(markup, "type", "radio");
	markup_attribute(markup, "name", "show");
	markup_attributef(markup, "id", "show-%s", id);
	if (checked)
		markup_attribute(markup, "checked", "checked");
	markup_void(markup);
	markup_line(markup);
}

/* The buttons stand in front of what they filter; their labels are drawn as the row of choices. */
static void index_write_filter(struct markup *markup, const struct html *html)
{
	int i;

	index_write_choice(markup, "all", true);
	for (i = 0; i < VERDICT_COUNT; i++) {
		if (html->counts.by_verdict[i] > 0)
			index_write_choice(markup, text_verdict_word((enum verdict)i), false);
	}
	markup_open_class(markup, "p", "filter");
	markup_element(markup, "span", "muted", TEXT_SHOW);
	markup_begin(markup, "label");
	markup_attribute(markup, "for", "show-all");
	markup_textf(markup, "%s %d", TEXT_ALL, html->counts.total);
	markup_end(markup);
	for (i = 0; i < VERDICT_COUNT; i++) {
		const char *word = text_verdict_word((enum verdict)i);

		if (html->counts.by_verdict[i] == 0)
			continue;
		markup_begin(markup, "label");
		markup_attributef(markup, "for", "show-%s", word);
		html_verdict(markup, (enum verdict)i, word);
		markup_textf(markup, " %d", html->counts.by_verdict[i]);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

void html_link_case(struct markup *markup, const struct html_case *html_case, const char *root)
{
	struct str url;

	str_init(&url);
	str_addf(&url, "%scases/", root);
	html_add_url(&url, html_case->id);
	str_add(&url, ".html");
	markup_begin(markup, "a");
	markup_attribute(markup, "href", str_text(&url));
	if (html_title_is_foreign(html_case))
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_text(markup, html_case->title);
	markup_end(markup);
	str_free(&url);
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

/* What needs a look, or what is known to differ, each with its reason. */
static void index_write_list(struct markup *markup, const struct html *html, const char *title, bool deviations)
{
	bool begun = false;
	size_t i, j;

	for (i = 0; i < html->count; i++) {
		for (j = 0; j < html->cases[i]->count; j++) {
			const struct result *result = html->cases[i]->modes[j].result;
			struct arena *arena;

			if (!index_wants(text_outcome(result), deviations))
				continue;
			if (!begun) {
				markup_open_class(markup, "section", "look");
				markup_element(markup, "h2", NULL, title);
				markup_begin(markup, "ul");
				markup_line(markup);
				begun = true;
			}
			arena = arena_new();
			markup_begin(markup, "li");
			html_verdict(markup, result->verdict, text_verdict_word(result->verdict));
			markup_text(markup, " ");
			html_link_case(markup, html->cases[i], "");
			markup_text(markup, ", ");
			markup_text(markup, text_mode_name(result->mode));
			markup_begin(markup, "br");
			markup_void(markup);
			markup_element(markup, "span", "reason", text_reason(arena, result));
			markup_end(markup);
			markup_line(markup);
			arena_free(arena);
		}
	}
	if (begun) {
		markup_end(markup);
		markup_end(markup);
		markup_line(markup);
	}
}

static void index_write_case(struct markup *markup, const struct html_case *html_case, const struct index_modes *modes)
{
	struct str classes;
	size_t i, j;

	str_init(&classes);
	str_add(&classes, "case");
	for (i = 0; i < html_case->count; i++)
		str_addf(&classes, " has-%s", text_verdict_word(html_case->modes[i].result->verdict));
	markup_open_class(markup, "tr", str_text(&classes));
	str_free(&classes);
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	html_link_case(markup, html_case, "");
	markup_element(markup, "code", "id", html_case->id);
	markup_end(markup);
	for (i = 0; i < modes->count; i++) {
		markup_open_class(markup, "td", "judged");
		for (j = 0; j < html_case->count; j++) {
			if (strcmp(html_case->modes[j].result->mode, modes->names[i]) == 0)
				html_badge(markup, html_case->modes[j].result);
		}
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

static void index_write_table(struct markup *markup, const struct html *html, const struct html_chapter *chapter,
	const struct index_modes *modes)
{
	size_t i;

	markup_open_class(markup, "table", "cases");
	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < modes->count + 1; i++) {
		markup_begin(markup, "th");
		markup_attribute(markup, "scope", "col");
		markup_text(markup, i == 0 ? TEXT_CASE : text_mode_name(modes->names[i - 1]));
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_begin(markup, "tbody");
	markup_line(markup);
	for (i = chapter->first; i < chapter->first + chapter->count; i++)
		index_write_case(markup, html->cases[i], modes);
	markup_end(markup);
	markup_end(markup);
}

static void index_write_chapter(struct markup *markup, const struct html *html, const struct html_chapter *chapter,
	const struct index_modes *modes)
{
	const char *anchor = html_chapter_anchor(html->arena, chapter->path);
	const char *text = html_chapter_text(chapter);

	markup_begin(markup, "section");
	markup_attribute(markup, "class", "chapter");
	markup_attribute(markup, "aria-labelledby", anchor);
	if (chapter->path[0])
		markup_attribute(markup, "data-chapter", chapter->path);
	markup_begin(markup, "h2");
	markup_attribute(markup, "id", anchor);
	if (html_chapter_is_foreign(chapter))
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	if (chapter->path[0])
		html_chapter_link(markup, html, chapter, "");
	else
		markup_text(markup, html_chapter_title(html, chapter));
	markup_end(markup);
	markup_line(markup);
	if (text)
		html_prose_write(markup, html, text, arena_printf(html->arena, "%s/README", chapter->path), "", true);
	if (chapter->count > 0)
		index_write_table(markup, html, chapter, modes);
	markup_end(markup);
	markup_line(markup);
}

static void index_write_chapters(struct markup *markup, const struct html *html)
{
	struct index_modes modes;
	size_t i;

	index_find_modes(html, &modes);
	for (i = 0; i < html->chapter_count; i++)
		index_write_chapter(markup, html, &html->chapters[i], &modes);
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
		markup_element(markup, "dd", NULL, index_meanings[i]);
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
	index_write_fact(markup, "System", run->kernel);
	index_write_fact(markup, "Level", run->level);
	index_write_fact(markup, "For the next level", run->level_reason);
	index_write_fact(markup, "sockspec", run->version);
	index_write_fact(markup, "Command", run->command);
	index_write_fact(markup, "Baseline", run->baseline);
	index_write_fact(markup, "Began", str_text(&time));
	if (run->duration_ns > 0)
		index_write_fact(markup, "Took", clock_format(run->duration_ns, duration));
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	str_free(&time);
}

char *html_index_make(const struct html *html, const struct report_run *run, struct err *err)
{
	struct markup markup;

	if (markup_open(&markup, err) < 0)
		return NULL;
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
	index_write_filter(&markup, html);
	index_write_chapters(&markup, html);
	index_write_list(&markup, html, TEXT_DEVIATIONS, true);
	index_write_meanings(&markup);
	index_write_machine(&markup, run);
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
