/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Control messages: an array of {cmsg_level, cmsg_type, data} <-> the bytes of msg_control. data is [n] for
 * numbers, a structure for those that are known (IP_PKTINFO, timestamps, IP_RECVERR), bytes for others.
 */
#ifndef SOCKSPEC_ACTOR_CONTROL_H
#define SOCKSPEC_ACTOR_CONTROL_H

#include <sys/types.h>

struct call;
struct message;
struct value;

/* BYTES, with the padding that CMSG_SPACE wants. NULL with call->failure. BYTES are passed through. */
struct value *control_build(struct call *call, const struct value *list);

/* What recvmsg left there: ARRAY, or null for a null pointer. */
struct value *control_take(struct call *call, const struct message *message, ssize_t result);

/* The same of bytes that an option gave (IP_PKTOPTIONS). ARRAY. */
struct value *control_value(struct call *call, const unsigned char *bytes, size_t length);

#endif
