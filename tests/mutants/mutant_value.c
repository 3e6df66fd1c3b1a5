/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of values: numbers, bytes, addresses, flags, and the structures and arrays that they stand in. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/case/calls.h"
#include "tests/mutants/mutant.h"

/* One more. What is an expression gets brackets, so that it stands in any place. */
void mutant_number(struct mutants *mutants, const struct step *step, const struct node *node, const char *what)
{
	char *source;

	if (node == NULL || node->kind == NODE_ANY || node->kind == NODE_NULL)
		return;
	if (node->kind == NODE_INT) {
		mutant_add(mutants, step, &node->where, what, "%" PRId64, node->number + 1);
		return;
	}
	source = mutant_source(mutants, &node->where);
	mutant_add(mutants, step, &node->where, what, "(%s + 1)", source)->may_bind = node->kind == NODE_NAME;
	free(source);
}

static void mutant_byte(struct mutants *mutants, const struct step *step, const struct node *node, size_t place)
{
	uint8_t *bytes = malloc(node->length);
	struct str str;

	if (bytes == NULL)
		abort();
	memcpy(bytes, node->bytes, node->length);
	bytes[place] = bytes[place] == 'x' ? 'y' : 'x';
	str_init(&str);
	str_add_quoted(&str, bytes, node->length, 0);
	mutant_add(mutants, step, &node->where, place == 0 ? "the first byte" : "the last byte", "%s", str_text(&str));
	str_free(&str);
	free(bytes);
}

static void mutant_bytes(struct mutants *mutants, const struct step *step, const struct node *node)
{
	if (node->length == 0) {
		mutant_add(mutants, step, &node->where, "no bytes", "\"x\"");
		return;
	}
	mutant_byte(mutants, step, node, 0);
	if (node->length > 1)
		mutant_byte(mutants, step, node, node->length - 1);
}

/* pattern(N, OFFSET) */
static void mutant_pattern(struct mutants *mutants, const struct step *step, const struct node *node)
{
	char *length = mutant_source(mutants, &node->items[0]->where);

	mutant_number(mutants, step, node->items[0], "the pattern's length");
	if (node->count > 1)
		mutant_number(mutants, step, node->items[1], "the pattern's offset");
	else
		mutant_add(mutants, step, &node->where, "the pattern's offset", "pattern(%s, 1)", length);
	free(length);
}

static void mutant_address(struct mutants *mutants, const struct step *step, const struct node *node)
{
	const char *other = strcmp(node->text, "client") == 0 ? "server" : "client";
	struct where host = node->where;
	char *port;

	if (node->left == NULL)
		return; /* unspec */
	port = mutant_source(mutants, &node->left->where);
	mutant_number(mutants, step, node->left, "the port");
	/* The port's place may be inside brackets: what stands in front of it is the host and the colon. */
	if (node->left->kind == NODE_INT || node->left->kind == NODE_NAME || node->left->kind == NODE_ANY)
		mutant_add(mutants, step, &host, "the host", "%s:%s", other, port);
	free(port);
}

/* Other flags: `other`, or `another` where that is what stands there; and without each of those that are joined. */
void mutant_flags(struct mutants *mutants, const struct step *step, const struct node *node, const char *what,
	const char *other, const char *another)
{
	char *source;

	if (node->kind == NODE_ANY || node->kind == NODE_NULL)
		return;
	source = mutant_source(mutants, &node->where);
	mutant_add(mutants, step, &node->where, what, "%s", strstr(source, other) != NULL ? another : other);
	free(source);
	if (node->kind != NODE_BINARY || node->op != OP_BIT_OR)
		return;
	source = mutant_source(mutants, &node->left->where);
	mutant_add(mutants, step, &node->where, what, "%s", source);
	free(source);
	source = mutant_source(mutants, &node->right->where);
	mutant_add(mutants, step, &node->where, what, "%s", source);
	free(source);
}

/* Fields that say what went in. */
static bool is_request(const char *field)
{
	static const char *const names[] = { "fd", "events", "iov_len", "msg_iovlen" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(field, names[i]) == 0)
			return true;
	return false;
}

static void mutant_field(struct mutants *mutants, const struct step *step, const char *name, const struct node *node)
{
	if (is_request(name))
		return;
	if (strcmp(name, "revents") == 0)
		mutant_flags(mutants, step, node, name, "POLLPRI", "POLLIN");
	else if (strcmp(name, "msg_flags") == 0)
		mutant_flags(mutants, step, node, name, "MSG_TRUNC", "0");
	else
		mutant_value(mutants, step, node, name);
}

void mutant_value(struct mutants *mutants, const struct step *step, const struct node *node, const char *what)
{
	switch (node->kind) {
	case NODE_ANY:
	case NODE_NULL:
		return;
	case NODE_CONST:
		mutant_add(mutants, step, &node->where, what, "%" PRId64, node->number + 1);
		return;
	case NODE_NAME:
	case NODE_INT:
	case NODE_UNARY:
		mutant_number(mutants, step, node, what);
		return;
	case NODE_STRING:
		mutant_bytes(mutants, step, node);
		return;
	case NODE_ADDRESS:
		mutant_address(mutants, step, node);
		return;
	case NODE_ARRAY:
		for (size_t i = 0; i < node->count; i++)
			mutant_value(mutants, step, node->items[i], what);
		return;
	case NODE_STRUCT:
		for (size_t i = 0; i < node->count; i++)
			mutant_field(mutants, step, node->item_names[i], node->items[i]);
		return;
	case NODE_CALL:
		if (strcmp(node->text, "pattern") == 0)
			mutant_pattern(mutants, step, node);
		else
			mutant_number(mutants, step, node, what);
		return;
	case NODE_BINARY:
		if (node->op == OP_BECOMES)
			mutant_value(mutants, step, node->right, what);
		else
			mutant_number(mutants, step, node, what);
		return;
	}
}

/* A name where an address comes out: another address. */
static void mutant_named_address(struct mutants *mutants, const struct step *step, const struct node *node)
{
	mutant_add(mutants, step, &node->where, "the address", "client:1")->may_bind = true;
}

/* What epoll told: here `events` came out. */
static void mutant_events(struct mutants *mutants, const struct step *step, const struct node *node)
{
	if (node->kind == NODE_ARRAY && node->count == 0)
		mutant_add(mutants, step, &node->where, "no events", "[{events=EPOLLIN}]");
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		const struct node *item = node->items[i];

		for (size_t k = 0; item->kind == NODE_STRUCT && k < item->count; k++)
			if (strcmp(item->item_names[k], "events") == 0)
				mutant_flags(mutants, step, item->items[k], "the events", "EPOLLPRI", "EPOLLIN");
			else
				mutant_value(mutants, step, item->items[k], item->item_names[k]);
	}
}

/* Of messages that go in only their lengths come out. */
static void mutant_lengths(struct mutants *mutants, const struct step *step, const struct node *node)
{
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		const struct node *item = node->items[i];

		for (size_t k = 0; item->kind == NODE_STRUCT && k < item->count; k++)
			if (strcmp(item->item_names[k], "msg_len") == 0)
				mutant_number(mutants, step, item->items[k], "msg_len");
	}
}

void mutant_argument(struct mutants *mutants, const struct step *step, size_t place)
{
	const struct call_spec *spec = calls_find(step->name);
	const struct node *node = step->arguments[place];
	enum argument_kind kind = spec == NULL ? ARG_NONE : spec->arguments[place];

	/* A pair's names are new: no other would be wrong. */
	if (!calls_argument_is_out(kind) || kind == ARG_PAIR_OUT)
		return;
	if (kind == ARG_EVENTS_OUT) {
		mutant_events(mutants, step, node);
		return;
	}
	if (kind == ARG_MMSGHDR_IN)
		mutant_lengths(mutants, step, node);
	else if (kind == ARG_ADDRESS_OUT && node->kind == NODE_NAME)
		mutant_named_address(mutants, step, node);
	else
		mutant_value(mutants, step, node, calls_argument_name(kind));
}
