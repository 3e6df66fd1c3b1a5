/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments that are structures or places of their own in C: addresses, descriptors to poll, times, offsets. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/export/export_parts.h"

void export_c_address_out(struct export *export, struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = step->arguments[place], *length = export_argument(step, place + 1);
	bool names = strncmp(step->name, "get", 3) == 0;
	const struct node *item = length != NULL && length->kind == NODE_ARRAY && length->count == 1 ? length->items[0] : NULL;
	bool both = item != NULL && item->kind == NODE_BINARY && item->op == OP_BECOMES;
	const char *who, *size;

	if (node->kind == NODE_NULL || (node->kind == NODE_ANY && !names && (length == NULL || length->kind == NODE_ANY))) {
		str_add(&call->expression, "NULL");
		return;
	}
	if (call->suffix[0] == '\0')
		export->uses |= USE_WHO;
	who = export_c_store(export, call->suffix, "struct sockaddr_storage", "who", "");
	str_addf(&call->expression, "(struct sockaddr *)&%s", who);
	if (length != NULL && length->kind == NODE_NULL)
		return;
	if (call->suffix[0] == '\0')
		export->uses |= USE_LENGTH;
	size = export_c_store(export, call->suffix, "socklen_t", "length", "");
	str_addf(&call->before, "\t%s = ", size);
	if (both)
		export_number(export, &call->before, item->left);
	else
		str_addf(&call->before, "sizeof %s", who);
	str_add(&call->before, ";\n");
	export_c_expect_address(export, &call->after, step->where.line, who, node);
	if (item != NULL)
		export_c_check_number(export, &call->after, step->where.line, "the length of the address", size,
			both ? item->right : item);
}

/* [N] in the length, or `...`: with an address goes a pointer to its length. */
void export_c_address_length(struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = export_argument(step, place);
	const char *expression = str_text(&call->expression);
	size_t length = strlen(expression);

	if (node != NULL && node->kind == NODE_NULL)
		str_add(&call->expression, ", NULL");
	else if (length >= 4 && strcmp(expression + length - 4, "NULL") == 0)
		str_add(&call->expression, ", NULL");
	else
		str_addf(&call->expression, ", &length%s", call->suffix);
}

void export_c_address_in(struct export *export, struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = export_argument(step, place), *length = export_argument(step, place + 1);
	bool none = node == NULL || node->kind == NODE_ANY || node->kind == NODE_NULL;
	bool unspec = !none && node->kind == NODE_ADDRESS && strcmp(node->text, "unspec") == 0;

	if (none)
		str_add(&call->expression, "NULL");
	else if (unspec)
		str_add(&call->expression, "&(struct sockaddr){.sa_family = AF_UNSPEC}");
	else
		export_address(export, &call->expression, node);
	str_add(&call->expression, ", ");
	if (length != NULL && length->kind != NODE_ANY)
		export_number(export, &call->expression, length);
	else if (none)
		str_add(&call->expression, "0");
	else if (unspec)
		str_add(&call->expression, "sizeof(struct sockaddr)");
	else
		export->uses |= USE_ADDRESS, str_add(&call->expression, "address_length");
}

void export_c_polled(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node)
{
	const char *polled;

	if (node->kind != NODE_ARRAY) {
		str_add(&call->expression, "NULL");
		return;
	}
	export->uses |= USE_POLL;
	if (call->suffix[0] == '\0' && node->count > export->polled)
		export->polled = node->count;
	polled = export_c_store(export, call->suffix, "struct pollfd", "polled", arena_printf(export->arena, "[%zu]", node->count > 0 ? node->count : 1));
	for (size_t i = 0; i < node->count; i++) {
		const struct node *fd = case_field(node->items[i], "fd"), *events = case_field(node->items[i], "events");

		str_addf(&call->before, "\t%s[%zu] = (struct pollfd){.fd = ", polled, i);
		if (fd == NULL || fd->kind == NODE_ANY)
			str_add(&call->before, "-1");
		else
			export_number(export, &call->before, fd);
		str_add(&call->before, ", .events = ");
		if (events == NULL || events->kind == NODE_ANY)
			str_add(&call->before, "0");
		else
			export_number(export, &call->before, events);
		str_add(&call->before, "};\n");
		export_c_check_number(export, &call->after, step->where.line, "revents", arena_printf(export->arena, "%s[%zu].revents", polled, i),
			case_field(node->items[i], "revents"));
	}
	str_add(&call->expression, polled);
}

void export_c_time(struct export *export, struct export_c_call *call, const struct node *node, const char *type)
{
	export->uses |= USE_TIMEVAL;
	if (node->kind != NODE_STRUCT) {
		str_add(&call->expression, "NULL");
		return;
	}
	str_addf(&call->expression, "&(%s){", type);
	for (size_t i = 0; i < node->count; i++) {
		str_addf(&call->expression, "%s.%s = ", i > 0 ? ", " : "", node->item_names[i]);
		export_number(export, &call->expression, node->items[i]);
	}
	str_add(&call->expression, "}");
}

/* The place in a file, which the call moves on. */
void export_c_offset(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node)
{
	const struct node *from = node->kind == NODE_ARRAY ? node->items[0] : NULL, *to = from;
	const char *offset = arena_printf(export->arena, "offset_%d", step->where.line);

	if (from == NULL) {
		str_add(&call->expression, "NULL");
		return;
	}
	if (from->kind == NODE_BINARY && from->op == OP_BECOMES)
		to = from->right, from = from->left;
	str_addf(&export->storage, "static off_t %s;\n", offset);
	str_addf(&call->before, "\t%s = ", offset);
	export_number(export, &call->before, from);
	str_add(&call->before, ";\n");
	str_addf(&call->expression, "&%s", offset);
	export_c_check_number(export, &call->after, step->where.line, "the place in the file", offset, to);
}

/* How many descriptors the program may have. */
void export_c_limit(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node, bool out)
{
	const char *limit = arena_printf(export->arena, "limit_%d", step->where.line);

	export->limits = true;
	if (out) {
		str_addf(&export->storage, "static struct rlimit %s;\n", limit);
		str_addf(&call->expression, "&%s", limit);
	} else {
		str_add(&call->expression, "&(struct rlimit){");
	}
	for (size_t i = 0; node->kind == NODE_STRUCT && i < node->count; i++) {
		if (out) {
			export_c_check_number(export, &call->after, step->where.line, node->item_names[i],
				arena_printf(export->arena, "(long)%s.%s", limit, node->item_names[i]), node->items[i]);
			continue;
		}
		str_addf(&call->expression, "%s.%s = (rlim_t)(", i > 0 ? ", " : "", node->item_names[i]);
		export_number(export, &call->expression, node->items[i]);
		str_add(&call->expression, ")");
	}
	str_add(&call->expression, out ? "" : "}");
}

void export_c_ioctl(struct export *export, struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = step->arguments[place];
	const char *value;

	if (call->suffix[0] == '\0')
		export->uses |= USE_VALUE;
	value = export_c_store(export, call->suffix, "int", "value", "");
	str_addf(&call->expression, "&%s", value);
	if (node->kind == NODE_ARRAY && node->count == 1 && step->arguments[1]->kind == NODE_CONST && calls_ioctl_takes_number(step->arguments[1]->text)) {
		str_addf(&call->before, "\t%s = ", value);
		export_number(export, &call->before, node->items[0]);
		str_add(&call->before, ";\n");
	} else if (node->kind == NODE_ARRAY && node->count == 1) {
		struct str what;

		str_init(&what);
		export_number(export, &what, step->arguments[place - 1]);
		export_c_check_number(export, &call->after, step->where.line, str_text(&what), value, node->items[0]);
		str_free(&what);
	}
}
