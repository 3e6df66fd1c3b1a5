/* SPDX-License-Identifier: BSD-2-Clause */
/* A tick that measures how late it comes. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/play/lateness.h"

/* A machine that stalls more often than this is described well enough. */
#define STALLS_MOST 10000

struct lateness {
	uv_poll_t poll;
	int fd;
	int64_t begin_ns, next_ns;
	int64_t worst_ns;
	struct stall_record *stalls;
	size_t count, capacity;
	lateness_tick_fn *tick;
	void *context;
};

static void keep_stall(struct lateness *lateness, int64_t now_ns, int64_t late_ns)
{
	struct stall_record *stalls;
	size_t capacity;

	if (lateness->count == lateness->capacity) {
		capacity = lateness->capacity ? lateness->capacity * 2 : 16;
		if (capacity > STALLS_MOST)
			return;
		stalls = realloc(lateness->stalls, capacity * sizeof *stalls);
		if (!stalls)
			return;
		lateness->stalls = stalls;
		lateness->capacity = capacity;
	}
	lateness->stalls[lateness->count].at_ns = now_ns - lateness->begin_ns;
	lateness->stalls[lateness->count++].late_ns = late_ns;
}

void lateness_note(struct lateness *lateness, int64_t due_ns, int64_t now_ns)
{
	int64_t late_ns = now_ns - due_ns;

	if (late_ns > lateness->worst_ns)
		lateness->worst_ns = late_ns;
	if (late_ns > LATENESS_TOLERATED_NS)
		keep_stall(lateness, now_ns, late_ns);
}

static void ticked(uv_poll_t *poll, int status, int events)
{
	struct lateness *lateness = poll->data;
	uint64_t times;
	int64_t now_ns;

	(void)status;
	(void)events;
	if (read(lateness->fd, &times, sizeof times) != (ssize_t)sizeof times)
		return;
	now_ns = clock_now_ns();
	/* Several ticks at once: the first of them is the one that came late. */
	lateness_note(lateness, lateness->next_ns, now_ns);
	lateness->next_ns += (int64_t)times * LATENESS_TICK_NS;
	if (lateness->tick)
		lateness->tick(lateness->context);
}

static struct timespec timespec_of(int64_t ns)
{
	return (struct timespec){ .tv_sec = ns / NS_PER_SECOND, .tv_nsec = ns % NS_PER_SECOND };
}

struct lateness *lateness_open(uv_loop_t *loop, int64_t begin_ns, lateness_tick_fn *tick, void *context,
	struct err *err)
{
	struct lateness *lateness = calloc(1, sizeof *lateness);
	struct itimerspec every;

	if (!lateness) {
		err_set(err, "no memory to measure lateness");
		return NULL;
	}
	lateness->fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	if (lateness->fd < 0 || uv_poll_init(loop, &lateness->poll, lateness->fd) < 0) {
		err_set_errno(err, errno, "cannot make a timer to measure lateness");
		if (lateness->fd >= 0)
			close(lateness->fd);
		free(lateness);
		return NULL;
	}
	lateness->begin_ns = begin_ns;
	lateness->tick = tick;
	lateness->context = context;
	lateness->next_ns = clock_now_ns() + LATENESS_TICK_NS;
	every.it_value = timespec_of(lateness->next_ns);
	every.it_interval = timespec_of(LATENESS_TICK_NS);
	timerfd_settime(lateness->fd, TFD_TIMER_ABSTIME, &every, NULL);
	lateness->poll.data = lateness;
	uv_poll_start(&lateness->poll, UV_READABLE, ticked);
	return lateness;
}

void lateness_record_into(const struct lateness *lateness, struct evidence *evidence)
{
	evidence->worst_late_ns = lateness->worst_ns;
	evidence->stalls = arena_array(evidence->arena, lateness->count, sizeof *evidence->stalls);
	if (lateness->count > 0)
		memcpy(evidence->stalls, lateness->stalls, lateness->count * sizeof *evidence->stalls);
	evidence->stall_count = lateness->count;
}

static void poll_closed(uv_handle_t *handle)
{
	struct lateness *lateness = handle->data;

	close(lateness->fd);
	free(lateness->stalls);
	free(lateness);
}

void lateness_close(struct lateness *lateness)
{
	if (lateness)
		uv_close((uv_handle_t *)&lateness->poll, poll_closed);
}
