/* SPDX-License-Identifier: BSD-2-Clause */
/* The steps of a page in C. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

#define COLUMNS 100
#define NS_PER_MS INT64_C(1000000)

static void c_comment(struct export *export, const char *text)
{
	if (export->body.length > 0)
		str_add(&export->body, "\n");
	if (strlen(text) + 8 + 6 <= COLUMNS) {
		str_addf(&export->body, "\t/* %s */\n", text);
	} else {
		str_add(&export->body, "\t/*\n");
		export_wrap(&export->body, text, "\t * ", "\t * ", COLUMNS);
		str_add(&export->body, "\n\t */\n");
	}
	export->commented = export->body.length;
}

static void c_remark(struct export *export, const char *what, const char *text)
{
	str_addf(&export->body, "\t/* %s%s */\n", what, text);
}

/* `call` is the call itself where one line can hold it and its check, else the variable that its result is in. */
static void c_check_results(struct export *export, struct str *out, const struct step *step, const char *target, const char *call)
{
	const struct result_pattern *only = &step->results[0];
	int line = step->where.line;

	export->uses |= USE_CHECK;
	if (calls_find(step->name)->result == RESULT_STREAM && only->error == NULL) {
		bool again;
		struct export_name *stream = export_bind(export, only->value->text, EXPORT_FILE, &again);

		str_addf(out, "\t%s = %s;\n\tcheck(%d, \"%s\", %s == NULL ? -1 : 0, 0);\n", stream->written, call, line, step->name,
			stream->written);
		return;
	}
	if (only->value->kind == NODE_ANY) {
		str_addf(out, "\tprintf(\"line %d: %s = %%ld\\n\", (long)%s);\n", line, step->name, call);
		return;
	}
	if (step->result_count > 1) {
		if (strcmp(target, call) != 0)
			str_addf(out, "\t%s = %s;\n", target, call);
		str_addf(out, "\tcheck(%d, \"%s\", ", line, step->name);
		for (size_t i = 0; i < step->result_count; i++) {
			const struct result_pattern *each = &step->results[i];

			str_addf(out, "%s%s%s == ", i > 0 ? " || " : "", each->error == NULL ? "" : "(", target);
			export_number(export, out, each->value);
			if (each->error != NULL)
				str_addf(out, " && errno == %s)", each->error);
		}
		str_add(out, ", 1);\n");
		return;
	}
	if (only->error != NULL) {
		str_addf(out, "\tcheck(%d, \"%s\", %s, -%s);\n", line, step->name, call, only->error);
	} else if (only->value->kind == NODE_NAME && strcmp(target, "result") != 0) {
		export->uses |= USE_SOME;
		if (export_is_used(export, only->value->text))
			str_addf(out, "\t%s = %scheck_some(%d, \"%s\", %s);\n", target, calls_find(step->name)->result == RESULT_SOCKET ? "(int)" : "",
				line, step->name, call);
		else
			str_addf(out, "\tcheck_some(%d, \"%s\", %s);\n", line, step->name, call);
	} else {
		export_c_check_number(export, out, line, step->name, call, only->value);
	}
}

/* The variable that a call's result goes to: a name of the page that comes about here, or `result`. */
static const char *c_result(struct export *export, const struct step *step)
{
	const struct node *value = step->results[0].value;
	const struct call_spec *spec = calls_find(step->name);
	struct export_name *name;
	bool again;

	if (spec->result == RESULT_STREAM)
		return "result";
	if (step->result_count == 1 && value->kind == NODE_NAME) {
		bool socket = spec->result == RESULT_SOCKET;

		if (socket || export_find(export, value->text) == NULL) {
			name = export_bind(export, value->text, socket ? EXPORT_SOCKET : EXPORT_NUMBER, &again);
			if (socket) {
				name->host = step->host;
				name->closed = false;
				name->stream = strcmp(step->name, "socket") != 0 || export_names_constant(export_argument(step, 1), "SOCK_STREAM");
			}
			return name->written;
		}
	}
	if (step->result_count > 1)
		export->uses |= USE_RESULT;
	return "result";
}

static void c_within(struct export *export, struct str *out, const struct step *step, const char *began, const char *ended)
{
	if (step->within_ns == 0)
		return;
	export->uses |= USE_CHECK | USE_NOW;
	str_addf(out, "\tcheck(%d, \"%s returned within %" PRId64 " ms\", %s - %s <= %" PRId64 ", 1);\n", step->where.line, step->name,
		step->within_ns / NS_PER_MS, ended, began, step->within_ns / NS_PER_MS);
}

/* A call that ends in &: a function for a thread; what it brings about is looked at when it is joined. */
static void c_start(struct export *export, const struct step *step)
{
	struct export_c_call call = {.suffix = arena_printf(export->arena, "_%d", step->where.line)};
	const char *name = arena_printf(export->arena, "%s%s", step->name, call.suffix);
	struct export_running *running;

	if (export->running_count == EXPORT_RUNNING_MOST) {
		export_refuse(export, N_("too many calls of this page run at once"));
		return;
	}
	export->uses |= USE_THREAD | USE_NOW | USE_PAUSE;
	running = &export->running[export->running_count++];
	*running = (struct export_running){.step = step, .fresh = true};
	call.result = c_result(export, step);
	export_c_make(export, &call, step);
	str_add_bytes(&export->body, str_text(&call.before), call.before.length);
	str_addf(&export->storage, "static struct call %s;\n", name);
	str_addf(&export->functions, "/* Line %d runs beside the steps behind it. */\nstatic void *make_%s(void *unused)\n{\n\t(void)unused;\n"
		"\t%s.began = now_ms();\n\t%s.result = %s;\n\t%s.error = errno;\n\t%s.ended = now_ms();\n\treturn NULL;\n}\n\n",
		step->where.line, name, name, name, str_text(&call.expression), name, name);
	str_addf(&export->body, "\tstart(&%s, make_%s);\n", name, name);
	c_check_results(export, &running->after, step, call.result, arena_printf(export->arena, "join(&%s)", name));
	c_within(export, &running->after, step, arena_printf(export->arena, "%s.began", name), arena_printf(export->arena, "%s.ended", name));
	str_add_bytes(&running->after, str_text(&call.after), call.after.length);
	str_free(&call.before);
	str_free(&call.expression);
	str_free(&call.after);
}

/* From here on the descriptor tells nothing any more, even while the close still runs. */
static void c_note_close(struct export *export, const struct step *step)
{
	const struct node *first = export_argument(step, 0);

	if (strcmp(step->name, "close") == 0 && first != NULL && first->kind == NODE_NAME && export_find(export, first->text) != NULL)
		export_find(export, first->text)->closed = true;
}

static void c_call(struct export *export, const struct step *step)
{
	struct export_c_call call = {.suffix = ""};

	if (step->time.kind == TIME_RELATIVE && step->time.from_ns > 0) {
		export->uses |= USE_PAUSE;
		str_addf(&export->body, "\tpause_ms(%" PRId64 ");\n", step->time.from_ns / NS_PER_MS);
	}
	if (step->background) {
		c_start(export, step);
		c_note_close(export, step);
		return;
	}
	for (size_t i = 0; i < export->running_count; i++)
		export->running[i].fresh = false;
	/* The arguments are of the names as they are before the call. */
	export_c_make(export, &call, step);
	call.result = c_result(export, step);
	str_add_bytes(&export->body, str_text(&call.before), call.before.length);
	if (step->within_ns > 0) {
		export->uses |= USE_NOW;
		export->began = true;
		str_add(&export->body, "\tbegan = now_ms();\n");
	}
	c_check_results(export, &export->body, step, call.result, str_text(&call.expression));
	c_within(export, &export->body, step, "began", "now_ms()");
	/* What came out is looked at where the result says how much. */
	str_add_bytes(&export->body, str_text(&call.after), call.after.length);
	c_note_close(export, step);
	str_free(&call.before);
	str_free(&call.expression);
	str_free(&call.after);
}

static void c_assert(struct export *export, const struct step *step)
{
	struct str condition;

	str_init(&condition);
	if (!export_can_ask(export, step->expression)) {
		c_remark(export, "not to be seen through a descriptor: ", export_source(export, step));
		return;
	}
	export_number(export, &condition, step->expression);
	if (export_has_function(step->expression, NULL)) {
		export->uses |= USE_SOON | USE_PAUSE | USE_CHECK;
		str_addf(&export->body, "\tcheck_soon(%d, %s);\n", step->where.line, str_text(&condition));
	} else {
		export->uses |= USE_CHECK;
		str_addf(&export->body, "\tcheck(%d, \"", step->where.line);
		for (const char *c = str_text(&condition); *c != '\0'; c++)
			str_addf(&export->body, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
		str_addf(&export->body, "\", %s, 1);\n", str_text(&condition));
	}
	str_free(&condition);
}

/* Nobody but a launched server is slow: what it sends is waited for, as the page does. */
static void c_packet(struct export *export, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;
	const struct export_name *socket = export_packet_socket(export, step);

	c_remark(export, "wire: ", export_source(export, step));
	if (packet->sent || socket == NULL || !export_brings_something(export, packet))
		return;
	export->uses |= USE_READABLE | USE_POLL;
	str_addf(&export->body, "\treadable(%s);\n", export_written(export, socket->name));
}

static void c_blocked(struct export *export, const struct step *step)
{
	export->uses |= USE_PAUSE | USE_CHECK;
	str_addf(&export->body, "\tpause_ms(%" PRId64 ");\n", step->duration_ns / NS_PER_MS);
	for (size_t i = 0; i < export->running_count; i++) {
		const struct step *call = export->running[i].step;

		if (export->running[i].fresh)
			str_addf(&export->body, "\tcheck(%d, \"%s of line %d still runs\", %s_%d.ended == 0, 1);\n", step->where.line, call->name,
				call->where.line, call->name, call->where.line);
	}
}

static void c_step(struct export *export, const struct step *step)
{
	if (export->body.length > export->commented && step[-1].fence == step->fence && step[-1].where.end_line + 1 < step->where.line)
		str_add(&export->body, "\n");
	switch (step->kind) {
	case STEP_LAUNCH: {
		bool again;

		export_bind(export, step->alias, EXPORT_SERVER, &again)->server = step->name;
		return;
	}
	case STEP_CALL:
		c_call(export, step);
		return;
	case STEP_SIGNAL:
		if (strcmp(step->name, "SIGPIPE") != 0)
			export_refuse(export, N_("this page waits for a signal that needs more than a short program"));
		export->uses |= USE_SIGNAL | USE_CHECK;
		str_addf(&export->body, "\tcheck(%d, \"%s\", signals, 1);\n\tsignals = 0;\n", step->where.line, step->name);
		return;
	case STEP_BLOCKED:
		c_blocked(export, step);
		return;
	case STEP_WAIT:
		export_join(export);
		return;
	case STEP_ASSERT:
		c_assert(export, step);
		return;
	case STEP_PACKET:
		c_packet(export, step);
		return;
	case STEP_SILENCE:
		c_remark(export, "wire: ", export_source(export, step));
		export->uses |= USE_PAUSE;
		str_addf(&export->body, "\tpause_ms(%" PRId64 ");\n", step->duration_ns / NS_PER_MS);
		return;
	case STEP_EXPECT:
	case STEP_CAPABLE:
		c_remark(export, "", export_source(export, step));
		return;
	case STEP_ANY_PACKETS:
	case STEP_PEER:
	case STEP_SYSCTL:
	case STEP_WIRE:
		return;
	}
}

static void c_finish(struct export *export, struct str *program)
{
	export_c_head(export, program);
	str_add_bytes(program, str_text(&export->body), export->body.length);
	str_add(program, "\n\treturn differences > 0;\n}\n");
}

const struct export_writer export_c = {".c", c_step, c_comment, c_finish};
