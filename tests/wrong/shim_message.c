/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes with messages: what recvmsg tells beside the bytes, and buffers that are more than one. Wrappers that offer
 * recvmsg on top of a plainer recv forget one or the other.
 */
#include "tests/wrong/shim.h"

static ssize_t message_nameless(int fd, struct msghdr *message, int flags)
{
	struct msghdr other = *message;
	ssize_t count;

	other.msg_name = NULL;
	other.msg_namelen = 0;
	count = shim_next.recvmsg(fd, &other, flags);
	other.msg_name = message->msg_name;
	*message = other;
	return count;
}

/* Of a peek only. */
static ssize_t message_peek_nameless(int fd, struct msghdr *message, int flags)
{
	return flags & MSG_PEEK ? message_nameless(fd, message, flags) : shim_next.recvmsg(fd, message, flags);
}

/* `bits` are flags that msg_flags never has. */
static ssize_t message_flag_lost(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	message->msg_flags &= ~shim_picked->bits;
	return count;
}

/* msg_flags is left as the caller had it, which is what the call was made with. */
static ssize_t message_flags_given(int fd, struct msghdr *message, int flags)
{
	ssize_t count = shim_next.recvmsg(fd, message, flags);

	message->msg_flags |= flags;
	return count;
}

static ssize_t message_control_lost(int fd, struct msghdr *message, int flags)
{
	struct msghdr other = *message;
	ssize_t count;

	other.msg_control = NULL;
	other.msg_controllen = 0;
	count = shim_next.recvmsg(fd, &other, flags);
	other.msg_control = message->msg_control;
	other.msg_flags &= ~MSG_CTRUNC;
	*message = other;
	return count;
}

static void message_turn(struct iovec *turned, const struct iovec *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++)
		turned[i] = vectors[count - 1 - i];
}

static ssize_t message_filled_backwards(int fd, struct msghdr *message, int flags)
{
	struct iovec vectors[64];
	struct msghdr other = *message;
	ssize_t count;

	if (message->msg_iovlen < 2 || message->msg_iovlen > 64)
		return shim_next.recvmsg(fd, message, flags);
	message_turn(vectors, message->msg_iov, message->msg_iovlen);
	other.msg_iov = vectors;
	count = shim_next.recvmsg(fd, &other, flags);
	other.msg_iov = message->msg_iov;
	*message = other;
	return count;
}

static ssize_t message_first_filled(int fd, struct msghdr *message, int flags)
{
	struct msghdr other = *message;
	ssize_t count;

	if (other.msg_iovlen > 1)
		other.msg_iovlen = 1;
	count = shim_next.recvmsg(fd, &other, flags);
	other.msg_iovlen = message->msg_iovlen;
	*message = other;
	return count;
}

static ssize_t message_sent_backwards(int fd, const struct msghdr *message, int flags)
{
	struct iovec vectors[64];
	struct msghdr other = *message;

	if (message->msg_iovlen < 2 || message->msg_iovlen > 64)
		return shim_next.sendmsg(fd, message, flags);
	message_turn(vectors, message->msg_iov, message->msg_iovlen);
	other.msg_iov = vectors;
	return shim_next.sendmsg(fd, &other, flags);
}

static ssize_t message_first_sent(int fd, const struct msghdr *message, int flags)
{
	struct msghdr other = *message;

	if (other.msg_iovlen > 1)
		other.msg_iovlen = 1;
	return shim_next.sendmsg(fd, &other, flags);
}

/* An empty buffer is taken for the last one. */
static ssize_t message_ends_at_empty(int fd, const struct msghdr *message, int flags)
{
	struct msghdr other = *message;
	size_t i = 0;

	while (i < message->msg_iovlen && message->msg_iov[i].iov_len > 0)
		i++;
	other.msg_iovlen = i > 0 ? i : message->msg_iovlen;
	return shim_next.sendmsg(fd, &other, flags);
}

const struct shim shim_message_rows[] = {
	{"sender_unnamed", "recvfrom does not say who sent", .calls.receive = message_nameless},
	{"peek_names_nobody", "recvfrom with MSG_PEEK does not say who sent", .calls.receive = message_peek_nameless},
	{"trunc_flag_forgotten", "recvmsg does not say that it cut a datagram", .calls.receive = message_flag_lost,
		.bits = MSG_TRUNC},
	{"ctrunc_flag_forgotten", "recvmsg does not say that control messages did not fit",
		.calls.receive = message_flag_lost, .bits = MSG_CTRUNC},
	{"message_flags_not_written", "recvmsg leaves the flags that it was given in msg_flags",
		.calls.receive = message_flags_given},
	{"control_lost", "recvmsg has no control messages", .calls.receive = message_control_lost},
	{"scatter_backwards", "the last buffer is filled first", .calls.receive = message_filled_backwards},
	{"scatter_first_only", "only the first buffer is filled", .calls.receive = message_first_filled},
	{"gather_backwards", "the last buffer is sent first", .calls.transmit = message_sent_backwards},
	{"gather_first_only", "only the first buffer is sent", .calls.transmit = message_first_sent},
	{"gather_ends_at_empty", "an empty buffer ends what is sent", .calls.transmit = message_ends_at_empty},
	{.name = NULL},
};
