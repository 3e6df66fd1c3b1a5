/* SPDX-License-Identifier: BSD-2-Clause */
/* The language: packet lines. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "harness/base/clock.h"
#include "tests/unit/case_support.h"
#include "tests/unit/case_test.h"

#define TCP_BEGIN "socket(..., SOCK_STREAM, 0) = s\nrecv(s, ..., 10, 0) = n\n"

static const struct packet_pattern *packet_of(const struct parsed *parsed, size_t step)
{
	ck_assert_int_eq(parsed->page->steps[step].kind, STEP_PACKET);
	return parsed->page->steps[step].packet;
}

START_TEST(flags_are_bits)
{
	struct parsed parsed = parsed_good(TCP_BEGIN "> S\n< S.\n> P.\n> F.\n> R\n> -\n> SEW\n> FSRP.UEW\n");
	static const unsigned flags[] = { FLAG_SYN, FLAG_SYN | FLAG_ACK, FLAG_PSH | FLAG_ACK, FLAG_FIN | FLAG_ACK,
		FLAG_RST, 0, FLAG_SYN | FLAG_ECE | FLAG_CWR, 0xff };

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		ck_assert_uint_eq(packet_of(&parsed, i + 2)->flags, flags[i]);
		ck_assert_int_eq(packet_of(&parsed, i + 2)->protocol, PACKET_TCP);
		ck_assert(packet_of(&parsed, i + 2)->sent == (i != 1));
		ck_assert_ptr_null(packet_of(&parsed, i + 2)->seq);
	}
	parsed_free(&parsed);
}
END_TEST

START_TEST(numbers_may_be_expressions)
{
	struct parsed parsed = parsed_good(TCP_BEGIN "> PU. 1:n+1(n) ack (n - 1) * 2 win n urg 5\n"
		"> PU. 1:6(5) ack ... win 65535 urg 3 \"hello\"\n");
	const struct packet_pattern *packet;

	ck_assert_uint_eq(parsed.list.errors, 0);
	packet = packet_of(&parsed, 2);
	ck_assert_int_eq(packet->seq->number, 1);
	ck_assert_int_eq(packet->seq_end->op, OP_ADD);
	ck_assert_int_eq(packet->length->kind, NODE_NAME);
	ck_assert_int_eq(packet->ack->op, OP_MUL);
	ck_assert_int_eq(packet->window->kind, NODE_NAME);
	packet = packet_of(&parsed, 3);
	ck_assert_int_eq(packet->ack->kind, NODE_ANY);
	ck_assert_int_eq(packet->urgent->number, 3);
	ck_assert_int_eq(packet->payload->kind, NODE_STRING);
	parsed_free(&parsed);
}
END_TEST

START_TEST(options_have_values)
{
	struct parsed parsed = parsed_good(TCP_BEGIN
		"> S 0:0(0) <mss 1460,sackOK,TS val ... ecr 0,nop,wscale n,eol>\n"
		"> . 1:1(0) ack 1 <nop, nop,\n  sack 1:2 3:n+4>\n"
		"> . 1:1(0) ack 1 <>\n> . 1:1(0) ack 1 <...>\n> . 1:1(0) ack 1\n");
	const struct packet_pattern *packet = packet_of(&parsed, 2);
	static const enum tcp_option kinds[] = { OPTION_MSS, OPTION_SACKOK, OPTION_TIMESTAMP, OPTION_NOP,
		OPTION_WSCALE, OPTION_EOL };

	ck_assert(packet->has_options);
	ck_assert_uint_eq(packet->option_count, 6);
	for (size_t i = 0; i < 6; i++)
		ck_assert_int_eq(packet->options[i].kind, kinds[i]);
	ck_assert_int_eq(packet->options[0].values[0]->number, 1460);
	ck_assert_uint_eq(packet->options[2].count, 2);
	ck_assert_int_eq(packet->options[2].values[0]->kind, NODE_ANY);
	ck_assert_int_eq(packet->options[2].values[1]->number, 0);
	packet = packet_of(&parsed, 3);
	ck_assert_uint_eq(packet->options[2].count, 4);
	ck_assert_int_eq(packet->options[2].values[3]->op, OP_ADD);
	packet = packet_of(&parsed, 4);
	ck_assert(packet->has_options);
	ck_assert_uint_eq(packet->option_count, 0);
	ck_assert_int_eq(packet_of(&parsed, 5)->options[0].kind, OPTION_ANY);
	ck_assert(!packet_of(&parsed, 6)->has_options);
	parsed_free(&parsed);
}
END_TEST

START_TEST(datagrams_and_errors)
{
	struct parsed parsed = parsed_good("socket(..., SOCK_DGRAM, 0) = u\n"
		"server: > udp (5) \"hello\"\nu > udp (100) pattern(100, 7)\nu < udp (...)\nu > udp\n"
		"< icmp unreachable port\n< icmp unreachable admin\n");
	const struct packet_pattern *packet = packet_of(&parsed, 1);

	ck_assert_int_eq(packet->protocol, PACKET_UDP);
	ck_assert_int_eq(packet->length->number, 5);
	ck_assert_uint_eq(packet->payload->length, 5);
	ck_assert_ptr_null(packet->socket);
	packet = packet_of(&parsed, 2);
	ck_assert_str_eq(packet->socket, "u");
	ck_assert_int_eq(packet->payload->kind, NODE_CALL);
	ck_assert_str_eq(packet->payload->text, "pattern");
	ck_assert_uint_eq(packet->payload->count, 2);
	ck_assert_int_eq(packet_of(&parsed, 3)->length->kind, NODE_ANY);
	ck_assert_ptr_null(packet_of(&parsed, 4)->length);
	packet = packet_of(&parsed, 5);
	ck_assert_int_eq(packet->protocol, PACKET_ICMP);
	ck_assert_str_eq(packet->icmp_type, "unreachable");
	ck_assert_str_eq(packet->icmp_code, "port");
	parsed_free(&parsed);
}
END_TEST

START_TEST(times_and_hosts_stand_in_front)
{
	struct parsed parsed = parsed_good("launch tcp-echo as echo\n" TCP_BEGIN
		"+0.2~+.4 s > S 0:0(0)\n+1 server: < S 0:0(0)\nserver: > S. 0:0(0) ack 1\n+20us s < S. 0:0(0) ack 1\n");
	const struct step *steps = parsed.page->steps + 3;

	ck_assert_int_eq(steps[0].time.from_ns, 200 * NS_PER_MS);
	ck_assert_int_eq(steps[0].time.to_ns, 400 * NS_PER_MS);
	ck_assert_str_eq(steps[0].packet->socket, "s");
	ck_assert_int_eq(steps[0].where.column, 1);
	ck_assert_int_eq(steps[0].packet->where.column, 14);
	ck_assert_int_eq(steps[0].packet->where.end_column, 21);
	ck_assert_int_eq(steps[0].packet->socket_where.column, 10);
	ck_assert_int_eq(steps[1].time.from_ns, NS_PER_SECOND);
	ck_assert_int_eq(steps[1].host, HOST_SERVER);
	ck_assert_int_eq(steps[2].host, HOST_SERVER);
	ck_assert_int_eq(steps[2].time.kind, TIME_NONE);
	ck_assert_int_eq(steps[3].time.from_ns, 20 * NS_PER_US);
	parsed_free(&parsed);
}
END_TEST

TCase *case_packet_tests(void)
{
	TCase *tests = tcase_create("packets");

	tcase_add_test(tests, flags_are_bits);
	tcase_add_test(tests, numbers_may_be_expressions);
	tcase_add_test(tests, options_have_values);
	tcase_add_test(tests, datagrams_and_errors);
	tcase_add_test(tests, times_and_hosts_stand_in_front);
	return tests;
}
