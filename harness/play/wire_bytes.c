/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes to the bytes of packets: where fields are, and checksums that are put right. */
#include "config.h"

#include <string.h>

#include "harness/case/places.h"
#include "harness/play/wire_parts.h"

#define IP4_HEADER 20
#define IP6_HEADER 40

static uint32_t sum_add(uint32_t sum, const uint8_t *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		sum += i % 2 == 0 ? (uint32_t)bytes[i] << 8 : bytes[i];
		sum = (sum & 0xffff) + (sum >> 16);
	}
	return sum;
}

static void sum_put(uint8_t *at, uint32_t sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = ~sum & 0xffff;
	at[0] = (uint8_t)(sum >> 8);
	at[1] = (uint8_t)sum;
}

void wire_bytes_sum_ip(uint8_t *bytes, size_t length)
{
	size_t header = (size_t)(bytes[0] & 0xf) * 4;

	if (length < IP4_HEADER || bytes[0] >> 4 != 4 || header < IP4_HEADER || header > length)
		return;
	bytes[10] = bytes[11] = 0;
	sum_put(bytes + 10, sum_add(0, bytes, header));
}

/* Where the checksum stands in the transport's header; 0: it has none. */
static size_t checksum_offset(enum transport transport)
{
	switch (transport) {
	case TRANSPORT_TCP: return 16;
	case TRANSPORT_UDP: return 6;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6: return 2;
	case TRANSPORT_OTHER: break;
	}
	return 0;
}

void wire_bytes_sum_transport(uint8_t *bytes, size_t length)
{
	struct packet packet;
	size_t at, body, addresses;
	uint8_t tail[4] = { 0 };
	uint32_t sum = 0;

	if (packet_decode(&packet, bytes, length, length) < 0)
		return;
	at = packet.transport_offset + checksum_offset(packet.transport);
	if (at == packet.transport_offset || at + 2 > length || packet.more_fragments)
		return;
	body = length - packet.transport_offset;
	bytes[at] = bytes[at + 1] = 0;
	if (packet.transport != TRANSPORT_ICMP) {
		addresses = packet.source.family == 4 ? 4 : 16;
		sum = sum_add(sum, packet.source.bytes, addresses);
		sum = sum_add(sum, packet.destination.bytes, addresses);
		tail[1] = packet.ip_protocol;
		tail[2] = (uint8_t)(body >> 8);
		tail[3] = (uint8_t)body;
		sum = sum_add(sum, tail, sizeof tail);
	}
	sum_put(bytes + at, sum_add(sum, bytes + packet.transport_offset, body));
	/* 0 would say that a datagram has no checksum. */
	if (packet.transport == TRANSPORT_UDP && bytes[at] == 0 && bytes[at + 1] == 0)
		bytes[at] = bytes[at + 1] = 0xff;
}

bool wire_bytes_find(const struct wire_order *order, const uint8_t *bytes, size_t length, size_t *offset, size_t *width)
{
	const struct place_spec *place = places_find(order->place);
	struct packet packet;

	if (!place || packet_decode(&packet, bytes, length, length) < 0 || packet.malformed)
		return false;
	*width = (size_t)place->width;
	switch (place->of) {
	case PLACE_PAYLOAD:
		if ((packet.transport != TRANSPORT_TCP && packet.transport != TRANSPORT_UDP) || !packet.payload ||
			(uint64_t)order->place_index >= packet.payload_captured)
			return false;
		*offset = (size_t)(packet.payload - bytes) + (size_t)order->place_index;
		return true;
	case PLACE_IP:
		*offset = (size_t)(packet.source.family == 4 ? place->offset4 : place->offset6);
		return *offset + *width <= length;
	case PLACE_TCP:
		if (packet.transport != TRANSPORT_TCP)
			return false;
		*offset = packet.transport_offset + (size_t)place->offset4;
		return *offset + *width <= length;
	case PLACE_TRANSPORT:
		if (packet.transport != TRANSPORT_TCP && packet.transport != TRANSPORT_UDP)
			return false;
		*offset = packet.transport_offset +
			(size_t)(packet.transport == TRANSPORT_TCP ? place->offset4 : place->offset_udp);
		return *offset + *width <= length;
	}
	return false;
}
