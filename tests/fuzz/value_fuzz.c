/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a value in JSON: refused with words, or taken and then the same when written and read again. */
#include "config.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *json = json_loadb((const char *)data, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	struct arena *arena = arena_new();
	struct value *value;
	json_t *again, *third;
	struct err err;
	struct str str;

	err_init(&err);
	value = value_from_json(arena, json, &err);
	if (value == NULL && (!err.set || err.text[0] == '\0'))
		abort();
	if (value != NULL) {
		str_init(&str);
		value_print(&str, value, 32);
		str_free(&str);
		again = value_to_json(value);
		value = value_from_json(arena, again, &err);
		if (value == NULL)
			abort();
		third = value_to_json(value);
		if (!json_equal(again, third))
			abort();
		json_decref(third);
		json_decref(again);
	}
	arena_free(arena);
	json_decref(json);
	return 0;
}
