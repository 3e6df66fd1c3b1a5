/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of what happened: which packets fold into one row, and that each of them is still there. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/names/tcp.h"
#include "reports/html_happened.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "tests/unit/ladder_fixture.h"

#define MS INT64_C(1000000)
#define MANY 20
#define LONG 100

/* What a page may weigh by what it shows: a table, each packet that opens to its fields and bytes, a transfer whatever its length. */
#define TABLE_BYTES_MOST 2000
#define PACKET_BYTES_MOST 1300
#define LONG_BYTES_MOST 12000

static void add_transfer(struct ladder_fixture *fixture, int count, int lost_from)
{
	int i;

	fixture_add_handshake(fixture->evidence, 4);
	for (i = 0; i < count; i++) {
		struct fixture_segment segment = {.time_ns = (10 + i) * MS, .from = 0, .flags = FLAG_ACK,
			.seq = 1006 + 4 * (uint32_t)i, .ack = 5006, .window = 502, .payload = "data", .payload_length = 4,
			.lost = i >= lost_from};

		fixture_add_segment(fixture->evidence, 4, &segment);
	}
}

static char *table_of(const struct ladder_fixture *fixture)
{
	struct markup markup;
	struct err err;
	char *text;

	err_init(&err);
	markup_open(&markup);
	html_happened_write(&markup, fixture->result, fixture->evidence, 1, NULL);
	text = markup_close(&markup, &err);
	ck_assert_ptr_nonnull(text);
	return text;
}

static size_t count_of(const char *text, const char *what)
{
	size_t count = 0;

	while ((text = strstr(text, what)) != NULL) {
		count++;
		text += strlen(what);
	}
	return count;
}

/* The handshake has three packets, and one of data each way. */
START_TEST(a_transfer_is_one_row_that_has_every_packet)
{
	struct ladder_fixture fixture;
	char *text, id[64];
	int i;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, MANY, MANY);
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "<tr class=\"run\""), 1);
	ck_assert_uint_eq(count_of(text, " aria-label=\""), MANY + 5);
	ck_assert_uint_ge(count_of(text, "<li><span>"), MANY - 1);
	for (i = 1; i <= MANY + 5; i++) {
		snprintf(id, sizeof(id), " id=\"mode-1-client-%d\"", i);
		ck_assert_uint_eq(count_of(text, id), 1);
		snprintf(id, sizeof(id), " id=\"mode-1-server-%d\"", i);
		ck_assert_uint_eq(count_of(text, id), 1);
	}
	ck_assert_ptr_nonnull(strstr(text, ". 82:86(4) ack 6"));
	free(text);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(a_few_packets_have_a_row_each)
{
	struct ladder_fixture fixture;
	char *text;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, 3, 3);
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "class=\"run\""), 0);
	ck_assert_uint_eq(count_of(text, " aria-label=\""), 8);
	free(text);
	ladder_fixture_end(&fixture);
}
END_TEST

/* Who wants those in the middle finds them in the captures, by the numbers that the row names. */
START_TEST(a_long_transfer_has_its_first_and_last_lines)
{
	struct ladder_fixture fixture;
	char *text;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, LONG, LONG);
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "<tr class=\"run\""), 1);
	ck_assert_uint_eq(count_of(text, "<li><span>"), 16);
	ck_assert_uint_eq(count_of(text, "packets of the same kind stand between"), 1);
	ck_assert_ptr_nonnull(strstr(text, " id=\"mode-1-client-105\""));
	ck_assert_ptr_nonnull(strstr(text, "client's capture: #12 to #97."));
	ck_assert_ptr_nonnull(strstr(text, "server's capture: #12 to #97."));
	ck_assert_ptr_null(strstr(text, " id=\"mode-1-client-12\""));
	ck_assert_ptr_nonnull(strstr(text, " id=\"mode-1-client-98\""));
	ck_assert_uint_le(strlen(text), LONG_BYTES_MOST);
	free(text);
	ladder_fixture_end(&fixture);
}
END_TEST

static size_t packets_told(const char *text)
{
	return count_of(text, "<pre class=\"dump\"");
}

/* Where packets cannot fold, a page still ends: the fields of many that nothing is said of are in the captures alone. */
START_TEST(of_many_packets_the_first_open)
{
	struct step_verdict step = {.line = 12, .source = "> . 402:406(4) ack 6", .reached = true, .packet_host = 0, .packet = LONG + 5};
	struct ladder_fixture fixture;
	char *text;
	int i;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	for (i = 0; i < LONG; i++) {
		struct fixture_segment segment = {.time_ns = (10 + i) * MS, .from = 0, .flags = FLAG_ACK,
			.seq = 1006 + 4 * (uint32_t)i, .ack = 5006, .window = 502, .payload = "data", .payload_length = 4,
			.lost = i % 2 != 0};

		fixture_add_segment(fixture.evidence, 4, &segment);
	}
	fixture.result->steps = &step;
	fixture.result->step_count = 1;
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "class=\"run\""), 0);
	ck_assert_uint_eq(count_of(text, " aria-label=\""), LONG + 5);
	/* What a step met opens wherever it stands. */
	ck_assert_uint_eq(packets_told(text), HAPPENED_OPENED_MOST + 1);
	ck_assert_uint_eq(packets_told(strstr(text, "<tr data-line=\"12\"")), 1);
	ck_assert_ptr_nonnull(strstr(text, "the first 24 open to their fields; the captures have those of all."));
	free(text);
	fixture.result->step_count = 0;
	ladder_fixture_end(&fixture);
}
END_TEST

/* Two directions, each told wholly once; the others lead there, and have what is their own. */
START_TEST(what_stays_as_it_is_is_told_once)
{
	struct ladder_fixture fixture;
	char *text;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, 3, 3);
	text = table_of(&fixture);
	ck_assert_uint_eq(packets_told(text), 8);
	ck_assert_uint_eq(count_of(text, "<dt>time to live</dt>"), 2);
	ck_assert_uint_eq(count_of(text, "<dt>source port</dt>"), 2);
	ck_assert_uint_eq(count_of(text, "The other fields are as in packet #"), 6);
	ck_assert_uint_eq(count_of(text, " href=\"#mode-1-client-1\""), 5);
	ck_assert_uint_eq(count_of(text, " id=\"mode-1-client-1\""), 1);
	ck_assert_uint_eq(count_of(text, "<dt>sequence number</dt>"), 8);
	ck_assert_uint_eq(count_of(text, "<dt>window as written</dt>"), 8);
	ck_assert_uint_le(strlen(text), TABLE_BYTES_MOST + 8 * PACKET_BYTES_MOST);
	free(text);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(what_changes_is_told)
{
	struct ladder_fixture fixture;
	char *text;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, 3, 3);
	fixture.evidence->packets[fixture.evidence->packet_count - 2].packet.hop_limit = 63;
	fixture.evidence->packets[fixture.evidence->packet_count - 1].packet.hop_limit = 63;
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "<dt>time to live</dt>"), 3);
	ck_assert_uint_eq(count_of(text, "<dd>63</dd>"), 1);
	ck_assert_uint_eq(count_of(text, "The other fields are as in packet #"), 5);
	free(text);
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(a_packet_that_a_step_met_stands_alone)
{
	struct step_verdict step = {.line = 12, .source = "> . 46:50(4) ack 6", .reached = true, .packet_host = 0, .packet = 16};
	struct ladder_fixture fixture;
	char *text, *row;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, MANY, MANY);
	fixture.result->steps = &step;
	fixture.result->step_count = 1;
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "<tr class=\"run\""), 2);
	row = strstr(text, "<tr data-line=\"12\"");
	ck_assert_ptr_nonnull(row);
	ck_assert_ptr_nonnull(strstr(row, "mode-1-client-16\""));
	ck_assert(strstr(row, "mode-1-client-16\"") < strstr(row, "</tr>"));
	free(text);
	fixture.result->step_count = 0;
	ladder_fixture_end(&fixture);
}
END_TEST

START_TEST(what_did_not_arrive_folds_by_itself)
{
	struct ladder_fixture fixture;
	char *text;

	ladder_fixture_begin(&fixture);
	add_transfer(&fixture, 2 * MANY, MANY);
	text = table_of(&fixture);
	ck_assert_uint_eq(count_of(text, "<tr class=\"run\""), 2);
	/* Of the first that got lost, and of the row that has all others. */
	ck_assert_uint_eq(count_of(text, "did not arrive"), 2);
	free(text);
	ladder_fixture_end(&fixture);
}
END_TEST

void happened_tests(TCase *tcase)
{
	tcase_add_test(tcase, a_transfer_is_one_row_that_has_every_packet);
	tcase_add_test(tcase, a_few_packets_have_a_row_each);
	tcase_add_test(tcase, a_long_transfer_has_its_first_and_last_lines);
	tcase_add_test(tcase, what_stays_as_it_is_is_told_once);
	tcase_add_test(tcase, what_changes_is_told);
	tcase_add_test(tcase, of_many_packets_the_first_open);
	tcase_add_test(tcase, a_packet_that_a_step_met_stands_alone);
	tcase_add_test(tcase, what_did_not_arrive_folds_by_itself);
}
