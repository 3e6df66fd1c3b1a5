/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names that a packet line binds: new ones that stand by themselves as the value of win, urg, ttl, tos, id, flow,
 * mtu or of a TCP option. Until they are bound they fit any value (expected_make). Pure.
 */
#ifndef SOCKSPEC_PATTERN_NAMES_H
#define SOCKSPEC_PATTERN_NAMES_H

#include "harness/match/env.h"
#include "harness/match/flow.h"

/* Calls `found` for every name that stands where one may be bound, bound already or not. */
void pattern_each_name(const struct packet_pattern *pattern,
	void (*found)(const struct node *name, void *context), void *context);

/*
 * What the packet that met an awaited line has in the places of names that nothing has bound yet: a STRUCT of INT by
 * name, for step_record.sample. NULL where there is none to bind. `flow` is the packet's, NULL for ICMP. In the arena.
 */
struct value *pattern_sample_names(struct arena *arena, const struct env *env, const struct packet_pattern *pattern,
	const struct packet *packet, const struct flow *flow);

#endif
