/* SPDX-License-Identifier: BSD-2-Clause */
/* The loop: accepts, serves, and waits for whatever comes next. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "servers/conn.h"
#include "servers/datagram.h"
#include "servers/loop.h"

#define NS_PER_MS INT64_C(1000000)
/* Where no descriptor is left for a client, the next one is tried for after so long. */
#define ACCEPT_PAUSE_NS (100 * NS_PER_MS)
/* How many clients are let in before those that are here have their turn. */
#define ACCEPTS_A_TURN 64

struct loop {
	const struct server *server;
	const struct settings *settings;
	const struct listeners *listeners;
	struct datagram_socket *datagrams[LISTENERS_MOST];
	struct conn **conns;
	size_t count, capacity;
	struct pollfd *polled; /* the signal pipe, the listeners, the clients */
	int64_t accept_from_ns;
};

/* A handler may do little more than write; the other end of this pipe is polled with everything else. */
static int signal_pipe[2] = { -1, -1 };

static void loop_on_signal(int number)
{
	int saved = errno;
	ssize_t ignored = write(signal_pipe[1], "", 1);

	(void)number;
	(void)ignored;
	errno = saved;
}

int loop_prepare(void)
{
	struct sigaction action = { .sa_handler = loop_on_signal, .sa_flags = SA_RESTART };
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t both;

	if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	sigemptyset(&action.sa_mask);
	sigemptyset(&ignore.sa_mask);
	sigemptyset(&both);
	sigaddset(&both, SIGTERM);
	sigaddset(&both, SIGINT);
	if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGINT, &action, NULL) != 0
		|| sigaction(SIGPIPE, &ignore, NULL) != 0)
		return -1;
	return sigprocmask(SIG_UNBLOCK, &both, NULL); /* whoever started us may have blocked them */
}

static int64_t loop_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 * NS_PER_MS + now.tv_nsec;
}

static int loop_reserve(struct loop *loop)
{
	size_t capacity = loop->capacity == 0 ? 16 : loop->capacity * 2;
	struct conn **conns;
	struct pollfd *polled;

	if (loop->count < loop->capacity)
		return 0;
	conns = realloc(loop->conns, capacity * sizeof *conns);
	if (conns == NULL)
		return -1;
	loop->conns = conns;
	polled = realloc(loop->polled, (1 + LISTENERS_MOST + capacity) * sizeof *polled);
	if (polled == NULL)
		return -1;
	loop->polled = polled;
	loop->capacity = capacity;
	return 0;
}

/* The new client is served at once: what it has to say may be there already, and tcp-reset has to be quick. */
static void loop_add(struct loop *loop, int fd, int64_t now_ns)
{
	struct conn *conn = conn_open(fd, loop->server, loop->settings);

	if (conn == NULL)
		return;
	if (conn_serve(conn, 0, now_ns))
		loop->conns[loop->count++] = conn;
	else
		conn_close(conn);
}

static void loop_accept(struct loop *loop, int listener, int64_t now_ns)
{
	int turn, fd;

	for (turn = 0; turn < ACCEPTS_A_TURN; turn++) {
		if (loop_reserve(loop) != 0) {
			loop->accept_from_ns = now_ns + ACCEPT_PAUSE_NS;
			return;
		}
		fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			loop_add(loop, fd, now_ns);
			continue;
		}
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			return;
		/* The caller stays in the queue, so poll() would say so again at once: a pause instead of a spin. */
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
			loop->accept_from_ns = now_ns + ACCEPT_PAUSE_NS;
			return;
		}
		/* Anything else was the fate of that one client (ECONNABORTED), which is gone from the queue. */
	}
}

/* Milliseconds until something is to be done without being called; -1: nothing is. */
static int loop_timeout_ms(const struct loop *loop, int64_t now_ns)
{
	int64_t next_ns = INT64_MAX;
	size_t i;

	if (loop->accept_from_ns > now_ns)
		next_ns = loop->accept_from_ns;
	for (i = 0; i < loop->count; i++) {
		if (loop->conns[i]->pause_until_ns > now_ns && loop->conns[i]->pause_until_ns < next_ns)
			next_ns = loop->conns[i]->pause_until_ns;
	}
	if (next_ns == INT64_MAX)
		return -1;
	return (int)((next_ns - now_ns + NS_PER_MS - 1) / NS_PER_MS);
}

static short loop_listener_events(const struct loop *loop, size_t i, int64_t now_ns)
{
	if (loop->datagrams[i] != NULL)
		return datagram_events(loop->datagrams[i]);
	return loop->server->never_accepts || loop->accept_from_ns > now_ns ? 0 : POLLIN;
}

/* Fills `polled`. A client that pauses is left out (fd -1): poll() reports a hang-up even if asked for nothing. */
static nfds_t loop_gather(struct loop *loop, int64_t now_ns)
{
	nfds_t n = 0;
	size_t i;

	loop->polled[n++] = (struct pollfd){ .fd = signal_pipe[0], .events = POLLIN };
	for (i = 0; i < loop->listeners->count; i++)
		loop->polled[n++] = (struct pollfd){ .fd = loop->listeners->fds[i],
			.events = loop_listener_events(loop, i, now_ns) };
	for (i = 0; i < loop->count; i++)
		loop->polled[n++] = (struct pollfd){
			.fd = loop->conns[i]->pause_until_ns > now_ns ? -1 : loop->conns[i]->fd,
			.events = conn_events(loop->conns[i], now_ns) };
	return n;
}

/* Serves the clients that poll() named and closes up the gaps that those leave which are done. */
static void loop_serve_conns(struct loop *loop, const struct pollfd *polled, int64_t now_ns)
{
	size_t i, kept = 0;

	for (i = 0; i < loop->count; i++) {
		struct conn *conn = loop->conns[i];

		if (polled[i].revents == 0 || conn_serve(conn, polled[i].revents, now_ns))
			loop->conns[kept++] = conn;
		else
			conn_close(conn);
	}
	/* With a descriptor free again, those that wait outside need not wait longer. */
	if (kept < loop->count)
		loop->accept_from_ns = 0;
	loop->count = kept;
}

static void loop_serve_listeners(struct loop *loop, const short *revents, int64_t now_ns)
{
	size_t i;

	for (i = 0; i < loop->listeners->count; i++) {
		if (revents[i] == 0)
			continue;
		if (loop->datagrams[i] != NULL)
			datagram_serve(loop->datagrams[i]);
		else if (!loop->server->never_accepts)
			loop_accept(loop, loop->listeners->fds[i], now_ns);
	}
}

static int loop_turn(struct loop *loop, bool *stop)
{
	int64_t now_ns = loop_now_ns();
	short revents[LISTENERS_MOST];
	nfds_t n = loop_gather(loop, now_ns);
	size_t i;

	if (poll(loop->polled, n, loop_timeout_ms(loop, now_ns)) < 0)
		return errno == EINTR || errno == ENOMEM || errno == EAGAIN ? 0 : -1;
	if (loop->polled[0].revents != 0) {
		*stop = true;
		return 0;
	}
	now_ns = loop_now_ns();
	/* Letting clients in moves `polled`, so what it says of the listeners is kept aside. */
	for (i = 0; i < loop->listeners->count; i++)
		revents[i] = loop->polled[1 + i].revents;
	loop_serve_conns(loop, loop->polled + 1 + loop->listeners->count, now_ns);
	loop_serve_listeners(loop, revents, now_ns);
	return 0;
}

static int loop_begin(struct loop *loop)
{
	size_t i;

	if (loop_reserve(loop) != 0)
		return -1;
	for (i = 0; loop->server->answer != NULL && i < loop->listeners->count; i++) {
		loop->datagrams[i] = datagram_new(loop->listeners->fds[i], loop->server);
		if (loop->datagrams[i] == NULL)
			return -1;
	}
	return 0;
}

int loop_run(const struct server *server, const struct settings *settings, const struct listeners *listeners)
{
	struct loop loop = { .server = server, .settings = settings, .listeners = listeners };
	bool stop = false;
	int result, saved;
	size_t i;

	result = loop_begin(&loop);
	while (result == 0 && !stop)
		result = loop_turn(&loop, &stop);
	saved = errno;
	for (i = 0; i < loop.count; i++)
		conn_close(loop.conns[i]);
	for (i = 0; i < LISTENERS_MOST; i++)
		free(loop.datagrams[i]);
	free(loop.conns);
	free(loop.polled);
	errno = saved;
	return result;
}
