/* SPDX-License-Identifier: BSD-2-Clause */
/* Decoding packets: right ones of every kind, field by field. */
#include "config.h"

#include <netinet/in.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/evidence/packet.h"
#include "harness/names/tcp.h"
#include "tests/unit/packet_build.h"
#include "tests/unit/unit.h"

static struct built built, cause;
static struct packet packet;

static const struct {
	const char *client, *server, *client_text, *server_text;
	int family, icmp;
} families[] = {
	{ "192.0.2.1", "192.0.2.2", "192.0.2.1:40000", "192.0.2.2:7000", 4, IPPROTO_ICMP },
	{ "2001:db8::1", "2001:db8::2", "[2001:db8::1]:40000", "[2001:db8::2]:7000", 6, IPPROTO_ICMPV6 },
};

static void
decode(void)
{
	ck_assert_int_eq(packet_decode(&packet, built.bytes, built.length, built.length), 0);
}

static void
check_address(const struct packet_address *address, const char *text)
{
	struct str str;

	str_init(&str);
	packet_address_print(&str, address);
	ck_assert_str_eq(str_text(&str), text);
	str_free(&str);
}

START_TEST(a_segment_with_options)
{
	static const uint8_t options[] = { 2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 1, 3, 3, 7 };
	static const uint8_t kinds[] = { OPTION_MSS, OPTION_SACKOK, OPTION_TIMESTAMP, OPTION_NOP, OPTION_WSCALE };
	size_t i;

	if (families[_i].family == 4)
		build_ip4(&built, families[_i].client, families[_i].server, IPPROTO_TCP);
	else
		build_ip6(&built, families[_i].client, families[_i].server, IPPROTO_TCP);
	build_tcp(&built, 40000, 7000, 0x01020304, 0x0a0b0c0d, FLAG_SYN | FLAG_ECE | FLAG_AE, options,
		sizeof options);
	build_put(&built, "hello", 5);
	build_end(&built, IPPROTO_TCP, 16);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_int_eq(packet.transport, TRANSPORT_TCP);
	check_address(&packet.source, families[_i].client_text);
	check_address(&packet.destination, families[_i].server_text);
	ck_assert_uint_eq(packet.seq, 0x01020304);
	ck_assert_uint_eq(packet.ack, 0x0a0b0c0d);
	ck_assert_uint_eq(packet.flags, FLAG_SYN | FLAG_ECE | FLAG_AE);
	ck_assert_uint_eq(packet.window, 64240);
	ck_assert_uint_eq(packet.hop_limit, 64);
	ck_assert(packet.ip_checksum_ok && packet.checksum_known && packet.checksum_ok);
	ck_assert_uint_eq(packet.option_count, sizeof kinds);
	for (i = 0; i < sizeof kinds; i++)
		ck_assert_int_eq(packet.options[i].kind, kinds[i]);
	ck_assert_uint_eq(packet.options[0].data_length, 2);
	ck_assert_mem_eq(packet.options[0].data, "\x05\xb4", 2);
	ck_assert_uint_eq(packet.options[2].length, 10);
	ck_assert_ptr_null(packet.options[3].data);
	ck_assert_uint_eq(packet.payload_length, 5);
	ck_assert_uint_eq(packet.payload_captured, 5);
	ck_assert_mem_eq(packet.payload, "hello", 5);
}
END_TEST

START_TEST(ip_fields)
{
	if (families[_i].family == 4) {
		build_ip4(&built, "192.0.2.1", "192.0.2.2", IPPROTO_UDP);
		built.bytes[1] = 0x2e;
	} else {
		build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_UDP);
		built.bytes[0] = 0x62;
		built.bytes[1] = 0xe1;
	}
	build_udp(&built, 1, 2);
	build_end(&built, IPPROTO_UDP, 6);
	decode();
	ck_assert_uint_eq(packet.traffic_class, 0x2e);
	ck_assert_uint_eq(packet.payload_length, 0);
	if (families[_i].family == 4) {
		ck_assert_uint_eq(packet.identification, 0x1234);
		ck_assert(packet.dont_fragment && !packet.more_fragments);
	} else {
		ck_assert_uint_eq(packet.flow_label, 0x12345);
	}
	ck_assert(packet.checksum_ok && packet.ip_checksum_ok);
}
END_TEST

START_TEST(a_wrong_byte_breaks_a_checksum)
{
	size_t i;

	build_tcp_packet(&built, families[_i].client, 40000, families[_i].server, 7000,
		FLAG_PSH | FLAG_ACK, "hello");
	/* Lengths and offsets aside, any byte of the segment. */
	for (i = built.transport; i < built.length; i++) {
		if (i == built.transport + 12)
			continue;
		built.bytes[i] ^= 0x10;
		decode();
		ck_assert(packet.checksum_known && !packet.checksum_ok);
		ck_assert(packet.ip_checksum_ok);
		built.bytes[i] ^= 0x10;
	}
	if (families[_i].family == 4) {
		built.bytes[8] ^= 1;
		decode();
		ck_assert(!packet.ip_checksum_ok && packet.checksum_ok);
	}
}
END_TEST

START_TEST(datagrams)
{
	build_udp_packet(&built, families[_i].client, 40000, families[_i].server, 7000, "hello");
	decode();
	ck_assert_int_eq(packet.transport, TRANSPORT_UDP);
	ck_assert_ptr_null(packet.malformed);
	check_address(&packet.source, families[_i].client_text);
	check_address(&packet.destination, families[_i].server_text);
	ck_assert(packet.checksum_known && packet.checksum_ok);
	ck_assert_uint_eq(packet.payload_length, 5);
	ck_assert_mem_eq(packet.payload, "hello", 5);

	/* Without a checksum: allowed in IPv4, wrong in IPv6. */
	build_set16(&built, built.transport + 6, 0);
	decode();
	ck_assert_int_eq(packet.checksum_known, families[_i].family == 6);
	ck_assert_int_eq(packet.checksum_ok, families[_i].family == 4);

	/* Bytes behind the datagram belong to nobody. */
	build_udp_packet(&built, families[_i].client, 40000, families[_i].server, 7000, "hello");
	build_set16(&built, built.transport + 4, 8 + 3);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.payload_length, 3);
	ck_assert_uint_eq(packet.payload_captured, 3);
}
END_TEST

START_TEST(padding_of_a_short_frame_is_no_payload)
{
	build_tcp_packet(&built, families[_i].client, 1, families[_i].server, 2, FLAG_ACK, "");
	build_put(&built, "\0\0\0\0\0\0", 6);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.payload_length, 0);
	ck_assert_uint_eq(packet.payload_captured, 0);
	ck_assert(packet.checksum_known && packet.checksum_ok);
}
END_TEST

START_TEST(icmp_errors_quote)
{
	unsigned unreachable = families[_i].family == 4 ? 3 : 1, port = families[_i].family == 4 ? 3 : 4;
	size_t header = families[_i].family == 4 ? 20 : 40;

	build_udp_packet(&cause, families[_i].client, 40000, families[_i].server, 7000, "hello");
	build_icmp_error(&built, families[_i].server, families[_i].client, unreachable, port, 0, &cause,
		cause.length);
	decode();
	ck_assert_int_eq(packet.transport, families[_i].family == 4 ? TRANSPORT_ICMP : TRANSPORT_ICMP6);
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.icmp_type, unreachable);
	ck_assert_uint_eq(packet.icmp_code, port);
	ck_assert(packet.checksum_known && packet.checksum_ok);
	ck_assert(packet.has_quote);
	ck_assert_int_eq(packet.quote_transport, TRANSPORT_UDP);
	check_address(&packet.quote_source, families[_i].client_text);
	check_address(&packet.quote_destination, families[_i].server_text);
	ck_assert_uint_eq(packet.payload_captured, cause.length);
	ck_assert_mem_eq(packet.payload, cause.bytes, cause.length);

	/* Of a segment eight bytes are quoted at least: the ports and the sequence number. */
	build_tcp_packet(&cause, families[_i].client, 40000, families[_i].server, 7000, FLAG_SYN, "");
	build_icmp_error(&built, families[_i].server, families[_i].client, unreachable, 1, 1400, &cause,
		header + 8);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_int_eq(packet.quote_transport, TRANSPORT_TCP);
	ck_assert_uint_eq(packet.quote_seq, 1000);
	ck_assert_uint_eq(packet.icmp_word, 1400);
	ck_assert_uint_eq(packet.quote_destination.port, 7000);

	build_icmp_error(&built, families[_i].server, families[_i].client, unreachable, 1, 0, &cause,
		header + 7);
	decode();
	ck_assert(packet.has_quote);
	ck_assert_ptr_nonnull(packet.malformed);
	ck_assert_uint_eq(packet.quote_destination.port, 0);

	build_icmp_error(&built, families[_i].server, families[_i].client, unreachable, 1, 0, &cause,
		header - 1);
	decode();
	ck_assert(!packet.has_quote);
	ck_assert_ptr_nonnull(packet.malformed);
}
END_TEST

START_TEST(an_echo_request_quotes_nothing)
{
	unsigned type = families[_i].family == 4 ? 8 : 128;

	build_udp_packet(&cause, families[_i].client, 1, families[_i].server, 2, "");
	build_icmp_error(&built, families[_i].client, families[_i].server, type, 0, 0x00010002, &cause, 20);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert(!packet.has_quote);
	ck_assert_uint_eq(packet.icmp_word, 0x00010002);
}
END_TEST

START_TEST(fragments_of_ipv4)
{
	build_ip4(&built, "192.0.2.1", "192.0.2.2", IPPROTO_UDP);
	build_udp(&built, 40000, 7000);
	build_put(&built, "0123456789abcdef", 16);
	build_end(&built, IPPROTO_UDP, 6);
	/* The first: it has the ports, and the length of the whole. */
	build_set16(&built, 6, 0x2000);
	build_set16(&built, built.transport + 4, 3008);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert(packet.more_fragments && !packet.dont_fragment);
	ck_assert_int_eq(packet.transport, TRANSPORT_UDP);
	ck_assert_uint_eq(packet.destination.port, 7000);
	ck_assert_uint_eq(packet.payload_length, 3000);
	ck_assert_uint_eq(packet.payload_captured, 16);
	ck_assert(!packet.checksum_known && packet.checksum_ok);
	/* A later one. */
	build_set16(&built, 6, 0x0003);
	decode();
	ck_assert_uint_eq(packet.fragment_offset, 24);
	ck_assert_int_eq(packet.transport, TRANSPORT_OTHER);
	ck_assert_uint_eq(packet.ip_protocol, IPPROTO_UDP);
	ck_assert_uint_eq(packet.source.port, 0);
	ck_assert_uint_eq(packet.payload_captured, 24);
	ck_assert_mem_eq(packet.payload + 8, "0123456789abcdef", 16);
}
END_TEST

START_TEST(options_of_ipv4)
{
	build_ip4(&built, "192.0.2.1", "192.0.2.2", IPPROTO_UDP);
	build_put(&built, "\x94\x04\x00\x00", 4); /* router alert */
	built.bytes[0] = 0x46;
	built.transport = built.length;
	build_udp(&built, 40000, 7000);
	build_end(&built, IPPROTO_UDP, 6);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.transport_offset, 24);
	ck_assert_uint_eq(packet.source.port, 40000);
	ck_assert(packet.ip_checksum_ok && packet.checksum_known && packet.checksum_ok);

	/* A source route: the destination in the header is not the one of the checksum. */
	memcpy(built.bytes + 20, "\x01\x83\x03\x04", 4);
	decode();
	ck_assert(!packet.checksum_known);
}
END_TEST

START_TEST(extension_headers_of_ipv6)
{
	build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_HOPOPTS);
	build_extension(&built, IPPROTO_DSTOPTS, "\0\1\4\0\0\0\0");
	build_extension(&built, IPPROTO_ROUTING, "\0\1\4\0\0\0\0");
	build_extension(&built, IPPROTO_UDP, "\0\0\0\0\0\0\0"); /* no segments left */
	build_udp(&built, 40000, 7000);
	build_put(&built, "hello", 5);
	build_end(&built, IPPROTO_UDP, 6);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.transport_offset, 64);
	ck_assert_uint_eq(packet.ip_protocol, IPPROTO_UDP);
	ck_assert_uint_eq(packet.payload_length, 5);
	ck_assert(packet.checksum_known && packet.checksum_ok);
	built.bytes[56 + 3] = 1; /* one segment left: another destination */
	decode();
	ck_assert(!packet.checksum_known && packet.checksum_ok);

	build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_FRAGMENT);
	build_extension(&built, IPPROTO_UDP, "\0\0\1\0\0\0\7");
	build_udp(&built, 40000, 7000);
	build_put(&built, "hello", 5);
	build_end(&built, IPPROTO_UDP, 6);
	build_set16(&built, built.transport + 4, 2008);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert(packet.more_fragments && packet.fragment_offset == 0);
	ck_assert_uint_eq(packet.payload_length, 2000);
	build_set16(&built, 42, 0x0010);
	decode();
	ck_assert_uint_eq(packet.fragment_offset, 16);
	ck_assert(!packet.more_fragments);
	ck_assert_int_eq(packet.transport, TRANSPORT_OTHER);

	build_ip6(&built, "2001:db8::1", "2001:db8::2", IPPROTO_NONE);
	build_end(&built, IPPROTO_NONE, -1);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_int_eq(packet.transport, TRANSPORT_OTHER);
}
END_TEST

START_TEST(a_segment_that_was_left_whole_has_no_length)
{
	size_t i;

	build_ip4(&built, "192.0.2.1", "192.0.2.2", IPPROTO_TCP);
	build_tcp(&built, 1, 2, 3, 4, FLAG_ACK, NULL, 0);
	for (i = 0; i < 66000; i++)
		build_put8(&built, 'x');
	build_set16(&built, 2, 0);
	decode();
	ck_assert_ptr_null(packet.malformed);
	ck_assert_uint_eq(packet.payload_length, 66000);
}
END_TEST

START_TEST(addresses_are_compared_parsed_and_printed)
{
	struct packet_address a, b;

	ck_assert(packet_address_parse(&a, "192.0.2.1", 80));
	check_address(&a, "192.0.2.1:80");
	ck_assert(packet_address_parse(&b, "192.0.2.1", 80));
	ck_assert(packet_address_equal(&a, &b));
	b.port = 81;
	ck_assert(!packet_address_equal(&a, &b));
	ck_assert(packet_address_parse(&b, "::ffff:192.0.2.1", 80));
	ck_assert(!packet_address_equal(&a, &b));
	ck_assert(packet_address_is_mapped(&b));
	ck_assert(!packet_address_is_any(&b));
	packet_address_unmap(&b);
	ck_assert(packet_address_equal(&a, &b));
	ck_assert(!packet_address_is_mapped(&b));
	packet_address_unmap(&b);
	ck_assert(packet_address_equal(&a, &b));
	ck_assert(packet_address_parse(&b, "0.0.0.0", 80));
	ck_assert(packet_address_is_any(&b));
	ck_assert(packet_address_parse(&b, "::", 80));
	ck_assert(packet_address_is_any(&b));
	ck_assert(!packet_address_is_mapped(&b));
	ck_assert(packet_address_parse(&b, "::1", 80));
	ck_assert(!packet_address_is_any(&b));
	ck_assert(packet_address_parse(&b, "2001:db8::1", 0));
	check_address(&b, "2001:db8::1");
	ck_assert(packet_address_parse(&b, "fe80::1%tun0", 9));
	check_address(&b, "[fe80::1]:9");
	ck_assert(!packet_address_parse(&a, "192.0.2", 80));
	ck_assert(!packet_address_parse(&a, "server", 80));
	ck_assert(!packet_address_parse(&a, "", 80));
	ck_assert(!packet_address_parse(&a, "192.0.2.1", 65536));
	ck_assert(!packet_address_parse(&a, "192.0.2.1", -1));
}
END_TEST

START_TEST(flags_are_written_as_tcpdump_does)
{
	char text[12];

	ck_assert_str_eq(packet_flags_text(FLAG_SYN, text), "S");
	ck_assert_str_eq(packet_flags_text(FLAG_SYN | FLAG_ACK, text), "S.");
	ck_assert_str_eq(packet_flags_text(FLAG_PSH | FLAG_ACK, text), "P.");
	ck_assert_str_eq(packet_flags_text(FLAG_FIN | FLAG_PSH | FLAG_ACK, text), "FP.");
	ck_assert_str_eq(packet_flags_text(FLAG_SYN | FLAG_ECE | FLAG_CWR, text), "SEW");
	ck_assert_str_eq(packet_flags_text(0, text), "-");
	ck_assert_str_eq(packet_flags_text(0x1ff, text), "FSRP.UEWe");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("packet");
	TCase *tests = tcase_create("packet");

	tcase_add_loop_test(tests, a_segment_with_options, 0, 2);
	tcase_add_loop_test(tests, ip_fields, 0, 2);
	tcase_add_loop_test(tests, a_wrong_byte_breaks_a_checksum, 0, 2);
	tcase_add_loop_test(tests, datagrams, 0, 2);
	tcase_add_loop_test(tests, padding_of_a_short_frame_is_no_payload, 0, 2);
	tcase_add_loop_test(tests, icmp_errors_quote, 0, 2);
	tcase_add_loop_test(tests, an_echo_request_quotes_nothing, 0, 2);
	tcase_add_test(tests, fragments_of_ipv4);
	tcase_add_test(tests, options_of_ipv4);
	tcase_add_test(tests, extension_headers_of_ipv6);
	tcase_add_test(tests, a_segment_that_was_left_whole_has_no_length);
	tcase_add_test(tests, addresses_are_compared_parsed_and_printed);
	tcase_add_test(tests, flags_are_written_as_tcpdump_does);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
