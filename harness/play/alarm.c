/* SPDX-License-Identifier: BSD-2-Clause */
/* One alarm on the loop at an absolute time. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/alarm.h"

struct alarm {
	uv_poll_t poll;
	int fd;
	alarm_ring_fn *ring;
	void *context;
	int64_t at_ns; /* what the timer is set to; 0 where it has gone off */
};

static void went_off(uv_poll_t *poll, int status, int events)
{
	struct alarm *alarm = poll->data;
	uint64_t times;

	(void)status;
	(void)events;
	if (read(alarm->fd, &times, sizeof times) == (ssize_t)sizeof times)
		alarm->at_ns = 0;
	if (alarm->at_ns == 0 && alarm->ring)
		alarm->ring(alarm->context);
}

struct alarm *alarm_open(uv_loop_t *loop, alarm_ring_fn *ring, void *context, struct err *err)
{
	struct alarm *alarm = calloc(1, sizeof *alarm);

	if (!alarm) {
		err_set(err, "no memory for a timer");
		return NULL;
	}
	alarm->fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	if (alarm->fd < 0 || uv_poll_init(loop, &alarm->poll, alarm->fd) < 0) {
		err_set_errno(err, errno, "cannot make a timer");
		if (alarm->fd >= 0)
			close(alarm->fd);
		free(alarm);
		return NULL;
	}
	alarm->poll.data = alarm;
	alarm->ring = ring;
	alarm->context = context;
	uv_poll_start(&alarm->poll, UV_READABLE, went_off);
	return alarm;
}

void alarm_set(struct alarm *alarm, int64_t at_ns)
{
	struct itimerspec once = { .it_value = { .tv_sec = at_ns / NS_PER_SECOND, .tv_nsec = at_ns % NS_PER_SECOND } };

	if (alarm->at_ns == at_ns)
		return;
	timerfd_settime(alarm->fd, TFD_TIMER_ABSTIME, &once, NULL);
	alarm->at_ns = at_ns;
}

static void poll_closed(uv_handle_t *handle)
{
	struct alarm *alarm = handle->data;

	close(alarm->fd);
	free(alarm);
}

void alarm_close(struct alarm *alarm)
{
	if (alarm)
		uv_close((uv_handle_t *)&alarm->poll, poll_closed);
}
