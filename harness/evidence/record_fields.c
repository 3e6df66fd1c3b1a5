/* SPDX-License-Identifier: BSD-2-Clause */
/* Records to JSON objects and back by tables that name their members. */
#include "config.h"

#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/json_text.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/record_fields.h"

#define FIELD_ITEMS_MOST 65536

/* A member of the record as a C object of that type. */
#define AT(type, base, place) (*(type *)((char *)(base) + (place)))
#define AT_CONST(type, base, place) (*(type const *)((const char *)(base) + (place)))
#define COUNT(field, record) AT_CONST(size_t, record, (field)->count_offset)

json_t *
record_blob(const void *data, size_t length)
{
	json_t *json = json_stringn(data != NULL ? data : "", length);

	return json != NULL ? json : json_hex_make(data, length);
}

static json_t *
record_write_field(const struct field *field, const void *record)
{
	struct value *value;
	const char *text;
	char number[16];
	json_t *json;
	size_t i;
	int constant;

	switch (field->kind) {
	case FIELD_TEXT:
		text = AT_CONST(const char *, record, field->offset);
		return text != NULL ? json_text_make(text) : NULL;
	case FIELD_BLOB:
		return record_blob(AT_CONST(const char *, record, field->offset), COUNT(field, record));
	case FIELD_BYTES:
		text = AT_CONST(const char *, record, field->offset);
		return text != NULL ? json_hex_make(text, COUNT(field, record)) : NULL;
	case FIELD_INT:
		return json_integer(AT_CONST(int, record, field->offset));
	case FIELD_INT64:
		return json_integer(AT_CONST(int64_t, record, field->offset));
	case FIELD_SIZE:
		return json_integer((json_int_t)AT_CONST(size_t, record, field->offset));
	case FIELD_BOOL:
		if (field->seldom && !AT_CONST(bool, record, field->offset))
			return NULL;
		return json_boolean(AT_CONST(bool, record, field->offset));
	case FIELD_ENUM:
		return json_string(field->names[AT_CONST(int, record, field->offset)]);
	case FIELD_CONSTANT:
		constant = AT_CONST(int, record, field->offset);
		if (constant == 0)
			return NULL;
		text = names_of(field->group, constant);
		snprintf(number, sizeof number, "%d", constant);
		return json_string(text != NULL ? text : number);
	case FIELD_VALUE:
		value = AT_CONST(struct value *, record, field->offset);
		return value != NULL ? value_to_json(value) : NULL;
	case FIELD_VALUES:
		if (COUNT(field, record) == 0)
			return NULL;
		json = json_array();
		for (i = 0; i < COUNT(field, record); i++)
			json_array_append_new(json,
				value_to_json(AT_CONST(struct value **, record, field->offset)[i]));
		return json;
	case FIELD_TEXTS:
		if (COUNT(field, record) == 0)
			return NULL;
		json = json_array();
		for (i = 0; i < COUNT(field, record); i++)
			json_array_append_new(json,
				json_text_make(AT_CONST(const char **, record, field->offset)[i]));
		return json;
	}
	return NULL;
}

void
record_write(json_t *object, const struct field *fields, const void *record)
{
	json_t *json;

	for (; fields->name != NULL; fields++) {
		json = record_write_field(fields, record);
		if (json != NULL)
			json_object_set_new(object, fields->name, json);
	}
}

/* A string without a NUL in it, copied; NULL with err. */
static const char *
record_read_text(struct arena *arena, json_t *json, const char *name, struct err *err)
{
	if (!json_is_string(json)) {
		err_set(err, "\"%s\" is not a string", name);
		return NULL;
	}
	if (strlen(json_string_value(json)) != json_string_length(json)) {
		err_set(err, "\"%s\" has a NUL in it", name);
		return NULL;
	}
	return arena_strndup(arena, json_string_value(json), json_string_length(json));
}

static int
record_read_blob(struct arena *arena, json_t *json, const struct field *field, void *record,
	struct err *err)
{
	struct value *value;

	if (json_is_string(json)) {
		AT(const char *, record, field->offset) = arena_strndup(arena, json_string_value(json),
			json_string_length(json));
		AT(size_t, record, field->count_offset) = json_string_length(json);
		return 0;
	}
	if (!json_is_object(json) || json_object_get(json, "hex") == NULL)
		return err_set(err, "\"%s\" is neither a string nor {\"hex\": ...}", field->name);
	value = value_from_json(arena, json, err);
	if (value == NULL)
		return err_prefix(err, "\"%s\"", field->name);
	AT(const char *, record, field->offset) =
		arena_strndup(arena, (const char *)value->bytes, value->length);
	AT(size_t, record, field->count_offset) = value->length;
	return 0;
}

/* How many there must be was read before them. */
static int
record_read_bytes(struct arena *arena, json_t *json, const struct field *field, void *record, struct err *err)
{
	struct value *value;

	if (!json_is_object(json) || json_object_get(json, "hex") == NULL)
		return err_set(err, "\"%s\" is not {\"hex\": ...}", field->name);
	value = value_from_json(arena, json, err);
	if (value == NULL)
		return err_prefix(err, "\"%s\"", field->name);
	if (value->kind != VALUE_BYTES || value->length != COUNT(field, record))
		return err_set(err, "\"%s\" are %zu bytes, not as many as its record says (%zu)", field->name,
			value->length, COUNT(field, record));
	AT(const uint8_t *, record, field->offset) = value->bytes;
	return 0;
}

static int
record_read_number(json_t *json, const struct field *field, int64_t *number, struct err *err)
{
	if (!json_is_integer(json) || json_integer_value(json) < field->least ||
		json_integer_value(json) > field->most)
		return err_set(err, "\"%s\" is not a whole number from %" PRId64 " to %" PRId64,
			field->name, field->least, field->most);
	*number = json_integer_value(json);
	return 0;
}

static int
record_read_enum(json_t *json, const struct field *field, void *record, struct err *err)
{
	const char *text = json_string_value(json);
	int i;

	for (i = 0; text != NULL && field->names[i] != NULL; i++) {
		if (strcmp(text, field->names[i]) == 0) {
			AT(int, record, field->offset) = i;
			return 0;
		}
	}
	return err_set(err, "\"%s\" is not one of the words for it (\"%s\", ...)", field->name,
		field->names[0]);
}

/* The name may be one of another system; its number does not matter then, and is 0. */
static int
record_read_constant(json_t *json, const struct field *field, void *record, struct err *err)
{
	int64_t number = 0;
	long long plain;

	if (!json_is_string(json))
		return err_set(err, "\"%s\" is not a name", field->name);
	if (!names_find_in(field->group, json_string_value(json), &number) &&
		str_to_int(json_string_value(json), &plain))
		number = plain;
	if (number < 0 || number > INT_MAX)
		return err_set(err, "\"%s\" is out of range", field->name);
	AT(int, record, field->offset) = (int)number;
	return 0;
}

static int
record_read_list(struct arena *arena, json_t *json, const struct field *field, void *record,
	struct err *err)
{
	size_t count = json_array_size(json), i;
	struct value **values;
	const char **texts;

	if (!json_is_array(json) || count > FIELD_ITEMS_MOST)
		return err_set(err, "\"%s\" is not an array of at most %d items", field->name,
			FIELD_ITEMS_MOST);
	if (field->kind == FIELD_VALUES) {
		values = arena_array(arena, count, sizeof *values);
		for (i = 0; i < count; i++) {
			values[i] = value_from_json(arena, json_array_get(json, i), err);
			if (values[i] == NULL)
				return err_prefix(err, "\"%s\" [%zu]", field->name, i);
		}
		AT(struct value **, record, field->offset) = values;
	} else {
		texts = arena_array(arena, count, sizeof *texts);
		for (i = 0; i < count; i++) {
			texts[i] = record_read_text(arena, json_array_get(json, i), field->name, err);
			if (texts[i] == NULL)
				return -1;
		}
		AT(const char **, record, field->offset) = texts;
	}
	AT(size_t, record, field->count_offset) = count;
	return 0;
}

static int
record_read_field(struct arena *arena, json_t *json, const struct field *field, void *record,
	struct err *err)
{
	struct value *value;
	const char *text;
	int64_t number;

	switch (field->kind) {
	case FIELD_TEXT:
		text = record_read_text(arena, json, field->name, err);
		AT(const char *, record, field->offset) = text;
		return text != NULL ? 0 : -1;
	case FIELD_BLOB:
		return record_read_blob(arena, json, field, record, err);
	case FIELD_BYTES:
		return record_read_bytes(arena, json, field, record, err);
	case FIELD_INT:
		if (record_read_number(json, field, &number, err) != 0)
			return -1;
		AT(int, record, field->offset) = (int)number;
		return 0;
	case FIELD_INT64:
		return record_read_number(json, field, &AT(int64_t, record, field->offset), err);
	case FIELD_SIZE:
		if (record_read_number(json, field, &number, err) != 0)
			return -1;
		AT(size_t, record, field->offset) = (size_t)number;
		return 0;
	case FIELD_BOOL:
		if (!json_is_boolean(json))
			return err_set(err, "\"%s\" is neither true nor false", field->name);
		AT(bool, record, field->offset) = json_is_true(json);
		return 0;
	case FIELD_ENUM:
		return record_read_enum(json, field, record, err);
	case FIELD_CONSTANT:
		return record_read_constant(json, field, record, err);
	case FIELD_VALUE:
		value = value_from_json(arena, json, err);
		AT(struct value *, record, field->offset) = value;
		return value != NULL ? 0 : err_prefix(err, "\"%s\"", field->name);
	case FIELD_VALUES:
	case FIELD_TEXTS:
		return record_read_list(arena, json, field, record, err);
	}
	return err_set(err, "\"%s\" is of no known kind", field->name);
}

/* Whether the writer leaves it out where there is nothing. */
static bool
record_may_lack(const struct field *field)
{
	if (field->kind == FIELD_BOOL)
		return field->seldom;
	return !field->required && (field->kind == FIELD_TEXT || field->kind == FIELD_VALUE ||
		field->kind == FIELD_VALUES || field->kind == FIELD_TEXTS ||
		field->kind == FIELD_CONSTANT || field->kind == FIELD_BYTES);
}

int
record_read(struct arena *arena, json_t *object, const struct field *fields, void *record,
	struct err *err)
{
	json_t *json;

	if (!json_is_object(object))
		return err_set(err, "not an object");
	for (; fields->name != NULL; fields++) {
		json = json_object_get(object, fields->name);
		if (json == NULL && record_may_lack(fields))
			continue;
		if (json == NULL)
			return err_set(err, "\"%s\" is missing", fields->name);
		if (record_read_field(arena, json, fields, record, err) != 0)
			return -1;
	}
	return 0;
}
