/* SPDX-License-Identifier: BSD-2-Clause */
/* udp-daytime: answers each datagram, whatever is in it, with the date and time (RFC 867). */
#include "config.h"

#include "servers/daytime.h"
#include "servers/server.h"

static ssize_t udp_daytime_answer(const uint8_t *bytes, size_t length, uint8_t *out, size_t room)
{
	(void)bytes;
	(void)length;
	return (ssize_t)daytime_line((char *)out, room);
}

const struct server udp_daytime = {
	.answer = udp_daytime_answer,
};
