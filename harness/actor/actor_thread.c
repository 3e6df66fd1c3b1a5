/* SPDX-License-Identifier: BSD-2-Clause */
/* The worker threads that calls are made in, and who watches them fall asleep. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness/actor/actor_call.h"
#include "harness/actor/actor_names.h"
#include "harness/actor/actor_output.h"
#include "harness/actor/actor_sleep.h"
#include "harness/actor/actor_thread.h"
#include "harness/base/clock.h"

#define THREAD_FIRST 3                            /* workers that are there from the beginning */
#define THREAD_STACK (512U << 10)
#define THREAD_LOOK_FIRST_NS (20 * NS_PER_US)
#define THREAD_LOOK_MOST_NS NS_PER_MS
#define THREAD_GIVE_UP_NS NS_PER_SECOND           /* so long in a call without sleeping is busy, not asleep */
#define THREAD_END_NS NS_PER_SECOND

struct worker {
	struct thread_pool *pool;
	pthread_t thread;
	pthread_cond_t work;
	struct call *call;          /* to be made; under the pool's lock */
	struct call *making;        /* the worker's own: being made and answered */
	bool idle;                  /* under the pool's lock */
	struct call_progress progress;
	struct sleep_probe probe;
	/* Of the reading thread only, but for `running`, which the output's lock guards. */
	bool watched;
	bool running;               /* its answer has not been written yet */
	int64_t id, since_ns;
};

struct thread_pool {
	struct output *output;
	pthread_mutex_t lock;
	pthread_cond_t rested;      /* a worker has become idle */
	bool ending;
	struct worker *workers[THREAD_MOST];
	size_t count;
	int64_t look_ns;            /* how long until the next look at the watched */
};

static void worker_answer(struct worker *worker, struct call *call)
{
	size_t length;
	char *line = call_answer(call, &length);

	output_lock(worker->pool->output);
	worker->running = false;
	output_write_locked(worker->pool->output, line, length);
	output_unlock(worker->pool->output);
	free(line);
	call_free(call);
}

static void *worker_run(void *context)
{
	struct worker *worker = context;
	struct thread_pool *pool = worker->pool;

	sleep_probe_open(&worker->probe);
	pthread_mutex_lock(&pool->lock);
	worker->idle = true;
	pthread_cond_signal(&pool->rested);
	for (;;) {
		struct call *call;

		while (worker->call == NULL && !pool->ending)
			pthread_cond_wait(&worker->work, &pool->lock);
		if (worker->call == NULL)
			break;
		call = worker->making = worker->call;
		worker->call = NULL;
		pthread_mutex_unlock(&pool->lock);
		call_make(call, &worker->progress);
		worker_answer(worker, call);
		worker->making = NULL;
		pthread_mutex_lock(&pool->lock);
		worker->idle = true;
		pthread_cond_signal(&pool->rested);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

/* Makes one that is not idle before it has opened its stat file. NULL with errno. */
static struct worker *thread_pool_add(struct thread_pool *pool)
{
	struct worker *worker = calloc(1, sizeof *worker);
	pthread_attr_t attributes;
	sigset_t all, before;
	int error;

	if (worker == NULL)
		return NULL;
	worker->pool = pool;
	pthread_cond_init(&worker->work, NULL);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, THREAD_STACK);
	/* What ends the process is for the reading thread; a call must not be interrupted by it. */
	sigfillset(&all);
	sigdelset(&all, SIGSEGV);
	sigdelset(&all, SIGBUS);
	sigdelset(&all, SIGILL);
	sigdelset(&all, SIGFPE);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&worker->thread, &attributes, worker_run, worker);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	if (error != 0) {
		pthread_cond_destroy(&worker->work);
		free(worker);
		errno = error;
		return NULL;
	}
	pool->workers[pool->count++] = worker;
	return worker;
}

struct thread_pool *thread_pool_new(struct output *output)
{
	struct thread_pool *pool = calloc(1, sizeof *pool);
	pthread_condattr_t attributes;

	if (pool == NULL)
		return NULL;
	pool->output = output;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->rested, &attributes);
	pthread_condattr_destroy(&attributes);
	/* Their descriptors are opened now, so that none is while the first calls are made. */
	pthread_mutex_lock(&pool->lock);
	for (size_t i = 0; i < THREAD_FIRST; i++) {
		struct worker *worker = thread_pool_add(pool);

		while (worker != NULL && !worker->idle)
			pthread_cond_wait(&pool->rested, &pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	return pool;
}

int thread_pool_run(struct thread_pool *pool, struct call *call, bool tell_asleep)
{
	struct worker *worker = NULL;

	pthread_mutex_lock(&pool->lock);
	for (size_t i = 0; i < pool->count && worker == NULL; i++)
		if (pool->workers[i]->idle)
			worker = pool->workers[i];
	if (worker == NULL && pool->count < THREAD_MOST) {
		worker = thread_pool_add(pool);
		while (worker != NULL && !worker->idle)
			pthread_cond_wait(&pool->rested, &pool->lock);
	}
	if (worker == NULL) {
		pthread_mutex_unlock(&pool->lock);
		return -1;
	}
	worker->idle = false;
	worker->running = true;
	worker->watched = tell_asleep;
	worker->id = call->id;
	worker->since_ns = 0;
	atomic_store(&worker->progress.stage, CALL_PREPARING);
	worker->call = call;
	pthread_cond_signal(&worker->work);
	pthread_mutex_unlock(&pool->lock);
	if (tell_asleep)
		pool->look_ns = THREAD_LOOK_FIRST_NS;
	return 0;
}

/* Unless the answer has been written meanwhile: the call has returned at once then. */
static void thread_tell(struct worker *worker, bool asleep)
{
	struct output *output = worker->pool->output;
	int socket = atomic_load(&worker->progress.socket);
	json_t *object = json_pack("{sI sI sb}", "id", (json_int_t)worker->id, "entered",
		(json_int_t)atomic_load(&worker->progress.entered_ns), "asleep", asleep);
	size_t length;
	char *line;

	if (socket >= 0)
		actor_names_add_socket(object, socket);
	line = output_line(object, &length);
	json_decref(object);
	output_lock(output);
	if (worker->running)
		output_write_locked(output, line, length);
	output_unlock(output);
	free(line);
	worker->watched = false;
}

static void thread_look(struct worker *worker)
{
	int stage = atomic_load(&worker->progress.stage);
	bool asleep = stage == CALL_ENTERED && sleep_probe_look(&worker->probe);

	/* Sleeping is only sleeping in the call where it was in the call before and after the look. */
	if (atomic_load(&worker->progress.stage) != stage)
		return;
	if (stage == CALL_RETURNED)
		worker->watched = false;
	if (stage != CALL_ENTERED)
		return;
	if (worker->since_ns == 0)
		worker->since_ns = clock_now_ns();
	if (asleep)
		thread_tell(worker, true);
	else if (!sleep_probe_works(&worker->probe)
		|| clock_now_ns() - worker->since_ns > THREAD_GIVE_UP_NS)
		thread_tell(worker, false);
}

int64_t thread_pool_watch(struct thread_pool *pool)
{
	bool any = false;
	int64_t wait_ns = pool->look_ns;

	for (size_t i = 0; i < pool->count; i++) {
		if (pool->workers[i]->watched)
			thread_look(pool->workers[i]);
		any = any || pool->workers[i]->watched;
	}
	if (!any)
		return -1;
	pool->look_ns = wait_ns * 2 < THREAD_LOOK_MOST_NS ? wait_ns * 2 : THREAD_LOOK_MOST_NS;
	return wait_ns;
}

static bool worker_is_blocked(struct worker *worker)
{
	return atomic_load(&worker->progress.stage) == CALL_ENTERED && sleep_probe_look(&worker->probe);
}

/* Waits for those that are busy, unless they sleep in a call. Under the pool's lock. */
static int thread_pool_drain(struct thread_pool *pool)
{
	int64_t deadline_ns = clock_now_ns() + THREAD_END_NS;
	int64_t wake_ns = clock_now_ns();
	int busy, blocked;

	do {
		struct timespec wake;

		busy = blocked = 0;
		for (size_t i = 0; i < pool->count; i++) {
			if (pool->workers[i]->idle)
				continue;
			busy++;
			blocked += worker_is_blocked(pool->workers[i]);
		}
		if (busy == blocked)
			break;
		wake_ns += NS_PER_MS;
		wake = (struct timespec){wake_ns / NS_PER_SECOND, wake_ns % NS_PER_SECOND};
		pthread_cond_timedwait(&pool->rested, &pool->lock, &wake);
	} while (clock_now_ns() < deadline_ns);
	return busy;
}

int thread_pool_end(struct thread_pool *pool)
{
	int busy;

	pthread_mutex_lock(&pool->lock);
	busy = thread_pool_drain(pool);
	pool->ending = true;
	for (size_t i = 0; i < pool->count; i++)
		pthread_cond_signal(&pool->workers[i]->work);
	pthread_mutex_unlock(&pool->lock);
	if (busy > 0)
		return busy;
	for (size_t i = 0; i < pool->count; i++) {
		pthread_join(pool->workers[i]->thread, NULL);
		/*
		 * Not by the worker itself: the kernel forgets what it knows below /proc/PID when a thread ends, and where
		 * that is no longer in use while others do the same, it spins for milliseconds to reap us (Linux 6.18).
		 */
		sleep_probe_close(&pool->workers[i]->probe);
		pthread_cond_destroy(&pool->workers[i]->work);
		free(pool->workers[i]);
	}
	pthread_cond_destroy(&pool->rested);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
	return 0;
}
