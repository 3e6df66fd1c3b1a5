/* SPDX-License-Identifier: BSD-2-Clause */
/* What tutorials say, and the methods of a socket: two pages made of rows that pages cite, as the matrix is. */
#ifndef SOCKSPEC_HTML_TOLD_H
#define SOCKSPEC_HTML_TOLD_H

#include <stdbool.h>
#include <stddef.h>

struct cited;
struct err;
struct html;
struct html_case;
struct markup;
struct matrix;
struct report_requirement;
struct report_run;

/* True where the registry that the run brings has rows of this scheme: then there is the page. */
bool html_told_has(const struct report_run *run, const char *scheme);

/* The rows of one scheme, which stand together, as a matrix of their own. `markup` may be NULL where nothing is written. */
void html_told_find(struct matrix *matrix, const struct html *html, const struct report_run *run, const char *scheme,
	struct markup *markup);

/* A row's sentence, and what happens instead, in an element: in the language in use, else marked as English. */
void html_told_write_words(struct markup *markup, const char *element, const char *class_name,
	const struct report_requirement *row, bool instead);

/* What both pages begin with, up to the lead; a table with the names of its columns, to be said through _(). */
void html_told_begin(struct markup *markup, const struct html *html, const struct report_run *run, const char *path,
	const char *title, const char *lead);
void html_told_begin_table(struct markup *markup, const char *const *columns, size_t count);
void html_told_write_link(struct markup *markup, const char *page, const char *text);

/* Begins a link from a page that cites a claim or a method to its row; false, and nothing begun, where there is no such page. */
bool html_told_begin_row_link(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct cited *cited);

/* tutorials.html, methods.html: malloc'ed, the caller's. NULL with err. */
char *html_tutorials_make(const struct html *html, const struct report_run *run, struct err *err);
char *html_methods_make(const struct html *html, const struct report_run *run, struct err *err);

/* Both in a sentence each, for the index. */
void html_told_write_summary(struct markup *markup, const struct html *html, const struct report_run *run);

#endif
