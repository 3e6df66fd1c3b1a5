/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Previous and next in reading order. The order goes through the chapters: the introduction of one, its pages, the
 * introduction of the next.
 */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_book.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"

#define TEXT_READING N_("Reading order")
#define TEXT_PREVIOUS N_("Previous")
#define TEXT_CHAPTER N_("Chapter")
#define TEXT_NEXT N_("Next")
#define TEXT_CONTENTS N_("Contents")
#define TEXT_REQUIREMENTS N_("Requirements")
#define TEXT_TUTORIALS N_("Tutorials")
#define TEXT_METHODS N_("Methods")
#define TEXT_GLOSSARY N_("Glossary")
#define TEXT_REPORT N_("This report")

void html_site_write(struct markup *markup, const char *root, const struct report_run *run, const char *here)
{
	const struct {
		const char *page, *name;
		bool there;
	} pages[] = {
		{"index.html", _(TEXT_CONTENTS), true},
		{"requirements.html", _(TEXT_REQUIREMENTS), run->requirement_count > 0},
		{"tutorials.html", _(TEXT_TUTORIALS), html_told_has(run, "claim")},
		{"methods.html", _(TEXT_METHODS), html_told_has(run, "method")},
		{"glossary.html", _(TEXT_GLOSSARY), true},
	};
	size_t i;

	markup_begin(markup, "nav");
	markup_attribute(markup, "class", "site");
	markup_attribute(markup, "aria-label", _(TEXT_REPORT));
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		if (!pages[i].there)
			continue;
		markup_begin(markup, "a");
		markup_attributef(markup, "href", "%s%s", root, pages[i].page);
		if (here && strcmp(here, pages[i].page) == 0)
			markup_attribute(markup, "aria-current", "page");
		markup_text(markup, pages[i].name);
		markup_end(markup);
		markup_text(markup, " ");
	}
	markup_end(markup);
	markup_line(markup);
}

/* One place in the order: a page, or where that is NULL a chapter; both NULL: there is none. */
struct nav_place {
	const struct html_case *html_case;
	const struct html_chapter *chapter;
};

static struct nav_place nav_before(const struct html *html, const struct html_chapter *chapter, size_t place)
{
	if (place > chapter->first)
		return (struct nav_place){html->cases[place - 1], NULL};
	return (struct nav_place){NULL, chapter->path[0] ? chapter : NULL};
}

/* What is behind all of a chapter. */
static struct nav_place nav_after_chapter(const struct html *html, const struct html_chapter *chapter)
{
	if (chapter->number >= html->chapter_count)
		return (struct nav_place){NULL, NULL};
	return (struct nav_place){NULL, &html->chapters[chapter->number]};
}

static struct nav_place nav_before_chapter(const struct html *html, const struct html_chapter *chapter)
{
	const struct html_chapter *before;

	if (chapter->number < 2)
		return (struct nav_place){NULL, NULL};
	before = &html->chapters[chapter->number - 2];
	if (before->count > 0)
		return (struct nav_place){html->cases[before->first + before->count - 1], NULL};
	return (struct nav_place){NULL, before};
}

static struct nav_place nav_first_page(const struct html *html, const struct html_chapter *chapter)
{
	if (chapter->count > 0)
		return (struct nav_place){html->cases[chapter->first], NULL};
	return nav_after_chapter(html, chapter);
}

static void nav_write_place(struct markup *markup, const struct html *html, struct nav_place place, const char *root,
	const char *relation, const char *word)
{
	if (!place.html_case && !place.chapter)
		return;
	markup_begin(markup, "a");
	markup_attributef(markup, "class", "to-%s", relation);
	markup_attribute(markup, "rel", relation);
	if (place.html_case) {
		struct str url;

		str_init(&url);
		str_addf(&url, "%scases/", root);
		html_add_url(&url, place.html_case->id);
		str_add(&url, ".html");
		markup_attribute(markup, "href", str_text(&url));
		str_free(&url);
	} else {
		markup_attributef(markup, "href", "%s%s", root, html_chapter_url(html, place.chapter));
	}
	markup_element(markup, "span", "where", word);
	markup_text(markup, " ");
	if (place.html_case && html_title_is_foreign(place.html_case))
		html_english_write(markup, "span", "title", place.html_case->title);
	else
		markup_element(markup, "span", "title",
			place.html_case ? place.html_case->title : html_chapter_title(place.chapter));
	markup_end(markup);
	markup_line(markup);
}

static void nav_begin(struct markup *markup)
{
	markup_begin(markup, "nav");
	markup_attribute(markup, "class", "onward");
	markup_attribute(markup, "aria-label", _(TEXT_READING));
	markup_line(markup);
}

static void nav_end(struct markup *markup)
{
	markup_end(markup);
	markup_line(markup);
}

void html_nav_write(struct markup *markup, const struct html *html, const struct html_case *html_case)
{
	const struct html_chapter *chapter = html_case_chapter(html, html_case);
	struct nav_place next = nav_after_chapter(html, chapter);

	if (html_case->place + 1 < chapter->first + chapter->count)
		next = (struct nav_place){html->cases[html_case->place + 1], NULL};
	nav_begin(markup);
	nav_write_place(markup, html, nav_before(html, chapter, html_case->place), html_case->root, "prev", _(TEXT_PREVIOUS));
	nav_write_place(markup, html, (struct nav_place){NULL, chapter}, html_case->root, "up", _(TEXT_CHAPTER));
	nav_write_place(markup, html, next, html_case->root, "next", _(TEXT_NEXT));
	nav_end(markup);
}

void html_nav_write_chapter(struct markup *markup, const struct html *html, const struct html_chapter *chapter)
{
	nav_begin(markup);
	nav_write_place(markup, html, nav_before_chapter(html, chapter), chapter->root, "prev", _(TEXT_PREVIOUS));
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "to-up");
	markup_attribute(markup, "rel", "up");
	markup_attributef(markup, "href", "%sindex.html#%s", chapter->root, html_chapter_anchor(html->arena, chapter->path));
	markup_element(markup, "span", "title", _(TEXT_CONTENTS));
	markup_end(markup);
	markup_line(markup);
	nav_write_place(markup, html, nav_first_page(html, chapter), chapter->root, "next", _(TEXT_NEXT));
	nav_end(markup);
}
