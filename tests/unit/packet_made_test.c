/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets made from fields: what is filled in, fragments that make up the whole again, what cannot be made. */
#include "config.h"

#include <netinet/in.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/packet.h"
#include "harness/evidence/packet_encode.h"
#include "harness/names/tcp.h"
#include "tests/unit/unit.h"

static struct packet packet, seen;
static struct arena *arena;
static struct err err;
static uint8_t *bytes;
static size_t length;

static const struct {
	const char *client, *server;
	int family;
	size_t header;
} families[] = {
	{ "192.0.2.1", "192.0.2.2", 4, 20 },
	{ "2001:db8::1", "2001:db8::2", 6, 40 },
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
begin(int family, enum transport transport)
{
	packet_encode_begin(&packet, families[family].family);
	ck_assert(packet_address_parse(&packet.source, families[family].client, 40000));
	ck_assert(packet_address_parse(&packet.destination, families[family].server, 7000));
	packet.hop_limit = 64;
	packet.transport = transport;
}

static void
encode(void)
{
	err_init(&err);
	ck_assert_msg(packet_encode(arena, &packet, &bytes, &length, &err) == 0, "%s", err.text);
	ck_assert_int_eq(packet_decode(&seen, bytes, length, length), 0);
}

static void
refuse(const char *words)
{
	err_init(&err);
	ck_assert_int_eq(packet_encode(arena, &packet, &bytes, &length, &err), -1);
	ck_assert_msg(strstr(err.text, words) != NULL, "'%s' is not in '%s'", words, err.text);
}

static void
add_option(unsigned kind, const char *data, size_t data_length)
{
	struct packet_option *option = &packet.options[packet.option_count++];

	*option = (struct packet_option){ .kind = (uint8_t)kind, .data = (const uint8_t *)data,
		.data_length = data_length, .length = (uint8_t)(kind < 2 ? 1 : data_length + 2) };
}

static void
set_payload(const void *payload, size_t payload_length)
{
	packet.payload = payload;
	packet.payload_length = packet.payload_captured = payload_length;
}

START_TEST(checksums_are_right_if_nothing_else_is_said)
{
	static const enum transport transports[] = { TRANSPORT_TCP, TRANSPORT_UDP, TRANSPORT_ICMP };
	size_t i;

	for (i = 0; i < 3; i++) {
		begin(_i, transports[i] == TRANSPORT_ICMP && _i == 1 ? TRANSPORT_ICMP6 : transports[i]);
		packet.icmp_type = _i == 0 ? 8 : 128;
		set_payload("hello", 5);
		encode();
		ck_assert_ptr_null(seen.malformed);
		ck_assert_int_eq(seen.transport, packet.transport);
		ck_assert(seen.ip_checksum_ok && seen.checksum_known && seen.checksum_ok);
		ck_assert_uint_eq(seen.payload_length, 5);
		packet.checksum_ok = false;
		packet.checksum = (uint16_t)~seen.checksum;
		packet.ip_checksum_ok = false;
		packet.ip_checksum = 0x1234;
		encode();
		ck_assert(!seen.checksum_ok && seen.checksum_known);
		ck_assert_uint_eq(seen.checksum, packet.checksum);
		ck_assert_int_eq(seen.ip_checksum_ok, _i == 1);
	}
	begin(_i, TRANSPORT_UDP);
	packet.checksum_known = false;
	encode();
	ck_assert_uint_eq(seen.checksum, 0);
	ck_assert_int_eq(seen.checksum_ok, _i == 0);
}
END_TEST

START_TEST(options_are_padded_and_raw_ones_left_as_they_are)
{
	begin(_i, TRANSPORT_TCP);
	packet.flags = FLAG_SYN;
	add_option(OPTION_MSS, "\5\264", 2);
	add_option(OPTION_WSCALE, "\7", 1);
	encode();
	ck_assert_uint_eq(length, families[_i].header + 28);
	ck_assert_mem_eq(bytes + families[_i].header + 20, "\2\4\5\264\3\3\7\0", 8);
	ck_assert_uint_eq(seen.option_count, 3);
	ck_assert_int_eq(seen.options[2].kind, OPTION_EOL);
	add_option(0, "\2\1", 2);
	packet.options[2].raw = true;
	encode();
	ck_assert_mem_eq(bytes + families[_i].header + 20, "\2\4\5\264\3\3\7\2\1\0\0\0", 12);
	ck_assert_ptr_nonnull(seen.malformed);
	packet.options[2].raw = false;
	refuse("says that it is 1 bytes long, and is 3");
}
END_TEST

START_TEST(what_cannot_be_made_is_refused)
{
	static uint8_t much[70000];

	begin(_i, TRANSPORT_TCP);
	add_option(253, "0123456789012345678901234567890123456", 37);
	encode();
	ck_assert_uint_eq(length, families[_i].header + 60);
	add_option(OPTION_SACKOK, NULL, 0);
	refuse("40 bytes");
	packet.option_count = PACKET_OPTIONS_MOST + 1;
	refuse("40 bytes");
	packet.option_count = 0;
	packet.flags = 0x200;
	refuse("no flags 0x200");
	packet.flags = 0;
	set_payload(much, 65535 - 20 - (_i == 0 ? 20 : 0));
	encode();
	packet.payload_length = ++packet.payload_captured;
	refuse("cannot carry");
	packet.payload_length = packet.payload_captured = SIZE_MAX;
	refuse("cannot carry");
	set_payload(NULL, 1);
	refuse("no payload");
	set_payload("a", 1);
	packet.payload_length = 2;
	refuse("only 1 are there");
	set_payload("a", 1);
	packet.fragment_offset = 8;
	refuse("no header of a transport");
	packet.fragment_offset = 12;
	refuse("multiple of eight");
	packet.fragment_offset = 0;
	packet.destination.family = families[1 - _i].family;
	refuse("both");
	packet.source.family = packet.destination.family = 5;
	refuse("both");

	begin(_i, _i == 0 ? TRANSPORT_ICMP6 : TRANSPORT_ICMP);
	refuse("ICMP");
	begin(_i, TRANSPORT_OTHER);
	packet.ip_options_length = 4;
	refuse("no IP options");
	packet.ip_options = much;
	packet.ip_options_length = _i == 0 ? 41 : 65536;
	refuse(_i == 0 ? "40 bytes at most" : "extension headers");
	begin(_i, TRANSPORT_OTHER);
	packet.identification = 0x10000;
	packet.flow_label = 0x100000;
	refuse(_i == 0 ? "identification" : "flow label");
}
END_TEST

/* The fragments of a datagram, put behind each other, are what it carries. */
START_TEST(fragments_make_up_the_whole)
{
	uint8_t joined[64], *whole, *piece;
	size_t whole_length, piece_length, at;

	begin(_i, TRANSPORT_UDP);
	packet.traffic_class = 0x2e;
	packet.hop_limit = 7;
	if (_i == 0) {
		/* Router alert is repeated, a timestamp is not. */
		packet.ip_options = (const uint8_t *)"\x94\4\0\0\x44\4\5\0";
		packet.ip_options_length = 8;
	} else {
		packet.flow_label = 0xabcde;
	}
	set_payload("0123456789abcdef0123456789", 26);
	encode();
	whole = bytes;
	whole_length = length;
	for (at = 0; at < 34; at += 16) {
		size_t want = at + 16 < 34 ? 16 : 34 - at;

		ck_assert_msg(packet_encode_fragment(arena, whole, whole_length, at, want, at + 16 < 34, 0x1234,
			&piece, &piece_length, &err) == 0, "%s", err.text);
		ck_assert_int_eq(packet_decode(&seen, piece, piece_length, piece_length), 0);
		ck_assert_ptr_null(seen.malformed);
		ck_assert_uint_eq(seen.fragment_offset, at);
		ck_assert_int_eq(seen.more_fragments, at + 16 < 34);
		ck_assert_uint_eq(seen.identification, 0x1234);
		ck_assert_uint_eq(seen.hop_limit, 7);
		ck_assert_uint_eq(seen.traffic_class, 0x2e);
		ck_assert_uint_eq(seen.flow_label, _i == 0 ? 0 : 0xabcde);
		ck_assert_uint_eq(seen.ip_options_length, _i == 1 ? 0 : at == 0 ? 8 : 4);
		ck_assert(seen.ip_checksum_ok);
		ck_assert_int_eq(seen.transport, at == 0 ? TRANSPORT_UDP : TRANSPORT_OTHER);
		ck_assert_uint_eq(piece_length - seen.transport_offset, want);
		memcpy(joined + at, piece + seen.transport_offset, want);
	}
	ck_assert_mem_eq(joined, whole + whole_length - 34, 34);
	/* A fragment is not cut again. */
	ck_assert_int_eq(packet_encode_fragment(arena, piece, piece_length, 0, 8, false, 1, &piece, &piece_length, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "fragment itself"));
}
END_TEST

START_TEST(fragments_that_cannot_be)
{
	static const struct {
		size_t offset, length;
		bool more;
		const char *words;
	} wrong[] = {
		{ 0, 12, true, "multiple of eight" }, { 4, 8, true, "multiple of eight" },
		{ 0, 40, false, "carries 34 bytes" }, { 40, 0, false, "carries 34 bytes" },
		{ 32, 8, true, "carries 34 bytes" }, { SIZE_MAX, 8, false, "carries 34 bytes" },
		{ 8, SIZE_MAX, false, "carries 34 bytes" },
	};
	size_t i, piece_length;
	uint8_t *piece;

	begin(_i, TRANSPORT_UDP);
	set_payload("0123456789abcdef0123456789", 26);
	encode();
	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		err_init(&err);
		ck_assert_int_eq(packet_encode_fragment(arena, bytes, length, wrong[i].offset, wrong[i].length,
			wrong[i].more, 1, &piece, &piece_length, &err), -1);
		ck_assert_msg(strstr(err.text, wrong[i].words) != NULL, "%s", err.text);
	}
	err_init(&err);
	ck_assert_int_eq(packet_encode_fragment(arena, bytes, 0, 0, 0, false, 1, &piece, &piece_length, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "no IP packet"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("packet_made");
	TCase *tests = tcase_create("made");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, checksums_are_right_if_nothing_else_is_said, 0, 2);
	tcase_add_loop_test(tests, options_are_padded_and_raw_ones_left_as_they_are, 0, 2);
	tcase_add_loop_test(tests, what_cannot_be_made_is_refused, 0, 2);
	tcase_add_loop_test(tests, fragments_make_up_the_whole, 0, 2);
	tcase_add_loop_test(tests, fragments_that_cannot_be, 0, 2);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
