/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lessons in other languages. A translation's scripts are the page's (sockspec check), but stand in other lines, and everything
 * that was found is about the page's lines: so scripts are always taken from the page that was played. A translation that is
 * not of this version of the page is left aside.
 */
#ifndef SOCKSPEC_HTML_TRANSLATION_H
#define SOCKSPEC_HTML_TRANSLATION_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct html;
struct html_case;
struct markup;
struct report_book;

/* A script of the page that was played. */
struct html_fence {
	const char *text;
	int line; /* of the page, of its first line */
};

/* Fills titles and texts of all cases from the book's translations; `book` may be NULL. */
void html_translate(struct html *html, const struct report_book *book);

/* The language in use is that of these titles from now on. */
void html_translate_titles(struct html *html);

/* What is to be read in the language in use: the translation, else the page that was played; NULL where there is none. */
const char *html_lesson_text(const struct html_case *html_case);

/* Whether what is read there is in another language than the page around it: English, then. */
bool html_lesson_is_foreign(const struct html_case *html_case);
bool html_title_is_foreign(const struct html_case *html_case);

/* Text of results and of the registry, which is in English: an element that says so where the page is in another language. */
void html_english_write(struct markup *markup, const char *element, const char *class_name, const char *text);

/* The scripts of a page, in order; NULL where there are none. */
const struct html_fence *html_fences_read(struct arena *arena, const char *page, size_t *count);

#endif
