/* SPDX-License-Identifier: BSD-2-Clause */
/* fcntl, ioctl, sockatmark: of both general calls only what is about sockets and takes a number. */
#include "config.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_option.h"

#define CALL_UNTOUCHED 0x5a5a5a5a /* no count of bytes in a queue */

/* Others take pointers to structures that a request cannot give. */
static bool call_fcntl_takes_number(int command)
{
	static const int commands[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL,
		F_GETOWN, F_SETOWN, F_GETSIG, F_SETSIG, F_GETPIPE_SZ, F_GET_SEALS};

	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (commands[i] == command)
			return true;
	return false;
}

int call_fcntl(struct call *call)
{
	int fd, command, argument = 0;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 1, &command) < 0)
		return -1;
	if (!args_is_any(call, 2) && !args_is_null(call, 2) && args_int(call, 2, &argument) < 0)
		return -1;
	/* What the kernel does not know it refuses, and that may be asked; what it knows may write to memory. */
	if (!call_fcntl_takes_number(command) && command >= 0 && command < 0x1000)
		return err_set(&call->failure, "fcntl command %d is not one that takes a number", command);
	call->result_is_socket = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
	call_enter(call);
	call_leave(call, fcntl(fd, command, argument));
	return 0;
}

static bool call_ioctl_takes_number(unsigned int request)
{
	static const unsigned int requests[] = {FIONREAD, SIOCOUTQ, SIOCOUTQNSD, SIOCATMARK, FIONBIO, FIOASYNC};

	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
		if (requests[i] == request)
			return true;
	return false;
}

int call_ioctl(struct call *call)
{
	const struct value *value = call->arguments[2];
	int fd, request, number = CALL_UNTOUCHED;
	bool is_null = args_is_null(call, 2), is_in;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 1, &request) < 0)
		return -1;
	if (!call_ioctl_takes_number((unsigned int)request))
		return err_set(&call->failure, "ioctl request %#x is not one that takes a number", request);
	is_in = value->kind == VALUE_ARRAY && value->count == 1;
	if (is_in)
		value = value->items[0];
	if ((value->kind == VALUE_INT || value->kind == VALUE_SYMBOL)
		&& args_value_int(value, &number, &call->failure) < 0)
		return err_prefix(&call->failure, "argument 3");
	call_enter(call);
	call_leave(call, ioctl(fd, (unsigned long)(unsigned int)request, is_null ? NULL : &number));
	if (!is_in)
		call->arguments[2] = is_null || number == CALL_UNTOUCHED ? value_null(call->arena)
			: option_number(call, number);
	else
		call->arguments[2] = option_number(call, number);
	return 0;
}

int call_sockatmark(struct call *call)
{
	int fd;

	if (args_descriptor(call, 0, &fd) < 0)
		return -1;
	call_enter(call);
	call_leave(call, sockatmark(fd));
	return 0;
}
