/* SPDX-License-Identifier: BSD-2-Clause */
/* One alarm on the loop at an absolute time, to the nanosecond where libuv's timers round to milliseconds. */
#ifndef SOCKSPEC_ALARM_H
#define SOCKSPEC_ALARM_H

#include <stdint.h>
#include <uv.h>

struct alarm;
struct err;

/* `ring` (NULL is fine: the loop turns once) is called in the loop when it goes off. NULL with err. */
typedef void alarm_ring_fn(void *context);
struct alarm *alarm_open(uv_loop_t *loop, alarm_ring_fn *ring, void *context, struct err *err);
void alarm_set(struct alarm *alarm, int64_t at_ns);         /* wakes the loop then, once */
void alarm_close(struct alarm *alarm); /* the loop must run once more after it; NULL is fine */

#endif
