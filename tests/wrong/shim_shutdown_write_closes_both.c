/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: shutdown(SHUT_WR) ends the receiving direction too. */
#include "shim.h"

int shutdown(int fd, int how)
{
	return SHIM_NEXT(shutdown)(fd, how == SHUT_WR ? SHUT_RDWR : how);
}
