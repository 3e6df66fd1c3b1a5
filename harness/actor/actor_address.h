/* SPDX-License-Identifier: BSD-2-Clause */
/* Socket addresses: values of a request -> struct sockaddr, and what came out -> values. */
#ifndef SOCKSPEC_ACTOR_ADDRESS_H
#define SOCKSPEC_ACTOR_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

struct arena;
struct call;
struct err;
struct value;

#define ADDRESS_ROOM 256 /* more than the kernel ever reads or writes of one */

struct address {
	_Alignas(struct sockaddr_storage) unsigned char bytes[ADDRESS_ROOM];
	struct sockaddr *pointer; /* into bytes, or NULL for a null pointer */
	socklen_t length;         /* of what was given; the room where one is to be filled in */
};

/* An address, bytes as they are, or none (null, ANY). 0, or -1 with err. */
int address_read(const struct value *value, struct address *address, struct err *err);

/* Prepares one to be filled in, unless `value` is null. */
void address_offer(const struct value *value, struct address *address);

/*
 * What came out where the call says `length` and was offered `offered`: ADDRESS, BYTES where it was cut short
 * or is of an unknown family, null where none came. Notes bytes written behind it in the call.
 */
struct value *address_take(struct call *call, const struct address *address, socklen_t offered,
	socklen_t length);

/* ADDRESS, or NULL where it is not an Internet address (AF_UNSPEC included) or is too short. */
struct value *address_to_value(struct arena *arena, const void *bytes, size_t length);

#endif
