/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copies of a page in each of which one expected value was changed to a wrong one of the same kind. They are made
 * from the page's text by the places that its nodes know; whether they can be read is for who parses them.
 */
#ifndef SOCKSPEC_MUTANT_H
#define SOCKSPEC_MUTANT_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/case/case.h"

/* One change. `from` and `to` are malloc'ed and belong to the list. */
struct mutant {
	const struct step *step;   /* whose line the finding must be at */
	struct where where;        /* what was changed */
	size_t begin, end;         /* the same in bytes of the page */
	char *from, *to;
	const char *what;          /* "the result" */
	bool may_bind;             /* a name: where it is bound here, no value is expected, and the change is no page */
	int drops;                 /* the step that is not there any more; -1 */
};

struct mutants {
	const struct case_page *page;
	struct mutant *items;
	size_t count, capacity;
};

/* All changes of a page. */
void mutants_make(struct mutants *mutants, const struct case_page *page);
void mutants_free(struct mutants *mutants);

/* The page's text with the change made, malloc'ed; its length in *length. */
char *mutant_text(const struct mutants *mutants, const struct mutant *mutant, size_t *length);

/* ---- for the files of this folder ---- */

/* Adds a change of a place to a text printed as by printf. */
struct mutant *mutant_add(struct mutants *mutants, const struct step *step, const struct where *where, const char *what,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The page's text at a place, malloc'ed. */
char *mutant_source(const struct mutants *mutants, const struct where *where);

/* From the first byte of one place to the last of another. */
struct where mutant_span(const struct where *from, const struct where *to);

/* mutant_value.c: an expected value, whatever its kind. */
void mutant_value(struct mutants *mutants, const struct step *step, const struct node *node, const char *what);
void mutant_number(struct mutants *mutants, const struct step *step, const struct node *node, const char *what);
void mutant_flags(struct mutants *mutants, const struct step *step, const struct node *node, const char *what,
	const char *other, const char *another);
void mutant_argument(struct mutants *mutants, const struct step *step, size_t place);

/* mutant_packet.c */
void mutant_packet(struct mutants *mutants, const struct step *step);

#endif
