/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What actors wrote on standard error. The built-in one does so where a signal came between calls; another one (--actor) may not be
 * what was meant, as where a library to be preloaded was not found and the calls of the system's own were judged.
 */
#ifndef SOCKSPEC_ACTOR_WORDS_H
#define SOCKSPEC_ACTOR_WORDS_H

#include "harness/base/str.h"

struct evidence;
struct result;

/* Zeroed at the beginning. */
struct actor_words {
	int results;      /* in how many an actor wrote anything */
	struct str first; /* of the first one: which, and its first line, as plain text */
};

/* `evidence` may be NULL. */
void actor_words_look(struct actor_words *words, const struct result *result, const struct evidence *evidence);

/* One line of plain text, in the language in use; nothing where no actor wrote anything. */
void actor_words_add(const struct actor_words *words, struct str *str);

void actor_words_free(struct actor_words *words);

#endif
