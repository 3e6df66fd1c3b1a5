/* SPDX-License-Identifier: BSD-2-Clause */
/* udp-discard: reads and throws away (RFC 863). */
#include "config.h"

#include "servers/server.h"

static ssize_t udp_discard_answer(const uint8_t *bytes, size_t length, uint8_t *out, size_t room)
{
	(void)bytes;
	(void)length;
	(void)out;
	(void)room;
	return -1;
}

const struct server udp_discard = {
	.answer = udp_discard_answer,
};
