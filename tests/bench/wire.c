/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * make bench: what the wire costs a packet, against a plain veth pair between the same two hosts in the same run. By
 * turns, several times, and the median of each: packets a second, the time that a datagram and its answer take, and from
 * the difference what the wire adds to one packet on its way. The wire alone: no page, no capture.
 *
 * Two processes send and answer; this one is the wire, as in a play.
 */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/sandbox.h"
#include "harness/play/wire.h"
#include "tests/bench/bench_veth.h"

#define TURNS 3
#define PINGS 2000
#define WINDOWS 500
#define WINDOW 64   /* datagrams on their way at most, so that no queue overflows and none is lost */
#define SIZE 1000
#define PORT 7000
#define PATIENCE_S 10

/* All that the wire does is recorded. */
_Static_assert(TURNS * (2 * PINGS + WINDOWS * (WINDOW + 1) + 10) < WIRE_RECORDS_MOST, "more packets than are recorded");

struct figures {
	double ping_us, packets_s;
};

struct cable {
	const char *name;
	const char *addresses[HOST_COUNT];
	int sockets[HOST_COUNT];
	struct figures turns[TURNS];
};

enum message { MESSAGE_PING = 'p', MESSAGE_DATA = 'd', MESSAGE_LAST = 'l', MESSAGE_END = 'e' };

static int compare(const void *a, const void *b)
{
	double difference = *(const double *)a - *(const double *)b;

	return difference < 0 ? -1 : difference > 0;
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, compare);
	return values[count / 2];
}

static int open_end(struct sandbox *sandbox, struct cable *cable, enum case_host host, struct err *err)
{
	struct sockaddr_in own = { .sin_family = AF_INET, .sin_port = htons(PORT) }, other = own;
	const struct timeval patience = { .tv_sec = PATIENCE_S };
	int fd;

	inet_pton(AF_INET, cable->addresses[host], &own.sin_addr);
	inet_pton(AF_INET, cable->addresses[1 - host], &other.sin_addr);
	if (sandbox_visit(sandbox, host, err) < 0)
		return -1;
	fd = cable->sockets[host] = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&own, sizeof own) < 0 ||
		connect(fd, (const struct sockaddr *)&other, sizeof other) < 0 ||
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) < 0)
		return err_set_errno(err, errno, "no socket at %s", cable->addresses[host]);
	return sandbox_leave(sandbox, err);
}

static bool tell(int fd, char message, size_t length)
{
	char bytes[SIZE] = { 0 };

	bytes[0] = message;
	return send(fd, bytes, length, 0) == (ssize_t)length;
}

static bool hear(int fd, char *message)
{
	char bytes[SIZE];
	ssize_t got = recv(fd, bytes, sizeof bytes, 0);

	*message = bytes[0];
	return got > 0;
}

/* The server's process: answers pings and the last of each window. An exit status. */
static int answer(int fd)
{
	size_t data = 0;
	char message;

	while (hear(fd, &message)) {
		if (message == MESSAGE_END)
			return 0;
		data += message == MESSAGE_DATA || message == MESSAGE_LAST;
		if (message == MESSAGE_LAST && data % WINDOW != 0)
			return 1;
		if (message != MESSAGE_DATA && !tell(fd, message, 1))
			return 1;
	}
	return 1;
}

/* The client's process. An exit status. */
static int ask(int fd, struct figures *figures)
{
	static double pings[PINGS];
	int64_t begin;
	char message;
	int i, j;

	for (i = 0; i < PINGS; i++) {
		begin = clock_now_ns();
		if (!tell(fd, MESSAGE_PING, 1) || !hear(fd, &message))
			return 1;
		pings[i] = (double)(clock_now_ns() - begin) / NS_PER_US;
	}
	figures->ping_us = median(pings, PINGS);
	begin = clock_now_ns();
	for (i = 0; i < WINDOWS; i++) {
		for (j = 0; j < WINDOW; j++) {
			if (!tell(fd, j == WINDOW - 1 ? MESSAGE_LAST : MESSAGE_DATA, SIZE))
				return 1;
		}
		if (!hear(fd, &message))
			return 1;
	}
	figures->packets_s = (double)WINDOWS * (WINDOW + 1) * NS_PER_SECOND / (double)(clock_now_ns() - begin);
	return tell(fd, MESSAGE_END, 1) ? 0 : 1;
}

static void on_ended(uv_poll_t *poll, int status, int events)
{
	(void)status;
	(void)events;
	uv_close((uv_handle_t *)poll, NULL);
	--*(int *)poll->data;
}

/* Both processes over one cable; this one passes on what they send until they have ended. 0, or -1 with err. */
static int take_turn(uv_loop_t *loop, const struct cable *cable, struct figures *figures, struct err *err)
{
	int running = 0, host, result = 0, status, fds[HOST_COUNT];
	uv_poll_t polls[HOST_COUNT];
	pid_t pids[HOST_COUNT];

	for (host = 0; host < HOST_COUNT; host++) {
		pids[host] = fork();
		if (pids[host] == 0)
			_exit(host == HOST_SERVER ? answer(cable->sockets[host]) : ask(cable->sockets[host], figures));
		if (pids[host] < 0)
			return err_set_errno(err, errno, "no process");
		fds[host] = (int)syscall(SYS_pidfd_open, pids[host], 0);
		if (fds[host] < 0 || uv_poll_init(loop, &polls[host], fds[host]) < 0)
			return err_set_errno(err, errno, "cannot watch a process");
		polls[host].data = &running;
		running++;
		uv_poll_start(&polls[host], UV_READABLE, on_ended);
	}
	while (running > 0)
		uv_run(loop, UV_RUN_ONCE);
	/* Closes what has ended. */
	uv_run(loop, UV_RUN_NOWAIT);
	for (host = 0; host < HOST_COUNT; host++) {
		close(fds[host]);
		if (waitpid(pids[host], &status, 0) != pids[host] || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
			result = err_set(err, "a datagram was lost on the %s", cable->name);
	}
	return result;
}

static void report(struct cable *cables)
{
	double pings[2], packets[2], values[TURNS];
	int i, turn;

	for (i = 0; i < 2; i++) {
		for (turn = 0; turn < TURNS; turn++)
			values[turn] = cables[i].turns[turn].ping_us;
		pings[i] = median(values, TURNS);
		for (turn = 0; turn < TURNS; turn++)
			values[turn] = cables[i].turns[turn].packets_s;
		packets[i] = median(values, TURNS);
		printf("%-34s %8.0f packets/s  %6.1f us a datagram and its answer\n", cables[i].name, packets[i], pings[i]);
	}
	printf("%-34s %8.2f\n", "packets a second, wire over veth", packets[1] / packets[0]);
	printf("%-34s %8.1f us       (%.1f us - %.1f us over two ways)\n", "added to a packet by the wire",
		(pings[1] - pings[0]) / 2, pings[1], pings[0]);
}

static int measure(struct sandbox *sandbox, struct cable *cables, struct figures *shared, struct err *err)
{
	struct wire *wire;
	int turn, i, result = 0;
	uv_loop_t loop;

	if (uv_loop_init(&loop) < 0)
		return err_set(err, "no event loop");
	wire = wire_open(sandbox, &loop, clock_now_ns(), NULL, NULL, err);
	if (!wire)
		return -1;
	for (turn = 0; result == 0 && turn < TURNS; turn++) {
		for (i = 0; result == 0 && i < 2; i++) {
			result = take_turn(&loop, &cables[i], shared, err);
			cables[i].turns[turn] = *shared;
		}
	}
	wire_close(wire);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	return result;
}

int main(void)
{
	struct cable cables[] = {
		{ .name = "a plain veth pair", .addresses = { "198.51.100.1", "198.51.100.2" } },
		{ .name = "the wire", .addresses = { "192.0.2.1", "192.0.2.2" } },
	};
	struct figures *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	enum level given;
	struct sandbox sandbox;
	char reason[256] = "";
	struct err err;
	int i;

	err_init(&err);
	if (shared == MAP_FAILED || sandbox_enter(LEVEL_WIRE, &given, reason, sizeof reason, &err) < 0 ||
		sandbox_open(&sandbox, given, &err) < 0) {
		fprintf(stderr, "wire: %s\n", err.set ? err.text : "no memory");
		return 3;
	}
	if (sandbox.level != LEVEL_WIRE) {
		printf("%-34s SKIP: %s\n", "the wire over a veth pair", reason[0] ? reason : sandbox.level_reason);
		return 0;
	}
	if (bench_veth_make(&sandbox, cables[0].addresses, &err) < 0) {
		printf("%-34s SKIP: %s\n", "the wire over a veth pair", err.text);
		return 0;
	}
	for (i = 0; i < 2; i++) {
		if (open_end(&sandbox, &cables[i], HOST_CLIENT, &err) < 0 || open_end(&sandbox, &cables[i], HOST_SERVER, &err) < 0)
			break;
	}
	if (err.set || measure(&sandbox, cables, shared, &err) < 0) {
		fprintf(stderr, "wire: %s\n", err.text);
		return 3;
	}
	report(cables);
	sandbox_close(&sandbox);
	return 0;
}
