/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: swap`: each two packets change places. */
#include "config.h"

#include "harness/play/wire_parts.h"

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	(void)wire;
	(void)err;
	/* No number said: the next two. From the 3rd on: that and the one behind it. */
	if (rule->left < 2)
		rule->left = 2;
	return 0;
}

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	if (rule->kept_count == 0) {
		wire_rule_keep(rule, packet);
		return WIRE_TAKEN;
	}
	wire_note(wire, rule, packet, WIRE_REORDERED, "swapped with the one before it");
	wire_note(wire, rule, rule->kept[0], WIRE_REORDERED, "swapped with the one behind it");
	wire_go_on(wire, packet);
	wire_rule_release(wire, rule);
	return WIRE_TAKEN;
}

const struct wire_action wire_swap = { .name = "swap", .apply = apply, .begin = begin, .needs_packets = true };
