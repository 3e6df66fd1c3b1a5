/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets for tests, byte by byte and with their right checksums. */
#include "config.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <string.h>

#include "tests/unit/packet_build.h"

void
build_put(struct built *packet, const void *bytes, size_t length)
{
	ck_assert_uint_le(length, sizeof packet->bytes - packet->length);
	if (length > 0)
		memcpy(packet->bytes + packet->length, bytes, length);
	packet->length += length;
}

void
build_put8(struct built *packet, unsigned number)
{
	uint8_t byte = (uint8_t)number;

	build_put(packet, &byte, 1);
}

void
build_put16(struct built *packet, unsigned number)
{
	build_put8(packet, number >> 8);
	build_put8(packet, number & 0xff);
}

void
build_put32(struct built *packet, uint32_t number)
{
	build_put16(packet, number >> 16);
	build_put16(packet, number & 0xffff);
}

void
build_set16(struct built *packet, size_t at, unsigned number)
{
	packet->bytes[at] = (uint8_t)(number >> 8);
	packet->bytes[at + 1] = (uint8_t)number;
}

void
build_ip4(struct built *packet, const char *source, const char *destination, int protocol)
{
	uint8_t address[4];

	packet->length = 0;
	build_put(packet, "\x45\x00\x00\x00\x12\x34\x40\x00\x40", 9);
	build_put8(packet, (unsigned)protocol);
	build_put16(packet, 0);
	ck_assert_int_eq(inet_pton(AF_INET, source, address), 1);
	build_put(packet, address, 4);
	ck_assert_int_eq(inet_pton(AF_INET, destination, address), 1);
	build_put(packet, address, 4);
	packet->transport = packet->length;
}

void
build_ip6(struct built *packet, const char *source, const char *destination, int next)
{
	uint8_t address[16];

	packet->length = 0;
	build_put(packet, "\x60\x01\x23\x45\x00\x00", 6);
	build_put8(packet, (unsigned)next);
	build_put8(packet, 64);
	ck_assert_int_eq(inet_pton(AF_INET6, source, address), 1);
	build_put(packet, address, 16);
	ck_assert_int_eq(inet_pton(AF_INET6, destination, address), 1);
	build_put(packet, address, 16);
	packet->transport = packet->length;
}

void
build_extension(struct built *packet, int next, const char *bytes)
{
	build_put8(packet, (unsigned)next);
	build_put(packet, bytes, 7);
	packet->transport = packet->length;
}

void
build_tcp(struct built *packet, unsigned source, unsigned destination, uint32_t seq, uint32_t ack,
	unsigned flags, const void *options, size_t option_length)
{
	build_put16(packet, source);
	build_put16(packet, destination);
	build_put32(packet, seq);
	build_put32(packet, ack);
	build_put16(packet, (unsigned)(20 + option_length) / 4 << 12 | flags);
	build_put16(packet, 64240);
	build_put32(packet, 0);
	build_put(packet, options, option_length);
}

void
build_udp(struct built *packet, unsigned source, unsigned destination)
{
	build_put16(packet, source);
	build_put16(packet, destination);
	build_put32(packet, 0);
}

/* Bytes at odd and even places summed apart, carried at the end. */
static uint32_t
build_sum(const uint8_t *bytes, size_t length)
{
	uint32_t high = 0, low = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		if (i % 2 == 0)
			high += bytes[i];
		else
			low += bytes[i];
	}
	return high * 256 + low;
}

static unsigned
build_checksum(uint64_t sum)
{
	return (unsigned)(0xffff - (sum % 0xffff == 0 && sum != 0 ? 0xffff : sum % 0xffff));
}

void
build_end(struct built *packet, int protocol, int checksum_at)
{
	size_t body = packet->length - packet->transport;
	uint64_t sum;

	if (protocol == IPPROTO_UDP && body <= 0xffff)
		build_set16(packet, packet->transport + 4, (unsigned)body);
	if (packet->bytes[0] >> 4 == 4) {
		build_set16(packet, 2, (unsigned)packet->length);
		build_set16(packet, 10, 0);
		build_set16(packet, 10, build_checksum(build_sum(packet->bytes, packet->transport)));
	} else {
		build_set16(packet, 4, (unsigned)(packet->length - 40));
	}
	if (checksum_at < 0)
		return;
	build_set16(packet, packet->transport + (size_t)checksum_at, 0);
	sum = build_sum(packet->bytes + packet->transport, body);
	if (packet->bytes[0] >> 4 == 6)
		sum += build_sum(packet->bytes + 8, 32) + (unsigned)protocol + body;
	else if (protocol != IPPROTO_ICMP)
		sum += build_sum(packet->bytes + 12, 8) + (unsigned)protocol + body;
	build_set16(packet, packet->transport + (size_t)checksum_at, build_checksum(sum));
}

static void
build_ip(struct built *packet, const char *source, const char *destination, int protocol)
{
	if (strchr(source, ':') != NULL)
		build_ip6(packet, source, destination, protocol);
	else
		build_ip4(packet, source, destination, protocol);
}

void
build_tcp_packet(struct built *packet, const char *source, unsigned from, const char *destination,
	unsigned to, unsigned flags, const char *payload)
{
	build_ip(packet, source, destination, IPPROTO_TCP);
	build_tcp(packet, from, to, 1000, 2000, flags, NULL, 0);
	build_put(packet, payload, strlen(payload));
	build_end(packet, IPPROTO_TCP, 16);
}

void
build_udp_packet(struct built *packet, const char *source, unsigned from, const char *destination,
	unsigned to, const char *payload)
{
	build_ip(packet, source, destination, IPPROTO_UDP);
	build_udp(packet, from, to);
	build_put(packet, payload, strlen(payload));
	build_end(packet, IPPROTO_UDP, 6);
}

void
build_icmp_error(struct built *packet, const char *source, const char *destination, unsigned type,
	unsigned code, uint32_t word, const struct built *cause, size_t quoted)
{
	int protocol = strchr(source, ':') != NULL ? IPPROTO_ICMPV6 : IPPROTO_ICMP;

	build_ip(packet, source, destination, protocol);
	build_put8(packet, type);
	build_put8(packet, code);
	build_put16(packet, 0);
	build_put32(packet, word);
	build_put(packet, cause->bytes, quoted);
	build_end(packet, protocol, 2);
}
