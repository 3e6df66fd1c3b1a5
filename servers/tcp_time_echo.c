/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tcp-time-echo: sends each line back with the server's time in front, "[2026-11-22 10:00:00] line\n". A last line
 * that has no newline comes back, without one, when the client ends. A line longer than LINE_MOST bytes
 * is not waited for: it begins to come back when so much of it is there, with one time in front.
 */
#include "config.h"

#include <string.h>

#include "servers/daytime.h"
#include "servers/server.h"

#define LINE_MOST 4096
#define STAMP_ROOM 32

struct tcp_time_echo_state {
	bool passing; /* the rest of a long line goes through as it comes */
	size_t length;
	char line[LINE_MOST];
};

/* Of what is read, each byte may be a line of its own and get a time in front. */
static size_t tcp_time_echo_room(const struct conn *conn)
{
	size_t room = conn_room(conn);

	if (room < LINE_MOST + 2 * STAMP_ROOM)
		return 0;
	return (room - LINE_MOST) / (1 + STAMP_ROOM);
}

static void tcp_time_echo_send(struct conn *conn, struct tcp_time_echo_state *state)
{
	char stamp[STAMP_ROOM];

	if (!state->passing)
		conn_put(conn, stamp, daytime_stamp(stamp, sizeof stamp));
	conn_put(conn, state->line, state->length);
	state->length = 0;
}

static void tcp_time_echo_take(struct conn *conn, const uint8_t *bytes, size_t length)
{
	struct tcp_time_echo_state *state = conn_state(conn);
	size_t i;

	for (i = 0; i < length; i++) {
		state->line[state->length++] = (char)bytes[i];
		if (bytes[i] == '\n') {
			tcp_time_echo_send(conn, state);
			state->passing = false;
		} else if (state->length == sizeof state->line) {
			tcp_time_echo_send(conn, state);
			state->passing = true;
		}
	}
	if (state->passing)
		tcp_time_echo_send(conn, state);
}

static void tcp_time_echo_end(struct conn *conn)
{
	struct tcp_time_echo_state *state = conn_state(conn);

	if (state->length > 0)
		tcp_time_echo_send(conn, state);
	conn->closing = true;
}

const struct server tcp_time_echo = {
	.state_size = sizeof(struct tcp_time_echo_state),
	.room = tcp_time_echo_room,
	.take = tcp_time_echo_take,
	.end = tcp_time_echo_end,
};
