/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: mark`: congestion experienced (ECN CE), on packets that say that their ends understand it. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	uint8_t *bytes = packet->bytes;
	bool six = bytes[0] >> 4 == 6;
	unsigned ecn = six ? bytes[1] >> 4 & 3u : bytes[1] & 3u;

	/* A router does not mark what does not speak ECN: it would drop it. */
	if (packet->length < 20 || ecn == 0) {
		if (rule->left >= 0)
			rule->left++;
		return WIRE_GOES_ON;
	}
	bytes[1] |= six ? 0x30 : 0x03;
	wire_bytes_sum_ip(bytes, packet->length);
	wire_note(wire, rule, packet, WIRE_CHANGED, "marked: congestion experienced");
	return WIRE_GOES_ON;
}

const struct wire_action wire_mark = { .name = "mark", .apply = apply, .needs_packets = true };
