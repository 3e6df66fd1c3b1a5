/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: poll says that there is something to read when there is not. */
#include <poll.h>

#include "shim.h"

int poll(struct pollfd *entries, nfds_t count, int timeout)
{
	int ready = 0;

	SHIM_NEXT(poll)(entries, count, 0);
	(void)timeout;
	for (nfds_t i = 0; i < count; i++) {
		entries[i].revents |= entries[i].events & POLLIN;
		ready += entries[i].revents != 0;
	}
	return ready;
}
