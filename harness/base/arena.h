/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that is given back all at once: everything that belongs to a case, or to a
 * piece of evidence, lives in one arena. Running out of memory ends the program
 * (there is nothing sensible left to do), so no allocation returns NULL.
 */
#ifndef SOCKSPEC_ARENA_H
#define SOCKSPEC_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */
size_t arena_size(const struct arena *arena); /* bytes given out, so that a reader can set itself a limit */

void *arena_alloc(struct arena *arena, size_t size);               /* zeroed, aligned for any type */
void *arena_array(struct arena *arena, size_t count, size_t size); /* zeroed; checks the product */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
void *arena_memdup(struct arena *arena, const void *data, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Grows an array by doubling: returns `items` or a larger copy of it in which place
 * [count] may be written. *capacity starts at 0.
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
