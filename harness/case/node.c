/* SPDX-License-Identifier: BSD-2-Clause */
/* Making the nodes of expressions, none deeper than NODE_DEPTH_MOST. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/node.h"
#include "harness/names/names.h"

static struct node *node_new(struct script *script, enum node_kind kind, struct where where)
{
	struct node *node = arena_alloc(script->arena, sizeof(*node));

	node->kind = kind;
	node->where = where;
	node->depth = 1;
	return node;
}

/* Puts `part` below `node`; a part that would make the tree too deep is reported and left out. */
static struct node *node_put_below(struct script *script, struct node *node, struct node *part)
{
	if (part->depth >= NODE_DEPTH_MOST) {
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, node->where,
			"the expression is nested more than %d deep", NODE_DEPTH_MOST);
		part = node_int(script, 0, part->where);
	}
	if (part->depth >= node->depth)
		node->depth = part->depth + 1;
	return part;
}

struct node *node_any(struct script *script, struct where where)
{
	return node_new(script, NODE_ANY, where);
}

struct node *node_int(struct script *script, int64_t number, struct where where)
{
	struct node *node = node_new(script, NODE_INT, where);

	node->number = number;
	return node;
}

struct node *node_string(struct script *script, struct script_bytes bytes, struct where where)
{
	struct node *node = node_new(script, NODE_STRING, where);

	node->bytes = bytes.data;
	node->length = bytes.length;
	return node;
}

struct node *node_name(struct script *script, const char *name, struct where where)
{
	struct node *node =
		node_new(script, strcmp(name, "unspec") == 0 ? NODE_ADDRESS : NODE_NAME, where);

	node->text = name;
	return node;
}

struct node *node_constant(struct script *script, const char *name, struct where where)
{
	struct node *node;
	const char *nearest;

	if (strcmp(name, "NULL") == 0)
		return node_new(script, NODE_NULL, where);
	node = node_new(script, NODE_CONST, where);
	node->text = name;
	if (names_find(name, &node->number))
		return node;
	if (strcmp(name, NODE_SOCKET_KIND) == 0) {
		if (script->kinds_where.line == 0)
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
				"this page is of one kind; expected 'kinds stream datagram' before the first step");
		return node;
	}
	nearest = names_nearest(name);
	if (nearest != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"unknown constant '%s'; did you mean '%s'?", name, nearest);
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"unknown constant '%s'; names of one's own begin with a small letter", name);
	return node;
}

static struct node *node_put_port(struct script *script, struct node *node, struct node *port)
{
	node->left = node_put_below(script, node, port);
	if (port->kind == NODE_INT && (port->number < 0 || port->number > 65535))
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, port->where,
			"%lld is no port; expected 0 to 65535", (long long)port->number);
	return node;
}

struct node *node_address(struct script *script, const char *host, struct node *port, struct where where)
{
	struct node *node = node_new(script, NODE_ADDRESS, where);

	node->text = host;
	return node_put_port(script, node, port);
}

struct node *node_numeric_address(struct script *script, struct script_bytes host, struct where host_where,
	struct node *port, struct where where)
{
	struct node *node = node_new(script, NODE_ADDRESS, where);
	uint8_t address[16];

	node->quoted = true;
	node->text = script_plain_text(script, host, host_where);
	if (inet_pton(AF_INET, node->text, address) != 1 && inet_pton(AF_INET6, node->text, address) != 1)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, host_where,
			"this is no numeric address; expected one such as \"192.0.2.9\" or \"2001:db8::9\"");
	return node_put_port(script, node, port);
}

static void node_put_items(struct script *script, struct node *node, struct script_list list)
{
	for (size_t i = 0; i < list.count; i++)
		list.items[i] = node_put_below(script, node, list.items[i]);
	node->items = list.items;
	node->count = list.count;
}

struct node *node_array(struct script *script, struct script_list list, struct where where)
{
	struct node *node = node_new(script, NODE_ARRAY, where);

	node_put_items(script, node, list);
	return node;
}

struct node *node_struct(struct script *script, struct script_list list, struct where where)
{
	struct node *node = node_new(script, NODE_STRUCT, where);

	node_put_items(script, node, list);
	node->item_names = list.names;
	node->item_wheres = list.name_wheres;
	for (size_t i = 0; i < list.count && i < 64; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(list.names[i], list.names[j]) == 0)
				diagnostics_add(script->list, DIAGNOSTIC_ERROR, list.name_wheres[i],
					"the field '%s' stands here twice", list.names[i]);
	return node;
}

struct node *node_call(struct script *script, const char *function, struct script_list list,
	struct where where)
{
	struct node *node = node_new(script, NODE_CALL, where);

	node->text = function;
	node_put_items(script, node, list);
	return node;
}

struct node *node_unary(struct script *script, enum node_op op, struct node *left, struct where where)
{
	struct node *node = node_new(script, NODE_UNARY, where);

	node->op = op;
	node->left = node_put_below(script, node, left);
	return node;
}

struct node *node_binary(struct script *script, enum node_op op, struct node *left, struct node *right,
	struct where where)
{
	struct node *node = node_new(script, NODE_BINARY, where);

	node->op = op;
	node->left = node_put_below(script, node, left);
	node->right = node_put_below(script, node, right);
	return node;
}

bool node_is_number(const struct node *node, int64_t *number)
{
	int64_t left;

	if (node == NULL)
		return false;
	if (node->kind == NODE_INT || node->kind == NODE_CONST) {
		*number = node->number;
		return true;
	}
	if (node->kind == NODE_UNARY && node->op == OP_NEG && node_is_number(node->left, &left) &&
		left != INT64_MIN) {
		*number = -left;
		return true;
	}
	return false;
}
