/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-echo: sends back what it reads; after the client's FIN it sends what is left, then its own (RFC 862). */
#include "config.h"

#include "servers/server.h"

static void tcp_echo_take(struct conn *conn, const uint8_t *bytes, size_t length)
{
	conn_put(conn, bytes, length);
}

static void tcp_echo_end(struct conn *conn)
{
	conn->closing = true;
}

/* It reads no more than it can keep, so a client that does not read its echo is not read either. */
const struct server tcp_echo = {
	.room = conn_room,
	.take = tcp_echo_take,
	.end = tcp_echo_end,
};
