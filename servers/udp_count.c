/* SPDX-License-Identifier: BSD-2-Clause */
/* udp-count: answers each datagram with the number of bytes in it, in decimal and nothing else. */
#include "config.h"

#include <stdio.h>

#include "servers/server.h"

static ssize_t udp_count_answer(const uint8_t *bytes, size_t length, uint8_t *out, size_t room)
{
	(void)bytes;
	return snprintf((char *)out, room, "%zu", length);
}

const struct server udp_count = {
	.answer = udp_count_answer,
};
