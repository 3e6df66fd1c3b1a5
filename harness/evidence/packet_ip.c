/* SPDX-License-Identifier: BSD-2-Clause */
/* The IPv4 header (RFC 791) and the IPv6 header with its extensions (RFC 8200). */
#include "config.h"

#include <string.h>

#include "harness/evidence/packet_parts.h"

#define IP4_HEADER 20
#define IP6_HEADER 40
#define FRAGMENT_HEADER 8
#define IP4_OPTION_LSRR 131
#define IP4_OPTION_SSRR 137

/* True where a source route stands among the options of an IPv4 header. */
static bool
packet_ip4_is_routed(const uint8_t *options, size_t length)
{
	size_t at = 0;

	while (at < length) {
		if (options[at] == IP4_OPTION_LSRR || options[at] == IP4_OPTION_SSRR)
			return true;
		if (options[at] == 0)
			break;
		if (options[at] == 1) {
			at++;
		} else {
			if (at + 1 >= length || options[at + 1] < 2)
				break;
			at += options[at + 1];
		}
	}
	return false;
}

bool
packet_read_ip4(struct packet *packet, struct packet_body *body)
{
	const uint8_t *bytes = packet->bytes;
	size_t header, total;
	uint16_t fragment;

	packet->source.family = packet->destination.family = 4;
	if (packet->length < IP4_HEADER) {
		packet_set_malformed(packet, "the IPv4 header is cut short");
		return false;
	}
	header = (size_t)(bytes[0] & 0xf) * 4;
	total = packet_get16(bytes + 2);
	packet->traffic_class = bytes[1];
	packet->identification = packet_get16(bytes + 4);
	fragment = packet_get16(bytes + 6);
	packet->dont_fragment = (fragment & 0x4000) != 0;
	packet->more_fragments = (fragment & 0x2000) != 0;
	packet->fragment_offset = (uint16_t)((fragment & 0x1fff) * 8);
	if (fragment & 0x8000)
		packet_set_not_encoded(packet, "the reserved bit of the IPv4 header is set");
	packet->hop_limit = bytes[8];
	packet->ip_protocol = bytes[9];
	packet->ip_checksum = packet_get16(bytes + 10);
	memcpy(packet->source.bytes, bytes + 12, 4);
	memcpy(packet->destination.bytes, bytes + 16, 4);
	/* A segment that the kernel left whole may be too long for the field; then it is 0. */
	if (total == 0) {
		packet_set_not_encoded(packet, "the IP header does not say how long it is");
		total = packet->wire_length;
	}
	if (header < IP4_HEADER) {
		packet_set_malformed(packet, "the IPv4 header says that it is shorter than 20 bytes");
		return false;
	}
	if (total < header) {
		packet_set_malformed(packet, "the IPv4 packet says that it is shorter than its header");
		return false;
	}
	if (header > packet->length) {
		packet_set_malformed(packet, "the IPv4 options are cut short");
		return false;
	}
	packet->ip_checksum_ok = packet_sum_is_good(packet_sum(0, bytes, header));
	if (header > IP4_HEADER)
		packet->ip_options = bytes + IP4_HEADER;
	packet->ip_options_length = header - IP4_HEADER;
	body->offset = header;
	body->end = total;
	body->routed = packet_ip4_is_routed(bytes + IP4_HEADER, header - IP4_HEADER);
	return true;
}

static void
packet_read_ip6_fragment(struct packet *packet, const uint8_t *bytes)
{
	uint16_t fragment = packet_get16(bytes + 2);

	packet->fragment_offset = fragment & 0xfff8;
	packet->more_fragments = (fragment & 1) != 0;
	packet->identification = packet_get32(bytes + 4);
	if (packet->fragment_header)
		packet_set_not_encoded(packet, "there are two IPv6 fragment headers");
	packet->fragment_header = true;
	if (bytes[1] != 0 || (fragment & 6) != 0)
		packet_set_not_encoded(packet, "reserved bits of the IPv6 fragment header are set");
}

/* Walks over the extension headers. False where one does not fit. */
static bool
packet_read_ip6_extensions(struct packet *packet, struct packet_body *body, uint8_t next)
{
	const uint8_t *bytes;
	size_t length;

	for (;;) {
		packet->ip_protocol = next;
		if (next != IPPROTO_HOPOPTS && next != IPPROTO_ROUTING && next != IPPROTO_FRAGMENT &&
			next != IPPROTO_DSTOPTS && next != IPPROTO_AH)
			return true;
		/* What stands behind the first fragment's headers is not repeated in the later ones. */
		if (packet->fragment_offset != 0)
			return true;
		if (packet->length - body->offset < FRAGMENT_HEADER) {
			packet_set_malformed(packet, "an IPv6 extension header is cut short");
			return false;
		}
		bytes = packet->bytes + body->offset;
		if (next == IPPROTO_FRAGMENT) {
			length = FRAGMENT_HEADER;
			packet_read_ip6_fragment(packet, bytes);
		} else if (next == IPPROTO_AH) {
			length = ((size_t)bytes[1] + 2) * 4;
		} else {
			length = ((size_t)bytes[1] + 1) * 8;
		}
		if (next == IPPROTO_ROUTING && bytes[3] != 0)
			body->routed = true;
		if (length > packet->length - body->offset || length > body->end - body->offset) {
			packet_set_malformed(packet, "an IPv6 extension header is cut short");
			return false;
		}
		if (next != IPPROTO_FRAGMENT && packet->fragment_header) {
			packet_set_not_encoded(packet, "IPv6 extension headers stand behind the fragment header");
		} else if (next != IPPROTO_FRAGMENT) {
			packet->ip_options = packet->bytes + IP6_HEADER;
			packet->ip_options_length += length;
		}
		body->offset += length;
		next = bytes[0];
	}
}

bool
packet_read_ip6(struct packet *packet, struct packet_body *body)
{
	const uint8_t *bytes = packet->bytes;
	uint32_t first;
	size_t payload;

	packet->source.family = packet->destination.family = 6;
	if (packet->length < IP6_HEADER) {
		packet_set_malformed(packet, "the IPv6 header is cut short");
		return false;
	}
	first = packet_get32(bytes);
	payload = packet_get16(bytes + 4);
	packet->traffic_class = (uint8_t)(first >> 20);
	packet->flow_label = first & 0xfffff;
	packet->hop_limit = bytes[7];
	packet->ip_protocol = packet->ip_next = bytes[6];
	memcpy(packet->source.bytes, bytes + 8, 16);
	memcpy(packet->destination.bytes, bytes + 24, 16);
	/* 0 stands for a jumbogram (RFC 2675), or for a segment that the kernel left whole. */
	if (payload == 0) {
		payload = packet->wire_length - IP6_HEADER;
		if (payload > 0)
			packet_set_not_encoded(packet, "the IP header does not say how long it is");
	}
	body->offset = IP6_HEADER;
	body->end = IP6_HEADER + payload;
	return packet_read_ip6_extensions(packet, body, bytes[6]);
}
