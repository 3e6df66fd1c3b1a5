/* SPDX-License-Identifier: BSD-2-Clause */
/* Values of a request -> numbers, descriptors and text for C. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_descriptors.h"
#include "harness/base/arena.h"
#include "harness/names/names.h"

int args_value_number(const struct value *value, int64_t *number, struct err *err)
{
	if (value->kind == VALUE_INT) {
		*number = value->number;
		return 0;
	}
	if (value->kind != VALUE_SYMBOL)
		return err_set(err, "neither a number nor names");
	if (!names_parse_flags(value->text, number))
		return err_set(err, "unknown name in %.200s", value->text);
	return 0;
}

int args_value_int(const struct value *value, int *number, struct err *err)
{
	int64_t wide;

	if (args_value_number(value, &wide, err) < 0)
		return -1;
	/* Flags use the top bit too, so what fits unsigned is fine. */
	if (wide < INT_MIN || wide > (int64_t)UINT_MAX)
		return err_set(err, "the number does not fit an int");
	*number = (int)(unsigned int)wide;
	return 0;
}

int args_field_number(const struct value *structure, const char *name, int64_t fallback, int64_t *number,
	struct err *err)
{
	const struct value *value = value_field(structure, name);

	*number = fallback;
	if (value == NULL || value->kind == VALUE_ANY)
		return 0;
	if (args_value_number(value, number, err) < 0)
		return err_prefix(err, "%s", name);
	return 0;
}

int args_field_int(const struct value *structure, const char *name, int fallback, int *number,
	struct err *err)
{
	const struct value *value = value_field(structure, name);

	*number = fallback;
	if (value == NULL || value->kind == VALUE_ANY)
		return 0;
	if (args_value_int(value, number, err) < 0)
		return err_prefix(err, "%s", name);
	return 0;
}

int args_int(struct call *call, size_t place, int *number)
{
	*number = 0;
	if (args_is_any(call, place))
		return 0;
	if (args_value_int(call->arguments[place], number, &call->failure) < 0)
		return err_prefix(&call->failure, "argument %zu", place + 1);
	return 0;
}

int args_descriptor(struct call *call, size_t place, int *fd)
{
	if (args_is_any(call, place))
		return err_set(&call->failure, "argument %zu: a descriptor cannot be chosen here", place + 1);
	if (args_int(call, place, fd) < 0)
		return -1;
	if (descriptors_are_ours(*fd))
		return err_set(&call->failure, "argument %zu: %d is a descriptor of the actor itself",
			place + 1, *fd);
	if (place == 0)
		call->socket = *fd;
	return 0;
}

int args_count(struct call *call, size_t place, size_t fitting, int *count)
{
	*count = 0;
	if (args_is_null(call, place))
		return 0;
	*count = (int)fitting;
	return args_is_any(call, place) ? 0 : args_int(call, place, count);
}

int args_size(struct call *call, size_t place, size_t fitting, size_t *size)
{
	int64_t number;

	*size = fitting;
	if (args_is_any(call, place))
		return 0;
	if (args_value_number(call->arguments[place], &number, &call->failure) < 0)
		return err_prefix(&call->failure, "argument %zu", place + 1);
	*size = (size_t)number;
	return 0;
}

int args_text(struct call *call, size_t place, const char **text)
{
	const struct value *value = call->arguments[place];

	*text = NULL;
	if (value->kind == VALUE_NULL)
		return 0;
	if (value->kind != VALUE_BYTES)
		return err_set(&call->failure, "argument %zu is not a string", place + 1);
	if (memchr(value->bytes, 0, value->length) != NULL)
		return err_set(&call->failure, "argument %zu has a NUL in it", place + 1);
	*text = arena_strndup(call->arena, (const char *)value->bytes, value->length);
	return 0;
}

/* A time in seconds and parts of one, which the field `name` has. */
static int args_time(struct call *call, size_t place, const char *name, int64_t *seconds, int64_t *parts, bool *given)
{
	const struct value *value = call->arguments[place];

	*given = value->kind != VALUE_NULL;
	*seconds = *parts = 0;
	if (!*given)
		return 0;
	if (value->kind != VALUE_STRUCT)
		return err_set(&call->failure, "argument %zu is not a time", place + 1);
	if (args_field_number(value, "tv_sec", 0, seconds, &call->failure) < 0 ||
		args_field_number(value, name, 0, parts, &call->failure) < 0)
		return err_prefix(&call->failure, "argument %zu", place + 1);
	return 0;
}

int args_timeval(struct call *call, size_t place, struct timeval *time, bool *given)
{
	int64_t seconds, parts;

	*time = (struct timeval){0};
	if (args_time(call, place, "tv_usec", &seconds, &parts, given) < 0)
		return -1;
	time->tv_sec = (time_t)seconds;
	time->tv_usec = (suseconds_t)parts;
	return 0;
}

int args_timespec(struct call *call, size_t place, struct timespec *time, bool *given)
{
	int64_t seconds, parts;

	*time = (struct timespec){0};
	if (args_time(call, place, "tv_nsec", &seconds, &parts, given) < 0)
		return -1;
	time->tv_sec = (time_t)seconds;
	time->tv_nsec = (long)parts;
	return 0;
}

int args_signals(struct call *call, size_t place, sigset_t *set, bool *given)
{
	const struct value *value = call->arguments[place];
	int number = 0;

	sigemptyset(set);
	*given = value->kind != VALUE_NULL && value->kind != VALUE_ANY;
	if (!*given)
		return 0;
	if (value->kind != VALUE_ARRAY)
		return err_set(&call->failure, "argument %zu: signals are given as an array", place + 1);
	for (size_t i = 0; i < value->count; i++) {
		if (args_value_int(value->items[i], &number, &call->failure) < 0)
			return err_prefix(&call->failure, "argument %zu", place + 1);
		if (sigaddset(set, number) < 0)
			return err_set(&call->failure, "argument %zu: %d is no signal", place + 1, number);
	}
	return 0;
}

int args_length(struct call *call, size_t place, socklen_t fitting, socklen_t *length, bool *given)
{
	const struct value *value = call->arguments[place];
	int number = 0;

	*given = value->kind != VALUE_NULL;
	*length = fitting;
	if (value->kind == VALUE_NULL || value->kind == VALUE_ANY)
		return 0;
	if (value->kind == VALUE_ARRAY && value->count == 1)
		value = value->items[0];
	if (args_value_int(value, &number, &call->failure) < 0)
		return err_prefix(&call->failure, "argument %zu", place + 1);
	*length = (socklen_t)number;
	return 0;
}

void args_return_length(struct call *call, size_t place, socklen_t length, bool given)
{
	struct value *array;

	if (!given)
		return;
	array = value_array(call->arena, 1);
	array->items[0] = value_int(call->arena, (int)length);
	call->arguments[place] = array;
}

bool args_is_any(const struct call *call, size_t place)
{
	return call->arguments[place]->kind == VALUE_ANY;
}

bool args_is_null(const struct call *call, size_t place)
{
	return call->arguments[place]->kind == VALUE_NULL;
}
