/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of ending: shutdown and close, alone and with linger. Stacks make them that know only one way to end a
 * connection, and libraries whose objects share one.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "tests/wrong/shim.h"

static int end_resets(int fd)
{
	struct linger linger = {.l_onoff = 1, .l_linger = 0};

	if (shim_is_inet(fd))
		shim_next.setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	return shim_next.close(fd);
}

static int end_keeps(int fd)
{
	if (shim_is_inet(fd) && shim_is_type(fd, SOCK_STREAM))
		shim_next.fcntl(fd, F_DUPFD_CLOEXEC, 500);
	return shim_next.close(fd);
}

/* The connection goes with the first of several descriptors. */
static int end_closes_all(int fd)
{
	if (shim_is_inet(fd) && shim_is_type(fd, SOCK_STREAM))
		shim_next.shutdown(fd, SHUT_RDWR);
	return shim_next.close(fd);
}

/* What was not read is thrown away without a word, and the end sent. */
static int end_reads_first(int fd)
{
	char bytes[4096];

	if (shim_is_inet(fd) && shim_is_type(fd, SOCK_STREAM))
		while (shim_next.recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
			continue;
	return shim_next.close(fd);
}

static int end_does_not_linger(int fd)
{
	struct linger linger = {.l_onoff = 0};
	socklen_t length = sizeof linger;

	if (shim_is_inet(fd) && shim_next.getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &length) == 0
		&& linger.l_onoff && linger.l_linger > 0) {
		linger.l_onoff = 0;
		shim_next.setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	}
	return shim_next.close(fd);
}

static int end_write_as_both(int fd, int how)
{
	return shim_next.shutdown(fd, how == SHUT_WR ? SHUT_RDWR : how);
}

/* `bits` is the direction that nothing is done for. What cannot be done is told all the same. */
static int end_ignored(int fd, int how)
{
	return how == shim_picked->bits && shim_is_connected(fd) ? 0 : shim_next.shutdown(fd, how);
}

static int end_both_as_write(int fd, int how)
{
	return shim_next.shutdown(fd, how == SHUT_RDWR ? SHUT_WR : how);
}

static int end_read_as_both(int fd, int how)
{
	return shim_next.shutdown(fd, how == SHUT_RD ? SHUT_RDWR : how);
}

/* BSD throws away what waits to be read. */
static int end_read_throws_away(int fd, int how)
{
	char bytes[4096];
	int result = shim_next.shutdown(fd, how);

	if (result == 0 && how != SHUT_WR)
		while (shim_next.recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
			continue;
	return result;
}

static int end_second_fails(int fd, int how)
{
	static bool ended[1024];

	if (fd < 0 || fd >= 1024 || !shim_is_type(fd, SOCK_STREAM))
		return shim_next.shutdown(fd, how);
	if (ended[fd] && how != SHUT_RD) {
		errno = ENOTCONN;
		return -1;
	}
	ended[fd] = how != SHUT_RD;
	return shim_next.shutdown(fd, how);
}

static int end_not_of_listeners(int fd, int how)
{
	int listening = 0;
	socklen_t length = sizeof listening;

	if (shim_next.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening) {
		errno = ENOTCONN;
		return -1;
	}
	return shim_next.shutdown(fd, how);
}

const struct shim shim_end_rows[] = {
	{"close_resets", "close resets the connection instead of ending it", .calls.close = end_resets},
	{"close_without_fin", "close gives the number back and leaves the connection as it was", .calls.close = end_keeps},
	{"close_ends_duplicates", "close ends the connection while a duplicate is open", .calls.close = end_closes_all},
	{"close_reads_first", "close with unread data ends the connection instead of resetting it",
		.calls.close = end_reads_first},
	{"close_does_not_linger", "close does not wait, whatever SO_LINGER says", .calls.close = end_does_not_linger},
	{"shutdown_write_closes_both", "shutdown(SHUT_WR) ends the receiving direction too",
		.calls.shutdown = end_write_as_both},
	{"shutdown_write_ignored", "shutdown(SHUT_WR) succeeds and does nothing", .calls.shutdown = end_ignored,
		.bits = SHUT_WR},
	{"shutdown_read_ignored", "shutdown(SHUT_RD) succeeds and does nothing", .calls.shutdown = end_ignored,
		.bits = SHUT_RD},
	{"shutdown_both_ends_one", "shutdown(SHUT_RDWR) leaves the receiving direction open",
		.calls.shutdown = end_both_as_write},
	{"shutdown_read_ends_both", "shutdown(SHUT_RD) sends a FIN", .calls.shutdown = end_read_as_both},
	{"shutdown_read_throws_away", "shutdown(SHUT_RD) throws away what waits to be read, as in BSD",
		.calls.shutdown = end_read_throws_away},
	{"shutdown_again_fails", "a second shutdown says ENOTCONN, as in macOS", .calls.shutdown = end_second_fails},
	{"listener_not_shut_down", "shutdown of a listener says ENOTCONN, as in BSD", .calls.shutdown = end_not_of_listeners},
	{.name = NULL},
};
