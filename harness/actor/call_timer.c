/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * setitimer, which has a signal sent to the process later, siginterrupt, which says what happens to the call then, and
 * getpid, which tells who is to get the signals of a socket. No signal reaches the thread that makes it: it is for
 * the call that waits meanwhile, or for the next one that lets it in.
 */
#include "config.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/value.h"

static int call_read_time(struct call *call, const char *field, struct timeval *time)
{
	const struct value *value = value_field(call->arguments[1], field);
	int64_t seconds, parts;

	if (value == NULL || value->kind == VALUE_ANY)
		return 0;
	if (value->kind != VALUE_STRUCT)
		return err_set(&call->failure, "argument 2: %s is not a timeval", field);
	if (args_field_number(value, "tv_sec", 0, &seconds, &call->failure) < 0 ||
		args_field_number(value, "tv_usec", 0, &parts, &call->failure) < 0)
		return err_prefix(&call->failure, "argument 2: %s", field);
	time->tv_sec = (time_t)seconds;
	time->tv_usec = (suseconds_t)parts;
	return 0;
}

int call_setitimer(struct call *call)
{
	struct itimerval timer = {0};
	int which;
	bool given = call->arguments[1]->kind == VALUE_STRUCT;

	if (args_int(call, 0, &which) < 0)
		return -1;
	/* The others count the processor's time, and their signals end the process. */
	if (which != ITIMER_REAL)
		return err_set(&call->failure, "argument 1: only ITIMER_REAL");
	if (!given && !args_is_null(call, 1))
		return err_set(&call->failure, "argument 2: times are given as a structure");
	if (!args_is_null(call, 2))
		return err_set(&call->failure, "argument 3: nothing comes out here; expected null");
	if (given && (call_read_time(call, "it_interval", &timer.it_interval) < 0 ||
		call_read_time(call, "it_value", &timer.it_value) < 0))
		return -1;
	call_enter_masked(call);
	call_leave(call, setitimer(ITIMER_REAL, given ? &timer : NULL, NULL));
	return 0;
}

/* The library's own is marked as obsolete, and is no more than this. Only signals that the actor catches have a handler to change. */
int call_siginterrupt(struct call *call)
{
	struct sigaction action;
	int number, interrupts;

	if (args_int(call, 0, &number) < 0 || args_int(call, 1, &interrupts) < 0)
		return -1;
	if (sigaction(number, NULL, &action) == 0 && (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN))
		return err_set(&call->failure, "argument 1: there is no handler of signal %d", number);
	call_enter_masked(call);
	if (sigaction(number, NULL, &action) < 0) {
		call_leave(call, -1);
		return 0;
	}
	if (interrupts != 0)
		action.sa_flags &= ~SA_RESTART;
	else
		action.sa_flags |= SA_RESTART;
	call_leave(call, sigaction(number, &action, NULL));
	return 0;
}

int call_getpid(struct call *call)
{
	call_enter_masked(call);
	call_leave(call, getpid());
	return 0;
}
