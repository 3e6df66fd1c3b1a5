/* SPDX-License-Identifier: BSD-2-Clause */
/* Several lessons one after the other in one page, to be read in a row or printed. */
#ifndef SOCKSPEC_HTML_JOIN_H
#define SOCKSPEC_HTML_JOIN_H

#include "reports/html.h"

struct str;

/*
 * Adds a fragment that a markup has made, so that it can stand beside others: every id, and every reference to one, gets
 * the prefix in front, and headings become one level lower. Text is left as it is.
 */
void html_join_add(struct str *str, const char *fragment, const char *prefix);

/* All cases of the report, in reading order, with the introductions of their chapters. Malloc'ed, the caller's; NULL with err. */
char *html_join_make(const struct html *html, const struct report_run *run, struct err *err);

#endif
