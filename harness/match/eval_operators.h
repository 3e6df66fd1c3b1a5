/* SPDX-License-Identifier: BSD-2-Clause */
/* Operators over numbers, for eval.c. 0, or -1 with err where there is no result. */
#ifndef SOCKSPEC_EVAL_OPERATORS_H
#define SOCKSPEC_EVAL_OPERATORS_H

#include <stdint.h>

#include "harness/case/case.h"

struct err;

int eval_operators_unary(enum node_op op, int64_t value, int64_t *number, struct err *err);

/* && and || are not among them: they need not look at both sides. */
int eval_operators_binary(enum node_op op, int64_t left, int64_t right, int64_t *number, struct err *err);

#endif
