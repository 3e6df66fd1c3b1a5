/* SPDX-License-Identifier: BSD-2-Clause */
/* How the files that decode packets share the work; nobody else includes this. */
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

/* Keeps the first thing that was found. */
void packet_set_malformed(struct packet *packet, const char *what);

/* The ones' complement sum over bytes, begun with `sum`, not yet complemented. */
uint32_t packet_sum(uint32_t sum, const uint8_t *bytes, size_t length);
bool packet_sum_is_good(uint32_t sum); /* with the checksum itself summed up */

/*
 * Sets checksum_known and checksum_ok from the transport's bytes, if all `length` of them are there,
 * with the pseudo-header in front where `pseudo`.
 */
void packet_check(struct packet *packet, const struct packet_body *body, size_t length, bool pseudo);

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
