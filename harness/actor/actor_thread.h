/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The worker threads that calls are made in. The reading thread hands a call to an idle worker (or starts one),
 * which makes it and writes the answer itself. A call whose request says `asleep` is watched by the
 * reading thread: it tells when the worker sleeps in the kernel, by the worker's own stat file in /proc.
 */
#ifndef SOCKSPEC_ACTOR_THREAD_H
#define SOCKSPEC_ACTOR_THREAD_H

#include <stdbool.h>
#include <stdint.h>

#define THREAD_MOST 256 /* calls that run at the same time */

struct call;
struct output;
struct thread_pool;

/* Starts a few workers. NULL with errno where no thread can be made. */
struct thread_pool *thread_pool_new(struct output *output);

/*
 * Has the call made and answered; takes it over. 0, or -1 where too many are running (the call is still
 * the caller's then).
 */
int thread_pool_run(struct thread_pool *pool, struct call *call, bool tell_asleep);

/* Looks at the calls that are watched. Nanoseconds until it wants to look again, -1 where there is none. */
int64_t thread_pool_watch(struct thread_pool *pool);

/*
 * Lets calls that are about to return return, and ends the workers. Calls that are blocked stay
 * so, and then the pool is not freed. Returns how many.
 */
int thread_pool_end(struct thread_pool *pool);

#endif
