/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sockets that a server waits on: one for each address, all on the same port. IPv4 and IPv6 have
 * one each, so that each answers from addresses of its own kind.
 */
#ifndef SERVERS_LISTENER_H
#define SERVERS_LISTENER_H

#include <stdbool.h>
#include <stddef.h>

#include "servers/server.h"

#define LISTENERS_MOST 2

struct listeners {
	int fds[LISTENERS_MOST];
	size_t count;
	int port;
	char addresses[128]; /* "[::]:7 and 0.0.0.0:7" */
};

/* Opens, binds and (TCP) listens. 0, or -1 with the reason in `reason`. */
int listeners_open(struct listeners *listeners, const struct settings *settings, bool udp, char *reason,
	size_t room);
void listeners_close(struct listeners *listeners);

#endif
