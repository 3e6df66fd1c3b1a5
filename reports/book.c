/* SPDX-License-Identifier: BSD-2-Clause */
/* Looking things up in the book. */
#include "config.h"

#include <string.h>

#include "reports/book.h"

const struct book_chapter *book_find_chapter(const struct report_book *book, const char *path)
{
	size_t i;

	for (i = 0; book && i < book->chapter_count; i++) {
		if (strcmp(book->chapters[i].path, path) == 0)
			return &book->chapters[i];
	}
	return NULL;
}

const struct book_page *book_find_page(const struct report_book *book, const char *id)
{
	size_t i;

	for (i = 0; book && i < book->page_count; i++) {
		if (strcmp(book->pages[i].id, id) == 0)
			return &book->pages[i];
	}
	return NULL;
}
