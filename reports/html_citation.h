/* SPDX-License-Identifier: BSD-2-Clause */
/* What a page cites, in its prose and below it. */
#ifndef SOCKSPEC_HTML_CITATION_H
#define SOCKSPEC_HTML_CITATION_H

struct cited;
struct html;
struct html_case;
struct markup;

/* Begins the link to what is cited; `index` is its place among the citations, from 0. The caller ends it. */
void html_citation_begin(struct markup *markup, const struct cited *cited, int index);

/* What its kind is called: "behaviour", in the language in use, or the name of its document. Lives as long as `cited`. */
const char *html_citation_kind(const struct cited *cited);

/* What it says, in the language in use, else marked as English. */
void html_citation_write_words(struct markup *markup, const struct cited *cited);

/* "MUST", or how a claim fares, behind the link. */
void html_citation_write_level(struct markup *markup, const struct cited *cited);

/* The list: every citation once, also where a page links to it several times. Nothing where it cites nothing. */
void html_citations_write(struct markup *markup, const struct html *html, const struct html_case *html_case);

#endif
