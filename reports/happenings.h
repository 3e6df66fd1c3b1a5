/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happened in one play, in the order of time: calls, and packets, each packet once with the time it left and
 * the number that each host's capture gives it. Tables and ladders are made of it. At level host what other programs sent
 * through the loopback interface is left out.
 */
#ifndef SOCKSPEC_HAPPENINGS_H
#define SOCKSPEC_HAPPENINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct call_record;
struct evidence;
struct flow;
struct packet_record;
struct result;
struct wire_record;

struct happening {
	int64_t time_ns;
	const struct call_record *call;        /* one of call, and packet */
	int line;                              /* of the page, for a call */
	const struct packet_record *sent;      /* as the sender's host saw it; NULL where it did not */
	const struct packet_record *received;  /* as the receiver's host saw it; NULL */
	const struct flow *flow;
	const struct flow *arrived_flow;       /* the same in the receiver's view */
	const struct wire_record *wire;        /* what the wire did with it; NULL */
	bool copy;                             /* the second of what the wire made two of; `sent` is NULL */
};

struct happenings {
	struct happening *items;
	size_t count;
	bool cut; /* there was more */
};

/* `result` tells the peers that are made of packets, whose numbers count from what the page says. */
void happenings_make(struct arena *arena, const struct evidence *evidence, const struct result *result,
	struct happenings *list);

/* The same with another limit: so many packets (each once a host that saw it), and so many calls. */
void happenings_make_most(struct arena *arena, const struct evidence *evidence, const struct result *result,
	size_t most, struct happenings *list);

#endif
