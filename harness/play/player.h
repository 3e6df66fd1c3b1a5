/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The player while it plays: what every kind of step works on, and the one way to wait. One thread, one
 * loop. Steps are walked through one after the other; while one waits, the loop carries on the wire, the
 * actors and the servers.
 */
#ifndef SOCKSPEC_PLAYER_H
#define SOCKSPEC_PLAYER_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "harness/base/err.h"
#include "harness/match/env.h"
#include "harness/play/actor_link.h"
#include "harness/play/alarm.h"
#include "harness/play/capture.h"
#include "harness/play/diag.h"
#include "harness/play/lateness.h"
#include "harness/play/live.h"
#include "harness/play/play.h"
#include "harness/play/proc.h"
#include "harness/play/sandbox.h"
#include "harness/play/wire.h"

struct player;

/* The actor of one host; started when its first call is made. */
struct player_actor {
	struct player *player;
	enum case_host host;
	struct proc *proc;
	struct actor_link *link;
	bool ready;
	char *broken;            /* why no call can be made any more; NULL */
	int64_t broken_ns;
};

enum call_progress { CALL_NONE, CALL_ASKED, CALL_ENTERED, CALL_RETURNED };

/* A launched server. */
struct player_server {
	struct proc *proc;
	const struct step *step;
	const char *command;     /* as evidence shows it */
	bool is_udp;             /* a user's: looked for where, */
	int wanted_port;         /* and on which port */
	uv_poll_t ready_poll;
	int ready_fd;            /* -1 where there is none any more */
	bool polling;            /* ready_poll was initialised */
	char line[64];           /* "ready PORT\n" as far as it came */
	size_t length;
	int port;                /* 0 until it is ready */
	bool deaf;               /* it closed the descriptor, or wrote nonsense on it */
};

struct player {
	const struct case_page *page;
	const struct play_options *options;
	struct evidence *evidence;
	struct env env;
	int64_t begin_ns;        /* the evidence's time 0 on CLOCK_MONOTONIC */
	int64_t deadline_ns;     /* of the whole play */
	int64_t step_deadline_ns; /* how long one wait may take */

	uv_loop_t loop;
	bool loop_open;
	uv_signal_t signals[3];  /* TERM, INT, HUP */
	uv_pipe_t parent;        /* our standard input, watched for its end */
	bool parent_watched;
	struct alarm *alarm;
	struct lateness *lateness;

	struct sandbox sandbox;
	bool sandbox_open;
	struct wire *wire;
	struct capture *captures[HOST_COUNT];
	uv_poll_t capture_poll;  /* below level wire, where the capture is what shows packets while they pass */
	bool capture_watched;
	int undrained;           /* packets since the captures' rings were emptied */
	struct diag *diags[HOST_COUNT];
	struct live live;
	struct player_actor actors[HOST_COUNT];
	struct player_server *servers; /* one a step; proc NULL where the step launched none */
	enum call_progress *calls;     /* one a step */
	int *missing_lines;      /* one a step: a packet line's view lacked so many lines when it was left */
	int current;             /* the step that is being played; -1 before the first */
	int64_t recheck_ns;      /* a condition may ask to be looked at again then; INT64_MAX */
	char *over;              /* why the play ends early; NULL */
	int over_step;           /* the step that was being played then; -1 */
	const char *unplayable;  /* why this machine cannot play the page at all; NULL */
	const char *unreachable; /* why no further step can be reached, though the play is not broken; NULL */
	int64_t left_ns;         /* when the step before was left */
	int64_t moment_ns;       /* of the last packet line, call or silence: when it happened, or ended */
	int64_t packet_ns;       /* of the packet line that is being played: its packet; -1 */
	bool zero_known;         /* an absolute time was met, */
	int64_t zero_ns;         /* and they count from here; may be negative */
	const struct step *given_up_call; /* the first call that was waited for in vain; NULL */
	bool given_up_on_packets; /* a packet line was waited for in vain: the next ones are not given as long */
};

/* ---- waiting (wait.c) ------------------------------------------------------------------------------ */

enum wait_outcome { WAIT_MET, WAIT_DEADLINE, WAIT_OVER };

typedef bool wait_met_fn(struct player *player, void *context);

/*
 * Runs the loop until `met` says so (WAIT_MET), the deadline on CLOCK_MONOTONIC has passed, or the play
 * is over. `met` is asked first, and again after everything that happens; NULL is never met.
 */
enum wait_outcome player_wait(struct player *player, wait_met_fn *met, void *context, int64_t deadline_ns);

/* Until that time exactly; measures how late it was. */
enum wait_outcome player_wait_until(struct player *player, int64_t due_ns);

/* Tells the run loop that this play waits ('w') or works ('b') from now on. Nobody need be listening. */
void player_tell(const struct player *player, char status);

/* What the hosts have sent so far arrives. False where they did not stop sending for so long that it was given up. */
bool player_settle(struct player *player);

/* The play ends early: the first reason stays. It stands in the evidence as harness_error. */
void player_end(struct player *player, const char *format, ...) __attribute__((format(printf, 2, 3)));

int64_t player_now(const struct player *player); /* since the play's begin */

/* ---- when steps are due (due.c) ------------------------------------------------------------------- */

bool player_injects(const struct player *player, const struct step *step); /* case_is_injected */

/*
 * When a step is due, since the play's begin: a relative time of an injected packet counts from the packet or call
 * of the line before it, that of other steps from where the step before was left. -1: not timed, or awaited.
 */
int64_t player_due_ns(const struct player *player, const struct step *step);

/* Waits until then, where it is due at any time; record->due_ns says when. */
enum wait_outcome player_wait_due(struct player *player, const struct step *step, struct step_record *record);

/* How long an awaited packet is waited for: `patience_ns` behind the time that its line says. */
int64_t player_patience_ns(const struct player *player, const struct step *step, int64_t patience_ns);

/* The step was left: what later times count from. A packet line has set player->packet_ns. */
void player_note_moment(struct player *player, const struct step *step, const struct step_record *record);

/* ---- steps ----------------------------------------------------------------------------------------- */

/* Plays the steps of the page, in order (player.c). */
void player_walk(struct player *player);

/* The same where no step can be: each says why. */
void player_skip(struct player *player);

/* Marks a step that cannot be played. */
void player_mark(struct player *player, struct step_record *record, enum step_fate fate, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* One kind of step each; the record's times are the caller's. */
void step_play_call(struct player *player, const struct step *step, struct step_record *record);
void step_play_wait(struct player *player, const struct step *step, struct step_record *record);
void step_play_blocked(struct player *player, const struct step *step, struct step_record *record);
void step_play_assert(struct player *player, const struct step *step, struct step_record *record);
void step_play_packet(struct player *player, const struct step *step, struct step_record *record);
void step_play_peer(struct player *player, const struct step *step, struct step_record *record);
void step_play_launch(struct player *player, const struct step *step, struct step_record *record);
void step_play_sysctl(struct player *player, const struct step *step, struct step_record *record);
void step_play_capable(struct player *player, const struct step *step, struct step_record *record);
void step_play_silence(struct player *player, const struct step *step, struct step_record *record);
void step_play_wire(struct player *player, const struct step *step, struct step_record *record);

/* What came of the lines for the wire, into their records, when all is over. */
void step_record_wire(struct player *player);

/* ---- processes (actors.c, step_launch.c) ------------------------------------------------------------ */

/* Starts the actor of a host where it is not, without waiting for it. */
void actors_start(struct player *player, enum case_host host);

/* Ends the play where an actor is broken; may ask to be called again at player->recheck_ns. */
void actors_check(struct player *player);

/* The link to the actor of a host, started and ready. NULL where the play is over now. */
struct actor_link *actors_need(struct player *player, enum case_host host);
void actors_hang_up(struct player *player);
void actors_close(struct player *player);
void servers_close(struct player *player);

/* Ends actors and servers: asks, then kills; all are reaped when it returns (ending.c). */
void player_end_processes(struct player *player);

#endif
