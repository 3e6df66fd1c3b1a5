/* SPDX-License-Identifier: BSD-2-Clause */
/* A statement in Python: the call, alone or beside the steps, and the checks of its result and time. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_python_call.h"

#define NS_PER_MS INT64_C(1000000)

/* The result is checked; what it is bound to is taken from `seen`. */
static void check_result(struct export *export, struct export_python_call *call, const struct step *step, const char *seen, struct str *out)
{
	const struct result_pattern *only = &step->results[0];
	bool socket = calls_find(step->name)->result == RESULT_SOCKET, again, binds;
	struct export_name *name;
	struct str text;

	str_init(&text);
	if (call->counts && only->error == NULL) {
		export->uses |= USE_COUNT;
		seen = arena_printf(export->arena, "count(%s)", seen);
	}
	binds = step->result_count == 1 && only->value->kind == NODE_NAME && (socket || export_find(export, only->value->text) == NULL);
	if (only->value->kind == NODE_ANY) {
		str_addf(&text, "%s", seen);
	} else if (binds) {
		export->uses |= USE_SOME;
		name = export_bind(export, only->value->text, socket ? EXPORT_SOCKET : EXPORT_NUMBER, &again);
		if (socket) {
			name->host = step->host;
			name->closed = false;
			name->stream = strcmp(step->name, "socket") != 0 || export_names_constant(export_argument(step, 1), "SOCK_STREAM");
		}
		/* A socket that nobody keeps, Python closes. */
		if (socket || export_is_used(export, only->value->text))
			str_addf(&text, "%s = ", name->written);
		if (call->bytes != NULL)
			export_refuse(export, N_("this page reads so many bytes as come, and says which"));
		str_addf(&text, "check_some(%d, \"%s\", %s)", step->where.line, step->name, seen);
	} else {
		str_addf(&text, "check(%d, \"%s\", %s", step->where.line, step->name, seen);
		if (step->result_count > 1)
			str_add(&text, " in (");
		for (size_t i = 0; i < step->result_count; i++) {
			str_add(&text, i > 0 || step->result_count == 1 ? ", " : "");
			if (step->results[i].error != NULL)
				str_addf(&text, "-errno.%s", step->results[i].error);
			else if (call->bytes != NULL)
				export_bytes(export, &text, call->bytes);
			else
				export_number(export, &text, step->results[i].value);
		}
		str_add(&text, step->result_count > 1 ? "), True)" : ")");
	}
	export_python_line(out, str_text(&text));
	str_free(&text);
}

static void check_within(struct export *export, const struct step *step, const char *ended, const char *began, struct str *out)
{
	if (step->within_ns == 0)
		return;
	export->uses |= USE_PAUSE;
	str_addf(out, "check(%d, \"%s returned within %" PRId64 " ms\", %s - %s <= %g, True)\n", step->where.line, step->name,
		step->within_ns / NS_PER_MS, ended, began, (double)step->within_ns / 1e9);
}

void export_python_call(struct export *export, const struct step *step)
{
	struct export_python_call call = {.helper = "attempt"};
	const char *name = arena_printf(export->arena, "%s_%d", step->name, step->where.line), *made, *seen;
	const struct node *first = export_argument(step, 0);
	struct str *out = &export->body;

	if (!export_python_make(export, &call, step))
		export_refuse(export, N_("this page makes a call that Python's modules have not"));
	if (step->background) {
		struct export_running *running;

		if (export->running_count == EXPORT_RUNNING_MOST) {
			export_refuse(export, N_("too many calls of this page run at once"));
			return;
		}
		export->uses |= USE_THREAD | USE_PAUSE;
		running = &export->running[export->running_count++];
		*running = (struct export_running){.step = step, .fresh = true};
		str_add_bytes(out, str_text(&call.before), call.before.length);
		export_python_line(out, arena_printf(export->arena, "%s = Background(lambda: %s%s%s%s)", name, call.helper, call.helper[0] ? "(" : "",
			str_text(&call.call), call.helper[0] ? ")" : ""));
		made = arena_printf(export->arena, "%s.wait()", name);
		out = &running->after;
	} else {
		for (size_t i = 0; i < export->running_count; i++)
			export->running[i].fresh = false;
		str_add_bytes(out, str_text(&call.before), call.before.length);
		if (step->within_ns > 0)
			str_add(out, "began = time.monotonic()\n");
		made = call.helper[0] ? arena_printf(export->arena, "%s(%s)", call.helper, str_text(&call.call)) : str_text(&call.call);
	}
	seen = made;
	if (call.targets != NULL) {
		export_python_line(out, arena_printf(export->arena, "%s = %s", call.targets, made));
		seen = "result";
	} else if (strcmp(call.helper, "pair") == 0) {
		seen = arena_printf(export->arena, "%s[0]", made);
	}
	check_result(export, &call, step, seen, out);
	if (step->background)
		check_within(export, step, arena_printf(export->arena, "%s.ended", name), arena_printf(export->arena, "%s.began", name), out);
	else
		check_within(export, step, "time.monotonic()", "began", out);
	str_add_bytes(out, str_text(&call.after), call.after.length);
	if (strcmp(step->name, "close") == 0 && first != NULL && first->kind == NODE_NAME && export_find(export, first->text) != NULL)
		export_find(export, first->text)->closed = true;
	str_free(&call.before);
	str_free(&call.call);
	str_free(&call.after);
}
