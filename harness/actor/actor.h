/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The actor: makes the calls of one host and tells what came of them. A process of its own that speaks
 * JSON lines on its standard input and output (docs/actor-protocol.md); any program that does may
 * stand in its place. Knows nothing of cases.
 */
#ifndef SOCKSPEC_ACTOR_H
#define SOCKSPEC_ACTOR_H

/* Serves requests from `in` until it ends, answering on `out`. Returns an exit status. */
int actor_serve(int in, int out);

#endif
