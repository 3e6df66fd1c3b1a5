/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: hold ... until ...`: packets wait for another one and arrive right behind it. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	(void)wire;
	wire_rule_keep(rule, packet);
	return WIRE_TAKEN;
}

static enum wire_outcome passing(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	size_t i;

	if (rule->kept_count == 0 || !wire_choice_means(wire, &rule->until, packet))
		return WIRE_GOES_ON;
	rule->over = true;
	for (i = 0; i < rule->kept_count; i++)
		wire_note(wire, rule, rule->kept[i], WIRE_REORDERED, "held until another had passed");
	wire_go_on(wire, packet);
	wire_rule_release(wire, rule);
	return WIRE_TAKEN;
}

const struct wire_action wire_hold = { .name = "hold", .apply = apply, .passing = passing, .needs_packets = true };
