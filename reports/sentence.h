/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sentences of results and evidence in the language in use. They are made in English where a play is recorded and judged, and
 * stored so; here they are known again by their form, "%s took %s, and was to return within %s", and said through _(). What
 * stands in their holes is known again in the same way, else it stays as it is: names, numbers, packets, bytes.
 */
#ifndef SOCKSPEC_SENTENCE_H
#define SOCKSPEC_SENTENCE_H

#include <stddef.h>

struct arena;
struct markup;

/* Where a form may stand. What only stands in holes is never a whole sentence, and a side of a finding is mostly no sentence at all. */
enum sentence_kind {
	SENTENCE_WHOLE = 1, /* what was found, a hint, a reason */
	SENTENCE_SIDE = 2,  /* what was expected or observed, where no statement says it: "nothing more" */
	SENTENCE_FIELD = 4, /* the name of what differs: "bytes" */
	SENTENCE_PART = 8
};

struct sentence_form {
	unsigned kinds;
	const char *text; /* %s is a hole for any words, %d for one without spaces */
};

/* What plays and judgements say, with holes and without, and what the baseline says of Linux. The first that fits is taken; a text of NULL ends. */
extern const struct sentence_form sentence_forms[];
extern const struct sentence_form sentence_fixed[];
extern const struct sentence_form sentence_known[];

/* In the arena. NULL where the language in use is English, or nothing fits: then the text stays English. NULL is fine. */
const char *sentence_translate(struct arena *arena, enum sentence_kind kind, const char *text);

/* The same, or the text itself; NULL stays NULL. */
const char *sentence_say(struct arena *arena, enum sentence_kind kind, const char *text);

/* In an element, which says so where the text stays English in a page of another language. */
void sentence_write(struct markup *markup, const char *element, const char *class_name, enum sentence_kind kind,
	const char *text);

#endif
