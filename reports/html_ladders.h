/* SPDX-License-Identifier: BSD-2-Clause */
/* The ladders of a case beside its lesson: one where all modes went the same way, else one a mode to choose from. */
#ifndef SOCKSPEC_HTML_LADDERS_H
#define SOCKSPEC_HTML_LADDERS_H

#include <stdbool.h>
#include <stddef.h>

struct html_case;
struct markup;

/* An <aside>; nothing where no mode has a ladder. */
void html_ladders_write(struct markup *markup, const struct html_case *html_case);

/* True where a mode's ladder stands beside the lesson; else one that stands there went the same way, and
   the page has no ladder of this one: nothing leads there. */
bool html_ladders_beside(const struct html_case *html_case, size_t mode);

#endif
