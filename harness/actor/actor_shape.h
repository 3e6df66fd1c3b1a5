/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The structures that socket options and control messages carry, as tables of fields: C's bytes <-> STRUCT
 * values. One row in actor_shape.c (tcp_info in actor_tcpinfo.c) makes one known in both directions.
 */
#ifndef SOCKSPEC_ACTOR_SHAPE_H
#define SOCKSPEC_ACTOR_SHAPE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct value;

enum shape_field_kind {
	SHAPE_NUMBER,   /* signed, of `size` bytes */
	SHAPE_UNSIGNED,
	SHAPE_BITS,     /* `bits` of the byte at the offset, from bit `shift` */
	SHAPE_ADDRESS4, /* struct in_addr */
	SHAPE_ADDRESS6, /* struct in6_addr */
	SHAPE_ERRNO,    /* a number shown by its errno name */
	SHAPE_ORIGIN,   /* a number shown as where an error came from, SO_EE_ORIGIN_ICMP */
	SHAPE_STATE     /* a number shown as a TCP state */
};

struct shape_field {
	const char *name;
	enum shape_field_kind kind;
	size_t offset, size;
	unsigned shift, bits;
};

struct shape {
	const char *name;
	size_t size;
	const struct shape_field *fields;
	size_t count;
};

extern const struct shape shape_linger, shape_timeval, shape_timespec, shape_packet_info, shape_packet_info6,
	shape_membership, shape_membership_index, shape_membership6, shape_error, shape_tcp_info;

/* The structure that has all the fields of this one; NULL where none is known. */
const struct shape *shape_find(const struct value *structure);

/* Fills shape->size bytes; fields that are not named are zero. 0, or -1 with err. */
int shape_write(const struct shape *shape, const struct value *structure, void *bytes, struct err *err);

/* STRUCT of the fields that lie within the first `length` bytes. */
struct value *shape_read(const struct shape *shape, struct arena *arena, const void *bytes, size_t length);

#endif
