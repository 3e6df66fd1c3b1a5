/* SPDX-License-Identifier: BSD-2-Clause */
/* sendmmsg, recvmmsg: several messages in one call. */
#include "config.h"

#include <sys/socket.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/actor/actor_message.h"

#define CALL_MESSAGES_MOST 65536 /* as many as a request may count; the kernel takes UIO_MAXIOV */
#define CALL_MESSAGES_UNTOUCHED 0x5a5a5a5aU /* no length: tells that msg_len was left alone */

struct call_messages {
	struct mmsghdr *items;   /* NULL for a null pointer; those behind the given ones are empty */
	struct message *given;
	size_t count;            /* how many were given */
	int counted;             /* how many the call says there are */
};

static int call_read_message(struct call *call, const struct value *item, bool to_fill, struct message *message)
{
	const struct value *header;

	if (item->kind != VALUE_STRUCT)
		return err_set(&call->failure, "not a structure");
	header = value_field(item, "msg_hdr");
	if (header == NULL || header->kind != VALUE_STRUCT)
		header = value_struct(call->arena);
	return to_fill ? message_offer(call, header, message) : message_read(call, header, message);
}

static int call_read_messages(struct call *call, bool to_fill, struct call_messages *messages)
{
	const struct value *list = call->arguments[1];
	size_t room;

	*messages = (struct call_messages){0};
	if (list->kind != VALUE_ARRAY && list->kind != VALUE_NULL)
		return err_set(&call->failure, "argument 2: messages are given as an array");
	messages->count = list->kind == VALUE_ARRAY ? list->count : 0;
	if (args_count(call, 2, messages->count, &messages->counted) < 0)
		return -1;
	if (list->kind == VALUE_NULL)
		return 0;
	if (messages->counted < 0 || messages->counted > CALL_MESSAGES_MOST || messages->count > CALL_MESSAGES_MOST)
		return err_set(&call->failure, "argument 3: not 0 to %d", CALL_MESSAGES_MOST);
	room = messages->count > (size_t)messages->counted ? messages->count : (size_t)messages->counted;
	messages->items = buffer_zeroed(call, room * sizeof *messages->items);
	messages->given = buffer_zeroed(call, messages->count * sizeof *messages->given);
	for (size_t i = 0; i < messages->count; i++) {
		if (call_read_message(call, list->items[i], to_fill, &messages->given[i]) < 0)
			return err_prefix(&call->failure, "argument 2: message %zu", i + 1);
		messages->items[i].msg_hdr = messages->given[i].header;
		messages->items[i].msg_len = CALL_MESSAGES_UNTOUCHED;
	}
	return 0;
}

/* Each with its length, where the call wrote one. */
static void call_take_messages(struct call *call, struct call_messages *messages, bool filled)
{
	const struct value *list = call->arguments[1];
	struct value *array;

	if (messages->items == NULL)
		return;
	array = value_array(call->arena, messages->count);
	for (size_t i = 0; i < messages->count; i++) {
		const struct mmsghdr *item = &messages->items[i];
		bool touched = item->msg_len != CALL_MESSAGES_UNTOUCHED;
		struct value *out = value_struct(call->arena), *header = value_field(list->items[i], "msg_hdr");

		messages->given[i].header = item->msg_hdr;
		if (filled)
			header = message_take(call, &messages->given[i], touched ? (ssize_t)item->msg_len : -1);
		if (header != NULL)
			value_struct_add(call->arena, out, "msg_hdr", header);
		if (touched)
			value_struct_add(call->arena, out, "msg_len", value_int(call->arena, item->msg_len));
		array->items[i] = out;
	}
	call->arguments[1] = array;
}

int call_sendmmsg(struct call *call)
{
	struct call_messages messages;
	int fd, flags;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 3, &flags) < 0 ||
		call_read_messages(call, false, &messages) < 0)
		return -1;
	call_enter(call);
	call_leave(call, sendmmsg(fd, messages.items, (unsigned int)messages.counted, flags));
	call_take_messages(call, &messages, false);
	return 0;
}

int call_recvmmsg(struct call *call)
{
	struct call_messages messages;
	struct timespec timeout;
	int fd, flags;
	bool timed;

	if (args_descriptor(call, 0, &fd) < 0 || args_int(call, 3, &flags) < 0
		|| args_timespec(call, 4, &timeout, &timed) < 0 || call_read_messages(call, true, &messages) < 0)
		return -1;
	call_enter(call);
	call_leave(call, recvmmsg(fd, messages.items, (unsigned int)messages.counted, flags,
		timed ? &timeout : NULL));
	call_take_messages(call, &messages, true);
	return 0;
}
