/* SPDX-License-Identifier: BSD-2-Clause */
/* epoll's events and pairs of sockets in C. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

void export_c_event(struct export *export, struct export_c_call *call, const struct node *node)
{
	const struct node *events, *data;

	export->epoll = true;
	if (node->kind != NODE_STRUCT) {
		str_add(&call->expression, "NULL");
		return;
	}
	events = case_field(node, "events");
	data = case_field(node, "data");
	str_add(&call->expression, "&(struct epoll_event){.events = ");
	if (events != NULL && events->kind != NODE_ANY)
		export_number(export, &call->expression, events);
	else
		str_add(&call->expression, "0");
	if (data != NULL && data->kind != NODE_ANY) {
		str_add(&call->expression, ", .data.u64 = ");
		export_number(export, &call->expression, data);
	}
	str_add(&call->expression, "}");
}

/* A variable of this line alone: beside the steps where a thread fills it, else right before its call. */
static const char *line_variable(struct export *export, struct export_c_call *call, const char *type, const char *name, const char *array, int line)
{
	const char *variable = arena_printf(export->arena, "%s_%d", name, line);

	str_addf(call->suffix[0] ? &export->storage : &call->before, "%s%s %s%s;\n", call->suffix[0] ? "static " : "\t", type, variable, array);
	return variable;
}

void export_c_events(struct export *export, struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = step->arguments[place];
	int64_t room = export_room(export, step->arguments[place + 1]);
	const char *events;
	size_t count = node->kind == NODE_ARRAY ? node->count : 0;

	export->epoll = true;
	/* So that a compiler has nothing to warn of. */
	if (node->kind == NODE_NULL || room < 1 || room > 1024 || count > (size_t)room) {
		export_refuse(export, N_("this page gives epoll no room, or too much, for its events"));
		return;
	}
	events = line_variable(export, call, "struct epoll_event", "events", arena_printf(export->arena, "[%d]", (int)room), step->where.line);
	str_add(&call->expression, events);
	for (size_t i = 0; i < count; i++) {
		if (node->items[i]->kind != NODE_STRUCT)
			continue;
		export_c_check_number(export, &call->after, step->where.line, "events", arena_printf(export->arena, "%s[%zu].events", events, i),
			case_field(node->items[i], "events"));
		export_c_check_number(export, &call->after, step->where.line, "data", arena_printf(export->arena, "(long)%s[%zu].data.u64", events, i),
			case_field(node->items[i], "data"));
	}
}

void export_c_pair(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node)
{
	const char *pair;

	if (node->kind == NODE_NULL) {
		str_add(&call->expression, "NULL");
		return;
	}
	pair = line_variable(export, call, "int", "pair", "[2]", step->where.line);
	str_add(&call->expression, pair);
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		bool again;
		struct export_name *name = export_bind(export, node->items[i]->text, EXPORT_SOCKET, &again);

		name->host = step->host;
		name->closed = false;
		if (export_is_used(export, node->items[i]->text))
			str_addf(&call->after, "\t%s = %s[%zu];\n", name->written, pair, i);
	}
}
