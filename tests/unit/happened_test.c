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
#include "reports/html_record.h"
#include "reports/markup.h"
#include "tests/unit/ladder_fixture.h"

#define MS INT64_C(1000000)
#define MANY 20

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
	ck_assert_uint_eq(count_of(text, "<tr class=\"segment\"") + count_of(text, "<li class=\"segment\""), MANY + 5);
	ck_assert_uint_ge(count_of(text, "<li class=\"segment\""), MANY - 1);
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
	ck_assert_uint_eq(count_of(text, "<tr class=\"segment\""), 8);
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
	row = strstr(text, "<tr class=\"segment\" data-line=\"12\"");
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
	tcase_add_test(tcase, a_packet_that_a_step_met_stands_alone);
	tcase_add_test(tcase, what_did_not_arrive_folds_by_itself);
}
