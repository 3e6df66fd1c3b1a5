/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Expressions of a script -> values, given what its names stand for. Pure: what a function such as
 * state(s) gives is looked up in a sample that the player took.
 */
#ifndef SOCKSPEC_EVAL_H
#define SOCKSPEC_EVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/match/env.h"

struct err;
struct str;

/*
 * The value of `node`. NULL with err where a name is not bound (err says which: the step cannot be
 * reached) or the kinds do not fit. `sample` may be NULL where no functions of evidence occur.
 */
struct value *eval_node(const struct env *env, const struct node *node, const struct value *sample,
	struct err *err);

/* The same for a number; -1 with err where it is none. */
int eval_number(const struct env *env, const struct node *node, const struct value *sample,
	int64_t *number, struct err *err);

/* The number that a value stands for (INT; SYMBOL by its names, states of TCP among them). False: none. */
bool eval_value_number(const struct value *value, int64_t *number);

/* Calls `found` for every NODE_CALL of a function of evidence (state, queued, ...) below `node`. */
void eval_functions(const struct node *node, void (*found)(const struct node *call, void *context),
	void *context);

/* The node as its source would be written: "state(s)", "0 < n && n < 10". */
void eval_print_node(struct str *str, const struct node *node);

/* Adds an observed value in the look of what was expected of it: 11 as EAGAIN where a name of errno stands. */
void eval_print_like(struct str *str, const struct node *expected, const struct value *observed);

/*
 * Whether an observed value is what `expected` describes: ANY fits all, an unbound name fits all (and
 * is bound by env_absorb), constants compare by number, strings by bytes, an array item by item, of a
 * structure the named fields. Where it does not, *why says the place and both sides in words.
 */
bool eval_fits(const struct env *env, const struct node *expected, const struct value *observed,
	struct str *why);

#endif
