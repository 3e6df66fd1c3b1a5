/* SPDX-License-Identifier: BSD-2-Clause */
/* What the judge's tests share. */
#ifndef SOCKSPEC_JUDGE_TEST_H
#define SOCKSPEC_JUDGE_TEST_H

#include <check.h>

#include "tests/unit/fake_play.h"

/* Judges and frees; the verdict must be this, with a finding at the line that says so (none for PASS). */
void expect_verdict(struct fake *fake, enum verdict verdict, int line, const char *contains);
void expect_script(const char *script, enum verdict verdict, int line, const char *contains);

/* The evidence's only stall. */
void judge_add_stall(struct fake *fake, int64_t at_ns, int64_t late_ns);

TCase *judge_calls_tests(void);
TCase *judge_moments_tests(void);
TCase *judge_times_tests(void);
TCase *judge_packets_tests(void);
TCase *judge_injected_tests(void);
TCase *judge_hostile_tests(void);
TCase *judge_trust_tests(void);
Suite *judge_suite(void);

#endif
