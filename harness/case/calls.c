/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of calls: one row each, in the order in which a socket lives through them. */
#include "config.h"

#include <string.h>

#include "harness/case/calls.h"

static const struct call_spec calls_table[] = {
	{ "socket", RESULT_SOCKET, 3, { ARG_FAMILY, ARG_INT, ARG_INT } },
	{ "bind", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_ADDRESS_IN, ARG_ADDRLEN_IN } },
	{ "listen", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_INT } },
	{ "accept", RESULT_SOCKET, 3, { ARG_SOCKET, ARG_ADDRESS_OUT, ARG_ADDRLEN_OUT } },
	{ "accept4", RESULT_SOCKET, 4, { ARG_SOCKET, ARG_ADDRESS_OUT, ARG_ADDRLEN_OUT, ARG_INT } },
	{ "connect", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_ADDRESS_IN, ARG_ADDRLEN_IN } },
	{ "send", RESULT_NUMBER, 4, { ARG_SOCKET, ARG_BYTES_IN, ARG_LENGTH, ARG_INT } },
	{ "sendto", RESULT_NUMBER, 5,
		{ ARG_SOCKET, ARG_BYTES_IN, ARG_LENGTH, ARG_INT, ARG_ADDRESS_IN, ARG_ADDRLEN_IN } },
	{ "sendmsg", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_MSGHDR_IN, ARG_INT } },
	{ "sendmmsg", RESULT_NUMBER, 4, { ARG_SOCKET, ARG_MMSGHDR_IN, ARG_LENGTH, ARG_INT } },
	{ "sendfile", RESULT_NUMBER, 4, { ARG_SOCKET, ARG_SOCKET, ARG_OFFSET, ARG_INT } },
	{ "recv", RESULT_NUMBER, 4, { ARG_SOCKET, ARG_BYTES_OUT, ARG_LENGTH, ARG_INT } },
	{ "recvfrom", RESULT_NUMBER, 5,
		{ ARG_SOCKET, ARG_BYTES_OUT, ARG_LENGTH, ARG_INT, ARG_ADDRESS_OUT, ARG_ADDRLEN_OUT } },
	{ "recvmsg", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_MSGHDR_OUT, ARG_INT } },
	{ "recvmmsg", RESULT_NUMBER, 5,
		{ ARG_SOCKET, ARG_MMSGHDR_OUT, ARG_LENGTH, ARG_INT, ARG_TIMESPEC } },
	{ "read", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_BYTES_OUT, ARG_LENGTH } },
	{ "write", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_BYTES_IN, ARG_LENGTH } },
	{ "readv", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_IOVEC_OUT, ARG_LENGTH } },
	{ "writev", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_IOVEC_IN, ARG_LENGTH } },
	{ "shutdown", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_INT } },
	{ "close", RESULT_NUMBER, 1, { ARG_SOCKET } },
	{ "dup", RESULT_SOCKET, 1, { ARG_SOCKET } },
	{ "dup2", RESULT_SOCKET, 2, { ARG_SOCKET, ARG_SOCKET } },
	{ "socketpair", RESULT_NUMBER, 4, { ARG_FAMILY, ARG_INT, ARG_INT, ARG_PAIR_OUT } },
	{ "getsockname", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_ADDRESS_OUT, ARG_ADDRLEN_OUT } },
	{ "getpeername", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_ADDRESS_OUT, ARG_ADDRLEN_OUT } },
	{ "getsockopt", RESULT_NUMBER, 4,
		{ ARG_SOCKET, ARG_INT, ARG_INT, ARG_OPTVAL_OUT, ARG_OPTLEN_OUT } },
	{ "setsockopt", RESULT_NUMBER, 4,
		{ ARG_SOCKET, ARG_INT, ARG_INT, ARG_OPTVAL_IN, ARG_LENGTH } },
	{ "fcntl", RESULT_NUMBER, 2, { ARG_SOCKET, ARG_INT, ARG_FCNTL } },
	{ "ioctl", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_INT, ARG_IOCTL_OUT } },
	{ "memfd_create", RESULT_SOCKET, 2, { ARG_STRING_IN, ARG_INT } },
	{ "lseek", RESULT_NUMBER, 3, { ARG_SOCKET, ARG_INT, ARG_INT } },
	{ "poll", RESULT_NUMBER, 3, { ARG_POLLFDS, ARG_LENGTH, ARG_INT } },
	{ "select", RESULT_NUMBER, 5, { ARG_LENGTH, ARG_FDSET, ARG_FDSET, ARG_FDSET, ARG_TIMEVAL } },
	{ "ppoll", RESULT_NUMBER, 4, { ARG_POLLFDS, ARG_LENGTH, ARG_TIMESPEC, ARG_SIGSET, ARG_FCNTL } },
	{ "pselect", RESULT_NUMBER, 6,
		{ ARG_LENGTH, ARG_FDSET, ARG_FDSET, ARG_FDSET, ARG_TIMESPEC, ARG_SIGSET } },
	{ "epoll_create1", RESULT_SOCKET, 1, { ARG_INT } },
	{ "epoll_ctl", RESULT_NUMBER, 4, { ARG_SOCKET, ARG_INT, ARG_SOCKET, ARG_EVENT_IN } },
	{ "epoll_wait", RESULT_NUMBER, 4, { ARG_SOCKET, ARG_EVENTS_OUT, ARG_INT, ARG_INT } },
	{ "epoll_pwait", RESULT_NUMBER, 5,
		{ ARG_SOCKET, ARG_EVENTS_OUT, ARG_INT, ARG_INT, ARG_SIGSET, ARG_FCNTL } },
	{ "setitimer", RESULT_NUMBER, 3, { ARG_INT, ARG_ITIMER, ARG_ITIMER } },
	{ "siginterrupt", RESULT_NUMBER, 2, { ARG_INT, ARG_INT } },
	{ "getpid", RESULT_NUMBER, 0, { ARG_NONE } },
	{ "getrlimit", RESULT_NUMBER, 2, { ARG_INT, ARG_RLIMIT_OUT } },
	{ "setrlimit", RESULT_NUMBER, 2, { ARG_INT, ARG_RLIMIT_IN } },
	{ "fdopen", RESULT_STREAM, 2, { ARG_SOCKET, ARG_STRING_IN } },
	{ "fgets", RESULT_NUMBER, 3, { ARG_BYTES_OUT, ARG_LENGTH, ARG_STREAM } },
	{ "fputs", RESULT_NUMBER, 2, { ARG_STRING_IN, ARG_STREAM } },
	{ "fflush", RESULT_NUMBER, 1, { ARG_STREAM } },
	{ "fclose", RESULT_NUMBER, 1, { ARG_STREAM } },
	{ "sockatmark", RESULT_NUMBER, 1, { ARG_SOCKET } },
	{ "getprotobyname", RESULT_NUMBER, 1, { ARG_STRING_IN } },
	{ "getaddrinfo", RESULT_NUMBER, 4, { ARG_STRING_IN, ARG_STRING_IN, ARG_HINTS, ARG_ADDRESSES_OUT } },
	{ "if_nametoindex", RESULT_NUMBER, 1, { ARG_STRING_IN } },
	{ "if_indextoname", RESULT_NUMBER, 2, { ARG_INT, ARG_TEXT_OUT } },
	{ "if_nameindex", RESULT_NUMBER, 1, { ARG_INTERFACES_OUT } },
};

#define CALLS_COUNT (sizeof(calls_table) / sizeof(calls_table[0]))

const struct call_spec *calls_find(const char *name)
{
	for (size_t i = 0; i < CALLS_COUNT; i++)
		if (strcmp(calls_table[i].name, name) == 0)
			return &calls_table[i];
	return NULL;
}

const struct call_spec *calls_next(const struct call_spec *spec)
{
	if (spec == NULL)
		return calls_table;
	return spec + 1 < calls_table + CALLS_COUNT ? spec + 1 : NULL;
}

size_t calls_argument_count(const struct call_spec *spec)
{
	size_t count = 0;

	while (count < CALL_ARGUMENTS_MOST && spec->arguments[count] != ARG_NONE)
		count++;
	return count;
}

bool calls_argument_is_out(enum argument_kind kind)
{
	switch (kind) {
	case ARG_NONE:
	case ARG_FAMILY:
	case ARG_SOCKET:
	case ARG_INT:
	case ARG_LENGTH:
	case ARG_BYTES_IN:
	case ARG_ADDRESS_IN:
	case ARG_ADDRLEN_IN:
	case ARG_IOVEC_IN:
	case ARG_MSGHDR_IN:
	case ARG_OPTVAL_IN:
	case ARG_FDSET:
	case ARG_TIMEVAL:
	case ARG_FCNTL:
	case ARG_STRING_IN:
	case ARG_EVENT_IN:
	case ARG_TIMESPEC:
	case ARG_SIGSET:
	case ARG_ITIMER:
	case ARG_STREAM:
	case ARG_HINTS:
	case ARG_RLIMIT_IN:
		return false;
	case ARG_BYTES_OUT:
	case ARG_ADDRESS_OUT:
	case ARG_ADDRLEN_OUT:
	case ARG_IOVEC_OUT:
	case ARG_MSGHDR_OUT:
	case ARG_MMSGHDR_IN:
	case ARG_MMSGHDR_OUT:
	case ARG_OPTVAL_OUT:
	case ARG_OPTLEN_OUT:
	case ARG_POLLFDS:
	case ARG_OFFSET:
	case ARG_IOCTL_OUT:
	case ARG_EVENTS_OUT:
	case ARG_PAIR_OUT:
	case ARG_TEXT_OUT:
	case ARG_ADDRESSES_OUT:
	case ARG_INTERFACES_OUT:
	case ARG_RLIMIT_OUT:
		return true;
	}
	return false;
}

const char *calls_argument_name(enum argument_kind kind)
{
	switch (kind) {
	case ARG_NONE:
		return "nothing";
	case ARG_FAMILY:
		return "an address family (AF_INET, AF_INET6, or ... for the mode's)";
	case ARG_SOCKET:
		return "a socket";
	case ARG_INT:
		return "a number or flags";
	case ARG_LENGTH:
		return "a size, or ... for what fits";
	case ARG_BYTES_IN:
		return "bytes to send (a string or pattern(N))";
	case ARG_BYTES_OUT:
		return "the bytes that are expected (a string, pattern(N) or ...)";
	case ARG_ADDRESS_IN:
		return "an address (HOST:PORT, a server's name, or ... for none)";
	case ARG_ADDRESS_OUT:
		return "the address that is expected (HOST:PORT, ... or NULL)";
	case ARG_ADDRLEN_IN:
		return "the size of an address, or ... for what fits";
	case ARG_ADDRLEN_OUT:
		return "the size of an address as [N] or [N => M], or ... for what fits";
	case ARG_IOVEC_IN:
		return "buffers to send ([\"abc\", {iov_base=\"def\", iov_len=3}])";
	case ARG_IOVEC_OUT:
		return "the buffers that are expected ([{iov_base=\"abc\", iov_len=1024}])";
	case ARG_MSGHDR_IN:
		return "a message ({msg_iov=[\"abc\"], ...})";
	case ARG_MSGHDR_OUT:
		return "the message that is expected ({msg_iov=[{iov_base=\"abc\", iov_len=1024}], ...})";
	case ARG_MMSGHDR_IN:
		return "messages ([{msg_hdr={msg_iov=[\"abc\"]}, msg_len=3}])";
	case ARG_MMSGHDR_OUT:
		return "the messages that are expected ([{msg_hdr={msg_iov=[{iov_base=\"abc\", iov_len=1024}]}, msg_len=3}])";
	case ARG_OPTVAL_IN:
		return "an option's value ([1], {l_onoff=1, l_linger=0} or a string)";
	case ARG_OPTVAL_OUT:
		return "the option's value that is expected ([1], [n], {l_onoff=1}, a string or ...)";
	case ARG_OPTLEN_OUT:
		return "the size of the option as [N], or ... for what fits";
	case ARG_POLLFDS:
		return "what to poll ([{fd=s, events=POLLIN, revents=POLLIN}])";
	case ARG_FDSET:
		return "a set of sockets ([s, t]) or NULL";
	case ARG_TIMEVAL:
		return "a time ({tv_sec=1, tv_usec=0}) or NULL";
	case ARG_OFFSET:
		return "a place in the file as [N] or [N => M], or NULL";
	case ARG_FCNTL:
		return "a number or flags";
	case ARG_IOCTL_OUT:
		return "the number that is expected as [N] or [n], or ...";
	case ARG_STRING_IN:
		return "a string";
	case ARG_EVENT_IN:
		return "what epoll shall look for ({events=EPOLLIN, data=7}) or NULL";
	case ARG_EVENTS_OUT:
		return "the events that are expected ([{events=EPOLLIN, data=7}], ... or NULL)";
	case ARG_TIMESPEC:
		return "a time ({tv_sec=1, tv_nsec=0}) or NULL";
	case ARG_SIGSET:
		return "a set of signals ([SIGALRM]) or NULL";
	case ARG_ITIMER:
		return "a timer's times ({it_value={tv_sec=0, tv_usec=1000}}) or NULL";
	case ARG_RLIMIT_IN:
		return "a limit ({rlim_cur=8, rlim_max=most})";
	case ARG_RLIMIT_OUT:
		return "the limit that is expected ({rlim_cur=n, rlim_max=most}) or ...";
	case ARG_PAIR_OUT:
		return "two new names ([a, b]), ... or NULL";
	case ARG_STREAM:
		return "a stream that fdopen made";
	case ARG_TEXT_OUT:
		return "the text that is expected (a string, a new name or ...)";
	case ARG_HINTS:
		return "hints ({ai_flags=AI_PASSIVE, ai_family=..., ai_socktype=SOCK_STREAM}) or NULL";
	case ARG_ADDRESSES_OUT:
		return "the addresses that are expected ([{ai_socktype=SOCK_STREAM, ai_addr=any:80}]) or ...";
	case ARG_INTERFACES_OUT:
		return "the interfaces that are expected ([{if_index=1, if_name=\"lo\"}]) or ...";
	}
	return "nothing";
}

bool calls_ioctl_takes_number(const char *request)
{
	return strcmp(request, "FIONBIO") == 0 || strcmp(request, "FIOASYNC") == 0;
}

bool calls_takes_what_came(const char *call)
{
	static const char *const names[] = { "recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv", "accept", "accept4" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], call) == 0)
			return true;
	return false;
}
