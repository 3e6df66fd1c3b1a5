/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether an observed value is what a script says of it, and where it is not. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/payload.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/packet.h"
#include "harness/match/eval.h"

/* Bytes shown in words on either side; the rest is counted. */
#define FITS_BYTES_SHOWN 64

struct fits {
	const struct env *env;
	struct str place; /* "item 2: revents" */
	struct str *why;
};

static bool fits_at(struct fits *fits, const struct node *expected, const struct value *observed);

static bool differs(struct fits *fits, const struct node *expected, const struct value *observed)
{
	if (fits->why == NULL)
		return false;
	if (fits->place.length > 0)
		str_addf(fits->why, "%s is ", str_text(&fits->place));
	eval_print_like(fits->why, expected, observed);
	str_add(fits->why, " instead of ");
	eval_print_node(fits->why, expected);
	return false;
}

static bool differs_in_bytes(struct fits *fits, const struct node *expected, const struct value *wanted,
	const struct value *observed)
{
	size_t common = wanted->length < observed->length ? wanted->length : observed->length;
	size_t first = 0;

	if (fits->why == NULL)
		return false;
	while (first < common && wanted->bytes[first] == observed->bytes[first])
		first++;
	if (fits->place.length > 0)
		str_addf(fits->why, "%s is ", str_text(&fits->place));
	value_print(fits->why, observed, FITS_BYTES_SHOWN);
	str_add(fits->why, " instead of ");
	if (expected->kind == NODE_CALL)
		eval_print_node(fits->why, expected);
	else
		str_add_quoted(fits->why, wanted->bytes, wanted->length, FITS_BYTES_SHOWN);
	if (wanted->length > 16 || observed->length > 16) {
		int64_t offset;

		str_addf(fits->why, "; %zu bytes instead of %zu", observed->length, wanted->length);
		if (first < common)
			str_addf(fits->why, ", the first difference %zu bytes from the beginning", first);
		else
			str_add(fits->why, ", the same as far as the shorter goes");
		if (expected->kind == NODE_CALL && first < observed->length &&
			payload_find(observed->bytes + first, observed->length - first, &offset))
			str_addf(fits->why, ", where what belongs at %" PRId64 " of the pattern stands",
				offset);
	}
	return false;
}

static bool fits_bytes(struct fits *fits, const struct node *expected, const struct value *observed)
{
	struct err err;
	const struct value *wanted;

	err_init(&err);
	wanted = eval_node(fits->env, expected, NULL, &err);
	if (wanted == NULL || wanted->kind != VALUE_BYTES || observed->kind != VALUE_BYTES)
		return differs(fits, expected, observed);
	if (wanted->length == observed->length &&
		memcmp(wanted->bytes, observed->bytes, wanted->length) == 0)
		return true;
	return differs_in_bytes(fits, expected, wanted, observed);
}

static bool fits_number(struct fits *fits, const struct node *expected, const struct value *observed)
{
	struct err err;
	int64_t wanted, number;

	err_init(&err);
	if (eval_number(fits->env, expected, NULL, &wanted, &err) < 0 ||
		!eval_value_number(observed, &number) || wanted != number)
		return differs(fits, expected, observed);
	return true;
}

static bool same_address(const struct value *a, const struct value *b, bool ports)
{
	struct packet_address left, right;

	if (strcmp(a->family, b->family) != 0 || (ports && a->port != b->port))
		return false;
	if (!packet_address_parse(&left, a->text, 0) || !packet_address_parse(&right, b->text, 0))
		return strcmp(a->text, b->text) == 0;
	return packet_address_equal(&left, &right);
}

static bool fits_address(struct fits *fits, const struct node *expected, const struct value *observed)
{
	struct err err;
	struct node without_port = *expected;
	const struct value *wanted;
	bool any_port = expected->left != NULL && (expected->left->kind == NODE_ANY ||
		(expected->left->kind == NODE_NAME && env_find(fits->env, expected->left->text) == NULL));

	err_init(&err);
	if (any_port)
		without_port.left = NULL;
	wanted = eval_node(fits->env, &without_port, NULL, &err);
	if (wanted == NULL || observed->kind != VALUE_ADDRESS ||
		!same_address(wanted, observed, !any_port))
		return differs(fits, expected, observed);
	return true;
}

static bool fits_name(struct fits *fits, const struct node *expected, const struct value *observed)
{
	const struct binding *binding = env_find(fits->env, expected->text);
	const struct value *bound;
	int64_t a, b;
	bool same;

	if (binding == NULL)
		return true;
	bound = binding->value;
	if (eval_value_number(bound, &a) && eval_value_number(observed, &b))
		same = a == b;
	else if (bound->kind == VALUE_BYTES && observed->kind == VALUE_BYTES)
		same = bound->length == observed->length &&
			memcmp(bound->bytes, observed->bytes, bound->length) == 0;
	else if (bound->kind == VALUE_ADDRESS && observed->kind == VALUE_ADDRESS)
		same = same_address(bound, observed, true);
	else
		same = bound->kind == observed->kind &&
			(bound->kind == VALUE_NULL || bound->kind == VALUE_ANY);
	if (same)
		return true;
	differs(fits, expected, observed);
	if (fits->why != NULL) {
		str_add(fits->why, " (");
		value_print(fits->why, bound, FITS_BYTES_SHOWN);
		str_add(fits->why, ")");
	}
	return false;
}

/* Goes down into a part, with its place in front of what is said. */
static bool fits_part(struct fits *fits, const char *place, const struct node *expected,
	const struct value *observed)
{
	size_t length = fits->place.length;
	bool fit;

	str_addf(&fits->place, "%s%s", length > 0 ? ", " : "", place);
	fit = fits_at(fits, expected, observed);
	fits->place.length = length;
	fits->place.text[length] = '\0';
	return fit;
}

static bool fits_array(struct fits *fits, const struct node *expected, const struct value *observed)
{
	size_t count = expected->count;
	bool others = false;

	/* A length within a structure comes out without brackets; [15 => 0] says what went in, too. */
	if (observed->kind == VALUE_INT && expected->count == 1)
		return fits_at(fits, expected->items[0], observed);
	if (observed->kind != VALUE_ARRAY)
		return differs(fits, expected, observed);
	/* One value in brackets needs no place: [1] is how a single int stands there. */
	if (expected->count == 1 && observed->count == 1 && expected->items[0]->kind != NODE_STRUCT)
		return fits_at(fits, expected->items[0], observed->items[0]);
	/* [{...}, ...]: of a list of structures the first ones, and any others. */
	if (count > 1 && expected->items[0]->kind == NODE_STRUCT && expected->items[count - 1]->kind == NODE_ANY) {
		count--;
		others = observed->count > count;
	}
	if (observed->count != count && !others)
		return differs(fits, expected, observed);
	for (size_t i = 0; i < count; i++) {
		char place[32];

		snprintf(place, sizeof(place), "item %zu", i + 1);
		if (!fits_part(fits, place, expected->items[i], observed->items[i]))
			return false;
	}
	return true;
}

static bool fits_struct(struct fits *fits, const struct node *expected, const struct value *observed)
{
	if (observed->kind != VALUE_STRUCT)
		return differs(fits, expected, observed);
	for (size_t i = 0; i < expected->count; i++) {
		const char *name = expected->item_names == NULL ? NULL : expected->item_names[i];
		const struct value *field;

		if (name == NULL)
			field = i < observed->count ? observed->fields[i].value : NULL;
		else
			field = value_field(observed, name);
		if (expected->items[i]->kind == NODE_ANY)
			continue;
		if (field == NULL) {
			if (fits->why != NULL)
				str_addf(fits->why, "nothing came out as %s", name == NULL ? "a field" : name);
			return false;
		}
		if (!fits_part(fits, name == NULL ? "a field" : name, expected->items[i], field))
			return false;
	}
	return true;
}

static bool fits_at(struct fits *fits, const struct node *expected, const struct value *observed)
{
	switch (expected->kind) {
	case NODE_ANY:
		return true;
	case NODE_NULL:
		return observed->kind == VALUE_NULL ? true : differs(fits, expected, observed);
	case NODE_INT:
	case NODE_CONST:
	case NODE_UNARY:
		return fits_number(fits, expected, observed);
	case NODE_BINARY:
		if (expected->op == OP_BECOMES)
			return fits_at(fits, expected->right, observed);
		return fits_number(fits, expected, observed);
	case NODE_STRING:
		/* {iov_base=, iov_len=} came out where only the bytes are written. */
		if (observed->kind == VALUE_STRUCT && value_field(observed, "iov_base") != NULL)
			observed = value_field(observed, "iov_base");
		return fits_bytes(fits, expected, observed);
	case NODE_CALL:
		if (strcmp(expected->text, "pattern") != 0)
			return fits_number(fits, expected, observed);
		if (observed->kind == VALUE_STRUCT && value_field(observed, "iov_base") != NULL)
			observed = value_field(observed, "iov_base");
		return fits_bytes(fits, expected, observed);
	case NODE_NAME:
		return fits_name(fits, expected, observed);
	case NODE_ADDRESS:
		return fits_address(fits, expected, observed);
	case NODE_ARRAY:
		return fits_array(fits, expected, observed);
	case NODE_STRUCT:
		return fits_struct(fits, expected, observed);
	}
	return false;
}

bool eval_fits(const struct env *env, const struct node *expected, const struct value *observed,
	struct str *why)
{
	struct fits fits = { .env = env, .why = why };
	bool fit;

	str_init(&fits.place);
	fit = fits_at(&fits, expected, observed);
	str_free(&fits.place);
	return fit;
}
