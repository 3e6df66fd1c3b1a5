/* SPDX-License-Identifier: BSD-2-Clause */
/* An actor in another language speaks the same protocol (tests/actor/python_actor.py). */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

static bool other_has_python(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		execlp("python3", "python3", "-c", "", (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static void other_receive(struct client *client, int fd, const char *flags, const char *expected)
{
	json_t *answer = client_call(client, "recv", "[i"ROOM"is]", fd, "room", 64, 64, flags);

	ck_assert(client_came_out(answer, 1, expected));
	json_decref(answer);
}

START_TEST(python_makes_the_calls)
{
	char path[4096], python[] = "python3";
	char *command[] = {python, path, NULL};
	const char *folder = getenv("srcdir");
	struct client *client;
	json_t *answer;
	int near, far;

	if (!other_has_python())
		return;
	snprintf(path, sizeof path, "%s/tests/actor/python_actor.py", folder != NULL ? folder : ".");
	client = client_start_command(command);
	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"ii]", near, "bytes", "hello", 5, 0), 5);
	other_receive(client, far, "MSG_PEEK", "{\"bytes\": \"hello\"}");
	other_receive(client, far, "0", "{\"bytes\": \"hello\"}");
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 64, 64, "MSG_DONTWAIT");
	ck_assert_str_eq(client_errno(answer), "EAGAIN");
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "shutdown", "[is]", near, "SHUT_WR"), 0);
	other_receive(client, far, "0", "{\"bytes\": \"\"}");
	answer = client_call(client, "send", "[i"BYTES"ii]", near, "bytes", "x", 1, 0);
	ck_assert_str_eq(client_errno(answer), "EPIPE");
	ck_assert_str_eq(json_string_value(json_array_get(json_object_get(answer, "signals"), 0)), "SIGPIPE");
	json_decref(answer);
	answer = client_call(client, "accept4", "[inns]", near, "SOCK_NONBLOCK");
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_other_tests(void)
{
	TCase *tests = tcase_create("other");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, python_makes_the_calls);
	return tests;
}
