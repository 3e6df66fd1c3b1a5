/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: inject to HOST PACKET`: a packet that neither host has sent arrives, as if the other one had. */
#include "config.h"

#include "harness/play/wire_parts.h"

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	rule->over = true;
	if (wire_send_line(wire, rule->order->what.packet, rule->order->host, rule->step, err) < 0)
		return -1;
	rule->applied = 1;
	return 0;
}

const struct wire_action wire_inject = { .name = "inject", .begin = begin, .needs_packets = true };
