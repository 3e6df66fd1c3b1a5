/* SPDX-License-Identifier: BSD-2-Clause */
/* Values to JSON and back, in the forms that value.h lists. What is read is hostile. */
#include "config.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/json_text.h"
#include "harness/base/payload.h"
#include "harness/base/str.h"
#include "harness/base/value.h"

#define VALUE_DEEPEST 16
#define VALUE_ITEMS_MOST 65536
/* A few bytes of JSON ask for this many bytes of pattern, so both one run and all are limited. */
#define VALUE_PATTERN_MOST ((json_int_t)16 << 20)
#define VALUE_ARENA_MOST ((size_t)256 << 20)

static json_t *
value_json_bytes(const struct value *value)
{
	int64_t offset;

	if (value->length <= (size_t)VALUE_PATTERN_MOST &&
		payload_find(value->bytes, value->length, &offset))
		return json_pack("{s:I,s:I}", "pattern", (json_int_t)value->length, "offset",
			(json_int_t)offset);
	if (str_is_plain_utf8(value->bytes, value->length))
		return json_pack("{s:o}", "bytes",
			json_stringn((const char *)value->bytes, value->length));
	return json_hex_make(value->bytes, value->length);
}

json_t *
value_to_json(const struct value *value)
{
	json_t *json = NULL, *fields;
	size_t i;

	switch (value->kind) {
	case VALUE_ANY:
		json = json_pack("{s:b}", "any", 1);
		break;
	case VALUE_NULL:
		json = json_null();
		break;
	case VALUE_INT:
		json = json_integer(value->number);
		break;
	case VALUE_SYMBOL:
		json = json_text_make(value->text);
		break;
	case VALUE_BYTES:
		json = value_json_bytes(value);
		break;
	case VALUE_ROOM:
		json = json_pack("{s:I}", "room", (json_int_t)value->number);
		break;
	case VALUE_ADDRESS:
		json = json_pack("{s:o,s:o,s:i}", "family", json_text_make(value->family), "address",
			json_text_make(value->text), "port", value->port);
		break;
	case VALUE_ARRAY:
		json = json_array();
		for (i = 0; i < value->count; i++)
			json_array_append_new(json, value_to_json(value->items[i]));
		break;
	case VALUE_STRUCT:
		fields = json_object();
		for (i = 0; i < value->count; i++)
			json_object_set_new(fields, value->fields[i].name,
				value_to_json(value->fields[i].value));
		json = json_pack("{s:o}", "struct", fields);
		break;
	}
	return json;
}

static struct value *value_read(struct arena *arena, json_t *json, int depth, struct err *err);

static struct value *
value_refuse(struct err *err, const char *why)
{
	err_set(err, "%s", why);
	return NULL;
}

static int
value_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static struct value *
value_read_hex(struct arena *arena, json_t *json, struct err *err)
{
	const char *hex = json_string_value(json);
	size_t length = json_string_length(json), i;
	struct value *value;
	uint8_t *bytes;

	if (hex == NULL || length % 2 != 0)
		return value_refuse(err, "\"hex\" is not a string of pairs of hex digits");
	bytes = arena_alloc(arena, length / 2);
	for (i = 0; i < length / 2; i++) {
		int high = value_hex_digit(hex[2 * i]), low = value_hex_digit(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return value_refuse(err, "\"hex\" holds something that is not a hex digit");
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	value = value_any(arena);
	value->kind = VALUE_BYTES;
	value->bytes = bytes;
	value->length = length / 2;
	return value;
}

static struct value *
value_read_pattern(struct arena *arena, json_t *json, json_t *at, struct err *err)
{
	json_int_t length = json_integer_value(json), offset = at ? json_integer_value(at) : 0;
	struct value *value;
	uint8_t *bytes;

	if (!json_is_integer(json) || length < 0 || length > VALUE_PATTERN_MOST)
		return value_refuse(err, "\"pattern\" is not a length of 0 to 16777216 bytes");
	if ((at != NULL && !json_is_integer(at)) || offset < 0 || offset >= PAYLOAD_PATTERN_MOST)
		return value_refuse(err, "the \"offset\" of a pattern is not a place in it");
	if (arena_size(arena) + (size_t)length > VALUE_ARENA_MOST)
		return value_refuse(err, "patterns of more than 256 MiB in all");
	bytes = arena_alloc(arena, (size_t)length);
	payload_fill(bytes, (size_t)length, offset);
	value = value_any(arena);
	value->kind = VALUE_BYTES;
	value->bytes = bytes;
	value->length = (size_t)length;
	return value;
}

static struct value *
value_read_address(struct arena *arena, json_t *json, struct err *err)
{
	const char *family = json_string_value(json_object_get(json, "family"));
	const char *text = json_string_value(json_object_get(json, "address"));
	json_t *port = json_object_get(json, "port");
	unsigned char binary[sizeof(struct in6_addr)];
	char plain[INET6_ADDRSTRLEN];
	size_t length;

	if (family == NULL || text == NULL)
		return value_refuse(err, "an address without \"family\" and \"address\" as strings");
	if (!json_is_integer(port) || json_integer_value(port) < 0 ||
		json_integer_value(port) > 65535)
		return value_refuse(err, "the \"port\" of an address is not a number from 0 to 65535");
	if (strcmp(family, "AF_UNSPEC") == 0) {
		if (*text != '\0')
			return value_refuse(err, "an AF_UNSPEC address that is not empty");
	} else if (strcmp(family, "AF_INET") == 0) {
		if (inet_pton(AF_INET, text, binary) != 1)
			return value_refuse(err, "\"address\" is no IPv4 address");
	} else if (strcmp(family, "AF_INET6") == 0) {
		/* A scope may stand behind it: fe80::1%tun0. */
		length = strcspn(text, "%");
		if (length >= sizeof plain || strlen(text + length) > 32)
			return value_refuse(err, "\"address\" is no IPv6 address");
		memcpy(plain, text, length);
		plain[length] = '\0';
		if (inet_pton(AF_INET6, plain, binary) != 1)
			return value_refuse(err, "\"address\" is no IPv6 address");
	} else {
		return value_refuse(err, "\"family\" is not AF_INET, AF_INET6 or AF_UNSPEC");
	}
	return value_address(arena, family, text, (int)json_integer_value(port));
}

static struct value *
value_read_array(struct arena *arena, json_t *json, int depth, struct err *err)
{
	size_t count = json_array_size(json), i;
	struct value *value;

	if (count > VALUE_ITEMS_MOST)
		return value_refuse(err, "an array of more than 65536 values");
	value = value_array(arena, count);
	for (i = 0; i < count; i++) {
		value->items[i] = value_read(arena, json_array_get(json, i), depth + 1, err);
		if (value->items[i] == NULL)
			return NULL;
	}
	return value;
}

static struct value *
value_read_struct(struct arena *arena, json_t *json, int depth, struct err *err)
{
	struct value *structure = value_struct(arena), *value;
	const char *name;
	json_t *field;

	if (!json_is_object(json))
		return value_refuse(err, "\"struct\" is not an object of fields");
	if (json_object_size(json) > VALUE_ITEMS_MOST)
		return value_refuse(err, "a structure of more than 65536 fields");
	json_object_foreach(json, name, field) {
		value = value_read(arena, field, depth + 1, err);
		if (value == NULL)
			return NULL;
		value_struct_add(arena, structure, name, value);
	}
	return structure;
}

static struct value *
value_read_object(struct arena *arena, json_t *json, int depth, struct err *err)
{
	size_t members = json_object_size(json);
	json_t *member;

	if (members == 1 && json_is_true(json_object_get(json, "any")))
		return value_any(arena);
	member = json_object_get(json, "bytes");
	if (members == 1 && json_is_string(member))
		return value_bytes(arena, json_string_value(member), json_string_length(member));
	member = json_object_get(json, "hex");
	if (members == 1 && member != NULL)
		return value_read_hex(arena, member, err);
	member = json_object_get(json, "pattern");
	if (member != NULL && (members == 1 || (members == 2 && json_object_get(json, "offset"))))
		return value_read_pattern(arena, member, json_object_get(json, "offset"), err);
	member = json_object_get(json, "room");
	if (members == 1 && json_is_integer(member) && json_integer_value(member) >= 0)
		return value_room(arena, json_integer_value(member));
	member = json_object_get(json, "struct");
	if (members == 1 && member != NULL)
		return value_read_struct(arena, member, depth, err);
	if (members == 3 && json_object_get(json, "family") != NULL)
		return value_read_address(arena, json, err);
	return value_refuse(err, "an object that is none of the forms of a value");
}

static struct value *
value_read(struct arena *arena, json_t *json, int depth, struct err *err)
{
	if (depth > VALUE_DEEPEST)
		return value_refuse(err, "values nested more than 16 deep");
	if (json == NULL)
		return value_refuse(err, "a value is missing");
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return value_read_object(arena, json, depth, err);
	case JSON_ARRAY:
		return value_read_array(arena, json, depth, err);
	case JSON_STRING:
		if (!str_is_plain_utf8(json_string_value(json), json_string_length(json)))
			return value_refuse(err, "a name with control characters in it");
		return value_symbol(arena, json_string_value(json));
	case JSON_INTEGER:
		return value_int(arena, json_integer_value(json));
	case JSON_REAL:
		return value_refuse(err, "a number that is not whole");
	case JSON_TRUE:
	case JSON_FALSE:
		return value_refuse(err, "true or false where a value belongs");
	case JSON_NULL:
		return value_null(arena);
	}
	return value_refuse(err, "JSON of an unknown kind");
}

struct value *
value_from_json(struct arena *arena, json_t *json, struct err *err)
{
	return value_read(arena, json, 0, err);
}
