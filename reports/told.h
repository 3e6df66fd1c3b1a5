/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is taught, decided by a run: a claim fares here as the registry says where the pages that cite it passed, and
 * not as written where one of them did not. Nothing is decided without a run. Pure; nothing is copied.
 */
#ifndef SOCKSPEC_TOLD_H
#define SOCKSPEC_TOLD_H

#include <stdbool.h>
#include <stddef.h>

struct report_requirement;
struct result;

enum told_verdict {
	TOLD_HOLDS_NOT,  /* refuted, and its pages passed */
	TOLD_DEPENDS,
	TOLD_HOLDS,
	TOLD_OTHERWISE,  /* a page that shows it did not pass: not as the registry has it */
	TOLD_UNDECIDED,  /* not played, skipped, or not conclusive */
	TOLD_COUNT
};

/* What results there were, from the one that weighs least: with one of them a claim is none of what stands before. */
enum told_weight { TOLD_NONE, TOLD_SKIPPED, TOLD_PASSED, TOLD_UNCLEAR, TOLD_FAILED };

struct told_sum {
	enum told_weight weight;
};

/* Takes a result of a page that cites the claim. True where it weighs more than all before: then its reason is the one to tell. */
bool told_sum_add(struct told_sum *sum, const struct result *result);

/* `row` is a claim's. */
enum told_verdict told_decide(const struct told_sum *sum, const struct report_requirement *row);

/* For programs: "holds", "does not hold", "depends", "not as written", "not decided". */
const char *told_verdict_key(enum told_verdict verdict);

/* For people, to be said through _(): "holds here". */
extern const char *const told_verdict_words[TOLD_COUNT];

bool told_cites(const struct result *result, const struct report_requirement *row);

/* Claims stand together by subject, in this order; NULL ends. Of the registry, and for people, to be said through _(). */
struct told_subject {
	const char *id, *title;
};
extern const struct told_subject told_subjects[];

#endif
