/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values of a request -> numbers, descriptors and text for C. Each takes the argument's place from 0
 * and returns 0, or -1 with call->failure saying which argument is wrong and how.
 */
#ifndef SOCKSPEC_ACTOR_ARGS_H
#define SOCKSPEC_ACTOR_ARGS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

struct call;
struct err;
struct value;

/* A descriptor. In place 0 it becomes call->socket. One of the actor's own is refused. */
int args_descriptor(struct call *call, size_t place, int *fd);

int args_int(struct call *call, size_t place, int *number); /* a number or names joined by |; ANY is 0 */
int args_size(struct call *call, size_t place, size_t fitting, size_t *size); /* -1 is SIZE_MAX; ANY is fitting */
int args_count(struct call *call, size_t place, size_t fitting, int *count); /* ANY is fitting, null is 0 */
int args_text(struct call *call, size_t place, const char **text); /* NULL where the argument is null */
int args_timespec(struct call *call, size_t place, struct timespec *time, bool *given);
int args_signals(struct call *call, size_t place, sigset_t *set, bool *given);
int args_timeval(struct call *call, size_t place, struct timeval *time, bool *given);

/* A number that goes into a variable of the length type: ANY is `fitting`, null means a null pointer. */
int args_length(struct call *call, size_t place, socklen_t fitting, socklen_t *length, bool *given);

/* The variable's value after the call: [N] takes the argument's place. */
void args_return_length(struct call *call, size_t place, socklen_t length, bool given);

/* The argument is ANY, or null. `place` is one that the call has. */
bool args_is_any(const struct call *call, size_t place);
bool args_is_null(const struct call *call, size_t place);

/* For values inside others: a number or names; -1 with err. */
int args_value_number(const struct value *value, int64_t *number, struct err *err);
int args_value_int(const struct value *value, int *number, struct err *err);

/* A field's number where it is given, `fallback` where it is not or is ANY. */
int args_field_number(const struct value *structure, const char *name, int64_t fallback, int64_t *number,
	struct err *err);
int args_field_int(const struct value *structure, const char *name, int fallback, int *number,
	struct err *err);

#endif
