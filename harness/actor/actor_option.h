/* SPDX-License-Identifier: BSD-2-Clause */
/* The values of socket options: what kind each is, and values <-> the bytes that the kernel takes and gives. */
#ifndef SOCKSPEC_ACTOR_OPTION_H
#define SOCKSPEC_ACTOR_OPTION_H

#include <stddef.h>

struct call;
struct shape;
struct value;

struct option_bytes {
	unsigned char *bytes; /* NULL for a null pointer */
	size_t length;
};

/*
 * A value that goes in: numbers as ints ([1], 1, a name), a structure that is known, bytes as they are, null.
 * 0, or -1 with call->failure.
 */
int option_bytes_read(struct call *call, const struct value *value, struct option_bytes *bytes);

/* How much room an option's value wants. */
size_t option_room(int level, int name);

/* What came out: [number], STRUCT, or BYTES where it is neither. */
struct value *option_value(struct call *call, int level, int name, const unsigned char *bytes, size_t length);

/* [number], as every number comes out. */
struct value *option_number(struct call *call, long long number);

#endif
