/* SPDX-License-Identifier: BSD-2-Clause */
/* udp-echo: sends each datagram back to where it came from, an empty one too (RFC 862). */
#include "config.h"

#include <string.h>

#include "servers/server.h"

static ssize_t udp_echo_answer(const uint8_t *bytes, size_t length, uint8_t *out, size_t room)
{
	(void)room;
	memcpy(out, bytes, length);
	return (ssize_t)length;
}

const struct server udp_echo = {
	.answer = udp_echo_answer,
};
