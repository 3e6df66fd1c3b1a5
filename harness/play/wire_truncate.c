/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: truncate ... to N`: of a packet only the first N bytes arrive; its headers still say how long it was. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	size_t to = (size_t)rule->order->to;

	if (packet->length <= to) {
		if (rule->left >= 0)
			rule->left++;
		return WIRE_GOES_ON;
	}
	wire_note(wire, rule, packet, WIRE_CHANGED, "cut to %zu of %zu bytes", to, packet->length);
	packet->length = to;
	return WIRE_GOES_ON;
}

const struct wire_action wire_truncate = { .name = "truncate", .apply = apply, .needs_packets = true };
