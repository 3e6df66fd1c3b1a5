/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of readiness: poll and select that tell too early, too late or too little. Event loops built on another system's
 * calls make them, and select written on top of poll.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "tests/wrong/shim.h"

static int ready_count(const struct pollfd *entries, nfds_t count)
{
	int ready = 0;

	for (nfds_t i = 0; i < count; i++)
		ready += entries[i].revents != 0;
	return ready;
}

/* `bits` are events that are told although they did not happen, if they were asked for. */
static int ready_early(struct pollfd *entries, nfds_t count, int timeout)
{
	(void)timeout;
	if (shim_next.poll(entries, count, 0) < 0)
		return -1;
	for (nfds_t i = 0; i < count; i++)
		entries[i].revents |= entries[i].events & (short)shim_picked->bits;
	return ready_count(entries, count);
}

/* `bits` are events that are never told. */
static int ready_forgets(struct pollfd *entries, nfds_t count, int timeout)
{
	if (shim_next.poll(entries, count, timeout) < 0)
		return -1;
	for (nfds_t i = 0; i < count; i++)
		entries[i].revents &= (short)~shim_picked->bits;
	return ready_count(entries, count);
}

/* The end of the stream as a hang-up of both directions, as System V told it. */
static int ready_end_as_hangup(struct pollfd *entries, nfds_t count, int timeout)
{
	if (shim_next.poll(entries, count, timeout) < 0)
		return -1;
	for (nfds_t i = 0; i < count; i++)
		if (entries[i].revents & POLLRDHUP)
			entries[i].revents |= POLLHUP;
	return ready_count(entries, count);
}

/* Does not wait, whatever the time. */
static int ready_at_once(struct pollfd *entries, nfds_t count, int timeout)
{
	(void)timeout;
	return shim_next.poll(entries, count, 0);
}

/* Waits three times as long: seconds and milliseconds rounded up one after the other. */
static int ready_late(struct pollfd *entries, nfds_t count, int timeout)
{
	return shim_next.poll(entries, count, timeout > 0 ? 3 * timeout : timeout);
}

/* Milliseconds taken for microseconds, as select's are. */
static int ready_soon(struct pollfd *entries, nfds_t count, int timeout)
{
	return shim_next.poll(entries, count, timeout > 0 ? timeout / 1000 : timeout);
}

/* revents is only written where something happened. */
static int ready_not_cleared(struct pollfd *entries, nfds_t count, int timeout)
{
	struct pollfd others[16];
	int result;

	if (count > 16)
		return shim_next.poll(entries, count, timeout);
	if (count > 0)
		memcpy(others, entries, count * sizeof *others);
	result = shim_next.poll(others, count, timeout);
	for (nfds_t i = 0; i < count; i++)
		if (others[i].revents != 0)
			entries[i].revents = others[i].revents;
	return result;
}

/* A flag instead of a number. */
static int ready_says_yes(struct pollfd *entries, nfds_t count, int timeout)
{
	int result = shim_next.poll(entries, count, timeout);

	return result > 0 ? 1 : result;
}

static int ready_select_forgets_out(int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout)
{
	if (out != NULL)
		FD_ZERO(out);
	return shim_next.select(most, in, out, urgent, timeout);
}

/* The sets stay as they were given: all looks ready. */
static int ready_select_changes_nothing(int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout)
{
	fd_set sets[3];

	if (in != NULL)
		sets[0] = *in;
	if (out != NULL)
		sets[1] = *out;
	if (urgent != NULL)
		sets[2] = *urgent;
	return shim_next.select(most, in != NULL ? &sets[0] : NULL, out != NULL ? &sets[1] : NULL,
		urgent != NULL ? &sets[2] : NULL, timeout);
}

/* Counts sockets, where it should count what is ready of them. */
static int ready_select_counts_sockets(int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout)
{
	int result = shim_next.select(most, in, out, urgent, timeout), sockets = 0;

	if (result <= 0)
		return result;
	for (int fd = 0; fd < most; fd++)
		sockets += (in != NULL && FD_ISSET(fd, in)) || (out != NULL && FD_ISSET(fd, out))
			|| (urgent != NULL && FD_ISSET(fd, urgent));
	return sockets;
}

/* Looks at descriptors below `most - 1` only. */
static int ready_select_one_less(int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout)
{
	return shim_next.select(most > 0 ? most - 1 : most, in, out, urgent, timeout);
}

static int ready_select_at_once(int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout)
{
	struct timeval none = {0};

	if (timeout != NULL && (timeout->tv_sec < 0 || timeout->tv_usec < 0))
		return shim_next.select(most, in, out, urgent, timeout);
	return shim_next.select(most, in, out, urgent, &none);
}

const struct shim shim_ready_rows[] = {
	{"poll_ready_early", "poll says that there is something to read when there is not", .calls.poll = ready_early,
		.bits = POLLIN},
	{"poll_always_writable", "poll says that there is room when there is not", .calls.poll = ready_early,
		.bits = POLLOUT},
	{"poll_forgets_hangup", "poll does not tell POLLHUP", .calls.poll = ready_forgets, .bits = POLLHUP},
	{"poll_forgets_half_close", "poll does not tell POLLRDHUP", .calls.poll = ready_forgets, .bits = POLLRDHUP},
	{"poll_forgets_error", "poll does not tell POLLERR", .calls.poll = ready_forgets, .bits = POLLERR},
	{"poll_forgets_urgent", "poll does not tell POLLPRI", .calls.poll = ready_forgets, .bits = POLLPRI},
	{"poll_forgets_invalid", "poll does not tell POLLNVAL", .calls.poll = ready_forgets, .bits = POLLNVAL},
	{"poll_hangs_up_early", "poll tells POLLHUP when only the peer has ended", .calls.poll = ready_end_as_hangup},
	{"poll_does_not_wait", "poll returns at once", .calls.poll = ready_at_once},
	{"poll_waits_longer", "poll waits three times as long as it is told", .calls.poll = ready_late},
	{"poll_waits_microseconds", "poll takes milliseconds for microseconds", .calls.poll = ready_soon},
	{"poll_revents_not_cleared", "poll leaves revents alone where nothing happened", .calls.poll = ready_not_cleared},
	{"poll_counts_one", "poll says 1 for any number of sockets", .calls.poll = ready_says_yes},
	{"select_forgets_writers", "select never says that there is room", .calls.select = ready_select_forgets_out},
	{"select_changes_nothing", "select leaves the sets as they were", .calls.select = ready_select_changes_nothing},
	{"select_counts_sockets", "select counts a socket once that is in two sets",
		.calls.select = ready_select_counts_sockets},
	{"select_looks_at_one_less", "select does not look at the last descriptor", .calls.select = ready_select_one_less},
	{"select_does_not_wait", "select returns at once", .calls.select = ready_select_at_once},
	{.name = NULL},
};
