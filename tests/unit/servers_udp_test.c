/* SPDX-License-Identifier: BSD-2-Clause */
/* The UDP reference servers, and the program around all of them. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/server_process.h"
#include "tests/unit/unit.h"

static const char *host_of(int i)
{
	return i == 0 ? "127.0.0.1" : "::1";
}

START_TEST(echo_returns_datagrams_whole)
{
	static const size_t lengths[] = { 0, 1, 512, 1472, 9000, 65507 };
	struct server_process server = SERVER_START("udp-echo");
	int fd = client_open(&server, host_of(_i), SOCK_DGRAM);
	static char bytes[65536], back[65536];
	size_t i;

	for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		memset(bytes, 'a' + (int)i, sizeof bytes);
		client_send(fd, bytes, lengths[i]);
		ck_assert_int_eq(recv(fd, back, sizeof back, 0), (ssize_t)lengths[i]);
		ck_assert_mem_eq(back, bytes, lengths[i]);
	}
	/* Two at once stay two. */
	client_send(fd, "one", 3);
	client_send(fd, "three", 5);
	ck_assert_int_eq(recv(fd, back, sizeof back, 0), 3);
	ck_assert_int_eq(recv(fd, back, sizeof back, 0), 5);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

/* A connected socket hears only the address that it sent to: any of 127.0.0.0/8 is this machine's. */
START_TEST(the_answer_comes_from_the_address_that_was_asked)
{
	struct server_process server = SERVER_START("udp-echo");
	int fd = client_open(&server, "127.0.0.9", SOCK_DGRAM);
	char bytes[16];

	client_send(fd, "hello", 5);
	ck_assert_int_eq(recv(fd, bytes, sizeof bytes, 0), 5);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(discard_says_nothing)
{
	struct server_process server = SERVER_START("udp-discard");
	int fd = client_open(&server, host_of(_i), SOCK_DGRAM);

	client_send(fd, "hello", 5);
	ck_assert(!client_hears(fd, 100));
	client_send(fd, "hello", 5);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(chargen_answers_with_up_to_512_characters)
{
	struct server_process server = SERVER_START("udp-chargen");
	int fd = client_open(&server, host_of(_i), SOCK_DGRAM);
	char bytes[1024], first = 0;
	ssize_t length, last = -1;
	bool differ = false, rotate = false;
	int i;

	for (i = 0; i < 50; i++) {
		client_send(fd, "", 0);
		length = recv(fd, bytes, sizeof bytes, 0);
		ck_assert(length >= 0 && length <= 512);
		differ = differ || (last >= 0 && length != last);
		rotate = rotate || (length > 0 && first != 0 && bytes[0] != first);
		first = length > 0 ? bytes[0] : first;
		last = length;
	}
	ck_assert(differ);
	ck_assert(rotate);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(daytime_answers_with_a_line)
{
	struct server_process server = SERVER_START("udp-daytime");
	int fd = client_open(&server, host_of(_i), SOCK_DGRAM);
	char bytes[64];

	client_send(fd, "", 0);
	ck_assert_int_eq(recv(fd, bytes, sizeof bytes, 0), 26);
	ck_assert_mem_eq(bytes + 24, "\r\n", 2);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(count_answers_each_datagram)
{
	struct server_process server = SERVER_START("udp-count");
	int fd = client_open(&server, host_of(_i), SOCK_DGRAM);
	char bytes[64];

	client_send(fd, "hello", 5);
	ck_assert_int_eq(recv(fd, bytes, sizeof bytes, 0), 1);
	ck_assert_mem_eq(bytes, "5", 1);
	client_send(fd, "", 0);
	ck_assert_int_eq(recv(fd, bytes, sizeof bytes, 0), 1);
	ck_assert_mem_eq(bytes, "0", 1);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(it_ends_cleanly_on_sigint_and_with_clients)
{
	struct server_process server = SERVER_START("tcp-chargen");
	int fd = client_open(&server, "127.0.0.1", SOCK_STREAM);

	server_stop(&server, SIGINT);
	close(fd);
}
END_TEST

START_TEST(one_address_is_served_alone)
{
	struct server_process server = SERVER_START("--host=127.0.0.2", "tcp-daytime");
	struct server_process elsewhere = server;
	int fd = client_open(&elsewhere, "127.0.0.2", SOCK_STREAM);
	char bytes[64];

	ck_assert_uint_eq(client_read_all(fd, bytes, sizeof bytes), 26);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

/* With no descriptor left for them callers wait, the server sleeps, and goes on when one is free. */
START_TEST(too_many_clients_do_not_make_it_spin)
{
	enum { CLIENTS = 40 };
	const struct rlimit few = { .rlim_cur = 20, .rlim_max = 4096 };
	struct rlimit before;
	struct server_process server;
	int fds[CLIENTS], i;
	struct timespec cpu_before, cpu_after;
	char bytes[8];
	clockid_t clock;

	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){ few.rlim_cur, before.rlim_max }), 0);
	server = SERVER_START("tcp-echo");
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
	for (i = 0; i < CLIENTS; i++)
		fds[i] = client_open(&server, "127.0.0.1", SOCK_STREAM);
	client_send(fds[CLIENTS - 1], "late", 4);
	ck_assert_int_eq(clock_getcpuclockid(server.pid, &clock), 0);
	ck_assert_int_eq(clock_gettime(clock, &cpu_before), 0);
	ck_assert(!client_hears(fds[CLIENTS - 1], 500));
	ck_assert_int_eq(clock_gettime(clock, &cpu_after), 0);
	ck_assert_int_lt((cpu_after.tv_sec - cpu_before.tv_sec) * 1000 + (cpu_after.tv_nsec - cpu_before.tv_nsec) / 1000000,
		250);
	for (i = 0; i < CLIENTS - 1; i++)
		close(fds[i]);
	client_read_exactly(fds[CLIENTS - 1], bytes, 4);
	close(fds[CLIENTS - 1]);
	server_stop(&server, SIGTERM);
}
END_TEST

/* Its exit status, with its output thrown away. */
static int status_of(const char *const *arguments)
{
	const char *builddir = getenv("builddir");
	char path[4096];
	int status, null;
	pid_t pid;

	snprintf(path, sizeof path, "%s/sockspec-server", builddir != NULL ? builddir : ".");
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		null = open("/dev/null", O_RDWR);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execv(path, (char *const *)arguments);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}
#define STATUS_OF(...) status_of((const char *const[]){ "sockspec-server", __VA_ARGS__, NULL })

START_TEST(wrong_command_lines_are_refused)
{
	struct server_process server = SERVER_START("tcp-deaf");
	char port[32];

	snprintf(port, sizeof port, "--port=%d", server.port);
	ck_assert_int_eq(STATUS_OF("--help"), 0);
	ck_assert_int_eq(STATUS_OF("--list"), 0);
	ck_assert_int_eq(STATUS_OF("--version"), 0);
	ck_assert_int_eq(STATUS_OF(NULL), 2);
	ck_assert_int_eq(STATUS_OF("nonsense"), 2);
	ck_assert_int_eq(STATUS_OF("tcp-echo", "udp-echo"), 2);
	ck_assert_int_eq(STATUS_OF("--nonsense", "tcp-echo"), 2);
	ck_assert_int_eq(STATUS_OF("--port=65536", "tcp-echo"), 2);
	ck_assert_int_eq(STATUS_OF("--port=7x", "tcp-echo"), 2);
	ck_assert_int_eq(STATUS_OF("--chunk=0", "tcp-slow"), 2);
	ck_assert_int_eq(STATUS_OF("--host=nowhere.example", "tcp-echo"), 1);
	ck_assert_int_eq(STATUS_OF("--ready-fd=99", "tcp-echo"), 1);
	ck_assert_int_eq(STATUS_OF(port, "tcp-echo"), 1);
	server_stop(&server, SIGTERM);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("servers-udp");
	TCase *tests = tcase_create("udp");
	int families = server_has_ipv6() ? 2 : 1;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, echo_returns_datagrams_whole, 0, families);
	tcase_add_test(tests, the_answer_comes_from_the_address_that_was_asked);
	tcase_add_loop_test(tests, discard_says_nothing, 0, families);
	tcase_add_loop_test(tests, chargen_answers_with_up_to_512_characters, 0, families);
	tcase_add_loop_test(tests, daytime_answers_with_a_line, 0, families);
	tcase_add_loop_test(tests, count_answers_each_datagram, 0, families);
	tcase_add_test(tests, it_ends_cleanly_on_sigint_and_with_clients);
	tcase_add_test(tests, one_address_is_served_alone);
	tcase_add_test(tests, too_many_clients_do_not_make_it_spin);
	tcase_add_test(tests, wrong_command_lines_are_refused);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
