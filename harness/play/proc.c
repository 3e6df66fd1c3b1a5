/* SPDX-License-Identifier: BSD-2-Clause */
/* Child processes of a play: their output, their end, their reaping. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/names/names.h"
#include "harness/play/proc.h"
#include "harness/play/proc_spawn.h"

/* How long a process may take to be gone once it was killed. */
#define PROC_KILLED_NS (2 * NS_PER_SECOND)

struct proc {
	struct proc *next;      /* of all that this process has started and not freed */
	pid_t pid;
	bool running, ended_by_us;
	int status;             /* as waitpid gave it */
	char *name, *command;
	char *output;
	size_t output_length;
	bool output_cut;
	int output_fd;
	int handles;            /* not yet closed by the loop */
	bool closing;
	uv_poll_t output_poll;
	uv_signal_t child_signal;
	proc_ended_fn *ended;
	void *ended_context;
};

static struct proc *procs;

/* ---- output -------------------------------------------------------------------------------------- */

static void keep_output(struct proc *proc, const char *bytes, size_t length)
{
	size_t room = PROC_OUTPUT_MOST - proc->output_length;

	if (length > room) {
		length = room;
		proc->output_cut = true;
	}
	if (length == 0)
		return;
	if (!proc->output)
		proc->output = malloc(PROC_OUTPUT_MOST);
	if (!proc->output) {
		proc->output_cut = true;
		return;
	}
	memcpy(proc->output + proc->output_length, bytes, length);
	proc->output_length += length;
}

/* Takes one portion, so that a flood does not keep the loop from the wire. False at the end. */
static bool read_output(struct proc *proc)
{
	static char portion[65536];
	ssize_t got = read(proc->output_fd, portion, sizeof portion);

	if (got > 0)
		keep_output(proc, portion, (size_t)got);
	return got > 0 || (got < 0 && errno == EINTR);
}

static void output_ready(uv_poll_t *poll, int status, int events)
{
	struct proc *proc = poll->data;

	(void)status;
	(void)events;
	if (!read_output(proc) && errno != EAGAIN)
		uv_poll_stop(poll);
}

/* ---- the end ------------------------------------------------------------------------------------- */

/*
 * Looks whether it has ended. Before the process is reaped its group is killed: as long as the leader is
 * not reaped, the group's number cannot belong to anyone else.
 */
static void look_for_end(struct proc *proc)
{
	siginfo_t info;
	int portions = 4;

	if (!proc->running)
		return;
	memset(&info, 0, sizeof info);
	if (waitid(P_PID, (id_t)proc->pid, &info, WEXITED | WNOWAIT | WNOHANG) < 0 || info.si_pid != proc->pid)
		return;
	kill(-proc->pid, SIGKILL);
	while (waitpid(proc->pid, &proc->status, 0) < 0 && errno == EINTR)
		;
	proc->running = false;
	/* What it wrote last is still in the pipe; a grandchild may hold the pipe open, so never to its end. */
	while (portions-- > 0 && read_output(proc))
		;
	if (proc->ended && !proc->closing)
		proc->ended(proc->ended_context, proc);
}

static struct proc *find_proc(pid_t pid)
{
	struct proc *proc;

	for (proc = procs; proc; proc = proc->next)
		if (proc->running && proc->pid == pid)
			return proc;
	return NULL;
}

/*
 * Reaps all that have ended, also those that we did not start: the player is the first process of its
 * namespace, or at least the reaper of what its children leave behind.
 */
static void reap_all(void)
{
	struct proc *proc;
	siginfo_t info;

	for (;;) {
		memset(&info, 0, sizeof info);
		if (waitid(P_ALL, 0, &info, WEXITED | WNOWAIT | WNOHANG) < 0 || info.si_pid == 0)
			return;
		proc = find_proc(info.si_pid);
		if (proc)
			look_for_end(proc);
		else
			waitpid(info.si_pid, NULL, WNOHANG);
	}
}

static void child_signalled(uv_signal_t *handle, int number)
{
	(void)handle;
	(void)number;
	reap_all();
}

/* Without the loop, for the way out: until it has ended, or the deadline has passed. */
static void await_end(struct proc *proc, int64_t deadline_ns)
{
	struct pollfd ended = { .fd = pidfd_open(proc->pid, 0), .events = POLLIN };

	do {
		if (ended.fd >= 0)
			poll(&ended, 1, clock_left_ms(deadline_ns));
		look_for_end(proc);
	} while (proc->running && clock_now_ns() < deadline_ns);
	if (ended.fd >= 0)
		close(ended.fd);
}

pid_t proc_pid(const struct proc *proc)
{
	return proc->pid;
}

bool proc_is_running(const struct proc *proc)
{
	return proc && proc->running;
}

const char *proc_describe_end(const struct proc *proc, char *text, size_t room)
{
	const char *name;

	if (proc->running) {
		snprintf(text, room, "is running");
	} else if (WIFSIGNALED(proc->status)) {
		name = names_of(NAMES_SIGNAL, WTERMSIG(proc->status));
		if (name)
			snprintf(text, room, "was killed by %s", name);
		else
			snprintf(text, room, "was killed by signal %d", WTERMSIG(proc->status));
	} else {
		snprintf(text, room, "ended with exit status %d", WEXITSTATUS(proc->status));
	}
	return text;
}

const char *proc_output(const struct proc *proc, size_t *length)
{
	*length = proc->output_length;
	return proc->output ? proc->output : "";
}

void proc_stop(struct proc *proc, int signal)
{
	if (!proc->running)
		return;
	proc->ended_by_us = true;
	if (signal)
		kill(-proc->pid, signal);
}

void proc_record(struct proc *proc, struct arena *arena, struct process_record *record)
{
	memset(record, 0, sizeof *record);
	record->name = arena_strdup(arena, proc->name);
	record->command = arena_strdup(arena, proc->command);
	record->exit_status = -1;
	if (!proc->running && WIFEXITED(proc->status))
		record->exit_status = WEXITSTATUS(proc->status);
	if (!proc->running && WIFSIGNALED(proc->status))
		record->exit_signal = WTERMSIG(proc->status);
	record->ended_by_us = proc->ended_by_us;
	record->output = arena_strndup(arena, proc->output ? proc->output : "", proc->output_length);
	record->output_length = proc->output_length;
	record->output_cut = proc->output_cut;
}

/* ---- beginning and freeing ------------------------------------------------------------------------ */

static void handle_closed(uv_handle_t *handle)
{
	struct proc *proc = handle->data;

	struct proc **place = &procs;

	if (--proc->handles > 0)
		return;
	while (*place != proc)
		place = &(*place)->next;
	*place = proc->next;
	if (proc->output_fd >= 0)
		close(proc->output_fd);
	free(proc->output);
	free(proc->name);
	free(proc->command);
	free(proc);
}

static void close_handles(struct proc *proc)
{
	proc->closing = true;
	uv_close((uv_handle_t *)&proc->output_poll, handle_closed);
	uv_close((uv_handle_t *)&proc->child_signal, handle_closed);
}

static struct proc *proc_new(uv_loop_t *loop, const struct proc_options *options, int output_fd)
{
	struct proc *proc = calloc(1, sizeof *proc);

	if (!proc)
		return NULL;
	proc->name = strdup(options->name);
	proc->command = strdup(options->command);
	proc->output_fd = output_fd;
	proc->ended = options->ended;
	proc->ended_context = options->ended_context;
	if (!proc->name || !proc->command || uv_poll_init(loop, &proc->output_poll, output_fd) < 0) {
		free(proc->name);
		free(proc->command);
		free(proc);
		return NULL;
	}
	uv_signal_init(loop, &proc->child_signal);
	proc->handles = 2;
	proc->output_poll.data = proc;
	proc->child_signal.data = proc;
	proc->next = procs;
	procs = proc;
	return proc;
}

struct proc *proc_start(uv_loop_t *loop, const struct proc_options *options, struct err *err)
{
	struct proc *proc;
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0) {
		err_set_errno(err, errno, "%s: cannot make a pipe", options->name);
		return NULL;
	}
	proc = io_set_nonblocking(fds[0]) < 0 ? NULL : proc_new(loop, options, fds[0]);
	if (!proc) {
		close(fds[0]);
		close(fds[1]);
		err_set(err, "%s: cannot watch its output", options->name);
		return NULL;
	}
	/* Before the child exists, so that its end cannot be missed. */
	uv_signal_start(&proc->child_signal, child_signalled, SIGCHLD);
	proc->pid = proc_spawn(options, fds[1], err);
	close(fds[1]);
	if (proc->pid < 0) {
		close_handles(proc);
		return NULL;
	}
	proc->running = true;
	uv_poll_start(&proc->output_poll, UV_READABLE, output_ready);
	return proc;
}

void proc_close(struct proc *proc)
{
	if (!proc)
		return;
	if (proc->running) {
		proc->closing = true;
		proc_stop(proc, SIGKILL);
		await_end(proc, clock_now_ns() + PROC_KILLED_NS);
	}
	close_handles(proc);
}
