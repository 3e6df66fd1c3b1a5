/* SPDX-License-Identifier: BSD-2-Clause */
/* The measure of the harness's own lateness: it ticks, and a loop that is held up is noticed. */
#include "config.h"

#include <check.h>
#include <stdlib.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/lateness.h"
#include "tests/unit/unit.h"

static void count_tick(void *context)
{
	++*(int *)context;
}

START_TEST(a_loop_that_is_held_up_is_noticed)
{
	struct evidence *evidence = evidence_new();
	int64_t begin_ns = clock_now_ns(), until_ns;
	struct lateness *lateness;
	uv_loop_t loop;
	struct err err;
	int ticks = 0;

	err_init(&err);
	uv_loop_init(&loop);
	lateness = lateness_open(&loop, begin_ns, count_tick, &ticks, &err);
	ck_assert_ptr_nonnull(lateness);
	while (ticks < 3)
		uv_run(&loop, UV_RUN_ONCE);
	/* Hold the loop up for 60 ms: a tick is at least 45 ms late. */
	until_ns = clock_now_ns() + 60 * NS_PER_MS;
	while (clock_now_ns() < until_ns)
		;
	while (ticks < 6)
		uv_run(&loop, UV_RUN_ONCE);
	lateness_record_into(lateness, evidence);
	lateness_close(lateness);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	ck_assert_int_ge(evidence->worst_late_ns, 45 * NS_PER_MS);
	ck_assert_uint_ge(evidence->stall_count, 1);
	ck_assert_int_gt(evidence->stalls[evidence->stall_count - 1].at_ns, 0);
	evidence_free(evidence);
}
END_TEST

START_TEST(a_wait_that_ended_late_is_noted)
{
	struct evidence *evidence = evidence_new();
	int64_t begin_ns = clock_now_ns();
	struct lateness *lateness;
	uv_loop_t loop;
	struct err err;

	err_init(&err);
	uv_loop_init(&loop);
	lateness = lateness_open(&loop, begin_ns, NULL, NULL, &err);
	ck_assert_ptr_nonnull(lateness);
	lateness_note(lateness, begin_ns + 10 * NS_PER_MS, begin_ns + 11 * NS_PER_MS);
	lateness_note(lateness, begin_ns + 20 * NS_PER_MS, begin_ns + 27 * NS_PER_MS);
	lateness_record_into(lateness, evidence);
	lateness_close(lateness);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	ck_assert_int_eq(evidence->worst_late_ns, 7 * NS_PER_MS);
	ck_assert_uint_eq(evidence->stall_count, 1);
	ck_assert_int_eq(evidence->stalls[0].at_ns, 27 * NS_PER_MS);
	ck_assert_int_eq(evidence->stalls[0].late_ns, 7 * NS_PER_MS);
	evidence_free(evidence);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lateness");
	TCase *tcase = tcase_create("lateness");

	tcase_add_test(tcase, a_loop_that_is_held_up_is_noticed);
	tcase_add_test(tcase, a_wait_that_ended_late_is_noted);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
