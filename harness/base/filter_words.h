/* SPDX-License-Identifier: BSD-2-Clause */
/* A filter's text, word by word: which words it has, and the same text with some of them replaced. */
#ifndef SOCKSPEC_FILTER_WORDS_H
#define SOCKSPEC_FILTER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct str;

/*
 * Refuses every word that is not one of libpcap's language, `client` or `server`: libpcap would look it up
 * as the name of a host, a network or a service, on the network perhaps. 0 or -1.
 */
int filter_words_check(const char *text, struct err *err);

bool filter_words_has(const char *text, const char *word);

/* True where `word` stands there with a [ behind it. */
bool filter_words_index(const char *text, const char *word);

/*
 * Adds the text with words replaced. `replace` gets a word (not NUL-terminated) and adds what shall stand
 * in its place; false: the word stays.
 */
typedef bool filter_replace_fn(void *context, const char *word, size_t length, struct str *out);
void filter_words_replace(const char *text, filter_replace_fn *replace, void *context,
	struct str *out);

#endif
