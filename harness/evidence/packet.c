/* SPDX-License-Identifier: BSD-2-Clause */
/* Bytes of a packet -> its fields: which part is read by whom, and the checksums. */
#include "config.h"

#include <string.h>

#include "harness/evidence/packet.h"
#include "harness/evidence/packet_parts.h"

void
packet_set_malformed(struct packet *packet, const char *what)
{
	if (packet->malformed == NULL)
		packet->malformed = what;
}

void
packet_set_not_encoded(struct packet *packet, const char *what)
{
	if (packet->not_encoded == NULL)
		packet->not_encoded = what;
}

void
packet_set_payload(struct packet *packet, size_t offset, size_t length, size_t end)
{
	size_t there = end < packet->length ? end : packet->length;

	packet->payload = packet->bytes + offset;
	packet->payload_length = length;
	packet->payload_captured = there > offset ? there - offset : 0;
	if (packet->payload_captured > length)
		packet->payload_captured = length;
}

uint32_t
packet_sum(uint32_t sum, const uint8_t *bytes, size_t length)
{
	size_t i;

	for (i = 0; i + 1 < length; i += 2) {
		sum += packet_get16(bytes + i);
		sum = (sum & 0xffff) + (sum >> 16);
	}
	if (length % 2 != 0)
		sum += (uint32_t)bytes[length - 1] << 8;
	return (sum & 0xffff) + (sum >> 16);
}

bool
packet_sum_is_good(uint32_t sum)
{
	while (sum > 0xffff)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

uint32_t
packet_sum_pseudo(const struct packet *packet, uint8_t protocol, size_t length)
{
	size_t address = packet->source.family == 4 ? 4 : 16;
	uint8_t tail[8] = { 0 };
	uint32_t sum;

	packet_put32(tail, (uint32_t)length);
	tail[7] = protocol;
	sum = packet_sum(0, packet->source.bytes, address);
	sum = packet_sum(sum, packet->destination.bytes, address);
	return packet_sum(sum, tail, sizeof tail);
}

void
packet_check(struct packet *packet, const struct packet_body *body, size_t length, bool pseudo)
{
	uint32_t sum = 0;

	if (packet->more_fragments || packet->fragment_offset != 0 || (pseudo && body->routed) ||
		length > packet->length - body->offset)
		return;
	if (pseudo)
		sum = packet_sum_pseudo(packet, packet->ip_protocol, length);
	packet->checksum_known = true;
	packet->checksum_ok = packet_sum_is_good(packet_sum(sum, packet->bytes + body->offset, length));
}

static enum transport
packet_transport(const struct packet *packet)
{
	/* Behind the first fragment there is no header of the transport to be read. */
	if (packet->fragment_offset != 0)
		return TRANSPORT_OTHER;
	switch (packet->ip_protocol) {
	case IPPROTO_TCP:
		return TRANSPORT_TCP;
	case IPPROTO_UDP:
		return TRANSPORT_UDP;
	case IPPROTO_ICMP:
		return packet->source.family == 4 ? TRANSPORT_ICMP : TRANSPORT_OTHER;
	case IPPROTO_ICMPV6:
		return packet->source.family == 6 ? TRANSPORT_ICMP6 : TRANSPORT_OTHER;
	default:
		return TRANSPORT_OTHER;
	}
}

int
packet_decode(struct packet *packet, const uint8_t *bytes, size_t length, size_t wire_length)
{
	struct packet_body body = { 0 };
	bool holds;

	memset(packet, 0, sizeof *packet);
	packet->bytes = bytes;
	packet->length = length;
	packet->wire_length = wire_length < length ? length : wire_length;
	packet->ip_checksum_ok = true;
	packet->checksum_ok = true;
	if (length == 0)
		return -1;
	if (bytes[0] >> 4 == 4)
		holds = packet_read_ip4(packet, &body);
	else if (bytes[0] >> 4 == 6)
		holds = packet_read_ip6(packet, &body);
	else
		return -1;
	if (!holds)
		return 0;

	if (body.end > packet->wire_length) {
		packet_set_malformed(packet, "the IP header says that it is longer than it is");
		body.end = packet->wire_length;
	}
	if (packet->length < packet->wire_length)
		packet_set_not_encoded(packet, "only its first bytes were captured");
	else if (body.end < packet->length)
		packet_set_not_encoded(packet, "bytes stand behind its end");
	packet->transport_offset = body.offset;
	packet->transport = packet_transport(packet);
	switch (packet->transport) {
	case TRANSPORT_TCP:
		packet_read_tcp(packet, &body);
		break;
	case TRANSPORT_UDP:
		packet_read_udp(packet, &body);
		break;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		packet_read_icmp(packet, &body);
		break;
	case TRANSPORT_OTHER:
		packet_set_payload(packet, body.offset, body.end - body.offset, body.end);
		break;
	}
	return 0;
}
