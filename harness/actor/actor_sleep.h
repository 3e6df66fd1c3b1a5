/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a thread sleeps in the kernel, by its stat file in /proc; each thread opens its own. */
#ifndef SOCKSPEC_ACTOR_SLEEP_H
#define SOCKSPEC_ACTOR_SLEEP_H

#include <stdatomic.h>
#include <stdbool.h>

struct sleep_probe {
	_Atomic int fd; /* -1 where there is no /proc */
};

/* Of the calling thread. /proc/thread-self also works where /proc shows an outer PID namespace. */
void sleep_probe_open(struct sleep_probe *probe);

/* When that thread has ended: any other may. */
void sleep_probe_close(struct sleep_probe *probe);

/* False where there is no /proc, so that nothing can be told. */
bool sleep_probe_works(const struct sleep_probe *probe);

/* True where that thread sleeps and can be woken (state S). Any thread may ask. */
bool sleep_probe_look(const struct sleep_probe *probe);

#endif
