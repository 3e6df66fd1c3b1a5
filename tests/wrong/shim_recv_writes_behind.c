/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: recv writes one byte behind those that it tells of. */
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	ssize_t count = SHIM_NEXT(recv)(fd, buffer, length, flags);

	if (count > 0 && (size_t)count < length)
		((char *)buffer)[count] = '\0';
	return count;
}
