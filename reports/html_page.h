/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of a case's page that the lesson has in it. */
#ifndef SOCKSPEC_HTML_PAGE_H
#define SOCKSPEC_HTML_PAGE_H

struct err;
struct html;
struct html_case;
struct markup;

/* Verdicts and reasons, which stand below the title. */
void html_page_write_status(struct markup *markup, const struct html_case *html_case);

/* The lesson with its ladders and citations, as a fragment: malloc'ed, the caller's. NULL with err. */
char *html_page_make_lesson(const struct html *html, const struct html_case *html_case, struct err *err);

#endif
