/* SPDX-License-Identifier: BSD-2-Clause */
/* What stands in front of the C library: each call goes to the wrong stack's function, or on to the right one. */
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tests/wrong/shim.h"

SHIM_FORWARD(int, socket, (int family, int type, int protocol), (family, type, protocol))
SHIM_FORWARD(int, bind, (int fd, const struct sockaddr *address, socklen_t length), (fd, address, length))
SHIM_FORWARD(int, listen, (int fd, int backlog), (fd, backlog))
SHIM_FORWARD(int, accept4, (int fd, struct sockaddr *address, socklen_t *length, int flags),
	(fd, address, length, flags))
SHIM_FORWARD(int, connect, (int fd, const struct sockaddr *address, socklen_t length), (fd, address, length))
SHIM_FORWARD(int, shutdown, (int fd, int how), (fd, how))
SHIM_FORWARD(int, close, (int fd), (fd))
SHIM_FORWARD(int, dup, (int fd), (fd))
SHIM_FORWARD(int, getsockname, (int fd, struct sockaddr *address, socklen_t *length), (fd, address, length))
SHIM_FORWARD(int, getpeername, (int fd, struct sockaddr *address, socklen_t *length), (fd, address, length))
SHIM_FORWARD(int, getsockopt, (int fd, int level, int name, void *value, socklen_t *length),
	(fd, level, name, value, length))
SHIM_FORWARD(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t length),
	(fd, level, name, value, length))
SHIM_FORWARD(int, poll, (struct pollfd *entries, nfds_t count, int timeout), (entries, count, timeout))
SHIM_FORWARD(int, select, (int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout),
	(most, in, out, urgent, timeout))
SHIM_FORWARD(int, sockatmark, (int fd), (fd))

SHIM_EXPORT int accept(int fd, struct sockaddr *address, socklen_t *length)
{
	const struct shim_calls *wrong = shim_wrong();

	if (wrong->accept != NULL)
		return wrong->accept(fd, address, length);
	return wrong->accept4 != NULL ? wrong->accept4(fd, address, length, 0) : shim_next.accept(fd, address, length);
}

static int calls_fcntl(int fd, int command, long argument)
{
	const struct shim_calls *wrong = shim_wrong();

	return wrong->fcntl != NULL ? wrong->fcntl(fd, command, argument) : shim_next.fcntl(fd, command, argument);
}

/* An argument that was not given is read all the same: nobody looks at it then. */
#define SHIM_FCNTL(name) \
	SHIM_EXPORT int name(int fd, int command, ...) \
	{ \
		va_list list; \
		long argument; \
\
		va_start(list, command); \
		argument = va_arg(list, long); \
		va_end(list); \
		return calls_fcntl(fd, command, argument); \
	}

int fcntl(int fd, int command, ...);
int fcntl64(int fd, int command, ...);
SHIM_FCNTL(fcntl)
SHIM_FCNTL(fcntl64)

SHIM_EXPORT int ioctl(int fd, unsigned long request, ...)
{
	const struct shim_calls *wrong = shim_wrong();
	va_list list;
	void *argument;

	va_start(list, request);
	argument = va_arg(list, void *);
	va_end(list);
	return wrong->ioctl != NULL ? wrong->ioctl(fd, request, argument) : shim_next.ioctl(fd, request, argument);
}

/* Those that take bytes. */

SHIM_EXPORT ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	const struct shim_calls *wrong = shim_wrong();

	if (wrong->recvmsg != NULL)
		return wrong->recvmsg(fd, message, flags);
	return wrong->receive != NULL && message != NULL && shim_is_inet(fd)
		? wrong->receive(fd, message, flags) : shim_next.recvmsg(fd, message, flags);
}

SHIM_EXPORT ssize_t recvfrom(int fd, void *buffer, size_t length, int flags, struct sockaddr *address, socklen_t *size)
{
	const struct shim_calls *wrong = shim_wrong();
	struct iovec vector = {.iov_base = buffer, .iov_len = length};
	struct msghdr message = {.msg_name = address, .msg_iov = &vector, .msg_iovlen = 1};
	ssize_t result;

	if (wrong->recvfrom != NULL)
		return wrong->recvfrom(fd, buffer, length, flags, address, size);
	if (wrong->receive == NULL || !shim_is_inet(fd) || (address != NULL && size == NULL))
		return shim_next.recvfrom(fd, buffer, length, flags, address, size);
	if (address != NULL)
		message.msg_namelen = *size;
	result = wrong->receive(fd, &message, flags);
	if (result >= 0 && address != NULL)
		*size = message.msg_namelen;
	return result;
}

SHIM_EXPORT ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	const struct shim_calls *wrong = shim_wrong();
	struct iovec vector = {.iov_base = buffer, .iov_len = length};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};

	if (wrong->recv != NULL)
		return wrong->recv(fd, buffer, length, flags);
	return wrong->receive != NULL && shim_is_inet(fd)
		? wrong->receive(fd, &message, flags) : shim_next.recv(fd, buffer, length, flags);
}

SHIM_EXPORT ssize_t read(int fd, void *buffer, size_t length)
{
	const struct shim_calls *wrong = shim_wrong();
	struct iovec vector = {.iov_base = buffer, .iov_len = length};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};

	if (wrong->read != NULL)
		return wrong->read(fd, buffer, length);
	/* A read of nothing asks the socket nothing. */
	return wrong->receive != NULL && length > 0 && shim_is_inet(fd)
		? wrong->receive(fd, &message, 0) : shim_next.read(fd, buffer, length);
}

SHIM_EXPORT ssize_t readv(int fd, const struct iovec *vectors, int count)
{
	const struct shim_calls *wrong = shim_wrong();
	struct msghdr message = {.msg_iov = (struct iovec *)vectors, .msg_iovlen = (size_t)count};

	if (wrong->readv != NULL)
		return wrong->readv(fd, vectors, count);
	return wrong->receive != NULL && count > 0 && shim_length(&message) > 0 && shim_is_inet(fd)
		? wrong->receive(fd, &message, 0) : shim_next.readv(fd, vectors, count);
}

/* Those that give bytes. */

SHIM_EXPORT ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	const struct shim_calls *wrong = shim_wrong();

	if (wrong->sendmsg != NULL)
		return wrong->sendmsg(fd, message, flags);
	return wrong->transmit != NULL && message != NULL && shim_is_inet(fd)
		? wrong->transmit(fd, message, flags) : shim_next.sendmsg(fd, message, flags);
}

SHIM_EXPORT ssize_t sendto(int fd, const void *buffer, size_t length, int flags, const struct sockaddr *address,
	socklen_t size)
{
	const struct shim_calls *wrong = shim_wrong();
	struct iovec vector = {.iov_base = (void *)buffer, .iov_len = length};
	struct msghdr message = {.msg_name = (void *)address, .msg_namelen = address == NULL ? 0 : size,
		.msg_iov = &vector, .msg_iovlen = 1};

	if (wrong->sendto != NULL)
		return wrong->sendto(fd, buffer, length, flags, address, size);
	return wrong->transmit != NULL && shim_is_inet(fd)
		? wrong->transmit(fd, &message, flags) : shim_next.sendto(fd, buffer, length, flags, address, size);
}

SHIM_EXPORT ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	const struct shim_calls *wrong = shim_wrong();
	struct iovec vector = {.iov_base = (void *)buffer, .iov_len = length};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};

	if (wrong->send != NULL)
		return wrong->send(fd, buffer, length, flags);
	return wrong->transmit != NULL && shim_is_inet(fd)
		? wrong->transmit(fd, &message, flags) : shim_next.send(fd, buffer, length, flags);
}

SHIM_EXPORT ssize_t write(int fd, const void *buffer, size_t length)
{
	const struct shim_calls *wrong = shim_wrong();
	struct iovec vector = {.iov_base = (void *)buffer, .iov_len = length};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};

	if (wrong->write != NULL)
		return wrong->write(fd, buffer, length);
	return wrong->transmit != NULL && shim_is_inet(fd)
		? wrong->transmit(fd, &message, 0) : shim_next.write(fd, buffer, length);
}

SHIM_EXPORT ssize_t writev(int fd, const struct iovec *vectors, int count)
{
	const struct shim_calls *wrong = shim_wrong();
	struct msghdr message = {.msg_iov = (struct iovec *)vectors, .msg_iovlen = (size_t)count};

	if (wrong->writev != NULL)
		return wrong->writev(fd, vectors, count);
	return wrong->transmit != NULL && count > 0 && shim_is_inet(fd)
		? wrong->transmit(fd, &message, 0) : shim_next.writev(fd, vectors, count);
}
