/* SPDX-License-Identifier: BSD-2-Clause */
/* The headers of TCP, UDP, ICMP and ICMPv6, from the fields of a packet, with the checksum over all of it. */
#include "config.h"

#include <string.h>

#include "harness/base/err.h"
#include "harness/evidence/packet_encode.h"
#include "harness/evidence/packet_parts.h"
#include "harness/names/tcp.h"

#define TCP_HEADER 20
#define TCP_OPTIONS_MOST 40
#define UDP_HEADER 8
#define ICMP_HEADER 8
#define FLAGS_ALL 0x1ff

static bool
packet_option_is_one_byte(const struct packet_option *option)
{
	return option->kind == OPTION_EOL || option->kind == OPTION_NOP;
}

/* Without padding. */
static int
packet_options_length(const struct packet *packet, struct err *err)
{
	const struct packet_option *option;
	size_t length = 0, i, head;

	if (packet->option_count > PACKET_OPTIONS_MOST)
		return err_set(err, "a TCP header has room for 40 bytes of options, not for %zu of them",
			packet->option_count);
	for (i = 0; i < packet->option_count; i++) {
		option = &packet->options[i];
		head = option->raw ? 0 : packet_option_is_one_byte(option) ? 1 : 2;
		if (option->data == NULL && option->data_length > 0)
			return err_set(err, "a TCP option has no data, but a length of it");
		if (head > TCP_OPTIONS_MOST - length || option->data_length > TCP_OPTIONS_MOST - length - head)
			return err_set(err, "the options are longer than the 40 bytes for which a TCP header has room");
		if (!option->raw && option->length != head + option->data_length)
			return err_set(err, "TCP option %u says that it is %u bytes long, and is %zu", option->kind,
				option->length, head + option->data_length);
		length += head + option->data_length;
	}
	return (int)length;
}

static int
packet_tcp_header_length(const struct packet *packet, struct err *err)
{
	int options = packet_options_length(packet, err);

	if (options < 0)
		return -1;
	if (packet->flags > FLAGS_ALL)
		return err_set(err, "TCP has no flags 0x%x", packet->flags);
	return TCP_HEADER + (options + 3) / 4 * 4;
}

int
packet_transport_header_length(const struct packet *packet, struct err *err)
{
	switch (packet->transport) {
	case TRANSPORT_TCP:
		return packet_tcp_header_length(packet, err);
	case TRANSPORT_UDP:
		if (packet->payload_length > UINT16_MAX - UDP_HEADER)
			return err_set(err, "a datagram cannot have %zu bytes of payload", packet->payload_length);
		return UDP_HEADER;
	case TRANSPORT_ICMP:
		if (packet->source.family != 4)
			return err_set(err, "ICMP is of IPv4, IPv6 has ICMPv6");
		return ICMP_HEADER;
	case TRANSPORT_ICMP6:
		if (packet->source.family != 6)
			return err_set(err, "ICMPv6 is of IPv6, IPv4 has ICMP");
		return ICMP_HEADER;
	case TRANSPORT_OTHER:
		return 0;
	}
	return err_set(err, "a packet of no known transport");
}

static void
packet_write_options(const struct packet *packet, uint8_t *bytes)
{
	const struct packet_option *option;
	size_t i;

	for (i = 0; i < packet->option_count; i++) {
		option = &packet->options[i];
		if (!option->raw) {
			*bytes++ = option->kind;
			if (!packet_option_is_one_byte(option))
				*bytes++ = option->length;
		}
		if (option->data_length > 0)
			memcpy(bytes, option->data, option->data_length);
		bytes += option->data_length;
	}
}

static void
packet_write_checksum(const struct packet *packet, uint8_t *bytes, size_t at, size_t length)
{
	uint32_t sum = packet->transport == TRANSPORT_ICMP ? 0 :
		packet_sum_pseudo(packet, packet_protocol(packet), length);

	packet_put_checksum(bytes + at, packet_sum(sum, bytes, length),
		packet->checksum_known && packet->checksum_ok, packet->checksum, packet->transport == TRANSPORT_UDP);
}

void
packet_write_transport(const struct packet *packet, uint8_t *bytes, size_t header, size_t length)
{
	/* The first fragment of a datagram speaks of the whole. */
	size_t datagram = packet->more_fragments && packet->payload_length > packet->payload_captured ?
		packet->payload_length + UDP_HEADER : length;

	memset(bytes, 0, header);
	switch (packet->transport) {
	case TRANSPORT_TCP:
		packet_put16(bytes, packet->source.port);
		packet_put16(bytes + 2, packet->destination.port);
		packet_put32(bytes + 4, packet->seq);
		packet_put32(bytes + 8, packet->ack);
		packet_put16(bytes + 12, header / 4 << 12 | packet->flags);
		packet_put16(bytes + 14, packet->window);
		packet_put16(bytes + 18, packet->urgent);
		packet_write_options(packet, bytes + TCP_HEADER);
		packet_write_checksum(packet, bytes, 16, length);
		return;
	case TRANSPORT_UDP:
		packet_put16(bytes, packet->source.port);
		packet_put16(bytes + 2, packet->destination.port);
		packet_put16(bytes + 4, datagram);
		packet_write_checksum(packet, bytes, 6, length);
		return;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		bytes[0] = packet->icmp_type;
		bytes[1] = packet->icmp_code;
		packet_put32(bytes + 4, packet->icmp_word);
		packet_write_checksum(packet, bytes, 2, length);
		return;
	case TRANSPORT_OTHER:
		return;
	}
}
