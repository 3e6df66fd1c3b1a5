/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments of the calls that look up names, addresses and interfaces. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"

/* Whether a constant stands among those that are joined by |. */
static bool check_has_constant(const struct node *node, const char *name)
{
	if (node == NULL)
		return false;
	if (node->kind == NODE_CONST)
		return strcmp(node->text, name) == 0;
	return node->kind == NODE_BINARY && node->op == OP_BIT_OR &&
		(check_has_constant(node->left, name) || check_has_constant(node->right, name));
}

static bool check_is_number(const struct node *node)
{
	for (size_t i = 0; i < node->length; i++)
		if (node->bytes[i] < '0' || node->bytes[i] > '9')
			return false;
	return node->length > 0;
}

void check_lookup(struct scope *scope, const struct step *step)
{
	const struct node *flags;

	if (strcmp(step->name, "getaddrinfo") != 0)
		return;
	flags = case_field(step->arguments[2], "ai_flags");
	if (step->arguments[0]->kind == NODE_STRING && !check_has_constant(flags, "AI_NUMERICHOST"))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->arguments[0]->where,
			"a name would be asked of a resolver, which is not of this machine; expected AI_NUMERICHOST among the flags");
	if (step->arguments[1]->kind == NODE_STRING && !check_is_number(step->arguments[1]) &&
		!check_has_constant(flags, "AI_NUMERICSERV"))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->arguments[1]->where,
			"a service would be looked up in the machine's tables; expected a number, or AI_NUMERICSERV among the flags");
}

void check_hints(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "ai_flags", "ai_family", "ai_socktype", "ai_protocol", NULL };

	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_STRUCT) {
		check_not_value(scope, node, calls_argument_name(ARG_HINTS));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		check_field_name(scope, node, i, fields, "an addrinfo that goes in");
		if (node->items[i]->kind == NODE_ANY)
			continue;
		check_number(scope, node->items[i]);
		check_lookup_constants(scope, node->items[i], node->item_names[i]);
	}
}

static void check_found(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "ai_family", "ai_socktype", "ai_protocol", "ai_addrlen", "ai_addr",
		"ai_canonname", NULL };

	if (node->kind != NODE_STRUCT) {
		check_not_value(scope, node, "{ai_family=, ai_socktype=, ai_addr=}");
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const char *name = node->item_names[i];

		check_field_name(scope, node, i, fields, "an addrinfo");
		if (strcmp(name, "ai_addr") == 0) {
			check_address(scope, node->items[i], true);
		} else if (strcmp(name, "ai_canonname") == 0) {
			check_text(scope, node->items[i]);
		} else {
			check_number_out(scope, node->items[i]);
			check_lookup_constants(scope, node->items[i], name);
		}
	}
}

void check_addresses(struct scope *scope, const struct node *node)
{
	if (node->kind == NODE_ANY)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(ARG_ADDRESSES_OUT));
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i]->kind != NODE_ANY || i == 0 || i + 1 < node->count)
			check_found(scope, node->items[i]);
}

void check_interfaces(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "if_index", "if_name", NULL };

	if (node->kind == NODE_ANY)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(ARG_INTERFACES_OUT));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		if (item->kind == NODE_ANY && i > 0 && i + 1 == node->count)
			continue;
		if (item->kind != NODE_STRUCT) {
			check_not_value(scope, item, "{if_index=, if_name=}");
			continue;
		}
		for (size_t k = 0; k < item->count; k++) {
			check_field_name(scope, item, k, fields, "an interface");
			if (strcmp(item->item_names[k], "if_name") == 0)
				check_text(scope, item->items[k]);
			else
				check_number_out(scope, item->items[k]);
		}
	}
}

void check_text(struct scope *scope, const struct node *node)
{
	if (node->kind != NODE_ANY)
		check_bytes(scope, node, true);
}
