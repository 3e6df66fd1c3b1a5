/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From a page's text to a case. Knows text only: no files, no clock, no network.
 *
 * Mistakes are collected, as a compiler does, so that one run of `sockspec check` shows them all.
 */
#ifndef SOCKSPEC_PARSE_H
#define SOCKSPEC_PARSE_H

#include <stddef.h>
#include <stdio.h>

#include "harness/case/case.h"

enum diagnostic_kind { DIAGNOSTIC_ERROR, DIAGNOSTIC_WARNING, DIAGNOSTIC_NOTE };

struct diagnostic {
	enum diagnostic_kind kind;
	struct where where;
	char *text; /* what was found and what was expected */
};

struct diagnostics {
	struct diagnostic *items;
	size_t count, capacity;
	size_t errors; /* how many of them are errors */
};

void diagnostics_init(struct diagnostics *list);
void diagnostics_free(struct diagnostics *list);
void diagnostics_add(struct diagnostics *list, enum diagnostic_kind kind, struct where where,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Puts them into the page's order; notes stay below what they explain. */
void diagnostics_sort(struct diagnostics *list);

/* Each as "file:line:column: error: text", the page's line, and a caret under the place. */
void diagnostics_print(const struct diagnostics *list, const char *path, const char *text, FILE *out);

/*
 * Parses and checks a page: syntax, calls, constants, kinds of server, names used before they
 * exist, argument counts and kinds, packet lines that can never be reached, citations, filters.
 * `path` stands in messages, `id` is the case's. Returns the page even where there are errors in it
 * as far as it could be read; it must only be played if list->errors is 0. Free with case_free.
 */
struct case_page *case_parse(const char *path, const char *id, const char *text, size_t length,
	struct diagnostics *list);

void case_free(struct case_page *page); /* NULL is fine */

#endif
