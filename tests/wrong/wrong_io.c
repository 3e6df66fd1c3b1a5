/* SPDX-License-Identifier: BSD-2-Clause */
/* What the wrong servers have in common: blocking sends and receives. */
#include "config.h"

#include <errno.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/wrong/wrong.h"

bool wrong_send(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;
	ssize_t sent;

	while (length > 0) {
		sent = send(fd, at, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return false;
		at += sent;
		length -= (size_t)sent;
	}
	return true;
}

long wrong_receive(int fd, void *bytes, size_t room)
{
	ssize_t got;

	do
		got = recv(fd, bytes, room, 0);
	while (got < 0 && errno == EINTR);
	return got;
}

void wrong_drain(int fd)
{
	char bytes[4096];

	while (wrong_receive(fd, bytes, sizeof bytes) > 0)
		;
}

void wrong_wait_until_sent(int fd)
{
	int unacknowledged = 0, turns;

	for (turns = 0; turns < 1000; turns++) {
		if (ioctl(fd, SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0)
			return;
		/* Nothing is reported for no event asked for but a dead connection, so this is a pause of 1 ms. */
		if (poll(&(struct pollfd){ .fd = fd }, 1, 1) > 0)
			return;
	}
}

void wrong_reset(int fd)
{
	const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	close(fd);
}

void wrong_stay(int fd)
{
	struct pollfd polled = { .fd = fd };

	while (poll(&polled, 1, -1) < 0 && errno == EINTR)
		;
}
