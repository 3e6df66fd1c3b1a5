/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-daytime: sends the date and time as a line and closes (RFC 867). What the client says is thrown away. */
#include "config.h"

#include "servers/daytime.h"
#include "servers/server.h"

static void tcp_daytime_begin(struct conn *conn)
{
	char line[64];

	conn_put(conn, line, daytime_line(line, sizeof line));
	conn->closing = true;
}

const struct server tcp_daytime = {
	.begin = tcp_daytime_begin,
};
