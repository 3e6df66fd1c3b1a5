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
	bool said;       /* false: not looked at, or a name that this line binds */
	int64_t value;
};

struct expected_option {
	enum tcp_option kind;
	size_t count;
	struct expected_number values[8];
	const struct option_pattern *pattern;
};

struct expected {
	const struct packet_pattern *pattern;
	struct expected_number seq, seq_end, length, ack, window, urgent;
	bool has_payload;
	const uint8_t *payload;
	size_t payload_length;
	struct expected_option *options;
	size_t option_count;
	int icmp4_type, icmp4_code, icmp6_type, icmp6_code; /* a code -1: any; a type -1: there is none */
	struct expected_number mtu, pointer, quote_seq;
	struct expected_number ttl, tos, id, label, isn, fragment, fragment_length; /* of the line's brackets */
};

/* -1 with err where a name is not bound, so that the line cannot be looked for. */
int expected_make(const struct env *env, const struct packet_pattern *pattern,
	struct expected *expected, struct err *err);

/* Parts of it: a number; a place where a new name may stand, which anything fits until it is bound; what is ICMP's. */
int expected_make_number(const struct env *env, const struct node *node, struct expected_number *number,
	struct err *err);
int expected_make_open(const struct env *env, const struct node *node, struct expected_number *number,
	struct err *err);
int expected_make_icmp(const struct env *env, const struct packet_pattern *pattern, struct expected *expected,
	struct err *err);

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
	FIELD_ICMP = 1 << 9,
	FIELD_MTU = 1 << 10,
	FIELD_POINTER = 1 << 11,
	FIELD_QUOTE = 1 << 12,
	FIELD_TTL = 1 << 13,
	FIELD_TOS = 1 << 14,
	FIELD_ECN = 1 << 15,
	FIELD_DF = 1 << 16,
	FIELD_ID = 1 << 17,
	FIELD_LABEL = 1 << 18,
	FIELD_FRAGMENT = 1 << 19,
	FIELD_IP_OPTIONS = 1 << 20,
	FIELD_CHECKSUM = 1 << 21,
	FIELD_ISN = 1 << 22
};

unsigned expected_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow);

/* Modulo 2^32. */
bool expected_number_differs(const struct expected_number *expected, uint32_t observed);

unsigned expected_icmp_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow);

/* The MTU that an ICMP error tells, the place that it points to. False where it is none of that kind. */
bool expected_icmp_mtu(const struct packet *packet, uint32_t *mtu);
bool expected_icmp_pointer(const struct packet *packet, uint32_t *pointer);

/* Those of the brackets in front of the line, and of them what a fragment leaves of the others. */
unsigned expected_header_differences(const struct expected *expected, const struct packet *packet);
unsigned expected_fields_of_fragment(const struct expected *expected, unsigned fields);

/* What differs of a fragment that is not the first, besides. */
unsigned expected_later_differences(const struct expected *expected, const struct packet *packet);

/* How many bytes of what IP carries are in this packet. */
size_t expected_carried(const struct packet *packet);

/* How long a value of such an option is; 0 where it is not of numbers. */
size_t expected_option_value_size(enum tcp_option kind);
uint32_t expected_big_endian(const uint8_t *data, size_t length);

/* Options in order; OPTION_ANY stands for any number of others. */
bool expected_options_fit(const struct expected *expected, const struct packet *packet,
	const struct flow *flow);

/* A later fragment fits a line that speaks of one by what IP says that it carries. */
bool expected_protocol_fits(const struct packet_pattern *pattern, const struct packet *packet);

/* True where the line speaks of something that must be listed. */
bool expected_must_be_listed(const struct packet_pattern *pattern);

/* Adds the differing fields in words. */
void segment_note_differences(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, const struct flow *flow, struct segment_differences *differences);

/* True for packets, and errors about packets, between the addresses that the socket has. */
bool segment_is_of_socket(const struct binding *socket, const struct packet *packet);

/* The same where the socket's host is known to have sent the packet, or to have received it: a socket on the wildcard
   address is not taken for one at the other end that has its port. */
bool segment_is_at_socket(const struct binding *socket, const struct packet *packet, bool sent);

/* For segment_note_differences: one difference, copied; and those of the brackets in front of the line. */
void segment_note(const struct env *env, struct segment_differences *differences, const char *field,
	const char *expected, const char *observed);
void segment_note_number(const struct env *env, struct segment_differences *differences, const char *field,
	int64_t expected, int64_t observed);
void segment_note_header(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, struct segment_differences *differences);

/*
 * The packet with just those fields that the line speaks of. What the line leaves open stands as `...`, and a name for
 * the value that it is bound to, so that the text is the same in every run.
 */
void segment_print_like(struct str *str, const struct env *env, const struct packet_pattern *pattern,
	const struct packet *packet, const struct flow *flow);

/* "[ttl 64, df] ", with the fields of the line's brackets as the packet has them. Nothing where it has no brackets. */
void segment_print_header(struct str *str, const struct expected *expected, const struct packet *packet);

/* A value of a packet in the place of `node`: see segment_print_like. */
void segment_print_value(struct str *str, const char *word, const struct node *node,
	const struct expected_number *expected, uint32_t observed);

#endif
