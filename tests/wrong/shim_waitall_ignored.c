/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: recv with MSG_WAITALL returns with what is there. */
#include <sys/types.h>

#include "shim.h"

ssize_t recv(int fd, void *buffer, size_t length, int flags)
{
	return SHIM_NEXT(recv)(fd, buffer, length, flags & ~MSG_WAITALL);
}
