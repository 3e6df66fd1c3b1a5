/* SPDX-License-Identifier: BSD-2-Clause */
/* accept, accept4, getsockname, getpeername: calls that fill in an address. */
#include "config.h"

#include <sys/socket.h>

#include "harness/actor/actor_address.h"
#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"

/* A descriptor, then an address and its length to be filled in. */
struct call_address_out {
	int fd;
	struct address address;
	socklen_t offered, length;
	socklen_t *pointer; /* to the length; NULL for a null pointer */
};

static int call_offer_address(struct call *call, struct call_address_out *out)
{
	bool given;

	if (args_descriptor(call, 0, &out->fd) < 0)
		return -1;
	address_offer(call->arguments[1], &out->address);
	/* Where no address is wanted and nothing is said of its length, there is none either. */
	if (args_is_any(call, 2) && args_is_null(call, 1)) {
		out->offered = out->length = 0;
		out->pointer = NULL;
		return 0;
	}
	if (args_length(call, 2, sizeof(struct sockaddr_storage), &out->offered, &given) < 0)
		return -1;
	out->length = out->offered;
	out->pointer = given ? &out->length : NULL;
	return 0;
}

static void call_take_address(struct call *call, struct call_address_out *out)
{
	if (call->count > 1)
		call->arguments[1] = address_take(call, &out->address, out->offered, out->length);
	args_return_length(call, 2, out->length, out->pointer != NULL);
}

int call_accept(struct call *call)
{
	struct call_address_out out;

	if (call_offer_address(call, &out) < 0)
		return -1;
	call->result_is_socket = true;
	call_enter(call);
	call_leave(call, accept(out.fd, out.address.pointer, out.pointer));
	call_take_address(call, &out);
	return 0;
}

int call_accept4(struct call *call)
{
	struct call_address_out out;
	int flags;

	if (call_offer_address(call, &out) < 0 || args_int(call, 3, &flags) < 0)
		return -1;
	call->result_is_socket = true;
	call_enter(call);
	call_leave(call, accept4(out.fd, out.address.pointer, out.pointer, flags));
	call_take_address(call, &out);
	return 0;
}

int call_getsockname(struct call *call)
{
	struct call_address_out out;

	if (call_offer_address(call, &out) < 0)
		return -1;
	call_enter(call);
	call_leave(call, getsockname(out.fd, out.address.pointer, out.pointer));
	call_take_address(call, &out);
	return 0;
}

int call_getpeername(struct call *call)
{
	struct call_address_out out;

	if (call_offer_address(call, &out) < 0)
		return -1;
	call_enter(call);
	call_leave(call, getpeername(out.fd, out.address.pointer, out.pointer));
	call_take_address(call, &out);
	return 0;
}
