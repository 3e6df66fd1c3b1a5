/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of sending: how much a call takes, whether it waits, and where it goes. Some are what other systems do,
 * and what programs ported from there rely on.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "tests/wrong/shim.h"

static ssize_t send_never_blocks(int fd, const struct msghdr *message, int flags)
{
	return shim_next.sendmsg(fd, message, flags | MSG_DONTWAIT);
}

/* `bits` are flags that are ignored. */
static ssize_t send_without_flags(int fd, const struct msghdr *message, int flags)
{
	return shim_next.sendmsg(fd, message, flags & ~shim_picked->bits);
}

static ssize_t send_one_more(int fd, const struct msghdr *message, int flags)
{
	ssize_t count = shim_next.sendmsg(fd, message, flags);

	return count > 0 ? count + 1 : count;
}

/* Claims all, whatever was taken: the caller's loop then loses the rest. */
static ssize_t send_claims_all(int fd, const struct msghdr *message, int flags)
{
	ssize_t count = shim_next.sendmsg(fd, message, flags);

	return count > 0 ? (ssize_t)shim_length(message) : count;
}

static ssize_t send_repeats(int fd, const struct msghdr *message, int flags)
{
	ssize_t count = shim_next.sendmsg(fd, message, flags);
	struct iovec vector;
	struct msghdr again;

	if (count > 0 && message->msg_iovlen > 0 && shim_is_type(fd, SOCK_STREAM)) {
		again = shim_with_buffer(message, &vector, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
		shim_next.sendmsg(fd, &again, flags | MSG_DONTWAIT | MSG_NOSIGNAL);
	}
	return count;
}

/* A nonblocking send takes all or nothing, as a queue of messages does. */
static ssize_t send_all_or_nothing(int fd, const struct msghdr *message, int flags)
{
	if (shim_is_type(fd, SOCK_STREAM) && shim_length(message) > 60000
		&& ((flags & MSG_DONTWAIT) || (shim_next.fcntl(fd, F_GETFL) & O_NONBLOCK))) {
		errno = EAGAIN;
		return -1;
	}
	return shim_next.sendmsg(fd, message, flags);
}

/* A timeout that ends a send which took a part is told as an error: the part is forgotten. */
static ssize_t send_part_forgotten(int fd, const struct msghdr *message, int flags)
{
	ssize_t count = shim_next.sendmsg(fd, message, flags);

	if (count <= 0 || (size_t)count == shim_length(message))
		return count;
	errno = EAGAIN;
	return -1;
}

static ssize_t send_empty_ends(int fd, const struct msghdr *message, int flags)
{
	if (shim_length(message) == 0 && shim_is_type(fd, SOCK_STREAM) && shim_is_connected(fd))
		return shim_next.shutdown(fd, SHUT_WR);
	return shim_next.sendmsg(fd, message, flags);
}

static ssize_t send_signals_always(int fd, const struct msghdr *message, int flags)
{
	return shim_next.sendmsg(fd, message, flags & ~MSG_NOSIGNAL);
}

static ssize_t send_signals_never(int fd, const struct msghdr *message, int flags)
{
	return shim_next.sendmsg(fd, message, flags | MSG_NOSIGNAL);
}

/* What is sent behind shutdown is thrown away and told as sent. */
static ssize_t send_swallowed(int fd, const struct msghdr *message, int flags)
{
	ssize_t count = shim_next.sendmsg(fd, message, flags | MSG_NOSIGNAL);

	return count < 0 && errno == EPIPE ? (ssize_t)shim_length(message) : count;
}

static ssize_t send_address_ignored(int fd, const struct msghdr *message, int flags)
{
	struct msghdr other = *message;

	if (shim_is_connected(fd)) {
		other.msg_name = NULL;
		other.msg_namelen = 0;
	}
	return shim_next.sendmsg(fd, &other, flags);
}

static ssize_t send_address_refused(int fd, const struct msghdr *message, int flags)
{
	if (message->msg_namelen > 0 && shim_is_connected(fd)) {
		errno = EISCONN;
		return -1;
	}
	return shim_next.sendmsg(fd, message, flags);
}

/* A send without an address goes where the last one with an address went. */
static ssize_t send_address_kept(int fd, const struct msghdr *message, int flags)
{
	static struct sockaddr_storage last;
	static socklen_t length;
	struct msghdr other = *message;

	if (shim_is_type(fd, SOCK_DGRAM) && message->msg_namelen > 0 && message->msg_namelen <= sizeof last) {
		memcpy(&last, message->msg_name, message->msg_namelen);
		length = message->msg_namelen;
	} else if (shim_is_type(fd, SOCK_DGRAM) && length > 0) {
		other.msg_name = &last;
		other.msg_namelen = length;
	}
	return shim_next.sendmsg(fd, &other, flags);
}

const struct shim shim_send_rows[] = {
	{"send_never_blocks", "a send that should wait for room returns EAGAIN", .calls.transmit = send_never_blocks},
	{"send_dontwait_ignored", "send with MSG_DONTWAIT waits for room", .calls.transmit = send_without_flags,
		.bits = MSG_DONTWAIT},
	{"more_ignored", "send with MSG_MORE sends at once", .calls.transmit = send_without_flags, .bits = MSG_MORE},
	{"send_one_more", "send says that it took one byte more than it did", .calls.transmit = send_one_more},
	{"send_claims_all", "send says that it took everything, when it took a part", .calls.transmit = send_claims_all},
	{"send_repeats", "send gives its bytes to the stream twice", .calls.transmit = send_repeats},
	{"send_all_or_nothing", "a nonblocking send takes nothing where not all fits",
		.calls.transmit = send_all_or_nothing},
	{"send_part_forgotten", "a send that took a part returns EAGAIN", .calls.transmit = send_part_forgotten},
	{"empty_send_ends_stream", "a send of nothing ends the stream", .calls.transmit = send_empty_ends},
	{"sigpipe_withheld", "EPIPE comes without its SIGPIPE", .calls.transmit = send_signals_never},
	{"nosignal_ignored", "MSG_NOSIGNAL keeps no SIGPIPE away", .calls.transmit = send_signals_always},
	{"send_after_shutdown_swallowed", "what is sent behind shutdown is told as sent", .calls.transmit = send_swallowed},
	{"sendto_address_ignored", "sendto on a connected socket sends to its peer", .calls.transmit = send_address_ignored},
	{"sendto_address_refused", "sendto on a connected socket is EISCONN, as in BSD",
		.calls.transmit = send_address_refused},
	{"sendto_address_kept", "a send without an address goes where the last one went",
		.calls.transmit = send_address_kept},
	{.name = NULL},
};
