/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: send gives its bytes to the stream twice. */
#include <sys/types.h>

#include "shim.h"

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	ssize_t count = SHIM_NEXT(send)(fd, buffer, length, flags);

	if (count > 0 && shim_is_type(fd, SOCK_STREAM))
		SHIM_NEXT(send)(fd, buffer, (size_t)count, flags | MSG_DONTWAIT | MSG_NOSIGNAL);
	return count;
}
