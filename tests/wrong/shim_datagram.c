/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes with datagrams: they are treated as a stream, by stacks that have one queue of bytes for both kinds of
 * socket, or what does not fit is told as other systems tell it.
 */
#include <errno.h>
#include <string.h>

#include "tests/wrong/shim.h"

#define DATAGRAM_MOST 65536

static ssize_t datagram_merges(int fd, struct msghdr *message, int flags)
{
	char bytes[DATAGRAM_MOST];
	struct iovec vector;
	struct msghdr other = shim_with_buffer(message, &vector, bytes, sizeof bytes);
	ssize_t first, second;

	if (!shim_is_type(fd, SOCK_DGRAM) || (flags & MSG_PEEK))
		return shim_next.recvmsg(fd, message, flags);
	first = shim_next.recvmsg(fd, &other, flags & ~MSG_TRUNC);
	if (first < 0)
		return first;
	second = shim_next.recv(fd, bytes + first, sizeof bytes - (size_t)first, MSG_DONTWAIT);
	message->msg_namelen = other.msg_namelen;
	message->msg_controllen = other.msg_controllen;
	message->msg_flags = other.msg_flags;
	return (ssize_t)shim_scatter(message, bytes, (size_t)(second > 0 ? first + second : first));
}

/* MSG_WAITALL as on a stream: datagrams are put behind each other until the buffer is full. */
static ssize_t datagram_waitall(int fd, struct msghdr *message, int flags)
{
	size_t done = 0, room = message->msg_iovlen == 1 ? message->msg_iov[0].iov_len : 0;
	ssize_t count;

	if (!shim_is_type(fd, SOCK_DGRAM) || !(flags & MSG_WAITALL) || room == 0)
		return shim_next.recvmsg(fd, message, flags);
	while (done < room) {
		count = shim_next.recv(fd, (char *)message->msg_iov[0].iov_base + done, room - done, flags);
		if (count < 0)
			return done > 0 ? (ssize_t)done : count;
		done += (size_t)count;
	}
	return (ssize_t)done;
}

/* Of one descriptor at a time. */
static ssize_t datagram_keeps_rest(int fd, struct msghdr *message, int flags)
{
	static char rest[DATAGRAM_MOST];
	static size_t left;
	static int owner = -1;
	struct iovec vector;
	struct msghdr other = shim_with_buffer(message, &vector, rest, sizeof rest);
	ssize_t count;

	if (!shim_is_type(fd, SOCK_DGRAM) || (flags & MSG_PEEK))
		return shim_next.recvmsg(fd, message, flags);
	if (left == 0 || owner != fd) {
		count = shim_next.recvmsg(fd, &other, flags & ~MSG_TRUNC);
		if (count < 0)
			return count;
		message->msg_namelen = other.msg_namelen;
		message->msg_flags = other.msg_flags;
		left = (size_t)count;
		owner = fd;
	}
	count = (ssize_t)shim_scatter(message, rest, left);
	left -= (size_t)count;
	memmove(rest, rest + count, left);
	return count;
}

static ssize_t datagram_trunc_cut(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	return count > (ssize_t)shim_length(message) ? (ssize_t)shim_length(message) : count;
}

static ssize_t datagram_trunc_room(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	return count > 0 && (flags & MSG_TRUNC) ? (ssize_t)shim_length(message) : count;
}

static ssize_t datagram_cut_fails(int fd, struct msghdr *message, int flags)
{
	ssize_t count;

	if (!shim_is_type(fd, SOCK_DGRAM))
		return shim_next.recvmsg(fd, message, flags);
	count = shim_next.recvmsg(fd, message, flags | MSG_TRUNC);
	if (count <= (ssize_t)shim_length(message))
		return count;
	errno = EMSGSIZE;
	return -1;
}

/* Loops that take 0 for the end of something ask once more. */
static ssize_t datagram_empty_skipped(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	if (count != 0 || !shim_is_type(fd, SOCK_DGRAM) || shim_length(message) == 0 || (flags & MSG_PEEK))
		return count;
	return shim_next.recvmsg(fd, message, flags);
}

static ssize_t datagram_no_room_nothing(int fd, struct msghdr *message, int flags)
{
	if (shim_length(message) == 0 && shim_is_type(fd, SOCK_DGRAM))
		return 0;
	return shim_next.recvmsg(fd, message, flags);
}

static ssize_t datagram_sent_in_part(int fd, const struct msghdr *message, int flags)
{
	ssize_t count = shim_next.sendmsg(fd, message, flags);
	struct iovec vector;
	struct msghdr other;

	if (count >= 0 || errno != EMSGSIZE || message->msg_iovlen == 0)
		return count;
	other = shim_with_buffer(message, &vector, message->msg_iov[0].iov_base, 1000);
	return shim_next.sendmsg(fd, &other, flags);
}

static ssize_t datagram_empty_dropped(int fd, const struct msghdr *message, int flags)
{
	if (shim_length(message) == 0 && shim_is_type(fd, SOCK_DGRAM))
		return 0;
	return shim_next.sendmsg(fd, message, flags);
}

/* The largest that fits is refused: a comparison with the wrong sign of equality. */
static ssize_t datagram_limit_less(int fd, const struct msghdr *message, int flags)
{
	if (shim_is_type(fd, SOCK_DGRAM) && shim_length(message) >= 65507) {
		errno = EMSGSIZE;
		return -1;
	}
	return shim_next.sendmsg(fd, message, flags);
}

/* What would be fragmented is refused, as stacks do that cannot fragment. */
static ssize_t datagram_never_fragmented(int fd, const struct msghdr *message, int flags)
{
	if (shim_is_type(fd, SOCK_DGRAM) && shim_length(message) > 1472) {
		errno = EMSGSIZE;
		return -1;
	}
	return shim_next.sendmsg(fd, message, flags);
}

/* Each buffer becomes a datagram of its own. */
static ssize_t datagram_for_each_buffer(int fd, const struct msghdr *message, int flags)
{
	ssize_t done = 0;

	if (!shim_is_type(fd, SOCK_DGRAM))
		return shim_next.sendmsg(fd, message, flags);
	for (size_t i = 0; i < message->msg_iovlen; i++) {
		struct msghdr other = *message;
		ssize_t count;

		other.msg_iov = &message->msg_iov[i];
		other.msg_iovlen = 1;
		count = shim_next.sendmsg(fd, &other, flags);
		if (count < 0)
			return count;
		done += count;
	}
	return done;
}

/* Two are sent together, as Nagle's algorithm would for a stream. */
static ssize_t datagrams_gathered(int fd, const struct msghdr *message, int flags)
{
	static bool second[1024];

	if (!shim_is_type(fd, SOCK_DGRAM) || fd >= 1024)
		return shim_next.sendmsg(fd, message, flags);
	second[fd] = !second[fd];
	return shim_next.sendmsg(fd, message, second[fd] ? flags | MSG_MORE : flags);
}

const struct shim shim_datagram_rows[] = {
	{"datagrams_merge", "one recv takes two datagrams, as if they were a stream", .calls.receive = datagram_merges},
	{"datagram_rest_kept", "what did not fit of a datagram comes with the next recv",
		.calls.receive = datagram_keeps_rest},
	{"datagram_waitall_gathers", "recv with MSG_WAITALL puts datagrams together", .calls.receive = datagram_waitall},
	{"datagram_cut_as_error", "a datagram that does not fit is told as EMSGSIZE, as in Winsock",
		.calls.receive = datagram_cut_fails},
	{"trunc_length_cut", "recv with MSG_TRUNC tells what fitted, not what there was",
		.calls.receive = datagram_trunc_cut},
	{"trunc_length_of_buffer", "recv with MSG_TRUNC tells the size of the buffer", .calls.receive = datagram_trunc_room},
	{"empty_datagram_skipped", "recv passes over a datagram without a byte", .calls.receive = datagram_empty_skipped},
	{"empty_buffer_takes_nothing", "recv without room leaves the datagram where it is",
		.calls.receive = datagram_no_room_nothing},
	{"empty_datagram_dropped", "a datagram without a byte is never sent", .calls.transmit = datagram_empty_dropped},
	{"datagram_sent_in_part", "a large datagram is sent in part, and no EMSGSIZE told",
		.calls.transmit = datagram_sent_in_part},
	{"datagram_limit_one_less", "a datagram of 65507 bytes is refused, one less is not",
		.calls.transmit = datagram_limit_less},
	{"datagram_never_fragmented", "a datagram of more than a packet is refused", .calls.transmit = datagram_never_fragmented},
	{"datagram_for_each_buffer", "each buffer of sendmsg becomes a datagram", .calls.transmit = datagram_for_each_buffer},
	{"datagrams_gathered", "two datagrams are sent as one, as small writes of a stream are",
		.calls.transmit = datagrams_gathered},
	{.name = NULL},
};
