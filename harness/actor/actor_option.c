/* SPDX-License-Identifier: BSD-2-Clause */
/* The values of socket options: what kind each is, and values <-> bytes. */
#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_control.h"
#include "harness/actor/actor_option.h"
#include "harness/actor/actor_shape.h"
#include "harness/base/arena.h"

#define OPTION_NUMBERS_MOST 64
#define OPTION_BYTES_MOST 65536
#define OPTION_ROOM 256 /* where nothing is known of an option but that it is bytes */

enum option_kind { OPTION_IS_NUMBER, OPTION_IS_STRUCT, OPTION_IS_TEXT, OPTION_IS_BYTES, OPTION_IS_CONTROL };

/* Options that are not an int. Text is shown without the NULs that the kernel pads it with. */
static const struct option_row {
	int level, name;
	enum option_kind kind;
	const struct shape *shape;
} option_rows[] = {
	{SOL_SOCKET, SO_LINGER, OPTION_IS_STRUCT, &shape_linger},
	{SOL_SOCKET, SO_RCVTIMEO, OPTION_IS_STRUCT, &shape_timeval},
	{SOL_SOCKET, SO_SNDTIMEO, OPTION_IS_STRUCT, &shape_timeval},
	{SOL_SOCKET, SO_BINDTODEVICE, OPTION_IS_TEXT, NULL},
	{SOL_SOCKET, SO_PEERCRED, OPTION_IS_BYTES, NULL},
	{IPPROTO_TCP, TCP_INFO, OPTION_IS_STRUCT, &shape_tcp_info},
	{IPPROTO_TCP, TCP_CONGESTION, OPTION_IS_TEXT, NULL},
	{IPPROTO_TCP, TCP_ULP, OPTION_IS_TEXT, NULL},
	{IPPROTO_TCP, TCP_CC_INFO, OPTION_IS_BYTES, NULL},
	{IPPROTO_TCP, TCP_FASTOPEN_KEY, OPTION_IS_BYTES, NULL},
	{IPPROTO_IP, IP_MULTICAST_IF, OPTION_IS_BYTES, NULL},
	{IPPROTO_IP, IP_OPTIONS, OPTION_IS_BYTES, NULL},
	{IPPROTO_IP, IP_PKTOPTIONS, OPTION_IS_CONTROL, NULL},
	{IPPROTO_IPV6, IPV6_2292PKTOPTIONS, OPTION_IS_CONTROL, NULL},
};

static const struct option_row *option_find(int level, int name)
{
	for (size_t i = 0; i < sizeof option_rows / sizeof option_rows[0]; i++)
		if (option_rows[i].level == level && option_rows[i].name == name)
			return &option_rows[i];
	return NULL;
}

static void option_set_bytes(struct call *call, struct option_bytes *bytes, const void *data, size_t length)
{
	/* Zeros behind the end: a length that is a little too large reads those and nothing else. */
	bytes->bytes = arena_alloc(call->arena, length + 1);
	memcpy(bytes->bytes, data, length);
	bytes->length = length;
}

static int option_read_numbers(struct call *call, struct value *const *items, size_t count,
	struct option_bytes *bytes)
{
	int numbers[OPTION_NUMBERS_MOST];

	if (count > OPTION_NUMBERS_MOST)
		return err_set(&call->failure, "more than %d numbers", OPTION_NUMBERS_MOST);
	for (size_t i = 0; i < count; i++)
		if (args_value_int(items[i], &numbers[i], &call->failure) < 0)
			return -1;
	option_set_bytes(call, bytes, numbers, count * sizeof numbers[0]);
	return 0;
}

static int option_read_structure(struct call *call, const struct value *value, struct option_bytes *bytes)
{
	const struct shape *shape = shape_find(value);

	if (shape == NULL)
		return err_set(&call->failure, "no structure is known that has these fields");
	bytes->bytes = arena_alloc(call->arena, shape->size);
	bytes->length = shape->size;
	return shape_write(shape, value, bytes->bytes, &call->failure);
}

int option_bytes_read(struct call *call, const struct value *value, struct option_bytes *bytes)
{
	struct value copy = *value;
	struct value *single = &copy;

	*bytes = (struct option_bytes){0};
	switch (value->kind) {
	case VALUE_NULL:
		return 0;
	case VALUE_INT:
	case VALUE_SYMBOL:
		return option_read_numbers(call, &single, 1, bytes);
	case VALUE_ARRAY:
		return option_read_numbers(call, value->items, value->count, bytes);
	case VALUE_STRUCT:
		return option_read_structure(call, value, bytes);
	case VALUE_BYTES:
		if (value->length > OPTION_BYTES_MOST)
			return err_set(&call->failure, "more than %d bytes", OPTION_BYTES_MOST);
		option_set_bytes(call, bytes, value->bytes, value->length);
		return 0;
	case VALUE_ANY:
	case VALUE_ROOM:
	case VALUE_ADDRESS:
		break;
	}
	return err_set(&call->failure, "an option's value is [numbers], a structure or bytes");
}

size_t option_room(int level, int name)
{
	const struct option_row *row = option_find(level, name);

	if (row == NULL)
		return sizeof(int);
	switch (row->kind) {
	case OPTION_IS_NUMBER:
		return sizeof(int);
	case OPTION_IS_STRUCT:
		return row->shape->size;
	case OPTION_IS_TEXT:
	case OPTION_IS_BYTES:
	case OPTION_IS_CONTROL:
		break;
	}
	return OPTION_ROOM;
}

struct value *option_number(struct call *call, long long number)
{
	struct value *array = value_array(call->arena, 1);

	array->items[0] = value_int(call->arena, number);
	return array;
}

struct value *option_value(struct call *call, int level, int name, const unsigned char *bytes, size_t length)
{
	const struct option_row *row = option_find(level, name);
	int number;

	if (row != NULL && row->kind == OPTION_IS_STRUCT) {
		/* A tcp_info may be cut short by an older kernel; of the others a part is no value. */
		if (row->shape == &shape_tcp_info || length >= row->shape->size)
			return shape_read(row->shape, call->arena, bytes, length);
		return value_bytes(call->arena, bytes, length);
	}
	if (row != NULL && row->kind == OPTION_IS_CONTROL)
		return control_value(call, bytes, length);
	if (row != NULL && row->kind == OPTION_IS_TEXT)
		while (length > 0 && bytes[length - 1] == '\0')
			length--;
	if (row != NULL && row->kind != OPTION_IS_NUMBER)
		return value_bytes(call->arena, bytes, length);
	if (length == sizeof number) {
		memcpy(&number, bytes, sizeof number);
		return option_number(call, number);
	}
	/* Linux gives some options of IP as one byte where there is no room for an int. */
	if (length == 1)
		return option_number(call, bytes[0]);
	return value_bytes(call->arena, bytes, length);
}
