/* SPDX-License-Identifier: BSD-2-Clause */
/* Child processes: their output, their end, their limits, and that nothing of them stays behind. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/alarm.h"
#include "harness/play/proc.h"
#include "tests/unit/unit.h"

static uv_loop_t loop;
static struct alarm *bell;

static void set_up(void)
{
	struct err err;

	err_init(&err);
	ck_assert_int_eq(uv_loop_init(&loop), 0);
	bell = alarm_open(&loop, NULL, NULL, &err);
	ck_assert_ptr_nonnull(bell);
}

static void tear_down(void)
{
	alarm_close(bell);
	uv_run(&loop, UV_RUN_DEFAULT);
	ck_assert_int_eq(uv_loop_close(&loop), 0);
}

static struct proc *start(const char *command, struct err *err)
{
	struct proc_options options = { .name = "it", .command = command, .in_fd = -1, .out_fd = -1, .keep_fd = -1 };

	err_init(err);
	return proc_start(&loop, &options, err);
}

/* Runs the loop until it has ended, or 5 s have passed. */
static void run_until_ended(const struct proc *proc)
{
	int64_t deadline_ns = clock_now_ns() + 5 * NS_PER_SECOND;

	while (proc_is_running(proc) && clock_now_ns() < deadline_ns) {
		alarm_set(bell, deadline_ns);
		uv_run(&loop, UV_RUN_ONCE);
	}
	ck_assert(!proc_is_running(proc));
}

START_TEST(output_and_status_are_kept)
{
	struct arena *arena = arena_new();
	struct process_record record;
	struct err err;
	char text[64];
	struct proc *proc = start("echo out; echo err >&2; exit 3", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	run_until_ended(proc);
	proc_record(proc, arena, &record);
	ck_assert_str_eq(record.output, "out\nerr\n");
	ck_assert_int_eq(record.exit_status, 3);
	ck_assert_int_eq(record.exit_signal, 0);
	ck_assert(!record.ended_by_us && !record.output_cut);
	ck_assert_str_eq(proc_describe_end(proc, text, sizeof text), "ended with exit status 3");
	proc_close(proc);
	arena_free(arena);
}
END_TEST

START_TEST(a_flood_is_cut_and_blocks_nobody)
{
	struct arena *arena = arena_new();
	struct process_record record;
	struct err err;
	struct proc *proc = start("head -c 5000000 /dev/zero | tr '\\000' x", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	run_until_ended(proc);
	proc_record(proc, arena, &record);
	ck_assert_int_eq(record.exit_status, 0);
	ck_assert_uint_eq(record.output_length, PROC_OUTPUT_MOST);
	ck_assert(record.output_cut);
	proc_close(proc);
	arena_free(arena);
}
END_TEST

START_TEST(a_program_that_is_not_there_is_said)
{
	const char *const argv[] = { "/nonexistent/server", NULL };
	struct proc_options options = { .name = "echo", .command = "/nonexistent/server", .argv = argv, .in_fd = -1,
		.out_fd = -1, .keep_fd = -1 };
	struct err err;

	err_init(&err);
	ck_assert_ptr_null(proc_start(&loop, &options, &err));
	ck_assert_str_eq(err.text, "echo (/nonexistent/server): cannot run it: No such file or directory");
}
END_TEST

START_TEST(its_group_dies_with_it)
{
	struct err err;
	size_t length;
	const char *output;
	char number[32] = "";
	pid_t grandchild;
	struct proc *proc = start("sleep 1000 & echo $!; read x < /dev/null; exit 0", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	run_until_ended(proc);
	output = proc_output(proc, &length);
	ck_assert_uint_lt(length, sizeof number);
	memcpy(number, output, length);
	grandchild = (pid_t)strtol(number, NULL, 10);
	ck_assert_int_gt(grandchild, 1);
	proc_close(proc);
	/* It was killed with its group: whoever inherits it reaps it soon, or it is a zombie. */
	ck_assert(kill(grandchild, 0) == 0 || errno == ESRCH);
	{
		int64_t deadline_ns = clock_now_ns() + 2 * NS_PER_SECOND;
		char path[64], state = 0;
		FILE *file;

		do {
			snprintf(path, sizeof path, "/proc/%d/stat", (int)grandchild);
			file = fopen(path, "r");
			if (file && fscanf(file, "%*d %*s %c", &state) != 1)
				state = 0;
			if (file)
				fclose(file);
		} while (file && state != 'Z' && state != 'X' && clock_now_ns() < deadline_ns);
		ck_assert(!file || state == 'Z' || state == 'X');
	}
}
END_TEST

START_TEST(stopping_is_our_doing)
{
	struct arena *arena = arena_new();
	struct process_record record;
	struct err err;
	struct proc *proc = start("exec sleep 1000", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	proc_stop(proc, SIGTERM);
	run_until_ended(proc);
	proc_record(proc, arena, &record);
	ck_assert_int_eq(record.exit_signal, SIGTERM);
	ck_assert_int_eq(record.exit_status, -1);
	ck_assert(record.ended_by_us);
	proc_close(proc);
	arena_free(arena);
}
END_TEST

START_TEST(closing_kills_what_will_not_end)
{
	struct err err;
	int64_t begin_ns = clock_now_ns();
	struct proc *proc = start("trap '' TERM INT HUP; while :; do read x < /dev/null; done", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	proc_close(proc);
	ck_assert_int_lt(clock_now_ns() - begin_ns, 2 * NS_PER_SECOND);
}
END_TEST

START_TEST(no_other_descriptor_is_inherited)
{
	struct err err;
	size_t length;
	const char *output;
	int leak = dup(STDERR_FILENO); /* without close-on-exec, as a careless shell leaves one */
	struct proc *proc = start("for fd in 3 4 5 6 7 8 9; do if [ -e /proc/self/fd/$fd ]; then echo $fd; fi; done", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	run_until_ended(proc);
	output = proc_output(proc, &length);
	ck_assert_msg(length == 0, "still open: %.*s", (int)length, output);
	proc_close(proc);
	close(leak);
}
END_TEST

/* Below valgrind they do not: it keeps the limit on descriptors to itself, and a program sees the machine's. */
static bool limits_reach_programs(void)
{
	struct rlimit lowered = { .rlim_cur = 1000, .rlim_max = 1000 };
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		setrlimit(RLIMIT_NOFILE, &lowered);
		execl("/bin/sh", "sh", "-c", "test $(ulimit -n) -eq 1000 && test $(ulimit -Hn) -eq 1000", (char *)NULL);
		_exit(1);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return status == 0;
}

START_TEST(limits_hold)
{
	struct err err;
	size_t length;
	const char *output, *expected = limits_reach_programs() ? "0\n1024\n1024\n" : "0\n";
	struct proc *proc = start("ulimit -c; ulimit -n; ulimit -Hn", &err);

	ck_assert_msg(proc != NULL, "%s", err.text);
	run_until_ended(proc);
	output = proc_output(proc, &length);
	ck_assert_msg(length >= strlen(expected) && memcmp(output, expected, strlen(expected)) == 0, "%.*s", (int)length, output);
	proc_close(proc);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("proc");
	TCase *tcase = tcase_create("proc");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, output_and_status_are_kept);
	tcase_add_test(tcase, a_flood_is_cut_and_blocks_nobody);
	tcase_add_test(tcase, a_program_that_is_not_there_is_said);
	tcase_add_test(tcase, its_group_dies_with_it);
	tcase_add_test(tcase, stopping_is_our_doing);
	tcase_add_test(tcase, closing_kills_what_will_not_end);
	tcase_add_test(tcase, no_other_descriptor_is_inherited);
	tcase_add_test(tcase, limits_hold);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
