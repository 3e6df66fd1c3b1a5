/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: inject to HOST PACKET`: a packet that neither host has sent arrives, as if the other one had. */
#include "config.h"

#include "harness/play/wire_parts.h"

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	rule->over = true;
	return wire_send_line(wire, rule->order->what.packet, rule->order->host, rule->step, err);
}

const struct wire_action wire_inject = { .name = "inject", .begin = begin };
