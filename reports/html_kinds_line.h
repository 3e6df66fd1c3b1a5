/* SPDX-License-Identifier: BSD-2-Clause */
/* What html_kinds.c puts into its columns: the statements of a fence, one after the other, each with the kinds that play it. */
#ifndef SOCKSPEC_HTML_KINDS_LINE_H
#define SOCKSPEC_HTML_KINDS_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/html_kinds.h"

/* One statement, or a line that is none. */
struct kinds_line {
	const char *text;          /* in the page */
	size_t length;
	int line, end_line;        /* of the page */
	bool of[HTML_KINDS];       /* it is a statement of this kind */
};

/* What begins at a line of `text`, which is the page's line `number`: a statement with all its lines, or one line that is none. */
struct kinds_line kinds_read(const struct html_case kinds[HTML_KINDS], const char *text, int number);

/* Leaves the statement without the kind in front of it. */
void kinds_strip(struct kinds_line *line);

/* Up to the first argument, stripped: the same call, of the same socket. */
bool kinds_same_call(const struct kinds_line *a, const struct kinds_line *b);

/* The same call with another result. */
bool kinds_differ(const struct kinds_line *a, const struct kinds_line *b);

#endif
