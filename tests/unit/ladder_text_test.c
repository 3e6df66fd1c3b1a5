/* SPDX-License-Identifier: BSD-2-Clause */
/* Bands, and the ladder as text: widths, encodings, and what must not reach a terminal. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/names/tcp.h"
#include "reports/ladder/ladder.h"
#include "reports/ladder/ladder_text.h"
#include "reports/text.h"
#include "tests/unit/ladder_fixture.h"

#define MS INT64_C(1000000)

/* Segments of 100 bytes from the server, every second one acknowledged. */
static void add_bulk(struct ladder_fixture *fixture, int count)
{
	static const char payload[100];
	int i;

	for (i = 0; i < count; i++) {
		const struct fixture_segment data = {.time_ns = 3 * MS + i * 100000, .from = 1, .flags = FLAG_ACK,
			.seq = 5006 + 100 * (uint32_t)i, .ack = 1006, .window = 502, .payload = payload, .payload_length = 100};
		const struct fixture_segment ack = {.time_ns = data.time_ns + 50000, .from = 0, .flags = FLAG_ACK,
			.seq = 1006, .ack = data.seq + 100, .window = 502};

		fixture_add_segment(fixture->evidence, 4, &data);
		if (i % 2)
			fixture_add_segment(fixture->evidence, 4, &ack);
	}
}

START_TEST(bulk_data_fold_into_a_band)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	const struct ladder_band *band;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	add_bulk(&fixture, 12);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->arrow_count, 5 + 12 + 6);
	ck_assert_uint_eq(ladder->band_count, 1);
	band = &ladder->bands[0];
	/* The segment before is of the same run. */
	ck_assert_int_eq(band->segments, 13);
	ck_assert_int_eq(band->acknowledgements, 6);
	ck_assert_int_eq(band->bytes, 1205);
	ck_assert_int_eq(band->from, 1);
	ck_assert_uint_eq(band->first, 4);
	ck_assert_uint_eq(band->count, 19);
	ck_assert_str_eq(band->label, "13 segments, 1205 bytes, and 6 acknowledgements");
	ck_assert_int_eq(ladder->arrows[3].band, -1);
	ck_assert_int_eq(ladder->arrows[4].band, 0);
	ck_assert_int_eq(ladder->arrows[22].band, 0);
	ladder_fixture_end(&fixture);
}
END_TEST

/* The bulk of one call and that of the next are two bands; a call that hands over little begins none. */
START_TEST(bulk_of_another_call_is_another_band)
{
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	struct call_record *call;
	int i;

	for (i = 0; i < 2; i++) {
		ladder_fixture_begin(&fixture);
		add_bulk(&fixture, 24);
		fixture.evidence->steps = arena_array(fixture.arena, 1, sizeof(*fixture.evidence->steps));
		fixture.evidence->step_count = 1;
		call = fixture.evidence->steps[0].call = arena_array(fixture.arena, 1, sizeof(*call));
		*call = (struct call_record){.name = "send", .host = 1, .enter_ns = 3 * MS + 12 * 100000 - 1000,
			.exit_ns = 3 * MS + 12 * 100000 + 1000, .result = i == 0 ? 1200 : 100};
		ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
		ck_assert_int_eq(ladder->bands[0].segments, i == 0 ? 12 : 24);
		ck_assert_uint_eq(ladder->band_count, i == 0 ? 2 : 1);
		ladder_fixture_end(&fixture);
	}
}
END_TEST

START_TEST(what_is_marked_or_short_does_not_fold)
{
	struct step_verdict met = {.line = 12, .source = "< . 201:301(100) ack 6", .reached = true, .packet_host = 1};
	struct ladder_fixture fixture;
	const struct ladder *ladder;

	ladder_fixture_begin(&fixture);
	add_bulk(&fixture, 7);
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->band_count, 0);
	ladder_fixture_end(&fixture);

	ladder_fixture_begin(&fixture);
	add_bulk(&fixture, 15);
	/* The server's fourth packet is an acknowledgement, the fifth the fourth segment. */
	met.packet = 5;
	fixture.result->steps = &met;
	fixture.result->step_count = 1;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_uint_eq(ladder->band_count, 1);
	ck_assert_int_eq(ladder->bands[0].segments, 11);
	ck_assert_int_eq(ladder->arrows[0].band, -1);
	ladder_fixture_end(&fixture);
}
END_TEST

/* No row is wider than it may be, and none has what a terminal would take for a command. */
static void check_rows(const char *text, int width, bool ascii)
{
	const char *row, *end;

	for (row = text; *row; row = end + 1) {
		end = strchr(row, '\n');
		ck_assert_ptr_nonnull(end);
		ck_assert_msg(text_width(row, (size_t)(end - row)) <= (size_t)width, "too wide: %.*s", (int)(end - row), row);
		for (; row < end; row++)
			ck_assert(((unsigned char)*row >= 0x20 && *row != 0x7f) && (!ascii || (unsigned char)*row < 0x80));
	}
}

START_TEST(rows_keep_to_their_width_and_encoding)
{
	const int widths[] = {80, 97, 120, 160};
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	struct call_record *call;
	struct str text;
	size_t i;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_wire(fixture.evidence, 4);
	fixture_add_calls(fixture.evidence);
	add_bulk(&fixture, 12);
	call = fixture.evidence->steps[1].call;
	call->argument_count = 1;
	call->arguments = arena_array(fixture.arena, 1, sizeof(*call->arguments));
	call->arguments[0] = value_symbol(fixture.arena, "caf\xc3\xa9\x1b[2J\x9b" "31m\x07averylongwordwithoutanyspaceinitthatmustbebroken");
	fixture.evidence->wire[0].action = "corrupted \x1b]0;title\x07 \xe2\x80\xae";
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	for (i = 0; i < 2 * sizeof(widths) / sizeof(widths[0]); i++) {
		struct ladder_text_options options = {.width = widths[i / 2], .utf8 = i % 2, .indent = "  "};

		str_init(&text);
		ladder_text_print(&text, fixture.arena, ladder, &options);
		ck_assert_uint_gt(text.length, 1000);
		check_rows(str_text(&text), options.width, !options.utf8);
		str_free(&text);
	}
	ladder_fixture_end(&fixture);
}
END_TEST

static char *print_text(struct ladder_fixture *fixture, int around)
{
	const struct ladder_text_options options = {.width = 80, .around = around};
	struct str text;
	char *copy;

	str_init(&text);
	ladder_text_print(&text, fixture->arena, ladder_make(fixture->arena, fixture->evidence, fixture->result), &options);
	copy = arena_strdup(fixture->arena, str_text(&text));
	str_free(&text);
	return copy;
}

START_TEST(what_happened_stands_in_rows)
{
	struct ladder_fixture fixture;
	const char *text;

	ladder_fixture_begin(&fixture);
	ck_assert_str_eq(print_text(&fixture, 0), "");
	fixture_add_handshake(fixture.evidence, 4);
	text = print_text(&fixture, 0);
	ck_assert_ptr_nonnull(strstr(text, " 0.000000          SYN-SENT  +--------- S 0:0(0) ---------->|\n"));
	ck_assert_ptr_nonnull(strstr(text, "|<------ S. 0:0(0) ack 1 ------+  SYN-RECEIVED\n"));
	ck_assert_ptr_null(strstr(text, "~"));
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(silences_are_named)
{
	const struct fixture_segment late = {.time_ns = 702 * MS, .from = 0, .flags = FLAG_FIN | FLAG_ACK, .seq = 1006,
		.ack = 5006, .window = 502};
	struct ladder_fixture fixture;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_segment(fixture.evidence, 4, &late);
	ck_assert_ptr_nonnull(strstr(print_text(&fixture, 0), "~ 699.909ms"));
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(what_is_overtaken_has_two_rows)
{
	const struct fixture_segment second = {.time_ns = 4 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1011,
		.ack = 5006, .window = 502, .payload = "xyz", .payload_length = 3};
	struct fixture_segment first = {.time_ns = 3 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1006,
		.ack = 5006, .window = 502, .payload = "hello", .payload_length = 5};
	struct ladder_fixture fixture;
	const struct packet *packet;
	const char *text, *left;

	ladder_fixture_begin(&fixture);
	first.lost = true;
	fixture_add_segment(fixture.evidence, 4, &first);
	packet = &fixture.evidence->packets[0].packet;
	fixture_add_segment(fixture.evidence, 4, &second);
	fixture_add_packet(fixture.evidence, 1, false, 9 * MS, packet->bytes, packet->length);
	text = print_text(&fixture, 0);
	left = strstr(text, " P. 0:5(5) ack");
	ck_assert_ptr_nonnull(left);
	left = strstr(left + 1, " P. 5:8(3) ack");
	ck_assert_ptr_nonnull(left);
	ck_assert_ptr_nonnull(strstr(left + 1, " P. 0:5(5) ack"));
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(around_a_finding_the_rest_is_left_out)
{
	struct finding finding = {.verdict = VERDICT_FAIL, .step = -1, .line = 13, .host = 0, .packet = 1};
	struct ladder_fixture fixture;
	const char *text;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	ck_assert_str_eq(print_text(&fixture, 1), "");
	fixture.result->findings = &finding;
	fixture.result->finding_count = 1;
	text = print_text(&fixture, 1);
	ck_assert_ptr_nonnull(strstr(text, "+========= S 0:0(0) ==========>|"));
	ck_assert_ptr_nonnull(strstr(text, "line 13: not as expected"));
	ck_assert_ptr_nonnull(strstr(text, "S. 0:0(0) ack 1"));
	ck_assert_ptr_null(strstr(text, "P. 1:6(5)"));
	ck_assert_ptr_nonnull(strstr(text, "..."));
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(the_environment_tells_width_and_encoding)
{
	struct ladder_text_options options;

	(void)unsetenv("LC_CTYPE");
	(void)setenv("COLUMNS", "40", 1);
	(void)setenv("LC_ALL", "C", 1);
	ladder_text_options_init(&options, 0);
	ck_assert_int_eq(options.width, LADDER_TEXT_LEAST);
	ck_assert(!options.utf8);
	(void)setenv("COLUMNS", "400", 1);
	(void)setenv("LC_ALL", "", 1);
	(void)setenv("LANG", "de_DE.UTF-8", 1);
	ladder_text_options_init(&options, 0);
	ck_assert_int_eq(options.width, LADDER_TEXT_MOST);
	ck_assert(options.utf8);
	(void)setenv("COLUMNS", "wide", 1);
	ladder_text_options_init(&options, 132);
	ck_assert_int_eq(options.width, 132);
}
END_TEST

void ladder_text_tests(TCase *tcase)
{
	tcase_add_test(tcase, bulk_data_fold_into_a_band);
	tcase_add_test(tcase, bulk_of_another_call_is_another_band);
	tcase_add_test(tcase, what_is_marked_or_short_does_not_fold);
	tcase_add_test(tcase, rows_keep_to_their_width_and_encoding);
	tcase_add_test(tcase, what_happened_stands_in_rows);
	tcase_add_test(tcase, silences_are_named);
	tcase_add_test(tcase, what_is_overtaken_has_two_rows);
	tcase_add_test(tcase, around_a_finding_the_rest_is_left_out);
	tcase_add_test(tcase, the_environment_tells_width_and_encoding);
}
