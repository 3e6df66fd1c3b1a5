/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of statements: lists, results, texts. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/node.h"
#include "harness/case/script.h"
#include "harness/names/names.h"

void script_add_item(struct script *script, struct script_list *list, struct node *node, const char *name,
	struct where name_where)
{
	size_t capacity = list->items_capacity;

	if (list->count >= SCRIPT_ITEMS_MOST) {
		if (list->count == SCRIPT_ITEMS_MOST)
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, node->where,
				"more than %d items in one list", SCRIPT_ITEMS_MOST);
		return;
	}
	list->items = arena_grow(script->arena, list->items, list->count, &list->items_capacity,
		sizeof(struct node *));
	list->names = arena_grow(script->arena, list->names, list->count, &list->names_capacity,
		sizeof(const char *));
	list->name_wheres = arena_grow(script->arena, list->name_wheres, list->count, &capacity,
		sizeof(struct where));
	list->items[list->count] = node;
	list->names[list->count] = name;
	list->name_wheres[list->count++] = name_where;
}

/* strace's EWOULDBLOCK and the like are names of the table as well. */
static void script_check_error(struct script *script, const char *error, struct where where)
{
	const char *nearest;
	int64_t number;

	if (names_find_in(NAMES_ERRNO, error, &number))
		return;
	nearest = names_find(error, &number) ? NULL : names_nearest(error);
	if (nearest != NULL && names_find_in(NAMES_ERRNO, nearest, &number))
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "unknown error '%s'; did you mean '%s'?",
			error, nearest);
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"'%s' is no error; expected one of errno's names, such as EAGAIN", error);
}

void script_add_result(struct script *script, struct script_results *list, struct node *value,
	const char *error, struct where error_where, struct where where)
{
	struct result_pattern result = { .where = where, .value = value, .error = error,
		.error_where = error_where };
	int64_t number;

	if (error != NULL) {
		script_check_error(script, error, error_where);
		if (!node_is_number(value, &number) || number != -1)
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, value->where,
				"a call that fails returns -1; expected -1 in front of %s", error);
	}
	if (list->count >= SCRIPT_ITEMS_MOST)
		return;
	list->items = arena_grow(script->arena, list->items, list->count, &list->capacity,
		sizeof(*list->items));
	list->items[list->count++] = result;
}

struct script_list script_extras(struct script *script, struct script_list list, struct where where)
{
	struct script_list extras = { .count = 0 };

	script_add_item(script, &extras, node_struct(script, list, where), NULL, where);
	return extras;
}

struct script_bytes script_join(struct script *script, struct script_bytes first, struct script_bytes second)
{
	for (size_t i = 0; i < second.length; i++) {
		first.data = arena_grow(script->arena, first.data, first.length, &first.capacity, 1);
		first.data[first.length++] = second.data[i];
	}
	return first;
}

const char *script_plain_text(struct script *script, struct script_bytes bytes, struct where where)
{
	if (memchr(bytes.data, '\0', bytes.length) != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "no byte of this text can be 0");
	return arena_strndup(script->arena, (const char *)bytes.data, bytes.length);
}
