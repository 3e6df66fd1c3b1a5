/* SPDX-License-Identifier: BSD-2-Clause */
/* Where requests come from: lines out of a descriptor, by raw system calls. */
#ifndef SOCKSPEC_ACTOR_INPUT_H
#define SOCKSPEC_ACTOR_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INPUT_LINE_MOST (32U << 20)

struct input {
	int fd;
	char *bytes;
	size_t length, capacity;
	size_t start;   /* of the line that comes next */
	size_t looked;  /* no newline between start and here */
	bool ended;
};

enum input_event { INPUT_LINE, INPUT_NOTHING, INPUT_END, INPUT_TOO_LONG };

/* `fd` stays the caller's; input_free gives back what was read of it. */
void input_init(struct input *input, int fd);
void input_free(struct input *input);

/*
 * The next line, without its newline: *line is good until the next call. INPUT_NOTHING where none
 * came in `wait_ns` (-1: waits for as long as it takes). What stands behind the last newline is a line too.
 */
enum input_event input_read(struct input *input, int64_t wait_ns, const char **line, size_t *length);

#endif
