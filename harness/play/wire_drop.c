/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: drop`: packets that do not arrive. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	wire_note(wire, rule, packet, WIRE_DROPPED, "dropped");
	return WIRE_TAKEN;
}

const struct wire_action wire_drop = { .name = "drop", .apply = apply, .needs_packets = true };
