/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: recv with MSG_PEEK takes the data away, as without it. */
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	return SHIM_NEXT(recv)(fd, buffer, length, flags & ~MSG_PEEK);
}

ssize_t recvfrom(int fd, void *buffer, size_t length, int flags, struct sockaddr *address, socklen_t *size)
{
	return SHIM_NEXT(recvfrom)(fd, buffer, length, flags & ~MSG_PEEK, address, size);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	return SHIM_NEXT(recvmsg)(fd, message, flags & ~MSG_PEEK);
}
