/* SPDX-License-Identifier: BSD-2-Clause */
/* Waits until no other play goes on at level host on this machine. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/play/turn.h"

/* Without its first byte, which is 0. */
#define TURN_NAME "sockspec at level host"
#define TURN_QUEUE 1024

enum turn { TURN_HAD, TURN_TAKEN, TURN_UNKNOWN };

static socklen_t turn_name(struct sockaddr_un *name)
{
	memset(name, 0, sizeof *name);
	name->sun_family = AF_UNIX;
	memcpy(name->sun_path + 1, TURN_NAME, sizeof TURN_NAME - 1);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + sizeof TURN_NAME);
}

static enum turn turn_try(int *turn)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), number;
	struct sockaddr_un name;
	socklen_t length = turn_name(&name);

	if (fd < 0)
		return TURN_UNKNOWN;
	if (bind(fd, (const struct sockaddr *)&name, length) == 0 && listen(fd, TURN_QUEUE) == 0) {
		*turn = fd;
		return TURN_HAD;
	}
	number = errno;
	close(fd);
	return number == EADDRINUSE ? TURN_TAKEN : TURN_UNKNOWN;
}

/* A connection that nobody accepts: it breaks when the holder goes. -1 where it has gone, or does not listen yet. */
static int turn_queue_up(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct sockaddr_un name;
	socklen_t length = turn_name(&name);

	if (fd >= 0 && connect(fd, (const struct sockaddr *)&name, length) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* The signals that the caller holds back, as something that can be waited for; they stay where they are. */
static int turn_watch_signals(void)
{
	sigset_t held;

	if (sigprocmask(SIG_BLOCK, NULL, &held) != 0)
		return -1;
	return signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* True where the wait is over because nobody wants the turn any more. */
static bool turn_wait(int signals, int64_t deadline_ns)
{
	int queued = turn_queue_up(), left_ms = clock_left_ms(deadline_ns);
	struct pollfd all[] = {
		{ .fd = queued, .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
		{ .fd = STDIN_FILENO }, /* POLLHUP comes unasked */
	};
	bool unwanted = false;

	/* Its name is there before it can be called: only in this moment is it tried again after a while. */
	if (queued < 0 && left_ms > 1)
		left_ms = 1;
	if (poll(all, sizeof all / sizeof *all, left_ms) > 0)
		unwanted = (all[1].revents & POLLIN) != 0 || (all[2].revents & POLLHUP) != 0;
	if (queued >= 0)
		close(queued);
	return unwanted;
}

bool turn_take(int64_t deadline_ns, int *turn)
{
	int signals = turn_watch_signals();
	bool unwanted = false;
	enum turn tried;

	*turn = -1;
	while ((tried = turn_try(turn)) == TURN_TAKEN && !unwanted && clock_now_ns() < deadline_ns)
		unwanted = turn_wait(signals, deadline_ns);
	if (signals >= 0)
		close(signals);
	return tried != TURN_TAKEN || unwanted;
}

void turn_give(int turn)
{
	if (turn >= 0)
		close(turn);
}
