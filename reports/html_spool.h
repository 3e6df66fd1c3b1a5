/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The fragments of a report until its pages are put together: in a file without a name, since those of a thousand cases in every
 * language are larger than a report's memory should be.
 */
#ifndef SOCKSPEC_HTML_SPOOL_H
#define SOCKSPEC_HTML_SPOOL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct arena;
struct err;
struct html_parts;

#define HTML_SPOOL_PARTS 4 /* as many as struct html_parts has */

/* Where one mode's are. All zero: there are none. */
struct html_kept {
	int64_t at;
	size_t lengths[HTML_SPOOL_PARTS];
};

/* In this folder (NULL: that of temporary files), and gone when it is closed. NULL with err. */
FILE *html_spool_open(const char *folder, struct err *err);

int html_spool_put(FILE *spool, const struct html_parts *parts, struct html_kept *kept, struct err *err); /* 0 or -1 */
int html_spool_get(FILE *spool, const struct html_kept *kept, struct arena *arena, struct html_parts *parts,
	struct err *err);

#endif
