/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Many plays at once: starts `sockspec-player` processes and hears when they end. How many run follows two
 * numbers: at most `jobs` in all, and at most `busy` that work rather than wait (players say which over a
 * descriptor), so that waiting costs nothing and working does not disturb what others measure.
 *
 * A player's standard input is a pipe from here: when this process is gone, the player sees its end
 * and ends too.
 */
#ifndef SOCKSPEC_PLAYERS_H
#define SOCKSPEC_PLAYERS_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "harness/options.h"

struct err;
struct players;

/* How one play ended. */
struct player_end {
	int exit_status, signal;
	bool killed_late;        /* we had to: it did not end by its deadline */
	const char *words;       /* what it said on standard error, cut at 8 KiB */
};

struct player_job {
	const char *path, *id, *mode;
	const char *folder;      /* absolute or from the current folder */
	int attempt;
};

typedef void player_done_fn(void *context, void *job_context, const struct player_end *end);

/* The programs are found once; `level` is what plays may use. NULL with err. */
struct players *players_new(uv_loop_t *loop, const struct options *options, enum level level,
	player_done_fn *done, void *context, struct err *err);

/* Whether one more may be started now; how many run. */
bool players_have_room(const struct players *players);
int players_running(const struct players *players);

/* 0, or -1 with err where the process cannot be made. `done` is called once for each 0. */
int players_start(struct players *players, const struct player_job *job, void *job_context, struct err *err);

/* Asks all to end (TERM); a second time ends them (KILL). */
void players_stop(struct players *players);

void players_free(struct players *players); /* none may be running */

#endif
