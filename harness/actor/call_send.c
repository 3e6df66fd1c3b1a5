/* SPDX-License-Identifier: BSD-2-Clause */
/* send, sendto, sendmsg, write, writev: calls that give bytes away. */
#include "config.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_message.h"

/* A descriptor, bytes and their length, as write, send and sendto begin. */
static int call_read_bytes(struct call *call, int *fd, const struct buffer **buffer, size_t *length)
{
	if (args_descriptor(call, 0, fd) < 0
		|| args_size(call, 2, buffer_fitting(call->arguments[1]), length) < 0)
		return -1;
	*buffer = buffer_of_bytes(call, call->arguments[1], *length);
	return *buffer == NULL ? err_prefix(&call->failure, "argument 2") : 0;
}

int call_send(struct call *call)
{
	const struct buffer *buffer;
	size_t length;
	int fd, flags;

	if (call_read_bytes(call, &fd, &buffer, &length) < 0 || args_int(call, 3, &flags) < 0)
		return -1;
	call_enter(call);
	call_leave(call, send(fd, buffer->data, length, flags));
	return 0;
}

int call_sendto(struct call *call)
{
	const struct buffer *buffer;
	struct address address;
	size_t length;
	int fd, flags, address_length;

	if (call_read_bytes(call, &fd, &buffer, &length) < 0 || args_int(call, 3, &flags) < 0)
		return -1;
	if (address_read(call->arguments[4], &address, &call->failure) < 0)
		return err_prefix(&call->failure, "argument 5");
	if (args_count(call, 5, address.length, &address_length) < 0)
		return -1;
	call_enter(call);
	call_leave(call, sendto(fd, buffer->data, length, flags, address.pointer,
		(socklen_t)address_length));
	return 0;
}

int call_sendmsg(struct call *call)
{
	struct message message;
	int fd, flags;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 2, &flags) < 0)
		return -1;
	if (message_read(call, call->arguments[1], &message) < 0)
		return err_prefix(&call->failure, "argument 2");
	call_enter(call);
	call_leave(call, sendmsg(fd, message.pointer, flags));
	return 0;
}

int call_write(struct call *call)
{
	const struct buffer *buffer;
	size_t length;
	int fd;

	if (call_read_bytes(call, &fd, &buffer, &length) < 0)
		return -1;
	call_enter(call);
	call_leave(call, write(fd, buffer->data, length));
	return 0;
}

int call_writev(struct call *call)
{
	struct iovec_list list;
	int fd, count;

	if (iovec_read_arguments(call, false, &fd, &list, &count) < 0)
		return -1;
	call_enter(call);
	call_leave(call, writev(fd, list.items, count));
	return 0;
}
