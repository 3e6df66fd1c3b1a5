/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets for the made-up run: real headers with right checksums, in both families. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"
#include "tests/unit/reports_fixture.h"

#define PACKETS_CLIENT_PORT 40000
#define PACKETS_SERVER_PORT 7000

static void packets_put16(uint8_t *at, unsigned number)
{
	at[0] = (uint8_t)(number >> 8);
	at[1] = (uint8_t)number;
}

static void packets_put32(uint8_t *at, uint32_t number)
{
	packets_put16(at, number >> 16);
	packets_put16(at + 2, number & 0xffff);
}

static uint32_t packets_sum(uint32_t sum, const uint8_t *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		sum += i % 2 ? bytes[i] : (uint32_t)bytes[i] << 8;
	return sum;
}

static unsigned packets_fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

void fixture_add_packet(struct evidence *evidence, int host, bool sent, int64_t time_ns, const uint8_t *bytes,
	size_t length)
{
	struct packet_record *record, *grown;
	uint8_t *copy = arena_memdup(evidence->arena, bytes, length);
	size_t i;
	int number = 1;

	grown = arena_array(evidence->arena, evidence->packet_count + 1, sizeof(*grown));
	for (i = 0; i < evidence->packet_count; i++) {
		grown[i] = evidence->packets[i];
		if (grown[i].host == host)
			number++;
	}
	evidence->packets = grown;
	record = &grown[evidence->packet_count++];
	record->host = host;
	record->number = number;
	record->time_ns = time_ns;
	record->sent = sent;
	record->injected_by = -1;
	(void)packet_decode(&record->packet, copy, length, length);
}

/* The IP header in front of `length` bytes; gives its size, and the pseudo header's sum. */
static size_t packets_put_ip(uint8_t *bytes, int family, int from, unsigned protocol, size_t length, uint32_t *sum)
{
	static const uint8_t client6[16] = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

	if (family == 4) {
		bytes[0] = 0x45;
		packets_put16(bytes + 2, (unsigned)(20 + length));
		packets_put16(bytes + 4, 0x1234);
		bytes[6] = 0x40;
		bytes[8] = 64;
		bytes[9] = (uint8_t)protocol;
		packets_put32(bytes + 12, from == 0 ? 0xc0000201 : 0xc0000202);
		packets_put32(bytes + 16, from == 0 ? 0xc0000202 : 0xc0000201);
		packets_put16(bytes + 10, packets_fold(packets_sum(0, bytes, 20)));
		*sum = packets_sum(protocol + (uint32_t)length, bytes + 12, 8);
		return 20;
	}
	bytes[0] = 0x60;
	packets_put16(bytes + 4, (unsigned)length);
	bytes[6] = (uint8_t)protocol;
	bytes[7] = 64;
	memcpy(bytes + 8, client6, 16);
	memcpy(bytes + 24, client6, 16);
	bytes[from == 0 ? 39 : 23] = 2;
	*sum = packets_sum(protocol + (uint32_t)length, bytes + 8, 32);
	return 40;
}

void fixture_add_segment(struct evidence *evidence, int family, const struct fixture_segment *segment)
{
	uint8_t bytes[2048] = {0};
	size_t length = 20 + segment->option_length + segment->payload_length;
	uint32_t sum;
	size_t at = packets_put_ip(bytes, family, segment->from, 6, length, &sum);
	uint8_t *tcp = bytes + at;

	packets_put16(tcp, segment->from == 0 ? PACKETS_CLIENT_PORT : PACKETS_SERVER_PORT);
	packets_put16(tcp + 2, segment->from == 0 ? PACKETS_SERVER_PORT : PACKETS_CLIENT_PORT);
	packets_put32(tcp + 4, segment->seq);
	packets_put32(tcp + 8, segment->ack);
	tcp[12] = (uint8_t)((20 + segment->option_length) / 4 << 4);
	tcp[13] = (uint8_t)segment->flags;
	packets_put16(tcp + 14, segment->window);
	if (segment->option_length > 0)
		memcpy(tcp + 20, segment->options, segment->option_length);
	if (segment->payload_length > 0)
		memcpy(tcp + 20 + segment->option_length, segment->payload, segment->payload_length);
	packets_put16(tcp + 16, packets_fold(packets_sum(sum, tcp, length)));
	fixture_add_packet(evidence, segment->from, true, segment->time_ns, bytes, at + length);
	if (!segment->lost)
		fixture_add_packet(evidence, !segment->from, false, segment->time_ns + 21000, bytes, at + length);
}
