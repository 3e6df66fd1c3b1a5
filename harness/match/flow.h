/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Packets grouped into flows, with sequence numbers made relative as tcpdump does: to the first SYN of
 * each direction, or to the first segment where no SYN was seen. Used on stored evidence by the judge and
 * on live packets by the player; pure either way.
 *
 * A peer that is made of packets is told beforehand (flow_table_seed): its numbers count from the ISN that it was
 * given, whatever it sends; those of the other end from that end's last SYN (a new one begins a new
 * connection), or, before there was one, from FLOW_ASSUMED_BASE where the peer acknowledged something first, else from what that
 * end sent first. Where that was counted from already, the first SYN
 * begins a new flow too, so that no number that was told changes.
 */
#ifndef SOCKSPEC_FLOW_H
#define SOCKSPEC_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"

struct arena;
struct packet_record;

struct flow {
	enum transport transport;
	struct packet_address a, b;   /* a: the source of the flow's first packet */
	bool base_known[2];           /* [0] a's sequence numbers, [1] b's */
	uint32_t base[2];
	bool base_is_syn[2];          /* else it is what was seen first */
	int number;                   /* from 0, in order of appearance */
	int seeded;                   /* which end is made of packets: 0 a, 1 b; -1 neither */
	bool stamp_known[2];          /* [0] a, [1] b: its last timestamp (RFC 7323) */
	uint32_t stamp[2];
	bool assumed_used;            /* seeded: numbers were counted from a base that is no SYN's */
};

#define FLOW_ASSUMED_BASE UINT32_C(0x20000000)
#define FLOW_PEER_ISN UINT32_C(1000000000) /* of a peer for which the page says none */

struct flow_seed {
	struct packet_address peer;
	uint32_t isn;
};

struct flow_table {
	struct arena *arena;
	struct flow **flows;
	size_t count, capacity;
	struct flow_seed *seeds;
	size_t seed_count, seed_capacity;
};

void flow_table_init(struct flow_table *table, struct arena *arena);

/* From here on this address is that of a peer made of packets. Copied. */
void flow_table_seed(struct flow_table *table, const struct packet_address *peer, uint32_t isn);

/*
 * The flow of a TCP or UDP packet, made where it is new; a SYN on a closed or reused pair of addresses
 * begins a new flow. NULL for other packets. Call it in the order of time for each vantage point.
 */
struct flow *flow_take(struct flow_table *table, const struct packet *packet);

/*
 * The same for a packet that a line of the page put on the wire between two real hosts (wire: inject): it opens no
 * connection, and tells nobody's numbers, unless nothing is known of its addresses yet.
 */
struct flow *flow_take_injected(struct flow_table *table, const struct packet *packet);

/* Which of these fits a captured packet: that, flow_take, or of an ICMP error flow_find_quoted. */
struct flow *flow_take_record(struct flow_table *table, const struct packet_record *record);

/* The latest flow of the packet that an ICMP error quotes; NULL where there is none. Changes nothing. */
struct flow *flow_find_quoted(const struct flow_table *table, const struct packet *packet);

/* The latest flow between two ends, in either direction; NULL where there is none. Changes nothing. */
struct flow *flow_find_between(const struct flow_table *table, enum transport transport,
	const struct packet_address *a, const struct packet_address *b);

/* Relative numbers of a TCP packet of this flow. */
uint32_t flow_relative_seq(const struct flow *flow, const struct packet *packet);
uint32_t flow_relative_ack(const struct flow *flow, const struct packet *packet);

/* The sequence number of the TCP segment that an ICMP error quotes, relative in its own flow. */
uint32_t flow_relative_quote(const struct flow *flow, const struct packet *packet);

/* The number that the acknowledged direction began with (SACK edges count from it); 0 where unknown. */
uint32_t flow_acked_base(const struct flow *flow, const struct packet *packet);

#endif
