/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether expressions are of the kind that their place needs. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"
#include "harness/case/node.h"
#include "harness/names/names.h"

const char *check_node_name(const struct node *node)
{
	switch (node->kind) {
	case NODE_ANY:
		return "'...'";
	case NODE_NULL:
		return "NULL";
	case NODE_INT:
	case NODE_UNARY:
		return "a number";
	case NODE_CONST:
		return "a constant";
	case NODE_STRING:
		return "a string";
	case NODE_NAME:
		return "a name";
	case NODE_ADDRESS:
		return "an address";
	case NODE_ARRAY:
		return "an array";
	case NODE_STRUCT:
		return "a structure";
	case NODE_CALL:
		return strcmp(node->text, "pattern") == 0 ? "bytes" : "a number";
	case NODE_BINARY:
		return node->op == OP_BECOMES ? "'=>'" : "a number";
	}
	return "something";
}

void check_not_value(struct scope *scope, const struct node *node, const char *expected)
{
	diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "expected %s, found %s", expected,
		check_node_name(node));
}

bool check_kind(struct scope *scope, const struct symbol *symbol, enum symbol_kind kind, struct where where)
{
	if (symbol == NULL || symbol->kind == SYMBOL_UNKNOWN || symbol->kind == kind)
		return true;
	/* A descriptor is a number; a launched server's name is its address. */
	if (kind == SYMBOL_NUMBER && symbol->kind == SYMBOL_SOCKET)
		return true;
	if (kind == SYMBOL_ADDRESS && (symbol->kind == SYMBOL_SERVER || symbol->kind == SYMBOL_PEER))
		return true;
	diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "expected %s, but '%s' is %s", scope_kind_name(kind),
		symbol->name, scope_kind_name(symbol->kind));
	scope_note_bound(scope, symbol);
	return false;
}

static void check_name(struct scope *scope, const struct node *node, enum symbol_kind kind)
{
	check_kind(scope, scope_need(scope, node->text, node->where), kind, node->where);
}

/* pattern(N) and pattern(N, OFFSET). */
bool check_pattern(struct scope *scope, const struct node *node)
{
	if (node->kind != NODE_CALL || strcmp(node->text, "pattern") != 0)
		return false;
	if (node->count < 1 || node->count > 2)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"expected pattern(LENGTH) or pattern(LENGTH, OFFSET), found %zu arguments", node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		int64_t number;

		check_number(scope, item);
		if (node_is_number(item, &number) && (number < 0 || number > (i == 0 ? 64 << 20 : INT32_MAX)))
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, item->where,
				"a pattern cannot have the %s %lld", i == 0 ? "length" : "offset",
				(long long)number);
	}
	return true;
}

static bool check_is_order(const char *function)
{
	return strcmp(function, "htons") == 0 || strcmp(function, "htonl") == 0 ||
		strcmp(function, "ntohs") == 0 || strcmp(function, "ntohl") == 0;
}

/* A function within a number. `states`: it may be state(s). */
static void check_function(struct scope *scope, const struct node *node, bool states)
{
	if (strcmp(node->text, "pattern") == 0) {
		check_not_value(scope, node, "a number");
	} else if (case_function_is_evidence(node->text)) {
		check_function_of_evidence(scope, node, states);
	} else if (check_is_order(node->text)) {
		if (node->count != 1)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
				"'%s' takes 1 argument, not %zu", node->text, node->count);
		else
			check_number(scope, node->items[0]);
	} else if (calls_find(node->text) != NULL) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"a call stands on a line of its own; bind its result to a name");
	} else {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"there is no function '%s'; expected pattern, state, timer, queued, backlog, opening, "
			"setting or htons", node->text);
	}
}

static bool check_compares(enum node_op op)
{
	return op == OP_EQ || op == OP_NE;
}

/* == and != also compare addresses and bytes. */
static bool check_is_other(struct scope *scope, const struct node *node)
{
	const struct symbol *symbol;

	if (node->kind == NODE_STRING || node->kind == NODE_ADDRESS)
		return true;
	if (node->kind == NODE_CALL)
		return strcmp(node->text, "pattern") == 0;
	if (node->kind != NODE_NAME)
		return false;
	symbol = scope_find(scope, node->text);
	return symbol != NULL && (symbol->kind == SYMBOL_BYTES || symbol->kind == SYMBOL_ADDRESS ||
		symbol->kind == SYMBOL_SERVER || symbol->kind == SYMBOL_PEER);
}

static bool check_is_address(struct scope *scope, const struct node *node)
{
	const struct symbol *symbol;

	if (node->kind != NODE_NAME)
		return node->kind == NODE_ADDRESS;
	symbol = scope_find(scope, node->text);
	return symbol != NULL && (symbol->kind == SYMBOL_ADDRESS || symbol->kind == SYMBOL_SERVER ||
		symbol->kind == SYMBOL_PEER);
}

/* state(s) == X where X is no state would never hold. */
static void check_state_constant(struct scope *scope, const struct node *left, const struct node *right)
{
	int64_t number;

	if (left->kind != NODE_CALL || strcmp(left->text, "state") != 0 || right->kind != NODE_CONST)
		return;
	if (!names_find_in(NAMES_STATE, right->text, &number) && names_find(right->text, &number))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, right->where,
			"'%s' is no state; expected one such as ESTABLISHED or CLOSE_WAIT", right->text);
}

static void check_expression(struct scope *scope, const struct node *node, bool assertion);

static void check_binary(struct scope *scope, const struct node *node, bool assertion)
{
	int64_t number;

	if (node->op == OP_BECOMES) {
		check_not_value(scope, node, "a number");
		return;
	}
	if (check_compares(node->op)) {
		check_state_constant(scope, node->left, node->right);
		check_state_constant(scope, node->right, node->left);
		if (check_is_other(scope, node->left) || check_is_other(scope, node->right)) {
			if (check_is_address(scope, node->left) || check_is_address(scope, node->right)) {
				check_address(scope, node->left, false);
				check_address(scope, node->right, false);
			} else {
				check_bytes(scope, node->left, false);
				check_bytes(scope, node->right, false);
			}
			return;
		}
	}
	if ((node->op == OP_DIV || node->op == OP_MOD) && node_is_number(node->right, &number) && number == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->right->where, "division by zero");
	check_expression(scope, node->left, assertion);
	check_expression(scope, node->right, assertion);
}

static void check_expression(struct scope *scope, const struct node *node, bool assertion)
{
	switch (node->kind) {
	case NODE_INT:
	case NODE_CONST:
		return;
	case NODE_NAME:
		check_name(scope, node, SYMBOL_NUMBER);
		return;
	case NODE_CALL:
		check_function(scope, node, assertion);
		return;
	case NODE_UNARY:
		check_expression(scope, node->left, assertion);
		return;
	case NODE_BINARY:
		check_binary(scope, node, assertion);
		return;
	case NODE_ANY:
	case NODE_NULL:
	case NODE_STRING:
	case NODE_ADDRESS:
	case NODE_ARRAY:
	case NODE_STRUCT:
		check_not_value(scope, node, "a number");
		return;
	}
}

void check_number(struct scope *scope, const struct node *node)
{
	check_expression(scope, node, false);
}

void check_condition(struct scope *scope, const struct node *node)
{
	check_expression(scope, node, true);
}

void check_number_out(struct scope *scope, const struct node *node)
{
	struct symbol *symbol;
	bool again;

	if (node->kind == NODE_ANY)
		return;
	if (node->kind != NODE_NAME) {
		check_number(scope, node);
		return;
	}
	symbol = scope_bind(scope, node->text, SYMBOL_NUMBER, node->where, &again);
	if (again)
		check_kind(scope, symbol, SYMBOL_NUMBER, node->where);
}
