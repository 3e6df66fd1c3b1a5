/* SPDX-License-Identifier: BSD-2-Clause */
/* Buffers of a request: what goes in, and how much room there is for what comes out. */
#include "config.h"

#include <inttypes.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/payload.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/request_args.h"

/* A page asks for no more memory than this in one buffer. */
#define REQUEST_ROOM_MOST (INT64_C(256) << 20)

static const struct node *argument_of(const struct step *step, size_t place)
{
	return place < step->argument_count ? step->arguments[place] : NULL;
}

/* The number in a length argument, where it stands there as one. */
static bool length_is_said(const struct env *env, const struct node *node, int64_t *length)
{
	struct err err;

	err_init(&err);
	return node != NULL && node->kind != NODE_ANY && eval_number(env, node, NULL, length, &err) == 0;
}

/* The room of an out-buffer is the length behind it; where that is `...`, what is expected fits. */
struct value *request_room(const struct env *env, const struct step *step, size_t place,
	struct err *err)
{
	const struct node *written = step->arguments[place];
	const struct value *expected;
	int64_t length;
	struct err quiet;

	if (written->kind == NODE_NULL)
		return value_null(env->arena);
	if (length_is_said(env, argument_of(step, place + 1), &length)) {
		if (length < 0 || length > REQUEST_ROOM_MOST) {
			err_set(err, "%" PRId64 " bytes are no room for a buffer", length);
			return NULL;
		}
		return value_room(env->arena, length);
	}
	err_init(&quiet);
	if (argument_of(step, place + 1) != NULL && argument_of(step, place + 1)->kind != NODE_ANY) {
		eval_number(env, argument_of(step, place + 1), NULL, &length, err);
		return NULL;
	}
	expected = eval_node(env, written, NULL, &quiet);
	if (expected == NULL || expected->kind != VALUE_BYTES) {
		err_set(err, "nothing says how large the buffer is");
		return NULL;
	}
	return value_room(env->arena, (int64_t)expected->length);
}

struct value *request_bytes_in(const struct env *env, const struct step *step, size_t place,
	struct err *err)
{
	const struct node *written = step->arguments[place];
	struct value *value;
	uint8_t *filler;
	int64_t length;

	if (written->kind == NODE_NULL)
		return value_null(env->arena);
	if (written->kind == NODE_ANY) {
		/* Any bytes, as many as the length says. */
		if (!length_is_said(env, argument_of(step, place + 1), &length) || length < 0 ||
			length > REQUEST_ROOM_MOST) {
			err_set(err, "nothing says how many bytes are sent");
			return NULL;
		}
		filler = arena_alloc(env->arena, (size_t)length + 1);
		payload_fill(filler, (size_t)length, 0);
		return value_bytes(env->arena, filler, (size_t)length);
	}
	value = eval_node(env, written, NULL, err);
	if (value != NULL && value->kind != VALUE_BYTES) {
		err_set(err, "bytes are needed here");
		return NULL;
	}
	return value;
}

/* Bytes that are expected come back as bytes from a room; anything else the actor knows how to show. */
struct value *request_option_out(const struct env *env, const struct step *step, size_t place)
{
	const struct node *written = step->arguments[place], *behind = argument_of(step, place + 1);
	const struct value *expected;
	struct err quiet;
	int64_t length = 0;

	err_init(&quiet);
	if (written->kind == NODE_NULL)
		return value_null(env->arena);
	if (written->kind != NODE_STRING && written->kind != NODE_CALL)
		return value_any(env->arena);
	if (behind != NULL && behind->kind == NODE_ARRAY && behind->count == 1) {
		const struct node *item = behind->items[0];

		if (item->kind == NODE_BINARY && item->op == OP_BECOMES)
			item = item->left;
		if (length_is_said(env, item, &length) && length >= 0 && length <= REQUEST_ROOM_MOST)
			return value_room(env->arena, length);
	}
	expected = eval_node(env, written, NULL, &quiet);
	return value_room(env->arena, expected != NULL && expected->kind == VALUE_BYTES ?
		(int64_t)expected->length : 0);
}
