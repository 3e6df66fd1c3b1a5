/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: close gives the number back and leaves the connection as it was. */
#include <fcntl.h>
#include <unistd.h>

#include "shim.h"

int close(int fd)
{
	if (shim_is_type(fd, SOCK_STREAM))
		fcntl(fd, F_DUPFD_CLOEXEC, 500);
	return SHIM_NEXT(close)(fd);
}
