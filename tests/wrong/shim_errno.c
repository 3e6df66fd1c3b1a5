/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of telling: the call does what it should, and the errno is another one, or none. Translators between systems
 * make them, as sandboxes and emulators are: one table from one set of numbers to another, with one line wrong.
 */
#include <errno.h>

#include "tests/wrong/shim.h"

/* A result of -1 with the errno `from` becomes one with `to`, or success. */
static ssize_t errno_told(ssize_t result)
{
	if (result >= 0 || errno != shim_picked->from)
		return result;
	if (shim_picked->to == 0)
		return 0;
	errno = shim_picked->to;
	return -1;
}

static ssize_t errno_receive(int fd, struct msghdr *message, int flags)
{
	return errno_told(shim_next.recvmsg(fd, message, flags));
}

static ssize_t errno_transmit(int fd, const struct msghdr *message, int flags)
{
	return errno_told(shim_next.sendmsg(fd, message, flags));
}

static int errno_connect(int fd, const struct sockaddr *address, socklen_t length)
{
	return (int)errno_told(shim_next.connect(fd, address, length));
}

static int errno_bind(int fd, const struct sockaddr *address, socklen_t length)
{
	return (int)errno_told(shim_next.bind(fd, address, length));
}

static int errno_listen(int fd, int backlog)
{
	return (int)errno_told(shim_next.listen(fd, backlog));
}

static int errno_accept4(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	return (int)errno_told(shim_next.accept4(fd, address, length, flags));
}

static int errno_shutdown(int fd, int how)
{
	return (int)errno_told(shim_next.shutdown(fd, how));
}

static int errno_setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
	return (int)errno_told(shim_next.setsockopt(fd, level, name, value, length));
}

#define ERRNO_RECEIVE .calls.receive = errno_receive
#define ERRNO_TRANSMIT .calls.transmit = errno_transmit
#define ERRNO_CONNECT .calls.connect = errno_connect

const struct shim shim_errno_rows[] = {
	{"eagain_as_einprogress", "recv says EINPROGRESS where it should say EAGAIN", ERRNO_RECEIVE,
		.from = EAGAIN, .to = EINPROGRESS},
	{"eagain_as_nothing", "recv says 0 where it should say EAGAIN", ERRNO_RECEIVE, .from = EAGAIN, .to = 0},
	{"recv_timeout_as_etimedout", "recv says ETIMEDOUT when its time is up, as in Winsock", ERRNO_RECEIVE,
		.from = EAGAIN, .to = ETIMEDOUT},
	{"refusal_as_reset", "a refused datagram is told as ECONNRESET, as in Winsock", ERRNO_RECEIVE,
		.from = ECONNREFUSED, .to = ECONNRESET},
	{"recv_unconnected_as_einval", "recv on a socket that is not connected says EINVAL", ERRNO_RECEIVE,
		.from = ENOTCONN, .to = EINVAL},
	{"send_full_as_enobufs", "send says ENOBUFS when its buffer is full, as BSD does of an interface", ERRNO_TRANSMIT,
		.from = EAGAIN, .to = ENOBUFS},
	{"epipe_as_reset", "send behind shutdown says ECONNRESET", ERRNO_TRANSMIT, .from = EPIPE, .to = ECONNRESET},
	{"nobody_as_notconn", "send of a datagram to nobody says ENOTCONN", ERRNO_TRANSMIT,
		.from = EDESTADDRREQ, .to = ENOTCONN},
	{"emsgsize_as_einval", "send of too large a datagram says EINVAL", ERRNO_TRANSMIT, .from = EMSGSIZE, .to = EINVAL},
	{"emsgsize_as_nothing", "too large a datagram is dropped, and 0 told", ERRNO_TRANSMIT, .from = EMSGSIZE, .to = 0},
	{"refused_as_timeout", "a refused connection is told as one that timed out", ERRNO_CONNECT,
		.from = ECONNREFUSED, .to = ETIMEDOUT},
	{"inprogress_as_eagain", "a connect that goes on says EAGAIN, as Winsock's EWOULDBLOCK", ERRNO_CONNECT,
		.from = EINPROGRESS, .to = EAGAIN},
	{"inprogress_as_done", "a connect that goes on says 0", ERRNO_CONNECT, .from = EINPROGRESS, .to = 0},
	{"already_as_inprogress", "a second connect meanwhile says EINPROGRESS again", ERRNO_CONNECT,
		.from = EALREADY, .to = EINPROGRESS},
	{"connect_twice_succeeds", "connect of a connected socket returns 0", ERRNO_CONNECT, .from = EISCONN, .to = 0},
	{"bind_in_use_succeeds", "bind to an address in use returns 0", .calls.bind = errno_bind, .from = EADDRINUSE, .to = 0},
	{"bind_twice_succeeds", "bind of a bound socket returns 0", .calls.bind = errno_bind, .from = EINVAL, .to = 0},
	{"listen_on_datagram_succeeds", "listen on a datagram socket returns 0", .calls.listen = errno_listen,
		.from = EOPNOTSUPP, .to = 0},
	{"accept_eagain_as_aborted", "accept says ECONNABORTED when nobody called", .calls.accept4 = errno_accept4,
		.from = EAGAIN, .to = ECONNABORTED},
	{"accept_not_listening_as_eopnotsupp", "accept on a socket that does not listen says EOPNOTSUPP",
		.calls.accept4 = errno_accept4, .from = EINVAL, .to = EOPNOTSUPP},
	{"shutdown_unconnected_succeeds", "shutdown of a socket that is not connected returns 0",
		.calls.shutdown = errno_shutdown, .from = ENOTCONN, .to = 0},
	{"shutdown_how_unchecked", "shutdown in a direction that there is not returns 0", .calls.shutdown = errno_shutdown,
		.from = EINVAL, .to = 0},
	{"unknown_option_taken", "setsockopt takes an option that there is not", .calls.setsockopt = errno_setsockopt,
		.from = ENOPROTOOPT, .to = 0},
	{"short_option_taken", "setsockopt takes a value that is too short", .calls.setsockopt = errno_setsockopt,
		.from = EINVAL, .to = 0},
	{.name = NULL},
};
