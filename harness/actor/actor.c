/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's reading thread: says that it is ready, reads requests, hands calls to workers. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "harness/actor/actor.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_descriptors.h"
#include "harness/actor/actor_input.h"
#include "harness/actor/actor_output.h"
#include "harness/actor/actor_signal.h"
#include "harness/actor/actor_thread.h"

#define ACTOR_PROTOCOL 1
#define ACTOR_STATUS_BROKEN 3

struct actor {
	struct input input;
	struct output output;
	struct thread_pool *pool;
};

static void actor_say_ready(struct actor *actor)
{
	json_t *ready = json_pack("{si ss}", "ready", ACTOR_PROTOCOL, "actor", PACKAGE_STRING);
	size_t length;
	char *line = output_line(ready, &length);

	json_decref(ready);
	output_lock(&actor->output);
	output_write_locked(&actor->output, line, length);
	output_unlock(&actor->output);
	free(line);
}

static void actor_serve_request(struct actor *actor, json_t *request)
{
	json_t *id = json_object_get(request, "id");
	json_t *name = json_object_get(request, "call");
	struct call *call;
	struct err err;

	if (!json_is_integer(id)) {
		output_failure(&actor->output, false, 0, "the request has no number as its id");
		return;
	}
	err_init(&err);
	if (!json_is_string(name)) {
		output_failure(&actor->output, true, json_integer_value(id), "the request names no call");
		return;
	}
	call = call_new(json_integer_value(id), json_string_value(name), json_object_get(request, "args"), &err);
	if (call == NULL) {
		output_failure(&actor->output, true, json_integer_value(id), err.text);
		return;
	}
	if (thread_pool_run(actor->pool, call, json_is_true(json_object_get(request, "asleep"))) < 0) {
		output_failure(&actor->output, true, call->id, "too many calls are running");
		call_free(call);
	}
}

/* 0, or -1 where the line is not JSON: whoever sends such a thing does not speak this protocol. */
static int actor_serve_line(struct actor *actor, const char *line, size_t length)
{
	json_error_t error;
	json_t *request;

	if (length == 0)
		return 0;
	request = json_loadb(line, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (request == NULL) {
		fprintf(stderr, "actor: a request is not JSON: %s\n", error.text);
		return -1;
	}
	actor_serve_request(actor, request);
	json_decref(request);
	return 0;
}

static int actor_loop(struct actor *actor)
{
	for (;;) {
		int64_t wait_ns = thread_pool_watch(actor->pool);
		const char *line;
		size_t length;

		if (output_is_broken(&actor->output)) {
			fprintf(stderr, "actor: nobody reads the answers\n");
			return ACTOR_STATUS_BROKEN;
		}
		switch (input_read(&actor->input, wait_ns, &line, &length)) {
		case INPUT_LINE:
			if (actor_serve_line(actor, line, length) < 0)
				return ACTOR_STATUS_BROKEN;
			break;
		case INPUT_NOTHING:
			break;
		case INPUT_END:
			return 0;
		case INPUT_TOO_LONG:
			fprintf(stderr, "actor: a request is longer than %u bytes\n", INPUT_LINE_MOST);
			return ACTOR_STATUS_BROKEN;
		}
	}
}

int actor_serve(int in, int out)
{
	/* Static: calls that are still blocked when this returns look at it until the process ends. */
	static struct actor actor;
	int status, own_in = descriptors_take(in, true), own_out = descriptors_take(out, true);

	if (own_in < 0 || own_out < 0) {
		fprintf(stderr, "actor: cannot move its descriptors: %s\n", strerror(errno));
		return ACTOR_STATUS_BROKEN;
	}
	signal_install();
	/* Timers are off by up to this; 50 us, as usual, would be most of the time that a look takes. */
	prctl(PR_SET_TIMERSLACK, 1000UL);
	input_init(&actor.input, own_in);
	output_init(&actor.output, own_out);
	actor.pool = thread_pool_new(&actor.output);
	if (actor.pool == NULL) {
		fprintf(stderr, "actor: cannot start threads: %s\n", strerror(errno));
		return ACTOR_STATUS_BROKEN;
	}
	actor_say_ready(&actor);
	status = actor_loop(&actor);
	input_free(&actor.input);
	/* A call that is still blocked may yet answer: the descriptors stay open for it. */
	if (thread_pool_end(actor.pool) > 0)
		return status;
	descriptors_drop(own_in);
	descriptors_drop(own_out);
	return status;
}
