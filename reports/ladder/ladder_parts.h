/* SPDX-License-Identifier: BSD-2-Clause */
/* How the files that make a ladder share the work; nobody else includes this. */
#ifndef SOCKSPEC_LADDER_PARTS_H
#define SOCKSPEC_LADDER_PARTS_H

#include "harness/evidence/evidence.h"
#include "reports/happenings.h"
#include "reports/ladder/ladder.h"

/* The packets between two ends, of one connection where these are used again. */
struct ladder_connection {
	const struct flow *flows[EVIDENCE_HOSTS]; /* as each host's capture counts it; NULL: it has none of its packets */
	enum transport transport;
	struct packet_address ends[EVIDENCE_HOSTS]; /* by host */
	int64_t begin_ns;                         /* its first packet */
	bool of_packets[EVIDENCE_HOSTS];          /* nobody is there */
};

/* What socket(), accept() and their kin made. */
struct ladder_socket {
	int host;
	int first, connection;      /* at which connection it was first, and last; -1: at none, as one that listens */
	int64_t begin_ns;           /* when it was made */
	int references;             /* descriptors that are open: dup() makes another */
	const char *name;           /* in the script; NULL */
};

struct ladder_maker {
	struct arena *arena;
	const struct evidence *evidence;
	const struct result *result;
	struct ladder *ladder;
	struct happenings list;
	struct ladder_connection *connections;
	size_t connection_count, connection_capacity;
	int *connection_of;         /* by happening: -1 for calls, and packets of none */
	struct ladder_socket *sockets;
	size_t socket_count, socket_capacity;
	int *socket_of;             /* by call: -1 where it is about none, or many */
	bool *call_ends;            /* by call: close() of the last descriptor of its socket */
	size_t state_capacity;
};

/* The line of a host's end of a connection; of -1 the host's first. */
int ladder_line_of(const struct ladder_maker *maker, int connection, int host);

/* Connections and lines, from the packets. ladder_lines.c */
void ladder_lines_make(struct ladder_maker *maker);

/* What was sent and what arrived. ladder_arrows.c */
void ladder_arrows_make(struct ladder_maker *maker);

/* What was sent before (LADDER_AGAIN). ladder_again.c */
void ladder_again_mark(struct ladder_maker *maker);

/* What the page and the judge say of packets, and arrows for what never came. ladder_verdicts.c */
void ladder_verdicts_mark(struct ladder_maker *maker);

/* What is folded; all arrows are there and marked. ladder_band.c */
void ladder_bands_make(struct ladder_maker *maker);

/* Calls and their lanes. ladder_calls.c */
void ladder_calls_make(struct ladder_maker *maker);

/* Sockets, and at which line each call is. ladder_sockets.c */
void ladder_sockets_find(struct ladder_maker *maker);

/* The states of each end of a TCP connection, and those that the kernel told. ladder_states.c */
void ladder_states_make(struct ladder_maker *maker);

/* One more state; they are put in order at the end. */
void ladder_states_add(struct ladder_maker *maker, struct ladder_state state);

/* What the kernel told (assert state), beside what was derived, which is in order. ladder_samples.c */
void ladder_samples_take(struct ladder_maker *maker);

#endif
