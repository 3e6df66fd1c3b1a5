/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Several lessons in one page. A lesson is made as it always is; what is special to the place where it stands, ids and
 * the level of headings, is changed in its tags. They are our writer's: attributes stand in double quotes, and no '<' or
 * '>' is in them.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_book.h"
#include "reports/html_join.h"
#include "reports/html_page.h"
#include "reports/markup.h"

#define TEXT_CONTENTS _("Contents")
#define TEXT_LESSONS _("Lessons")

/* The length of `word` where it stands here, else 0. */
static size_t join_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	return strncmp(text, word, length) == 0 ? length : 0;
}

/* What stands in front of an id within a tag; 0 where none begins here. */
static size_t join_reference(const char *text)
{
	static const char *const words[] = {" id=\"", " href=\"#", " xlink:href=\"#", " aria-labelledby=\"",
		" aria-describedby=\"", " for=\"", " name=\"ladder", "url(#"};
	size_t i, length;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		length = join_word(text, words[i]);
		if (length > 0)
			return length;
	}
	return 0;
}

/* "<h1" and "</h1": the place of their digit; 0 for other tags. The sixth level has none below it. */
static size_t join_heading(const char *tag)
{
	size_t at = tag[1] == '/' ? 2 : 1;

	return tag[at] == 'h' && tag[at + 1] >= '1' && tag[at + 1] <= '5' && strchr(" >", tag[at + 2]) ? at + 1 : 0;
}

static const char *join_add_tag(struct str *str, const char *tag, const char *prefix)
{
	size_t heading = join_heading(tag);
	const char *c = tag;

	if (heading > 0) {
		char digit = (char)(tag[heading] + 1);

		str_add_bytes(str, tag, heading);
		str_add_bytes(str, &digit, 1);
		c = tag + heading + 1;
	}
	while (*c && *c != '>') {
		size_t length = join_reference(c);

		if (length > 0) {
			str_add_bytes(str, c, length);
			str_add(str, prefix);
		} else {
			/* References begin with a blank or a 'u'. */
			length = 1 + strcspn(c + 1, " u>");
			str_add_bytes(str, c, length);
		}
		c += length;
	}
	return c;
}

void html_join_add(struct str *str, const char *fragment, const char *prefix)
{
	while (*fragment) {
		size_t length = strcspn(fragment, "<");

		str_add_bytes(str, fragment, length);
		fragment += length;
		if (*fragment == '<')
			fragment = join_add_tag(str, fragment, prefix);
	}
}

static void join_write_contents(struct markup *markup, const struct html *html)
{
	size_t i;

	markup_begin(markup, "nav");
	markup_attribute(markup, "class", "contents");
	markup_attribute(markup, "aria-label", TEXT_CONTENTS);
	markup_begin(markup, "ol");
	markup_line(markup);
	for (i = 0; i < html->count; i++) {
		markup_begin(markup, "li");
		markup_begin(markup, "a");
		markup_attributef(markup, "href", "#lesson-%zu", i + 1);
		markup_text(markup, html->cases[i]->title);
		markup_end(markup);
		markup_end(markup);
		markup_line(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void join_write_chapter(struct markup *markup, const struct html *html, const struct html_chapter *chapter)
{
	const char *text = html_chapter_text(chapter);

	markup_open_class(markup, "article", "introduction");
	if (html_chapter_is_foreign(chapter))
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_line(markup);
	markup_element(markup, "h2", NULL, html_chapter_title(chapter));
	markup_line(markup);
	if (text)
		html_prose_write(markup, html, text, arena_printf(html->arena, "%s/README", chapter->path), chapter->root, false);
	markup_end(markup);
	markup_line(markup);
}

static int join_write_case(struct markup *markup, const struct html *html, size_t index, struct err *err)
{
	struct html_case *html_case = html->cases[index];
	struct arena *arena = arena_new();
	struct str joined;
	char *fragment;

	html_case->bare = true;
	fragment = html_load_parts(html, html_case, arena, err) < 0 ? NULL : html_page_make_lesson(html, html_case, err);
	html_case->bare = false;
	html_drop_parts(html_case);
	if (fragment) {
		str_init(&joined);
		html_join_add(&joined, fragment, arena_printf(arena, "l%zu-", index + 1));
		markup_begin(markup, "section");
		markup_attribute(markup, "class", "joined");
		markup_attributef(markup, "id", "lesson-%zu", index + 1);
		markup_line(markup);
		markup_raw(markup, str_text(&joined));
		markup_end(markup);
		markup_line(markup);
		str_free(&joined);
	}
	free(fragment);
	arena_free(arena);
	return fragment ? 0 : -1;
}

/* The chapter's title where all are of one. */
static const char *join_title(const struct html *html)
{
	const struct html_chapter *first = html_case_chapter(html, html->cases[0]);

	if (first == html_case_chapter(html, html->cases[html->count - 1]))
		return html_chapter_title(first);
	return TEXT_LESSONS;
}

char *html_join_make(const struct html *html, const struct report_run *run, struct err *err)
{
	const struct html_chapter *chapter = NULL;
	struct markup markup;
	size_t i;
	int status = 0;

	markup_open(&markup);
	html_frame_begin(&markup, html, join_title(html), "lessons.html", "page book");
	markup_begin(&markup, "main");
	markup_attribute(&markup, "id", "content");
	markup_line(&markup);
	markup_element(&markup, "h1", NULL, join_title(html));
	markup_line(&markup);
	join_write_contents(&markup, html);
	for (i = 0; i < html->count && status == 0; i++) {
		if (html_case_chapter(html, html->cases[i]) != chapter) {
			chapter = html_case_chapter(html, html->cases[i]);
			join_write_chapter(&markup, html, chapter);
		}
		status = join_write_case(&markup, html, i, err);
	}
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	if (status < 0) {
		struct err later;

		err_init(&later);
		free(markup_close(&markup, &later));
		return NULL;
	}
	return markup_close(&markup, err);
}
