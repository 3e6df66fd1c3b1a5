/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Wrong servers: each stands in the place of a reference server and breaks one of its promises, and no other,
 * so that a case that is to notice can be seen to notice.
 */
#ifndef TESTS_WRONG_H
#define TESTS_WRONG_H

#include <stdbool.h>
#include <stddef.h>

#define WRONG_IPV4_ONLY 1

/*
 * TCP: serves one client, in a thread of its own, and closes it. UDP: serves for ever on the one socket.
 * Sockets block.
 */
typedef void wrong_serve_fn(int fd);

struct wrong_server {
	const char *name;     /* what is wrong, "tcp-echo-loses-a-byte" */
	const char *kind;     /* whose place it takes, "tcp-echo" */
	const char *describe;
	int flags;
	wrong_serve_fn *serve;
};

#define WRONG(function, name, kind, flags, describe) wrong_serve_fn function;
#include "tests/wrong/wrong.def"
#undef WRONG

/* Helpers (wrong_io.c). False and -1 mean that the client is gone. */
bool wrong_send(int fd, const void *bytes, size_t length);
long wrong_receive(int fd, void *bytes, size_t room); /* 0: the client's end */
void wrong_drain(int fd);                             /* reads and throws away until the client's end */
void wrong_wait_until_sent(int fd);                   /* until all that was sent is acknowledged */
void wrong_reset(int fd);                             /* closes with a reset */
void wrong_stay(int fd);                              /* waits, reading nothing, until the client is gone altogether */

#endif
