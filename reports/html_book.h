/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The run as a book: chapters in reading order, each with its introduction, then its pages. Made once, when all cases
 * are known; titles and introductions are asked for in the language that is in use (harness/base/lang.h).
 */
#ifndef SOCKSPEC_HTML_BOOK_H
#define SOCKSPEC_HTML_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/html.h"

struct book_chapter;

struct html_chapter {
	const char *path;                /* "tcp/recv"; "" where a case has no folder */
	const struct book_chapter *book; /* its introduction; NULL */
	const struct book_chapter *part; /* where the part of the book begins that it belongs to; NULL */
	const char *root;                /* from its page to the report's folder: "../../" */
	const char *titles[LANG_COUNT];  /* html_chapter_title; NULL where its introduction has none */
	size_t number;                   /* from 1, in reading order */
	size_t first, count;             /* its pages among html->cases */
	struct report_counts counts;     /* of its results */
};

/* Puts html->cases into reading order and fills html->chapters. `book` may be NULL. */
void html_book_arrange(struct html *html, const struct report_book *book);

const struct html_chapter *html_find_chapter(const struct html *html, const char *path); /* NULL */
const struct html_chapter *html_case_chapter(const struct html *html, const struct html_case *html_case);

/* The introduction's heading; the path where it has none. Clean. */
const char *html_chapter_title(const struct html_chapter *chapter);

/* An element with the title of the part that it belongs to, in the language in use, else in English; nothing where it has none. */
void html_part_write(struct markup *markup, const struct html *html, const char *element, const struct html_chapter *chapter);

/* The introduction in the language in use, else in English; NULL where there is none. */
const char *html_chapter_text(const struct html_chapter *chapter);

bool html_chapter_is_foreign(const struct html_chapter *chapter); /* it is there in English only, and that is not in use */

/* "chapters/tcp/recv.html", from the report's folder; the index where a case has no folder. Escaped as in an address. */
const char *html_chapter_url(const struct html *html, const struct html_chapter *chapter);

/* A link with its title. `root` leads from the page to the report's folder. */
void html_chapter_link(struct markup *markup, const struct html *html, const struct html_chapter *chapter, const char *root);

/* ---- html_chapter.c ---- */

char *html_chapter_make(const struct html *html, const struct html_chapter *chapter, const struct report_run *run,
	struct err *err);

/* ---- html_nav.c ---- */

/* Links to the pages that a report has besides lessons; `here` is the one that it is for ("index.html"), NULL for others. */
void html_site_write(struct markup *markup, const char *root, const struct report_run *run, const char *here);

/* Previous, chapter, next: for the page of a case, and for the page of a chapter. */
void html_nav_write(struct markup *markup, const struct html *html, const struct html_case *html_case);
void html_nav_write_chapter(struct markup *markup, const struct html *html, const struct html_chapter *chapter);

/* ---- html_markdown.c ---- */

/*
 * The Markdown of an introduction without its title; `first_only`: its first paragraph. `from` is the path of the text
 * in the collection without ".md" ("tcp/recv/README"), by which its links are found; `root` as above.
 */
void html_prose_write(struct markup *markup, const struct html *html, const char *text, const char *from,
	const char *root, bool first_only);

/* The words of the first heading, in an arena; NULL where the text does not begin with one. Not clean. */
const char *html_prose_title(struct arena *arena, const char *text);

#endif
