/* SPDX-License-Identifier: BSD-2-Clause */
/* Time in nanoseconds. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "harness/base/clock.h"

#define CLOCK_TEXT 32 /* what the header promises of the caller's buffer */

static int64_t
clock_read_ns(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

int64_t
clock_now_ns(void)
{
	return clock_read_ns(CLOCK_MONOTONIC);
}

int64_t
clock_wall_ns(void)
{
	return clock_read_ns(CLOCK_REALTIME);
}

int64_t
clock_wall_offset_ns(void)
{
	int64_t best_width = INT64_MAX, best = 0;
	int i;

	/* The reading with the least time between its two monotonic ones is the tightest. */
	for (i = 0; i < 10; i++) {
		int64_t before = clock_now_ns();
		int64_t wall = clock_wall_ns();
		int64_t after = clock_now_ns();

		if (after - before < best_width) {
			best_width = after - before;
			best = wall - (before + (after - before) / 2);
		}
	}
	return best;
}

int
clock_left_ms(int64_t deadline_ns)
{
	int64_t now = clock_now_ns(), left;

	if (deadline_ns <= now)
		return 0;
	if (__builtin_sub_overflow(deadline_ns, now, &left) || left > 3600 * NS_PER_SECOND)
		return 3600 * 1000;
	return (int)((left + NS_PER_MS - 1) / NS_PER_MS);
}

char *
clock_format(int64_t duration_ns, char *text)
{
	uint64_t size = duration_ns < 0 ? -(uint64_t)duration_ns : (uint64_t)duration_ns;
	const char *sign = duration_ns < 0 ? "-" : "", *unit;
	uint64_t scale, whole, thousandths;
	char *end;

	if (size >= (uint64_t)NS_PER_SECOND) {
		unit = "s";
		scale = (uint64_t)NS_PER_SECOND;
	} else if (size >= (uint64_t)NS_PER_MS) {
		unit = "ms";
		scale = (uint64_t)NS_PER_MS;
	} else if (size >= (uint64_t)NS_PER_US) {
		unit = "us";
		scale = (uint64_t)NS_PER_US;
	} else {
		snprintf(text, CLOCK_TEXT, "%s%" PRIu64 "%s", sign, size, size == 0 ? "s" : "ns");
		return text;
	}
	/* Three places behind the point, and no zeros at the end: 1.5s, 200ms. */
	whole = size / scale;
	thousandths = size % scale / (scale / 1000);
	snprintf(text, CLOCK_TEXT, "%s%" PRIu64 ".%03" PRIu64, sign, whole, thousandths);
	end = text + strlen(text) - 1;
	while (*end == '0')
		*end-- = '\0';
	if (*end == '.')
		*end-- = '\0';
	snprintf(end + 1, CLOCK_TEXT - (size_t)(end + 1 - text), "%s", unit);
	return text;
}
