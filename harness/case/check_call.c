/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a call exists, has the arguments that it takes, and what its results bind. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/base/str.h"
#include "harness/case/check.h"
#include "harness/case/node.h"

#define CHECK_CALLS_MOST 64
#define CHECK_ROOM_MOST (INT64_C(256) << 20)

static void check_unknown_call(struct scope *scope, const struct step *step)
{
	const char *names[CHECK_CALLS_MOST + 1], *nearest;
	size_t count = 0;

	for (const struct call_spec *spec = calls_next(NULL); spec != NULL && count < CHECK_CALLS_MOST;
		spec = calls_next(spec))
		names[count++] = spec->name;
	names[count] = NULL;
	nearest = str_nearest(step->name, names);
	if (nearest != NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
			"unknown call '%s'; did you mean '%s'?", step->name, nearest);
	else if (strcmp(step->name, "pattern") == 0 || case_function_is_evidence(step->name))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
			"'%s' is no call; it stands within other statements", step->name);
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where, "unknown call '%s'", step->name);
}

static bool check_count(struct scope *scope, const struct step *step, const struct call_spec *spec)
{
	size_t most = calls_argument_count(spec), count = step->argument_count, least = (size_t)spec->required;
	struct where where = step->name_where;

	if (count >= least && count <= most)
		return true;
	if (count > most)
		where = step->arguments[most]->where;
	if (least == most)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "'%s' takes %zu argument%s, not %zu",
			spec->name, most, most == 1 ? "" : "s", count);
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "'%s' takes %zu to %zu arguments, not %zu",
			spec->name, least, most, count);
	return false;
}

/* A buffer needs a size: its own bytes', or that of the length behind it. */
static void check_room(struct scope *scope, const struct step *step, const struct call_spec *spec)
{
	for (size_t i = 0; i + 1 < step->argument_count; i++) {
		const struct node *buffer = step->arguments[i], *length = step->arguments[i + 1];
		int64_t number;

		if (spec->arguments[i] != ARG_BYTES_OUT && spec->arguments[i] != ARG_BYTES_IN)
			continue;
		if (length->kind == NODE_ANY && buffer->kind == NODE_ANY)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, length->where,
				"nothing says how many bytes; expected a number");
		if (node_is_number(length, &number) && (number < 0 || number > CHECK_ROOM_MOST))
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, length->where,
				"%lld bytes are no size for a buffer", (long long)number);
	}
}

/* strace shows select's sets behind the result: (in [s], out [t]). */
static void check_extras(struct scope *scope, const struct step *step)
{
	static const char *const names[] = { "in", "out", "except", NULL };
	const struct node *extras;

	if (step->extra_count == 0)
		return;
	extras = step->extras[0];
	if (strcmp(step->name, "select") != 0 && strcmp(step->name, "pselect") != 0) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, extras->where,
			"only select and pselect have sets behind their result");
		return;
	}
	for (size_t i = 0; i < extras->count; i++) {
		const struct node *set = extras->items[i];
		bool known = false;

		for (size_t k = 0; names[k] != NULL; k++)
			known |= strcmp(names[k], extras->item_names[i]) == 0;
		if (!known)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, extras->item_wheres[i],
				"expected in, out or except in front of a set, found '%s'",
				extras->item_names[i]);
		if (set->kind != NODE_ARRAY) {
			check_not_value(scope, set, "a set of sockets ([s, t])");
			continue;
		}
		for (size_t k = 0; k < set->count; k++)
			check_socket(scope, set->items[k]);
	}
}

static bool check_makes_socket(const struct step *step, const struct call_spec *spec)
{
	if (spec->result == RESULT_SOCKET)
		return true;
	return strcmp(spec->name, "fcntl") == 0 && step->argument_count > 1 &&
		step->arguments[1]->kind == NODE_CONST && strncmp(step->arguments[1]->text, "F_DUPFD", 7) == 0;
}

static struct symbol *check_first_socket(struct scope *scope, const struct step *step)
{
	struct symbol *symbol;

	if (step->argument_count == 0 || step->arguments[0]->kind != NODE_NAME)
		return NULL;
	symbol = scope_find(scope, step->arguments[0]->text);
	return symbol != NULL && symbol->kind == SYMBOL_SOCKET ? symbol : NULL;
}

/* The type in socket's second argument: constants joined by |. */
static int check_socket_type(const struct node *node)
{
	int left;

	if (node->kind == NODE_INT || node->kind == NODE_CONST)
		return (int)(node->number & 0xf);
	if (node->kind != NODE_BINARY || node->op != OP_BIT_OR)
		return 0;
	left = check_socket_type(node->left);
	return left != 0 ? left : check_socket_type(node->right);
}

static int check_new_type(const struct step *step, const struct symbol *parent)
{
	int type;

	if (strcmp(step->name, "socket") != 0 && strcmp(step->name, "socketpair") != 0)
		return parent == NULL ? 0 : parent->type;
	type = step->argument_count > 1 ? check_socket_type(step->arguments[1]) : 0;
	return type == SOCK_STREAM || type == SOCK_DGRAM ? type : 0;
}

/* dup2(s, t) = t: what had the name is closed, and the duplicate has it from then on. */
static bool check_is_replaced(const struct step *step, const struct node *name)
{
	return strcmp(step->name, "dup2") == 0 && step->argument_count > 1 && step->arguments[1]->kind == NODE_NAME &&
		strcmp(step->arguments[1]->text, name->text) == 0;
}

/* Nothing of it ever meets the network. */
static bool check_is_local(const struct step *step, const struct symbol *parent)
{
	return strcmp(step->name, "epoll_create1") == 0 || strcmp(step->name, "socketpair") == 0 ||
		(parent != NULL && parent->local);
}

void check_bind_socket(struct scope *scope, const struct step *step, const struct node *name)
{
	const struct symbol *parent = check_first_socket(scope, step);
	int type = check_new_type(step, parent);
	bool copy = strncmp(step->name, "dup", 3) == 0 || strcmp(step->name, "fcntl") == 0, again;
	bool local = check_is_local(step, parent);
	struct symbol *symbol = scope_bind(scope, name->text, SYMBOL_SOCKET, name->where, &again);

	if (again && (symbol->kind != SYMBOL_SOCKET || symbol->host != step->host ||
		(!symbol->closed && !check_is_replaced(step, name)))) {
		if (symbol->kind == SYMBOL_UNKNOWN)
			return;
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, name->where,
			"the name '%s' is taken; a new socket needs a name of its own%s", name->text,
			symbol->kind == SYMBOL_SOCKET && symbol->host == step->host ?
			" until the old one is closed" : "");
		scope_note_bound(scope, symbol);
		return;
	}
	symbol->where = name->where;
	symbol->step = step->index;
	symbol->type = type;
	symbol->copy = copy;
	symbol->local = local;
	symbol->listening = symbol->closed = false;
	symbol->running_since = step->background ? step->index : -1;
	symbol->times += again;
}

static void check_bind_stream(struct scope *scope, const struct step *step, const struct node *name)
{
	bool again;
	struct symbol *symbol = scope_bind(scope, name->text, SYMBOL_STREAM, name->where, &again);

	if (again) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, name->where,
			"the name '%s' is taken; a stream needs a name of its own", name->text);
		scope_note_bound(scope, symbol);
		return;
	}
	symbol->socket = check_first_socket(scope, step);
}

static void check_result(struct scope *scope, const struct step *step, const struct call_spec *spec,
	const struct result_pattern *result)
{
	const struct node *value = result->value;
	bool socket = spec != NULL && check_makes_socket(step, spec), again;
	struct symbol *symbol;

	if (value->kind == NODE_ANY || result->error != NULL)
		return;
	if (value->kind != NODE_NAME) {
		check_number(scope, value);
		return;
	}
	symbol = scope_find(scope, value->text);
	if (step->result_count > 1 && (socket || symbol == NULL || (spec != NULL && spec->result == RESULT_STREAM))) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, value->where,
			"'%s' would not always come about; a new name is the only result of its call", value->text);
		return;
	}
	if (socket) {
		check_bind_socket(scope, step, value);
		return;
	}
	if (spec != NULL && spec->result == RESULT_STREAM) {
		check_bind_stream(scope, step, value);
		return;
	}
	symbol = scope_bind(scope, value->text, spec == NULL ? SYMBOL_UNKNOWN : SYMBOL_NUMBER, value->where, &again);
	if (again)
		check_kind(scope, symbol, SYMBOL_NUMBER, value->where);
}

/* With the stream its socket is closed. */
static void check_close_stream(struct scope *scope, const struct step *step)
{
	struct symbol *symbol = step->argument_count == 0 || step->arguments[0]->kind != NODE_NAME ? NULL :
		scope_find(scope, step->arguments[0]->text);

	if (symbol == NULL || symbol->kind != SYMBOL_STREAM)
		return;
	symbol->closed = true;
	if (symbol->socket != NULL)
		symbol->socket->closed = true;
}

/* What a call does to its socket, as far as later lines depend on it. */
static void check_effects(struct scope *scope, const struct step *step)
{
	struct symbol *symbol = check_first_socket(scope, step);

	if (strcmp(step->name, "fclose") == 0)
		check_close_stream(scope, step);
	if (symbol == NULL)
		return;
	if (strcmp(step->name, "listen") == 0)
		symbol->listening = true;
	if (strcmp(step->name, "close") == 0)
		symbol->closed = true;
}

void check_call(struct scope *scope, const struct step *step)
{
	const struct call_spec *spec = calls_find(step->name);

	if (spec == NULL) {
		check_unknown_call(scope, step);
	} else if (check_count(scope, step, spec)) {
		for (size_t i = 0; i < step->argument_count; i++)
			check_argument(scope, spec, i, step->arguments[i]);
		check_constants(scope, step, spec);
		check_room(scope, step, spec);
		check_lookup(scope, step);
	}
	check_extras(scope, step);
	for (size_t i = 0; i < step->result_count; i++)
		check_result(scope, step, spec, &step->results[i]);
	check_effects(scope, step);
	if (step->background)
		scope->running++;
}
