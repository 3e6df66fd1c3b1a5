/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: the end of the stream is told as ECONNRESET. */
#include <errno.h>
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	ssize_t count = SHIM_NEXT(recv)(fd, buffer, length, flags);

	if (count != 0 || length == 0 || !shim_is_type(fd, SOCK_STREAM))
		return count;
	errno = ECONNRESET;
	return -1;
}
