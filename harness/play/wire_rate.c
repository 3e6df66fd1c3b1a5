/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: rate N queue M`: N bytes a second each way; M packets wait, and what comes on top is lost. */
#include "config.h"

#include "harness/base/clock.h"
#include "harness/base/memory.h"
#include "harness/play/wire_parts.h"

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	int host;

	(void)wire;
	(void)err;
	/* The number is no number of packets. */
	rule->left = -1;
	for (host = 0; host < HOST_COUNT; host++)
		rule->leaves[host] = memory_new(((size_t)rule->order->queue + 1) * sizeof *rule->leaves[host]);
	return 0;
}

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	size_t room = (size_t)rule->order->queue + 1; /* and the one that is being sent */
	int64_t now_ns = clock_now_ns(), takes_ns;
	int from = packet->from;

	while (rule->waiting[from] > 0 && rule->leaves[from][rule->first[from]] <= now_ns) {
		rule->first[from] = (rule->first[from] + 1) % room;
		rule->waiting[from]--;
	}
	if (rule->waiting[from] == room) {
		wire_note(wire, rule, packet, WIRE_DROPPED, "dropped, the queue is full");
		return WIRE_TAKEN;
	}
	takes_ns = (int64_t)packet->length * NS_PER_SECOND / rule->order->number;
	if (rule->busy_ns[from] < now_ns)
		rule->busy_ns[from] = now_ns;
	rule->busy_ns[from] += takes_ns;
	rule->leaves[from][(rule->first[from] + rule->waiting[from]) % room] = rule->busy_ns[from];
	rule->waiting[from]++;
	wire_note(wire, rule, packet, WIRE_DELAYED, "sent at %lld bytes a second", (long long)rule->order->number);
	wire_go_on_at(wire, packet, rule->busy_ns[from]);
	return WIRE_TAKEN;
}

const struct wire_action wire_rate = { .name = "rate", .apply = apply, .begin = begin, .needs_packets = true };
