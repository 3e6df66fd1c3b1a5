/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-slow: reads at most --chunk bytes, pauses --pause-ms, reads again; ends when the client does. */
#include "config.h"

#include <time.h>

#include "servers/server.h"

static size_t tcp_slow_room(const struct conn *conn)
{
	return conn->settings->chunk;
}

static void tcp_slow_take(struct conn *conn, const uint8_t *bytes, size_t length)
{
	struct timespec now;

	(void)bytes;
	(void)length;
	clock_gettime(CLOCK_MONOTONIC, &now);
	conn->pause_until_ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec
		+ (int64_t)conn->settings->pause_ms * 1000000;
}

static void tcp_slow_end(struct conn *conn)
{
	conn->closing = true;
}

const struct server tcp_slow = {
	.room = tcp_slow_room,
	.take = tcp_slow_take,
	.end = tcp_slow_end,
};
