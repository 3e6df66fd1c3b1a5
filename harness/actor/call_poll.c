/* SPDX-License-Identifier: BSD-2-Clause */
/* poll, ppoll. */
#include "config.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/names/names.h"

#define CALL_POLL_MOST (1 << 20) /* as many as a request may count */
#define CALL_POLL_UNTOUCHED ((short)0x5a00) /* no event: tells that revents was left alone */

static int call_read_pollfd(struct call *call, const struct value *item, struct pollfd *entry)
{
	int events;

	if (item->kind != VALUE_STRUCT)
		return err_set(&call->failure, "a pollfd is given as a structure");
	if (args_field_int(item, "fd", -1, &entry->fd, &call->failure) < 0
		|| args_field_int(item, "events", 0, &events, &call->failure) < 0)
		return -1;
	entry->events = (short)events;
	entry->revents = CALL_POLL_UNTOUCHED;
	return 0;
}

static struct value *call_poll_bits(struct call *call, short bits)
{
	struct str str;
	struct value *value;

	if (bits == 0)
		return value_int(call->arena, 0);
	str_init(&str);
	names_add_flags(&str, NAMES_POLL, (unsigned short)bits);
	value = value_symbol(call->arena, str_text(&str));
	str_free(&str);
	return value;
}

/*
 * revents that were left alone are not told: the call failed, or did not count that far. Where it should have written
 * them they are told as they stand.
 */
static struct value *call_take_pollfds(struct call *call, const struct pollfd *entries, size_t count, int counted)
{
	size_t written = call->result >= 0 && counted > 0 ? (size_t)counted : 0;

	struct value *array = value_array(call->arena, count);

	for (size_t i = 0; i < count; i++) {
		struct value *item = value_struct(call->arena);

		value_struct_add(call->arena, item, "fd", value_int(call->arena, entries[i].fd));
		value_struct_add(call->arena, item, "events", call_poll_bits(call, entries[i].events));
		if (i < written || entries[i].revents != CALL_POLL_UNTOUCHED)
			value_struct_add(call->arena, item, "revents",
				call_poll_bits(call, entries[i].revents));
		array->items[i] = item;
	}
	return array;
}

/* Entries that were not given are the ones that poll skips. */
static struct pollfd *call_make_pollfds(struct call *call, const struct value *list, size_t counted)
{
	size_t count = counted > list->count ? counted : list->count;
	struct pollfd *entries = buffer_zeroed(call, count * sizeof *entries);

	for (size_t i = 0; i < count; i++)
		entries[i].fd = -1;
	for (size_t i = 0; i < list->count; i++) {
		if (call_read_pollfd(call, list->items[i], &entries[i]) < 0) {
			err_prefix(&call->failure, "argument 1: entry %zu", i + 1);
			return NULL;
		}
	}
	return entries;
}

/* The array and its count, which poll and ppoll begin with. *entries is NULL for a null pointer. */
static int call_read_polled(struct call *call, struct pollfd **entries, int *counted)
{
	const struct value *list = call->arguments[0];

	*entries = NULL;
	if (list->kind != VALUE_ARRAY && list->kind != VALUE_NULL)
		return err_set(&call->failure, "argument 1: pollfds are given as an array");
	if (args_count(call, 1, list->count, counted) < 0)
		return -1;
	if (list->kind == VALUE_ARRAY) {
		if (*counted > CALL_POLL_MOST || *counted < 0)
			return err_set(&call->failure, "argument 2: not 0 to %d", CALL_POLL_MOST);
		*entries = call_make_pollfds(call, list, (size_t)*counted);
		if (*entries == NULL)
			return -1;
	}
	return 0;
}

int call_poll(struct call *call)
{
	size_t given = call->arguments[0]->kind == VALUE_ARRAY ? call->arguments[0]->count : 0;
	struct pollfd *entries;
	int counted, timeout;

	if (call_read_polled(call, &entries, &counted) < 0 || args_int(call, 2, &timeout) < 0)
		return -1;
	call_enter(call);
	call_leave(call, poll(entries, (nfds_t)(unsigned int)counted, timeout));
	if (entries != NULL)
		call->arguments[0] = call_take_pollfds(call, entries, given, counted);
	return 0;
}

/* With the size of the mask, which the library gives by itself, the system call is made as it stands. */
static int call_ppoll_sized(struct pollfd *entries, int counted, struct timespec *timeout, const sigset_t *mask, int size)
{
	return (int)syscall(SYS_ppoll, entries, (unsigned int)counted, timeout, mask, (size_t)(unsigned int)size);
}

int call_ppoll(struct call *call)
{
	size_t given = call->arguments[0]->kind == VALUE_ARRAY ? call->arguments[0]->count : 0;
	struct pollfd *entries;
	struct timespec timeout, *time;
	sigset_t mask;
	bool timed, masked, sized = !args_is_any(call, 4);
	int counted, size;

	if (call_read_polled(call, &entries, &counted) < 0 || args_timespec(call, 2, &timeout, &timed) < 0 ||
		args_signals(call, 3, &mask, &masked) < 0 || args_int(call, 4, &size) < 0)
		return -1;
	time = timed ? &timeout : NULL;
	(masked ? call_enter_masked : call_enter)(call);
	if (sized)
		call_leave(call, call_ppoll_sized(entries, counted, time, masked ? &mask : NULL, size));
	else
		call_leave(call, ppoll(entries, (nfds_t)(unsigned int)counted, time, masked ? &mask : NULL));
	if (entries != NULL)
		call->arguments[0] = call_take_pollfds(call, entries, given, counted);
	return 0;
}
