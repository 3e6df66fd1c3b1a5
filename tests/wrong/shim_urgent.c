/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes with urgent data, which few programs use and few stacks try: MSG_OOB ignored on either side, the byte read
 * twice, the mark nowhere.
 */
#include <errno.h>
#include <sys/ioctl.h>

#include "tests/wrong/shim.h"

static ssize_t urgent_read_again(int fd, struct msghdr *message, int flags)
{
	return shim_next.recvmsg(fd, message, flags & MSG_OOB ? flags | MSG_PEEK : flags);
}

static ssize_t urgent_read_in_line(int fd, struct msghdr *message, int flags)
{
	return shim_next.recvmsg(fd, message, flags & ~MSG_OOB);
}

/* An empty place of the urgent byte is waited for. */
static ssize_t urgent_none_as_eagain(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	if (count < 0 && (flags & MSG_OOB) && errno == EINVAL)
		errno = EAGAIN;
	return count;
}

static ssize_t urgent_sent_in_line(int fd, const struct msghdr *message, int flags)
{
	return shim_next.sendmsg(fd, message, flags & ~MSG_OOB);
}

/* Every byte is urgent by itself, the last one as the others. */
static ssize_t urgent_first_byte(int fd, const struct msghdr *message, int flags)
{
	struct iovec vector;
	struct msghdr other;
	size_t length = shim_length(message);

	if (!(flags & MSG_OOB) || message->msg_iovlen != 1 || length < 2)
		return shim_next.sendmsg(fd, message, flags);
	other = shim_with_buffer(message, &vector, message->msg_iov[0].iov_base, 1);
	if (shim_next.sendmsg(fd, &other, flags) != 1)
		return -1;
	other = shim_with_buffer(message, &vector, (char *)message->msg_iov[0].iov_base + 1, length - 1);
	return shim_next.sendmsg(fd, &other, flags & ~MSG_OOB) < 0 ? 1 : (ssize_t)length;
}

/* sockatmark says the number in `to`. */
static int urgent_mark_told(int fd)
{
	return shim_next.sockatmark(fd) < 0 ? -1 : shim_picked->to;
}

static int urgent_never_in_line(int fd, int level, int name, const void *value, socklen_t length)
{
	if (level == SOL_SOCKET && name == SO_OOBINLINE)
		return 0;
	return shim_next.setsockopt(fd, level, name, value, length);
}

const struct shim shim_urgent_rows[] = {
	{"oob_read_again", "recv with MSG_OOB leaves the urgent byte to be read again", .calls.receive = urgent_read_again},
	{"oob_read_in_line", "recv with MSG_OOB reads the next byte of the stream", .calls.receive = urgent_read_in_line},
	{"oob_none_as_eagain", "recv with MSG_OOB says EAGAIN when there is no urgent byte",
		.calls.receive = urgent_none_as_eagain},
	{"oob_sent_in_line", "send with MSG_OOB sends like any other", .calls.transmit = urgent_sent_in_line},
	{"oob_marks_first_byte", "send with MSG_OOB makes the first byte urgent, not the last",
		.calls.transmit = urgent_first_byte},
	{"mark_never_reached", "sockatmark always says 0", .calls.sockatmark = urgent_mark_told, .to = 0},
	{"mark_always_reached", "sockatmark always says 1", .calls.sockatmark = urgent_mark_told, .to = 1},
	{"oobinline_ignored", "SO_OOBINLINE has no effect", .calls.setsockopt = urgent_never_in_line},
	{.name = NULL},
};
