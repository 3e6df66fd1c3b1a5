/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory that is given back all at once: a chain of blocks that are filled from their front. */
#include "config.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/memory.h"

#define ARENA_FIRST ((size_t)4096)
#define ARENA_LARGEST ((size_t)1 << 20)

struct arena_block {
	struct arena_block *next;
	size_t used, size; /* of what follows */
	alignas(max_align_t) unsigned char memory[];
};

struct arena {
	struct arena_block *blocks; /* the first is the one that is being filled */
	size_t next_size;
	size_t given;
};

struct arena *
arena_new(void)
{
	struct arena *arena = memory_new(sizeof *arena);

	arena->next_size = ARENA_FIRST;
	return arena;
}

void
arena_free(struct arena *arena)
{
	struct arena_block *block, *next;

	if (arena == NULL)
		return;
	for (block = arena->blocks; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

size_t
arena_size(const struct arena *arena)
{
	return arena->given;
}

static struct arena_block *
arena_block_new(size_t size)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof *block)
		memory_end();
	/* What is given is zeroed when it is: of the first block mostly a small part is. */
	block = memory_resize(NULL, sizeof *block + size);
	block->next = NULL;
	block->used = 0;
	block->size = size;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	const size_t step = alignof(max_align_t);
	struct arena_block *block = arena->blocks;
	void *memory;

	if (size > SIZE_MAX / 2)
		memory_end();
	/* Even an empty array gets a place of its own. */
	size = size == 0 ? step : (size + step - 1) / step * step;

	arena->given += size;
	if (block == NULL || size > block->size - block->used) {
		if (size >= arena->next_size / 4) {
			/* Large pieces get a block of their own, behind the one that is being filled. */
			struct arena_block *own = arena_block_new(size);

			own->used = size;
			if (block == NULL) {
				arena->blocks = own;
			} else {
				own->next = block->next;
				block->next = own;
			}
			return memset(own->memory, 0, size);
		}
		block = arena_block_new(arena->next_size);
		block->next = arena->blocks;
		arena->blocks = block;
		if (arena->next_size < ARENA_LARGEST)
			arena->next_size *= 2;
	}
	memory = block->memory + block->used;
	block->used += size;
	return memset(memory, 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t product;

	if (__builtin_mul_overflow(count, size, &product))
		product = SIZE_MAX;
	return arena_alloc(arena, product);
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *
arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void *
arena_memdup(struct arena *arena, const void *data, size_t length)
{
	void *copy = arena_alloc(arena, length);

	if (length > 0)
		memcpy(copy, data, length);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	char *text;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		length = 0;
	text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void *
arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	size_t larger;
	void *copy;

	if (count < *capacity)
		return items;
	larger = *capacity < 8 ? 8 : *capacity * 2;
	if (larger <= count)
		larger = count + 1;
	copy = arena_array(arena, larger, size);
	if (count > 0)
		memcpy(copy, items, count * size);
	*capacity = larger;
	return copy;
}
