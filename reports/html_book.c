/* SPDX-License-Identifier: BSD-2-Clause */
/* The run as a book: which chapters it has, and what is read after what. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/book.h"
#include "reports/html_book.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_NO_CHAPTER N_("Cases")

const struct html_chapter *html_find_chapter(const struct html *html, const char *path)
{
	size_t i;

	for (i = 0; i < html->chapter_count; i++)
		if (strcmp(html->chapters[i].path, path) == 0)
			return &html->chapters[i];
	return NULL;
}

const struct html_chapter *html_case_chapter(const struct html *html, const struct html_case *html_case)
{
	return &html->chapters[html_case->chapter_index];
}

/* Whether the path is the chapter's, or of one below it. */
static bool book_holds(const char *chapter, const char *path)
{
	size_t length = strlen(chapter);

	return strncmp(chapter, path, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

static int book_compare_titles(const char *a, const char *b)
{
	for (; *a && tolower((unsigned char)*a) == tolower((unsigned char)*b); a++, b++)
		;
	return tolower((unsigned char)*a) - tolower((unsigned char)*b);
}

static int book_compare_cases(const void *a, const void *b)
{
	const struct html_case *first = *(const struct html_case *const *)a, *second = *(const struct html_case *const *)b;
	int order;

	if (first->chapter_index != second->chapter_index)
		return first->chapter_index < second->chapter_index ? -1 : 1;
	if (first->rank != second->rank)
		return first->rank < second->rank ? -1 : 1;
	order = book_compare_titles(first->title, second->title);
	return order != 0 ? order : strcmp(first->id, second->id);
}

/* How early the chapter wants the page; those that it does not name come after all that it names. */
static size_t book_rank(const struct book_chapter *chapter, const char *id)
{
	size_t i;

	for (i = 0; chapter && i < chapter->first_count; i++)
		if (strcmp(chapter->first[i], id) == 0)
			return i;
	return (size_t)-1;
}

static struct html_chapter *book_add_chapter(struct html *html, size_t *capacity, const char *path,
	const struct book_chapter *book)
{
	struct html_chapter *chapter;
	struct str root;
	const char *c;

	html->chapters = arena_grow(html->arena, html->chapters, html->chapter_count, capacity, sizeof(*html->chapters));
	chapter = &html->chapters[html->chapter_count++];
	str_init(&root);
	str_add(&root, "../");
	for (c = path; *c; c++) {
		if (*c == '/')
			str_add(&root, "../");
	}
	*chapter = (struct html_chapter){.path = path, .book = book, .number = html->chapter_count,
		.root = arena_strdup(html->arena, str_text(&root))};
	str_free(&root);
	return chapter;
}

/* Those that have pages in this run, and those above them, in the book's order; then what the book does not know. */
static void book_find_chapters(struct html *html, const struct report_book *book)
{
	const struct book_chapter *part = NULL;
	size_t capacity = 0, i, j;

	for (i = 0; book && i < book->chapter_count; i++) {
		const struct book_chapter *chapter = &book->chapters[i];

		if (chapter->part[LANG_EN])
			part = chapter;
		if (!text_id_is_safe(chapter->path))
			continue;
		for (j = 0; j < html->count && !book_holds(chapter->path, html->cases[j]->chapter); j++)
			;
		if (j < html->count && !html_find_chapter(html, chapter->path))
			book_add_chapter(html, &capacity, arena_strdup(html->arena, chapter->path), chapter)->part = part;
	}
	for (i = 0; i < html->count; i++)
		if (!html_find_chapter(html, html->cases[i]->chapter))
			book_add_chapter(html, &capacity, html->cases[i]->chapter, NULL);
}

static void book_read_titles(struct html *html, struct html_chapter *chapter)
{
	enum lang before = lang_used();
	size_t i;

	for (i = 0; i < html->language_count; i++) {
		const char *text;

		lang_use(html->languages[i]);
		text = html_chapter_text(chapter);
		if (text)
			chapter->titles[html->languages[i]] = text_clean_line(html->arena, html_prose_title(html->arena, text));
	}
	lang_use(before);
}

void html_book_arrange(struct html *html, const struct report_book *book)
{
	size_t i, j;

	html->book = book;
	book_find_chapters(html, book);
	for (i = 0; i < html->count; i++) {
		struct html_case *html_case = html->cases[i];
		struct html_chapter *chapter = &html->chapters[html_find_chapter(html, html_case->chapter) - html->chapters];

		html_case->chapter_index = (size_t)(chapter - html->chapters);
		html_case->rank = book_rank(chapter->book, html_case->id);
		chapter->count++;
		for (j = 0; j < html_case->count; j++)
			report_count(&chapter->counts, html_case->modes[j].result);
	}
	if (html->count > 1)
		qsort(html->cases, html->count, sizeof(*html->cases), book_compare_cases);
	for (i = 0, j = 0; i < html->chapter_count; i++) {
		book_read_titles(html, &html->chapters[i]);
		html->chapters[i].first = j;
		j += html->chapters[i].count;
	}
	for (i = 0; i < html->count; i++)
		html->cases[i]->place = i;
}

const char *html_chapter_text(const struct html_chapter *chapter)
{
	if (!chapter->book)
		return NULL;
	return chapter->book->text[lang_used()] ? chapter->book->text[lang_used()] : chapter->book->text[LANG_EN];
}

bool html_chapter_is_foreign(const struct html_chapter *chapter)
{
	return chapter->book && lang_used() != LANG_EN && !chapter->book->text[lang_used()] && chapter->book->text[LANG_EN];
}

void html_part_write(struct markup *markup, const struct html *html, const char *element, const struct html_chapter *chapter)
{
	const char *const *titles = chapter->part ? chapter->part->part : NULL;
	bool foreign;

	if (!titles)
		return;
	foreign = !titles[lang_used()];
	markup_open_class(markup, element, "part-title");
	if (foreign)
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_text(markup, text_clean_line(html->arena, titles[foreign ? LANG_EN : lang_used()]));
	markup_end(markup);
}

const char *html_chapter_title(const struct html_chapter *chapter)
{
	const char *title = chapter->titles[lang_used()];

	if (title && title[0])
		return title;
	return chapter->path[0] ? chapter->path : _(TEXT_NO_CHAPTER);
}

const char *html_chapter_url(const struct html *html, const struct html_chapter *chapter)
{
	struct str url;
	const char *copy;

	str_init(&url);
	if (chapter->path[0]) {
		str_add(&url, "chapters/");
		html_add_url(&url, chapter->path);
		str_add(&url, ".html");
	} else {
		str_addf(&url, "index.html#%s", html_chapter_anchor(html->arena, chapter->path));
	}
	copy = arena_strdup(html->arena, str_text(&url));
	str_free(&url);
	return copy;
}

void html_chapter_link(struct markup *markup, const struct html *html, const struct html_chapter *chapter, const char *root)
{
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "%s%s", root, html_chapter_url(html, chapter));
	markup_text(markup, html_chapter_title(chapter));
	markup_end(markup);
}
