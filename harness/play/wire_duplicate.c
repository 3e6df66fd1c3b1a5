/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: duplicate`: packets arrive twice, the copy right behind the original. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	struct wire_packet *copy = wire_keep(packet);

	wire_note(wire, rule, packet, WIRE_DUPLICATED, "duplicated");
	/* The record keeps when the first of the two arrived. */
	copy->record = WIRE_NO_RECORD;
	wire_go_on(wire, packet);
	wire_go_on(wire, copy);
	wire_forget(copy);
	return WIRE_TAKEN;
}

const struct wire_action wire_duplicate = { .name = "duplicate", .apply = apply, .needs_packets = true };
