/* SPDX-License-Identifier: BSD-2-Clause */
/* A wrong stack: accept tells a port that the peer does not have. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "shim.h"

int accept(int fd, struct sockaddr *address, socklen_t *length)
{
	int result = SHIM_NEXT(accept)(fd, address, length);
	struct sockaddr_in *inet = (void *)address;

	/* The port stands in the same place in both families. */
	if (result >= 0 && address != NULL && *length >= sizeof *inet)
		inet->sin_port = htons((uint16_t)(ntohs(inet->sin_port) + 1));
	return result;
}
