/* SPDX-License-Identifier: BSD-2-Clause */
/* Expressions of a script -> values. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/payload.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/eval_operators.h"
#include "harness/names/names.h"

/* A pattern longer than this is no test of sockets but of the memory of the machine that plays it. */
#define EVAL_PATTERN_MOST (INT64_C(64) << 20)

bool eval_value_number(const struct value *value, int64_t *number)
{
	if (value == NULL)
		return false;
	if (value->kind == VALUE_INT) {
		*number = value->number;
		return true;
	}
	if (value->kind != VALUE_SYMBOL)
		return false;
	return names_parse_flags(value->text, number) ||
		names_find_in(NAMES_STATE, value->text, number);
}

static struct value *eval_name(const struct env *env, const struct node *node, struct err *err)
{
	const struct binding *binding = env_find(env, node->text);

	if (binding == NULL) {
		err_set(err, "\"%s\" did not come about", node->text);
		return NULL;
	}
	return binding->value;
}

static struct value *eval_address(const struct env *env, const struct node *node, struct err *err)
{
	const char *text = node->text;
	const char *family = env->mode == MODE_IPV4 ? "AF_INET" : "AF_INET6";
	int64_t port = 0;

	if (!node->quoted && strcmp(node->text, "unspec") == 0)
		return value_address(env->arena, "AF_UNSPEC", "", 0);
	if (node->quoted) {
		family = strchr(text, ':') == NULL ? "AF_INET" : "AF_INET6";
	} else {
		text = env_host_address(env, node->text);
		if (text == NULL) {
			const struct binding *binding = env_find(env, node->text);

			if (binding == NULL || binding->value->kind != VALUE_ADDRESS) {
				err_set(err, "\"%s\" has no address", node->text);
				return NULL;
			}
			text = binding->value->text;
			family = binding->value->family;
		}
	}
	if (node->left != NULL && node->left->kind != NODE_ANY) {
		if (eval_number(env, node->left, NULL, &port, err) < 0)
			return NULL;
		if (port < 0 || port > 65535) {
			err_set(err, "%lld is no port", (long long)port);
			return NULL;
		}
	}
	return value_address(env->arena, family, text, (int)port);
}

static struct value *eval_pattern(const struct env *env, const struct node *node,
	const struct value *sample, struct err *err)
{
	int64_t length = 0, offset = 0;
	struct value *value;
	uint8_t *bytes;

	if (node->count < 1 || node->count > 2) {
		err_set(err, "pattern() takes a length and a place");
		return NULL;
	}
	if (eval_number(env, node->items[0], sample, &length, err) < 0)
		return NULL;
	if (node->count == 2 && eval_number(env, node->items[1], sample, &offset, err) < 0)
		return NULL;
	if (length < 0 || length > EVAL_PATTERN_MOST || offset < 0 || offset > PAYLOAD_PATTERN_MOST) {
		err_set(err, "pattern(%lld, %lld) is out of range", (long long)length, (long long)offset);
		return NULL;
	}
	bytes = arena_alloc(env->arena, (size_t)length + 1);
	payload_fill(bytes, (size_t)length, offset);
	value = value_bytes(env->arena, "", 0);
	value->bytes = bytes;
	value->length = (size_t)length;
	return value;
}

static struct value *eval_call(const struct env *env, const struct node *node,
	const struct value *sample, struct err *err)
{
	int64_t number;

	if (strcmp(node->text, "pattern") == 0)
		return eval_pattern(env, node, sample, err);
	if (case_function_is_evidence(node->text)) {
		struct value *value = NULL;
		struct str source;

		str_init(&source);
		eval_print_node(&source, node);
		if (sample != NULL && sample->kind == VALUE_STRUCT)
			value = value_field(sample, str_text(&source));
		if (value == NULL)
			err_set(err, "%.200s could not be looked at", str_text(&source));
		str_free(&source);
		return value;
	}
	if (node->count != 1) {
		err_set(err, "%.200s() takes one number", node->text);
		return NULL;
	}
	if (eval_number(env, node->items[0], sample, &number, err) < 0)
		return NULL;
	if (strcmp(node->text, "htons") == 0 || strcmp(node->text, "ntohs") == 0)
		return value_int(env->arena, htons((uint16_t)number));
	if (strcmp(node->text, "htonl") == 0 || strcmp(node->text, "ntohl") == 0)
		return value_int(env->arena, htonl((uint32_t)number));
	err_set(err, "there is no function %.200s()", node->text);
	return NULL;
}

/* == and != also compare bytes and addresses. False where the values are numbers, or of two kinds. */
static bool eval_compare_other(const struct value *left, const struct value *right, bool *equal)
{
	if (left->kind != right->kind)
		return false;
	if (left->kind == VALUE_BYTES) {
		*equal = left->length == right->length &&
			memcmp(left->bytes, right->bytes, left->length) == 0;
		return true;
	}
	if (left->kind == VALUE_ADDRESS) {
		*equal = left->port == right->port && strcmp(left->family, right->family) == 0 &&
			strcmp(left->text, right->text) == 0;
		return true;
	}
	return false;
}

static struct value *eval_binary(const struct env *env, const struct node *node,
	const struct value *sample, struct err *err)
{
	struct value *left, *right;
	int64_t a, b, number = 0;
	bool equal;

	left = eval_node(env, node->left, sample, err);
	if (left == NULL)
		return NULL;
	/* What decides already is not asked further, as in C. */
	if (node->op == OP_OR || node->op == OP_AND) {
		if (!eval_value_number(left, &a))
			goto no_number;
		if ((a != 0) == (node->op == OP_OR))
			return value_int(env->arena, a != 0);
		if (eval_number(env, node->right, sample, &b, err) < 0)
			return NULL;
		return value_int(env->arena, b != 0);
	}
	right = eval_node(env, node->right, sample, err);
	if (right == NULL)
		return NULL;
	if ((node->op == OP_EQ || node->op == OP_NE) && eval_compare_other(left, right, &equal))
		return value_int(env->arena, equal == (node->op == OP_EQ));
	if (!eval_value_number(left, &a) || !eval_value_number(right, &b))
		goto no_number;
	if (eval_operators_binary(node->op, a, b, &number, err) < 0)
		return NULL;
	return value_int(env->arena, number);

no_number:
	err_set(err, "what is compared or counted with is no number");
	return NULL;
}

static struct value *eval_items(const struct env *env, const struct node *node,
	const struct value *sample, struct err *err)
{
	struct value *whole;

	if (node->kind == NODE_ARRAY)
		whole = value_array(env->arena, node->count);
	else
		whole = value_struct(env->arena);
	for (size_t i = 0; i < node->count; i++) {
		struct value *item = eval_node(env, node->items[i], sample, err);
		const char *name = node->item_names == NULL ? NULL : node->item_names[i];

		if (item == NULL)
			return NULL;
		if (node->kind == NODE_ARRAY)
			whole->items[i] = item;
		else
			value_struct_add(env->arena, whole, name == NULL ? "" : name, item);
	}
	return whole;
}

struct value *eval_node(const struct env *env, const struct node *node, const struct value *sample,
	struct err *err)
{
	int64_t number;

	switch (node->kind) {
	case NODE_ANY:
		return value_any(env->arena);
	case NODE_NULL:
		return value_null(env->arena);
	case NODE_INT:
	case NODE_CONST:
		return value_int(env->arena, node->number);
	case NODE_STRING:
		return value_bytes(env->arena, node->bytes, node->length);
	case NODE_NAME:
		return eval_name(env, node, err);
	case NODE_ADDRESS:
		return eval_address(env, node, err);
	case NODE_ARRAY:
	case NODE_STRUCT:
		return eval_items(env, node, sample, err);
	case NODE_CALL:
		return eval_call(env, node, sample, err);
	case NODE_UNARY:
		if (eval_number(env, node->left, sample, &number, err) < 0 ||
			eval_operators_unary(node->op, number, &number, err) < 0)
			return NULL;
		return value_int(env->arena, number);
	case NODE_BINARY:
		return eval_binary(env, node, sample, err);
	}
	return NULL;
}

int eval_number(const struct env *env, const struct node *node, const struct value *sample,
	int64_t *number, struct err *err)
{
	const struct value *value = eval_node(env, node, sample, err);

	if (value == NULL)
		return -1;
	if (!eval_value_number(value, number))
		return err_set(err, "a number is needed here");
	return 0;
}
