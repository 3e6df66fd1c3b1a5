/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of listening and accepting: how many may wait, in which order they come, and what the new socket has of the
 * old one. Some are BSD's ways, which programs written there take for granted.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

#include "tests/wrong/shim.h"

static int accept_wrong_peer(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	int result = shim_next.accept4(fd, address, length, flags);
	struct sockaddr_in *inet = (void *)address;

	/* The port stands in the same place in both families. */
	if (result >= 0 && address != NULL && *length >= sizeof *inet)
		inet->sin_port = htons((uint16_t)(ntohs(inet->sin_port) + 1));
	return result;
}

static int accept_own_name(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	int result = shim_next.accept4(fd, address, length, flags);

	if (result >= 0 && address != NULL)
		shim_next.getsockname(result, address, length);
	return result;
}

static int accept_nameless(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	if (address != NULL && length != NULL)
		*length = 0;
	return shim_next.accept4(fd, NULL, NULL, flags);
}

static int accept_inherits(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	if (shim_next.fcntl(fd, F_GETFL) & O_NONBLOCK)
		flags |= SOCK_NONBLOCK;
	return shim_next.accept4(fd, address, length, flags);
}

/* `bits` are flags that are ignored. */
static int accept_without_flags(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	return shim_next.accept4(fd, address, length, flags & ~shim_picked->bits);
}

/* A stack in place of a queue: all that wait are taken, and the last one is given. Of one listener at a time. */
static int accept_last_first(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	static int taken[64];
	static size_t count;
	struct pollfd entry = {.fd = fd, .events = POLLIN};
	int result;

	while (count < 64 && (count == 0 || shim_next.poll(&entry, 1, 0) == 1)) {
		result = shim_next.accept4(fd, NULL, NULL, flags);
		if (result < 0)
			break;
		taken[count++] = result;
	}
	if (count == 0)
		return -1;
	result = taken[--count];
	if (address != NULL)
		shim_next.getpeername(result, address, length);
	return result;
}

/* POSIX lets accept tell of a caller that has gone meanwhile; BSD does. */
static int accept_aborted(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	int result = shim_next.accept4(fd, address, length, flags);
	struct pollfd entry = {.fd = result};

	if (result < 0 || shim_next.poll(&entry, 1, 0) != 1 || !(entry.revents & (POLLERR | POLLHUP)))
		return result;
	shim_next.close(result);
	errno = ECONNABORTED;
	return -1;
}

static int accept_never_blocks(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	struct pollfd entry = {.fd = fd, .events = POLLIN};

	if (shim_next.poll(&entry, 1, 0) == 1)
		return shim_next.accept4(fd, address, length, flags);
	errno = EAGAIN;
	return -1;
}

static int accept_listen_most(int fd, int backlog)
{
	(void)backlog;
	return shim_next.listen(fd, SOMAXCONN);
}

static int accept_listen_more(int fd, int backlog)
{
	return shim_next.listen(fd, backlog + 1);
}

static int accept_listen_less(int fd, int backlog)
{
	return shim_next.listen(fd, backlog > 0 ? backlog - 1 : backlog);
}

static int accept_listen_positive(int fd, int backlog)
{
	return shim_next.listen(fd, backlog < 0 ? 0 : backlog);
}

static int accept_listen_once(int fd, int backlog)
{
	int listening = 0;
	socklen_t length = sizeof listening;

	shim_next.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length);
	return listening ? 0 : shim_next.listen(fd, backlog);
}

const struct shim shim_accept_rows[] = {
	{"accept_wrong_peer", "accept tells a port that the peer does not have", .calls.accept4 = accept_wrong_peer},
	{"accept_tells_own_name", "accept tells the listener's name for the caller's", .calls.accept4 = accept_own_name},
	{"accept_names_nobody", "accept does not say who called", .calls.accept4 = accept_nameless},
	{"accept_inherits_nonblock", "what accept returns is nonblocking as the listener is, as in BSD",
		.calls.accept4 = accept_inherits},
	{"accept4_nonblock_ignored", "accept4 forgets SOCK_NONBLOCK", .calls.accept4 = accept_without_flags,
		.bits = SOCK_NONBLOCK},
	{"accept4_cloexec_ignored", "accept4 forgets SOCK_CLOEXEC", .calls.accept4 = accept_without_flags,
		.bits = SOCK_CLOEXEC},
	{"accept_last_first", "accept returns the caller that came last", .calls.accept4 = accept_last_first},
	{"accept_tells_of_the_gone", "accept of a caller that has reset says ECONNABORTED, as in BSD",
		.calls.accept4 = accept_aborted},
	{"accept_never_blocks", "accept does not wait for a caller", .calls.accept4 = accept_never_blocks},
	{"backlog_ignored", "listen takes as many as the system allows, whatever the backlog says",
		.calls.listen = accept_listen_most},
	{"backlog_one_more", "the backlog holds one more than it should", .calls.listen = accept_listen_more},
	{"backlog_one_less", "the backlog holds one less than it should", .calls.listen = accept_listen_less},
	{"backlog_negative_is_none", "a negative backlog is taken for 0", .calls.listen = accept_listen_positive},
	{"listen_again_ignored", "a second listen leaves the backlog as it was", .calls.listen = accept_listen_once},
	{.name = NULL},
};
