/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a report takes from the collection of cases beside the evidence: chapters in reading order with their introductions,
 * and pages in other languages. Kept with a run (docs/run.md), so that its report can be made again without the collection.
 * Hostile input, as all of a run's folder; whoever made it owns it until the report has ended.
 */
#ifndef SOCKSPEC_BOOK_H
#define SOCKSPEC_BOOK_H

#include <stddef.h>

#include "harness/base/lang.h"

struct book_chapter {
	const char *path;              /* "tcp/recv"; "" for the whole, which comes first */
	const char *text[LANG_COUNT];  /* Markdown of its introduction; NULL where there is none */
	const char *const *first;      /* ids of the pages that are read first, in order; all others follow by title */
	size_t first_count;
	const char *part[LANG_COUNT];  /* title of the part of the book that begins here; all NULL: the one before goes on */
};

struct book_page {
	const char *id;
	const char *text[LANG_COUNT];  /* the page in this language; LANG_EN: NULL, it is in the evidence */
};

struct report_book {
	struct book_chapter *chapters; /* in reading order */
	size_t chapter_count;
	struct book_page *pages;       /* translated ones only */
	size_t page_count;
};

/* NULL where the book does not have it. */
const struct book_chapter *book_find_chapter(const struct report_book *book, const char *path);
const struct book_page *book_find_page(const struct report_book *book, const char *id);

#endif
