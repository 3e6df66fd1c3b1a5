/* SPDX-License-Identifier: BSD-2-Clause */
/* Which text of a lesson is shown in which language. */
#include "config.h"

#include <cmark.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/book.h"
#include "reports/html.h"
#include "reports/html_book.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

const struct html_fence *html_fences_read(struct arena *arena, const char *page, size_t *count)
{
	cmark_node *document = cmark_parse_document(page, strlen(page), CMARK_OPT_VALIDATE_UTF8), *node;
	struct html_fence *fences = NULL;
	size_t capacity = 0;

	*count = 0;
	for (node = document ? cmark_node_first_child(document) : NULL; node; node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK ||
		    strcmp(text_or_empty(cmark_node_get_fence_info(node)), "sockspec") != 0)
			continue;
		fences = arena_grow(arena, fences, *count, &capacity, sizeof(*fences));
		fences[(*count)++] = (struct html_fence){
			arena_strdup(arena, text_or_empty(cmark_node_get_literal(node))), cmark_node_get_start_line(node) + 1};
	}
	if (document)
		cmark_node_free(document);
	return fences;
}

/* Whether two versions of a page have the same scripts. */
static bool translation_fits(const char *text, const char *page)
{
	struct arena *arena = arena_new();
	size_t count, wanted, i;
	const struct html_fence *fences = html_fences_read(arena, text, &count);
	const struct html_fence *others = html_fences_read(arena, page, &wanted);
	bool fits = count == wanted;

	for (i = 0; i < count && fits; i++)
		fits = strcmp(fences[i].text, others[i].text) == 0;
	arena_free(arena);
	return fits;
}

static void translation_take(struct html *html, struct html_case *html_case, enum lang lang, const char *text)
{
	const char *title = text ? html_prose_title(html->arena, text) : NULL;

	if (!text || !html_case->modes[0].page || !translation_fits(text, html_case->modes[0].page))
		return;
	html_case->texts[lang] = text;
	if (title && title[0])
		html_case->titles[lang] = text_clean_line(html->arena, title);
}

void html_translate(struct html *html, const struct report_book *book)
{
	enum lang lang;
	size_t i;

	for (i = 0; i < html->count; i++) {
		const struct book_page *page = book_find_page(book, html->cases[i]->id);

		html->cases[i]->titles[LANG_EN] = html->cases[i]->title;
		for (lang = LANG_EN + 1; page && lang < LANG_COUNT; lang++)
			translation_take(html, html->cases[i], lang, page->text[lang]);
	}
}

void html_translate_titles(struct html *html)
{
	size_t i;

	for (i = 0; i < html->count; i++) {
		struct html_case *html_case = html->cases[i];

		html_case->title = html_case->titles[html_title_is_foreign(html_case) ? LANG_EN : lang_used()];
	}
}

const char *html_lesson_text(const struct html_case *html_case)
{
	return html_lesson_is_foreign(html_case) || lang_used() == LANG_EN ? html_case->modes[0].page
		: html_case->texts[lang_used()];
}

bool html_lesson_is_foreign(const struct html_case *html_case)
{
	return lang_used() != LANG_EN && !html_case->texts[lang_used()];
}

void html_english_write(struct markup *markup, const char *element, const char *class_name, const char *text)
{
	markup_begin(markup, element);
	markup_attribute(markup, "class", class_name);
	if (lang_used() != LANG_EN)
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_text(markup, text);
	markup_end(markup);
}

bool html_title_is_foreign(const struct html_case *html_case)
{
	return lang_used() != LANG_EN && !html_case->titles[lang_used()];
}
