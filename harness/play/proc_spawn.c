/* SPDX-License-Identifier: BSD-2-Clause */
/* fork and exec of one child under limits. What fails in the child comes back through a pipe. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/play/proc_spawn.h"

/* What the child could not do, sent to the parent instead of an exec. */
enum spawn_stage { SPAWN_DESCRIPTORS, SPAWN_LIMITS, SPAWN_PREPARE, SPAWN_ORPHANED, SPAWN_EXEC };

struct spawn_failure {
	enum spawn_stage stage;
	int number; /* errno */
};

static const char *spawn_stage_text(enum spawn_stage stage)
{
	switch (stage) {
	case SPAWN_DESCRIPTORS: return "cannot set up its descriptors";
	case SPAWN_LIMITS: return "cannot limit its resources";
	case SPAWN_PREPARE: return "cannot give up privileges for it";
	case SPAWN_ORPHANED: return "the player ended while starting it";
	case SPAWN_EXEC: return "cannot run it";
	}
	return "cannot start it";
}

/*
 * Lowers both limits to `most`, or only the soft one where the hard one may not be changed: valgrind keeps
 * descriptors of its own above the hard limit on them, and answers EPERM.
 */
static int limit_resource(int resource, rlim_t most)
{
	struct rlimit limit, lowered;

	if (getrlimit(resource, &limit) < 0)
		return -1;
	lowered = limit;
	if (lowered.rlim_max == RLIM_INFINITY || lowered.rlim_max > most)
		lowered.rlim_max = most;
	lowered.rlim_cur = lowered.rlim_max;
	if (setrlimit(resource, &lowered) == 0)
		return 0;
	if (errno != EPERM)
		return -1;
	lowered.rlim_max = limit.rlim_max;
	return setrlimit(resource, &lowered);
}

static int limit_resources(int64_t cpu_seconds)
{
	if (limit_resource(RLIMIT_CORE, 0) < 0)
		return -1;
	if (limit_resource(RLIMIT_NOFILE, 1024) < 0)
		return -1;
	/* Servers and actors have no business with files; a coverage build writes small ones. */
	if (limit_resource(RLIMIT_FSIZE, 4 << 20) < 0)
		return -1;
	if (cpu_seconds > 0 && limit_resource(RLIMIT_CPU, (rlim_t)cpu_seconds) < 0)
		return -1;
	return 0;
}

/* The player catches signals and ignores SIGPIPE; its children begin as a shell would start them. */
static void reset_signals(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	sigset_t none;
	int number;

	for (number = 1; number < NSIG; number++)
		sigaction(number, &action, NULL); /* fails for SIGKILL and SIGSTOP, which is fine */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A copy of `fd` that none of the numbers 0 to PROC_KEPT_FD is, closed by exec. */
static int move_up(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, PROC_KEPT_FD + 1);
}

/* 0 to 3 become what the options say; all others of the player are closed by exec. -1 with errno. */
static int arrange_descriptors(const struct proc_options *options, int output_fd)
{
	int in, out, output, kept = -1, fd;

	in = options->in_fd >= 0 ? move_up(options->in_fd) : open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (in >= 0 && in <= PROC_KEPT_FD) {
		fd = move_up(in);
		close(in);
		in = fd;
	}
	output = move_up(output_fd);
	out = options->out_fd >= 0 ? move_up(options->out_fd) : output;
	if (in < 0 || output < 0 || out < 0)
		return -1;
	if (options->keep_fd >= 0) {
		kept = move_up(options->keep_fd);
		if (kept < 0)
			return -1;
	}
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
		return -1;
	if (kept >= 0) {
		if (dup2(kept, PROC_KEPT_FD) < 0)
			return -1;
	} else {
		close(PROC_KEPT_FD);
	}
	return 0;
}

/*
 * Descriptors that came to the player without close-on-exec (a shell's, a build system's job pipe) must not go
 * on to a server: a descriptor held open there would keep its reader waiting.
 */
static void seal_descriptors(void)
{
	struct rlimit limit;
	int fd, most = 1024;

	if (close_range(PROC_KEPT_FD + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
		return;
	/* A kernel before Linux 5.11: one by one. */
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1024)
		most = (int)limit.rlim_cur;
	for (fd = PROC_KEPT_FD + 1; fd < most; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC); /* EBADF where none is open */
}

static void run_child(const struct proc_options *options, int output_fd, int failure_fd, pid_t parent)
{
	const char *const shell[] = { "/bin/sh", "-c", options->command, NULL };
	const char *const *argv = options->argv ? options->argv : shell;
	struct spawn_failure failure = { SPAWN_DESCRIPTORS, 0 };

	setpgid(0, 0);
	reset_signals();
	if (failure_fd <= PROC_KEPT_FD) {
		failure_fd = move_up(failure_fd);
		if (failure_fd < 0)
			_exit(127);
	}
	if (arrange_descriptors(options, output_fd) < 0)
		goto failed;
	seal_descriptors();
	failure.stage = SPAWN_LIMITS;
	if (limit_resources(options->cpu_seconds) < 0)
		goto failed;
	failure.stage = SPAWN_PREPARE;
	if (options->prepare && options->prepare(options->prepare_context) < 0)
		goto failed;
	/* After the privileges are given up, because that forgets it; then look whether it came too late. */
	failure.stage = SPAWN_ORPHANED;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		goto failed;
	errno = ECHILD;
	if (getppid() != parent)
		goto failed;
	failure.stage = SPAWN_EXEC;
	execvp(argv[0], (char *const *)argv);
failed:
	failure.number = errno;
	while (write(failure_fd, &failure, sizeof failure) < 0 && errno == EINTR)
		;
	_exit(127);
}

/* Waits for the exec: the pipe closes by it, or says what failed. 0, or -1 with err and the child reaped. */
static int await_exec(pid_t pid, int failure_fd, const struct proc_options *options, struct err *err)
{
	struct spawn_failure failure;
	ssize_t got;

	do
		got = read(failure_fd, &failure, sizeof failure);
	while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof failure)
		return 0;
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return err_set_errno(err, failure.number, "%s (%s): %s", options->name, options->command,
		spawn_stage_text(failure.stage));
}

pid_t proc_spawn(const struct proc_options *options, int output_fd, struct err *err)
{
	sigset_t all, before;
	int failure_fds[2], number, status;
	pid_t pid, self = getpid();

	if (pipe2(failure_fds, O_CLOEXEC) < 0)
		return err_set_errno(err, errno, "%s: cannot make a pipe", options->name);
	/* No handler of the player may run in the child: it would write into the player's own loop. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0)
		run_child(options, output_fd, failure_fds[1], self);
	number = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(failure_fds[1]);
	if (pid < 0) {
		close(failure_fds[0]);
		return err_set_errno(err, number, "%s: cannot start a process", options->name);
	}
	setpgid(pid, pid); /* the child does the same: whoever comes first */
	status = await_exec(pid, failure_fds[0], options, err);
	close(failure_fds[0]);
	return status < 0 ? -1 : pid;
}
