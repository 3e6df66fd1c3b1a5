/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the scanner does besides finding tokens. grammar.h stands in front of it, for the kinds and values.
 * Inside harness/case only.
 */
#ifndef SOCKSPEC_TOKEN_H
#define SOCKSPEC_TOKEN_H

#include "harness/case/script.h"

/* The scanner has passed `length` bytes: where they stand. And takes that back. */
void token_place(struct script *script, struct where *where, const char *text, size_t length);
void token_unplace(struct script *script, const struct where *where, size_t length);

/* A token of this kind is told to the parser; returns the kind. */
int token_make(struct script *script, const struct where *where, int kind);
int token_newline(struct script *script, const struct where *where);

/* Whether only blanks or a comment follow on this line, outside of brackets. */
bool token_ends_line(const struct script *script);

/* Whether a statement that had a mistake in it goes on in the next line. */
bool token_goes_on(const struct script *script);

/* The kind of a word, by what it is and what follows it. `first`: it may be the statement's first. */
int token_word(struct script *script, const char *text, size_t length, bool first,
	union GRAMMAR_STYPE *value);

/* Whether the word and the colon behind it name the kind that a line is of. */
bool token_is_side(const struct script *script, const char *word);

/* The words of what the wire is told, which are names elsewhere: whether one begins, and the kind of a later one, 0. */
bool token_is_action(const struct script *script, const char *word);
int token_order_word(const struct script *script, const char *word);

/* The kind of a word that begins one of a packet's header fields; 0, with the mistake reported, where there is none. */
int token_header_word(struct script *script, const struct where *where, const char *word);

/* Whether the + that was just read is the one behind a fragment, and no operator. */
bool token_ends_header(const struct script *script);

/* False, with the mistake reported, where brackets are too deep. */
bool token_open_bracket(struct script *script, const struct where *where, char mark);
void token_close_bracket(struct script *script);

/* What a literal with its quotes, or the flags of a TCP packet, stand for. False where there is a mistake. */
bool token_string(struct script *script, const struct where *where, const char *text, size_t length,
	struct script_bytes *bytes);
bool token_flags(struct script *script, const struct where *where, const char *text, size_t length,
	unsigned *flags);

#endif
