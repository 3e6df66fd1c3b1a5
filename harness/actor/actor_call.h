/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One call on its way through the actor: the request's values, what the kernel said, and the answer. A
 * call_*.c function turns arguments into C, stands between call_enter and call_leave while it
 * makes the call, and puts what came out back into the arguments.
 */
#ifndef SOCKSPEC_ACTOR_CALL_H
#define SOCKSPEC_ACTOR_CALL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/base/err.h"
#include "harness/base/value.h"

#define CALL_VALUES_MOST 8 /* no call has more arguments */

struct arena;
struct json_t;

enum call_stage { CALL_PREPARING, CALL_ENTERED, CALL_RETURNED };

/* What another thread may look at while the call is made; outlives it. */
struct call_progress {
	_Atomic int stage; /* enum call_stage */
	_Atomic int64_t entered_ns;
	_Atomic int socket; /* the first argument where it is a descriptor; -1 */
};

struct call {
	struct arena *arena;        /* everything here lives in it; goes with the call */
	int64_t id;
	const char *name;
	struct value *arguments[CALL_VALUES_MOST]; /* in; after the call: what came out, in its place */
	size_t count;
	struct call_progress *progress;
	struct err failure;         /* set: the call could not be made */
	bool made;
	int64_t entered_ns, returned_ns;
	int64_t result;
	int error;                  /* errno where the result is -1; 0 where the function sets none */
	uint64_t signals;           /* a bit each, by actor_signal.h */
	int socket;                 /* the first argument where it is a descriptor; -1 */
	bool result_is_socket;
	bool socket_is_gone;        /* the call closed it: ask nothing about it */
	int64_t overrun;            /* bytes written behind what the result allows */
	bool untouched;             /* the result says that bytes came, and none was written */
	struct value *extra;        /* select: STRUCT in, out, except */
	struct buffer *buffers;     /* to be given back; actor_buffer.h */
};

/* A call's arguments as JSON, checked for number only. NULL where there is no such call or not so many: err. */
struct call *call_new(int64_t id, const char *name, struct json_t *arguments, struct err *err);
void call_free(struct call *call); /* NULL is fine */

/* Makes it, whatever it is. Afterwards either `made` or `failure` is set. */
void call_make(struct call *call, struct call_progress *progress);

/* The answer's line, newline included; malloc'ed, the caller's. */
char *call_answer(const struct call *call, size_t *length);

/* Right before and right after the call itself. Signals reach the thread only in between. */
void call_enter(struct call *call);
void call_enter_masked(struct call *call); /* the same, but no signal is let in: the call has a mask of its own, or sends one */
void call_leave(struct call *call, int64_t result);

#endif
