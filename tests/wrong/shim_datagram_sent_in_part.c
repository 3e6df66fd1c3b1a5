/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: a large datagram is sent in part, and no EMSGSIZE told. */
#include <errno.h>
#include <sys/types.h>

#include "shim.h"

ssize_t sendto(int fd, const void *buffer, size_t length, int flags, const struct sockaddr *address,
	socklen_t size)
{
	ssize_t count = SHIM_NEXT(sendto)(fd, buffer, length, flags, address, size);

	if (count < 0 && errno == EMSGSIZE)
		count = SHIM_NEXT(sendto)(fd, buffer, 1000, flags, address, size);
	return count;
}

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	return sendto(fd, buffer, length, flags, NULL, 0);
}
