/* SPDX-License-Identifier: BSD-2-Clause */
/* The contents: chapters at a glance, then every page with its verdicts in the table of its chapter. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_book.h"
#include "reports/html_contents.h"
#include "reports/html_filter.h"
#include "reports/html_pieces.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CONTENTS _("Contents")
#define TEXT_CASE _("Case")

#define CONTENTS_MODES_MOST 8
#define CONTENTS_BAR 1000

struct contents_modes {
	const char *names[CONTENTS_MODES_MOST];
	size_t count;
};

/* A page that is played with both kinds of socket has modes of its own: stream-ipv4. */
static bool contents_is_kind(const char *mode)
{
	return strchr(mode, '-') != NULL;
}

static bool contents_has(const struct html *html, const struct html_chapter *chapter, bool kind)
{
	size_t i, j;

	for (i = chapter->first; i < chapter->first + chapter->count; i++) {
		for (j = 0; j < html->cases[i]->count; j++) {
			if (contents_is_kind(html->cases[i]->modes[j].result->mode) == kind)
				return true;
		}
	}
	return false;
}

/* The columns of a chapter's table: the same in all chapters, but modes that none of its pages can have. */
static void contents_find_modes(const struct html *html, const struct html_chapter *chapter, struct contents_modes *modes)
{
	bool wanted[] = {contents_has(html, chapter, false), contents_has(html, chapter, true)};
	size_t i, j, k;

	memset(modes, 0, sizeof(*modes));
	for (i = 0; i < html->count; i++) {
		for (j = 0; j < html->cases[i]->count; j++) {
			const char *mode = html->cases[i]->modes[j].result->mode;

			for (k = 0; k < modes->count && strcmp(modes->names[k], mode) != 0; k++)
				;
			if (wanted[contents_is_kind(mode)] && k == modes->count && k < CONTENTS_MODES_MOST)
				modes->names[modes->count++] = mode;
		}
	}
}

void html_bar_write(struct markup *markup, const struct report_counts *counts)
{
	int at = 0, sum = 0, i;

	if (counts->total == 0)
		return;
	markup_begin(markup, "svg");
	markup_attribute(markup, "class", "bar");
	markup_attributef(markup, "viewBox", "0 0 %d 10", CONTENTS_BAR);
	markup_attribute(markup, "preserveAspectRatio", "none");
	markup_attribute(markup, "aria-hidden", "true");
	for (i = 0; i < VERDICT_COUNT; i++) {
		int end;

		sum += counts->by_verdict[i];
		end = (int)((long long)sum * CONTENTS_BAR / counts->total);
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

static void contents_write_line(struct markup *markup, const struct html *html, const struct html_chapter *chapter)
{
	markup_begin(markup, "li");
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#%s", html_chapter_anchor(html->arena, chapter->path));
	if (html_chapter_is_foreign(chapter))
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_text(markup, html_chapter_title(chapter));
	markup_end(markup);
	markup_text(markup, " ");
	if (chapter->count > 0)
		html_counts_write(markup, &chapter->counts);
	html_bar_write(markup, &chapter->counts);
	markup_end(markup);
	markup_line(markup);
}

/* The chapters of one part, from this one on. Returns the first one behind them. */
static size_t contents_write_part(struct markup *markup, const struct html *html, size_t first)
{
	const struct book_chapter *part = html->chapters[first].part;
	size_t i;

	markup_open_class(markup, "div", "chapters");
	if (part)
		html_part_write(markup, html, "h3", &html->chapters[first]);
	markup_begin(markup, "ol");
	markup_line(markup);
	for (i = first; i < html->chapter_count && html->chapters[i].part == part; i++)
		contents_write_line(markup, html, &html->chapters[i]);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	return i;
}

/* The chapters at a glance. */
static void contents_write_chapters(struct markup *markup, const struct html *html)
{
	size_t i = 0;

	html_section_begin(markup, "section", "contents", "contents", TEXT_CONTENTS);
	markup_open_class(markup, "div", "course");
	markup_line(markup);
	while (i < html->chapter_count)
		i = contents_write_part(markup, html, i);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void contents_write_case(struct markup *markup, const struct html_case *html_case, const struct contents_modes *modes)
{
	struct str classes;
	size_t i, j;

	str_init(&classes);
	str_add(&classes, "case");
	for (i = 0; i < html_case->count; i++)
		str_addf(&classes, " has-%s", text_verdict_key(html_case->modes[i].result->verdict));
	markup_open_class(markup, "tr", str_text(&classes));
	str_free(&classes);
	markup_attribute(markup, "data-uses", html_case->uses);
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

static void contents_write_table(struct markup *markup, const struct html *html, const struct html_chapter *chapter,
	const struct contents_modes *modes)
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
		contents_write_case(markup, html->cases[i], modes);
	markup_end(markup);
	markup_end(markup);
}

static void contents_write_chapter(struct markup *markup, const struct html *html, const struct html_chapter *chapter)
{
	struct contents_modes modes;
	const char *anchor = html_chapter_anchor(html->arena, chapter->path);
	const char *text = html_chapter_text(chapter);
	bool foreign = html_chapter_is_foreign(chapter);

	markup_begin(markup, "section");
	markup_attribute(markup, "class", "chapter");
	markup_attribute(markup, "aria-labelledby", anchor);
	markup_attribute(markup, "data-chapter", chapter->path);
	markup_begin(markup, "h3");
	markup_attribute(markup, "id", anchor);
	if (foreign)
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_open_class(markup, "span", "number");
	markup_textf(markup, "%zu", chapter->number);
	markup_end(markup);
	markup_text(markup, " ");
	if (chapter->path[0])
		html_chapter_link(markup, html, chapter, "");
	else
		markup_text(markup, html_chapter_title(chapter));
	markup_end(markup);
	markup_line(markup);
	if (text) {
		markup_open_class(markup, "div", "about");
		if (foreign)
			markup_attribute(markup, "lang", lang_tag(LANG_EN));
		html_prose_write(markup, html, text, arena_printf(html->arena, "%s/README", chapter->path), "", true);
		markup_end(markup);
		markup_line(markup);
	}
	if (chapter->count > 0) {
		contents_find_modes(html, chapter, &modes);
		contents_write_table(markup, html, chapter, &modes);
	}
	markup_end(markup);
	markup_line(markup);
}

void html_contents_write(struct markup *markup, const struct html *html)
{
	size_t i;

	contents_write_chapters(markup, html);
	html_filter_write(markup, html);
	for (i = 0; i < html->chapter_count; i++)
		contents_write_chapter(markup, html, &html->chapters[i]);
}
