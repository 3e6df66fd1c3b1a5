/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: listen takes as many as the system allows, whatever the backlog says. */
#include "shim.h"

int listen(int fd, int backlog)
{
	(void)backlog;
	return SHIM_NEXT(listen)(fd, SOMAXCONN);
}
