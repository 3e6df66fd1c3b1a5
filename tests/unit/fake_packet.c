/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets as bytes, for evidence that nothing was played for. */
#include "config.h"

#include <check.h>
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/match/flow.h"
#include "tests/unit/fake_play.h"

static void put16(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value)
{
	put16(at, value >> 16);
	put16(at + 2, value & 0xffff);
}

/* The IP header in front of `length` bytes. Returns its size. */
static size_t put_ip(const struct fake *fake, uint8_t *at, int from, int protocol, size_t length)
{
	struct packet_address address[2];
	bool six = fake->env.mode == MODE_IPV6;

	for (int host = 0; host < 2; host++)
		ck_assert(packet_address_parse(&address[host], fake->env.host_address[host], 0));
	if (six) {
		at[0] = 0x60;
		put16(at + 4, (unsigned)length);
		at[6] = (uint8_t)protocol;
		at[7] = 64;
		memcpy(at + 8, address[from].bytes, 16);
		memcpy(at + 24, address[!from].bytes, 16);
		return 40;
	}
	at[0] = 0x45;
	put16(at + 2, (unsigned)length + 20);
	at[8] = 64;
	at[9] = (uint8_t)protocol;
	memcpy(at + 12, address[from].bytes, 4);
	memcpy(at + 16, address[!from].bytes, 4);
	return 20;
}

static size_t put_tcp(const struct fake *fake, uint8_t *at, const struct fake_packet *packet)
{
	bool client = packet->from == HOST_CLIENT;
	uint32_t server_isn = fake->has_peer ? FLOW_PEER_ISN : FAKE_SERVER_ISN;

	put16(at, (unsigned)(client ? packet->client_port : packet->server_port));
	put16(at + 2, (unsigned)(client ? packet->server_port : packet->client_port));
	put32(at + 4, packet->seq + (client ? FAKE_CLIENT_ISN : server_isn));
	if ((packet->flags & FLAG_ACK) != 0)
		put32(at + 8, packet->ack + (client ? server_isn : FAKE_CLIENT_ISN));
	at[12] = (uint8_t)((5 + packet->option_length / 4) << 4 | (packet->flags >> 8 & 1));
	at[13] = (uint8_t)packet->flags;
	put16(at + 14, packet->window == 0 ? 64240 : (unsigned)packet->window);
	if (packet->option_length > 0)
		memcpy(at + 20, packet->options, packet->option_length);
	if (packet->length > 0)
		memcpy(at + 20 + packet->option_length, packet->payload, packet->length);
	return 20 + packet->option_length + packet->length;
}

static size_t put_udp(uint8_t *at, const struct fake_packet *packet, int from)
{
	bool client = from == HOST_CLIENT;

	put16(at, (unsigned)(client ? packet->client_port : packet->server_port));
	put16(at + 2, (unsigned)(client ? packet->server_port : packet->client_port));
	put16(at + 4, (unsigned)packet->length + 8);
	if (packet->length > 0)
		memcpy(at + 8, packet->payload, packet->length);
	return 8 + packet->length;
}

static size_t build(const struct fake *fake, const struct fake_packet *packet, uint8_t *bytes)
{
	uint8_t body[4096] = { 0 };
	bool six = fake->env.mode == MODE_IPV6;
	size_t length = 0, head;
	int protocol = IPPROTO_TCP;

	switch (packet->transport) {
	case TRANSPORT_TCP:
		length = put_tcp(fake, body, packet);
		break;
	case TRANSPORT_UDP:
		protocol = IPPROTO_UDP;
		length = put_udp(body, packet, packet->from);
		break;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		protocol = six ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
		body[0] = (uint8_t)packet->icmp_type;
		body[1] = (uint8_t)packet->icmp_code;
		/* It quotes what the other host sent. */
		length = 8 + put_ip(fake, body + 8, !packet->from, IPPROTO_UDP, 8 + packet->length);
		length += put_udp(body + length, packet, !packet->from);
		break;
	case TRANSPORT_OTHER:
		break;
	}
	head = put_ip(fake, bytes, packet->from, protocol, length);
	memcpy(bytes + head, body, length);
	return head + length;
}

static void renumber(struct evidence *evidence)
{
	int numbers[EVIDENCE_HOSTS] = { 0 };

	for (size_t i = 0; i < evidence->packet_count; i++)
		evidence->packets[i].number = ++numbers[evidence->packets[i].host];
}

/* What the wire keeps of a packet that it made. */
static void record_injection(struct fake *fake, const struct fake_packet *packet, const uint8_t *bytes,
	size_t length, int64_t time_ns)
{
	struct evidence *evidence = fake->evidence;
	struct wire_record *wire = arena_array(evidence->arena, evidence->wire_count + 1, sizeof(*wire));

	if (evidence->wire_count > 0)
		memcpy(wire, evidence->wire, evidence->wire_count * sizeof(*wire));
	wire[evidence->wire_count++] = (struct wire_record){ .read_ns = time_ns - NS_PER_US,
		.written_ns = time_ns, .from = packet->from, .length = length, .fate = WIRE_INJECTED,
		.action = "sent by the page", .step = packet->step, .bytes = bytes };
	evidence->wire = wire;
}

void fake_pass(struct fake *fake, const struct fake_packet *packet, int64_t time_ns)
{
	struct evidence *evidence = fake->evidence;
	uint8_t bytes[8192] = { 0 };
	size_t length = build(fake, packet, bytes);
	uint8_t *kept = arena_memdup(evidence->arena, bytes, length);

	if (packet->injected)
		record_injection(fake, packet, kept, length, time_ns);
	for (int i = 0; i < 2; i++) {
		int host = i == 0 ? packet->from : !packet->from;
		struct packet_record record = { .host = host, .time_ns = time_ns + i * 1000,
			.sent = i == 0, .injected_by = packet->injected ? packet->step : -1 };
		size_t at = evidence->packet_count;

		if ((packet->injected && i == 0) || (fake->has_peer && host != HOST_CLIENT))
			continue;
		ck_assert_int_eq(packet_decode(&record.packet, kept, length, length), 0);
		ck_assert_msg(record.packet.malformed == NULL, "%s", record.packet.malformed);
		evidence->packets = arena_grow(evidence->arena, evidence->packets, evidence->packet_count++,
			&fake->packet_capacity, sizeof(record));
		for (; at > 0 && evidence->packets[at - 1].time_ns > record.time_ns; at--)
			evidence->packets[at] = evidence->packets[at - 1];
		evidence->packets[at] = record;
	}
	renumber(evidence);
	fake->emitted++;
}

void fake_remove_packet(struct fake *fake, size_t index)
{
	struct evidence *evidence = fake->evidence;

	ck_assert_uint_lt(index * 2 + 1, evidence->packet_count);
	memmove(&evidence->packets[index * 2], &evidence->packets[index * 2 + 2],
		(evidence->packet_count - index * 2 - 2) * sizeof(*evidence->packets));
	evidence->packet_count -= 2;
	renumber(evidence);
}
