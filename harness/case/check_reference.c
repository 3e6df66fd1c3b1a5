/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether sockets, bytes and addresses stand where they are needed. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/case/check.h"
#include "harness/case/node.h"

void check_socket(struct scope *scope, const struct node *node)
{
	const struct symbol *symbol;
	int64_t number;

	/* A number in place of a descriptor is how EBADF is shown. */
	if (node_is_number(node, &number) && node->kind != NODE_CONST)
		return;
	if (node->kind != NODE_NAME) {
		check_not_value(scope, node, "a socket");
		return;
	}
	symbol = scope_need(scope, node->text, node->where);
	if (symbol == NULL || !check_kind(scope, symbol, SYMBOL_SOCKET, node->where))
		return;
	if (symbol->kind == SYMBOL_SOCKET && symbol->host != scope->step->host) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"'%s' is a socket of the %s, and this is a line of the %s", symbol->name,
			case_host_name(symbol->host), case_host_name(scope->step->host));
		scope_note_bound(scope, symbol);
	}
}

void check_bytes(struct scope *scope, const struct node *node, bool out)
{
	struct symbol *symbol;
	bool again;

	switch (node->kind) {
	case NODE_STRING:
	case NODE_NULL:
		return;
	case NODE_ANY:
		if (out)
			return;
		break;
	case NODE_CALL:
		if (check_pattern(scope, node))
			return;
		break;
	case NODE_NAME:
		if (!out) {
			check_kind(scope, scope_need(scope, node->text, node->where), SYMBOL_BYTES,
				node->where);
			return;
		}
		symbol = scope_bind(scope, node->text, SYMBOL_BYTES, node->where, &again);
		if (again)
			check_kind(scope, symbol, SYMBOL_BYTES, node->where);
		return;
	case NODE_INT:
	case NODE_CONST:
	case NODE_ADDRESS:
	case NODE_ARRAY:
	case NODE_STRUCT:
	case NODE_UNARY:
	case NODE_BINARY:
		break;
	}
	check_not_value(scope, node, out ? "the bytes that come (a string, pattern(N), a name or ...)" :
		"bytes (a string, pattern(N) or a name)");
}

/* The host of HOST:PORT: a host's name, or the name of an address. */
static void check_host(struct scope *scope, const struct node *node)
{
	static const char *const hosts[] = { "client", "server", "any", NULL };
	struct where where = node->where;
	const struct symbol *symbol;
	const char *nearest;

	if (node->quoted)
		return;
	for (size_t i = 0; hosts[i] != NULL; i++)
		if (strcmp(hosts[i], node->text) == 0)
			return;
	where.end_line = where.line;
	where.end_column = where.column + (int)strlen(node->text) - 1;
	symbol = scope_find(scope, node->text);
	if (symbol != NULL) {
		scope_need(scope, node->text, where);
		if (symbol->kind == SYMBOL_PEER)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
				"a peer made of packets has a port of its own; expected '%s' without one behind it", node->text);
		check_kind(scope, symbol, SYMBOL_ADDRESS, where);
		return;
	}
	nearest = str_nearest(node->text, hosts);
	if (nearest != NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "unknown host '%s'; did you mean '%s'?",
			node->text, nearest);
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"unknown host '%s'; expected client, server, any, or a numeric address in quotes",
			node->text);
}

static void check_name_of_address(struct scope *scope, const struct node *node, bool out)
{
	struct symbol *symbol;
	bool again;

	if (strcmp(node->text, "client") == 0 || strcmp(node->text, "server") == 0 ||
		strcmp(node->text, "any") == 0) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"an address has a port; expected '%s:PORT' or '%s:...'", node->text, node->text);
		return;
	}
	if (!out) {
		symbol = scope_need(scope, node->text, node->where);
		check_kind(scope, symbol, SYMBOL_ADDRESS, node->where);
		return;
	}
	symbol = scope_bind(scope, node->text, SYMBOL_ADDRESS, node->where, &again);
	if (again)
		check_kind(scope, symbol, SYMBOL_ADDRESS, node->where);
}

void check_address(struct scope *scope, const struct node *node, bool out)
{
	switch (node->kind) {
	case NODE_ANY:
	case NODE_NULL:
		return;
	case NODE_ADDRESS:
		if (node->left == NULL)
			return; /* unspec */
		check_host(scope, node);
		if (out)
			check_number_out(scope, node->left);
		else if (node->left->kind != NODE_ANY)
			check_number(scope, node->left);
		return;
	case NODE_NAME:
		check_name_of_address(scope, node, out);
		return;
	case NODE_INT:
	case NODE_CONST:
	case NODE_STRING:
	case NODE_ARRAY:
	case NODE_STRUCT:
	case NODE_CALL:
	case NODE_UNARY:
	case NODE_BINARY:
		check_not_value(scope, node, "an address (HOST:PORT, a server's name, NULL or ...)");
		return;
	}
}
