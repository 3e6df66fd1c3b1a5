/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * udp-chargen: answers each datagram with 0 to 512 characters, the number being random and the text beginning one
 * line further on each time (RFC 864).
 */
#include "config.h"

#include <time.h>
#include <unistd.h>

#include "servers/chargen.h"
#include "servers/server.h"

#define UDP_CHARGEN_MOST 512

/* Nobody is to be kept from guessing it: a xorshift is random enough. */
static uint32_t udp_chargen_random(void)
{
	static uint32_t state;
	struct timespec now;

	if (state == 0) {
		clock_gettime(CLOCK_REALTIME, &now);
		state = ((uint32_t)now.tv_nsec ^ (uint32_t)now.tv_sec ^ (uint32_t)getpid() << 16) | 1;
	}
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static ssize_t udp_chargen_answer(const uint8_t *bytes, size_t length, uint8_t *out, size_t room)
{
	static uint64_t line;
	size_t answer = udp_chargen_random() % (UDP_CHARGEN_MOST + 1);

	(void)bytes;
	(void)length;
	if (answer > room)
		answer = room;
	chargen_fill(out, answer, line++ * CHARGEN_LINE);
	return (ssize_t)answer;
}

const struct server udp_chargen = {
	.answer = udp_chargen_answer,
};
