/* SPDX-License-Identifier: BSD-2-Clause */
/* The player's process: that nothing outlives it, how it ends, and that its children are ordinary ones. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/sandbox_support.h"

static void say_ready(int fd)
{
	if (write(fd, "r", 1) != 1)
		_exit(98);
}

/* Whoever holds the pipe's other end is still alive; in the end no one does. */
START_TEST(kill_9_leaves_nothing)
{
	int ends[2], ready[2];
	pid_t outer;
	char byte;

	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(ready, O_CLOEXEC), 0);
	outer = fork();
	ck_assert_int_ge(outer, 0);
	if (outer == 0) {
		struct sandbox sandbox;

		close(ends[0]);
		support_open(&sandbox, LEVEL_WIRE);
		if (fork() == 0) {
			if (fork() == 0)
				setsid(); /* even one that ran away */
			say_ready(ready[1]);
		}
		pause();
		_exit(0);
	}
	close(ends[1]);
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_assert_int_eq(kill(outer, SIGKILL), 0);
	ck_assert_int_eq(waitpid(outer, NULL, 0), outer);
	ck_assert_int_eq(read(ends[0], &byte, 1), 0);
}
END_TEST

/* The waiting process ends as the player did, and passes signals on. */
START_TEST(the_parent_ends_as_the_player_did)
{
	static const struct { int end, passed; } ways[] = { { 7, 0 }, { 0, SIGTERM } };
	int status, ready[2];
	pid_t outer;
	char byte;

	ck_assert_int_eq(pipe2(ready, O_CLOEXEC), 0);
	outer = fork();
	ck_assert_int_ge(outer, 0);
	if (outer == 0) {
		struct sandbox sandbox;
		sigset_t set;
		int number;

		sigemptyset(&set);
		sigaddset(&set, SIGTERM);
		sigprocmask(SIG_BLOCK, &set, NULL);
		support_open(&sandbox, LEVEL_WIRE);
		say_ready(ready[1]);
		if (ways[_i].passed && (sigwait(&set, &number) != 0 || number != ways[_i].passed))
			_exit(99);
		_exit(ways[_i].end);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	if (ways[_i].passed)
		ck_assert_int_eq(kill(outer, ways[_i].passed), 0);
	ck_assert_int_eq(waitpid(outer, &status, 0), outer);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), ways[_i].end);
}
END_TEST

/* On a host, a program under test is an ordinary process. */
START_TEST(a_child_without_privileges_is_refused_a_low_port)
{
	struct sandbox sandbox;
	int status, fd;
	pid_t pid;

	support_open(&sandbox, LEVEL_WIRE);
	fd = support_socket(&sandbox, HOST_SERVER, 4, SOCK_STREAM);
	pid = fork();
	if (pid == 0) {
		if (sandbox_drop_privileges(0) < 0)
			_exit(1);
		if (support_bind(&sandbox, fd, HOST_SERVER, 4, 80) == 0 || errno != EACCES)
			_exit(2);
		_exit(support_bind(&sandbox, fd, HOST_SERVER, 4, 8080) == 0 ? 0 : 3);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	sandbox_close(&sandbox);
}
END_TEST

/* What a page asks for with `capable` is kept, behind exec too, and nothing else is. The child looks as its own parent would. */
START_TEST(a_child_keeps_what_it_is_to_have)
{
	const char *const program[] = { "sleep", "60", NULL };
	enum case_capability kept = (enum case_capability)_i;
	struct sandbox sandbox;
	int status, other;
	pid_t pid, child;

	/* An ordinary user has something to keep only there. */
	support_open(&sandbox, LEVEL_WIRE);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		int ends[2];
		char byte;

		if (pipe2(ends, O_CLOEXEC) < 0)
			_exit(1);
		child = fork();
		if (child == 0) {
			if (sandbox_drop_privileges(1U << kept) < 0)
				_exit(1);
			execvp(program[0], (char *const *)program);
			_exit(1);
		}
		close(ends[1]);
		/* The exec closes the other end. */
		if (read(ends[0], &byte, 1) != 0)
			_exit(2);
		for (other = 0; other < CAPABILITY_COUNT; other++)
			if (sandbox_process_has(child, (enum case_capability)other) != (other == (int)kept))
				_exit(3 + other);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	sandbox_close(&sandbox);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox_enter");
	TCase *tcase = tcase_create("sandbox_enter");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, kill_9_leaves_nothing);
	tcase_add_loop_test(tcase, the_parent_ends_as_the_player_did, 0, 2);
	tcase_add_test(tcase, a_child_without_privileges_is_refused_a_low_port);
	tcase_add_loop_test(tcase, a_child_keeps_what_it_is_to_have, 0, CAPABILITY_COUNT);
	suite_add_tcase(suite, tcase);
	return support_run(suite, LEVEL_WIRE);
}
