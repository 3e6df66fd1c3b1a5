/* SPDX-License-Identifier: BSD-2-Clause */
/* TCP (RFC 9293), UDP (RFC 768), ICMP (RFC 792) and ICMPv6 (RFC 4443) as carried by an IP packet. */
#include "config.h"

#include <string.h>

#include "harness/evidence/packet_parts.h"
#include "harness/names/tcp.h"

#define TCP_HEADER 20
#define UDP_HEADER 8
#define ICMP_HEADER 8
#define TCP_PORTS_AND_SEQ 8

static void
packet_read_ports(struct packet *packet, const uint8_t *bytes)
{
	packet->source.port = packet_get16(bytes);
	packet->destination.port = packet_get16(bytes + 2);
}

static void
packet_read_options(struct packet *packet, const uint8_t *bytes, size_t length)
{
	struct packet_option *option;
	size_t at = 0;

	while (at < length && packet->option_count < PACKET_OPTIONS_MOST) {
		option = &packet->options[packet->option_count];
		option->kind = bytes[at];
		option->length = 1;
		if (option->kind != OPTION_EOL && option->kind != OPTION_NOP) {
			if (at + 1 >= length || bytes[at + 1] < 2 || bytes[at + 1] > length - at) {
				packet_set_malformed(packet, "a TCP option does not fit into the header");
				return;
			}
			option->length = bytes[at + 1];
			option->data = bytes + at + 2;
			option->data_length = (size_t)option->length - 2;
		}
		packet->option_count++;
		at += option->length;
		if (option->kind == OPTION_EOL)
			break;
	}
	if (length - at > 3)
		packet_set_not_encoded(packet, "the TCP header is longer than its options");
	for (; at < length; at++) {
		if (bytes[at] != 0)
			packet_set_not_encoded(packet, "something stands behind the end of the TCP options");
	}
}

void
packet_read_tcp(struct packet *packet, const struct packet_body *body)
{
	const uint8_t *bytes = packet->bytes + body->offset;
	size_t segment = body->end - body->offset, there = packet->length - body->offset, header;

	if (there > segment)
		there = segment;
	if (there >= 4)
		packet_read_ports(packet, bytes);
	if (there >= TCP_PORTS_AND_SEQ)
		packet->seq = packet_get32(bytes + 4);
	if (there < TCP_HEADER) {
		packet_set_malformed(packet, "the TCP header is cut short");
		return;
	}
	packet->ack = packet_get32(bytes + 8);
	packet->flags = packet_get16(bytes + 12) & 0x1ff;
	packet->window = packet_get16(bytes + 14);
	packet->checksum = packet_get16(bytes + 16);
	packet->urgent = packet_get16(bytes + 18);
	if (bytes[12] & 0xe)
		packet_set_not_encoded(packet, "reserved bits of the TCP header are set");
	packet_check(packet, body, segment, true);

	header = (size_t)(bytes[12] >> 4) * 4;
	if (header < TCP_HEADER) {
		packet_set_malformed(packet, "the TCP header says that it is shorter than 20 bytes");
		return;
	}
	if (header > segment) {
		packet_set_malformed(packet, "the TCP header says that it is longer than the segment");
		return;
	}
	if (header > there) {
		packet_set_malformed(packet, "the TCP options are cut short");
		packet->payload_length = segment - header;
		header = there;
		packet_read_options(packet, bytes + TCP_HEADER, header - TCP_HEADER);
		return;
	}
	packet_read_options(packet, bytes + TCP_HEADER, header - TCP_HEADER);
	packet_set_payload(packet, body->offset + header, segment - header, body->end);
}

void
packet_read_udp(struct packet *packet, const struct packet_body *body)
{
	const uint8_t *bytes = packet->bytes + body->offset;
	size_t rest = body->end - body->offset, there = packet->length - body->offset, length;

	if (there > rest)
		there = rest;
	if (there >= 4)
		packet_read_ports(packet, bytes);
	if (there < UDP_HEADER) {
		packet_set_malformed(packet, "the UDP header is cut short");
		return;
	}
	length = packet_get16(bytes + 4);
	packet->checksum = packet_get16(bytes + 6);
	if (length == 0 && rest > UINT16_MAX) {
		packet_set_not_encoded(packet, "the UDP header does not say how long it is");
		length = rest;
	}
	if (length < UDP_HEADER) {
		packet_set_malformed(packet, "the UDP header says that it is shorter than 8 bytes");
		return;
	}
	/* The first fragment's header speaks of the whole datagram. */
	if (length > rest && !packet->more_fragments) {
		packet_set_malformed(packet, "the UDP header says that it is longer than the packet");
		length = rest;
	} else if (length <= rest && (packet->checksum != 0 || packet->source.family == 6)) {
		packet_check(packet, body, length, true);
		/* 0 says that there is none: IPv6 wants one, even where the sum happens to be good. */
		if (packet->checksum_known && packet->checksum == 0)
			packet->checksum_ok = false;
	}
	if (length < rest)
		packet_set_not_encoded(packet, "bytes stand behind the end of the datagram");
	packet_set_payload(packet, body->offset + UDP_HEADER, length - UDP_HEADER, body->end);
}

/* What an ICMP error quotes may be cut anywhere; only what is there is believed. */
static void
packet_read_quote(struct packet *packet, const uint8_t *bytes, size_t length)
{
	struct packet_body body = { 0 };
	struct packet quote;
	bool holds = false;

	memset(&quote, 0, sizeof quote);
	quote.bytes = bytes;
	quote.length = quote.wire_length = length;
	if (length > 0 && bytes[0] >> 4 == packet->source.family)
		holds = packet->source.family == 4 ? packet_read_ip4(&quote, &body) :
			packet_read_ip6(&quote, &body);
	if (!holds) {
		packet_set_malformed(packet, "the packet that the ICMP error quotes is cut or broken");
		return;
	}
	if (quote.fragment_offset == 0) {
		if (quote.ip_protocol == IPPROTO_TCP)
			quote.transport = TRANSPORT_TCP;
		else if (quote.ip_protocol == IPPROTO_UDP)
			quote.transport = TRANSPORT_UDP;
		else if (quote.ip_protocol == IPPROTO_ICMP && packet->source.family == 4)
			quote.transport = TRANSPORT_ICMP;
		else if (quote.ip_protocol == IPPROTO_ICMPV6 && packet->source.family == 6)
			quote.transport = TRANSPORT_ICMP6;
	}
	if (quote.transport == TRANSPORT_TCP || quote.transport == TRANSPORT_UDP) {
		if (length - body.offset < TCP_PORTS_AND_SEQ) {
			packet_set_malformed(packet, "the ICMP error quotes too little of its packet");
		} else {
			packet_read_ports(&quote, bytes + body.offset);
			if (quote.transport == TRANSPORT_TCP)
				packet->quote_seq = packet_get32(bytes + body.offset + 4);
		}
	}
	packet->has_quote = true;
	packet->quote_source = quote.source;
	packet->quote_destination = quote.destination;
	packet->quote_transport = quote.transport;
}

/* The messages that are errors and therefore quote. */
static bool
packet_icmp_quotes(const struct packet *packet)
{
	if (packet->transport == TRANSPORT_ICMP6)
		return packet->icmp_type < 128;
	return packet->icmp_type == 3 || packet->icmp_type == 4 || packet->icmp_type == 5 ||
		packet->icmp_type == 11 || packet->icmp_type == 12;
}

void
packet_read_icmp(struct packet *packet, const struct packet_body *body)
{
	const uint8_t *bytes = packet->bytes + body->offset;
	size_t message = body->end - body->offset, there = packet->length - body->offset;

	if (there > message)
		there = message;
	if (there < ICMP_HEADER) {
		packet_set_malformed(packet, "the ICMP header is cut short");
		return;
	}
	packet->icmp_type = bytes[0];
	packet->icmp_code = bytes[1];
	packet->checksum = packet_get16(bytes + 2);
	packet->icmp_word = packet_get32(bytes + 4);
	packet_check(packet, body, message, packet->transport == TRANSPORT_ICMP6);
	packet_set_payload(packet, body->offset + ICMP_HEADER, message - ICMP_HEADER, body->end);
	if (packet_icmp_quotes(packet))
		packet_read_quote(packet, bytes + ICMP_HEADER, there - ICMP_HEADER);
}
