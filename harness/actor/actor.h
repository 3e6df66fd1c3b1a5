/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The actor: makes the calls of one host and tells what came of them. A process of its own that speaks
 * JSON lines on its standard input and output (docs/actor-protocol.md); any program that does may
 * stand in its place. Knows nothing of cases.
 *
 * Threads: the one that calls actor_serve reads requests and watches for calls that fall asleep; each call
 * is made in a worker thread (actor_thread.h), which writes its own answer.
 */
#ifndef SOCKSPEC_ACTOR_H
#define SOCKSPEC_ACTOR_H

/*
 * Serves requests from `in` until it ends, answering on `out`. Takes both over: they are moved out of
 * the way of the calls under test and /dev/null is put in their places. Returns an exit status: 0 at the end of
 * the input, 3 where a line is not JSON or the answers cannot be written. Changes the process's handling
 * of signals, so it is for a process of its own; calls that are still blocked go on until that process ends.
 */
int actor_serve(int in, int out);

#endif
