/* SPDX-License-Identifier: BSD-2-Clause */
/* Signals that a socket call may raise: caught and noted, each by the thread that it came to. */
#include "config.h"

#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "harness/actor/actor_signal.h"
#include "harness/names/names.h"

static const int signal_caught[] = {SIGPIPE, SIGURG, SIGIO, SIGALRM, SIGUSR1, SIGUSR2};

#define SIGNAL_COUNT (sizeof signal_caught / sizeof signal_caught[0])

/* Only the thread that a signal interrupts writes here, so volatile is enough. */
static _Thread_local volatile sig_atomic_t signal_seen[SIGNAL_COUNT];

static void signal_note(int number)
{
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		if (signal_caught[i] == number)
			signal_seen[i] = 1;
}

static void signal_fill_set(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		sigaddset(set, signal_caught[i]);
}

static uint64_t signal_take(void)
{
	uint64_t signals = 0;

	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		if (signal_seen[i])
			signals |= UINT64_C(1) << i;
		signal_seen[i] = 0;
	}
	return signals;
}

void signal_install(void)
{
	struct sigaction action = {.sa_handler = signal_note};
	sigset_t set;

	sigemptyset(&action.sa_mask);
	signal_fill_set(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		sigaction(signal_caught[i], &action, NULL);
}

void signal_begin_call(void)
{
	sigset_t set;
	uint64_t early;

	signal_fill_set(&set);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	/* What was sent to the process between two calls is delivered here; no call raised it. */
	early = signal_take();
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		if (early & UINT64_C(1) << i)
			fprintf(stderr, "actor: signal %d came between calls\n", signal_caught[i]);
}

uint64_t signal_end_call(void)
{
	sigset_t set;

	signal_fill_set(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	return signal_take();
}

json_t *signal_list(uint64_t signals)
{
	json_t *list = json_array();

	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		const char *name = names_of(NAMES_SIGNAL, signal_caught[i]);

		if ((signals & UINT64_C(1) << i) && name != NULL)
			json_array_append_new(list, json_string(name));
	}
	return list;
}
