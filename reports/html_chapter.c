/* SPDX-License-Identifier: BSD-2-Clause */
/* The page of a chapter: its introduction, the chapters below it, its pages with their verdicts. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html_book.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CRUMBS N_("breadcrumb")
#define TEXT_NUMBER N_("Chapter %zu")
#define TEXT_PAGES N_("Pages")
#define TEXT_BELOW N_("Chapters")

static void chapter_write_header(struct markup *markup, const struct html *html, const struct html_chapter *chapter,
	const struct report_run *run)
{
	struct arena *arena = arena_new();
	const struct html_chapter *above = html_find_chapter(html, text_id_chapter(arena, chapter->path));

	markup_begin(markup, "header");
	html_site_write(markup, chapter->root, run, NULL);
	if (above && above->path[0]) {
		markup_begin(markup, "nav");
		markup_attribute(markup, "aria-label", _(TEXT_CRUMBS));
		html_chapter_link(markup, html, above, chapter->root);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
	arena_free(arena);
}

/* The results of a page, once where all modes have the same. */
static void chapter_write_verdicts(struct markup *markup, const struct html_case *html_case)
{
	const struct result *first = html_case->modes[0].result;
	bool same = true;
	size_t i;

	for (i = 1; i < html_case->count; i++)
		same = same && html_case->modes[i].result->verdict == first->verdict &&
			html_case->modes[i].result->expectation == first->expectation;
	for (i = 0; i < (same ? 1 : html_case->count); i++) {
		if (i > 0)
			markup_text(markup, " ");
		html_badge(markup, html_case->modes[i].result);
		if (same)
			continue;
		markup_text(markup, " ");
		markup_element(markup, "span", "muted", text_mode_name(html_case->modes[i].result->mode));
	}
}

static void chapter_write_pages(struct markup *markup, const struct html *html, const struct html_chapter *chapter)
{
	size_t i;

	if (chapter->count == 0)
		return;
	markup_element(markup, "h2", NULL, _(TEXT_PAGES));
	markup_open_class(markup, "ol", "pages");
	markup_line(markup);
	for (i = chapter->first; i < chapter->first + chapter->count; i++) {
		markup_begin(markup, "li");
		html_link_case(markup, html->cases[i], chapter->root);
		markup_text(markup, " ");
		chapter_write_verdicts(markup, html->cases[i]);
		markup_end(markup);
		markup_line(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

/* The chapters right below, and those further below that have none between. */
static bool chapter_is_below(const struct html_chapter *below, const struct html_chapter *chapter)
{
	size_t length = strlen(chapter->path);

	return strncmp(below->path, chapter->path, length) == 0 && below->path[length] == '/';
}

static void chapter_write_below(struct markup *markup, const struct html *html, const struct html_chapter *chapter)
{
	bool begun = false;
	size_t i;

	for (i = 0; i < html->chapter_count; i++) {
		if (!chapter_is_below(&html->chapters[i], chapter))
			continue;
		if (!begun) {
			markup_element(markup, "h2", NULL, _(TEXT_BELOW));
			markup_open_class(markup, "ul", "pages");
			markup_line(markup);
			begun = true;
		}
		markup_begin(markup, "li");
		html_chapter_link(markup, html, &html->chapters[i], chapter->root);
		markup_text(markup, " ");
		html_counts_write(markup, &html->chapters[i].counts);
		markup_end(markup);
		markup_line(markup);
	}
	if (begun) {
		markup_end(markup);
		markup_line(markup);
	}
}

char *html_chapter_make(const struct html *html, const struct html_chapter *chapter, const struct report_run *run,
	struct err *err)
{
	const char *text = html_chapter_text(chapter);
	struct markup markup;

	markup_open(&markup);
	html_frame_begin(&markup, html, html_chapter_title(chapter),
		arena_printf(html->arena, "chapters/%s.html", chapter->path), "chapter-page");
	chapter_write_header(&markup, html, chapter, run);
	markup_begin(&markup, "main");
	markup_attribute(&markup, "id", "content");
	markup_line(&markup);
	markup_begin(&markup, "article");
	if (html_chapter_is_foreign(chapter))
		markup_attribute(&markup, "lang", lang_tag(LANG_EN));
	markup_line(&markup);
	markup_open_class(&markup, "p", "number");
	markup_textf(&markup, _(TEXT_NUMBER), chapter->number);
	if (chapter->part)
		markup_text(&markup, " \302\267 ");
	html_part_write(&markup, html, "span", chapter);
	markup_end(&markup);
	markup_element(&markup, "h1", NULL, html_chapter_title(chapter));
	markup_line(&markup);
	if (text)
		html_prose_write(&markup, html, text, arena_printf(html->arena, "%s/README", chapter->path), chapter->root, false);
	markup_end(&markup);
	markup_line(&markup);
	chapter_write_pages(&markup, html, chapter);
	chapter_write_below(&markup, html, chapter);
	html_nav_write_chapter(&markup, html, chapter);
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
