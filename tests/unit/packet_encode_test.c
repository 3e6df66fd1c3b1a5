/* SPDX-License-Identifier: BSD-2-Clause */
/* Encoding packets: every kind of packet back to the bytes that it was decoded from, and what cannot be is refused. */
#include "config.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/packet.h"
#include "harness/evidence/packet_encode.h"
#include "harness/names/tcp.h"
#include "tests/unit/packet_build.h"
#include "tests/unit/unit.h"

static struct built built, cause;
static struct packet packet;
static struct arena *arena;
static struct err err;
static uint8_t *bytes;
static size_t length;

static const struct {
	const char *client, *server;
	int family, icmp;
} families[] = {
	{ "192.0.2.1", "192.0.2.2", 4, IPPROTO_ICMP },
	{ "2001:db8::1", "2001:db8::2", 6, IPPROTO_ICMPV6 },
};

static void
set_up(void)
{
	arena = arena_new();
	err_init(&err);
}

static void
tear_down(void)
{
	arena_free(arena);
}

static void
decode(void)
{
	ck_assert_int_eq(packet_decode(&packet, built.bytes, built.length, built.length), 0);
}

/* What was built is decoded as whole and well-formed, and encoded to the same bytes. */
static void
check_inverse(void)
{
	decode();
	ck_assert_ptr_null(packet.malformed);
	err_init(&err);
	ck_assert_msg(packet_encode(arena, &packet, &bytes, &length, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(length, built.length);
	ck_assert_mem_eq(bytes, built.bytes, length);
}

static void
check_refused(const char *words)
{
	err_init(&err);
	ck_assert_int_eq(packet_encode(arena, &packet, &bytes, &length, &err), -1);
	ck_assert_msg(strstr(err.text, words) != NULL, "'%s' is not in '%s'", words, err.text);
}

static void
build_ip(int family, int protocol)
{
	if (families[family].family == 4)
		build_ip4(&built, families[family].client, families[family].server, protocol);
	else
		build_ip6(&built, families[family].client, families[family].server, protocol);
}

/* A segment with the given options, its checksums right. */
static void
build_segment(int family, const void *options, size_t option_length, const char *payload)
{
	build_ip(family, IPPROTO_TCP);
	build_tcp(&built, 40000, 7000, 0xfffffffe, 0x80000001, FLAG_ACK | FLAG_URG | FLAG_AE, options, option_length);
	build_set16(&built, built.transport + 14, 1234);
	build_set16(&built, built.transport + 18, 77);
	build_put(&built, payload, strlen(payload));
	build_end(&built, IPPROTO_TCP, 16);
}

START_TEST(segments_with_options_of_every_kind)
{
	static const struct {
		size_t length;
		const char *bytes;
	} options[] = {
		{ 0, "" },
		{ 4, "\2\4\5\264" },
		{ 4, "\1\3\3\7" },
		{ 4, "\4\2\1\1" },
		{ 12, "\1\1\10\12\0\0\2\274\377\377\377\377" },
		{ 20, "\1\1\5\22\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4" },
		{ 20, "\1\1\23\22" "0123456789abcdef" },
		{ 12, "\42\12" "8 bytes!" "\1\1" },
		{ 4, "\42\2\1\1" },
		{ 8, "\375\6" "abcd" "\0\0" },
		{ 4, "\0\0\0\0" },
		{ 4, "\1\1\1\0" },
		{ 40, "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1" },
	};
	size_t i;

	for (i = 0; i < sizeof options / sizeof options[0]; i++) {
		build_segment(_i, options[i].bytes, options[i].length, "");
		check_inverse();
		build_segment(_i, options[i].bytes, options[i].length, "hello, peer");
		check_inverse();
	}
}
END_TEST

START_TEST(wrong_checksums_are_kept)
{
	size_t at;

	build_segment(_i, NULL, 0, "hello");
	for (at = built.transport + 16; at < built.transport + 18; at++) {
		built.bytes[at] ^= 0xff;
		check_inverse();
		ck_assert(!packet.checksum_ok);
	}
	build_udp_packet(&built, families[_i].client, 40000, families[_i].server, 7000, "hello");
	build_set16(&built, built.transport + 6, 0x1234);
	check_inverse();
	ck_assert(!packet.checksum_ok);
	/* None: of IPv4 it is right, of IPv6 it is not. */
	build_set16(&built, built.transport + 6, 0);
	check_inverse();
	ck_assert_int_eq(packet.checksum_ok, families[_i].family == 4);
	if (families[_i].family == 4) {
		built.bytes[10] ^= 1;
		check_inverse();
		ck_assert(!packet.ip_checksum_ok);
	}
}
END_TEST

/* What stands at an offset of the transport header of the packet just built. */
static unsigned
built_field(size_t offset)
{
	const uint8_t *field = built.bytes + built.transport + offset;

	return (unsigned)(field[0] << 8 | field[1]);
}

/*
 * The checksum of a datagram that sums up to 0 is written as 0xffff; of a segment both forms are right.
 * A checksum is what the sum lacks to 0xffff: the packet from port 0 tells from which port it lacks nothing.
 */
START_TEST(the_two_forms_of_zero)
{
	build_udp_packet(&built, families[_i].client, 0, families[_i].server, 7000, "ab");
	build_udp_packet(&built, families[_i].client, built_field(6), families[_i].server, 7000, "ab");
	ck_assert_uint_eq(built_field(6), 0);
	build_set16(&built, built.transport + 6, 0xffff);
	check_inverse();
	ck_assert(packet.checksum_ok && packet.checksum_known);
	build_tcp_packet(&built, families[_i].client, 0, families[_i].server, 7000, FLAG_SYN, "");
	build_tcp_packet(&built, families[_i].client, built_field(16), families[_i].server, 7000, FLAG_SYN, "");
	ck_assert_uint_eq(built_field(16), 0);
	check_inverse();
	ck_assert(packet.checksum_ok);
	build_set16(&built, built.transport + 16, 0xffff);
	check_inverse();
	ck_assert(packet.checksum_ok);
}
END_TEST

START_TEST(datagrams_and_their_fragments)
{
	build_udp_packet(&built, families[_i].client, 40000, families[_i].server, 7000, "");
	check_inverse();
	build_udp_packet(&built, families[_i].client, 40000, families[_i].server, 7000, "hello");
	check_inverse();
	if (families[_i].family == 4) {
		build_set16(&built, 6, 0x2000);
		build_set16(&built, built.transport + 4, 3008);
		build_set16(&built, 10, 0);
		check_inverse(); /* the first, with a wrong checksum of the header */
		build_set16(&built, 6, 0x4003);
		check_inverse(); /* the last, which must not be fragmented */
		return;
	}
	build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_FRAGMENT);
	build_extension(&built, IPPROTO_UDP, "\0\0\1\1\2\3\4");
	build_udp(&built, 40000, 7000);
	build_put(&built, "01234567", 8);
	build_end(&built, IPPROTO_UDP, 6);
	build_set16(&built, built.transport + 4, 2008);
	check_inverse();
	ck_assert_uint_eq(packet.identification, 0x01020304);
	build_set16(&built, 42, 0x0010);
	check_inverse();
	ck_assert_uint_eq(packet.fragment_offset, 16);
	/* A fragment that is the whole datagram. */
	build_set16(&built, 42, 0);
	build_end(&built, IPPROTO_UDP, 6);
	check_inverse();
	ck_assert(packet.fragment_header && packet.checksum_known && packet.checksum_ok);
	built.bytes[43] |= 2;
	decode();
	check_refused("reserved bits");
}
END_TEST

START_TEST(messages_of_icmp)
{
	unsigned types[] = { 0, 1, 2, 3, 4, 5, 8, 11, 12, 128, 129, 135 };
	size_t i;

	build_udp_packet(&cause, families[_i].client, 40000, families[_i].server, 7000, "hello");
	for (i = 0; i < sizeof types / sizeof types[0]; i++) {
		build_icmp_error(&built, families[_i].server, families[_i].client, types[i], 3, 0xfedc0578, &cause,
			cause.length);
		check_inverse();
		built.bytes[built.transport + 3] ^= 1;
		check_inverse();
	}
	/* One that carries nothing, and the other family's, which is a protocol without a name here. */
	build_ip(_i, families[_i].icmp);
	build_put(&built, families[_i].family == 4 ? "\10\0\0\0\1\2\3\4" : "\200\0\0\0\1\2\3\4", 8);
	build_end(&built, families[_i].icmp, 2);
	check_inverse();
	build_ip(_i, families[1 - _i].icmp);
	build_put(&built, "\10\0\0\0\1\2\3", 7);
	build_end(&built, -1, -1);
	check_inverse();
	ck_assert_int_eq(packet.transport, TRANSPORT_OTHER);
}
END_TEST

START_TEST(fields_of_the_ip_header)
{
	build_ip(_i, 253);
	build_put(&built, "anything", 8);
	if (families[_i].family == 4) {
		memcpy(built.bytes + 1, "\x2e", 1);
		build_set16(&built, 4, 0xfedc);
		build_set16(&built, 6, 0);
		built.bytes[8] = 1;
	} else {
		memcpy(built.bytes, "\x6f\xfa\xbc\xde", 4);
		built.bytes[7] = 255;
	}
	build_end(&built, 253, -1);
	check_inverse();
	ck_assert_uint_eq(packet.payload_length, 8);
	build_ip(_i, 253);
	build_end(&built, 253, -1);
	check_inverse();
}
END_TEST

START_TEST(options_of_ip)
{
	if (families[_i].family == 4) {
		build_ip4(&built, "192.0.2.1", "192.0.2.2", IPPROTO_UDP);
		build_put(&built, "\x94\x04\x00\x00\x01\x83\x03\x04", 8);
		built.bytes[0] = 0x47;
		built.transport = built.length;
	} else {
		build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_HOPOPTS);
		build_extension(&built, IPPROTO_ROUTING, "\0\1\4\0\0\0\0");
		build_extension(&built, IPPROTO_FRAGMENT, "\0\1\4\1\0\0\0"); /* one segment left */
		build_extension(&built, IPPROTO_UDP, "\0\0\0\0\0\0\7");
	}
	build_udp(&built, 40000, 7000);
	build_put(&built, "hello", 5);
	build_end(&built, IPPROTO_UDP, 6);
	check_inverse();
	ck_assert(!packet.checksum_known);
	ck_assert_uint_eq(packet.ip_options_length, families[_i].family == 4 ? 8 : 16);
}
END_TEST

/* Each of these would come out as other bytes. */
START_TEST(what_has_no_field_is_refused)
{
	build_segment(_i, "\1\0\1\1", 4, "");
	decode();
	check_refused("behind the end of the TCP options");
	build_segment(_i, "\0\0\0\0\0\0\0\0", 8, "");
	decode();
	check_refused("longer than its options");
	build_segment(_i, NULL, 0, "hello");
	built.bytes[built.transport + 12] |= 8;
	decode();
	check_refused("reserved bits of the TCP header");
	build_segment(_i, NULL, 0, "hello");
	build_put8(&built, 0);
	decode();
	check_refused("bytes stand behind its end");
	ck_assert_int_eq(packet_decode(&packet, built.bytes, built.length - 3, built.length), 0);
	check_refused("only its first bytes");
	ck_assert_int_eq(packet_decode(&packet, built.bytes, built.length - 3, built.length - 3), 0);
	check_refused("does not hold together");
	build_udp_packet(&built, families[_i].client, 40000, families[_i].server, 7000, "hello");
	build_set16(&built, built.transport + 4, 8 + 3);
	decode();
	check_refused("behind the end of the datagram");
	build_segment(_i, NULL, 0, "hello");
	build_set16(&built, families[_i].family == 4 ? 2 : 4, 0);
	decode();
	check_refused("does not say how long");
	if (families[_i].family == 4) {
		build_segment(_i, NULL, 0, "hello");
		built.bytes[6] |= 0x80;
		decode();
		check_refused("reserved bit of the IPv4 header");
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("packet_encode");
	TCase *tests = tcase_create("inverse");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, segments_with_options_of_every_kind, 0, 2);
	tcase_add_loop_test(tests, wrong_checksums_are_kept, 0, 2);
	tcase_add_loop_test(tests, the_two_forms_of_zero, 0, 2);
	tcase_add_loop_test(tests, datagrams_and_their_fragments, 0, 2);
	tcase_add_loop_test(tests, messages_of_icmp, 0, 2);
	tcase_add_loop_test(tests, fields_of_the_ip_header, 0, 2);
	tcase_add_loop_test(tests, options_of_ip, 0, 2);
	tcase_add_loop_test(tests, what_has_no_field_is_refused, 0, 2);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
