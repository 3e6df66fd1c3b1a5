/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: send says that it took one byte more than it did. */
#include <sys/types.h>

#include "shim.h"

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	ssize_t count = SHIM_NEXT(send)(fd, buffer, length, flags);

	return count > 0 ? count + 1 : count;
}
