/* SPDX-License-Identifier: BSD-2-Clause */
/* Flows, packet lines against packets, and their alignment. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/match/view.h"
#include "harness/match/wire_match.h"
#include "tests/unit/fake_play.h"
#include "tests/unit/match_test.h"

static struct packet segment(int from, unsigned flags, uint32_t seq, uint32_t ack)
{
	struct packet packet = { .transport = TRANSPORT_TCP, .flags = (uint16_t)flags, .seq = seq,
		.ack = ack };
	struct packet_address client, server;

	ck_assert(packet_address_parse(&client, "192.0.2.1", 40000));
	ck_assert(packet_address_parse(&server, "192.0.2.2", 80));
	packet.source = from == 0 ? client : server;
	packet.destination = from == 0 ? server : client;
	return packet;
}

START_TEST(numbers_are_relative)
{
	struct arena *arena = arena_new();
	struct flow_table table;
	struct packet syn = segment(0, FLAG_SYN, 4294967290u, 0);
	struct packet answer = segment(1, FLAG_SYN | FLAG_ACK, 100, 4294967291u);
	struct packet data = segment(0, FLAG_ACK, 5, 101);
	struct packet again = segment(0, FLAG_SYN, 777, 0);
	struct packet reset = segment(1, FLAG_RST | FLAG_ACK, 0, 778);
	struct flow *flow, *other;

	flow_table_init(&table, arena);
	flow = flow_take(&table, &syn);
	ck_assert_ptr_eq(flow_take(&table, &syn), flow);
	ck_assert_ptr_eq(flow_take(&table, &answer), flow);
	ck_assert_ptr_eq(flow_take(&table, &data), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &syn), 0);
	ck_assert_uint_eq(flow_relative_ack(flow, &answer), 1);
	ck_assert_uint_eq(flow_relative_seq(flow, &data), 11);
	ck_assert_uint_eq(flow_relative_ack(flow, &data), 1);
	/* The same addresses again: a SYN with another number is another connection. */
	other = flow_take(&table, &again);
	ck_assert_ptr_ne(other, flow);
	ck_assert_int_eq(other->number, 1);
	ck_assert_ptr_eq(flow_take(&table, &reset), other);
	ck_assert_uint_eq(flow_relative_seq(other, &reset), 0);
	ck_assert_uint_eq(flow_relative_ack(other, &reset), 1);
	arena_free(arena);
}
END_TEST

START_TEST(numbers_without_a_syn_begin_where_they_begin)
{
	struct arena *arena = arena_new();
	struct flow_table table;
	struct packet first = segment(1, FLAG_ACK, 5000, 300);
	struct packet second = segment(1, FLAG_ACK, 5010, 300);
	struct packet icmp = { .transport = TRANSPORT_ICMP };
	struct packet fragment = segment(0, 0, 1, 1);
	struct flow *flow;

	flow_table_init(&table, arena);
	flow = flow_take(&table, &first);
	ck_assert_ptr_eq(flow_take(&table, &second), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &first), 0);
	ck_assert_uint_eq(flow_relative_seq(flow, &second), 10);
	ck_assert_ptr_null(flow_take(&table, &icmp));
	fragment.fragment_offset = 1480;
	ck_assert_ptr_null(flow_take(&table, &fragment));
	arena_free(arena);
}
END_TEST

/* The alignment of a script's client lines with what its fake has of packets. */
static void align(struct fake *fake, struct align_result *result)
{
	struct view_list list;

	view_list_make(fake->evidence->arena, fake->page, fake->page->step_count, &fake->env,
		fake->evidence, &list);
	ck_assert_uint_eq(list.count, 1);
	align_view_run(fake->evidence->arena, &fake->env, &list.items[0].align, result);
}

static const char lines[] =
	"launch tcp-echo as echo\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"> S 0:0(0)\n"
	"< S. 0:0(0) ack 1\n"
	"> P. 1:6(5) ack 1\n"
	"> P. 1:6(5) ack 1\n"
	"...\n"
	"> P. 6:11(5) ack 1\n";

START_TEST(what_came_meets_the_earliest_lines)
{
	struct fake *fake = fake_script(lines, MODE_IPV4);
	struct align_result result;

	align(fake, &result);
	ck_assert_uint_eq(result.count, 5);
	ck_assert_int_eq(result.lines_met, 6);
	ck_assert_int_eq(result.last, ALIGN_MET);
	/* As a player sees it while it waits: of two lines alike the first is met. */
	fake->evidence->packet_count = 6;
	align(fake, &result);
	ck_assert_int_eq(result.lines_met, 3);
	ck_assert_int_eq(result.last, ALIGN_MISSING);
	ck_assert_int_eq(result.pairs[2].outcome, ALIGN_MET);
	ck_assert_int_eq(result.pairs[3].outcome, ALIGN_MISSING);
	fake->evidence->packet_count = 0;
	align(fake, &result);
	ck_assert_int_eq(result.lines_met, 0);
	for (size_t i = 0; i < result.count; i++)
		ck_assert_int_eq(result.pairs[i].outcome, ALIGN_MISSING);
	fake_free(fake);
}
END_TEST

START_TEST(differences_are_named)
{
	struct fake *fake = fake_script(lines, MODE_IPV4);
	struct align_result result;
	struct fake_packet packet = { .from = HOST_CLIENT, .transport = TRANSPORT_TCP,
		.client_port = 40005, .server_port = 9000, .flags = FLAG_ACK | FLAG_FIN, .seq = 6,
		.ack = 1, .payload = "12345", .length = 5 };

	fake_remove_packet(fake, 4);
	fake_pass(fake, &packet, fake->now_ns);
	align(fake, &result);
	ck_assert_int_eq(result.pairs[4].outcome, ALIGN_DIFFERS);
	ck_assert_int_eq(result.last, ALIGN_DIFFERS);
	ck_assert_uint_eq(result.pairs[4].differences.count, 1);
	ck_assert_str_eq(result.pairs[4].differences.items[0].field, "flags");
	ck_assert_str_eq(result.pairs[4].differences.items[0].expected, "P.");
	ck_assert_str_eq(result.pairs[4].differences.items[0].observed, "F.");
	fake_free(fake);
}
END_TEST

/* 10000 packets of bulk, each second one a bare ACK, against 50 lines. */
START_TEST(bulk_is_aligned_in_no_time)
{
	struct str script;
	struct fake *fake;
	struct align_result result;
	static const char bytes[1000];
	int64_t begin, took;

	str_init(&script);
	str_add(&script, "launch tcp-discard as sink\nsocket(..., SOCK_STREAM, 0) = s\nconnect(s, sink, ...) = 0\n"
		"> S 0:0(0)\n< S. 0:0(0) ack 1\n");
	for (int i = 0; i < 48; i++)
		str_addf(&script, "...\n> . %d:%d(1000) ack 1\n", 1 + i * 100000, 1001 + i * 100000);
	fake = fake_script(str_text(&script), MODE_IPV4);
	str_free(&script);
	fake->evidence->packet_count = 4;
	for (int i = 0; i < 5000; i++) {
		struct fake_packet data = { .from = HOST_CLIENT, .transport = TRANSPORT_TCP,
			.client_port = 40005, .server_port = 9000, .flags = FLAG_ACK,
			.seq = 1 + (uint32_t)i * 1000, .ack = 1, .payload = bytes, .length = 1000 };
		struct fake_packet ack = { .from = HOST_SERVER, .transport = TRANSPORT_TCP,
			.client_port = 40005, .server_port = 9000, .flags = FLAG_ACK, .seq = 1,
			.ack = 1001 + (uint32_t)i * 1000 };

		fake_pass(fake, &data, fake->now_ns + (int64_t)i * 1000000);
		fake_pass(fake, &ack, fake->now_ns + (int64_t)i * 1000000 + 100000);
	}
	begin = clock_now_ns();
	align(fake, &result);
	took = clock_now_ns() - begin;
	/* Behind the last line more data came, which that line does not excuse: 200 segments. */
	for (size_t i = 0; i < 50; i++)
		ck_assert_msg(result.pairs[i].outcome == ALIGN_MET, "%zu: %s %s", i,
			result.pairs[i].differences.items[0].field,
			result.pairs[i].differences.items[0].observed);
	ck_assert_int_eq(result.pairs[50].outcome, ALIGN_UNLISTED);
	ck_assert(!result.cut);
	/* A sanitizer makes it ten times slower, a busy machine more. It takes 30 ms. */
	ck_assert_msg(took < 2 * NS_PER_SECOND, "%lld ms", (long long)(took / NS_PER_MS));
	fake_free(fake);
}
END_TEST

/* The processor's time, in seconds, to align so many lines with the packets that they list. */
static double time_of_lines(int count)
{
	double best = 1e9;
	struct str script;
	struct fake *fake;

	str_init(&script);
	str_add(&script, "launch tcp-discard as sink\nsocket(..., SOCK_STREAM, 0) = s\nconnect(s, sink, ...) = 0\n"
		"> S 0:0(0)\n< S. 0:0(0) ack 1\n");
	for (int i = 1; i <= count; i++)
		str_addf(&script, "> P. %d:%d(1) ack 1\n", i, i + 1);
	fake = fake_script(str_text(&script), MODE_IPV4);
	str_free(&script);
	for (int turn = 0; turn < 3; turn++) {
		struct align_result result;
		clock_t begin = clock();
		double took;

		align(fake, &result);
		took = (double)(clock() - begin) / CLOCKS_PER_SEC;
		best = took < best ? took : best;
		ck_assert_int_eq(result.lines_met, count + 2);
		ck_assert_uint_eq(result.count, (size_t)count + 2);
	}
	fake_free(fake);
	return best;
}

/* A player looks again for each line that it waits for: one look must not cost the square of what there is. */
START_TEST(what_comes_as_it_is_listed_costs_no_square)
{
	double few = time_of_lines(1000), many = time_of_lines(8000);

	ck_assert_msg(many < 24 * few, "1000 lines: %.1f ms, 8000 lines: %.1f ms", few * 1000, many * 1000);
}
END_TEST

START_TEST(packets_are_printed_as_lines)
{
	struct fake *fake = fake_script(
		"launch tcp-echo as echo\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, echo, ...) = 0\n"
		"> S 0:0(0) win 1000 <mss 1460,sackOK,TS val 9 ecr 0,nop,wscale 7>\n"
		"> P. 1:6(5) ack 1 win 502 \"hello\"\n", MODE_IPV4);
	struct flow_table table;
	struct str str;

	flow_table_init(&table, fake->evidence->arena);
	str_init(&str);
	for (size_t i = 0; i < 4; i += 2) {
		const struct packet *packet = &fake->evidence->packets[i].packet;

		segment_print(&str, packet, flow_take(&table, packet));
		str_add(&str, "\n");
		segment_print_pattern(&str, fake->page->steps[3 + i / 2].packet);
		str_add(&str, "\n");
	}
	ck_assert_str_eq(str_text(&str),
		"S 0:0(0) win 1000 <mss 1460,sackOK,TS val 9 ecr 0,nop,wscale 7>\n"
		"S 0:0(0) win 1000 <mss 1460,sackOK,TS val 9 ecr 0,nop,wscale 7>\n"
		"P. 1:6(5) ack 1 win 502 \"hello\"\n"
		"P. 1:6(5) ack 1 win 502 \"hello\"\n");
	str_free(&str);
	fake_free(fake);
}
END_TEST

/* A line that was read is printed as it would be written. */
START_TEST(packet_lines_are_printed_as_they_are_written)
{
	static const char *const written[] = {
		"< [ttl 1, ect0, df] S 0:0(0) <mss 1000,nop,nop,sackOK,TS val ... ecr ...,wscale 7,eol>",
		"< [tos 3, nodf, id 9, frag 8:16+, checksum wrong] . 1:2(1) ack 1 \"x\"",
		"< [flow 5, frag 0:8, options \"\\x94\\x04\", src \"192.0.2.9\", dst \"192.0.2.255\", checksum none] udp (3) \"abc\"",
		"< [id 7] - -1000:-999(1) urg 4",
		"< . 1:1(0) ack 1 <fastopen,fastopen \"ab\",option 253 \"x\",raw \"\\x00\">",
		"< . 1:1(0) ack 1 <md5 \"0123456789abcdef\">",
		"> . ack n <sack 1:2 (-3):n + 1,md5 ...,option 254 ...,...>",
		"> S <>",
		"> icmp unreachable fragmentation mtu 1300 quoting P. 1:6(5) ack 1",
		"< [ttl 3] icmp problem pointer 20 quoting [ttl 9] udp (5)",
		"< icmp quench",
		"< udp pattern(4, 2)",
	};
	struct diagnostics list;
	struct str str;

	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
		char text[400];
		int length = snprintf(text, sizeof(text), "# T\n\n```sockspec\nmodes ipv4\n%s\n```\n", written[i]);
		struct case_page *page;

		diagnostics_init(&list);
		page = case_parse("t.md", "t", text, (size_t)length, &list);
		ck_assert_msg(page->step_count == 1, "%s", written[i]);
		str_init(&str);
		str_add(&str, page->steps[0].packet->sent ? "> " : "< ");
		segment_print_pattern(&str, page->steps[0].packet);
		ck_assert_str_eq(str_text(&str), written[i]);
		str_free(&str);
		diagnostics_free(&list);
		case_free(page);
	}
}
END_TEST

START_TEST(packets_are_those_that_the_wire_has_recorded)
{
	struct packet_record packets[] = {
		{ .injected_by = -1, .host = 0, .sent = true, .number = 1, .time_ns = 10 * NS_PER_MS, .packet = { .wire_length = 40 } },
		{ .injected_by = -1, .host = 1, .sent = false, .number = 1, .time_ns = 11 * NS_PER_MS, .packet = { .wire_length = 40 } },
		{ .injected_by = -1, .host = 0, .sent = true, .number = 2, .time_ns = 20 * NS_PER_MS, .packet = { .wire_length = 50 } },
		{ .injected_by = -1, .host = 1, .sent = true, .number = 2, .time_ns = 30 * NS_PER_MS, .packet = { .wire_length = 40 } },
		{ .host = 0, .sent = false, .number = 3, .time_ns = 31 * NS_PER_MS, .injected_by = 0,
			.packet = { .wire_length = 40 } },
	};
	struct wire_record wire[] = {
		/* From before the capture began. */
		{ .from = 0, .length = 40, .read_ns = 1 * NS_PER_MS, .fate = WIRE_PASSED, .step = -1 },
		{ .from = 0, .length = 40, .read_ns = 11 * NS_PER_MS, .fate = WIRE_PASSED, .step = -1 },
		{ .from = 1, .length = 40, .read_ns = 12 * NS_PER_MS, .fate = WIRE_ANSWERED, .action = "an answer", .step = 0 },
		{ .from = 0, .length = 50, .read_ns = 21 * NS_PER_MS, .fate = WIRE_DROPPED, .action = "dropped", .step = 0 },
		{ .from = 1, .length = 40, .read_ns = 30 * NS_PER_MS, .fate = WIRE_PASSED, .step = -1 },
		{ .from = 1, .length = 40, .read_ns = 30 * NS_PER_MS, .fate = WIRE_INJECTED, .step = 0 },
	};
	struct step_record steps[] = { { .line = 7 } };
	struct evidence evidence = { .packets = packets, .packet_count = 5, .wire = wire, .wire_count = 6,
		.steps = steps, .step_count = 1 };
	struct arena *arena = arena_new();
	const struct wire_record **matched = wire_match_make(arena, &evidence);
	struct str text;

	ck_assert_ptr_eq(matched[0], &wire[1]);
	ck_assert_ptr_null(matched[1]);
	ck_assert_ptr_eq(matched[2], &wire[3]);
	ck_assert_ptr_eq(matched[3], &wire[4]);
	str_init(&text);
	ck_assert(!wire_match_print(&text, &evidence, matched[0]));
	ck_assert(wire_match_print(&text, &evidence, matched[2]));
	ck_assert_str_eq(str_text(&text), "the wire: dropped (line 7)");
	/* One that the page has sent, at the host that received it. */
	ck_assert_ptr_eq(matched[4], &wire[5]);
	str_clear(&text);
	ck_assert(wire_match_print(&text, &evidence, matched[4]));
	ck_assert_str_eq(str_text(&text), "injected (line 7)");
	str_free(&text);
	arena_free(arena);
}
END_TEST

TCase *match_packets_tests(void)
{
	TCase *tests = tcase_create("packets");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, numbers_are_relative);
	tcase_add_test(tests, numbers_without_a_syn_begin_where_they_begin);
	tcase_add_test(tests, what_came_meets_the_earliest_lines);
	tcase_add_test(tests, differences_are_named);
	tcase_add_test(tests, bulk_is_aligned_in_no_time);
	tcase_add_test(tests, what_comes_as_it_is_listed_costs_no_square);
	tcase_add_test(tests, packets_are_printed_as_lines);
	tcase_add_test(tests, packet_lines_are_printed_as_they_are_written);
	tcase_add_test(tests, packets_are_those_that_the_wire_has_recorded);
	return tests;
}
