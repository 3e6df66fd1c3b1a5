/* SPDX-License-Identifier: BSD-2-Clause */
/* The TCP reference servers, as clients on loopback find them. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/server_process.h"
#include "tests/unit/unit.h"

/* Each test that takes `_i` is run once for each family. */
static const char *host_of(int i)
{
	return i == 0 ? "127.0.0.1" : "::1";
}

static char pattern_byte(size_t i)
{
	return (char)(i * 31 + i / 251 + i / 65521);
}

START_TEST(echo_sends_back_and_ends_when_the_client_does)
{
	struct server_process server = SERVER_START("tcp-echo");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	char bytes[64];

	client_send(fd, "hello", 5);
	client_read_exactly(fd, bytes, 5);
	ck_assert_mem_eq(bytes, "hello", 5);
	ck_assert(!client_hears(fd, 50));
	client_send(fd, "more", 4);
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert_uint_eq(client_read_all(fd, bytes, sizeof bytes), 4);
	ck_assert_mem_eq(bytes, "more", 4);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

/* The client writes until nobody takes any more; what the server keeps is bounded, and nothing of it is lost. */
START_TEST(echo_stops_reading_while_it_cannot_write)
{
	struct server_process server = SERVER_START("tcp-echo");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	struct pollfd polled = { .fd = fd, .events = POLLOUT };
	char bytes[16384];
	size_t sent = 0, back = 0, i;
	ssize_t n;

	ck_assert_int_eq(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
	while (poll(&polled, 1, 300) > 0) {
		for (i = 0; i < sizeof bytes; i++)
			bytes[i] = pattern_byte(sent + i);
		n = send(fd, bytes, sizeof bytes, MSG_NOSIGNAL);
		ck_assert(n > 0 || errno == EAGAIN);
		sent += n > 0 ? (size_t)n : 0;
		ck_assert_uint_lt(sent, 256u << 20);
	}
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert_int_eq(fcntl(fd, F_SETFL, 0), 0);
	while ((n = recv(fd, bytes, sizeof bytes, 0)) > 0) {
		for (i = 0; i < (size_t)n; i++)
			if (bytes[i] != pattern_byte(back + i))
				ck_abort_msg("byte %zu", back + i);
		back += (size_t)n;
	}
	ck_assert_int_eq(n, 0);
	ck_assert_uint_eq(back, sent);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(many_clients_are_served_at_once)
{
	enum { CLIENTS = 300 };
	struct server_process server = SERVER_START("tcp-echo");
	int fds[CLIENTS], i;
	char text[32], bytes[32];
	int length;

	for (i = 0; i < CLIENTS; i++)
		fds[i] = client_open(&server, host_of(_i), SOCK_STREAM);
	for (i = CLIENTS - 1; i >= 0; i--) {
		length = snprintf(text, sizeof text, "client %d", i);
		client_send(fds[i], text, (size_t)length);
	}
	for (i = 0; i < CLIENTS; i++) {
		length = snprintf(text, sizeof text, "client %d", i);
		client_read_exactly(fds[i], bytes, (size_t)length);
		ck_assert_mem_eq(bytes, text, (size_t)length);
	}
	/* Some end, the others are still served. */
	for (i = 0; i < CLIENTS; i += 2)
		close(fds[i]);
	for (i = 1; i < CLIENTS; i += 2) {
		client_send(fds[i], "x", 1);
		client_read_exactly(fds[i], bytes, 1);
		close(fds[i]);
	}
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(discard_reads_all_and_says_nothing)
{
	struct server_process server = SERVER_START("tcp-discard");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	static char bytes[1 << 20];

	client_send(fd, bytes, sizeof bytes);
	client_send(fd, bytes, sizeof bytes);
	ck_assert(!client_hears(fd, 50));
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert_uint_eq(client_read_all(fd, bytes, sizeof bytes), 0);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(chargen_sends_lines_until_the_client_ends)
{
	struct server_process server = SERVER_START("tcp-chargen");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	static char text[32 << 20];
	size_t length, i;

	client_send(fd, "ignored", 7);
	client_read_exactly(fd, text, 100 * 74);
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	length = 100 * 74 + client_read_all(fd, text + 100 * 74, sizeof text - 100 * 74);
	ck_assert_uint_lt(length, sizeof text);
	ck_assert_uint_eq(length % 74, 0);
	for (i = 0; i < length; i++) {
		size_t line = i / 74, column = i % 74;
		char expected = column == 72 ? '\r' : column == 73 ? '\n' : (char)(' ' + (line + column) % 95);

		if (text[i] != expected)
			ck_abort_msg("line %zu column %zu", line, column);
	}
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(daytime_sends_a_line_and_closes)
{
	struct server_process server = SERVER_START("tcp-daytime");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	char text[64] = "";
	struct tm parts;

	ck_assert_uint_eq(client_read_all(fd, text, sizeof text), 26);
	ck_assert_str_eq(text + 24, "\r\n");
	ck_assert_ptr_nonnull(strptime(text, "%a %b %d %H:%M:%S %Y", &parts));
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

/* "[2026-11-22 10:00:00] " */
static void assert_stamped(const char *bytes, const char *rest, size_t length)
{
	static const char form[] = "[dddd-dd-dd dd:dd:dd] ";
	size_t i;

	for (i = 0; i < sizeof form - 1; i++)
		ck_assert_msg(form[i] == 'd' ? bytes[i] >= '0' && bytes[i] <= '9' : bytes[i] == form[i], "%.22s", bytes);
	ck_assert_mem_eq(bytes + i, rest, length);
}

START_TEST(time_echo_puts_the_time_in_front_of_each_line)
{
	struct server_process server = SERVER_START("tcp-time-echo");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	static char line[10000], bytes[20000];

	client_send(fd, "one\ntwo", 7);
	client_read_exactly(fd, bytes, 26);
	assert_stamped(bytes, "one\n", 4);
	ck_assert(!client_hears(fd, 50));
	client_send(fd, " three\n\n", 8);
	client_read_exactly(fd, bytes, 32 + 23);
	assert_stamped(bytes, "two three\n", 10);
	assert_stamped(bytes + 32, "\n", 1);
	memset(line, 'x', sizeof line);
	line[sizeof line - 1] = '\n';
	client_send(fd, line, sizeof line);
	client_read_exactly(fd, bytes, 22 + sizeof line);
	assert_stamped(bytes, line, sizeof line);
	client_send(fd, "last", 4);
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert_uint_eq(client_read_all(fd, bytes, sizeof bytes), 26);
	assert_stamped(bytes, "last", 4);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(count_answers_after_the_end)
{
	struct server_process server = SERVER_START("tcp-count");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM), none;
	static char bytes[1234567];

	client_send(fd, bytes, sizeof bytes);
	ck_assert(!client_hears(fd, 50));
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert_uint_eq(client_read_all(fd, bytes, sizeof bytes), 7);
	ck_assert_mem_eq(bytes, "1234567", 7);
	close(fd);
	none = client_open(&server, host_of(_i), SOCK_STREAM);
	ck_assert_int_eq(shutdown(none, SHUT_WR), 0);
	ck_assert_uint_eq(client_read_all(none, bytes, sizeof bytes), 1);
	ck_assert_mem_eq(bytes, "0", 1);
	close(none);
	server_stop(&server, SIGTERM);
}
END_TEST

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

START_TEST(slow_takes_its_time)
{
	struct server_process server = SERVER_START("--chunk=10", "--pause-ms=20", "tcp-slow");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	double begin = seconds_now();
	char bytes[100] = "";

	client_send(fd, bytes, sizeof bytes);
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert_uint_eq(client_read_all(fd, bytes, sizeof bytes), 0);
	ck_assert(seconds_now() - begin >= 0.2);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(silent_neither_reads_nor_writes_nor_ends)
{
	struct server_process server = SERVER_START("tcp-silent");
	int fd = client_open(&server, host_of(_i), SOCK_STREAM);
	struct pollfd polled = { .fd = fd, .events = POLLOUT };
	static char bytes[1 << 16];

	ck_assert_int_eq(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
	/* poll() says no before the last byte of room is taken, so both have to say no. */
	do {
		while (send(fd, bytes, sizeof bytes, MSG_NOSIGNAL) > 0)
			;
		ck_assert_int_eq(errno, EAGAIN);
	} while (poll(&polled, 1, 300) > 0);
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	ck_assert(!client_hears(fd, 200));
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(reset_resets)
{
	struct server_process server = SERVER_START("tcp-reset");
	/* A connect that waits may be the call that hears of the reset. */
	int fd = client_open(&server, host_of(_i), SOCK_STREAM | SOCK_NONBLOCK);
	char byte;

	ck_assert(client_hears(fd, 10000));
	ck_assert_int_eq(recv(fd, &byte, 1, 0), -1);
	ck_assert_int_eq(errno, ECONNRESET);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(deaf_lets_the_kernel_answer_alone)
{
	struct server_process server = SERVER_START("--backlog=1", "tcp-deaf");
	int first = client_open(&server, host_of(_i), SOCK_STREAM);

	client_send(first, "x", 1);
	ck_assert(!client_hears(first, 200));
	close(first);
	server_stop(&server, SIGTERM);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("servers-tcp");
	TCase *tests = tcase_create("tcp");
	int families = server_has_ipv6() ? 2 : 1;

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, echo_sends_back_and_ends_when_the_client_does, 0, families);
	tcase_add_loop_test(tests, echo_stops_reading_while_it_cannot_write, 0, families);
	tcase_add_loop_test(tests, many_clients_are_served_at_once, 0, families);
	tcase_add_loop_test(tests, discard_reads_all_and_says_nothing, 0, families);
	tcase_add_loop_test(tests, chargen_sends_lines_until_the_client_ends, 0, families);
	tcase_add_loop_test(tests, daytime_sends_a_line_and_closes, 0, families);
	tcase_add_loop_test(tests, time_echo_puts_the_time_in_front_of_each_line, 0, families);
	tcase_add_loop_test(tests, count_answers_after_the_end, 0, families);
	tcase_add_loop_test(tests, slow_takes_its_time, 0, families);
	tcase_add_loop_test(tests, silent_neither_reads_nor_writes_nor_ends, 0, families);
	tcase_add_loop_test(tests, reset_resets, 0, families);
	tcase_add_loop_test(tests, deaf_lets_the_kernel_answer_alone, 0, families);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
