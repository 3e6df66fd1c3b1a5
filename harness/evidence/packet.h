/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bytes of a packet -> its fields. A pure function over hostile input: nothing is read beyond
 * `length`, and what does not fit is said in `malformed`, with the fields before it filled in.
 */
#ifndef SOCKSPEC_PACKET_H
#define SOCKSPEC_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <netinet/in.h>

struct str;

enum transport { TRANSPORT_OTHER, TRANSPORT_TCP, TRANSPORT_UDP, TRANSPORT_ICMP, TRANSPORT_ICMP6 };

struct packet_address {
	int family;        /* 4 or 6 */
	uint8_t bytes[16]; /* network order; the first 4 for family 4 */
	uint16_t port;     /* host order; 0 where there is none */
};

#define PACKET_OPTIONS_MOST 40

struct packet_option {
	uint8_t kind;
	uint8_t length;       /* with kind and length byte; 1 for EOL and NOP */
	const uint8_t *data;  /* behind the length byte; NULL where none */
	size_t data_length;
	bool raw;             /* for packet_encode: `data` alone is put there as it is. Never set by packet_decode */
};

struct packet {
	const uint8_t *bytes; /* the whole packet from the IP header on; not owned */
	size_t length;        /* what was captured */
	size_t wire_length;   /* what was on the wire */
	const char *malformed; /* NULL, or what does not fit; static */
	const char *not_encoded; /* NULL, or what of it has no field here, so that packet_encode cannot make it again: a
	                            static text */

	struct packet_address source, destination;
	uint8_t ip_protocol;
	uint8_t hop_limit, traffic_class;
	uint32_t identification;    /* 16 bits of IPv4; of IPv6 what its fragment header says */
	uint32_t flow_label;        /* IPv6 */
	bool dont_fragment, more_fragments;
	uint16_t fragment_offset;   /* bytes; where not 0, there is no transport (OTHER) and no port */
	bool fragment_header;       /* IPv6: there is one, also around what is whole */
	bool ip_checksum_ok;        /* true for IPv6 */
	uint16_t ip_checksum;       /* IPv4: as the header has it */
	/* IPv4: the options, with their padding. IPv6: the extension headers in front of the fragment header or, without
	   one, of what is carried; the first is of kind `ip_next`. Within `bytes`; NULL where there are none. */
	const uint8_t *ip_options;
	size_t ip_options_length;
	uint8_t ip_next;            /* IPv6: what the header itself says that comes next */

	enum transport transport;
	size_t transport_offset;
	bool checksum_ok;           /* of the transport; also true where it cannot be computed */
	bool checksum_known;        /* false for fragments, cut captures, UDP over IPv4 without one */
	uint16_t checksum;          /* as the header has it; 0 where there is none */

	/* TCP */
	uint32_t seq, ack;
	uint16_t flags;             /* FLAG_* of names/tcp.h */
	uint16_t window, urgent;
	struct packet_option options[PACKET_OPTIONS_MOST];
	size_t option_count;

	/* ICMP, ICMPv6 */
	uint8_t icmp_type, icmp_code;
	uint32_t icmp_word;         /* the four bytes behind the checksum: MTU, pointer, id and sequence */
	/* an error quotes the packet that caused it: */
	bool has_quote;
	struct packet_address quote_source, quote_destination;
	enum transport quote_transport;
	uint32_t quote_seq;         /* of a quoted TCP segment */

	/* Of TCP and UDP; of ICMP what stands behind the first eight bytes; of later fragments and other protocols all
	   that IP carries. As far as it was captured. */
	const uint8_t *payload;
	size_t payload_length;      /* as the headers say it was on the wire; of a first fragment of UDP: the
	                               whole datagram's */
	size_t payload_captured;
};

/* Fills in *packet. 0, also for malformed packets; -1 where it is no IP packet at all. */
int packet_decode(struct packet *packet, const uint8_t *bytes, size_t length, size_t wire_length);

bool packet_address_equal(const struct packet_address *a, const struct packet_address *b); /* with port */
bool packet_address_is_any(const struct packet_address *address); /* 0.0.0.0 or ::, whatever the port */
/* ::ffff:192.0.2.1, as a socket of both families shows an IPv4 address. */
bool packet_address_is_mapped(const struct packet_address *address);
void packet_address_unmap(struct packet_address *address); /* where it is mapped: the IPv4 address */
/* From numeric text. False where it is no address. */
bool packet_address_parse(struct packet_address *address, const char *text, int port);
void packet_address_print(struct str *str, const struct packet_address *address); /* 192.0.2.1:80 [2001:db8::1]:80 */

/* "S.", "P.", "F." as tcpdump writes them; "." for a bare ACK; "-" for none. At least 12 bytes. */
const char *packet_flags_text(unsigned flags, char *text);

#endif
