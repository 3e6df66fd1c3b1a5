/* SPDX-License-Identifier: BSD-2-Clause */
/* The ladder's model on small evidence: lines, arrows and their marks, calls. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/match/segment.h"
#include "harness/names/tcp.h"
#include "reports/ladder/ladder.h"
#include "tests/unit/ladder_fixture.h"
#include "tests/unit/unit.h"

#define MS INT64_C(1000000)

static const struct ladder_arrow *arrow_of(const struct ladder *ladder, const char *label, size_t nth)
{
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		if (strcmp(ladder->arrows[i].label, label) == 0 && nth-- == 0)
			return &ladder->arrows[i];
	}
	ck_abort_msg("there is no arrow '%s'", label);
	return NULL;
}

START_TEST(a_connection_has_two_lines_and_an_arrow_a_packet)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct ladder_arrow *arrow;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->line_count, 2);
	ck_assert_str_eq(ladder->lines[0].name, "client");
	ck_assert_str_eq(ladder->lines[0].address, "192.0.2.1:40000");
	ck_assert_str_eq(ladder->lines[1].address, "192.0.2.2:7000");
	ck_assert_int_eq(ladder->lines[1].connection, 0);
	ck_assert(!ladder->lines[1].of_packets);
	ck_assert_uint_eq(ladder->arrow_count, 5);
	arrow = arrow_of(ladder, "P. 1:6(5) ack 1", 0);
	ck_assert_int_eq(arrow->from, 0);
	ck_assert_int_eq(arrow->to, 1);
	ck_assert_int_eq(arrow->left_ns, 2 * MS);
	ck_assert_int_eq(arrow->arrived_ns, 2 * MS + 21000);
	ck_assert_uint_eq(arrow->marks, 0);
	ck_assert_int_eq(ladder->begin_ns, MS);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(what_does_not_arrive_is_lost_and_what_is_sent_twice_is_sent_again)
{
	const struct fixture_segment twice[] = {
		{.time_ns = 3 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1006, .ack = 5006, .window = 502,
			.payload = "world", .payload_length = 5, .lost = true},
		{.time_ns = 300 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1006, .ack = 5006, .window = 502,
			.payload = "world", .payload_length = 5},
		/* Half of it is new. */
		{.time_ns = 301 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1009, .ack = 5006, .window = 502,
			.payload = "ld and", .payload_length = 6},
		{.time_ns = 302 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1015, .ack = 5006, .window = 0,
			.payload = "new", .payload_length = 3},
		{.time_ns = 303 * MS, .from = 0, .flags = FLAG_RST | FLAG_ACK, .seq = 1018, .ack = 5006, .window = 0},
	};
	struct wire_record wire = {.read_ns = 3 * MS + 1000, .written_ns = -1, .fate = WIRE_DROPPED, .action = "dropped", .step = -1};
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct ladder_arrow *arrow;
	size_t i;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	for (i = 0; i < 5; i++)
		fixture_add_segment(fixture.evidence, 4, &twice[i]);
	wire.length = 45;
	/* Of those before it, the wire's record is wanted too: each takes the next packet of its length. */
	fixture.evidence->wire = arena_array(fixture.arena, 2, sizeof(wire));
	fixture.evidence->wire[0] = (struct wire_record){.read_ns = 2 * MS + 1000, .written_ns = 2 * MS + 2000,
		.length = 45, .fate = WIRE_PASSED, .step = -1};
	fixture.evidence->wire[1] = wire;
	fixture.evidence->wire_count = 2;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	arrow = arrow_of(ladder, "P. 6:11(5) ack 6", 0);
	ck_assert_uint_eq(arrow->marks, LADDER_LOST);
	ck_assert_int_eq(arrow->arrived_ns, -1);
	ck_assert_str_eq(arrow->note, "the wire: dropped");
	ck_assert_ptr_nonnull(arrow->wire);
	arrow = arrow_of(ladder, "P. 6:11(5) ack 6", 1);
	ck_assert_uint_eq(arrow->marks, LADDER_AGAIN);
	ck_assert_ptr_null(arrow->note);
	ck_assert_uint_eq(arrow_of(ladder, "P. 9:15(6) ack 6", 0)->marks, LADDER_AGAIN);
	ck_assert_uint_eq(arrow_of(ladder, "P. 15:18(3) ack 6 win 0", 0)->marks, LADDER_ZERO_WINDOW);
	ck_assert_uint_eq(arrow_of(ladder, "R. 18:18(0) ack 6", 0)->marks, LADDER_RESET);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(what_the_wire_changed_and_what_a_line_injected_say_so)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct ladder_arrow *arrow;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_wire(fixture.evidence, 4);
	fixture_add_calls(fixture.evidence);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	arrow = arrow_of(ladder, "P. 6:13(7) ack 6", 0);
	ck_assert_uint_eq(arrow->marks, LADDER_CHANGED);
	ck_assert_ptr_nonnull(arrow->received);
	ck_assert_uint_eq(arrow_of(ladder, "P. 6:13(7) ack 6", 1)->marks, LADDER_AGAIN);
	arrow = arrow_of(ladder, "R 6:6(0)", 0);
	ck_assert_uint_eq(arrow->marks, LADDER_INJECTED | LADDER_RESET);
	ck_assert_int_eq(arrow->line, 16);
	ck_assert_int_eq(arrow->from, 1);
	ck_assert_int_eq(arrow->left_ns, -1);
	ck_assert_ptr_null(arrow->sent);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(a_duplicate_has_a_second_arrow)
{
	const struct fixture_segment segment = {.time_ns = 3 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK,
		.seq = 1006, .ack = 5006, .window = 502, .payload = "twice", .payload_length = 5};
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct ladder_arrow *arrow;
	const struct packet *packet;

	ladder_fixture_begin(&fixture);
	fixture_add_segment(fixture.evidence, 4, &segment);
	packet = &fixture.evidence->packets[0].packet;
	fixture_add_packet(fixture.evidence, 1, false, 3 * MS + 30000, packet->bytes, packet->length);
	fixture.evidence->wire = arena_array(fixture.arena, 1, sizeof(*fixture.evidence->wire));
	fixture.evidence->wire[0] = (struct wire_record){.read_ns = 3 * MS + 1000, .written_ns = 3 * MS + 2000,
		.length = packet->length, .fate = WIRE_DUPLICATED, .action = "duplicated", .step = -1};
	fixture.evidence->wire_count = 1;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->arrow_count, 2);
	ck_assert_uint_eq(ladder->arrows[0].marks, 0);
	arrow = &ladder->arrows[1];
	ck_assert_uint_eq(arrow->marks, LADDER_COPY);
	ck_assert_str_eq(arrow->note, "the wire: duplicated");
	ck_assert_int_eq(arrow->arrived_ns, 3 * MS + 30000);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(findings_and_packet_lines_are_at_their_arrows)
{
	struct step_verdict steps[] = {
		{.line = 12, .source = "> S 0:0(0)", .reached = true, .packet_host = 0, .packet = 1},
		{.line = 13, .source = "> P. 1:9(8) ack 1", .reached = true},
		{.line = 14, .source = "< . 1:1(0) ack 6", .reached = true},
		{.line = 15, .source = "assert second < 5", .reached = true},
	};
	struct difference whole = {NULL, "> F. 9:9(0) ack 1", "no such packet"};
	struct difference length = {"length", "8", "5"};
	struct finding findings[] = {
		{.verdict = VERDICT_FAIL, .step = 1, .line = 13, .expected = "> P. 1:9(8) ack 1", .host = 0, .packet = 4,
			.differences = &length, .difference_count = 1},
		{.verdict = VERDICT_FAIL, .step = 2, .line = 14, .expected = "server: s > F. 9:9(0) ack 1", .host = -1,
			.differences = &whole, .difference_count = 1},
		{.verdict = VERDICT_FAIL, .step = 0, .line = 11, .expected = "connect(s, echo) = 0", .host = -1,
			.differences = &whole, .difference_count = 1},
		{.verdict = VERDICT_FAIL, .step = 3, .line = 15, .expected = "second < 5", .host = -1,
			.differences = &whole, .difference_count = 1},
	};
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct ladder_arrow *arrow;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_calls(fixture.evidence);
	fixture.evidence->steps[2].due_ns = -1;
	fixture.evidence->steps[2].begin_ns = 2 * MS + 80000;
	fixture.result->steps = steps;
	fixture.result->step_count = 4;
	fixture.result->findings = findings;
	fixture.result->finding_count = 4;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->arrow_count, 6);
	ck_assert_uint_eq(ladder->arrows[0].marks, LADDER_DECISIVE);
	ck_assert_int_eq(ladder->arrows[0].line, 12);
	arrow = arrow_of(ladder, "P. 1:6(5) ack 1", 0);
	ck_assert_uint_eq(arrow->marks, LADDER_UNEXPECTED);
	ck_assert_int_eq(arrow->line, 13);
	arrow = &ladder->arrows[5];
	ck_assert_str_eq(arrow->label, "F. 9:9(0) ack 1");
	ck_assert_uint_eq(arrow->marks, LADDER_MISSING);
	ck_assert_int_eq(arrow->from, 1);
	ck_assert_int_eq(arrow->left_ns, 2 * MS + 80000);
	ck_assert_int_eq(arrow->line, 14);
	ck_assert_ptr_null(arrow->sent);
	ck_assert(ladder->calls[0].bad);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(calls_stand_at_their_line_in_lanes)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	struct call_record *call;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_calls(fixture.evidence);
	call = fixture.evidence->steps[1].call;
	call->enter_ns = fixture.evidence->steps[0].call->enter_ns + 1;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->call_count, 3);
	ck_assert_str_eq(ladder->calls[0].text, "connect(3, 192.0.2.2:7000, 16) = 0");
	ck_assert_int_eq(ladder->calls[0].lane, 0);
	ck_assert_int_eq(ladder->calls[0].line, 11);
	ck_assert_str_eq(ladder->calls[1].text, "recv() = -1 EAGAIN --- SIGPIPE ---");
	ck_assert_int_eq(ladder->calls[1].lane, 1);
	ck_assert_int_eq(ladder->calls[2].at, 1);
	ck_assert_int_eq(ladder->calls[2].lane, 0);
	ck_assert_int_eq(ladder->calls[2].exit_ns, -1);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(without_packets_there_are_two_lines_of_no_connection)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;

	ladder_fixture_begin(&fixture);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->line_count, 2);
	ck_assert_int_eq(ladder->lines[0].connection, -1);
	ck_assert_str_eq(ladder->lines[1].address, "192.0.2.2");
	ck_assert_uint_eq(ladder->arrow_count + ladder->call_count, 0);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(on_a_loopback_interface_a_packet_arrives_as_it_is_sent)
{
	const struct fixture_segment segment = {.time_ns = 3 * MS, .from = 1, .flags = FLAG_PSH | FLAG_ACK, .seq = 5001,
		.ack = 1001, .window = 502, .payload = "hello", .payload_length = 5, .lost = true};
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct packet *packet;
	struct packet_record record;

	ladder_fixture_begin(&fixture);
	fixture.evidence->level = LEVEL_LOOPBACK;
	fixture_add_segment(fixture.evidence, 4, &segment);
	packet = &fixture.evidence->packets[0].packet;
	fixture_add_packet(fixture.evidence, 0, false, 3 * MS, packet->bytes, packet->length);
	record = fixture.evidence->packets[0];
	fixture.evidence->packets[0] = fixture.evidence->packets[1];
	fixture.evidence->packets[1] = record;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->arrow_count, 1);
	ck_assert_int_eq(ladder->arrows[0].left_ns, 3 * MS);
	ck_assert_int_eq(ladder->arrows[0].arrived_ns, 3 * MS);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(on_the_host_itself_packets_of_others_are_left_out)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;

	ladder_fixture_begin(&fixture);
	fixture.evidence->level = LEVEL_HOST;
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_calls(fixture.evidence);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->arrow_count, 0);
	ck_assert_uint_eq(ladder->call_count, 3);
	fixture.evidence->steps[1].call->local = value_address(fixture.arena, "AF_INET", "192.0.2.1", 40000);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->arrow_count, 5);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(labels_are_short)
{
	const struct {
		struct packet packet;
		const char *label;
	} rows[] = {
		{{.transport = TRANSPORT_TCP, .flags = FLAG_SYN, .seq = 7, .window = 0}, "S 7:7(0)"},
		{{.transport = TRANSPORT_TCP, .flags = FLAG_ACK, .seq = 7, .ack = 9, .window = 0}, ". 7:7(0) ack 9 win 0"},
		{{.transport = TRANSPORT_TCP, .flags = FLAG_ACK | FLAG_URG, .ack = 9, .window = 1, .urgent = 3},
			".U 0:0(0) ack 9 urg 3"},
		{{.transport = TRANSPORT_TCP, .flags = FLAG_RST, .window = 0}, "R 0:0(0)"},
		{{.transport = TRANSPORT_UDP, .payload_length = 5}, "udp (5)"},
		{{.transport = TRANSPORT_UDP, .payload_length = 1400, .more_fragments = true, .wire_length = 1300,
			.transport_offset = 20}, "udp (1400) frag 0:1280+"},
		{{.transport = TRANSPORT_OTHER, .ip_protocol = IPPROTO_UDP, .fragment_offset = 1280,
			.payload_length = 128}, "udp frag 1280:128"},
	};
	struct str text;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		str_init(&text);
		segment_print_brief(&text, &rows[i].packet, NULL);
		ck_assert_str_eq(str_text(&text), rows[i].label);
		str_free(&text);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ladder");
	TCase *tcase = tcase_create("model");

	tcase_add_test(tcase, a_connection_has_two_lines_and_an_arrow_a_packet);
	tcase_add_test(tcase, what_does_not_arrive_is_lost_and_what_is_sent_twice_is_sent_again);
	tcase_add_test(tcase, what_the_wire_changed_and_what_a_line_injected_say_so);
	tcase_add_test(tcase, a_duplicate_has_a_second_arrow);
	tcase_add_test(tcase, findings_and_packet_lines_are_at_their_arrows);
	tcase_add_test(tcase, calls_stand_at_their_line_in_lanes);
	tcase_add_test(tcase, without_packets_there_are_two_lines_of_no_connection);
	tcase_add_test(tcase, on_a_loopback_interface_a_packet_arrives_as_it_is_sent);
	tcase_add_test(tcase, on_the_host_itself_packets_of_others_are_left_out);
	tcase_add_test(tcase, labels_are_short);
	ladder_states_tests(tcase);
	ladder_text_tests(tcase);
	happened_tests(tcase);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
