/* SPDX-License-Identifier: BSD-2-Clause */
/* The namespaces that the player itself lives in, and the process that waits outside of them. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/play/sandbox_parts.h"

/*
 * kill -9 of the one that started us must end us too. `starter` is who that was before; where it has gone since, the
 * signal will never come. (One that had gone even before is noticed by our standard input's end.)
 */
static int die_with_starter(pid_t starter, struct err *err)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		return err_set_errno(err, errno, "cannot ask to die with the run");
	if (getppid() != starter)
		return err_set(err, "the run that asked for this play has ended");
	return 0;
}

/* Ends as the child did, so that whoever waits for us sees what became of the player. */
static _Noreturn void end_as(int status)
{
	const struct sigaction deadly = { .sa_handler = SIG_DFL };
	const struct rlimit no_core = { 0, 0 };
	sigset_t one;
	int number;

	if (WIFEXITED(status))
		_exit(WEXITSTATUS(status));
	number = WTERMSIG(status);
	setrlimit(RLIMIT_CORE, &no_core);
	sigaction(number, &deadly, NULL);
	sigemptyset(&one);
	sigaddset(&one, number);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
	_exit(128 + number);
}

/* Waits for the player, and passes on what is meant for it. `awaited` is blocked. */
static _Noreturn void wait_outside(pid_t player, const sigset_t *awaited)
{
	int status;

	for (;;) {
		int number = sigwaitinfo(awaited, NULL);

		if (number < 0)
			continue; /* EINTR: stopped and continued */
		if (number != SIGCHLD) {
			kill(player, number);
			continue;
		}
		if (waitpid(player, &status, WNOHANG) == player)
			end_as(status);
	}
}

/*
 * Begins the PID namespace: returns 0 in its first process. That one cannot see its parent's number, so it learns
 * from a pipe whether the parent is still there.
 */
static int fork_inside(struct err *err)
{
	sigset_t awaited, before;
	struct pollfd watch;
	int ends[2];
	pid_t player;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_set_errno(err, errno, "cannot make a pipe");
	sigemptyset(&awaited);
	sigaddset(&awaited, SIGCHLD);
	sigaddset(&awaited, SIGTERM);
	sigaddset(&awaited, SIGINT);
	sigaddset(&awaited, SIGHUP);
	sigaddset(&awaited, SIGQUIT);
	sigprocmask(SIG_BLOCK, &awaited, &before);
	player = fork();
	if (player < 0) {
		close(ends[0]);
		close(ends[1]);
		sigprocmask(SIG_SETMASK, &before, NULL);
		return err_set_errno(err, errno, "cannot fork into the PID namespace");
	}
	if (player > 0) {
		close(ends[0]);
		wait_outside(player, &awaited);
	}
	close(ends[1]);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		return err_set_errno(err, errno, "cannot ask to die with the parent");
	watch = (struct pollfd){ .fd = ends[0], .events = POLLIN };
	if (poll(&watch, 1, 0) != 0)
		_exit(1); /* the parent has gone already: no one waits for us */
	close(ends[0]);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return 0;
}

/* Without a PID namespace: what loses its parent comes to us, so that it can be ended. */
static int adopt_orphans(struct err *err)
{
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
		return err_set_errno(err, errno, "cannot adopt orphans");
	return 0;
}

int sandbox_enter(enum level most, enum level *given, char *reason, size_t room,
	struct err *err)
{
	pid_t starter = getppid();
	struct err why;

	err_init(&why);
	*given = most;
	if (room)
		reason[0] = '\0';
	if (most != LEVEL_HOST && sandbox_unshare_user(&why) < 0 && !sandbox_has_capability(CAP_SYS_ADMIN)) {
		*given = LEVEL_HOST;
		snprintf(reason, room, "%s", why.text);
	}
	/* Only now, because a change of user namespace may forget it. */
	if (die_with_starter(starter, err) < 0)
		return -1;
	if (*given == LEVEL_HOST)
		return adopt_orphans(err);
	if (unshare(CLONE_NEWPID) < 0)
		return adopt_orphans(err); /* the hosts can still be made */
	return fork_inside(err);
}
