/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-chargen: sends lines of characters, as fast as the client takes them, until it ends (RFC 864). */
#include "config.h"

#include "servers/chargen.h"
#include "servers/server.h"

struct tcp_chargen_state {
	uint64_t position;
};

/* What the client says is read and thrown away, so that it can say that it has ended. */
static size_t tcp_chargen_room(const struct conn *conn)
{
	(void)conn;
	return CONN_OUTPUT_MOST;
}

static void tcp_chargen_fill(struct conn *conn)
{
	struct tcp_chargen_state *state = conn_state(conn);
	uint8_t line[CHARGEN_LINE];

	/* Whole lines only, so that the text ends with one. */
	while (conn_room(conn) >= sizeof line) {
		chargen_fill(line, sizeof line, state->position);
		conn_put(conn, line, sizeof line);
		state->position += sizeof line;
	}
}

static void tcp_chargen_end(struct conn *conn)
{
	conn->closing = true;
}

const struct server tcp_chargen = {
	.state_size = sizeof(struct tcp_chargen_state),
	.room = tcp_chargen_room,
	.end = tcp_chargen_end,
	.fill = tcp_chargen_fill,
};
