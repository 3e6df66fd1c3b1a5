/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The Markdown of a page: its title, its fences and its citations. Inside harness/case only.
 */
#ifndef SOCKSPEC_PAGE_H
#define SOCKSPEC_PAGE_H

#include <stddef.h>

#include "harness/case/case.h"
#include "harness/case/parse.h"

#define PAGE_SIZE_MOST (1024 * 1024)
#define PAGE_FENCES_MOST 1000
#define PAGE_CITATIONS_MOST 1000

/* The script of one fence: bytes [begin, end) of the page's text, beginning in column 1 of `line`. */
struct page_script {
	size_t begin, end;
	int line;
};

/*
 * Fills in title, fences (without their steps) and citations. *scripts gets one entry a fence, in
 * the page's arena. 0, also where there were mistakes; 1 where a fence had to be left out; -1 where the
 * text is no page at all.
 */
int page_read(struct case_page *page, struct page_script **scripts, struct diagnostics *list);

/* The same of a page that need not have a script: a chapter's introduction, a translation. */
int page_read_prose(struct case_page *page, struct page_script **scripts, struct diagnostics *list);

/* The place of the bytes [begin, end) of a page's text. Walks the text up to there. */
struct where page_where(const struct case_page *page, size_t begin, size_t end);

#endif
