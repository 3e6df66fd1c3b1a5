/* SPDX-License-Identifier: BSD-2-Clause */
/* getsockopt, setsockopt. */
#include "config.h"

#include <sys/socket.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_option.h"

#define CALL_OPTION_MOST 65536 /* bytes that an option's value is given room for */

static int call_read_option(struct call *call, int *fd, int *level, int *name)
{
	if (args_descriptor(call, 0, fd) < 0 || args_int(call, 1, level) < 0)
		return -1;
	return args_int(call, 2, name);
}

int call_getsockopt(struct call *call)
{
	socklen_t offered, length;
	struct buffer *buffer;
	int fd, level, name;
	size_t room;
	bool given;

	if (call_read_option(call, &fd, &level, &name) < 0)
		return -1;
	/* Room for less than the option has would hide the rest of it, so only a length cuts it short. */
	room = buffer_fitting(call->arguments[3]);
	if (room < option_room(level, name))
		room = option_room(level, name);
	if (args_length(call, 4, (socklen_t)room, &offered, &given) < 0)
		return -1;
	/* As much memory as the length says, so that a length that is larger than the option can be tried. */
	if (given && offered > room && offered <= CALL_OPTION_MOST)
		room = offered;
	if (room > CALL_OPTION_MOST)
		return err_set(&call->failure, "argument 4: more room than any option needs");
	buffer = buffer_with_room(call, args_is_null(call, 3) ? value_null(call->arena)
		: value_room(call->arena, (int64_t)room), offered);
	if (buffer == NULL)
		return err_prefix(&call->failure, "argument 4");
	length = offered;
	call_enter(call);
	call_leave(call, getsockopt(fd, level, name, buffer->data, given ? &length : NULL));
	if (call->result == 0 && buffer->data != NULL) {
		size_t written = length < offered ? length : offered;

		written = written < buffer->room ? written : buffer->room;
		buffer_take(call, buffer, written);
		call->arguments[3] = option_value(call, level, name, buffer->data, written);
	} else {
		call->arguments[3] = value_null(call->arena);
	}
	args_return_length(call, 4, length, given);
	return 0;
}

int call_setsockopt(struct call *call)
{
	struct option_bytes bytes;
	unsigned char *padded;
	int fd, level, name, length;

	if (call_read_option(call, &fd, &level, &name) < 0)
		return -1;
	if (option_bytes_read(call, call->arguments[3], &bytes) < 0)
		return err_prefix(&call->failure, "argument 4");
	if (args_count(call, 4, bytes.length, &length) < 0)
		return -1;
	if (length > CALL_OPTION_MOST)
		return err_set(&call->failure, "argument 5: more than any option takes");
	/* Where the length is more than the value, zeros stand behind it and not the actor's memory. */
	padded = bytes.bytes;
	if (padded != NULL && length > 0 && (size_t)length > bytes.length) {
		padded = buffer_zeroed(call, (size_t)length);
		for (size_t i = 0; i < bytes.length; i++)
			padded[i] = bytes.bytes[i];
	}
	call_enter(call);
	call_leave(call, setsockopt(fd, level, name, padded, (socklen_t)length));
	return 0;
}
