/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The words that pages use, each with our own sentence and the text that defines it: registry/glossary.tsv, compiled
 * in (docs/registry.md). Pure; everything lives as long as the program.
 */
#ifndef SOCKSPEC_GLOSSARY_H
#define SOCKSPEC_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/base/lang.h"

enum glossary_kind { GLOSSARY_FLAG, GLOSSARY_STATE, GLOSSARY_WORD, GLOSSARY_ERROR };
#define GLOSSARY_KIND_COUNT 4

struct glossary_entry {
	const char *id;                /* of its place on the page: "time-wait" */
	enum glossary_kind kind;
	const char *const *names;      /* the term and its other spellings; NULL ends */
	const char *term[LANG_COUNT];  /* NULL where there is no translation */
	const char *text[LANG_COUNT];  /* a sentence or two */
	const char *source, *link;     /* "RFC 9293, section 3.6", https */
};

extern const struct glossary_entry glossary_table[]; /* by kind */
extern const size_t glossary_count;

/* By its id or any of its names; NULL. */
const struct glossary_entry *glossary_find(const char *word);

const char *glossary_term(const struct glossary_entry *entry); /* in the language in use, else in English */
const char *glossary_text(const struct glossary_entry *entry);

/*
 * Calls `found` for each place in a page's Markdown where an entry is named: words in its prose, and in its scripts
 * flags, states and errors.
 */
void glossary_scan(const char *page, void (*found)(const struct glossary_entry *entry, void *context), void *context);

#endif
