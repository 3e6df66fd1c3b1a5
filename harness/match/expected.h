/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A packet line with its expressions worked out once, so that comparing it with ten thousand packets
 * allocates nothing. For the files of this layer alone.
 */
#ifndef SOCKSPEC_EXPECTED_H
#define SOCKSPEC_EXPECTED_H

#include "harness/match/segment.h"

struct err;

struct expected_number {
	bool said;       /* false: not looked at */
	int64_t value;
};

struct expected_option {
	enum tcp_option kind;
	size_t count;
	struct expected_number values[8];
};

struct expected {
	const struct packet_pattern *pattern;
	struct expected_number seq, seq_end, length, ack, window, urgent;
	bool has_payload;
	const uint8_t *payload;
	size_t payload_length;
	struct expected_option *options;
	size_t option_count;
	int icmp4_type, icmp4_code, icmp6_type, icmp6_code; /* -1: any */
};

/* -1 with err where a name is not bound, so that the line cannot be looked for. */
int expected_make(const struct env *env, const struct packet_pattern *pattern,
	struct expected *expected, struct err *err);

/* Which fields differ, as bits; their names and values are segment_compare's. */
enum expected_field {
	FIELD_FLAGS = 1 << 0,
	FIELD_SEQ = 1 << 1,
	FIELD_SEQ_END = 1 << 2,
	FIELD_LENGTH = 1 << 3,
	FIELD_ACK = 1 << 4,
	FIELD_WINDOW = 1 << 5,
	FIELD_URGENT = 1 << 6,
	FIELD_OPTIONS = 1 << 7,
	FIELD_PAYLOAD = 1 << 8,
	FIELD_ICMP = 1 << 9
};

unsigned expected_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow);

/* Options in order; OPTION_ANY stands for any number of others. */
bool expected_options_fit(const struct expected *expected, const struct packet *packet,
	const struct flow *flow);

bool expected_protocol_fits(const struct packet_pattern *pattern, const struct packet *packet);

/* True where the line speaks of something that must be listed. */
bool expected_must_be_listed(const struct packet_pattern *pattern);

/* Adds the differing fields in words. */
void segment_note_differences(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, const struct flow *flow, struct segment_differences *differences);

/* True for packets, and errors about packets, between the addresses that the socket has. */
bool segment_is_of_socket(const struct binding *socket, const struct packet *packet);

/* The packet with just those fields that the line speaks of. */
void segment_print_like(struct str *str, const struct packet_pattern *pattern,
	const struct packet *packet, const struct flow *flow);

#endif
