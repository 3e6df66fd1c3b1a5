/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Plays a case once. The process model:
 *
 *	sockspec run            the run loop; starts one player a play, many at once
 *	  sockspec play         the player: makes the sandbox, is the wire, captures, walks the steps;
 *	                        first process of a PID namespace where there is one, so that nothing outlives it
 *	    sockspec actor      one a host: makes the calls
 *	    servers             the reference servers, or what the user put in their place
 *
 * The player ends when its work is done, when its deadline has passed, or when its standard input ends,
 * that is, when the run loop is gone. What happened stands in the evidence folder then.
 */
#ifndef SOCKSPEC_PLAY_H
#define SOCKSPEC_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"

struct err;

struct play_server { /* --server KIND=COMMAND */
	const char *kind, *command;
};

struct play_options {
	enum case_mode mode;
	int attempt;
	enum level most;     /* no higher level than this is tried */
	enum level least;    /* where this one cannot be had the play breaks, before its first step */
	const char *server_program;   /* sockspec-server */
	const char *self_program;     /* whose `actor` is the built-in one: sockspec-actor, or sockspec */
	const char *actor_command;    /* --actor; NULL: the built-in one */
	const struct play_server *servers;
	size_t server_count;
	int64_t deadline_ns;          /* for the whole play, from its begin; 0: 60 s */
	int64_t step_deadline_ns;     /* for one wait; 0: 5 s */
	int status_fd;                /* gets 'w' when a long wait begins and 'b' when it ends; -1 */
};

/*
 * Plays and fills `folder` (which exists) with captures and evidence.json. 0 also where the play broke off:
 * the evidence says so. -1 with err where not even evidence could be written.
 *
 * May go on in a child process (sandbox_enter), whose exit status the caller's process then has: call it once, as
 * the last thing before the process ends.
 */
int play_case(const struct case_page *page, const struct play_options *options, const char *folder,
	struct err *err);

#endif
