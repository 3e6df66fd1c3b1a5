/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is known to differ from a standard on a system: one deviation a line, tab-separated:
 *
 *	case-id[/mode]	line	observed	since	reason
 *
 * `observed` is what stands instead at that line of the page, as the report shows it. # begins a comment.
 */
#ifndef SOCKSPEC_BASELINE_H
#define SOCKSPEC_BASELINE_H

#include <stddef.h>

struct err;

struct deviation {
	const char *case_id;
	const char *mode;     /* NULL: all */
	int line;
	const char *observed;
	const char *since, *reason;
};

struct baseline;

/* `path` stands in messages. NULL with err (file, line, column, text). */
struct baseline *baseline_parse(const char *path, const char *text, size_t length, struct err *err);
void baseline_free(struct baseline *baseline);

/* The deviations of a case, one after the other: pass NULL, then the last one. NULL at the end. */
const struct deviation *baseline_next(const struct baseline *baseline, const char *case_id,
	const char *mode, const struct deviation *last);

#endif
