/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-count: reads to the end, then answers how many bytes it read, in decimal and nothing else. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "servers/server.h"

struct tcp_count_state {
	uint64_t bytes;
};

static void tcp_count_take(struct conn *conn, const uint8_t *bytes, size_t length)
{
	struct tcp_count_state *state = conn_state(conn);

	(void)bytes;
	state->bytes += length;
}

static void tcp_count_end(struct conn *conn)
{
	const struct tcp_count_state *state = conn_state(conn);
	char text[32];

	conn_put(conn, text, (size_t)snprintf(text, sizeof text, "%" PRIu64, state->bytes));
	conn->closing = true;
}

const struct server tcp_count = {
	.state_size = sizeof(struct tcp_count_state),
	.room = conn_room,
	.take = tcp_count_take,
	.end = tcp_count_end,
};
