/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A reference server: one const struct a behaviour, in a file of its own, with one row in kinds.def.
 *
 * A behaviour never touches a descriptor. The loop reads for it and writes what it leaves in the
 * connection's output, so that it can neither block nor buffer without bound.
 */
#ifndef SERVERS_SERVER_H
#define SERVERS_SERVER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "servers/conn.h"

/* What the options said; every kind reads what concerns it. */
struct settings {
	const char *host; /* NULL: the wildcard addresses of both families */
	int port;         /* 0: any */
	int backlog;
	int pause_ms;     /* tcp-slow: between two reads */
	size_t chunk;     /* tcp-slow: the most that one read takes */
};

struct server {
	/* TCP. Any function may be NULL. */
	int never_accepts;
	size_t state_size;                /* bytes of its own with each connection, zeroed */
	void (*begin)(struct conn *conn); /* a client was accepted */
	/* How much it can take now; 0 is not to read. NULL: never reads. */
	size_t (*room)(const struct conn *conn);
	void (*take)(struct conn *conn, const uint8_t *bytes, size_t length); /* what was read; all of it */
	void (*end)(struct conn *conn);   /* the client has sent all it had (FIN) */
	void (*fill)(struct conn *conn);  /* the output has room */

	/*
	 * UDP: puts the answer to one datagram into `out` and returns its length; -1 is no answer. `room`
	 * is never less than `length`. NULL in a TCP server.
	 */
	ssize_t (*answer)(const uint8_t *bytes, size_t length, uint8_t *out, size_t room);
};

struct kind {
	const char *name, *protocol, *describe;
	const struct server *server;
};

const struct kind *kind_find(const char *name);              /* NULL: unknown */
const struct kind *kind_next(const struct kind *kind);       /* NULL: the first; NULL at the end */

#define KIND(function, name, protocol, describe) extern const struct server function;
#include "servers/kinds.def"
#undef KIND

#endif
