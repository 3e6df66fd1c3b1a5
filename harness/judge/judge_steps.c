/* SPDX-License-Identifier: BSD-2-Clause */
/* Assertions. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/judge/context.h"
#include "harness/match/eval.h"

/* Of joined conditions the first that does not hold. */
static const struct node *failing_part(struct judge *judge, const struct node *node,
	const struct value *sample)
{
	while (node->kind == NODE_BINARY && node->op == OP_AND) {
		struct err err;
		int64_t holds;

		err_init(&err);
		if (eval_number(&judge->env, node->left, sample, &holds, &err) == 0 && holds != 0)
			node = node->right;
		else
			node = node->left;
	}
	return node;
}

static bool says_itself(const struct node *node)
{
	return node->kind == NODE_INT || node->kind == NODE_CONST || node->kind == NODE_STRING ||
		(node->kind == NODE_UNARY && says_itself(node->left));
}

/* "state(s) == ESTABLISHED": one side of a comparison with what it was. */
static void add_side(struct judge *judge, struct str *str, const struct node *side,
	const struct node *like, const struct value *sample)
{
	struct err err;
	const struct value *value;

	if (side == NULL || says_itself(side))
		return;
	err_init(&err);
	value = eval_node(&judge->env, side, sample, &err);
	if (value == NULL)
		return;
	if (str->length > 0)
		str_add(str, ", ");
	eval_print_node(str, side);
	str_add(str, " == ");
	eval_print_like(str, like, value);
}

static void add_values(struct judge *judge, struct str *str, const struct node *node,
	const struct value *sample)
{
	if (node->kind == NODE_BINARY && node->op != OP_OR && node->op != OP_AND) {
		add_side(judge, str, node->left, node->right, sample);
		add_side(judge, str, node->right, node->left, sample);
	} else if (node->kind == NODE_BINARY) {
		add_values(judge, str, node->left, sample);
		add_values(judge, str, node->right, sample);
	} else if (node->kind == NODE_UNARY && node->op == OP_NOT) {
		add_values(judge, str, node->left, sample);
	} else {
		add_side(judge, str, node, NULL, sample);
	}
}

/* Where nothing of the play is in it: what the constants are here. */
static void add_constants(struct str *str, const struct node *node)
{
	if (node == NULL)
		return;
	if (node->kind == NODE_CONST)
		str_addf(str, "%s%s == %" PRId64, str->length > 0 ? ", " : "", node->text, node->number);
	add_constants(str, node->left);
	add_constants(str, node->right);
}

void judge_assert(struct judge *judge, const struct step *step, const struct step_record *record)
{
	const struct node *part;
	struct finding *finding;
	struct str left, right;
	struct err err;
	int64_t holds, late_ns;
	char late[32];

	err_init(&err);
	if (eval_number(&judge->env, step->expression, record->sample, &holds, &err) < 0) {
		judge_add(judge, VERDICT_ERROR, step, &step->expression->where,
			"the assertion could not be worked out: %s", err.text);
		return;
	}
	part = holds != 0 ? step->expression : failing_part(judge, step->expression, record->sample);
	str_init(&left);
	str_init(&right);
	eval_print_node(&left, part);
	add_values(judge, &right, part, record->sample);
	if (right.length > 0)
		judge->result->steps[step->index].observed =
			arena_strdup(judge->arena, str_text(&right));
	else
		add_constants(&right, part);
	if (holds == 0) {
		late_ns = judge_measured_late(judge, step, record);
		finding = judge_add(judge, late_ns > 0 ? VERDICT_INCONC : VERDICT_FAIL, step, &part->where,
			"%s does not hold%s%s%s%s", str_text(&left), right.length > 0 ? ": " : "", str_text(&right),
			late_ns > 0 ? "; but the kernel has measured the wire's own lateness too, of " : "",
			late_ns > 0 ? clock_format(late_ns, late) : "");
		judge_say_sides(judge, finding, str_text(&left), str_text(&right));
		judge_add_difference(judge, finding, NULL, str_text(&left), str_text(&right));
		if (record->timed_out)
			finding->hint = "it was looked at again and again until the deadline";
	}
	str_free(&left);
	str_free(&right);
}
