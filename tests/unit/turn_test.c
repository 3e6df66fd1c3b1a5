/* SPDX-License-Identifier: BSD-2-Clause */
/* One play at a time at level host, whoever plays. */
#include "config.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/sandbox.h"
#include "harness/play/turn.h"
#include "tests/unit/unit.h"

static struct sandbox around;

/* In a network of our own, where it can be had: plays of others have their turns in theirs. */
static void stand_alone(void)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	enum level given;
	char reason[256];
	struct err err;

	/* Whoever runs the tests may have left a pipe there whose other end is closed: that ends a wait. */
	ck_assert_int_ge(nothing, 0);
	ck_assert_int_eq(dup2(nothing, STDIN_FILENO), STDIN_FILENO);
	close(nothing);
	err_init(&err);
	ck_assert_msg(sandbox_enter(LEVEL_LOOPBACK, &given, reason, sizeof reason, &err) == 0, "%s", err.text);
	ck_assert_msg(sandbox_open(&around, given, &err) == 0, "%s", err.text);
}

static void stand_down(void)
{
	sandbox_close(&around);
}

/* On a machine that gives no network of its own others may have it for a while. */
static int64_t soon(void)
{
	return clock_now_ns() + 30 * NS_PER_SECOND;
}

/* A process that has the turn, and goes on having it. */
static pid_t start_holder(void)
{
	int told[2], turn;
	char word;
	pid_t pid;

	ck_assert_int_eq(pipe(told), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		word = turn_take(soon(), &turn) && turn >= 0 ? 'y' : 'n';
		if (write(told[1], &word, 1) == 1)
			pause();
		_exit(1);
	}
	close(told[1]);
	ck_assert_int_eq(read(told[0], &word, 1), 1);
	ck_assert_int_eq(word, 'y');
	close(told[0]);
	return pid;
}

static void end(pid_t pid)
{
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

START_TEST(only_one_has_it_and_gives_it_back)
{
	int turn, other;

	ck_assert(turn_take(soon(), &turn));
	ck_assert_int_ge(turn, 0);
	ck_assert_int_eq(fcntl(turn, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	ck_assert(!turn_take(clock_now_ns() + 20 * NS_PER_MS, &other));
	ck_assert_int_eq(other, -1);
	turn_give(turn);
	ck_assert(turn_take(soon(), &other));
	ck_assert_int_ge(other, 0);
	turn_give(other);
}
END_TEST

/* It is not asked again and again, but told: who waits has it at once when the holder is killed. */
START_TEST(who_waits_has_it_when_the_holder_is_gone)
{
	pid_t holder = start_holder(), killer = fork();
	int turn;

	ck_assert_int_ge(killer, 0);
	if (killer == 0) {
		/* Not before the other waits, or as good as: both ways it must get it. */
		poll(NULL, 0, 50);
		_exit(kill(holder, SIGKILL) != 0);
	}
	ck_assert(turn_take(soon(), &turn));
	ck_assert_int_ge(turn, 0);
	turn_give(turn);
	ck_assert_int_eq(waitpid(killer, NULL, 0), killer);
	ck_assert_int_eq(waitpid(holder, NULL, 0), holder);
}
END_TEST

/* Else Ctrl-C would have to wait, too. */
START_TEST(a_signal_that_is_held_back_ends_the_wait)
{
	pid_t holder = start_holder();
	int64_t begin_ns = clock_now_ns();
	sigset_t held;
	int turn;

	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	ck_assert_int_eq(sigprocmask(SIG_BLOCK, &held, NULL), 0);
	ck_assert_int_eq(kill(getpid(), SIGTERM), 0);
	ck_assert(turn_take(begin_ns + 200 * NS_PER_SECOND, &turn));
	ck_assert_int_eq(turn, -1);
	ck_assert_int_lt(clock_now_ns() - begin_ns, 100 * NS_PER_SECOND);
	ck_assert_int_eq(sigpending(&held), 0);
	ck_assert_int_eq(sigismember(&held, SIGTERM), 1);
	end(holder);
}
END_TEST

START_TEST(the_end_of_the_standard_input_ends_the_wait)
{
	pid_t holder = start_holder();
	int64_t begin_ns = clock_now_ns();
	int ends[2], turn;

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
	close(ends[1]);
	ck_assert(turn_take(begin_ns + 200 * NS_PER_SECOND, &turn));
	ck_assert_int_eq(turn, -1);
	ck_assert_int_lt(clock_now_ns() - begin_ns, 100 * NS_PER_SECOND);
	end(holder);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("turn");
	TCase *tcase = tcase_create("turn");

	tcase_add_checked_fixture(tcase, stand_alone, stand_down);
	tcase_add_test(tcase, only_one_has_it_and_gives_it_back);
	tcase_add_test(tcase, who_waits_has_it_when_the_holder_is_gone);
	tcase_add_test(tcase, a_signal_that_is_held_back_ends_the_wait);
	tcase_add_test(tcase, the_end_of_the_standard_input_ends_the_wait);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
