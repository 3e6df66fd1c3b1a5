/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: a send that should wait for room returns EAGAIN. */
#include <sys/types.h>

#include "shim.h"

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	return SHIM_NEXT(send)(fd, buffer, length, flags | MSG_DONTWAIT);
}
