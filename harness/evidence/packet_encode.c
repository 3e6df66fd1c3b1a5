/* SPDX-License-Identifier: BSD-2-Clause */
/* Fields of a packet -> its bytes: what cannot be is refused, the rest is put together. Fragments of packets. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/packet_encode.h"
#include "harness/evidence/packet_parts.h"

#define IP4_OPTION_COPIED 0x80 /* RFC 791: it stands in every fragment */
#define IP4_OPTIONS_MOST 40

void
packet_encode_begin(struct packet *packet, int family)
{
	memset(packet, 0, sizeof *packet);
	packet->source.family = packet->destination.family = family;
	packet->ip_checksum_ok = packet->checksum_known = packet->checksum_ok = true;
}

void
packet_put_checksum(uint8_t *at, uint32_t sum, bool right, uint16_t kept, bool never_zero)
{
	if (right) {
		while (sum > 0xffff)
			sum = (sum & 0xffff) + (sum >> 16);
		sum = 0xffff - sum;
		kept = sum == 0 && (never_zero || kept == 0xffff) ? 0xffff : (uint16_t)sum;
	}
	packet_put16(at, kept);
}

uint8_t
packet_protocol(const struct packet *packet)
{
	switch (packet->transport) {
	case TRANSPORT_TCP:
		return IPPROTO_TCP;
	case TRANSPORT_UDP:
		return IPPROTO_UDP;
	case TRANSPORT_ICMP:
		return IPPROTO_ICMP;
	case TRANSPORT_ICMP6:
		return IPPROTO_ICMPV6;
	case TRANSPORT_OTHER:
		break;
	}
	return packet->ip_protocol;
}

static int
packet_encode_check(const struct packet *packet, struct err *err)
{
	if (packet->malformed != NULL)
		return err_set(err, "the packet does not hold together: %s", packet->malformed);
	if (packet->not_encoded != NULL)
		return err_set(err, "the packet has what cannot be made again: %s", packet->not_encoded);
	if (packet->payload == NULL && packet->payload_captured > 0)
		return err_set(err, "the packet has no payload, but a length of it");
	if (packet->payload_length > packet->payload_captured &&
		!(packet->transport == TRANSPORT_UDP && packet->more_fragments))
		return err_set(err, "of the payload's %zu bytes only %zu are there", packet->payload_length,
			packet->payload_captured);
	return 0;
}

int
packet_encode(struct arena *arena, const struct packet *packet, uint8_t **bytes, size_t *length, struct err *err)
{
	int ip, transport;
	size_t carried;
	uint8_t *made;

	if (packet_encode_check(packet, err) < 0)
		return -1;
	ip = packet_ip_header_length(packet, err);
	transport = ip < 0 ? -1 : packet_transport_header_length(packet, err);
	if (transport < 0)
		return -1;
	/* The lengths of IPv4 count its header, those of IPv6 all that extends its 40 bytes. */
	if (packet->payload_captured > UINT16_MAX - (size_t)transport ||
		(size_t)ip + (size_t)transport + packet->payload_captured >
			(packet->source.family == 4 ? UINT16_MAX : PACKET_BYTES_MOST))
		return err_set(err, "an IP packet cannot carry %zu bytes of payload", packet->payload_captured);
	carried = (size_t)transport + packet->payload_captured;
	made = arena_alloc(arena, (size_t)ip + carried);
	packet_write_ip(packet, made, (size_t)ip, carried);
	if (packet->payload_captured > 0)
		memcpy(made + ip + transport, packet->payload, packet->payload_captured);
	packet_write_transport(packet, made + ip, (size_t)transport, carried);
	*bytes = made;
	*length = (size_t)ip + carried;
	return 0;
}

/* The options that a later fragment repeats. Those behind one that does not fit are left out. */
static size_t
packet_copied_options(const uint8_t *options, size_t length, uint8_t *copied)
{
	size_t at = 0, count = 0, one;

	while (at < length && options[at] != 0) {
		one = options[at] == 1 ? 1 : at + 1 < length ? options[at + 1] : 0;
		if (one == 0 || one > length - at || (options[at] != 1 && one < 2))
			break;
		if (options[at] & IP4_OPTION_COPIED) {
			memcpy(copied + count, options + at, one);
			count += one;
		}
		at += one;
	}
	return count;
}

int
packet_encode_fragment(struct arena *arena, const uint8_t *whole, size_t whole_length, size_t offset, size_t length,
	bool more, uint32_t identification, uint8_t **bytes, size_t *fragment_length, struct err *err)
{
	uint8_t copied[IP4_OPTIONS_MOST];
	struct packet packet, fragment;
	size_t carried;

	if (packet_decode(&packet, whole, whole_length, whole_length) < 0 || packet.transport_offset == 0)
		return err_set(err, "what is to be sent in fragments is no IP packet");
	if (packet.fragment_header || packet.more_fragments || packet.fragment_offset != 0)
		return err_set(err, "what is to be sent in fragments is a fragment itself");
	if (packet.source.family == 6 && packet.ip_options_length > 0)
		return err_set(err, "an IPv6 packet with extension headers is not sent in fragments here");
	carried = whole_length - packet.transport_offset;
	if (offset > carried || length > carried - offset)
		return err_set(err, "the packet carries %zu bytes, not %zu from %zu on", carried, length, offset);
	if (more && length % 8 != 0)
		return err_set(err, "a fragment that is not the last has a multiple of eight bytes, not %zu", length);

	packet_encode_begin(&fragment, packet.source.family);
	fragment.source = packet.source;
	fragment.destination = packet.destination;
	fragment.source.port = fragment.destination.port = 0;
	fragment.hop_limit = packet.hop_limit;
	fragment.traffic_class = packet.traffic_class;
	fragment.flow_label = packet.flow_label;
	fragment.dont_fragment = packet.dont_fragment;
	fragment.ip_protocol = packet.ip_protocol;
	fragment.identification = identification;
	fragment.fragment_header = true;
	fragment.more_fragments = more;
	if (offset > UINT16_MAX)
		return err_set(err, "a fragment cannot begin at %zu", offset);
	fragment.fragment_offset = (uint16_t)offset;
	fragment.ip_options = packet.ip_options;
	fragment.ip_options_length = packet.ip_options_length;
	if (offset > 0 && packet.ip_options_length > 0) {
		fragment.ip_options = copied;
		fragment.ip_options_length = packet_copied_options(packet.ip_options, packet.ip_options_length, copied);
	}
	fragment.payload = whole + packet.transport_offset + offset;
	fragment.payload_captured = fragment.payload_length = length;
	return packet_encode(arena, &fragment, bytes, fragment_length, err);
}
