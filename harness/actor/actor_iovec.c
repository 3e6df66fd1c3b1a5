/* SPDX-License-Identifier: BSD-2-Clause */
/* iovecs: arrays of bytes or rooms -> struct iovec, and what came out -> values. */
#include "config.h"

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_iovec.h"
#include "harness/base/arena.h"

static int iovec_length_of(struct call *call, const struct value *base, const struct value *length,
	size_t *size)
{
	int64_t number;

	if (length != NULL && length->kind != VALUE_ANY) {
		if (args_value_number(length, &number, &call->failure) < 0)
			return err_prefix(&call->failure, "iov_len");
		*size = (size_t)number;
		return 0;
	}
	*size = buffer_fitting(base);
	return 0;
}

static int iovec_read_item(struct call *call, const struct value *item, bool to_fill,
	struct iovec_list *list, size_t i)
{
	const struct value *base = item, *length = NULL;
	size_t size = 0;

	if (item->kind == VALUE_STRUCT) {
		base = value_field(item, "iov_base");
		length = value_field(item, "iov_len");
		if (base == NULL)
			base = value_null(call->arena);
	}
	if (iovec_length_of(call, base, length, &size) < 0)
		return -1;
	list->buffers[i] = to_fill ? buffer_with_room(call, base, size)
		: buffer_of_bytes(call, base, size);
	if (list->buffers[i] == NULL)
		return -1;
	list->items[i].iov_base = list->buffers[i]->data;
	list->items[i].iov_len = size;
	return 0;
}

int iovec_read(struct call *call, const struct value *value, bool to_fill, size_t counted,
	struct iovec_list *list)
{
	*list = (struct iovec_list){0};
	if (value == NULL || value->kind == VALUE_NULL)
		return 0;
	if (value->kind != VALUE_ARRAY)
		return err_set(&call->failure, "an iovec is given as an array");
	if (value->count > IOVEC_MOST)
		return err_set(&call->failure, "more than %d iovecs", IOVEC_MOST);
	list->count = value->count;
	if (counted < value->count)
		counted = value->count;
	/* A count that no kernel follows is passed on; the memory behind the array is not looked at then. */
	if (counted > IOVEC_MOST)
		counted = IOVEC_MOST;
	list->items = buffer_zeroed(call, counted * sizeof *list->items);
	list->buffers = buffer_zeroed(call, counted * sizeof(struct buffer *));
	for (size_t i = 0; i < value->count; i++)
		if (iovec_read_item(call, value->items[i], to_fill, list, i) < 0)
			return err_prefix(&call->failure, "iovec %zu", i + 1);
	return 0;
}

struct value *iovec_take(struct call *call, const struct iovec_list *list, ssize_t result)
{
	size_t left = result > 0 ? (size_t)result : 0;
	struct value *array;

	if (list->items == NULL)
		return value_null(call->arena);
	array = value_array(call->arena, list->count);
	for (size_t i = 0; i < list->count; i++) {
		size_t length = list->items[i].iov_len;
		size_t written = left < length ? left : length;
		struct value *item = value_struct(call->arena);

		value_struct_add(call->arena, item, "iov_base",
			buffer_take(call, list->buffers[i], written));
		value_struct_add(call->arena, item, "iov_len",
			value_int(call->arena, (int64_t)length));
		array->items[i] = item;
		left -= written;
	}
	return array;
}

int iovec_read_arguments(struct call *call, bool to_fill, int *fd, struct iovec_list *list, int *count)
{
	const struct value *vectors = call->arguments[1];

	if (args_descriptor(call, 0, fd) < 0 ||
		args_count(call, 2, vectors->kind == VALUE_ARRAY ? vectors->count : 0, count) < 0)
		return -1;
	if (iovec_read(call, vectors, to_fill, *count > 0 ? (size_t)*count : 0, list) < 0)
		return err_prefix(&call->failure, "argument 2");
	return 0;
}
