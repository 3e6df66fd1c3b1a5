/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: what did not fit of a datagram comes with the next recv. */
#include <string.h>
#include <sys/types.h>

#include "shim.h"

/* Of one descriptor at a time: enough for a case. */
static char shim_rest[65536];
static size_t shim_left;
static int shim_owner = -1;

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	char whole[65536];
	ssize_t count;

	if (!shim_is_type(fd, SOCK_DGRAM) || (flags & MSG_PEEK))
		return SHIM_NEXT(recv)(fd, buffer, length, flags);
	if (shim_left == 0 || shim_owner != fd) {
		count = SHIM_NEXT(recv)(fd, whole, sizeof whole, flags & ~MSG_TRUNC);
		if (count < 0)
			return count;
		memcpy(shim_rest, whole, (size_t)count);
		shim_left = (size_t)count;
		shim_owner = fd;
	}
	count = (ssize_t)(shim_left < length ? shim_left : length);
	memcpy(buffer, shim_rest, (size_t)count);
	shim_left -= (size_t)count;
	memmove(shim_rest, shim_rest + count, shim_left);
	return count;
}
