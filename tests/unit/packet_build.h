/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Packets for tests, byte by byte and with their right checksums, made without the decoder's help: the
 * checksums are summed up in another way than the decoder does it.
 */
#ifndef SOCKSPEC_PACKET_BUILD_H
#define SOCKSPEC_PACKET_BUILD_H

#include <stddef.h>
#include <stdint.h>

struct built {
	uint8_t bytes[70000];
	size_t length;
	size_t transport; /* where the transport's header begins */
};

void build_put(struct built *packet, const void *bytes, size_t length);
void build_put8(struct built *packet, unsigned number);
void build_put16(struct built *packet, unsigned number);
void build_put32(struct built *packet, uint32_t number);
void build_set16(struct built *packet, size_t at, unsigned number);

/* The header; `transport` is where what follows begins. */
void build_ip4(struct built *packet, const char *source, const char *destination, int protocol);
void build_ip6(struct built *packet, const char *source, const char *destination, int next);

/* An IPv6 extension header of 8 bytes; the transport begins behind it. */
void build_extension(struct built *packet, int next, const char *bytes);

void build_tcp(struct built *packet, unsigned source, unsigned destination, uint32_t seq,
	uint32_t ack, unsigned flags, const void *options, size_t option_length);
void build_udp(struct built *packet, unsigned source, unsigned destination);

/* Fills in lengths and checksums of all that stands in the packet. `checksum_at` is in the transport, -1: none. */
void build_end(struct built *packet, int protocol, int checksum_at);

/* Whole packets, ended. */
void build_tcp_packet(struct built *packet, const char *source, unsigned from,
	const char *destination, unsigned to, unsigned flags, const char *payload);
void build_udp_packet(struct built *packet, const char *source, unsigned from,
	const char *destination, unsigned to, const char *payload);
/* An ICMP or ICMPv6 error from `source` that quotes the first `quoted` bytes of a packet. */
void build_icmp_error(struct built *packet, const char *source, const char *destination,
	unsigned type, unsigned code, uint32_t word, const struct built *cause, size_t quoted);

#endif
