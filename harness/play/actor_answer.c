/* SPDX-License-Identifier: BSD-2-Clause */
/* One answer of an actor -> the record of its call. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/names/names.h"
#include "harness/play/actor_answer.h"

#define SIGNALS_MOST 64

/*
 * A time that the actor read, on the play's clock. It cannot lie before the request nor after the answer; an
 * actor whose clock is another (on another machine) is timed by when we asked and heard.
 */
static int64_t answer_time(const struct answer_context *context, json_t *answer, const char *member,
	int64_t otherwise_ns)
{
	json_t *time = json_object_get(answer, member);
	json_int_t ns;

	if (!json_is_integer(time))
		return otherwise_ns;
	ns = json_integer_value(time);
	if (ns < context->begin_ns + context->asked_ns || ns > context->begin_ns + context->now_ns)
		return otherwise_ns;
	return ns - context->begin_ns;
}

static int take_address(const struct answer_context *context, json_t *answer, const char *member,
	struct value **address, struct err *err)
{
	json_t *json = json_object_get(answer, member);
	struct value *value;

	if (!json || json_is_null(json))
		return 0;
	value = value_from_json(context->arena, json, err);
	if (!value)
		return err_prefix(err, "its answer's \"%s\"", member);
	if (value->kind != VALUE_ADDRESS)
		return err_set(err, "its answer's \"%s\" is not an address", member);
	*address = value;
	return 0;
}

static int take_addresses(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	json_t *type = json_object_get(answer, "type");
	int64_t number;

	if (take_address(context, answer, "local", &record->local, err) < 0
		|| take_address(context, answer, "peer", &record->peer, err) < 0
		|| take_address(context, answer, "result_local", &record->result_local, err) < 0
		|| take_address(context, answer, "result_peer", &record->result_peer, err) < 0)
		return -1;
	if (json_is_string(type) && names_find_in(NAMES_TYPE, json_string_value(type), &number))
		record->socket_type = (int)number;
	return 0;
}

static int take_arguments(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	json_t *args = json_object_get(answer, "args");
	struct value **values;
	size_t i;

	if (!json_is_array(args) || json_array_size(args) != record->argument_count)
		return err_set(err, "its answer to %s does not have the %zu arguments that were asked for", record->name,
			record->argument_count);
	values = arena_array(context->arena, record->argument_count, sizeof *values);
	for (i = 0; i < record->argument_count; i++) {
		values[i] = value_from_json(context->arena, json_array_get(args, i), err);
		if (!values[i])
			return err_prefix(err, "its answer to %s, argument %zu", record->name, i + 1);
	}
	record->arguments = values;
	return 0;
}

static int take_result(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	json_t *result = json_object_get(answer, "result"), *error = json_object_get(answer, "errno");

	if (!json_is_integer(result))
		return err_set(err, "its answer to %s has no result", record->name);
	record->result = json_integer_value(result);
	if (record->result != -1)
		return 0;
	if (!json_is_string(error))
		return err_set(err, "its answer to %s is -1 without an errno", record->name);
	record->error = arena_strdup(context->arena, json_string_value(error));
	return 0;
}

static int take_signals(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	json_t *signals = json_object_get(answer, "signals"), *name;
	size_t i, count = json_array_size(signals); /* 0 where there are none */

	if (count == 0)
		return 0;
	if (count > SIGNALS_MOST)
		return err_set(err, "its answer to %s has too many signals", record->name);
	record->signals = arena_array(context->arena, count, sizeof *record->signals);
	for (i = 0; i < count; i++) {
		name = json_array_get(signals, i);
		if (!json_is_string(name))
			return err_set(err, "its answer to %s has a signal that is no name", record->name);
		record->signals[i] = arena_strdup(context->arena, json_string_value(name));
	}
	record->signal_count = count;
	return 0;
}

/* An actor that cannot tell says nothing of it. */
static int take_overrun(json_t *answer, struct call_record *record, struct err *err)
{
	json_t *overrun = json_object_get(answer, "overrun");

	if (!overrun || json_is_null(overrun))
		return 0;
	if (!json_is_integer(overrun) || json_integer_value(overrun) < 0)
		return err_set(err, "its answer to %s has an \"overrun\" that is no number of bytes", record->name);
	record->overrun = json_integer_value(overrun);
	return 0;
}

/* select's sets: one structure, its fields in, out, except. */
static int take_extra(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	json_t *extra = json_object_get(answer, "extra"), *member;
	struct value *structure, *value;
	const char *key;

	if (!extra || json_is_null(extra))
		return 0;
	if (!json_is_object(extra) || json_object_size(extra) > SIGNALS_MOST)
		return err_set(err, "its answer to %s has an \"extra\" that is no object", record->name);
	structure = value_struct(context->arena);
	json_object_foreach(extra, key, member) {
		value = value_from_json(context->arena, member, err);
		if (!value)
			return err_prefix(err, "its answer to %s, \"%s\"", record->name, key);
		value_struct_add(context->arena, structure, arena_strdup(context->arena, key), value);
	}
	record->extras = arena_array(context->arena, 1, sizeof *record->extras);
	record->extras[0] = structure;
	record->extra_count = 1;
	return 0;
}

int actor_answer_entered(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	record->enter_ns = answer_time(context, answer, "entered", context->asked_ns);
	record->asleep = json_is_true(json_object_get(answer, "asleep"));
	return take_addresses(context, answer, record, err);
}

int actor_answer_returned(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err)
{
	json_t *failure = json_object_get(answer, "failure");

	if (failure) {
		if (!json_is_string(failure))
			return err_set(err, "its answer to %s has a \"failure\" that is no text", record->name);
		record->failure = arena_strdup(context->arena, json_string_value(failure));
		return 0;
	}
	/* The addresses that the line "entered" told are older than what this one says of them. */
	record->local = record->peer = NULL;
	if (take_result(context, answer, record, err) < 0 || take_arguments(context, answer, record, err) < 0
		|| take_extra(context, answer, record, err) < 0 || take_signals(context, answer, record, err) < 0
		|| take_addresses(context, answer, record, err) < 0 || take_overrun(answer, record, err) < 0)
		return -1;
	record->enter_ns = answer_time(context, answer, "entered", context->asked_ns);
	record->exit_ns = answer_time(context, answer, "returned", context->now_ns);
	if (record->exit_ns < record->enter_ns)
		record->exit_ns = record->enter_ns;
	return 0;
}
