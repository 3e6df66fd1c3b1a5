/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-reset: accepts and resets the connection at once (SO_LINGER with 0 seconds, then close). */
#include "config.h"

#include "servers/server.h"

static void tcp_reset_begin(struct conn *conn)
{
	conn->aborting = true;
}

const struct server tcp_reset = {
	.begin = tcp_reset_begin,
};
