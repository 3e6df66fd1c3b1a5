/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of connecting: what a nonblocking connect promises, and that a datagram socket's connect is only a name.
 * User-space stacks and libraries that try again by themselves make them.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "tests/wrong/shim.h"

static int connect_forgets_error(int fd, const struct sockaddr *address, socklen_t length)
{
	shim_next.connect(fd, address, length);
	return 0;
}

static int connect_blocks(int fd, const struct sockaddr *address, socklen_t length)
{
	int flags = shim_next.fcntl(fd, F_GETFL), result, saved;

	shim_next.fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
	result = shim_next.connect(fd, address, length);
	saved = errno;
	shim_next.fcntl(fd, F_SETFL, flags);
	errno = saved;
	return result;
}

/* Never waits: the caller is told that it goes on. */
static int connect_never_blocks(int fd, const struct sockaddr *address, socklen_t length)
{
	int flags = shim_next.fcntl(fd, F_GETFL), result, saved;

	shim_next.fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	result = shim_next.connect(fd, address, length);
	saved = errno;
	shim_next.fcntl(fd, F_SETFL, flags);
	errno = saved;
	return result;
}

/* BSD leaves open what becomes of a socket that was refused; some of its kin want another one. */
static int connect_spent(int fd, const struct sockaddr *address, socklen_t length)
{
	static bool spent[1024];
	int result;

	if (fd < 1024 && spent[fd]) {
		errno = EINVAL;
		return -1;
	}
	result = shim_next.connect(fd, address, length);
	if (fd < 1024)
		spent[fd] = result < 0 && errno == ECONNREFUSED;
	return result;
}

static int connect_unspec_ignored(int fd, const struct sockaddr *address, socklen_t length)
{
	if (address != NULL && address->sa_family == AF_UNSPEC)
		return 0;
	return shim_next.connect(fd, address, length);
}

/* As in BSD: the association is dissolved, and an error told. */
static int connect_unspec_told(int fd, const struct sockaddr *address, socklen_t length)
{
	int result = shim_next.connect(fd, address, length);

	if (result < 0 || address == NULL || address->sa_family != AF_UNSPEC)
		return result;
	errno = EAFNOSUPPORT;
	return -1;
}

static int connect_datagram_once(int fd, const struct sockaddr *address, socklen_t length)
{
	if (address != NULL && address->sa_family != AF_UNSPEC && shim_is_type(fd, SOCK_DGRAM) && shim_is_connected(fd)) {
		errno = EISCONN;
		return -1;
	}
	return shim_next.connect(fd, address, length);
}

/* A datagram socket asks whether somebody is there, as connecting to a stream's peer would. */
static int connect_datagram_asks(int fd, const struct sockaddr *address, socklen_t length)
{
	int result = shim_next.connect(fd, address, length);

	if (result == 0 && address->sa_family != AF_UNSPEC && shim_is_type(fd, SOCK_DGRAM))
		shim_next.send(fd, "", 0, MSG_DONTWAIT | MSG_NOSIGNAL);
	return result;
}

/* The peer that connect was told of, where the kernel does not know it: so that all may come in. */
static struct sockaddr_storage connect_peer[1024];
static socklen_t connect_peer_length[1024];

static int connect_remembers(int fd, const struct sockaddr *address, socklen_t length)
{
	if (fd < 0 || fd >= 1024 || address == NULL || length > sizeof connect_peer[0] || !shim_is_type(fd, SOCK_DGRAM))
		return shim_next.connect(fd, address, length);
	connect_peer_length[fd] = address->sa_family == AF_UNSPEC ? 0 : length;
	memcpy(&connect_peer[fd], address, length);
	return 0;
}

static ssize_t connect_sends_there(int fd, const struct msghdr *message, int flags)
{
	struct msghdr other = *message;

	if (fd < 1024 && message->msg_namelen == 0 && connect_peer_length[fd] > 0) {
		other.msg_name = &connect_peer[fd];
		other.msg_namelen = connect_peer_length[fd];
	}
	return shim_next.sendmsg(fd, &other, flags);
}

static int connect_tells_peer(int fd, struct sockaddr *address, socklen_t *length)
{
	socklen_t size;

	if (fd < 0 || fd >= 1024 || connect_peer_length[fd] == 0)
		return shim_next.getpeername(fd, address, length);
	size = connect_peer_length[fd] < *length ? connect_peer_length[fd] : *length;
	memcpy(address, &connect_peer[fd], size);
	*length = connect_peer_length[fd];
	return 0;
}

/* The refusal stays with the socket: each call tells it again. */
static ssize_t connect_refused_again(int fd, struct msghdr *message, int flags)
{
	static bool refused[1024];
	ssize_t count = shim_next.recvmsg(fd, message, fd < 1024 && refused[fd] ? flags | MSG_DONTWAIT : flags);

	if (fd >= 1024 || count >= 0)
		return count;
	if (errno == ECONNREFUSED)
		refused[fd] = true;
	else if (refused[fd] && errno == EAGAIN)
		errno = ECONNREFUSED;
	return count;
}

const struct shim shim_connect_rows[] = {
	{"connect_forgets_error", "connect returns 0 whatever became of it", .calls.connect = connect_forgets_error},
	{"nonblocking_connect_blocks", "a nonblocking connect waits for the answer", .calls.connect = connect_blocks},
	{"connect_never_blocks", "a blocking connect does not wait for the answer", .calls.connect = connect_never_blocks},
	{"refused_socket_is_spent", "a socket that was refused cannot try again", .calls.connect = connect_spent},
	{"refusal_told_again", "ECONNREFUSED comes from every recv, not from the first",
		.calls.receive = connect_refused_again},
	{"unspec_ignored", "connect to AF_UNSPEC does nothing", .calls.connect = connect_unspec_ignored},
	{"unspec_told_as_error", "connect to AF_UNSPEC dissolves and fails, as in BSD", .calls.connect = connect_unspec_told},
	{"datagram_connect_once", "a datagram socket can be connected only once", .calls.connect = connect_datagram_once},
	{"datagram_connect_asks", "connect of a datagram socket sends a datagram", .calls.connect = connect_datagram_asks},
	{"datagram_connect_hears_all", "a connected datagram socket hears everybody", .calls.connect = connect_remembers,
		.calls.transmit = connect_sends_there, .calls.getpeername = connect_tells_peer},
	{.name = NULL},
};
