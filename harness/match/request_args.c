/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments as written -> values of a request, the ones that have parts. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/request_args.h"

/* MSG_PEEK, MSG_PEEK|MSG_DONTWAIT: names, and nothing else but |. */
static bool is_names(const struct node *node)
{
	if (node->kind == NODE_CONST)
		return true;
	return node->kind == NODE_BINARY && node->op == OP_BIT_OR && is_names(node->left) &&
		(is_names(node->right) || node->right->kind == NODE_INT);
}

struct value *request_number(const struct env *env, const struct node *node, struct err *err)
{
	struct value *value;
	int64_t number;

	if (is_names(node)) {
		struct str names;

		str_init(&names);
		eval_print_node(&names, node);
		value = value_symbol(env->arena, arena_strdup(env->arena, str_text(&names)));
		str_free(&names);
		return value;
	}
	if (eval_number(env, node, NULL, &number, err) < 0)
		return NULL;
	return value_int(env->arena, number);
}

struct value *request_plain(const struct env *env, const struct node *node, struct err *err)
{
	struct value *whole;

	switch (node->kind) {
	case NODE_ANY:
	case NODE_NULL:
	case NODE_STRING:
	case NODE_NAME:
	case NODE_ADDRESS:
		return eval_node(env, node, NULL, err);
	case NODE_CALL:
		return eval_node(env, node, NULL, err);
	case NODE_INT:
	case NODE_CONST:
	case NODE_UNARY:
	case NODE_BINARY:
		return request_number(env, node, err);
	case NODE_ARRAY:
		whole = value_array(env->arena, node->count);
		for (size_t i = 0; i < node->count; i++) {
			whole->items[i] = request_plain(env, node->items[i], err);
			if (whole->items[i] == NULL)
				return NULL;
		}
		return whole;
	case NODE_STRUCT:
		whole = value_struct(env->arena);
		for (size_t i = 0; i < node->count; i++) {
			struct value *field = request_plain(env, node->items[i], err);

			if (field == NULL)
				return NULL;
			if (node->item_names == NULL || node->item_names[i] == NULL) {
				err_set(err, "a field of a structure needs its name");
				return NULL;
			}
			value_struct_add(env->arena, whole, node->item_names[i], field);
		}
		return whole;
	}
	return NULL;
}

struct value *request_length_out(const struct env *env, const struct node *node, struct err *err)
{
	if (node->kind == NODE_NULL)
		return value_null(env->arena);
	if (node->kind == NODE_ANY)
		return value_any(env->arena);
	if (node->kind == NODE_ARRAY && node->count == 1)
		node = node->items[0];
	if (node->kind == NODE_BINARY && node->op == OP_BECOMES)
		node = node->left;
	/* A name that comes about here only says what came out: what fits goes in. */
	if (node->kind == NODE_ANY || (node->kind == NODE_NAME && env_find(env, node->text) == NULL))
		return value_any(env->arena);
	return request_number(env, node, err);
}

static struct value *iovec_item(const struct env *env, const struct node *node, bool out,
	struct err *err)
{
	const struct node *base = node, *length = NULL;
	struct value *item, *bytes, *size = NULL;
	bool sized;

	if (node->kind == NODE_STRUCT) {
		base = case_field(node, "iov_base");
		length = case_field(node, "iov_len");
	}
	if (length != NULL && length->kind != NODE_ANY) {
		size = request_number(env, length, err);
		if (size == NULL)
			return NULL;
	}
	/* What comes out need not be named: there is room for it. */
	sized = out && size != NULL && size->kind == VALUE_INT;
	if (base == NULL ? !sized : base->kind == NODE_NULL) {
		bytes = value_null(env->arena);
	} else if (sized) {
		bytes = value_room(env->arena, size->number);
	} else {
		bytes = eval_node(env, base, NULL, err);
		if (bytes == NULL)
			return NULL;
		if (bytes->kind != VALUE_BYTES) {
			err_set(err, "nothing says how large an iovec is");
			return NULL;
		}
		if (out)
			bytes = value_room(env->arena, (int64_t)bytes->length);
	}
	if (size == NULL)
		size = value_int(env->arena, bytes->kind == VALUE_ROOM ? bytes->number :
			(int64_t)bytes->length);
	item = value_struct(env->arena);
	value_struct_add(env->arena, item, "iov_base", bytes);
	value_struct_add(env->arena, item, "iov_len", size);
	return item;
}

struct value *request_iovec(const struct env *env, const struct node *node, bool out, struct err *err)
{
	struct value *array;

	if (node->kind == NODE_NULL)
		return value_null(env->arena);
	if (node->kind != NODE_ARRAY) {
		err_set(err, "iovecs stand in [ ]");
		return NULL;
	}
	array = value_array(env->arena, node->count);
	for (size_t i = 0; i < node->count; i++) {
		array->items[i] = iovec_item(env, node->items[i], out, err);
		if (array->items[i] == NULL)
			return NULL;
	}
	return array;
}

static bool msghdr_field(const struct env *env, struct value *whole, const char *name,
	const struct node *node, bool out, struct err *err)
{
	struct value *value;

	if (strcmp(name, "msg_iov") == 0)
		value = request_iovec(env, node, out, err);
	else if (strcmp(name, "msg_namelen") == 0 || strcmp(name, "msg_controllen") == 0)
		value = out ? request_length_out(env, node, err) : request_plain(env, node, err);
	else if (strcmp(name, "msg_iovlen") == 0)
		value = request_number(env, node, err);
	else if (out && strcmp(name, "msg_flags") == 0)
		return true; /* only comes out */
	else if (out)
		value = node->kind == NODE_NULL ? value_null(env->arena) : value_any(env->arena);
	else if (strcmp(name, "msg_name") == 0 && node->kind == NODE_ANY)
		value = value_null(env->arena);
	else
		value = request_plain(env, node, err);
	if (value == NULL)
		return false;
	value_struct_add(env->arena, whole, name, value);
	return true;
}

struct value *request_msghdr(const struct env *env, const struct node *node, bool out, struct err *err)
{
	struct value *whole;

	if (node->kind == NODE_NULL)
		return value_null(env->arena);
	if (node->kind != NODE_STRUCT || node->item_names == NULL) {
		err_set(err, "a msghdr stands in { } with its fields' names");
		return NULL;
	}
	whole = value_struct(env->arena);
	for (size_t i = 0; i < node->count; i++) {
		if (node->item_names[i] == NULL) {
			err_set(err, "a field of a msghdr needs its name");
			return NULL;
		}
		if (!msghdr_field(env, whole, node->item_names[i], node->items[i], out, err))
			return NULL;
	}
	return whole;
}

struct value *request_messages(const struct env *env, const struct node *node, bool out, struct err *err)
{
	struct value *array;

	if (node->kind == NODE_NULL)
		return value_null(env->arena);
	if (node->kind != NODE_ARRAY) {
		err_set(err, "messages stand in [ ]");
		return NULL;
	}
	array = value_array(env->arena, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *written = case_field(node->items[i], "msg_hdr");
		struct value *header = written == NULL || written->kind == NODE_ANY ? value_struct(env->arena) :
			request_msghdr(env, written, out, err);

		if (header == NULL)
			return NULL;
		array->items[i] = value_struct(env->arena);
		value_struct_add(env->arena, array->items[i], "msg_hdr", header);
	}
	return array;
}

struct value *request_pollfds(const struct env *env, const struct node *node, struct err *err)
{
	struct value *array;

	if (node->kind == NODE_NULL)
		return value_null(env->arena);
	if (node->kind != NODE_ARRAY) {
		err_set(err, "pollfds stand in [ ]");
		return NULL;
	}
	array = value_array(env->arena, node->count);
	for (size_t i = 0; i < node->count; i++) {
		static const char *const fields[] = { "fd", "events" };
		struct value *item = value_struct(env->arena);

		for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) {
			const struct node *written = case_field(node->items[i], fields[k]);
			struct value *value;

			if (written == NULL || written->kind == NODE_ANY)
				value = value_int(env->arena, k == 0 ? -1 : 0);
			else
				value = request_number(env, written, err);
			if (value == NULL)
				return NULL;
			value_struct_add(env->arena, item, fields[k], value);
		}
		array->items[i] = item;
	}
	return array;
}
