/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings as plain text, in the manner of compilers: the place, the line, a caret, both sides. */
#ifndef SOCKSPEC_EXPLAIN_H
#define SOCKSPEC_EXPLAIN_H

#include "harness/judge/verdict.h"

struct evidence;
struct str;

/* One finding; every line begins with `indent`. `evidence` may be NULL: then without the source line. */
void explain_finding(struct str *str, const struct result *result, const struct finding *finding,
	const struct evidence *evidence, const char *indent);

enum explain_extent {
	EXPLAIN_WHOLE,  /* each finding */
	EXPLAIN_FIRST   /* those up to the one that decides the verdict; of several behind it one line each */
};

/*
 * The findings of a result, the steps that were not reached, what the page cites, and how to play this case alone.
 * `command` is the run's command line, NULL where it is not known.
 */
void explain_result(struct str *str, const struct result *result, const struct evidence *evidence,
	const char *command, const char *indent, enum explain_extent extent);

#endif
