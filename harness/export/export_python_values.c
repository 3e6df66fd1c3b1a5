/* SPDX-License-Identifier: BSD-2-Clause */
/* Options and what poll gives in Python. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_python_call.h"

static const char *shape_of(const struct node *node)
{
	if (node->count == 2 && node->item_names[0] != NULL && strncmp(node->item_names[0], "l_", 2) == 0)
		return "ii";
	return node->count == 2 && node->item_names[0] != NULL && strncmp(node->item_names[0], "tv_", 3) == 0 ? "ll" : NULL;
}

void export_python_option(struct export *export, struct export_python_call *call, const struct step *step, const char *socket)
{
	const struct node *node = step->arguments[3], *length = export_argument(step, 4);
	bool out = strcmp(step->name, "getsockopt") == 0;
	const char *shape = node->kind == NODE_STRUCT ? shape_of(node) : NULL;
	int64_t number;
	struct str what;

	str_addf(&call->call, "%s.%s", socket, step->name);
	export_python_argument(export, &call->call, step, 1);
	export_python_argument(export, &call->call, step, 2);
	if (out)
		export_python_refuse_length(export, length);
	if ((node->kind == NODE_ARRAY && node->count == 1) || (out && node->kind == NODE_ANY)) {
		if (!out && length != NULL && export_constant_value(length, &number) && number != 4)
			export_python_refuse_length(export, length);
		if (!out)
			str_add(&call->call, ", "), export_number(export, &call->call, node->items[0]);
		if (out) {
			call->helper = "option";
			call->targets = "result, value";
			export->uses |= USE_VALUE;
			str_init(&what);
			export_number(export, &what, step->arguments[2]);
			export_python_check_number(export, &call->after, step->where.line, strrchr(str_text(&what), '.') ? strrchr(str_text(&what), '.') + 1 : str_text(&what),
				"value", node->kind == NODE_ANY ? NULL : node->items[0]);
			str_free(&what);
		}
	} else if (out && node->kind == NODE_STRUCT && node->count > 0 && node->item_names[0] != NULL && strncmp(node->item_names[0], "tcpi_", 5) == 0) {
		str_add(&call->call, ", 256");
		call->helper = "option";
		call->targets = "result, info";
		export->uses |= USE_VALUE | USE_TIMEVAL;
		for (size_t i = 0; i < node->count; i++) {
			str_init(&what);
			if (!export_python_info(&what, node->item_names[i]))
				export_refuse(export, N_("this page reads an option whose value this exporter cannot write"));
			export_python_check_number(export, &call->after, step->where.line, node->item_names[i], str_text(&what), node->items[i]);
			str_free(&what);
		}
	} else if (shape != NULL && out) {
		str_addf(&call->call, ", struct.calcsize(\"%s\")", shape);
		call->helper = "option";
		call->targets = "result, value";
		export->uses |= USE_VALUE | USE_TIMEVAL;
		for (size_t i = 0; i < node->count; i++)
			export_python_check_number(export, &call->after, step->where.line, node->item_names[i],
				arena_printf(export->arena, "struct.unpack(\"%s\", value)[%zu]", shape, i), node->items[i]);
	} else if (shape != NULL) {
		export->uses |= USE_TIMEVAL;
		str_addf(&call->call, ", struct.pack(\"%s\"", shape);
		for (size_t i = 0; i < node->count; i++)
			str_add(&call->call, ", "), export_number(export, &call->call, node->items[i]);
		str_add(&call->call, ")");
	} else if (!out && node->kind == NODE_STRING) {
		str_add(&call->call, ", ");
		export_bytes(export, &call->call, node);
	} else {
		export_refuse(export, N_("this page reads or sets an option whose value this exporter cannot write"));
	}
}

void export_python_polled(struct export *export, struct export_python_call *call, const struct step *step)
{
	const struct node *node = step->arguments[0];

	export->uses |= USE_POLL | USE_BUFFER;
	call->helper = "";
	call->targets = "result, revents";
	str_add(&call->call, "poll([");
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		const struct node *fd = case_field(node->items[i], "fd"), *events = case_field(node->items[i], "events");

		if (fd == NULL || fd->kind != NODE_NAME)
			export_refuse(export, N_("this page makes a call without a socket, which Python's socket objects cannot"));
		else
			str_addf(&call->call, "%s(%s, ", i > 0 ? ", " : "", export_written(export, fd->text));
		if (events == NULL || events->kind == NODE_ANY)
			str_add(&call->call, "0");
		else
			export_number(export, &call->call, events);
		str_add(&call->call, ")");
		export_python_check_number(export, &call->after, step->where.line, "revents", arena_printf(export->arena, "revents[%zu]", i),
			case_field(node->items[i], "revents"));
	}
	str_add(&call->call, "]");
	export_python_argument(export, &call->call, step, 2);
	str_add(&call->call, ")");
}
