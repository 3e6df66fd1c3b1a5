/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: mtu N`: a router in the middle whose next link carries N bytes at most. It answers what is longer with ICMP. */
#include "config.h"

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <string.h>

#include "harness/play/wire_parts.h"

#define IP4_HEADER 20
#define IP6_HEADER 40
#define ICMP_HEADER 8
#define IP6_ANSWER_MOST 1280 /* RFC 4443: as much of the packet as fits into the least MTU */
#define IP4_QUOTE_MOST 548   /* RFC 1812: an answer of at most 576 bytes */
#define ROUTER_HOPS 64

/* Addresses of the router: on the hosts' networks, and nobody else's. */
static const uint8_t router4[4] = { 192, 0, 2, 254 };
static const uint8_t router6[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfe };

static void put16(uint8_t *at, size_t number)
{
	at[0] = (uint8_t)(number >> 8);
	at[1] = (uint8_t)number;
}

/* "Fragmentation needed and DF set" (RFC 792, RFC 1191). */
static size_t answer4(uint8_t *answer, const struct wire_packet *packet, size_t mtu)
{
	size_t quoted = packet->length < IP4_QUOTE_MOST ? packet->length : IP4_QUOTE_MOST;
	size_t length = IP4_HEADER + ICMP_HEADER + quoted;

	memset(answer, 0, IP4_HEADER + ICMP_HEADER);
	answer[0] = 0x45;
	put16(answer + 2, length);
	answer[8] = ROUTER_HOPS;
	answer[9] = IPPROTO_ICMP;
	memcpy(answer + 12, router4, 4);
	memcpy(answer + 16, packet->bytes + 12, 4);
	answer[IP4_HEADER] = ICMP_UNREACH;
	answer[IP4_HEADER + 1] = ICMP_UNREACH_NEEDFRAG;
	put16(answer + IP4_HEADER + 6, mtu);
	memcpy(answer + IP4_HEADER + ICMP_HEADER, packet->bytes, quoted);
	return length;
}

/* "Packet too big" (RFC 4443). */
static size_t answer6(uint8_t *answer, const struct wire_packet *packet, size_t mtu)
{
	size_t most = IP6_ANSWER_MOST - IP6_HEADER - ICMP_HEADER;
	size_t quoted = packet->length < most ? packet->length : most;

	memset(answer, 0, IP6_HEADER + ICMP_HEADER);
	answer[0] = 0x60;
	put16(answer + 4, ICMP_HEADER + quoted);
	answer[6] = IPPROTO_ICMPV6;
	answer[7] = ROUTER_HOPS;
	memcpy(answer + 8, router6, 16);
	memcpy(answer + 24, packet->bytes + 8, 16);
	answer[IP6_HEADER] = ICMP6_PACKET_TOO_BIG;
	put16(answer + IP6_HEADER + 6, mtu);
	memcpy(answer + IP6_HEADER + ICMP_HEADER, packet->bytes, quoted);
	return IP6_HEADER + ICMP_HEADER + quoted;
}

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	(void)wire;
	(void)err;
	/* The number is no number of packets. */
	rule->left = -1;
	return 0;
}

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	size_t mtu = (size_t)rule->order->number, length;
	bool six = packet->bytes[0] >> 4 == 6;
	uint8_t answer[IP6_ANSWER_MOST];

	if (packet->length <= mtu || packet->length < IP6_HEADER)
		return WIRE_GOES_ON;
	if (!six && !(packet->bytes[6] & 0x40)) {
		/* Nobody asked for an answer, and fragments are not made here: it is lost, as behind many a tunnel. */
		wire_note(wire, rule, packet, WIRE_DROPPED, "dropped, longer than %zu bytes", mtu);
		return WIRE_TAKEN;
	}
	length = six ? answer6(answer, packet, mtu) : answer4(answer, packet, mtu);
	wire_bytes_sum_ip(answer, length);
	wire_bytes_sum_transport(answer, length);
	wire_note(wire, rule, packet, WIRE_DROPPED, "dropped, longer than %zu bytes, and answered with ICMP", mtu);
	wire_answer(wire, rule, packet->from, answer, length, "the wire's answer to a packet that is too big");
	return WIRE_TAKEN;
}

const struct wire_action wire_mtu = { .name = "mtu", .apply = apply, .begin = begin, .needs_packets = true };
