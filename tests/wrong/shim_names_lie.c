/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: getsockname and getpeername tell a port of their own. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "shim.h"

static int shim_lie(int result, struct sockaddr *address, const socklen_t *length)
{
	struct sockaddr_in *inet = (void *)address;

	if (result == 0 && *length >= sizeof *inet)
		inet->sin_port = htons(9);
	return result;
}

int getsockname(int fd, struct sockaddr *address, socklen_t *length)
{
	return shim_lie(SHIM_NEXT(getsockname)(fd, address, length), address, length);
}

int getpeername(int fd, struct sockaddr *address, socklen_t *length)
{
	return shim_lie(SHIM_NEXT(getpeername)(fd, address, length), address, length);
}
