/* SPDX-License-Identifier: BSD-2-Clause */
/* select, pselect. */
#include "config.h"

#include <sys/select.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"

#define CALL_SELECT_MOST 65536 /* descriptors that a request may count, more than FD_SETSIZE on purpose */
#define CALL_SELECT_BITS (8 * sizeof(unsigned long))

/* A set of CALL_SELECT_MOST bits, laid out as fd_set is; NULL for a null pointer. */
struct call_set {
	unsigned long *words;
	const struct value *given;
};

static int call_read_set(struct call *call, size_t place, struct call_set *set, int *highest)
{
	const struct value *given = call->arguments[place];
	int fd;

	*set = (struct call_set){.given = given};
	if (given->kind == VALUE_NULL || given->kind == VALUE_ANY)
		return 0;
	if (given->kind != VALUE_ARRAY)
		return err_set(&call->failure, "argument %zu: a set is given as an array", place + 1);
	set->words = buffer_zeroed(call, CALL_SELECT_MOST / 8);
	for (size_t i = 0; i < given->count; i++) {
		if (args_value_int(given->items[i], &fd, &call->failure) < 0)
			return err_prefix(&call->failure, "argument %zu", place + 1);
		if (fd < 0 || fd >= CALL_SELECT_MOST)
			return err_set(&call->failure, "argument %zu: %d cannot be in a set", place + 1, fd);
		set->words[(size_t)fd / CALL_SELECT_BITS] |= 1UL << (size_t)fd % CALL_SELECT_BITS;
		if (fd > *highest)
			*highest = fd;
	}
	return 0;
}

/* What is left of the set, in the order in which it was given; then what was not in it, which never should be. */
static struct value *call_take_set(struct call *call, const struct call_set *set)
{
	struct value *found[256], *array;
	size_t count = 0;

	for (size_t i = 0; set->words != NULL && i < set->given->count && count < 256; i++) {
		int fd = -1;
		size_t word;

		args_value_int(set->given->items[i], &fd, &call->failure);
		word = (size_t)fd / CALL_SELECT_BITS;
		if ((set->words[word] >> (size_t)fd % CALL_SELECT_BITS & 1) == 0)
			continue;
		set->words[word] &= ~(1UL << (size_t)fd % CALL_SELECT_BITS);
		found[count++] = value_int(call->arena, fd);
	}
	for (size_t fd = 0; set->words != NULL && fd < CALL_SELECT_MOST && count < 256; fd++)
		if (set->words[fd / CALL_SELECT_BITS] >> fd % CALL_SELECT_BITS & 1)
			found[count++] = value_int(call->arena, (int64_t)fd);
	array = value_array(call->arena, count);
	for (size_t i = 0; i < count; i++)
		array->items[i] = found[i];
	return array;
}

/* The count and the sets, which both begin with. */
static int call_read_sets(struct call *call, struct call_set sets[3], int *count)
{
	int highest = -1;

	for (size_t i = 0; i < 3; i++)
		if (call_read_set(call, i + 1, &sets[i], &highest) < 0)
			return -1;
	if (args_count(call, 0, (size_t)(highest + 1), count) < 0)
		return -1;
	if (*count > CALL_SELECT_MOST)
		return err_set(&call->failure, "argument 1: more than %d", CALL_SELECT_MOST);
	return 0;
}

/* After an error the sets are as they were, which says nothing. */
static void call_take_sets(struct call *call, const struct call_set sets[3])
{
	static const char *const names[] = {"in", "out", "except"};

	if (call->result < 0)
		return;
	call->extra = value_struct(call->arena);
	for (size_t i = 0; i < 3; i++)
		value_struct_add(call->arena, call->extra, names[i], call_take_set(call, &sets[i]));
}

int call_select(struct call *call)
{
	struct call_set sets[3];
	struct timeval timeout;
	bool timed;
	int count;

	if (call_read_sets(call, sets, &count) < 0 || args_timeval(call, 4, &timeout, &timed) < 0)
		return -1;
	call_enter(call);
	call_leave(call, select(count, (fd_set *)sets[0].words, (fd_set *)sets[1].words,
		(fd_set *)sets[2].words, timed ? &timeout : NULL));
	call_take_sets(call, sets);
	return 0;
}

int call_pselect(struct call *call)
{
	struct call_set sets[3];
	struct timespec timeout;
	sigset_t mask;
	bool timed, masked;
	int count;

	if (call_read_sets(call, sets, &count) < 0 || args_timespec(call, 4, &timeout, &timed) < 0 ||
		args_signals(call, 5, &mask, &masked) < 0)
		return -1;
	(masked ? call_enter_masked : call_enter)(call);
	call_leave(call, pselect(count, (fd_set *)sets[0].words, (fd_set *)sets[1].words,
		(fd_set *)sets[2].words, timed ? &timeout : NULL, masked ? &mask : NULL));
	call_take_sets(call, sets);
	return 0;
}
