/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of the servers: one started as a process, and clients of it. */
#include "config.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/server_process.h"

#define ARGUMENTS_MOST 16

const char *server_program;

/* In the child: the program with --ready-fd and the arguments. Dies with the test. */
static void server_exec(const char *const *arguments, int ready_fd)
{
	const char *builddir = getenv("builddir");
	const char *vector[ARGUMENTS_MOST + 3];
	char path[4096], ready[32];
	size_t n = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(path, sizeof path, "%s/%s", builddir != NULL ? builddir : ".",
		server_program != NULL ? server_program : "sockspec-server");
	snprintf(ready, sizeof ready, "--ready-fd=%d", ready_fd);
	vector[n++] = path;
	vector[n++] = ready;
	while (*arguments != NULL && n < ARGUMENTS_MOST)
		vector[n++] = *arguments++;
	vector[n] = NULL;
	execv(path, (char *const *)vector);
	_exit(127);
}

struct server_process server_start(const char *const *arguments)
{
	struct server_process server = { 0 };
	char line[64] = "";
	size_t length = 0;
	ssize_t got;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	server.pid = fork();
	ck_assert_int_ge(server.pid, 0);
	if (server.pid == 0) {
		close(ends[0]);
		server_exec(arguments, ends[1]);
	}
	close(ends[1]);
	/* Read to the end: that it closes the descriptor is a part of what is promised. */
	while (length < sizeof line - 1 && (got = read(ends[0], line + length, sizeof line - 1 - length)) > 0)
		length += (size_t)got;
	close(ends[0]);
	ck_assert_msg(sscanf(line, "ready %d\n", &server.port) == 1, "not ready: '%s'", line);
	ck_assert(server.port > 0 && server.port < 65536);
	return server;
}

void server_stop(struct server_process *server, int signal_number)
{
	int status;

	ck_assert_int_eq(kill(server->pid, signal_number), 0);
	ck_assert_int_eq(waitpid(server->pid, &status, 0), server->pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "ended with status 0x%x", (unsigned)status);
}

bool server_has_ipv6(void)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(AF_INET6, SOCK_STREAM, 0);
	bool has = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0;

	if (fd >= 0)
		close(fd);
	return has;
}

int client_open(const struct server_process *server, const char *host, int type)
{
	struct sockaddr_in6 address6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)server->port) };
	struct sockaddr_in address4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)server->port) };
	const struct timeval patience = { .tv_sec = 10 };
	bool six = strchr(host, ':') != NULL;
	int fd = socket(six ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(inet_pton(six ? AF_INET6 : AF_INET, host,
		six ? (void *)&address6.sin6_addr : (void *)&address4.sin_addr), 1);
	ck_assert_int_eq(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
	ck_assert_int_eq(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience), 0);
	if ((six ? connect(fd, (struct sockaddr *)&address6, sizeof address6)
		: connect(fd, (struct sockaddr *)&address4, sizeof address4)) != 0)
		ck_assert_msg((type & SOCK_NONBLOCK) != 0 && errno == EINPROGRESS, "connect: %s", strerror(errno));
	return fd;
}

size_t client_read_all(int fd, char *bytes, size_t room)
{
	size_t length = 0;
	ssize_t got = 1;

	while (length < room && got > 0) {
		got = recv(fd, bytes + length, room - length, 0);
		ck_assert_msg(got >= 0, "recv after %zu bytes: %s", length, strerror(errno));
		length += (size_t)got;
	}
	return length;
}

void client_read_exactly(int fd, char *bytes, size_t length)
{
	ck_assert_uint_eq(client_read_all(fd, bytes, length), length);
}

void client_send(int fd, const char *bytes, size_t length)
{
	ck_assert_int_eq(send(fd, bytes, length, MSG_NOSIGNAL), (ssize_t)length);
}

bool client_hears(int fd, int timeout_ms)
{
	struct pollfd polled = { .fd = fd, .events = POLLIN };

	return poll(&polled, 1, timeout_ms) > 0;
}
