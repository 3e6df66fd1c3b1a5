/* SPDX-License-Identifier: BSD-2-Clause */
/* One alarm on the loop at an absolute time, to the nanosecond where libuv's timers round to milliseconds. */
#ifndef SOCKSPEC_ALARM_H
#define SOCKSPEC_ALARM_H

#include <stdint.h>
#include <uv.h>

struct alarm;
struct err;

struct alarm *alarm_open(uv_loop_t *loop, struct err *err); /* NULL with err */
void alarm_set(struct alarm *alarm, int64_t at_ns);         /* wakes the loop then, once */
void alarm_close(struct alarm *alarm); /* the loop must run once more after it; NULL is fine */

#endif
