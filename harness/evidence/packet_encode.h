/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Fields of a packet -> its bytes: the inverse of packet_decode. What packet_decode made of a whole, well-formed
 * packet is encoded to the same bytes again, or refused with the words of `not_encoded`: nothing is altered silently.
 * Pure.
 *
 * Looked at are: addresses and ports, hop_limit, traffic_class, identification, flow_label, dont_fragment,
 * more_fragments, fragment_offset, fragment_header, ip_options with ip_next, the checksums; of TCP seq, ack, flags,
 * window, urgent, the options (in order, padded with EOL to a multiple of four bytes); of ICMP type, code and word; of
 * a later fragment and of TRANSPORT_OTHER ip_protocol; and the payload, payload_captured bytes: of ICMP what stands
 * behind the first eight bytes, of a later fragment and of TRANSPORT_OTHER all that IP carries. payload_length is
 * looked at in the first fragment of a UDP datagram, whose header says how long the whole is; else it is not more than
 * payload_captured. What belongs to the other family is not looked at.
 *
 * A checksum is made right where it is said to be known and right: the transport's with checksum_known and
 * checksum_ok, that of the IPv4 header with ip_checksum_ok. Else `checksum` and `ip_checksum` are put there as they
 * are: UDP without a checksum is 0 and not checksum_known. The transport's counts in the destination of the IP header,
 * which is not the last one where ip_options hold a source route.
 */
#ifndef SOCKSPEC_PACKET_ENCODE_H
#define SOCKSPEC_PACKET_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"

struct arena;
struct err;

#define PACKET_BYTES_MOST 65575 /* IPv6: a header and 65535 bytes */

/* A packet to be filled in: family 4 or 6, all zero but for the checksums, which will be right. */
void packet_encode_begin(struct packet *packet, int family);

/*
 * -1 with err, in words for the user, where such a packet cannot be: options of more than 40 bytes, a fragment's offset
 * that is no multiple of eight, more bytes than IP carries, a number too large for its field. The bytes live in the
 * arena.
 */
int packet_encode(struct arena *arena, const struct packet *packet, uint8_t **bytes, size_t *length, struct err *err);

/*
 * The bytes from `offset` on, `length` of them, of what an encoded packet carries behind its IP header, as a fragment
 * of it. A later fragment repeats those IPv4 options that say so of themselves (RFC 791); that the packet must not be
 * fragmented is left as it stands. -1 with err where there are not so many bytes, the offset, or the length of a
 * fragment that is not the last, is no multiple of eight, the whole is a fragment itself, or IPv6 with extension
 * headers.
 */
int packet_encode_fragment(struct arena *arena, const uint8_t *whole, size_t whole_length, size_t offset, size_t length,
	bool more, uint32_t identification, uint8_t **bytes, size_t *fragment_length, struct err *err);

#endif
