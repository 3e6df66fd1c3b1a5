/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * getrlimit and setrlimit of RLIMIT_NOFILE: how many descriptors this program may have. Whatever is open above a limit stays open,
 * so the actor's own descriptors go on working; a worker that is started below it cannot tell when it sleeps. The
 * limit is this process's, and ends with it.
 */
#include "config.h"

#include <sys/resource.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/arena.h"
#include "harness/base/value.h"

#define LIMIT_LEAST 3 /* poll takes no more entries than this, and the actor reads with it */

/* Other limits end the process, or say nothing of sockets. */
static int call_read_resource(struct call *call, int *resource)
{
	if (args_int(call, 0, resource) < 0)
		return -1;
	return *resource == RLIMIT_NOFILE ? 0 : err_set(&call->failure, "argument 1: only RLIMIT_NOFILE");
}

int call_getrlimit(struct call *call)
{
	struct rlimit limit = {0};
	int resource;

	if (call_read_resource(call, &resource) < 0)
		return -1;
	call_enter(call);
	call_leave(call, getrlimit(resource, &limit));
	if (call->result < 0) {
		call->arguments[1] = value_null(call->arena);
		return 0;
	}
	call->arguments[1] = value_struct(call->arena);
	value_struct_add(call->arena, call->arguments[1], "rlim_cur", value_int(call->arena, (int64_t)limit.rlim_cur));
	value_struct_add(call->arena, call->arguments[1], "rlim_max", value_int(call->arena, (int64_t)limit.rlim_max));
	return 0;
}

int call_setrlimit(struct call *call)
{
	const struct value *value = call->arguments[1];
	int64_t soft, hard;
	struct rlimit limit;
	int resource;

	if (call_read_resource(call, &resource) < 0)
		return -1;
	if (value->kind != VALUE_STRUCT || value_field(value, "rlim_cur") == NULL || value_field(value, "rlim_max") == NULL)
		return err_set(&call->failure, "argument 2: a limit is given as rlim_cur and rlim_max");
	if (args_field_number(value, "rlim_cur", -1, &soft, &call->failure) < 0 ||
		args_field_number(value, "rlim_max", -1, &hard, &call->failure) < 0)
		return err_prefix(&call->failure, "argument 2");
	if (soft >= 0 && soft < LIMIT_LEAST)
		return err_set(&call->failure, "argument 2: with fewer than %d descriptors this program cannot go on", LIMIT_LEAST);
	limit = (struct rlimit){.rlim_cur = (rlim_t)soft, .rlim_max = (rlim_t)hard};
	call_enter(call);
	call_leave(call, setrlimit(resource, &limit));
	return 0;
}
