/* SPDX-License-Identifier: BSD-2-Clause */
/* One call on its way through the actor: from the request to the answer. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_names.h"
#include "harness/actor/actor_output.h"
#include "harness/actor/actor_signal.h"
#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/names/names.h"

static int call_read_arguments(struct call *call, json_t *arguments, struct err *err)
{
	const struct calls_row *row = calls_find_row(call->name);

	if (row == NULL)
		return err_set(err, "no such call: %.64s", call->name);
	if (!json_is_array(arguments))
		return err_set(err, "args is not an array");
	call->count = json_array_size(arguments);
	if (call->count < row->least || call->count > row->most)
		return err_set(err, "%s takes %zu to %zu arguments, not %zu", row->name, row->least,
			row->most, call->count);
	for (size_t i = 0; i < call->count; i++) {
		call->arguments[i] = value_from_json(call->arena, json_array_get(arguments, i), err);
		if (call->arguments[i] == NULL)
			return err_prefix(err, "argument %zu", i + 1);
	}
	for (size_t i = call->count; i < row->most; i++)
		call->arguments[i] = value_any(call->arena);
	return 0;
}

struct call *call_new(int64_t id, const char *name, json_t *arguments, struct err *err)
{
	struct arena *arena = arena_new();
	struct call *call = arena_alloc(arena, sizeof *call);

	call->arena = arena;
	call->id = id;
	call->name = arena_strdup(arena, name);
	call->socket = -1;
	err_init(&call->failure);
	if (call_read_arguments(call, arguments, err) < 0) {
		call_free(call);
		return NULL;
	}
	return call;
}

void call_free(struct call *call)
{
	if (call == NULL)
		return;
	buffer_free_all(call);
	arena_free(call->arena);
}

void call_make(struct call *call, struct call_progress *progress)
{
	call->progress = progress;
	atomic_store(&progress->socket, -1);
	if (calls_find_row(call->name)->make(call) < 0 && !call->failure.set)
		err_set(&call->failure, "the call could not be made");
	/* Also where it failed before it was entered: nobody shall wait for it to fall asleep. */
	atomic_store(&progress->stage, CALL_RETURNED);
}

void call_enter(struct call *call)
{
	signal_begin_call();
	call_enter_masked(call);
}

void call_enter_masked(struct call *call)
{
	call->entered_ns = clock_now_ns();
	atomic_store(&call->progress->entered_ns, call->entered_ns);
	atomic_store(&call->progress->socket, call->socket);
	atomic_store(&call->progress->stage, CALL_ENTERED);
	errno = 0;
}

void call_leave(struct call *call, int64_t result)
{
	int error = errno;

	call->returned_ns = clock_now_ns();
	atomic_store(&call->progress->stage, CALL_RETURNED);
	call->signals = signal_end_call();
	call->made = true;
	call->result = result;
	call->error = result == -1 ? error : 0;
}

static void call_add_errno(json_t *answer, int error)
{
	const char *name = names_of(NAMES_ERRNO, error);
	char number[32];

	if (name == NULL) {
		snprintf(number, sizeof number, "%d", error);
		name = number;
	}
	json_object_set_new(answer, "errno", json_string(name));
}

/* select's sets stand behind the result as a plain object, not as a value. */
static void call_add_extra(json_t *answer, const struct value *extra)
{
	json_t *object = json_object();

	for (size_t i = 0; i < extra->count; i++)
		json_object_set_new(object, extra->fields[i].name, value_to_json(extra->fields[i].value));
	json_object_set_new(answer, "extra", object);
}

static void call_add_result(json_t *answer, const struct call *call)
{
	json_t *arguments = json_array();

	json_object_set_new(answer, "entered", json_integer(call->entered_ns));
	json_object_set_new(answer, "returned", json_integer(call->returned_ns));
	json_object_set_new(answer, "result", json_integer(call->result));
	if (call->error != 0)
		call_add_errno(answer, call->error);
	for (size_t i = 0; i < call->count; i++)
		json_array_append_new(arguments, value_to_json(call->arguments[i]));
	json_object_set_new(answer, "args", arguments);
	if (call->extra != NULL)
		call_add_extra(answer, call->extra);
	if (call->signals != 0)
		json_object_set_new(answer, "signals", signal_list(call->signals));
	if (call->overrun > 0)
		json_object_set_new(answer, "overrun", json_integer(call->overrun));
	if (call->untouched)
		json_object_set_new(answer, "untouched", json_true());
	if (call->socket >= 0 && !call->socket_is_gone)
		actor_names_add_socket(answer, call->socket);
	if (call->result_is_socket && call->result >= 0)
		actor_names_add_result(answer, (int)call->result);
}

char *call_answer(const struct call *call, size_t *length)
{
	json_t *answer = json_pack("{sI}", "id", (json_int_t)call->id);
	char *line;

	if (call->failure.set || !call->made)
		json_object_set_new(answer, "failure", json_string(call->failure.text));
	else
		call_add_result(answer, call);
	line = output_line(answer, length);
	json_decref(answer);
	return line;
}
