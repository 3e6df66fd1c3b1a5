/* SPDX-License-Identifier: BSD-2-Clause */
/* The packets that one host saw, with their flows and directions. For view.c, and for who counts packets. */
#ifndef SOCKSPEC_VIEW_PACKETS_H
#define SOCKSPEC_VIEW_PACKETS_H

#include "harness/match/env.h"
#include "harness/match/flow.h"

/* How far the clock of captures and that of calls may be apart: both are read, not the same read. */
#define VIEW_CLOCK_SLACK_NS INT64_C(200000)

struct view_packet {
	const struct packet_record *record; /* `host` and `sent` are this host's */
	struct flow *flow;                  /* of an ICMP error that of the packet it quotes; NULL: of none */
	int64_t flow_begin_ns;              /* when its flow was first seen; of a datagram, its own time */
};

struct view_packets {
	struct view_packet *items;
	size_t count;
};

/* Tells a table of the peers made of packets that the names stand for. */
void view_seed_flows(const struct env *env, struct flow_table *table);

void view_packets_make(struct arena *arena, enum case_host host, const struct env *env,
	const struct evidence *evidence, struct view_packets *packets);

/* At level host lo carries packets of others too: only those of known sockets and servers are ours. */
bool view_is_ours(const struct env *env, const struct packet *packet);

/* True where the packet is this socket's and not that of a later one with the same address. */
bool view_packet_is_of(const struct env *env, const struct view_packet *packet,
	const struct binding *socket);

#endif
