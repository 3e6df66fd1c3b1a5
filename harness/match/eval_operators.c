/* SPDX-License-Identifier: BSD-2-Clause */
/* Operators over numbers, with overflow and division by zero as errors. */
#include "config.h"

#include "harness/base/err.h"
#include "harness/match/eval_operators.h"

int eval_operators_unary(enum node_op op, int64_t value, int64_t *number, struct err *err)
{
	switch (op) {
	case OP_NOT:
		*number = value == 0;
		return 0;
	case OP_BIT_NOT:
		*number = ~value;
		return 0;
	case OP_NEG:
		if (__builtin_sub_overflow(INT64_C(0), value, number))
			return err_set(err, "the number is too large");
		return 0;
	case OP_NONE: case OP_OR: case OP_AND: case OP_EQ: case OP_NE: case OP_LT: case OP_LE:
	case OP_GT: case OP_GE: case OP_BIT_OR: case OP_BIT_AND: case OP_ADD: case OP_SUB:
	case OP_MUL: case OP_DIV: case OP_MOD: case OP_BECOMES:
		break;
	}
	return err_set(err, "an operator that takes two values stands before one");
}

int eval_operators_binary(enum node_op op, int64_t left, int64_t right, int64_t *number,
	struct err *err)
{
	bool overflow = false;

	switch (op) {
	case OP_EQ: *number = left == right; return 0;
	case OP_NE: *number = left != right; return 0;
	case OP_LT: *number = left < right; return 0;
	case OP_LE: *number = left <= right; return 0;
	case OP_GT: *number = left > right; return 0;
	case OP_GE: *number = left >= right; return 0;
	case OP_BIT_OR: *number = left | right; return 0;
	case OP_BIT_AND: *number = left & right; return 0;
	case OP_ADD: overflow = __builtin_add_overflow(left, right, number); break;
	case OP_SUB: overflow = __builtin_sub_overflow(left, right, number); break;
	case OP_MUL: overflow = __builtin_mul_overflow(left, right, number); break;
	case OP_DIV:
	case OP_MOD:
		if (right == 0)
			return err_set(err, "division by zero");
		if (right == -1)
			overflow = op == OP_DIV && left == INT64_MIN;
		if (!overflow)
			*number = op == OP_DIV ? left / right : right == -1 ? 0 : left % right;
		break;
	case OP_NONE: case OP_OR: case OP_AND: case OP_NOT: case OP_NEG: case OP_BIT_NOT:
	case OP_BECOMES:
		return err_set(err, "an operator stands where it means nothing");
	}
	return overflow ? err_set(err, "the number is too large") : 0;
}
