/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Fields of a packet -> its bytes: the inverse of packet_decode. What packet_decode made of a whole, well-formed
 * packet is encoded to the same bytes again. Pure.
 *
 * Looked at are: addresses and ports, hop_limit, traffic_class, identification, flow_label, dont_fragment,
 * more_fragments, fragment_offset, ip_protocol, ip_options; of TCP seq, ack, flags, window, urgent, the options (in
 * order, padded with EOL to a multiple of four bytes); of ICMP type, code and word; checksum_ok with checksum; and the
 * payload, payload_captured bytes: of ICMP what stands behind the first eight bytes, of a later fragment and of
 * TRANSPORT_OTHER all that IP carries.
 *
 * The transport's checksum is made right where checksum_ok is set, and is `checksum` where it is not; so is that of
 * UDP without one. That of the IPv4 header is right.
 */
#ifndef SOCKSPEC_PACKET_ENCODE_H
#define SOCKSPEC_PACKET_ENCODE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"

struct arena;
struct err;

#define PACKET_BYTES_MOST 65575 /* IPv6: a header and 65535 bytes */

/* -1 with err, in words for the user, where such a packet cannot be: options of more than 40 bytes, a fragment's offset
 * that is no multiple of eight, more bytes than IP carries. The bytes live in the arena. */
int packet_encode(struct arena *arena, const struct packet *packet, uint8_t **bytes, size_t *length, struct err *err);

/*
 * The bytes from `offset` on, `length` of them, of what an encoded packet carries behind its IP header, as a fragment
 * of it. -1 with err where there are not so many, or the offset, or the length of a fragment that is not the last, is
 * no multiple of eight.
 */
int packet_encode_fragment(struct arena *arena, const uint8_t *whole, size_t whole_length, size_t offset, size_t length,
	bool more, uint32_t identification, uint8_t **bytes, size_t *fragment_length, struct err *err);

#endif
