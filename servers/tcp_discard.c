/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-discard: reads and throws away; ends when the client does (RFC 863). */
#include "config.h"

#include "servers/server.h"

static void tcp_discard_end(struct conn *conn)
{
	conn->closing = true;
}

const struct server tcp_discard = {
	.room = conn_room,
	.end = tcp_discard_end,
};
