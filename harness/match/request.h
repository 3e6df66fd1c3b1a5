/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A call as written -> the values that go to the actor: `...` filled in with what fits, out-arguments
 * turned into room, names replaced. Pure, so that it is tested without an actor.
 */
#ifndef SOCKSPEC_REQUEST_H
#define SOCKSPEC_REQUEST_H

#include "harness/match/env.h"

struct err;

/*
 * Fills *values (one for each argument of the call as written) from env->arena.
 * -1 with err where a name is not bound: the step cannot be reached.
 */
int request_build(const struct env *env, const struct step *step, struct value ***values,
	size_t *count, struct err *err);

#endif
