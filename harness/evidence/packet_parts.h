/* SPDX-License-Identifier: BSD-2-Clause */
/* How the files that decode and encode packets share the work; nobody else includes this. */
#ifndef SOCKSPEC_PACKET_PARTS_H
#define SOCKSPEC_PACKET_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"

/* What the IP header, with all that extends it, says of what it carries. */
struct packet_body {
	size_t offset; /* where it begins; at most packet->length */
	size_t end;    /* where it ends by the header's own length; beyond the bytes of a cut packet */
	bool routed;   /* the destination in the header is not the last: no checksum can be made */
};

/*
 * Reads the IP header of packet->bytes into *packet. False where it does not hold together; then
 * `malformed` says why, and there is no body.
 */
bool packet_read_ip4(struct packet *packet, struct packet_body *body);
bool packet_read_ip6(struct packet *packet, struct packet_body *body);

/* Reads what is carried, from body->offset on; body->end is within packet->wire_length. */
void packet_read_tcp(struct packet *packet, const struct packet_body *body);
void packet_read_udp(struct packet *packet, const struct packet_body *body);
void packet_read_icmp(struct packet *packet, const struct packet_body *body);

/* The payload begins at `offset` of the packet; `length` bytes of it were on the wire, up to `end` at most. */
void packet_set_payload(struct packet *packet, size_t offset, size_t length, size_t end);

/* Each keeps the first thing that was found. */
void packet_set_malformed(struct packet *packet, const char *what);
void packet_set_not_encoded(struct packet *packet, const char *what);

/* The ones' complement sum over bytes, begun with `sum`, not yet complemented. */
uint32_t packet_sum(uint32_t sum, const uint8_t *bytes, size_t length);
bool packet_sum_is_good(uint32_t sum); /* with the checksum itself summed up */
/* That of the header that stands in front of the transport's `length` bytes in its checksum. */
uint32_t packet_sum_pseudo(const struct packet *packet, uint8_t protocol, size_t length);

/*
 * Sets checksum_known and checksum_ok from the transport's bytes, if all `length` of them are there,
 * with the pseudo-header in front where `pseudo`.
 */
void packet_check(struct packet *packet, const struct packet_body *body, size_t length, bool pseudo);

/*
 * The way back. The lengths of headers, or -1 with err where there can be no such header. The writers write that many
 * bytes at `bytes`, from `packet` of which the length was asked before; `length` counts what is carried: behind the IP
 * header, and by the transport with its header, which stands in front of the payload already.
 */
struct err;
int packet_ip_header_length(const struct packet *packet, struct err *err);
void packet_write_ip(const struct packet *packet, uint8_t *bytes, size_t header, size_t length);
int packet_transport_header_length(const struct packet *packet, struct err *err);
void packet_write_transport(const struct packet *packet, uint8_t *bytes, size_t header, size_t length);

/* What is carried, as IP numbers it. */
uint8_t packet_protocol(const struct packet *packet);

/*
 * Puts a checksum at `at`: `kept` where `right` is not set, else the one that completes `sum`. Of the two forms of zero
 * it takes 0xffff where that is kept, too, or where 0 means that there is none.
 */
void packet_put_checksum(uint8_t *at, uint32_t sum, bool right, uint16_t kept, bool never_zero);

static inline void
packet_put16(uint8_t *bytes, size_t number)
{
	bytes[0] = (uint8_t)(number >> 8);
	bytes[1] = (uint8_t)number;
}

static inline void
packet_put32(uint8_t *bytes, uint32_t number)
{
	packet_put16(bytes, number >> 16);
	packet_put16(bytes + 2, number & 0xffff);
}

static inline uint16_t
packet_get16(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static inline uint32_t
packet_get32(const uint8_t *bytes)
{
	return (uint32_t)packet_get16(bytes) << 16 | packet_get16(bytes + 2);
}

#endif
