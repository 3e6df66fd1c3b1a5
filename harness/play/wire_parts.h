/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The inside of the wire: packets on their way, and the rules that they pass one after the other, each made of one
 * `wire:` line. A rule's action lets a packet go on, or takes it: then it is the action's to drop, or to send on
 * its way later with wire_go_on. For wire*.c alone.
 */
#ifndef SOCKSPEC_WIRE_PARTS_H
#define SOCKSPEC_WIRE_PARTS_H

#include "harness/base/filter.h"
#include "harness/case/case.h"
#include "harness/match/expected.h"
#include "harness/play/alarm.h"
#include "harness/play/wire.h"

/* The largest packet that IP can carry. */
#define PACKET_MOST 65536

#define WIRE_NO_RECORD SIZE_MAX

struct wire_packet {
	int from;            /* host */
	uint8_t *bytes;      /* may be changed; only valid in the call unless kept with wire_keep */
	size_t length;
	size_t record;       /* its place in wire->records; WIRE_NO_RECORD */
	size_t next;         /* the rule that it meets next */
};

struct wire_rule;

enum wire_outcome { WIRE_GOES_ON, WIRE_TAKEN };

struct wire_action {
	const char *name;
	/* A packet that the rule picks. */
	enum wire_outcome (*apply)(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet);
	/* Every packet, before it is picked or not. NULL. */
	enum wire_outcome (*passing)(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet);
	/* The line is played. NULL. -1 with err where it cannot be: something that it needs is not there. */
	int (*begin)(struct wire *wire, struct wire_rule *rule, struct err *err);
	bool needs_packets;  /* if no packet met it, the test did not happen */
};

/* A choice of packets with its expressions worked out. */
struct wire_choice {
	bool all;
	struct filter *filter;         /* NULL: not by a filter */
	const struct packet_pattern *pattern; /* NULL: not by a line */
	struct expected expected;
};

struct wire_rule {
	const struct wire_action *action;
	const struct wire_order *order;
	int step;
	struct wire_choice what, until;
	int64_t left;        /* packets that it is still for; -1: all */
	int64_t seen;        /* packets of the choice, so that the 3rd is known */
	int64_t end_ns;      /* on CLOCK_MONOTONIC; INT64_MAX */
	bool over;
	int64_t applied;
	struct wire_packet **kept; /* swap, hold: in the order in which they came */
	size_t kept_count;
	int64_t busy_ns[HOST_COUNT];   /* rate: until when each direction sends */
	int64_t *leaves[HOST_COUNT];   /* rate: when those that wait leave; a ring */
	size_t first[HOST_COUNT], waiting[HOST_COUNT];
};

/* The last packet that each end of a flow has sent, [0] a, [1] b; on the heap. */
struct wire_last {
	uint8_t *bytes[2];
	size_t length[2];
};

struct wire_delayed {
	int64_t due_ns;
	struct wire_packet *packet;
};

struct wire {
	const struct sandbox *sandbox;
	uv_poll_t polls[HOST_COUNT];
	int polls_open;
	int64_t begin_ns;
	wire_seen_fn *seen;
	void *context;
	struct wire_record *records;
	size_t count, capacity;
	bool busy;             /* a packet is on its way: no second one may be begun meanwhile */
	bool broken[HOST_COUNT]; /* a device that cannot be read any more */

	struct arena *arena;   /* of flows, rules, words */
	const struct env *env; /* whose sockets are which; NULL: the wire is told nothing */
	struct flow_table flows;
	bool played;           /* the server is a peer made of packets */
	struct wire_last *lasts; /* by the flow's number */
	size_t last_count;
	struct wire_rule **rules;
	size_t rule_count, rule_capacity;
	struct wire_delayed *delayed; /* by due_ns, the first one last */
	size_t delayed_count, delayed_capacity;
	struct alarm *alarm;   /* for the first of them */
	uint8_t packet[PACKET_MOST];
};

/* ---- wire.c ---------------------------------------------------------------------------------------- */

/* The packet arrives at the other host. */
void wire_arrive(struct wire *wire, const struct wire_packet *packet);

/* A packet of the wire's own arrives at a host; recorded with the action's words. */
void wire_answer(struct wire *wire, const struct wire_rule *rule, int to, uint8_t *bytes, size_t length,
	const char *words);

/*
 * A packet of a line of the page arrives at a host. The bytes must live as long as the wire. -1 with err where the
 * host does not take it, or it cannot be recorded any more: nobody could tell it then from a packet that the other host
 * has sent.
 */
int wire_put(struct wire *wire, int to, uint8_t *bytes, size_t length, int step, struct err *err);

/* ---- wire_peer.c ----------------------------------------------------------------------------------- */

/* Keeps what an ICMP error may quote later. */
void wire_remember(struct wire *wire, const struct flow *flow, const struct packet *packet);
void wire_lasts_free(struct wire *wire);

/* ---- wire_rules.c ---------------------------------------------------------------------------------- */

/* Meets the rules that are left for it, and arrives unless one takes it. */
void wire_go_on(struct wire *wire, struct wire_packet *packet);

/* Whether a choice means the packet. */
bool wire_choice_means(struct wire *wire, const struct wire_choice *choice, const struct wire_packet *packet);

/* Says in the packet's record what was done; `words` are copied. Counts it as applied. */
void wire_note(struct wire *wire, struct wire_rule *rule, const struct wire_packet *packet, enum wire_fate fate,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A copy on the heap, to be freed with wire_forget. */
struct wire_packet *wire_keep(const struct wire_packet *packet);
void wire_forget(struct wire_packet *packet);

/* Keeps a packet with the rule; and lets all go on that it keeps, in order. */
void wire_rule_keep(struct wire_rule *rule, const struct wire_packet *packet);
void wire_rule_release(struct wire *wire, struct wire_rule *rule);

void wire_rules_free(struct wire *wire);

/* ---- wire_queue.c ---------------------------------------------------------------------------------- */

/* Goes on at that time on CLOCK_MONOTONIC; those of one time in the order in which they came. */
void wire_go_on_at(struct wire *wire, const struct wire_packet *packet, int64_t due_ns);

/* Those that are due go on. */
void wire_queue_run(struct wire *wire);
void wire_queue_free(struct wire *wire);

/* ---- wire_bytes.c ---------------------------------------------------------------------------------- */

/* Puts the checksum of an IPv4 header right. */
void wire_bytes_sum_ip(uint8_t *bytes, size_t length);

/* Puts that of TCP, UDP or ICMP right, where the packet is whole. */
void wire_bytes_sum_transport(uint8_t *bytes, size_t length);

/* Where the field of an order begins and how wide it is; false where this packet has none. */
bool wire_bytes_find(const struct wire_order *order, const uint8_t *bytes, size_t length, size_t *offset, size_t *width);

/* ---- the actions ----------------------------------------------------------------------------------- */

extern const struct wire_action wire_clear, wire_corrupt, wire_cut, wire_delay, wire_drop, wire_duplicate, wire_hold,
	wire_inject, wire_join, wire_mark, wire_mtu, wire_rate, wire_swap, wire_truncate;

#endif
