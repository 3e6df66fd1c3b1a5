/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The player's end of the actor protocol (docs/actor-protocol.md): sends calls, hears what became of
 * them, over the standard input and output of an actor process.
 */
#ifndef SOCKSPEC_ACTOR_LINK_H
#define SOCKSPEC_ACTOR_LINK_H

#include <stddef.h>
#include <uv.h>

#include "harness/evidence/evidence.h"

struct actor_link;
struct err;

/* `text` says what broke where the actor ended or spoke nonsense: then no more events come. */
enum actor_event { ACTOR_READY, ACTOR_ENTERED, ACTOR_RETURNED, ACTOR_BROKEN };

typedef void actor_event_fn(void *context, enum actor_event event, struct call_record *call, const char *text);

/* Speaks over two descriptors, which it owns from now on. Records it makes live in `arena`. NULL with err. */
struct actor_link *actor_link_open(uv_loop_t *loop, int to_actor, int from_actor, int host, int64_t begin_ns,
	struct arena *arena, actor_event_fn *event, void *context, struct err *err);

/*
 * Asks for a call. The record is filled in as answers come; `asleep_wanted`: tell (ACTOR_ENTERED) when
 * the thread is asleep in the call, or when it has returned.
 */
struct call_record *actor_link_call(struct actor_link *link, const char *name, struct value **arguments,
	size_t count, bool asleep_wanted, struct err *err);

/* The actor sees the end of its input; what it still says is read, so that it can end in peace, and not heard. */
void actor_link_hang_up(struct actor_link *link); /* NULL is fine */

void actor_link_close(struct actor_link *link); /* the loop must run once more after it; NULL is fine */

#endif
