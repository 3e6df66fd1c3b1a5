/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that a call reads or writes. What a call is to fill is first filled with a canary, so that an untouched
 * buffer, or bytes written behind the result, can be told. Where the length argument is more than
 * the memory there is, the memory ends at an inaccessible page, so that the call may be made as it stands and the
 * kernel still cannot write over the actor.
 */
#ifndef SOCKSPEC_ACTOR_BUFFER_H
#define SOCKSPEC_ACTOR_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct value;

#define BUFFER_MOST (64U << 20) /* no buffer is larger */

struct buffer {
	uint8_t *data;  /* NULL for a null pointer */
	size_t room;    /* what the call may write */
	size_t fence;   /* canary bytes behind the room */
	void *mapping;  /* NULL: from the heap */
	size_t mapped;
	struct buffer *next;
};

/*
 * For a call to read `length` bytes from: BYTES or null. ROOM and SYMBOL are refused. NULL with
 * call->failure; it is given back with the call.
 */
struct buffer *buffer_of_bytes(struct call *call, const struct value *value, size_t length);

/*
 * For a call to write up to `length` bytes into: ROOM says how much there really is, ANY and the others
 * mean `length`, null is a null pointer. NULL with call->failure.
 */
struct buffer *buffer_with_room(struct call *call, const struct value *value, size_t length);

/* How much a value in a buffer's place stands for: the bytes, the room; 0 for others. What ANY as its length means. */
size_t buffer_fitting(const struct value *value);

/*
 * What came out when `written` bytes should have: BYTES, null for a null pointer. Notes in the call what was
 * written behind them, and if nothing was written at all (then no bytes came out).
 */
struct value *buffer_take(struct call *call, const struct buffer *buffer, size_t written);

/* Fills memory with the canary; how many bytes of it, from its end on, still are the canary. */
void buffer_paint(void *data, size_t length);
bool buffer_is_painted(const void *data, size_t length);
size_t buffer_painted_tail(const void *data, size_t length);

/* Zeroed memory that lives as long as the call; never NULL. */
void *buffer_zeroed(struct call *call, size_t size);

/* Gives back all memory of the call: what buffers point to is gone with it. */
void buffer_free_all(struct call *call);

#endif
