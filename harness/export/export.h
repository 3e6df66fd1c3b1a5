/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A page as a program of its own, in C or in Python: what a student would write to see the same. Pure functions from a
 * case to text. Both hosts of the page are one process over the loopback addresses; what a page launches is an
 * argument of the program; what it says of packets becomes comments; what it expects is checked and printed, one
 * line a step.
 */
#ifndef SOCKSPEC_EXPORT_H
#define SOCKSPEC_EXPORT_H

#include <stdbool.h>

struct arena;
struct case_page;
struct str;

enum export_language { EXPORT_C, EXPORT_PYTHON };

/*
 * Adds the program to `program` and returns NULL; or, where the page cannot be one in that language, adds nothing and
 * returns why in one clause that can stand behind a colon, which is static and in English: _() says it in another language. The page must be one without mistakes.
 */
const char *export_program(struct str *program, const struct case_page *page, enum export_language language,
	struct arena *arena);

/* The same without the program: NULL where it can be exported. */
const char *export_reason(const struct case_page *page, enum export_language language, struct arena *arena);

/* "peek-leaves-data-queued.c": what the program's file is called. In the arena. */
const char *export_file_name(const struct case_page *page, enum export_language language, struct arena *arena);

#endif
