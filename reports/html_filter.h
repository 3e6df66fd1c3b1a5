/* SPDX-License-Identifier: BSD-2-Clause */
/* What narrows a list of the report down: by verdict, by words, by chapter, call and requirement. */
#ifndef SOCKSPEC_HTML_FILTER_H
#define SOCKSPEC_HTML_FILTER_H

struct html;
struct markup;

/* Above the pages of the index; leaves nothing open. What it filters comes behind it, below the same parent. */
void html_filter_write(struct markup *markup, const struct html *html);

/* The search field of the matrix. `found` has %1 and %2 in it: how many rows of how many are left. */
void html_search_write(struct markup *markup, const char *found);

#endif
