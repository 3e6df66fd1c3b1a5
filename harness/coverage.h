/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which entries of the registry are cited by which cases: a pure function of the registry and the pages. An entry
 * stands once, under its own id, whatever spelling a page cites it by.
 */
#ifndef SOCKSPEC_COVERAGE_H
#define SOCKSPEC_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/case/case.h"
#include "harness/case/registry.h"

struct arena;
struct err;

enum coverage_state {
	COVERAGE_COVERED,  /* a case cites it, also where the registry says that it cannot be observed */
	COVERAGE_UNCOVERED,
	COVERAGE_UNSHOWABLE /* no case cites it, and it cannot be observed from outside */
};
#define COVERAGE_STATE_COUNT 3

struct coverage_row {
	const struct registry_entry *entry;
	const char *section;     /* the entry's; of a claim the call of the behaviour that settles it */
	enum coverage_state state;
	const char **cases;      /* ids, in the order of the pages, each once */
	size_t case_count, case_capacity;
	int place;               /* of its section among those of its document, in the order of the registry */
};

struct coverage_document {
	const char *name;        /* the entries' document: "RFC 9293", "behaviour" */
	const char *title;       /* for people: "RFC 9293", "Behaviours" */
	size_t first, count;     /* its rows */
	size_t states[COVERAGE_STATE_COUNT];
};

struct coverage {
	struct arena *arena;
	struct coverage_row *rows; /* by document, by section */
	size_t count;
	struct coverage_document *documents;
	size_t document_count, document_capacity;
	size_t states[COVERAGE_STATE_COUNT];
	size_t core[COVERAGE_STATE_COUNT]; /* of the behaviours that at least three others check */
};

/*
 * What the words name, or everything where there are none. A word is a document ("RFC 9293", "rfc9293",
 * "behaviour"), "core" (the behaviours that at least three others check), a call ("connect": all that is about it), an
 * entry with its scheme ("rfc9293:MUST-14", "posix:recv#MSG_PEEK"), or an id alone, which may name entries of several
 * schemes. Pages may be NULL. Returns NULL with err where a word names nothing; else the caller's, independent of the
 * pages, for coverage_free.
 */
struct coverage *coverage_make(struct case_page *const *pages, size_t page_count, char *const *words, int word_count,
	struct err *err);
void coverage_free(struct coverage *coverage); /* NULL is fine */

/* "covered", "uncovered", "cannot be shown" */
const char *coverage_state_name(enum coverage_state state);

/* What stands as the level: of a claim how it fares, "prose" where a text has none of the words, "-" of a behaviour. */
const char *coverage_level(const struct registry_entry *entry);

/* Why it cannot be shown, where it cannot. */
const char *coverage_why(const struct registry_entry *entry);

/* What a document that is none is called by: "Behaviours", "Claims", "Methods"; else its name. */
const char *coverage_title(const char *document);

/* Inside coverage only. Marks what a word names, in the order of the registry; -1 with err where that is nothing. */
int coverage_select(bool *wanted, const char *word, struct err *err);

#endif
