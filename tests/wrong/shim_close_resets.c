/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: close resets the connection instead of ending it. */
#include <unistd.h>

#include "shim.h"

int close(int fd)
{
	struct linger linger = {.l_onoff = 1, .l_linger = 0};

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	return SHIM_NEXT(close)(fd);
}
