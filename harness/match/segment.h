/* SPDX-License-Identifier: BSD-2-Clause */
/* One packet line against one packet: the fields that differ. Pure. */
#ifndef SOCKSPEC_SEGMENT_H
#define SOCKSPEC_SEGMENT_H

#include <stdbool.h>

#include "harness/match/env.h"
#include "harness/match/flow.h"

struct str;

struct field_difference {
	const char *field;    /* "flags", "seq", "length", "ack", "mss", "time", ... */
	const char *expected; /* in words; arena */
	const char *observed;
};

#define SEGMENT_DIFFERENCES_MOST 16

struct segment_differences {
	struct field_difference items[SEGMENT_DIFFERENCES_MOST];
	size_t count;
};

/*
 * Compares what the line says with the packet. `flow` is the packet's (NULL for ICMP). Direction and
 * protocol must have been compared by the caller. True where nothing differs.
 */
bool segment_compare(const struct env *env, const struct packet_pattern *pattern,
	const struct packet_record *record, const struct flow *flow, struct segment_differences *differences);

/* True where the line speaks of this packet's flow: protocol, and the socket's addresses if one is named. */
bool segment_is_of_flow(const struct env *env, enum case_host host, const struct packet_pattern *pattern,
	const struct packet_record *record);

/* True for what must be listed: SYN, FIN, RST or data; every UDP datagram and ICMP message. */
bool segment_must_be_listed(const struct packet *packet);

/* "P. 1:6(5) ack 1 win 502 <...>", "udp (5)", "icmp unreachable port", as a packet line would be written. */
void segment_print(struct str *str, const struct packet *packet, const struct flow *flow);
/* The same in few words, as tcpdump does on one line: "P. 1:6(5) ack 1", with "win 0" and "urg 3" where they
   tell something, and fragments as "udp (1400) frag 0:1280+", "udp frag 1280:128". */
void segment_print_brief(struct str *str, const struct packet *packet, const struct flow *flow);
void segment_print_pattern(struct str *str, const struct packet_pattern *pattern);

#endif
