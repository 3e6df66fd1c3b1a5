/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: delay TIME`: packets arrive so much later. */
#include "config.h"

#include "harness/base/clock.h"
#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	char text[32];

	wire_note(wire, rule, packet, WIRE_DELAYED, "delayed by %s", clock_format(rule->order->time_ns, text));
	wire_go_on_at(wire, packet, clock_now_ns() + rule->order->time_ns);
	return WIRE_TAKEN;
}

const struct wire_action wire_delay = { .name = "delay", .apply = apply, .needs_packets = true };
