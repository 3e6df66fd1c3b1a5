/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: recv drops the last of several bytes of a stream. */
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	ssize_t count = SHIM_NEXT(recv)(fd, buffer, length, flags);

	return count > 1 && shim_is_type(fd, SOCK_STREAM) ? count - 1 : count;
}
