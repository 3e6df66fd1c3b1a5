/* SPDX-License-Identifier: BSD-2-Clause */
/* The language: peers made of packets, what is injected, silence, times that count from one moment. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "harness/base/clock.h"
#include "tests/unit/case_support.h"
#include "tests/unit/case_test.h"

#define PEER_BEGIN "launch packets as peer\nsocket(..., SOCK_STREAM, 0) = s\nconnect(s, peer) = 0 &\n"

START_TEST(peer_has_name_target_and_isn)
{
	struct parsed parsed = parsed_good("socket(..., SOCK_STREAM, 0) = l\nbind(l, client:8080) = 0\nlisten(l, 1) = 0\n"
		"launch packets as a to l isn 4294967295\nlaunch packets as b to l\nserver: launch packets as c isn 0\n"
		"launch packets as d\n");
	const struct step *steps = parsed.page->steps;

	for (int i = 3; i < 7; i++) {
		ck_assert_int_eq(steps[i].kind, STEP_PEER);
		ck_assert_int_eq(steps[i].host, HOST_SERVER);
		ck_assert_ptr_null(steps[i].name);
	}
	ck_assert_str_eq(steps[3].alias, "a");
	ck_assert_str_eq(steps[3].target, "l");
	ck_assert(steps[3].has_isn && steps[3].isn == UINT32_MAX);
	ck_assert(!steps[4].has_isn);
	ck_assert(steps[5].has_isn && steps[5].isn == 0 && steps[5].target == NULL);
	ck_assert(!steps[6].has_isn && steps[6].target == NULL);
	parsed_free(&parsed);
}
END_TEST

START_TEST(headers_stand_in_brackets)
{
	struct parsed parsed = parsed_good("modes ipv4\n" PEER_BEGIN
		"> [ttl t, tos 16, df,\n  id (2 + 3), checksum right] S 0:0(0)\n"
		"< [frag 0:8 + 8+, nodf, ect1, src \"192.0.2.9\", options \"\\x01\\0\"] S. 0:0(0) ack 1\n"
		"< [frag 16:t] R 1:1(0)\n");
	const struct header_pattern *header = parsed.page->steps[3].packet->header;

	ck_assert_str_eq(header->ttl->text, "t");
	ck_assert_int_eq(header->tos->number, 16);
	ck_assert_int_eq(header->dont_fragment, 1);
	ck_assert_int_eq(header->ecn, -1);
	ck_assert_int_eq(header->id->op, OP_ADD);
	ck_assert_int_eq(header->checksum, CHECKSUM_RIGHT);
	ck_assert(header->fragment == NULL && header->flow == NULL && !header->has_options && header->source == NULL);
	header = parsed.page->steps[4].packet->header;
	ck_assert_int_eq(header->fragment->number, 0);
	ck_assert_int_eq(header->fragment_length->op, OP_ADD);
	ck_assert(header->more_fragments);
	ck_assert_int_eq(header->dont_fragment, 0);
	ck_assert_int_eq(header->ecn, 1);
	ck_assert_str_eq(header->source, "192.0.2.9");
	ck_assert(header->has_options && header->option_length == 2 && header->options[0] == 1);
	ck_assert_int_eq(header->checksum, CHECKSUM_UNSAID);
	header = parsed.page->steps[5].packet->header;
	ck_assert(!header->more_fragments);
	ck_assert_str_eq(header->fragment_length->text, "t");
	parsed_free(&parsed);
}
END_TEST

START_TEST(options_may_be_bytes)
{
	struct parsed parsed = parsed_good(PEER_BEGIN
		"> S 0:0(0) <fastopen,md5 ...,option 254 ...,...>\n"
		"< S. 0:0(0) ack 1 <fastopen \"ab\" \"cd\",option 253 \"\",raw \"\\x08\">\n"
		"< . -5:-4(1) ack 1 <nop,nop,sack 9:10 1:2>\n");
	const struct packet_pattern *packet = parsed.page->steps[3].packet;

	ck_assert_int_eq(packet->options[0].kind, OPTION_FASTOPEN);
	ck_assert(!packet->options[0].has_data && !packet->options[1].has_data && !packet->options[2].has_data);
	ck_assert_int_eq(packet->options[2].values[0]->number, 254);
	packet = parsed.page->steps[4].packet;
	ck_assert(packet->options[0].has_data && packet->options[0].length == 4);
	ck_assert(packet->options[1].has_data && packet->options[1].length == 0);
	ck_assert_int_eq(packet->options[2].kind, OPTION_RAW);
	ck_assert_int_eq(packet->options[2].data[0], 8);
	packet = parsed.page->steps[5].packet;
	ck_assert_int_eq(packet->seq->op, OP_NEG);
	ck_assert_uint_eq(packet->options[2].count, 4);
	parsed_free(&parsed);
}
END_TEST

START_TEST(errors_quote_packets_of_the_other_way)
{
	struct parsed parsed = parsed_good(PEER_BEGIN "< icmp unreachable fragmentation mtu 1300 quoting [ttl 1] P. 1:6(5)\n"
		"< icmp problem pointer 2\n< icmp exceeded reassembly\n");
	const struct packet_pattern *packet = parsed.page->steps[3].packet;

	ck_assert_str_eq(packet->icmp_type, "unreachable");
	ck_assert_str_eq(packet->icmp_code, "fragmentation");
	ck_assert_int_eq(packet->icmp_mtu->number, 1300);
	ck_assert(packet->quote->sent && !packet->sent);
	ck_assert_int_eq(packet->quote->header->ttl->number, 1);
	ck_assert_int_eq(packet->quote->length->number, 5);
	packet = parsed.page->steps[4].packet;
	ck_assert_ptr_null(packet->icmp_code);
	ck_assert_int_eq(packet->icmp_pointer->number, 2);
	ck_assert_ptr_null(packet->quote);
	parsed_free(&parsed);
}
END_TEST

/* What a packet line binds is a number from there on, and may be awaited again and sent back. */
START_TEST(names_are_bound_by_lines_that_are_awaited)
{
	struct parsed parsed = parsed_good(PEER_BEGIN "> S 0:0(0) <mss m,sackOK,TS val t ecr 0,nop,wscale w>\n"
		"< S. 0:0(0) ack 1 <mss m - 40,nop,nop,TS val ... ecr t>\n> . 1:1(0) ack 1 win win1\nwait\nassert m == 1460 && win1 > 0\n");
	struct parsed other = parsed_script(PEER_BEGIN "wire: drop 1 > S 0:0(0) <mss m>\n");

	ck_assert_uint_eq(other.list.errors, 1);
	ck_assert_ptr_nonnull(strstr(other.messages, "nothing is called 'm'"));
	parsed_free(&other);
	parsed_free(&parsed);
}
END_TEST

START_TEST(packets_are_injected_between_real_hosts)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN "connect(s, echo) = 0\nwire: inject to client R 1:1(0)\n"
		"+0.5 wire: inject to server s [ttl 3] . 1:1(0) ack 1\nwire: inject to client icmp unreachable port\n"
		"wire: inject to client - 1:1(0)\n");
	const struct wire_order *order;

	order = parsed.page->steps[3].order;
	ck_assert_str_eq(order->action, "inject");
	ck_assert_int_eq(order->host, HOST_CLIENT);
	ck_assert_ptr_null(order->what.packet->socket);
	ck_assert_uint_eq(order->what.packet->flags, FLAG_RST);
	ck_assert(!order->what.packet->sent);
	order = parsed.page->steps[4].order;
	ck_assert_int_eq(order->host, HOST_SERVER);
	ck_assert_str_eq(order->what.packet->socket, "s");
	ck_assert_int_eq(order->what.packet->header->ttl->number, 3);
	ck_assert_int_eq(parsed.page->steps[5].order->what.packet->protocol, PACKET_ICMP);
	parsed_free(&parsed);
}
END_TEST

START_TEST(silence_has_a_host_and_a_time)
{
	struct parsed parsed = parsed_good(PEER_BEGIN "expect nothing for 300ms\npeer expect nothing for 1s\n"
		"client: s expect nothing for 20us\nwire: expect none \"udp\"\n");
	const struct step *steps = parsed.page->steps;

	for (int i = 3; i < 6; i++) {
		ck_assert_int_eq(steps[i].kind, STEP_SILENCE);
		ck_assert_int_eq(steps[i].host, HOST_CLIENT);
	}
	ck_assert_int_eq(steps[3].duration_ns, 300 * NS_PER_MS);
	ck_assert_ptr_null(steps[3].target);
	ck_assert_str_eq(steps[4].target, "peer");
	ck_assert_str_eq(steps[5].target, "s");
	ck_assert_int_eq(steps[5].duration_ns, 20000);
	ck_assert_int_eq(steps[6].kind, STEP_EXPECT);
	parsed_free(&parsed);
}
END_TEST

START_TEST(times_may_count_from_one_moment)
{
	struct parsed parsed = parsed_good("launch packets as peer\nsocket(..., SOCK_STREAM, 0) = s\n"
		"0 connect(s, peer) = 0 &\n1~1.2 > S 0:0(0)\n200ms~3s client: > S 0:0(0)\n.5 > S 0:0(0)\n3s wire: drop 1 \"udp\"\n");
	const struct step *steps = parsed.page->steps;
	static const int64_t times[][2] = { { 0, 0 }, { 1000, 1200 }, { 200, 3000 }, { 500, 500 }, { 3000, 3000 } };

	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(steps[2 + i].time.kind, TIME_ABSOLUTE);
		ck_assert_int_eq(steps[2 + i].time.from_ns, times[i][0] * NS_PER_MS);
		ck_assert_int_eq(steps[2 + i].time.to_ns, times[i][1] * NS_PER_MS);
	}
	parsed_free(&parsed);
}
END_TEST

/* The words of packets and peers are names everywhere else. */
START_TEST(words_of_peers_are_names_elsewhere)
{
	struct parsed parsed = parsed_good("launch tcp-echo as packets\nsocket(..., SOCK_STREAM, 0) = to\n"
		"connect(to, packets) = 0\nrecv(to, ..., 1, 0) = isn\nrecv(to, ..., 1, 0) = nothing\nrecv(to, ..., 1, 0) = mtu\n"
		"recv(to, ..., 1, 0) = ttl\nrecv(to, ..., 1, 0) = pointer\nrecv(to, ..., 1, 0) = quoting\n"
		"> [ttl ttl, id id] S 0:0(0) <mss mtu - pointer>\nassert isn == nothing && id > quoting\n");

	ck_assert_str_eq(parsed.page->steps[9].packet->header->ttl->text, "ttl");
	parsed_free(&parsed);
}
END_TEST

/* A closed port answers without any connection; a socket's name says into whose connection. */
START_TEST(odd_pages_of_peers_are_good)
{
	static const char *const scripts[] = {
		"launch packets as peer\nsocket(..., SOCK_STREAM, 0) = s\nbind(s, client:9) = 0\n< S 0:0(0)\n> R. 0:0(0) ack 1\n",
		PEER_BEGIN "s > S 0:0(0)\ns < S. 0:0(0) ack 1\ns > . 1:1(0) ack 1\nassert state(peer) == ESTABLISHED\n",
		"launch packets as peer to l\nsocket(..., SOCK_DGRAM, 0) = l\nbind(l, client:9) = 0\n< udp \"x\"\n< [checksum none] udp (2)\n",
		"launch packets as a\nlaunch packets as b\nsocket(..., SOCK_STREAM, 0) = s\nconnect(s, a) = 0 &\na > S 0:0(0)\n"
		"socket(..., SOCK_STREAM, 0) = t\nconnect(t, b) = 0 &\nb > S 0:0(0)\na < R. 0:0(0) ack 1\nb < R. 0:0(0) ack 1\n",
		PEER_BEGIN "...\nwire: drop 1 > S 0:0(0)\nwire: expect 1 \"tcp\"\nsysctl net.ipv4.tcp_sack = 0\n",
		"modes ipv6\n" PEER_BEGIN "> [flow 0xfffff] S 0:0(0)\n< [id 4294967295, frag 0:8+] S. 0:0(0) ack 1\n",
	};

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct parsed parsed = parsed_good(scripts[i]);

		parsed_free(&parsed);
	}
}
END_TEST

TCase *case_peer_tests(void)
{
	TCase *tests = tcase_create("peers");

	tcase_add_test(tests, peer_has_name_target_and_isn);
	tcase_add_test(tests, headers_stand_in_brackets);
	tcase_add_test(tests, options_may_be_bytes);
	tcase_add_test(tests, errors_quote_packets_of_the_other_way);
	tcase_add_test(tests, names_are_bound_by_lines_that_are_awaited);
	tcase_add_test(tests, packets_are_injected_between_real_hosts);
	tcase_add_test(tests, silence_has_a_host_and_a_time);
	tcase_add_test(tests, times_may_count_from_one_moment);
	tcase_add_test(tests, words_of_peers_are_names_elsewhere);
	tcase_add_test(tests, odd_pages_of_peers_are_good);
	return tests;
}
