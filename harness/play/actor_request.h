/* SPDX-License-Identifier: BSD-2-Clause */
/* One request to an actor, written as the loop finds room for it. */
#ifndef SOCKSPEC_ACTOR_REQUEST_H
#define SOCKSPEC_ACTOR_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct value;

/* 0, or -1 where it cannot be asked any more. */
int actor_request_send(uv_stream_t *to, int64_t id, const char *name, struct value **arguments, size_t count,
	bool asleep);

#endif
