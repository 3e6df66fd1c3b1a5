/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether the fields of structures are known and hold what they should. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/case/check.h"

void check_field_name(struct scope *scope, const struct node *node, size_t place,
	const char *const *known, const char *what)
{
	const char *name = node->item_names[place], *nearest;

	for (size_t i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], name) == 0)
			return;
	nearest = str_nearest(name, known);
	if (nearest != NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->item_wheres[place],
			"%s has no field '%s'; did you mean '%s'?", what, name, nearest);
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->item_wheres[place],
			"%s has no field '%s'", what, name);
}

static bool check_is_field(const struct node *node, size_t place, const char *name)
{
	return strcmp(node->item_names[place], name) == 0;
}

static bool check_has_field(const struct node *node, const char *name)
{
	for (size_t i = 0; i < node->count; i++)
		if (check_is_field(node, i, name))
			return true;
	return false;
}

/* A number that goes in, or one that comes out and may be bound. */
void check_number_field(struct scope *scope, const struct node *node, bool out)
{
	if (out)
		check_number_out(scope, node);
	else if (node->kind != NODE_ANY)
		check_number(scope, node);
}

void check_iovec(struct scope *scope, const struct node *node, bool out)
{
	static const char *const fields[] = { "iov_base", "iov_len", NULL };

	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(out ? ARG_IOVEC_OUT : ARG_IOVEC_IN));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		if (item->kind != NODE_STRUCT) {
			check_bytes(scope, item, false);
			continue;
		}
		for (size_t k = 0; k < item->count; k++) {
			check_field_name(scope, item, k, fields, "an iovec");
			if (check_is_field(item, k, "iov_base"))
				check_bytes(scope, item->items[k], out);
			else
				check_number_field(scope, item->items[k], false);
		}
		if (out && !check_has_field(item, "iov_len") && !check_has_field(item, "iov_base"))
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, item->where,
				"nothing says how large this buffer is; expected iov_len=N");
	}
}

static void check_control(struct scope *scope, const struct node *node, bool out)
{
	static const char *const fields[] = { "cmsg_len", "cmsg_level", "cmsg_type", "data", NULL };

	if (node->kind != NODE_ARRAY) {
		if (node->kind != NODE_ANY && node->kind != NODE_NULL && node->kind != NODE_STRING)
			check_not_value(scope, node, "control messages ([{cmsg_level=, cmsg_type=, data=}])");
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		if (item->kind != NODE_STRUCT) {
			/* Any others may come. */
			if (!out || item->kind != NODE_ANY)
				check_not_value(scope, item, "{cmsg_level=, cmsg_type=, data=}");
			continue;
		}
		for (size_t k = 0; k < item->count; k++) {
			check_field_name(scope, item, k, fields, "a control message");
			if (check_is_field(item, k, "data"))
				check_control_data(scope, item->items[k], out);
			else
				check_number_field(scope, item->items[k], out);
		}
	}
}

/* N, or N => M where it comes out. */
static void check_length(struct scope *scope, const struct node *node, bool out)
{
	if (out && node->kind == NODE_BINARY && node->op == OP_BECOMES) {
		check_number(scope, node->left);
		check_number_out(scope, node->right);
		return;
	}
	check_number_field(scope, node, out);
}

void check_msghdr(struct scope *scope, const struct node *node, bool out)
{
	static const char *const fields[] = { "msg_name", "msg_namelen", "msg_iov", "msg_iovlen", "msg_control",
		"msg_controllen", "msg_flags", NULL };

	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_STRUCT) {
		check_not_value(scope, node, calls_argument_name(out ? ARG_MSGHDR_OUT : ARG_MSGHDR_IN));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		check_field_name(scope, node, i, fields, "a message");
		if (check_is_field(node, i, "msg_name"))
			check_address(scope, item, out);
		else if (check_is_field(node, i, "msg_iov"))
			check_iovec(scope, item, out);
		else if (check_is_field(node, i, "msg_control"))
			check_control(scope, item, out);
		else if (item->kind == NODE_ARRAY && item->count == 1)
			check_length(scope, item->items[0], out);
		else
			check_number_field(scope, item, out);
		if (check_is_field(node, i, "msg_flags"))
			check_message_flags(scope, item);
	}
}

void check_pollfds(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "fd", "events", "revents", NULL };

	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(ARG_POLLFDS));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		if (item->kind != NODE_STRUCT) {
			check_not_value(scope, item, "{fd=, events=, revents=}");
			continue;
		}
		for (size_t k = 0; k < item->count; k++) {
			check_field_name(scope, item, k, fields, "a pollfd");
			if (check_is_field(item, k, "fd"))
				check_socket(scope, item->items[k]);
			else
				check_number_field(scope, item->items[k], check_is_field(item, k, "revents"));
			check_poll_events(scope, item->items[k]);
		}
	}
}

void check_timeval(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "tv_sec", "tv_usec", NULL };

	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_STRUCT) {
		check_not_value(scope, node, calls_argument_name(ARG_TIMEVAL));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		check_field_name(scope, node, i, fields, "a timeval");
		check_number_field(scope, node->items[i], false);
	}
}

/* Two options give what came with the last segment, as control messages. */
static bool check_is_control(const struct scope *scope)
{
	const struct node *name = scope->step->argument_count > 2 ? scope->step->arguments[2] : NULL;

	return name != NULL && name->kind == NODE_CONST && (strcmp(name->text, "IP_PKTOPTIONS") == 0 ||
		strcmp(name->text, "IPV6_2292PKTOPTIONS") == 0);
}

void check_option(struct scope *scope, const struct node *node, bool out)
{
	switch (node->kind) {
	case NODE_ARRAY:
		if (out && check_is_control(scope)) {
			check_control(scope, node, out);
			return;
		}
		for (size_t i = 0; i < node->count; i++)
			check_number_field(scope, node->items[i], out);
		return;
	case NODE_STRUCT:
		check_option_parts(scope, node, out);
		return;
	case NODE_ANY:
		if (out)
			return;
		break;
	case NODE_NULL:
		return;
	case NODE_STRING:
	case NODE_CALL:
	case NODE_NAME:
		check_bytes(scope, node, out);
		return;
	case NODE_INT:
	case NODE_CONST:
	case NODE_ADDRESS:
	case NODE_UNARY:
	case NODE_BINARY:
		break;
	}
	check_not_value(scope, node, calls_argument_name(out ? ARG_OPTVAL_OUT : ARG_OPTVAL_IN));
}
