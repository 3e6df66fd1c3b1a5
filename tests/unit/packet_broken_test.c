/* SPDX-License-Identifier: BSD-2-Clause */
/* Decoding packets that do not hold together, and packets cut at every byte. */
#include "config.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "harness/evidence/packet.h"
#include "harness/names/tcp.h"
#include "tests/unit/packet_build.h"
#include "tests/unit/unit.h"

static struct built built, cause;
static struct packet packet;

static const struct {
	const char *client, *server;
	int family;
} families[] = {
	{ "192.0.2.1", "192.0.2.2", 4 },
	{ "2001:db8::1", "2001:db8::2", 6 },
};

static void
decode(void)
{
	ck_assert_int_eq(packet_decode(&packet, built.bytes, built.length, built.length), 0);
}

START_TEST(what_does_not_fit_is_said)
{
	size_t transport;

	build_tcp_packet(&built, families[_i].client, 1, families[_i].server, 2, FLAG_SYN, "abcd");
	transport = built.transport;
	built.bytes[transport + 12] = 0x40;
	decode();
	ck_assert_ptr_nonnull(strstr(packet.malformed, "shorter than 20"));
	built.bytes[transport + 12] = 0xf0;
	decode();
	ck_assert_ptr_nonnull(strstr(packet.malformed, "longer than the segment"));
	/* The four bytes of payload become an option that reaches too far, or has no room for its length. */
	built.bytes[transport + 12] = 0x60;
	memcpy(built.bytes + transport + 20, "\x01\x02\x04\x05", 4);
	decode();
	ck_assert_ptr_nonnull(strstr(packet.malformed, "option does not fit"));
	ck_assert_uint_eq(packet.option_count, 1);
	memcpy(built.bytes + transport + 20, "\x02\x01\x05\xb4", 4);
	decode();
	ck_assert_ptr_nonnull(packet.malformed);
	memcpy(built.bytes + transport + 20, "\x01\x01\x01\x08", 4);
	decode();
	ck_assert_ptr_nonnull(packet.malformed);
	ck_assert_uint_eq(packet.option_count, 3);
	memcpy(built.bytes + transport + 20, "\x01\x00\xff\xff", 4);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.option_count, 2);

	build_udp_packet(&built, families[_i].client, 1, families[_i].server, 2, "hello");
	build_set16(&built, built.transport + 4, 7);
	decode();
	ck_assert_ptr_nonnull(strstr(packet.malformed, "shorter than 8"));
	build_set16(&built, built.transport + 4, 14);
	decode();
	ck_assert_ptr_nonnull(strstr(packet.malformed, "longer than the packet"));
	ck_assert_uint_eq(packet.payload_length, 5);

	build_udp_packet(&built, families[_i].client, 1, families[_i].server, 2, "hello");
	build_set16(&built, families[_i].family == 4 ? 2 : 4, 500);
	decode();
	ck_assert_ptr_nonnull(strstr(packet.malformed, "longer than it is"));
	if (families[_i].family == 4) {
		build_set16(&built, 2, 10);
		decode();
		ck_assert_ptr_nonnull(strstr(packet.malformed, "shorter than its header"));
		built.bytes[0] = 0x44;
		decode();
		ck_assert_ptr_nonnull(strstr(packet.malformed, "shorter than 20"));
	}
}
END_TEST

/* Every cut of a packet is decoded from memory that ends where the cut is, for a sanitizer to watch. */
static void
check_cuts(void)
{
	struct packet whole;
	uint8_t *cut;
	size_t length;

	ck_assert_int_eq(packet_decode(&whole, built.bytes, built.length, built.length), 0);
	for (length = 1; length < built.length; length++) {
		cut = malloc(length);
		memcpy(cut, built.bytes, length);
		/* Cut by the capture: what was on the wire is known. */
		ck_assert_int_eq(packet_decode(&packet, cut, length, built.length), 0);
		ck_assert(!packet.checksum_known || packet.checksum_ok);
		ck_assert_uint_eq(packet.wire_length, built.length);
		if (packet.payload != NULL) {
			ck_assert_uint_eq(packet.payload_length, whole.payload_length);
			ck_assert_uint_le(packet.payload_captured, (size_t)(cut + length - packet.payload));
		} else if (whole.payload != NULL) {
			ck_assert_ptr_nonnull(packet.malformed);
		}
		/* Cut on the wire: then the headers lie. */
		ck_assert_int_eq(packet_decode(&packet, cut, length, length), 0);
		ck_assert_ptr_nonnull(packet.malformed);
		free(cut);
	}
}

START_TEST(packets_may_be_cut_anywhere)
{
	build_tcp_packet(&built, families[_i].client, 1, families[_i].server, 2, FLAG_PSH, "hello");
	check_cuts();
	build_udp_packet(&built, families[_i].client, 1, families[_i].server, 2, "hello");
	check_cuts();
	build_udp_packet(&cause, families[_i].client, 1, families[_i].server, 2, "hello");
	build_icmp_error(&built, families[_i].server, families[_i].client, 3, 3, 0, &cause, cause.length);
	check_cuts();
	build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_HOPOPTS);
	build_extension(&built, IPPROTO_FRAGMENT, "\0\1\4\0\0\0\0");
	build_extension(&built, IPPROTO_TCP, "\0\0\0\0\0\0\7");
	build_tcp(&built, 1, 2, 3, 4, FLAG_SYN, "\2\4\5\264", 4);
	build_end(&built, IPPROTO_TCP, 16);
	check_cuts();
}
END_TEST

START_TEST(what_is_no_ip_packet_is_refused)
{
	ck_assert_int_eq(packet_decode(&packet, (const uint8_t *)"", 0, 0), -1);
	ck_assert_int_eq(packet_decode(&packet, (const uint8_t *)"\x50", 1, 1), -1);
	ck_assert_int_eq(packet_decode(&packet, (const uint8_t *)"\0\1\2\3", 4, 4), -1);
	ck_assert_int_eq(packet_decode(&packet, (const uint8_t *)"\x45", 1, 1), 0);
	ck_assert_ptr_nonnull(packet.malformed);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("packet_broken");
	TCase *tests = tcase_create("packet_broken");

	tcase_add_loop_test(tests, what_does_not_fit_is_said, 0, 2);
	tcase_add_loop_test(tests, packets_may_be_cut_anywhere, 0, 2);
	tcase_add_test(tests, what_is_no_ip_packet_is_refused);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
