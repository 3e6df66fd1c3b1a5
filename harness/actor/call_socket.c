/* SPDX-License-Identifier: BSD-2-Clause */
/* socket, bind, listen, connect, shutdown, close, dup, dup2, socketpair: what makes a socket, and ends it. */
#include "config.h"

#include <sys/socket.h>
#include <unistd.h>

#include "harness/actor/actor_address.h"
#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/value.h"

int call_socket(struct call *call)
{
	int family, type, protocol;

	if (args_int(call, 0, &family) < 0 || args_int(call, 1, &type) < 0 || args_int(call, 2, &protocol) < 0)
		return -1;
	call->result_is_socket = true;
	call_enter(call);
	call_leave(call, socket(family, type, protocol));
	return 0;
}

/* The address and length of bind and connect. */
static int call_read_address(struct call *call, int *fd, struct address *address, int *length)
{
	if (args_descriptor(call, 0, fd) < 0)
		return -1;
	if (address_read(call->arguments[1], address, &call->failure) < 0)
		return err_prefix(&call->failure, "argument 2");
	return args_count(call, 2, address->length, length);
}

int call_bind(struct call *call)
{
	struct address address;
	int fd, length;

	if (call_read_address(call, &fd, &address, &length) < 0)
		return -1;
	call_enter(call);
	call_leave(call, bind(fd, address.pointer, (socklen_t)length));
	return 0;
}

int call_connect(struct call *call)
{
	struct address address;
	int fd, length;

	if (call_read_address(call, &fd, &address, &length) < 0)
		return -1;
	call_enter(call);
	call_leave(call, connect(fd, address.pointer, (socklen_t)length));
	return 0;
}

int call_listen(struct call *call)
{
	int fd, backlog;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 1, &backlog) < 0)
		return -1;
	call_enter(call);
	call_leave(call, listen(fd, backlog));
	return 0;
}

int call_shutdown(struct call *call)
{
	int fd, how;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 1, &how) < 0)
		return -1;
	call_enter(call);
	call_leave(call, shutdown(fd, how));
	return 0;
}

int call_close(struct call *call)
{
	int fd;

	if (args_descriptor(call, 0, &fd) < 0)
		return -1;
	/* Another thread may have got the number again before anyone could ask. */
	call->socket_is_gone = true;
	call_enter(call);
	call_leave(call, close(fd));
	return 0;
}

int call_dup(struct call *call)
{
	int fd;

	if (args_descriptor(call, 0, &fd) < 0)
		return -1;
	call->result_is_socket = true;
	call_enter(call);
	call_leave(call, dup(fd));
	return 0;
}

int call_dup2(struct call *call)
{
	int fd, wanted;

	if (args_descriptor(call, 0, &fd) < 0 || args_descriptor(call, 1, &wanted) < 0)
		return -1;
	call->result_is_socket = true;
	call_enter(call);
	call_leave(call, dup2(fd, wanted));
	return 0;
}

int call_socketpair(struct call *call)
{
	int family, type, protocol, pair[2] = {-1, -1};
	int *given = args_is_null(call, 3) ? NULL : pair;
	struct value *out;

	if (args_int(call, 0, &family) < 0 || args_int(call, 1, &type) < 0 || args_int(call, 2, &protocol) < 0)
		return -1;
	call_enter(call);
	call_leave(call, socketpair(family, type, protocol, given));
	if (given == NULL)
		return 0;
	out = value_array(call->arena, 2);
	out->items[0] = value_int(call->arena, pair[0]);
	out->items[1] = value_int(call->arena, pair[1]);
	call->arguments[3] = out;
	return 0;
}
