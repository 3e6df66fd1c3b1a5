/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of calls that do several things at once: sendmmsg, recvmmsg, sendfile. Libraries that have them only by name write
 * a loop over the plain call, and forget what the loop has to tell.
 */
#include <errno.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "tests/wrong/shim.h"

SHIM_FORWARD(int, sendmmsg, (int fd, struct mmsghdr *messages, unsigned int count, int flags),
	(fd, messages, count, flags))
SHIM_FORWARD(int, recvmmsg, (int fd, struct mmsghdr *messages, unsigned int count, int flags,
	struct timespec *timeout), (fd, messages, count, flags, timeout))
SHIM_FORWARD(ssize_t, sendfile, (int out, int in, off_t *offset, size_t count), (out, in, offset, count))

static int many_first_sent(int fd, struct mmsghdr *messages, unsigned int count, int flags)
{
	return shim_next.sendmmsg(fd, messages, count > 1 ? 1 : count, flags);
}

/* The lengths are left as they were. */
static int many_lengths_unsaid(int fd, struct mmsghdr *messages, unsigned int count, int flags)
{
	unsigned int lengths[64];
	int result;

	for (unsigned int i = 0; i < count && i < 64; i++)
		lengths[i] = messages[i].msg_len;
	result = shim_next.sendmmsg(fd, messages, count, flags);
	for (int i = 0; i < result && i < 64; i++)
		messages[i].msg_len = lengths[i];
	return result;
}

/* An error behind the first message is told at once: nobody knows that some were sent. */
static int many_error_at_once(int fd, struct mmsghdr *messages, unsigned int count, int flags)
{
	for (unsigned int i = 0; i < count; i++)
		if (shim_next.sendmmsg(fd, messages + i, 1, flags) < 0)
			return -1;
	return (int)count;
}

/* One that cannot be sent is passed over. */
static int many_error_skipped(int fd, struct mmsghdr *messages, unsigned int count, int flags)
{
	for (unsigned int i = 0; i < count; i++)
		shim_next.sendmmsg(fd, messages + i, 1, flags);
	return (int)count;
}

static int many_without_bound(int fd, struct mmsghdr *messages, unsigned int count, int flags)
{
	unsigned int done = 0;
	int result;

	do {
		result = shim_next.sendmmsg(fd, messages + done, count - done, flags);
		done += result > 0 ? (unsigned int)result : 0;
	} while (result > 0 && done < count);
	return done > 0 ? (int)done : result;
}

static int many_first_received(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout)
{
	return shim_next.recvmmsg(fd, messages, count > 1 ? 1 : count, flags, timeout);
}

static int many_rooms_told(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout)
{
	int result = shim_next.recvmmsg(fd, messages, count, flags, timeout);

	for (int i = 0; i < result; i++)
		messages[i].msg_len = (unsigned int)shim_length(&messages[i].msg_hdr);
	return result;
}

/* `bits` are flags that are ignored. */
static int many_without_flags(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout)
{
	return shim_next.recvmmsg(fd, messages, count, flags & ~shim_picked->bits, timeout);
}

static int many_never_waits(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout)
{
	return shim_next.recvmmsg(fd, messages, count, flags | MSG_WAITFORONE, timeout);
}

static ssize_t many_file_offset_kept(int out, int in, off_t *offset, size_t count)
{
	off_t moved = offset != NULL ? *offset : 0;

	return shim_next.sendfile(out, in, offset != NULL ? &moved : NULL, count);
}

static ssize_t many_file_place_moved(int out, int in, off_t *offset, size_t count)
{
	ssize_t result = shim_next.sendfile(out, in, offset, count);

	if (result > 0 && offset != NULL)
		lseek(in, *offset, SEEK_SET);
	return result;
}

static ssize_t many_file_place_kept(int out, int in, off_t *offset, size_t count)
{
	off_t place = lseek(in, 0, SEEK_CUR);
	ssize_t result = shim_next.sendfile(out, in, offset, count);
	int saved = errno;

	if (offset == NULL)
		lseek(in, place, SEEK_SET);
	errno = saved;
	return result;
}

static ssize_t many_file_from_start(int out, int in, off_t *offset, size_t count)
{
	off_t start = 0;
	ssize_t result = shim_next.sendfile(out, in, offset != NULL ? &start : NULL, count);

	if (result > 0 && offset != NULL)
		*offset += result;
	return result;
}

/* As much as was asked for, also where the file has less. */
static ssize_t many_file_claims_all(int out, int in, off_t *offset, size_t count)
{
	ssize_t result = shim_next.sendfile(out, in, offset, count);

	return result > 0 ? (ssize_t)count : result;
}

const struct shim shim_many_rows[] = {
	{"sendmmsg_first_only", "sendmmsg sends the first message", .calls.sendmmsg = many_first_sent},
	{"sendmmsg_lengths_unsaid", "sendmmsg does not say how much of each message was sent",
		.calls.sendmmsg = many_lengths_unsaid},
	{"sendmmsg_error_at_once", "sendmmsg returns the error of a later message", .calls.sendmmsg = many_error_at_once},
	{"sendmmsg_error_skipped", "sendmmsg passes over a message that cannot be sent",
		.calls.sendmmsg = many_error_skipped},
	{"sendmmsg_without_bound", "sendmmsg takes more than 1024 messages", .calls.sendmmsg = many_without_bound},
	{"recvmmsg_first_only", "recvmmsg receives one message", .calls.recvmmsg = many_first_received},
	{"recvmmsg_tells_room", "recvmmsg tells the room of each message for its length", .calls.recvmmsg = many_rooms_told},
	{"waitforone_ignored", "recvmmsg with MSG_WAITFORONE waits for all", .calls.recvmmsg = many_without_flags,
		.bits = MSG_WAITFORONE},
	{"waitforone_always", "recvmmsg waits for the first message only", .calls.recvmmsg = many_never_waits},
	{"recvmmsg_dontwait_ignored", "recvmmsg with MSG_DONTWAIT waits", .calls.recvmmsg = many_without_flags,
		.bits = MSG_DONTWAIT},
	{"sendfile_offset_kept", "sendfile leaves the offset where it was", .calls.sendfile = many_file_offset_kept},
	{"sendfile_moves_file", "sendfile with an offset moves the file's place", .calls.sendfile = many_file_place_moved},
	{"sendfile_leaves_file", "sendfile without an offset leaves the file's place", .calls.sendfile = many_file_place_kept},
	{"sendfile_from_start", "sendfile begins at the file's first byte", .calls.sendfile = many_file_from_start},
	{"sendfile_claims_all", "sendfile says that it sent what was asked for", .calls.sendfile = many_file_claims_all},
	{.name = NULL},
};
