/* SPDX-License-Identifier: BSD-2-Clause */
/* The wrong servers serve and end, so that what a case finds wrong with one is what its name says. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/server_process.h"
#include "tests/unit/unit.h"

static const char *const names[][2] = {
#define WRONG(function, name, kind, flags, describe) { name, kind },
#include "tests/wrong/wrong.def"
#undef WRONG
};
#define NAMES ((int)(sizeof names / sizeof names[0]))

START_TEST(it_serves_and_ends)
{
	bool udp = strncmp(names[_i][1], "udp", 3) == 0;
	struct server_process server;
	int fd;

	server_program = "tests/wrong/wrong-server";
	server = SERVER_START(names[_i][0]);
	fd = client_open(&server, "127.0.0.1", udp ? SOCK_DGRAM : SOCK_STREAM);
	close(fd);
	server_stop(&server, SIGTERM);
}
END_TEST

START_TEST(its_name_begins_with_whose_place_it_takes)
{
	size_t length = strlen(names[_i][1]);
	int i;

	ck_assert_msg(strncmp(names[_i][0], names[_i][1], length) == 0 && names[_i][0][length] == '-', "%s",
		names[_i][0]);
	for (i = 0; i < _i; i++)
		ck_assert_str_ne(names[i][0], names[_i][0]);
}
END_TEST

static size_t answer_of(const char *name, const char *question, char *answer, size_t room)
{
	struct server_process server;
	size_t length;
	int fd;

	server_program = "tests/wrong/wrong-server";
	server = SERVER_START(name);
	fd = client_open(&server, "127.0.0.1", SOCK_STREAM);
	client_send(fd, question, strlen(question));
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	length = client_read_all(fd, answer, room);
	close(fd);
	server_stop(&server, SIGTERM);
	return length;
}

START_TEST(some_are_wrong_as_they_say)
{
	char answer[64] = "";

	ck_assert_uint_eq(answer_of("tcp-echo-loses-a-byte", "hello", answer, sizeof answer), 4);
	ck_assert_mem_eq(answer, "helo", 4);
	ck_assert_uint_eq(answer_of("tcp-echo-repeats-a-byte", "hello", answer, sizeof answer), 6);
	ck_assert_mem_eq(answer, "helllo", 6);
	ck_assert_uint_eq(answer_of("tcp-echo-knows-ipv4-only", "hello", answer, sizeof answer), 5);
	ck_assert_uint_eq(answer_of("tcp-count-counts-one-more", "hello", answer, sizeof answer), 1);
	ck_assert_mem_eq(answer, "6", 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("servers-wrong");
	TCase *tests = tcase_create("wrong");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, it_serves_and_ends, 0, NAMES);
	tcase_add_loop_test(tests, its_name_begins_with_whose_place_it_takes, 0, NAMES);
	tcase_add_test(tests, some_are_wrong_as_they_say);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
