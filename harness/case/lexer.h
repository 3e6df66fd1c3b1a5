/* SPDX-License-Identifier: BSD-2-Clause */
/* The scanner of one fence, made by flex. Inside harness/case only. */
#ifndef SOCKSPEC_LEXER_H
#define SOCKSPEC_LEXER_H

#include "harness/case/script.h"

/* The caller's, for lexer_close. Tokens come from the script's fence. */
void *lexer_open(struct script *script);
void lexer_close(void *scanner);

/*
 * After a syntax error: passes over what is left of the statement, so that the next one is read again. Not to
 * be called where the token that was wrong is the end of the statement itself.
 */
void lexer_skip_statement(void *scanner);

#endif
