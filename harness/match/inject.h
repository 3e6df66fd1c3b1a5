/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A packet line -> the packet that it says: for the `<` lines of a peer made of packets and for `wire: inject`
 * (docs/language.md, "A peer made of packets"). First whose packet it is (inject_find_*), then its bytes
 * (inject_make). Pure.
 *
 * Every error is words for the user: the step could not be played, because something that it needs is not there.
 */
#ifndef SOCKSPEC_INJECT_H
#define SOCKSPEC_INJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/match/env.h"
#include "harness/match/flow.h"

struct arena;
struct err;

/*
 * The last packet that one end of a flow has sent, [0] a, [1] b, for an ICMP error to quote; NULL where it has sent
 * none. The bytes need to last as long as the call of inject_make.
 */
typedef const uint8_t *inject_last_fn(void *context, const struct flow *flow, int end, size_t *length);

/* What a line is worked out against. Nothing of it is owned or changed. */
struct inject_context {
	const struct env *env;
	const struct flow_table *flows; /* all packets so far, injected ones too */
	inject_last_fn *last;
	void *last_context;
};

/* From where to where, and what the numbers count from. */
struct inject_ends {
	struct packet_address source, destination; /* with their ports */
	const struct flow *flow;    /* between them; NULL: none yet */
	int source_end;             /* which end of the flow is the source: 0 a, 1 b */
	uint32_t source_base, destination_base;
};

/*
 * The ends of a line `< PACKET` of a page with a peer made of packets: that of the name in front, or the only one. To
 * the client's end of their latest flow; where there is none, to the socket that the line or the peer names, or the
 * client's only bound one of that protocol.
 */
int inject_find_peer_ends(const struct inject_context *context, const struct packet_pattern *pattern,
	struct inject_ends *ends, struct err *err);

/* The same for a packet that seems to come from the other one of two real hosts, in a flow that there is. */
int inject_find_host_ends(const struct inject_context *context, const struct packet_pattern *pattern,
	enum case_host to, struct inject_ends *ends, struct err *err);

/*
 * The client's end of the latest TCP flow with this peer, or the address of the socket that it is for, whose any-address
 * is the client's own. -1 with err where nothing tells it.
 */
int inject_find_client_end(const struct inject_context *context, const struct binding *peer,
	struct packet_address *end, struct err *err);

/* The packet between these ends, decoded from its bytes again. Both live in the arena. */
int inject_make(struct arena *arena, const struct inject_context *context, const struct packet_pattern *pattern,
	const struct inject_ends *ends, struct packet *packet, uint8_t **bytes, size_t *length, struct err *err);

#endif
