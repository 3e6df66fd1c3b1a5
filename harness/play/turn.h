/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One play at a time on a machine's own network. At level host all plays have the same addresses and ports, whoever
 * plays them: what one sends would arrive at the other, and be told of it. So each takes its turn, by a name that only one
 * process of a network namespace can have, of whatever user, and that is free when its holder is gone, however it ended
 * (an abstract name of a UNIX socket, unix(7)).
 */
#ifndef SOCKSPEC_TURN_H
#define SOCKSPEC_TURN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Waits for the turn until deadline_ns (CLOCK_MONOTONIC), and no longer than until a signal that the caller holds back is
 * there, or the pipe that is the standard input has lost its other end. False where somebody else still has it at the deadline. *turn is what keeps it, for
 * turn_give; -1 where the wait ended early or this system knows no such names.
 */
bool turn_take(int64_t deadline_ns, int *turn);

void turn_give(int turn); /* -1 is fine */

#endif
