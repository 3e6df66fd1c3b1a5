/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How late the harness itself runs: a tick every 10 ms that knows when it should have come. Where the machine or
 * the player was held up for longer than 5 ms, that becomes a stall of the evidence, so that it is not charged
 * to the stack.
 */
#ifndef SOCKSPEC_LATENESS_H
#define SOCKSPEC_LATENESS_H

#include <stdint.h>
#include <uv.h>

#include "harness/base/clock.h"
#include "harness/evidence/evidence.h"

struct err;
struct lateness;

#define LATENESS_TICK_NS (10 * NS_PER_MS)
#define LATENESS_TOLERATED_NS (5 * NS_PER_MS)

typedef void lateness_tick_fn(void *context);

/* Begins to tick; `tick` (NULL is fine) is called each time. NULL with err. */
struct lateness *lateness_open(uv_loop_t *loop, int64_t begin_ns, lateness_tick_fn *tick, void *context,
	struct err *err);

/* A wait that was meant to end at due_ns ended at now_ns (both on CLOCK_MONOTONIC). */
void lateness_note(struct lateness *lateness, int64_t due_ns, int64_t now_ns);

/* Moves what was measured into the evidence. */
void lateness_record_into(const struct lateness *lateness, struct evidence *evidence);

void lateness_close(struct lateness *lateness); /* the loop must run once more after it; NULL is fine */

#endif
