/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: a refused connection is told as one that timed out. */
#include <errno.h>

#include "shim.h"

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
	int result = SHIM_NEXT(connect)(fd, address, length);

	if (result < 0 && errno == ECONNREFUSED)
		errno = ETIMEDOUT;
	return result;
}
