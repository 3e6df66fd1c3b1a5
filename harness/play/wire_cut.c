/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: cut`: nothing passes until `wire: join`. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	wire_note(wire, rule, packet, WIRE_DROPPED, "dropped, the wire is cut");
	return WIRE_TAKEN;
}

const struct wire_action wire_cut = { .name = "cut", .apply = apply, .needs_packets = true };
