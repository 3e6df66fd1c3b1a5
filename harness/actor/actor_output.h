/* SPDX-License-Identifier: BSD-2-Clause */
/* Where answers go: whole lines, one at a time, whichever thread they come from. */
#ifndef SOCKSPEC_ACTOR_OUTPUT_H
#define SOCKSPEC_ACTOR_OUTPUT_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

struct output {
	int fd;
	pthread_mutex_t lock;
	bool broken; /* nobody reads any more */
};

/* `fd` stays the caller's, open as long as the output is used. */
void output_init(struct output *output, int fd);

/* The object as one line with its newline; malloc'ed, the caller's. */
char *output_line(const struct json_t *object, size_t *length);

/* Between these two no other thread's line comes. */
void output_lock(struct output *output);
void output_unlock(struct output *output);

/* Writes all of a line, newline and all; between output_lock and output_unlock. Where nobody reads any more it does nothing. */
void output_write_locked(struct output *output, const char *line, size_t length);

/* {"id": N, "failure": "..."}; without an id where the request had none. */
void output_failure(struct output *output, bool has_id, int64_t id, const char *text);

/* Nobody reads any more: a line was lost. */
bool output_is_broken(struct output *output);

#endif
