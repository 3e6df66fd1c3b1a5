/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Child processes of a play: actors and servers. Each is the leader of a process group of its own, runs under
 * resource limits, dies with the player, and has its output collected up to PROC_OUTPUT_MOST bytes; what
 * it prints beyond that is read and thrown away, so that a chatty child is never blocked by us.
 *
 * The loop's SIGCHLD tells when one ends. Nothing else in the process may wait for children.
 */
#ifndef SOCKSPEC_PROC_H
#define SOCKSPEC_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

#include "harness/evidence/evidence.h"

struct arena;
struct err;
struct proc;

#define PROC_OUTPUT_MOST 65536

/* The process has been reaped; proc_is_running is false from now on. */
typedef void proc_ended_fn(void *context, struct proc *proc);

struct proc_options {
	const char *name;         /* as evidence calls it: "client actor", "echo" */
	const char *command;      /* run by /bin/sh -c where argv is NULL; else what evidence shows */
	const char *const *argv;  /* run as it is, looked up in PATH; NULL */
	int in_fd, out_fd;        /* its standard input and output; -1: nothing, and collected */
	int keep_fd;              /* one more descriptor that it keeps, as PROC_KEPT_FD; -1: none */
	int64_t cpu_seconds;      /* of processor time at most; 0: no limit */
	int (*prepare)(void *context); /* called in the child before exec; 0, or -1 with errno. NULL */
	void *prepare_context;
	proc_ended_fn *ended;     /* NULL is fine */
	void *ended_context;
};

#define PROC_KEPT_FD 3

/* Starts one where the caller is now (its network namespace). NULL with err. The descriptors stay the caller's. */
struct proc *proc_start(uv_loop_t *loop, const struct proc_options *options, struct err *err);

/* As the player numbers it, in its own PID namespace. */
pid_t proc_pid(const struct proc *proc);

bool proc_is_running(const struct proc *proc);

/* How it ended, in words: "ended with exit status 1", "was killed by SIGSEGV". `text` holds 64 bytes at least. */
const char *proc_describe_end(const struct proc *proc, char *text, size_t room);

/* What it has printed so far; not NUL-terminated. */
const char *proc_output(const struct proc *proc, size_t *length);

/* From now on its end is our doing. Sends the signal to its whole group; 0 sends nothing. */
void proc_stop(struct proc *proc, int signal);

/* What became of it, for the evidence. */
void proc_record(struct proc *proc, struct arena *arena, struct process_record *record);

/* Kills and reaps what still runs, frees; the loop must run once more after it. NULL is fine. */
void proc_close(struct proc *proc);

#endif
