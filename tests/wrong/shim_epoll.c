/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of epoll, and of waiting with a mask of signals. Those that build epoll on poll lose edges, one shots and the
 * caller's data; those that have no ppoll set the mask before and after, or not at all.
 */
#include <errno.h>

#include "tests/wrong/shim.h"

SHIM_FORWARD(int, ppoll, (struct pollfd *entries, nfds_t count, const struct timespec *timeout, const sigset_t *mask),
	(entries, count, timeout, mask))
SHIM_FORWARD(int, pselect, (int most, fd_set *in, fd_set *out, fd_set *urgent, const struct timespec *timeout,
	const sigset_t *mask), (most, in, out, urgent, timeout, mask))
SHIM_FORWARD(int, epoll_ctl, (int epoll, int operation, int fd, struct epoll_event *event),
	(epoll, operation, fd, event))
SHIM_FORWARD(int, epoll_wait, (int epoll, struct epoll_event *events, int most, int timeout),
	(epoll, events, most, timeout))
SHIM_FORWARD(int, epoll_pwait, (int epoll, struct epoll_event *events, int most, int timeout, const sigset_t *mask),
	(epoll, events, most, timeout, mask))

/* `bits` are flags that are ignored. */
static int epoll_without_flags(int epoll, int operation, int fd, struct epoll_event *event)
{
	struct epoll_event other;

	if (event == NULL || operation == EPOLL_CTL_DEL)
		return shim_next.epoll_ctl(epoll, operation, fd, event);
	other = *event;
	other.events &= ~(unsigned int)shim_picked->bits;
	return shim_next.epoll_ctl(epoll, operation, fd, &other);
}

/* The descriptor in place of the caller's data. */
static int epoll_data_is_number(int epoll, int operation, int fd, struct epoll_event *event)
{
	struct epoll_event other;

	if (event == NULL || operation == EPOLL_CTL_DEL)
		return shim_next.epoll_ctl(epoll, operation, fd, event);
	other = *event;
	other.data.u64 = (uint64_t)fd;
	return shim_next.epoll_ctl(epoll, operation, fd, &other);
}

/* The errno `from` is success. */
static int epoll_error_swallowed(int epoll, int operation, int fd, struct epoll_event *event)
{
	int result = shim_next.epoll_ctl(epoll, operation, fd, event);

	return result < 0 && errno == shim_picked->from ? 0 : result;
}

static int epoll_change_ignored(int epoll, int operation, int fd, struct epoll_event *event)
{
	return operation == EPOLL_CTL_MOD ? 0 : shim_next.epoll_ctl(epoll, operation, fd, event);
}

/* `bits` are events that are never told. */
static int epoll_forgets(int epoll, struct epoll_event *events, int most, int timeout)
{
	int result = shim_next.epoll_wait(epoll, events, most, timeout);

	for (int i = 0; i < result; i++)
		events[i].events &= ~(unsigned int)shim_picked->bits;
	return result;
}

static int epoll_at_once(int epoll, struct epoll_event *events, int most, int timeout)
{
	(void)timeout;
	return shim_next.epoll_wait(epoll, events, most, 0);
}

/* One event a call. */
static int epoll_one_at_a_time(int epoll, struct epoll_event *events, int most, int timeout)
{
	return shim_next.epoll_wait(epoll, events, most > 1 ? 1 : most, timeout);
}

static int epoll_count_unchecked(int epoll, struct epoll_event *events, int most, int timeout)
{
	return most <= 0 ? 0 : shim_next.epoll_wait(epoll, events, most, timeout);
}

/* An event that was told stays told until something else happens: a level where there is an edge. */
static int epoll_tells_again(int epoll, struct epoll_event *events, int most, int timeout)
{
	static struct epoll_event last;
	static bool told;
	int result = shim_next.epoll_wait(epoll, events, most, told ? 0 : timeout);

	if (result > 0) {
		last = events[0];
		told = true;
	} else if (result == 0 && told) {
		events[0] = last;
		result = 1;
	}
	return result;
}

static int epoll_mask_ignored(int epoll, struct epoll_event *events, int most, int timeout, const sigset_t *mask)
{
	(void)mask;
	return shim_next.epoll_wait(epoll, events, most, timeout);
}

static int epoll_ppoll_mask_ignored(struct pollfd *entries, nfds_t count, const struct timespec *timeout,
	const sigset_t *mask)
{
	(void)mask;
	return shim_next.ppoll(entries, count, timeout, NULL);
}

static int epoll_pselect_mask_ignored(int most, fd_set *in, fd_set *out, fd_set *urgent, const struct timespec *timeout,
	const sigset_t *mask)
{
	(void)mask;
	return shim_next.pselect(most, in, out, urgent, timeout, NULL);
}

/* A signal that comes while poll waits is not told: it waits on. */
static int epoll_poll_not_interrupted(struct pollfd *entries, nfds_t count, int timeout)
{
	int result;

	do
		result = shim_next.poll(entries, count, timeout);
	while (result < 0 && errno == EINTR);
	return result;
}

const struct shim shim_epoll_rows[] = {
	{"epoll_edge_ignored", "EPOLLET is ignored", .calls.epoll_ctl = epoll_without_flags, .bits = (int)EPOLLET},
	{"epoll_oneshot_ignored", "EPOLLONESHOT is ignored", .calls.epoll_ctl = epoll_without_flags, .bits = EPOLLONESHOT},
	{"epoll_data_is_descriptor", "epoll_wait tells the descriptor in place of the caller's data",
		.calls.epoll_ctl = epoll_data_is_number},
	{"epoll_change_ignored", "EPOLL_CTL_MOD does nothing", .calls.epoll_ctl = epoll_change_ignored},
	{"epoll_adds_twice", "EPOLL_CTL_ADD of a descriptor that is there succeeds", .calls.epoll_ctl = epoll_error_swallowed,
		.from = EEXIST},
	{"epoll_removes_nothing", "EPOLL_CTL_DEL of a descriptor that is not there succeeds",
		.calls.epoll_ctl = epoll_error_swallowed, .from = ENOENT},
	{"epoll_takes_files", "EPOLL_CTL_ADD of a plain file succeeds", .calls.epoll_ctl = epoll_error_swallowed,
		.from = EPERM},
	{"epoll_forgets_half_close", "epoll_wait does not tell EPOLLRDHUP", .calls.epoll_wait = epoll_forgets,
		.bits = EPOLLRDHUP},
	{"epoll_does_not_wait", "epoll_wait returns at once", .calls.epoll_wait = epoll_at_once},
	{"epoll_one_at_a_time", "epoll_wait tells one event a call", .calls.epoll_wait = epoll_one_at_a_time},
	{"epoll_room_unchecked", "epoll_wait without room for an event returns 0", .calls.epoll_wait = epoll_count_unchecked},
	{"epoll_tells_again", "epoll_wait tells its last event again", .calls.epoll_wait = epoll_tells_again},
	{"epoll_mask_ignored", "epoll_pwait lets all signals through", .calls.epoll_pwait = epoll_mask_ignored},
	{"ppoll_mask_ignored", "ppoll lets all signals through", .calls.ppoll = epoll_ppoll_mask_ignored},
	{"pselect_mask_ignored", "pselect lets all signals through", .calls.pselect = epoll_pselect_mask_ignored},
	{"poll_not_interrupted", "poll goes on waiting when a signal comes", .calls.poll = epoll_poll_not_interrupted},
	{.name = NULL},
};
