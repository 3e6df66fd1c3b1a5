/* SPDX-License-Identifier: BSD-2-Clause */
/* recv, recvfrom, recvmsg, read, readv: calls that take bytes in. */
#include "config.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_message.h"

/* A descriptor, room and its length, as read, recv and recvfrom begin. */
static int call_offer_room(struct call *call, int *fd, const struct buffer **buffer, size_t *length)
{
	if (args_descriptor(call, 0, fd) < 0
		|| args_size(call, 2, buffer_fitting(call->arguments[1]), length) < 0)
		return -1;
	*buffer = buffer_with_room(call, call->arguments[1], *length);
	return *buffer == NULL ? err_prefix(&call->failure, "argument 2") : 0;
}

static void call_take_bytes(struct call *call, const struct buffer *buffer, size_t length)
{
	/* With MSG_TRUNC the result counts what was there, which may be more than there was room for. */
	size_t written = call->result > 0 ? (size_t)call->result : 0;

	call->arguments[1] = buffer_take(call, buffer, written < length ? written : length);
}

int call_recv(struct call *call)
{
	const struct buffer *buffer;
	size_t length;
	int fd, flags;

	if (call_offer_room(call, &fd, &buffer, &length) < 0 || args_int(call, 3, &flags) < 0)
		return -1;
	call_enter(call);
	call_leave(call, recv(fd, buffer->data, length, flags));
	call_take_bytes(call, buffer, length);
	return 0;
}

int call_recvfrom(struct call *call)
{
	const struct buffer *buffer;
	struct address address;
	socklen_t offered = 0, address_length = 0;
	bool given = false;
	size_t length;
	int fd, flags;

	if (call_offer_room(call, &fd, &buffer, &length) < 0 || args_int(call, 3, &flags) < 0)
		return -1;
	address_offer(call->arguments[4], &address);
	if (!(args_is_any(call, 5) && args_is_null(call, 4))
		&& args_length(call, 5, sizeof(struct sockaddr_storage), &offered, &given) < 0)
		return -1;
	address_length = offered;
	call_enter(call);
	call_leave(call, recvfrom(fd, buffer->data, length, flags, address.pointer,
		given ? &address_length : NULL));
	call_take_bytes(call, buffer, length);
	call->arguments[4] = address_take(call, &address, offered, address_length);
	args_return_length(call, 5, address_length, given);
	return 0;
}

int call_recvmsg(struct call *call)
{
	struct message message;
	int fd, flags;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 2, &flags) < 0)
		return -1;
	if (message_offer(call, call->arguments[1], &message) < 0)
		return err_prefix(&call->failure, "argument 2");
	call_enter(call);
	call_leave(call, recvmsg(fd, message.pointer, flags));
	call->arguments[1] = message_take(call, &message, (ssize_t)call->result);
	return 0;
}

int call_read(struct call *call)
{
	const struct buffer *buffer;
	size_t length;
	int fd;

	if (call_offer_room(call, &fd, &buffer, &length) < 0)
		return -1;
	call_enter(call);
	call_leave(call, read(fd, buffer->data, length));
	call_take_bytes(call, buffer, length);
	return 0;
}

int call_readv(struct call *call)
{
	struct iovec_list list;
	int fd, count;

	if (iovec_read_arguments(call, true, &fd, &list, &count) < 0)
		return -1;
	call_enter(call);
	call_leave(call, readv(fd, list.items, count));
	call->arguments[1] = iovec_take(call, &list, (ssize_t)call->result);
	return 0;
}
