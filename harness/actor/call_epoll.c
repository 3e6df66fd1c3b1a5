/* SPDX-License-Identifier: BSD-2-Clause */
/* epoll_create1, epoll_ctl, epoll_wait, epoll_pwait. */
#include "config.h"

#include <limits.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/names/names.h"

#define CALL_EPOLL_MOST 4096 /* events that a request may ask for; what the kernel itself refuses may be more */
#define CALL_EPOLL_REFUSED (INT_MAX / (int)sizeof(struct epoll_event)) /* from here on it does */

int call_epoll_create1(struct call *call)
{
	int flags;

	if (args_int(call, 0, &flags) < 0)
		return -1;
	call->result_is_socket = true;
	call_enter(call);
	call_leave(call, epoll_create1(flags));
	return 0;
}

int call_epoll_ctl(struct call *call)
{
	const struct value *given = call->arguments[3];
	struct epoll_event event = {0}, *pointer = NULL;
	int64_t events, data;
	int epoll, operation, fd;

	if (args_descriptor(call, 0, &epoll) < 0 || args_int(call, 1, &operation) < 0 || args_descriptor(call, 2, &fd) < 0)
		return -1;
	if (given->kind == VALUE_STRUCT) {
		if (args_field_number(given, "events", 0, &events, &call->failure) < 0 ||
			args_field_number(given, "data", 0, &data, &call->failure) < 0)
			return err_prefix(&call->failure, "argument 4");
		event.events = (uint32_t)events;
		event.data.u64 = (uint64_t)data;
		pointer = &event;
	} else if (given->kind != VALUE_NULL) {
		return err_set(&call->failure, "argument 4: an event is given as a structure");
	}
	call_enter(call);
	call_leave(call, epoll_ctl(epoll, operation, fd, pointer));
	return 0;
}

static struct value *call_event_bits(struct call *call, uint32_t bits)
{
	struct str str;
	struct value *value;

	if (bits == 0)
		return value_int(call->arena, 0);
	str_init(&str);
	names_add_flags(&str, NAMES_EPOLL, bits);
	value = value_symbol(call->arena, str_text(&str));
	str_free(&str);
	return value;
}

static struct value *call_take_events(struct call *call, const struct epoll_event *events, size_t count)
{
	struct value *array = value_array(call->arena, count);

	for (size_t i = 0; i < count; i++) {
		struct value *item = value_struct(call->arena);

		value_struct_add(call->arena, item, "events", call_event_bits(call, events[i].events));
		value_struct_add(call->arena, item, "data", value_int(call->arena, (int64_t)events[i].data.u64));
		array->items[i] = item;
	}
	return array;
}

/* What both begin with; *events is NULL for a null pointer. */
static int call_read_wait(struct call *call, int *epoll, struct epoll_event **events, int *most, int *timeout)
{
	if (args_descriptor(call, 0, epoll) < 0 || args_int(call, 2, most) < 0 || args_int(call, 3, timeout) < 0)
		return -1;
	if (*most > CALL_EPOLL_MOST && *most <= CALL_EPOLL_REFUSED)
		return err_set(&call->failure, "argument 3: more than %d", CALL_EPOLL_MOST);
	*events = args_is_null(call, 1) ? NULL : buffer_zeroed(call, CALL_EPOLL_MOST * sizeof **events);
	return 0;
}

static void call_return_events(struct call *call, const struct epoll_event *events)
{
	if (events != NULL)
		call->arguments[1] = call_take_events(call, events,
			call->result > 0 && call->result <= CALL_EPOLL_MOST ? (size_t)call->result : 0);
}

int call_epoll_wait(struct call *call)
{
	struct epoll_event *events;
	int epoll, most, timeout;

	if (call_read_wait(call, &epoll, &events, &most, &timeout) < 0)
		return -1;
	call_enter(call);
	call_leave(call, epoll_wait(epoll, events, most, timeout));
	call_return_events(call, events);
	return 0;
}

int call_epoll_pwait(struct call *call)
{
	struct epoll_event *events;
	sigset_t mask, *pointer;
	int epoll, most, timeout, size;
	bool masked, sized = !args_is_any(call, 5);

	if (call_read_wait(call, &epoll, &events, &most, &timeout) < 0 || args_signals(call, 4, &mask, &masked) < 0 ||
		args_int(call, 5, &size) < 0)
		return -1;
	pointer = masked ? &mask : NULL;
	(masked ? call_enter_masked : call_enter)(call);
	if (sized)
		call_leave(call, syscall(SYS_epoll_pwait, epoll, events, most, timeout, pointer, (size_t)(unsigned int)size));
	else
		call_leave(call, epoll_pwait(epoll, events, most, timeout, pointer));
	call_return_events(call, events);
	return 0;
}
