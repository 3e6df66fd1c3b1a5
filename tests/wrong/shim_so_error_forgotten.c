/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: SO_ERROR is always 0. */
#include <string.h>

#include "shim.h"

int getsockopt(int fd, int level, int name, void *value, socklen_t *length)
{
	int result = SHIM_NEXT(getsockopt)(fd, level, name, value, length);

	if (result == 0 && level == SOL_SOCKET && name == SO_ERROR)
		memset(value, 0, *length);
	return result;
}
