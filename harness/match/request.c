/* SPDX-License-Identifier: BSD-2-Clause */
/* A call as written -> the values that go to the actor. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/match/eval.h"
#include "harness/match/request.h"
#include "harness/match/request_args.h"

/* `...` as a length: the size of the argument before it, where that is known here. */
static struct value *fitting_length(const struct env *env, const struct value *before,
	const struct node *written, enum argument_kind kind)
{
	struct err err;
	const struct value *expected;

	err_init(&err);
	switch (before->kind) {
	case VALUE_BYTES:
		return value_int(env->arena, (int64_t)before->length);
	case VALUE_ROOM:
		return value_int(env->arena, before->number);
	case VALUE_ARRAY:
		/* A count of iovecs, messages or pollfds. An option's [1] has a size that the actor knows. */
		if (kind == ARG_IOVEC_IN || kind == ARG_IOVEC_OUT || kind == ARG_MMSGHDR_IN ||
			kind == ARG_MMSGHDR_OUT || kind == ARG_POLLFDS)
			return value_int(env->arena, (int64_t)before->count);
		break;
	case VALUE_ANY:
		expected = written == NULL ? NULL : eval_node(env, written, NULL, &err);
		if (expected != NULL && expected->kind == VALUE_BYTES)
			return value_int(env->arena, (int64_t)expected->length);
		break;
	case VALUE_NULL:
	case VALUE_INT:
	case VALUE_SYMBOL:
	case VALUE_ADDRESS:
	case VALUE_STRUCT:
		break;
	}
	return value_any(env->arena);
}

/* select's first argument as `...`: one more than the highest descriptor in the sets. */
static struct value *highest_descriptor(const struct env *env, const struct step *step, struct err *err)
{
	int64_t highest = -1;

	for (size_t i = 1; i < 4 && i < step->argument_count; i++) {
		const struct node *set = step->arguments[i];

		if (set->kind != NODE_ARRAY)
			continue;
		for (size_t k = 0; k < set->count; k++) {
			int64_t fd;

			if (eval_number(env, set->items[k], NULL, &fd, err) < 0)
				return NULL;
			if (fd > highest)
				highest = fd;
		}
	}
	return value_int(env->arena, highest + 1);
}

static struct value *address_in(const struct env *env, const struct node *written, struct err *err)
{
	struct value *value;

	if (written->kind == NODE_ANY || written->kind == NODE_NULL)
		return value_null(env->arena);
	value = eval_node(env, written, NULL, err);
	if (value != NULL && value->kind != VALUE_ADDRESS && value->kind != VALUE_BYTES) {
		err_set(err, "an address is needed here");
		return NULL;
	}
	return value;
}

/* What goes in as written; a family that fits is the mode's. */
static struct value *request_hints(const struct env *env, const struct node *written, struct err *err)
{
	struct value *hints = request_plain(env, written, err);

	for (size_t i = 0; hints != NULL && hints->kind == VALUE_STRUCT && i < hints->count; i++)
		if (hints->fields[i].value->kind == VALUE_ANY && strcmp(hints->fields[i].name, "ai_family") == 0)
			hints->fields[i].value = value_symbol(env->arena, env->mode == MODE_IPV4 ? "AF_INET" : "AF_INET6");
	return hints;
}

static struct value *fdset(const struct env *env, const struct node *written, struct err *err)
{
	if (written->kind == NODE_NULL || written->kind == NODE_ANY)
		return value_null(env->arena);
	return request_plain(env, written, err);
}

/* The number that these two requests of ioctl take stands where the others' number comes out. */
static struct value *ioctl_number(const struct env *env, const struct value *request, const struct node *written,
	struct err *err)
{
	if (written->kind == NODE_NULL)
		return value_null(env->arena);
	if (written->kind == NODE_ARRAY && request->kind == VALUE_SYMBOL && calls_ioctl_takes_number(request->text))
		return request_plain(env, written, err);
	return value_any(env->arena);
}

static struct value *build_argument(const struct env *env, const struct step *step,
	const struct call_spec *spec, struct value *const *before, size_t place, struct err *err)
{
	const struct node *written = step->arguments[place];

	switch (spec->arguments[place]) {
	case ARG_FAMILY:
		if (written->kind == NODE_ANY)
			return value_symbol(env->arena, env->mode == MODE_IPV4 ? "AF_INET" : "AF_INET6");
		return request_number(env, written, err);
	case ARG_SOCKET:
	case ARG_INT:
	case ARG_FCNTL:
	case ARG_ADDRLEN_IN:
		if (written->kind == NODE_ANY)
			return value_any(env->arena);
		return request_number(env, written, err);
	case ARG_LENGTH:
		if (written->kind != NODE_ANY)
			return request_number(env, written, err);
		if (place == 0)
			return highest_descriptor(env, step, err);
		return fitting_length(env, before[place - 1], step->arguments[place - 1],
			spec->arguments[place - 1]);
	case ARG_BYTES_IN:
		return request_bytes_in(env, step, place, err);
	case ARG_BYTES_OUT:
		return request_room(env, step, place, err);
	case ARG_ADDRESS_IN:
		return address_in(env, written, err);
	case ARG_ADDRESS_OUT:
	case ARG_EVENTS_OUT:
	case ARG_PAIR_OUT:
	case ARG_TEXT_OUT:
	case ARG_ADDRESSES_OUT:
	case ARG_INTERFACES_OUT:
	case ARG_RLIMIT_OUT:
		return written->kind == NODE_NULL ? value_null(env->arena) : value_any(env->arena);
	case ARG_IOCTL_OUT:
		return ioctl_number(env, before[1], written, err);
	case ARG_ADDRLEN_OUT:
	case ARG_OPTLEN_OUT:
	case ARG_OFFSET:
		return request_length_out(env, written, err);
	case ARG_IOVEC_IN:
	case ARG_IOVEC_OUT:
		return request_iovec(env, written, spec->arguments[place] == ARG_IOVEC_OUT, err);
	case ARG_MSGHDR_IN:
	case ARG_MSGHDR_OUT:
		return request_msghdr(env, written, spec->arguments[place] == ARG_MSGHDR_OUT, err);
	case ARG_MMSGHDR_IN:
	case ARG_MMSGHDR_OUT:
		return request_messages(env, written, spec->arguments[place] == ARG_MMSGHDR_OUT, err);
	case ARG_OPTVAL_IN:
	case ARG_TIMEVAL:
	case ARG_STRING_IN:
	case ARG_EVENT_IN:
	case ARG_TIMESPEC:
	case ARG_SIGSET:
	case ARG_ITIMER:
	case ARG_RLIMIT_IN:
		return request_plain(env, written, err);
	case ARG_STREAM:
		return request_number(env, written, err);
	case ARG_HINTS:
		return request_hints(env, written, err);
	case ARG_OPTVAL_OUT:
		return request_option_out(env, step, place);
	case ARG_POLLFDS:
		return request_pollfds(env, written, err);
	case ARG_FDSET:
		return fdset(env, written, err);
	case ARG_NONE:
		break;
	}
	err_set(err, "%s takes no argument number %zu", step->name, place + 1);
	return NULL;
}

/* An argument that may be left out, and was: what fits. NULL where the call goes without it. */
static struct value *left_out(const struct env *env, const struct call_spec *spec,
	struct value *const *before, size_t place)
{
	switch (spec->arguments[place]) {
	case ARG_ADDRLEN_IN:
	case ARG_ADDRLEN_OUT:
	case ARG_OPTLEN_OUT:
		return before[place - 1]->kind == VALUE_NULL &&
			spec->arguments[place] != ARG_OPTLEN_OUT ? value_null(env->arena) :
			value_any(env->arena);
	case ARG_LENGTH:
		return fitting_length(env, before[place - 1], NULL, spec->arguments[place - 1]);
	case ARG_ADDRESS_OUT:
	case ARG_ADDRESS_IN:
	case ARG_TIMEVAL:
	case ARG_TIMESPEC:
		return value_null(env->arena);
	case ARG_MMSGHDR_IN: case ARG_MMSGHDR_OUT: case ARG_OFFSET:
	case ARG_NONE: case ARG_FAMILY: case ARG_SOCKET: case ARG_INT: case ARG_BYTES_IN:
	case ARG_BYTES_OUT: case ARG_IOVEC_IN: case ARG_IOVEC_OUT: case ARG_MSGHDR_IN:
	case ARG_MSGHDR_OUT: case ARG_OPTVAL_IN: case ARG_OPTVAL_OUT: case ARG_POLLFDS:
	case ARG_FDSET: case ARG_FCNTL: case ARG_IOCTL_OUT: case ARG_STRING_IN:
	case ARG_EVENT_IN: case ARG_EVENTS_OUT: case ARG_SIGSET: case ARG_ITIMER: case ARG_PAIR_OUT:
	case ARG_STREAM: case ARG_TEXT_OUT: case ARG_HINTS: case ARG_ADDRESSES_OUT: case ARG_INTERFACES_OUT:
	case ARG_RLIMIT_IN: case ARG_RLIMIT_OUT:
		break;
	}
	return NULL;
}

int request_build(const struct env *env, const struct step *step, struct value ***values,
	size_t *count, struct err *err)
{
	const struct call_spec *spec = calls_find(step->name);
	struct value **built;
	size_t most, made = 0;

	if (spec == NULL)
		return err_set(err, "there is no call %s", step->name);
	most = calls_argument_count(spec);
	if (step->argument_count > most)
		return err_set(err, "%s takes %zu arguments", step->name, most);
	built = arena_array(env->arena, most + 1, sizeof(struct value *));
	for (; made < step->argument_count; made++) {
		built[made] = build_argument(env, step, spec, built, made, err);
		if (built[made] == NULL)
			return -1;
	}
	for (; made > 0 && made < most; made++) {
		built[made] = left_out(env, spec, built, made);
		if (built[made] == NULL)
			break;
	}
	*values = built;
	*count = made;
	return 0;
}
