/* SPDX-License-Identifier: BSD-2-Clause */
/* Time in nanoseconds. CLOCK_MONOTONIC for every wait and every piece of evidence. */
#ifndef SOCKSPEC_CLOCK_H
#define SOCKSPEC_CLOCK_H

#include <stdint.h>

#define NS_PER_SECOND INT64_C(1000000000)
#define NS_PER_MS INT64_C(1000000)
#define NS_PER_US INT64_C(1000)

int64_t clock_now_ns(void);  /* CLOCK_MONOTONIC */
int64_t clock_wall_ns(void); /* CLOCK_REALTIME: for captures, and to say when a run was */

/* How far CLOCK_REALTIME is ahead of CLOCK_MONOTONIC, read tightly (best of several tries). */
int64_t clock_wall_offset_ns(void);

/* Milliseconds from now to `deadline_ns`, rounded up, for poll(); 0 if past, 1 hour at most. */
int clock_left_ms(int64_t deadline_ns);

/* "1.234s", "200ms", "15us": as a person writes it. `text` holds at least 32 bytes; returned. */
char *clock_format(int64_t duration_ns, char *text);

#endif
