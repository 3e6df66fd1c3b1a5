/* SPDX-License-Identifier: BSD-2-Clause */
/* The headers of IPv4 (RFC 791) and IPv6 (RFC 8200) with its fragment header, from the fields of a packet. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/evidence/packet_encode.h"
#include "harness/evidence/packet_parts.h"

#define IP4_HEADER 20
#define IP4_OPTIONS_MOST 40
#define IP6_HEADER 40
#define FRAGMENT_HEADER 8
#define FLOW_LABEL_MOST 0xfffff

/* IPv6 says in a header of its own what IPv4 says in fields that are always there. */
static bool
packet_has_fragment_header(const struct packet *packet)
{
	return packet->fragment_header || packet->more_fragments || packet->fragment_offset != 0;
}

static int
packet_ip4_header_length(const struct packet *packet, struct err *err)
{
	if (packet->identification > UINT16_MAX)
		return err_set(err, "the identification of IPv4 is 65535 at most, not %" PRIu32, packet->identification);
	if (packet->ip_options_length > IP4_OPTIONS_MOST)
		return err_set(err, "the options of IPv4 are 40 bytes at most, not %zu", packet->ip_options_length);
	return (int)(IP4_HEADER + (packet->ip_options_length + 3) / 4 * 4);
}

static int
packet_ip6_header_length(const struct packet *packet, struct err *err)
{
	if (packet->flow_label > FLOW_LABEL_MOST)
		return err_set(err, "the flow label of IPv6 is 1048575 at most, not %" PRIu32, packet->flow_label);
	if (packet->ip_options_length > UINT16_MAX)
		return err_set(err, "an IP packet cannot carry %zu bytes of extension headers", packet->ip_options_length);
	return (int)(IP6_HEADER + packet->ip_options_length +
		(packet_has_fragment_header(packet) ? FRAGMENT_HEADER : 0));
}

int
packet_ip_header_length(const struct packet *packet, struct err *err)
{
	if ((packet->source.family != 4 && packet->source.family != 6) ||
		packet->source.family != packet->destination.family)
		return err_set(err, "the addresses of a packet are of IPv4 both, or of IPv6");
	if (packet->fragment_offset % 8 != 0)
		return err_set(err, "a fragment begins at a multiple of eight bytes, not at %u", packet->fragment_offset);
	if (packet->fragment_offset != 0 && packet->transport != TRANSPORT_OTHER)
		return err_set(err, "a fragment that begins at %u has no header of a transport",
			packet->fragment_offset);
	if (packet->ip_options == NULL && packet->ip_options_length > 0)
		return err_set(err, "the packet has no IP options, but a length of them");
	return packet->source.family == 4 ? packet_ip4_header_length(packet, err) :
		packet_ip6_header_length(packet, err);
}

static void
packet_write_ip4(const struct packet *packet, uint8_t *bytes, size_t header, size_t length)
{
	uint16_t fragment = packet->fragment_offset / 8;

	if (packet->dont_fragment)
		fragment |= 0x4000;
	if (packet->more_fragments)
		fragment |= 0x2000;
	memset(bytes, 0, header);
	bytes[0] = (uint8_t)(4 << 4 | header / 4);
	bytes[1] = packet->traffic_class;
	packet_put16(bytes + 2, header + length);
	packet_put16(bytes + 4, packet->identification);
	packet_put16(bytes + 6, fragment);
	bytes[8] = packet->hop_limit;
	bytes[9] = packet_protocol(packet);
	memcpy(bytes + 12, packet->source.bytes, 4);
	memcpy(bytes + 16, packet->destination.bytes, 4);
	if (packet->ip_options_length > 0)
		memcpy(bytes + IP4_HEADER, packet->ip_options, packet->ip_options_length);
	packet_put_checksum(bytes + 10, packet_sum(0, bytes, header), packet->ip_checksum_ok, packet->ip_checksum,
		false);
}

static void
packet_write_ip6(const struct packet *packet, uint8_t *bytes, size_t header, size_t length)
{
	bool fragmented = packet_has_fragment_header(packet);
	uint8_t next = fragmented ? IPPROTO_FRAGMENT : packet_protocol(packet);
	uint8_t *fragment = bytes + IP6_HEADER + packet->ip_options_length;

	packet_put32(bytes, UINT32_C(6) << 28 | (uint32_t)packet->traffic_class << 20 | packet->flow_label);
	packet_put16(bytes + 4, header - IP6_HEADER + length);
	bytes[6] = packet->ip_options_length > 0 ? packet->ip_next : next;
	bytes[7] = packet->hop_limit;
	memcpy(bytes + 8, packet->source.bytes, 16);
	memcpy(bytes + 24, packet->destination.bytes, 16);
	if (packet->ip_options_length > 0)
		memcpy(bytes + IP6_HEADER, packet->ip_options, packet->ip_options_length);
	if (!fragmented)
		return;
	fragment[0] = packet_protocol(packet);
	fragment[1] = 0;
	packet_put16(fragment + 2, (size_t)packet->fragment_offset | (packet->more_fragments ? 1 : 0));
	packet_put32(fragment + 4, packet->identification);
}

void
packet_write_ip(const struct packet *packet, uint8_t *bytes, size_t header, size_t length)
{
	if (packet->source.family == 4)
		packet_write_ip4(packet, bytes, header, length);
	else
		packet_write_ip6(packet, bytes, header, length);
}
