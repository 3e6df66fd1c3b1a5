/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory that a call reads or writes, with a canary in it and, where need be, a wall behind it. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/base/arena.h"

#define BUFFER_FENCE 64 /* looked at for bytes behind the room */

/*
 * So few painted bytes may be data that looks like paint; from this many on nobody sends them by
 * chance: all have the top bit set and they are not UTF-8.
 */
#define BUFFER_SURE 4

static uint8_t buffer_canary(size_t place)
{
	return (uint8_t)(0x80 | ((place * 167 + 89) & 0x7f));
}

void buffer_paint(void *data, size_t length)
{
	uint8_t *bytes = data;

	for (size_t i = 0; i < length; i++)
		bytes[i] = buffer_canary(i);
}

size_t buffer_painted_tail(const void *data, size_t length)
{
	const uint8_t *bytes = data;
	size_t end = length;

	while (end > 0 && bytes[end - 1] == buffer_canary(end - 1))
		end--;
	return length - end;
}

bool buffer_is_painted(const void *data, size_t length)
{
	return buffer_painted_tail(data, length) == length;
}

static struct buffer *buffer_new(struct call *call)
{
	struct buffer *buffer = arena_alloc(call->arena, sizeof *buffer);

	buffer->next = call->buffers;
	call->buffers = buffer;
	return buffer;
}

/* The end of the room is the end of accessible memory. */
static int buffer_map(struct call *call, struct buffer *buffer, size_t room)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t whole = (room + page - 1) / page * page;
	uint8_t *mapping = mmap(NULL, whole + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		-1, 0);

	if (mapping == MAP_FAILED)
		return err_set_errno(&call->failure, errno, "no memory for a buffer of %zu bytes", room);
	buffer->mapping = mapping;
	buffer->mapped = whole + page;
	if (mprotect(mapping + whole, page, PROT_NONE) < 0)
		return err_set_errno(&call->failure, errno, "cannot wall off a buffer");
	buffer->data = mapping + whole - room;
	buffer->room = room;
	return 0;
}

static int buffer_allocate(struct call *call, struct buffer *buffer, size_t room, size_t length)
{
	if (length > room)
		return buffer_map(call, buffer, room);
	buffer->data = malloc(room + BUFFER_FENCE);
	if (buffer->data == NULL)
		return err_set(&call->failure, "no memory for a buffer of %zu bytes", room);
	buffer->room = room;
	buffer->fence = BUFFER_FENCE;
	return 0;
}

struct buffer *buffer_of_bytes(struct call *call, const struct value *value, size_t length)
{
	struct buffer *buffer = buffer_new(call);

	if (value->kind == VALUE_NULL)
		return buffer;
	if (value->kind != VALUE_BYTES) {
		err_set(&call->failure, "a buffer to be read from is given as bytes");
		return NULL;
	}
	if (value->length > BUFFER_MOST) {
		err_set(&call->failure, "a buffer of %zu bytes is too large", value->length);
		return NULL;
	}
	if (buffer_allocate(call, buffer, value->length, length) < 0)
		return NULL;
	memcpy(buffer->data, value->bytes, value->length);
	return buffer;
}

struct buffer *buffer_with_room(struct call *call, const struct value *value, size_t length)
{
	struct buffer *buffer = buffer_new(call);
	size_t room = length;

	if (value->kind == VALUE_NULL)
		return buffer;
	if (value->kind == VALUE_ROOM) {
		if (value->number < 0) {
			err_set(&call->failure, "a buffer cannot have a negative room");
			return NULL;
		}
		room = (size_t)value->number;
	}
	/* A length as (size_t)-1 is for the call to judge; memory there is only so much. */
	if (room > BUFFER_MOST)
		room = BUFFER_MOST;
	if (buffer_allocate(call, buffer, room, length) < 0)
		return NULL;
	buffer_paint(buffer->data, room + buffer->fence);
	return buffer;
}

size_t buffer_fitting(const struct value *value)
{
	if (value->kind == VALUE_BYTES)
		return value->length;
	return value->kind == VALUE_ROOM && value->number > 0 ? (size_t)value->number : 0;
}

struct value *buffer_take(struct call *call, const struct buffer *buffer, size_t written)
{
	size_t touched;

	if (buffer->data == NULL)
		return value_null(call->arena);
	if (written > buffer->room)
		written = buffer->room;
	touched = buffer->room + buffer->fence
		- buffer_painted_tail(buffer->data, buffer->room + buffer->fence);
	if (touched > written)
		call->overrun += (int64_t)(touched - written);
	if (touched == 0 && written >= BUFFER_SURE) {
		call->untouched = true;
		written = 0;
	}
	return value_bytes(call->arena, buffer->data, written);
}

void *buffer_zeroed(struct call *call, size_t size)
{
	return arena_alloc(call->arena, size > 0 ? size : 1);
}

void buffer_free_all(struct call *call)
{
	for (struct buffer *buffer = call->buffers; buffer != NULL; buffer = buffer->next) {
		if (buffer->mapping != NULL)
			munmap(buffer->mapping, buffer->mapped);
		else
			free(buffer->data);
	}
	call->buffers = NULL;
}
