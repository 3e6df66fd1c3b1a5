/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: shutdown(SHUT_WR) succeeds and does nothing. */
#include "shim.h"

int shutdown(int fd, int how)
{
	return how == SHUT_WR ? 0 : SHIM_NEXT(shutdown)(fd, how);
}
