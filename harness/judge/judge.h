/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * (case, evidence) -> verdicts. A pure function: no system call, no clock, no network; the same
 * evidence gives the same verdict years later.
 */
#ifndef SOCKSPEC_JUDGE_H
#define SOCKSPEC_JUDGE_H

#include "harness/judge/verdict.h"

struct baseline;
struct case_page;
struct evidence;

/* A new result, the caller's. `baseline` may be NULL. Never fails: what is wrong is a finding. */
struct result *judge_case(const struct case_page *page, const struct evidence *evidence,
	const struct baseline *baseline);

#endif
