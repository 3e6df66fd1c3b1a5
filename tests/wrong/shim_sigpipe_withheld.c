/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: EPIPE comes without its SIGPIPE. */
#include <sys/types.h>
#include <unistd.h>

#include "shim.h"

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
	return SHIM_NEXT(send)(fd, buffer, length, flags | MSG_NOSIGNAL);
}

ssize_t write(int fd, const void *buffer, size_t length)
{
	if (shim_is_type(fd, SOCK_STREAM))
		return send(fd, buffer, length, 0);
	return SHIM_NEXT(write)(fd, buffer, length);
}
