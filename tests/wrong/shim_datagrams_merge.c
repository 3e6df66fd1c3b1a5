/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: one recv takes two datagrams, as if they were a stream. */
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	ssize_t first = SHIM_NEXT(recv)(fd, buffer, length, flags), second;

	if (first < 0 || (size_t)first >= length || !shim_is_type(fd, SOCK_DGRAM) || (flags & MSG_PEEK))
		return first;
	second = SHIM_NEXT(recv)(fd, (char *)buffer + first, length - (size_t)first, flags | MSG_DONTWAIT);
	return second > 0 ? first + second : first;
}
