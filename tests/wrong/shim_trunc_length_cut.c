/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: with MSG_TRUNC recv tells what fitted, not what there was. */
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	ssize_t count = SHIM_NEXT(recv)(fd, buffer, length, flags);

	return count > (ssize_t)length ? (ssize_t)length : count;
}
