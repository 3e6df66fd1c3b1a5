/* SPDX-License-Identifier: BSD-2-Clause */
/* The steps of a page in Python. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

#define COLUMNS 88
#define NS_PER_MS INT64_C(1000000)

static void python_comment(struct export *export, const char *text)
{
	if (export->body.length > 0)
		str_add(&export->body, "\n");
	export_wrap(&export->body, text, "# ", "# ", COLUMNS);
	str_add(&export->body, "\n");
	export->commented = export->body.length;
}

void export_python_line(struct str *out, const char *line)
{
	size_t length = strlen(line);
	const char *open = strchr(line, '(');

	/* The last character closes what the first one opened, as all that this exporter writes does. */
	if (length <= COLUMNS || open == NULL || line[length - 1] != ')') {
		str_addf(out, "%s\n", line);
		return;
	}
	str_add_bytes(out, line, (size_t)(open - line) + 1);
	str_add(out, "\n    ");
	str_add_bytes(out, open + 1, length - (size_t)(open - line) - 2);
	str_add(out, "\n)\n");
}

static void remark(struct export *export, const char *what, const char *text)
{
	str_addf(&export->body, "# %s%s\n", what, text);
}

static void python_assert(struct export *export, const struct step *step)
{
	const char *source = export_source(export, step) + strlen("assert ");
	struct str condition, line;

	if (!export_can_ask(export, step->expression)) {
		remark(export, "not to be seen through a socket: ", export_source(export, step));
		return;
	}
	str_init(&condition);
	str_init(&line);
	export_number(export, &condition, step->expression);
	str_addf(&line, export_has_function(step->expression, NULL) ? "wait_for(%d, \"" : "check(%d, \"", step->where.line);
	for (const char *c = source; *c != '\0'; c++)
		str_addf(&line, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
	if (export_has_function(step->expression, NULL)) {
		export->uses |= USE_SOON | USE_PAUSE;
		str_addf(&line, "\", lambda: %s)", str_text(&condition));
	} else {
		str_addf(&line, "\", %s, True)", str_text(&condition));
	}
	export_python_line(&export->body, str_text(&line));
	str_free(&condition);
	str_free(&line);
}

static void python_packet(struct export *export, const struct step *step)
{
	const struct export_name *socket = export_packet_socket(export, step);

	remark(export, "wire: ", export_source(export, step));
	if (step->packet->sent || socket == NULL || !export_brings_something(export, step->packet))
		return;
	export->uses |= USE_READABLE | USE_POLL;
	str_addf(&export->body, "wait_readable(%s)\n", export_written(export, socket->name));
}

static void pause_for(struct export *export, int64_t ns)
{
	export->uses |= USE_PAUSE;
	str_addf(&export->body, "time.sleep(%g)\n", (double)ns / 1e9);
}

static void python_blocked(struct export *export, const struct step *step)
{
	pause_for(export, step->duration_ns);
	for (size_t i = 0; i < export->running_count; i++) {
		const struct step *call = export->running[i].step;

		if (export->running[i].fresh)
			str_addf(&export->body, "check(%d, \"%s of line %d still runs\", %s_%d.is_alive(), True)\n", step->where.line, call->name,
				call->where.line, call->name, call->where.line);
	}
}

static void python_step(struct export *export, const struct step *step)
{
	bool again;

	if (export->body.length > export->commented && step[-1].fence == step->fence && step[-1].where.end_line + 1 < step->where.line)
		str_add(&export->body, "\n");
	switch (step->kind) {
	case STEP_LAUNCH:
		export_bind(export, step->alias, EXPORT_SERVER, &again)->server = step->name;
		return;
	case STEP_CALL:
		if (step->time.kind == TIME_RELATIVE && step->time.from_ns > 0)
			pause_for(export, step->time.from_ns);
		export_python_call(export, step);
		return;
	case STEP_SIGNAL:
		if (strcmp(step->name, "SIGPIPE") != 0)
			export_refuse(export, N_("this page waits for a signal that needs more than a short program"));
		export->uses |= USE_SIGNAL;
		str_addf(&export->body, "check(%d, \"SIGPIPE\", len(signals), 1)\nsignals.clear()\n", step->where.line);
		return;
	case STEP_BLOCKED:
		python_blocked(export, step);
		return;
	case STEP_WAIT:
		export_join(export);
		return;
	case STEP_ASSERT:
		python_assert(export, step);
		return;
	case STEP_PACKET:
		python_packet(export, step);
		return;
	case STEP_SILENCE:
		remark(export, "wire: ", export_source(export, step));
		pause_for(export, step->duration_ns);
		return;
	case STEP_EXPECT:
		remark(export, "", export_source(export, step));
		return;
	case STEP_CAPABLE:
	case STEP_ANY_PACKETS:
	case STEP_PEER:
	case STEP_SYSCTL:
	case STEP_WIRE:
		return;
	}
}

static void python_finish(struct export *export, struct str *program)
{
	export_python_head(export, program);
	str_add_bytes(program, str_text(&export->body), export->body.length);
	str_add(program, "\nsys.exit(1 if differences else 0)\n");
}

const struct export_writer export_python = {".py", python_step, python_comment, python_finish};
