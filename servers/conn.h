/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One client of a TCP server: its descriptor, the output that waits to be sent, and how it ends. What the
 * server wants to know of it beside that is in conn_state.
 */
#ifndef SERVERS_CONN_H
#define SERVERS_CONN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONN_OUTPUT_MOST 16384

struct server;
struct settings;

struct conn {
	int fd;
	const struct server *server;
	const struct settings *settings;
	bool input_ended;       /* the client's FIN was read */
	bool closing;           /* close when the output is sent */
	bool aborting;          /* close with a reset, at once */
	int64_t pause_until_ns; /* no reading before; CLOCK_MONOTONIC */
	size_t output_begin, output_length;
	uint8_t output[CONN_OUTPUT_MOST];
	_Alignas(max_align_t) uint8_t state[];
};

/* Takes the descriptor over, also where it fails (NULL: out of memory). */
struct conn *conn_open(int fd, const struct server *server, const struct settings *settings);
void conn_close(struct conn *conn);

/* What poll() is to watch for, at the time `now_ns`. */
short conn_events(const struct conn *conn, int64_t now_ns);

/* Reads, lets the behaviour work, writes. False when the connection is over and is to be closed. */
bool conn_serve(struct conn *conn, short revents, int64_t now_ns);

/* For the behaviours: */
void *conn_state(struct conn *conn);
size_t conn_room(const struct conn *conn); /* of the output */
void conn_put(struct conn *conn, const void *bytes, size_t length); /* at most conn_room */

#endif
