/* SPDX-License-Identifier: BSD-2-Clause */
/* What a play needs around its steps: the loop, the hosts, the wire, the captures; set up, recorded, taken down. */
#ifndef SOCKSPEC_STAGE_H
#define SOCKSPEC_STAGE_H

#include "harness/play/player.h"

/*
 * What asks for the play's end waits until stage_prepare has a handler for it: the first process of a PID namespace
 * would not even notice it without.
 */
void stage_hold_signals(void);

/* The loop and what ends a play from outside. 0, or -1 with err: not even evidence can be had. */
int stage_prepare(struct player *player, enum level given, const char *reason, struct err *err);

/* The machine and the level that it gives, into the evidence. */
void stage_describe_machine(struct player *player, enum level given, const char *reason);

/* The hosts, the wire, the captures, and the actors on their way. 0, or -1 and the play is over. */
int stage_open(struct player *player);

/* From here on the play's own lateness is measured. 0, or -1 and the play is over. */
int stage_begin(struct player *player);

/* Takes what came out of the captures' rings, before they are full. */
void stage_drain(struct player *player);

/* The captures are completed and saved. */
void stage_finish(struct player *player, const char *folder);

/* What the wire, the clock and the processes have to tell goes into the evidence. */
void stage_record(struct player *player);

/* Takes everything down, on every path. */
void stage_close(struct player *player);

#endif
