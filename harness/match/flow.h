/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Packets grouped into flows, with sequence numbers made relative as tcpdump does: to the first SYN of
 * each direction, or to the first segment where no SYN was seen. Used on stored evidence by the judge and
 * on live packets by the player; pure either way.
 */
#ifndef SOCKSPEC_FLOW_H
#define SOCKSPEC_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"

struct arena;

struct flow {
	enum transport transport;
	struct packet_address a, b;   /* a: the source of the flow's first packet */
	bool base_known[2];           /* [0] a's sequence numbers, [1] b's */
	uint32_t base[2];
	bool base_is_syn[2];          /* else it is what was seen first */
	int number;                   /* from 0, in order of appearance */
};

struct flow_table {
	struct arena *arena;
	struct flow **flows;
	size_t count, capacity;
};

void flow_table_init(struct flow_table *table, struct arena *arena);

/*
 * The flow of a TCP or UDP packet, made where it is new; a SYN on a closed or reused pair of addresses
 * begins a new flow. NULL for other packets. Call it in the order of time for each vantage point.
 */
struct flow *flow_take(struct flow_table *table, const struct packet *packet);

/* Relative numbers of a TCP packet of this flow. */
uint32_t flow_relative_seq(const struct flow *flow, const struct packet *packet);
uint32_t flow_relative_ack(const struct flow *flow, const struct packet *packet);

/* The number that the acknowledged direction began with (SACK edges count from it); 0 where unknown. */
uint32_t flow_acked_base(const struct flow *flow, const struct packet *packet);

#endif
