/* SPDX-License-Identifier: BSD-2-Clause */
/* Expressions and observed values in the look of the script. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/names/names.h"

/* Bytes beyond this are cut in what is printed; they are compared as a whole all the same. */
#define PRINT_BYTES_MOST 256

void eval_functions(const struct node *node, void (*found)(const struct node *call, void *context),
	void *context)
{
	if (node == NULL)
		return;
	if (node->kind == NODE_CALL && case_function_is_evidence(node->text))
		found(node, context);
	eval_functions(node->left, found, context);
	eval_functions(node->right, found, context);
	for (size_t i = 0; i < node->count; i++)
		eval_functions(node->items[i], found, context);
}

static const char *op_text(enum node_op op)
{
	switch (op) {
	case OP_NONE: return "";
	case OP_OR: return " || ";
	case OP_AND: return " && ";
	case OP_EQ: return " == ";
	case OP_NE: return " != ";
	case OP_LT: return " < ";
	case OP_LE: return " <= ";
	case OP_GT: return " > ";
	case OP_GE: return " >= ";
	case OP_BIT_OR: return "|";
	case OP_BIT_AND: return " & ";
	case OP_ADD: return " + ";
	case OP_SUB: return " - ";
	case OP_MUL: return " * ";
	case OP_DIV: return " / ";
	case OP_MOD: return " % ";
	case OP_NOT: return "!";
	case OP_NEG: return "-";
	case OP_BIT_NOT: return "~";
	case OP_BECOMES: return " => ";
	}
	return "";
}

/* How tightly an operator binds, in C's order. */
static int op_strength(enum node_op op)
{
	switch (op) {
	case OP_BECOMES: return 0;
	case OP_OR: return 1;
	case OP_AND: return 2;
	case OP_BIT_OR: return 3;
	case OP_BIT_AND: return 4;
	case OP_EQ: case OP_NE: return 5;
	case OP_LT: case OP_LE: case OP_GT: case OP_GE: return 6;
	case OP_ADD: case OP_SUB: return 7;
	case OP_MUL: case OP_DIV: case OP_MOD: return 8;
	case OP_NONE: case OP_NOT: case OP_NEG: case OP_BIT_NOT: return 9;
	}
	return 9;
}

static void print_at(struct str *str, const struct node *node, int strength);

static void print_items(struct str *str, const struct node *node)
{
	for (size_t i = 0; i < node->count; i++) {
		if (i > 0)
			str_add(str, ", ");
		if (node->kind == NODE_STRUCT && node->item_names != NULL && node->item_names[i] != NULL)
			str_addf(str, "%s=", node->item_names[i]);
		print_at(str, node->items[i], 0);
	}
}

static void print_at(struct str *str, const struct node *node, int strength)
{
	int own;

	switch (node->kind) {
	case NODE_ANY:
		str_add(str, "...");
		return;
	case NODE_NULL:
		str_add(str, "NULL");
		return;
	case NODE_INT:
		str_addf(str, "%" PRId64, node->number);
		return;
	case NODE_CONST:
	case NODE_NAME:
		str_add(str, node->text);
		return;
	case NODE_STRING:
		str_add_quoted(str, node->bytes, node->length, PRINT_BYTES_MOST);
		return;
	case NODE_ADDRESS:
		if (node->quoted)
			str_add_quoted(str, node->text, strlen(node->text), 0);
		else
			str_add(str, node->text);
		if (node->left != NULL) {
			str_add(str, ":");
			print_at(str, node->left, 9);
		}
		return;
	case NODE_ARRAY:
		str_add(str, "[");
		print_items(str, node);
		str_add(str, "]");
		return;
	case NODE_STRUCT:
		str_add(str, "{");
		print_items(str, node);
		str_add(str, "}");
		return;
	case NODE_CALL:
		str_addf(str, "%s(", node->text);
		print_items(str, node);
		str_add(str, ")");
		return;
	case NODE_UNARY:
		str_add(str, op_text(node->op));
		print_at(str, node->left, 9);
		return;
	case NODE_BINARY:
		own = op_strength(node->op);
		if (own < strength)
			str_add(str, "(");
		print_at(str, node->left, own);
		str_add(str, op_text(node->op));
		/* Operators join to the left: a - (b - c) keeps its parentheses. */
		print_at(str, node->right, own + 1);
		if (own < strength)
			str_add(str, ")");
		return;
	}
}

void eval_print_node(struct str *str, const struct node *node)
{
	print_at(str, node, 0);
}

/* The first constant in an expression: its group says what numbers in its place are called. */
static const struct node *first_constant(const struct node *node)
{
	const struct node *found;

	if (node == NULL || node->kind == NODE_CONST)
		return node;
	if (node->kind != NODE_BINARY && node->kind != NODE_UNARY)
		return NULL;
	found = first_constant(node->left);
	return found != NULL ? found : first_constant(node->right);
}

static bool print_as_name(struct str *str, const struct node *expected, int64_t observed)
{
	const struct node *constant = first_constant(expected);
	int64_t number;

	if (constant == NULL)
		return false;
	for (int group = 0; group < NAMES_GROUP_COUNT; group++) {
		const char *name;

		if (!names_find_in((enum names_group)group, constant->text, &number))
			continue;
		name = names_of((enum names_group)group, observed);
		if (name != NULL)
			str_add(str, name);
		else if (expected->kind == NODE_BINARY || group == NAMES_POLL || group == NAMES_MSG ||
			group == NAMES_OPEN)
			names_add_flags(str, (enum names_group)group, observed);
		else
			return false;
		return true;
	}
	return false;
}

void eval_print_like(struct str *str, const struct node *expected, const struct value *observed)
{
	if (expected == NULL) {
		value_print(str, observed, PRINT_BYTES_MOST);
		return;
	}
	if (expected->kind == NODE_ARRAY && observed->kind == VALUE_ARRAY) {
		str_add(str, "[");
		for (size_t i = 0; i < observed->count; i++) {
			const struct node *item = i < expected->count ? expected->items[i] :
				expected->count > 0 ? expected->items[expected->count - 1] : NULL;

			if (i > 0)
				str_add(str, ", ");
			eval_print_like(str, item, observed->items[i]);
		}
		str_add(str, "]");
		return;
	}
	if (expected->kind == NODE_BINARY && expected->op == OP_BECOMES) {
		eval_print_node(str, expected->left);
		str_add(str, " => ");
		eval_print_like(str, expected->right, observed);
		return;
	}
	if (expected->kind == NODE_STRUCT && expected->item_names != NULL &&
		observed->kind == VALUE_STRUCT) {
		/* Only the fields that are spoken of: the others are not what anyone asked for. */
		str_add(str, "{");
		for (size_t i = 0; i < expected->count; i++) {
			const char *name = expected->item_names[i];
			const struct value *field = name == NULL ? NULL : value_field(observed, name);

			str_addf(str, "%s%s=", i > 0 ? ", " : "", name == NULL ? "" : name);
			if (field == NULL)
				str_add(str, "nothing");
			else if (expected->items[i]->kind == NODE_NAME)
				eval_print_node(str, expected->items[i]);
			else
				eval_print_like(str, expected->items[i], field);
		}
		str_add(str, "}");
		return;
	}
	if (observed->kind == VALUE_INT && print_as_name(str, expected, observed->number))
		return;
	value_print(str, observed, PRINT_BYTES_MOST);
}
