/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One answer of an actor -> the record of its call. What an actor says is hostile: every member is checked
 * before anything of it is kept.
 */
#ifndef SOCKSPEC_ACTOR_ANSWER_H
#define SOCKSPEC_ACTOR_ANSWER_H

#include <jansson.h>
#include <stdint.h>

#include "harness/evidence/evidence.h"

struct arena;
struct err;

struct answer_context {
	struct arena *arena;
	int64_t begin_ns;  /* the evidence's time 0 on CLOCK_MONOTONIC */
	int64_t asked_ns;  /* when the call was asked for, since then */
	int64_t now_ns;    /* when the answer was read */
};

/* The call was entered, or the actor cannot tell. 0, or -1 with err. */
int actor_answer_entered(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err);

/* The call returned, or could not be made. 0, or -1 with err. */
int actor_answer_returned(const struct answer_context *context, json_t *answer, struct call_record *record,
	struct err *err);

#endif
