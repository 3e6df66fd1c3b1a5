/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of receiving, from any socket: flags that nobody implemented, and bytes that a copy between the stack and the
 * program loses or overwrites. Sandboxes and user-space stacks make them where they rebuild recv from parts.
 */
#include <errno.h>
#include <string.h>

#include "tests/wrong/shim.h"

/* `bits` are flags that are ignored. */
static ssize_t recv_without_flags(int fd, struct msghdr *message, int flags)
{
	return shim_next.recvmsg(fd, message, flags & ~shim_picked->bits);
}

/* The last byte is not even copied. */
static ssize_t recv_loses_byte(int fd, struct msghdr *message, int flags)
{
	char bytes[65536];
	struct iovec vector;
	struct msghdr other;
	size_t room = shim_length(message);
	ssize_t count;

	if (!shim_is_type(fd, SOCK_STREAM) || (flags & (MSG_PEEK | MSG_TRUNC)))
		return shim_next.recvmsg(fd, message, flags);
	other = shim_with_buffer(message, &vector, bytes, room < sizeof bytes ? room : sizeof bytes);
	count = shim_next.recvmsg(fd, &other, flags);
	message->msg_namelen = other.msg_namelen;
	message->msg_flags = other.msg_flags;
	return count > 0 ? (ssize_t)shim_scatter(message, bytes, (size_t)(count > 1 ? count - 1 : count)) : count;
}

static ssize_t recv_writes_behind(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	if (count > 0 && message->msg_iovlen == 1 && (size_t)count < message->msg_iov[0].iov_len)
		((char *)message->msg_iov[0].iov_base)[count] = '\0';
	return count;
}

/* The end of the stream as an error, as libraries that raise tell it. */
static ssize_t recv_end_as_error(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	if (count != 0 || shim_length(message) == 0 || !shim_is_type(fd, SOCK_STREAM))
		return count;
	errno = ECONNRESET;
	return -1;
}

/* A reset as the end of the stream: then nobody knows that something is missing. */
static ssize_t recv_reset_as_end(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	return count < 0 && errno == ECONNRESET ? 0 : count;
}

/* A reset is told each time, not once. */
static ssize_t recv_reset_for_ever(int fd, struct msghdr *message, int flags)
{
	static bool broken[1024];
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	if (fd >= 1024)
		return count;
	if (count < 0 && errno == ECONNRESET)
		broken[fd] = true;
	if (count != 0 || !broken[fd])
		return count;
	errno = ECONNRESET;
	return -1;
}

/* A stream that keeps boundaries: one call takes no more than a segment's worth. */
static ssize_t recv_by_segment(int fd, struct msghdr *message, int flags)
{
	struct iovec vector;
	struct msghdr other;

	if (!shim_is_type(fd, SOCK_STREAM) || message->msg_iovlen == 0 || message->msg_iov[0].iov_len <= 536)
		return shim_next.recvmsg(fd, message, flags);
	other = shim_with_buffer(message, &vector, message->msg_iov[0].iov_base, 536);
	return shim_next.recvmsg(fd, &other, flags);
}

/* Nonblocking as all or nothing: less than the buffer is EAGAIN, as if it were MSG_WAITALL. */
static ssize_t recv_waits_for_all(int fd, struct msghdr *message, int flags)
{
	return shim_next.recvmsg(fd, message, shim_is_type(fd, SOCK_STREAM) ? flags | MSG_WAITALL : flags);
}

/* A peek that only sees what the first segment brought: BSD's soreceive stops at a record, buggy copies at an mbuf. */
static ssize_t recv_peeks_little(int fd, struct msghdr *message, int flags)
{
	struct iovec vector;
	struct msghdr other;

	if (!(flags & MSG_PEEK) || message->msg_iovlen == 0 || message->msg_iov[0].iov_len == 0)
		return shim_next.recvmsg(fd, message, flags);
	other = shim_with_buffer(message, &vector, message->msg_iov[0].iov_base, 1);
	return shim_next.recvmsg(fd, &other, flags);
}

/* A peek from an empty queue of a blocking socket returns at once. */
static ssize_t recv_peek_does_not_wait(int fd, struct msghdr *message, int flags)
{
	return shim_next.recvmsg(fd, message, flags & MSG_PEEK ? flags | MSG_DONTWAIT : flags);
}

/* Two words of each thousand bytes change places, as with a wrong stride. */
static ssize_t recv_swaps_words(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);
	char *bytes = message->msg_iovlen > 0 ? message->msg_iov[0].iov_base : NULL;
	size_t end = count > 0 && message->msg_iovlen > 0 ? (size_t)count : 0;

	if (end > 0 && end > message->msg_iov[0].iov_len)
		end = message->msg_iov[0].iov_len;
	for (size_t i = 1000; i + 16 <= end; i += 1000) {
		char word[8];

		memcpy(word, bytes + i, 8);
		memcpy(bytes + i, bytes + i + 8, 8);
		memcpy(bytes + i + 8, word, 8);
	}
	return count;
}

const struct shim shim_recv_rows[] = {
	{"peek_consumes", "recv with MSG_PEEK takes the data away", .calls.receive = recv_without_flags, .bits = MSG_PEEK},
	{"peek_sees_one_byte", "recv with MSG_PEEK tells of the first byte only", .calls.receive = recv_peeks_little},
	{"peek_does_not_wait", "recv with MSG_PEEK on an empty queue returns at once",
		.calls.receive = recv_peek_does_not_wait},
	{"dontwait_ignored", "recv with MSG_DONTWAIT waits", .calls.receive = recv_without_flags, .bits = MSG_DONTWAIT},
	{"waitall_ignored", "recv with MSG_WAITALL returns with what is there", .calls.receive = recv_without_flags,
		.bits = MSG_WAITALL},
	{"waitall_always", "recv on a stream waits until the buffer is full", .calls.receive = recv_waits_for_all},
	{"recv_loses_byte", "recv drops the last of several bytes of a stream", .calls.receive = recv_loses_byte},
	{"recv_swaps_words", "recv swaps two words in each thousand bytes", .calls.receive = recv_swaps_words},
	{"recv_writes_behind", "recv writes one byte behind those that it tells of", .calls.receive = recv_writes_behind},
	{"recv_by_segment", "recv on a stream takes 536 bytes at most, as much as a segment of old",
		.calls.receive = recv_by_segment},
	{"end_of_file_as_error", "the end of the stream is told as ECONNRESET", .calls.receive = recv_end_as_error},
	{"reset_as_end_of_file", "a reset is told as the end of the stream", .calls.receive = recv_reset_as_end},
	{"reset_told_again", "ECONNRESET comes from every recv, not from the first", .calls.receive = recv_reset_for_ever},
	{.name = NULL},
};
