/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: a datagram without a byte is never sent. */
#include <sys/types.h>

#include "shim.h"

ssize_t sendto(int fd, const void *buffer, size_t length, int flags, const struct sockaddr *address,
	socklen_t size)
{
	if (length == 0 && shim_is_type(fd, SOCK_DGRAM))
		return 0;
	return SHIM_NEXT(sendto)(fd, buffer, length, flags, address, size);
}

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	return sendto(fd, buffer, length, flags, NULL, 0);
}
