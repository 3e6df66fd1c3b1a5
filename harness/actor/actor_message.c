/* SPDX-License-Identifier: BSD-2-Clause */
/* struct msghdr, in and out. */
#include "config.h"

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_control.h"
#include "harness/actor/actor_message.h"
#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/names/names.h"

#define MESSAGE_CONTROL_ROOM 512  /* where a request wants control messages and does not say how much */
#define MESSAGE_UNTOUCHED 0x5a000000 /* no flags: tells that the call left msg_flags alone */

static bool message_is_absent(const struct value *value)
{
	return value == NULL || value->kind == VALUE_NULL;
}

static int message_begin(struct call *call, const struct value *value, struct message *message)
{
	*message = (struct message){0};
	if (value->kind == VALUE_NULL)
		return 0;
	if (value->kind != VALUE_STRUCT)
		return err_set(&call->failure, "a msghdr is given as a structure");
	message->pointer = &message->header;
	return 0;
}

static int message_read_vectors(struct call *call, const struct value *value, bool to_fill,
	struct message *message)
{
	const struct value *vectors = value_field(value, "msg_iov");
	bool is_array = vectors != NULL && vectors->kind == VALUE_ARRAY;
	int counted;

	if (args_field_int(value, "msg_iovlen", is_array ? (int)vectors->count : 0, &counted,
			&call->failure) < 0)
		return -1;
	if (iovec_read(call, vectors, to_fill, counted > 0 ? (size_t)counted : 0, &message->vectors) < 0)
		return err_prefix(&call->failure, "msg_iov");
	message->header.msg_iov = message->vectors.items;
	message->header.msg_iovlen = (size_t)counted;
	return 0;
}

static int message_read_name_length(struct call *call, const struct value *value, struct message *message)
{
	int length;

	if (args_field_int(value, "msg_namelen", (int)message->name.length, &length, &call->failure) < 0)
		return -1;
	message->header.msg_name = message->name.pointer;
	message->header.msg_namelen = (socklen_t)length;
	message->name_offered = (socklen_t)length;
	return 0;
}

static int message_read_control(struct call *call, const struct value *value, struct message *message)
{
	const struct value *control = value_field(value, "msg_control");
	int length;
	size_t size = 0;

	if (!message_is_absent(control)) {
		control = control_build(call, control);
		if (control == NULL)
			return err_prefix(&call->failure, "msg_control");
		size = control->length;
	} else {
		control = value_null(call->arena);
	}
	if (args_field_int(value, "msg_controllen", (int)size, &length, &call->failure) < 0)
		return -1;
	message->control = buffer_of_bytes(call, control, (size_t)length);
	if (message->control == NULL)
		return err_prefix(&call->failure, "msg_control");
	message->header.msg_control = message->control->data;
	message->header.msg_controllen = (size_t)length;
	return 0;
}

int message_read(struct call *call, const struct value *value, struct message *message)
{
	if (message_begin(call, value, message) < 0)
		return -1;
	if (message->pointer == NULL)
		return 0;
	if (address_read(value_field(value, "msg_name"), &message->name, &call->failure) < 0)
		return err_prefix(&call->failure, "msg_name");
	if (message_read_name_length(call, value, message) < 0
		|| message_read_vectors(call, value, false, message) < 0
		|| message_read_control(call, value, message) < 0)
		return -1;
	return args_field_int(value, "msg_flags", 0, &message->header.msg_flags, &call->failure);
}

/* Room for control messages: msg_controllen says how much, else the room, else what fits most. */
static int message_offer_control(struct call *call, const struct value *value, struct message *message)
{
	const struct value *control = value_field(value, "msg_control");
	const struct value *said = value_field(value, "msg_controllen");
	bool wanted = !message_is_absent(control);
	int length;

	if (control == NULL && said != NULL && said->kind != VALUE_NULL)
		wanted = true;
	length = wanted ? MESSAGE_CONTROL_ROOM : 0;
	if (wanted && control != NULL && control->kind == VALUE_ROOM && control->number >= 0
		&& control->number <= (int64_t)BUFFER_MOST)
		length = (int)control->number;
	if (args_field_int(value, "msg_controllen", length, &length, &call->failure) < 0)
		return -1;
	message->control = buffer_with_room(call,
		wanted ? value_any(call->arena) : value_null(call->arena), (size_t)length);
	if (message->control == NULL)
		return -1;
	message->header.msg_control = message->control->data;
	message->header.msg_controllen = (size_t)length;
	message->control_offered = (size_t)length;
	return 0;
}

int message_offer(struct call *call, const struct value *value, struct message *message)
{
	if (message_begin(call, value, message) < 0)
		return -1;
	if (message->pointer == NULL)
		return 0;
	address_offer(value_field(value, "msg_name"), &message->name);
	if (message_read_name_length(call, value, message) < 0
		|| message_read_vectors(call, value, true, message) < 0
		|| message_offer_control(call, value, message) < 0)
		return -1;
	message->header.msg_flags = MESSAGE_UNTOUCHED;
	return 0;
}

static struct value *message_flags(struct call *call, int flags)
{
	struct str str;
	struct value *value;

	if (flags == 0)
		return value_int(call->arena, 0);
	str_init(&str);
	names_add_flags(&str, NAMES_MSG, flags);
	value = value_symbol(call->arena, str_text(&str));
	str_free(&str);
	return value;
}

struct value *message_take(struct call *call, const struct message *message, ssize_t result)
{
	struct arena *arena = call->arena;
	struct value *out;

	if (message->pointer == NULL)
		return value_null(arena);
	out = value_struct(arena);
	value_struct_add(arena, out, "msg_name", address_take(call, &message->name,
		message->name_offered, message->header.msg_namelen));
	value_struct_add(arena, out, "msg_namelen", value_int(arena, (int)message->header.msg_namelen));
	value_struct_add(arena, out, "msg_iov", iovec_take(call, &message->vectors, result));
	value_struct_add(arena, out, "msg_iovlen", value_int(arena, (int64_t)message->header.msg_iovlen));
	value_struct_add(arena, out, "msg_control", control_take(call, message, result));
	value_struct_add(arena, out, "msg_controllen",
		value_int(arena, (int64_t)message->header.msg_controllen));
	if (message->header.msg_flags != MESSAGE_UNTOUCHED)
		value_struct_add(arena, out, "msg_flags", message_flags(call, message->header.msg_flags));
	return out;
}
