/* SPDX-License-Identifier: BSD-2-Clause */
/* getprotobyname: its result is the protocol's number, -1 with ENOENT where there is none (errno itself tells nothing). */
#include "config.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"

/* It answers in static memory. */
static pthread_mutex_t call_protocol_lock = PTHREAD_MUTEX_INITIALIZER;

int call_getprotobyname(struct call *call)
{
	const struct protoent *found;
	const char *name;
	int number;

	if (args_text(call, 0, &name) < 0)
		return -1;
	if (name == NULL)
		return err_set(&call->failure, "argument 1: a null pointer would end the actor");
	pthread_mutex_lock(&call_protocol_lock);
	call_enter(call);
	found = getprotobyname(name);
	number = found != NULL ? found->p_proto : -1;
	call_leave(call, number);
	call->error = found != NULL ? 0 : ENOENT;
	pthread_mutex_unlock(&call_protocol_lock);
	return 0;
}
