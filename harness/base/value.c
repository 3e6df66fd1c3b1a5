/* SPDX-License-Identifier: BSD-2-Clause */
/* Values that crossed a system call: making, looking into and showing them. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/payload.h"
#include "harness/base/str.h"
#include "harness/base/value.h"

static struct value *
value_new(struct arena *arena, enum value_kind kind)
{
	struct value *value = arena_alloc(arena, sizeof *value);

	value->kind = kind;
	return value;
}

struct value *
value_any(struct arena *arena)
{
	return value_new(arena, VALUE_ANY);
}

struct value *
value_null(struct arena *arena)
{
	return value_new(arena, VALUE_NULL);
}

struct value *
value_int(struct arena *arena, int64_t number)
{
	struct value *value = value_new(arena, VALUE_INT);

	value->number = number;
	return value;
}

struct value *
value_symbol(struct arena *arena, const char *names)
{
	struct value *value = value_new(arena, VALUE_SYMBOL);

	value->text = arena_strdup(arena, names);
	return value;
}

struct value *
value_bytes(struct arena *arena, const void *data, size_t length)
{
	struct value *value = value_new(arena, VALUE_BYTES);

	value->bytes = arena_memdup(arena, data, length);
	value->length = length;
	return value;
}

struct value *
value_room(struct arena *arena, int64_t size)
{
	struct value *value = value_new(arena, VALUE_ROOM);

	value->number = size;
	return value;
}

struct value *
value_address(struct arena *arena, const char *family, const char *text, int port)
{
	struct value *value = value_new(arena, VALUE_ADDRESS);

	value->family = arena_strdup(arena, family);
	value->text = arena_strdup(arena, text);
	value->port = port;
	return value;
}

struct value *
value_array(struct arena *arena, size_t count)
{
	struct value *value = value_new(arena, VALUE_ARRAY);
	size_t i;

	value->items = arena_array(arena, count, sizeof *value->items);
	value->count = count;
	for (i = 0; i < count; i++)
		value->items[i] = value_any(arena);
	return value;
}

struct value *
value_struct(struct arena *arena)
{
	return value_new(arena, VALUE_STRUCT);
}

void
value_struct_add(struct arena *arena, struct value *structure, const char *name,
	struct value *value)
{
	size_t count = structure->count, capacity;

	/* The array doubles whenever its count is a power of two from eight on. */
	if (count == 0 || (count >= 8 && (count & (count - 1)) == 0)) {
		capacity = count;
		structure->fields = arena_grow(arena, structure->fields, count, &capacity,
			sizeof *structure->fields);
	}
	structure->fields[count].name = arena_strdup(arena, name);
	structure->fields[count].value = value;
	structure->count = count + 1;
}

struct value *
value_field(const struct value *structure, const char *name)
{
	size_t i;

	if (structure->kind != VALUE_STRUCT)
		return NULL;
	for (i = 0; i < structure->count; i++) {
		if (strcmp(structure->fields[i].name, name) == 0)
			return structure->fields[i].value;
	}
	return NULL;
}

static void
value_print_bytes(struct str *str, const struct value *value, size_t most)
{
	int64_t offset;

	if (!payload_find(value->bytes, value->length, &offset))
		str_add_quoted(str, value->bytes, value->length, most);
	else if (offset == 0)
		str_addf(str, "pattern(%zu)", value->length);
	else
		str_addf(str, "pattern(%zu, %" PRId64 ")", value->length, offset);
}

static void
value_print_address(struct str *str, const struct value *value)
{
	if (strcmp(value->family, "AF_UNSPEC") == 0)
		str_add(str, "unspec");
	else if (strcmp(value->family, "AF_INET6") == 0)
		str_addf(str, "[%s]:%d", value->text, value->port);
	else
		str_addf(str, "%s:%d", value->text, value->port);
}

void
value_print(struct str *str, const struct value *value, size_t most)
{
	size_t i;

	switch (value->kind) {
	case VALUE_ANY:
	case VALUE_ROOM:
		str_add(str, "...");
		break;
	case VALUE_NULL:
		str_add(str, "NULL");
		break;
	case VALUE_INT:
		str_addf(str, "%" PRId64, value->number);
		break;
	case VALUE_SYMBOL:
		str_add(str, value->text);
		break;
	case VALUE_BYTES:
		value_print_bytes(str, value, most);
		break;
	case VALUE_ADDRESS:
		value_print_address(str, value);
		break;
	case VALUE_ARRAY:
		str_add(str, "[");
		for (i = 0; i < value->count; i++) {
			if (i > 0)
				str_add(str, ", ");
			value_print(str, value->items[i], most);
		}
		str_add(str, "]");
		break;
	case VALUE_STRUCT:
		str_add(str, "{");
		for (i = 0; i < value->count; i++) {
			str_addf(str, "%s%s=", i > 0 ? ", " : "", value->fields[i].name);
			value_print(str, value->fields[i].value, most);
		}
		str_add(str, "}");
		break;
	}
}
