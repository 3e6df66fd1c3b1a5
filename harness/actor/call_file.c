/* SPDX-License-Identifier: BSD-2-Clause */
/* memfd_create, lseek, sendfile: a file in memory, and its way into a socket. */
#include "config.h"

#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_option.h"

int call_memfd_create(struct call *call)
{
	const char *name;
	int flags;

	if (args_text(call, 0, &name) < 0 || args_int(call, 1, &flags) < 0)
		return -1;
	call_enter(call);
	call_leave(call, memfd_create(name, (unsigned int)flags));
	return 0;
}

int call_lseek(struct call *call)
{
	size_t offset;
	int fd, whence;

	if (args_descriptor(call, 0, &fd) < 0 || args_size(call, 1, 0, &offset) < 0 || args_int(call, 2, &whence) < 0)
		return -1;
	call_enter(call);
	call_leave(call, lseek(fd, (off_t)offset, whence));
	return 0;
}

/* The place in the file: a number, alone or as [N]; null is the file's own. */
static int call_read_offset(struct call *call, size_t place, off_t *offset, bool *given)
{
	const struct value *value = call->arguments[place];
	int64_t number = 0;

	*given = value->kind != VALUE_NULL;
	if (value->kind == VALUE_ARRAY && value->count == 1)
		value = value->items[0];
	if (value->kind != VALUE_NULL && value->kind != VALUE_ANY && args_value_number(value, &number, &call->failure) < 0)
		return err_prefix(&call->failure, "argument %zu", place + 1);
	*offset = (off_t)number;
	return 0;
}

int call_sendfile(struct call *call)
{
	off_t offset;
	size_t count;
	bool given;
	int to, from;

	if (args_descriptor(call, 0, &to) < 0 || args_descriptor(call, 1, &from) < 0
		|| call_read_offset(call, 2, &offset, &given) < 0 || args_size(call, 3, 0, &count) < 0)
		return -1;
	call_enter(call);
	call_leave(call, sendfile(to, from, given ? &offset : NULL, count));
	if (given)
		call->arguments[2] = option_number(call, (long long)offset);
	return 0;
}
