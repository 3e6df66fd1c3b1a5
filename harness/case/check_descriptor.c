/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments of the calls that wait for descriptors, with their times and signals; a pair's names, and streams. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"

/* A structure whose fields are numbers, all of them in `known`. False where it is none, which is said. */
static bool check_fields(struct scope *scope, const struct node *node, const char *const *known, const char *what,
	const char *expected)
{
	if (node->kind != NODE_STRUCT) {
		check_not_value(scope, node, expected);
		return false;
	}
	for (size_t i = 0; i < node->count; i++)
		check_field_name(scope, node, i, known, what);
	return true;
}

void check_event(struct scope *scope, const struct node *node, bool out)
{
	static const char *const fields[] = { "events", "data", NULL };

	if (!out && node->kind == NODE_NULL)
		return;
	if (!check_fields(scope, node, fields, "an epoll_event", out ? "{events=, data=}" : calls_argument_name(ARG_EVENT_IN)))
		return;
	for (size_t i = 0; i < node->count; i++) {
		if (out)
			check_number_out(scope, node->items[i]);
		else if (node->items[i]->kind != NODE_ANY)
			check_number(scope, node->items[i]);
		if (strcmp(node->item_names[i], "events") == 0)
			check_epoll_events(scope, node->items[i]);
	}
}

void check_events(struct scope *scope, const struct node *node)
{
	if (node->kind == NODE_ANY || node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(ARG_EVENTS_OUT));
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i]->kind != NODE_ANY || i == 0 || i + 1 < node->count)
			check_event(scope, node->items[i], true);
}

/* {tv_sec=, tv_nsec=} or {tv_sec=, tv_usec=}. */
static void check_time(struct scope *scope, const struct node *node, const char *const *fields, const char *what,
	const char *expected)
{
	if (!check_fields(scope, node, fields, what, expected))
		return;
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i]->kind != NODE_ANY)
			check_number(scope, node->items[i]);
}

void check_timespec(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "tv_sec", "tv_nsec", NULL };

	if (node->kind != NODE_NULL)
		check_time(scope, node, fields, "a timespec", calls_argument_name(ARG_TIMESPEC));
}

void check_timer(struct scope *scope, const struct node *node)
{
	static const char *const fields[] = { "it_interval", "it_value", NULL };
	static const char *const parts[] = { "tv_sec", "tv_usec", NULL };

	if (node->kind == NODE_NULL)
		return;
	if (!check_fields(scope, node, fields, "an itimerval", calls_argument_name(ARG_ITIMER)))
		return;
	for (size_t i = 0; i < node->count; i++)
		check_time(scope, node->items[i], parts, "a timeval", "a time ({tv_sec=0, tv_usec=1000})");
}

/* Both numbers go in: one that is left out would be 0, which leaves a program no descriptor. */
void check_limit(struct scope *scope, const struct node *node, bool out)
{
	static const char *const fields[] = { "rlim_cur", "rlim_max", NULL };
	const char *expected = calls_argument_name(out ? ARG_RLIMIT_OUT : ARG_RLIMIT_IN);
	const struct node *resource = scope->step->arguments[0];

	/* The others say nothing of sockets, and some end the program. */
	if (resource->kind == NODE_CONST && strncmp(resource->text, "RLIMIT_", 7) == 0 && strcmp(resource->text, "RLIMIT_NOFILE") != 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, resource->where, "'%s' cannot be asked for or set; expected %s", resource->text, "RLIMIT_NOFILE");
	if (out && node->kind == NODE_ANY)
		return;
	if (!check_fields(scope, node, fields, "an rlimit", expected))
		return;
	if (!out && node->count < 2)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "expected %s", expected);
	for (size_t i = 0; i < node->count; i++) {
		if (out)
			check_number_out(scope, node->items[i]);
		else
			check_number(scope, node->items[i]);
	}
}

void check_signals(struct scope *scope, const struct node *node)
{
	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(ARG_SIGSET));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		check_number(scope, node->items[i]);
		check_signal_names(scope, node->items[i]);
	}
}

void check_pair(struct scope *scope, const struct node *node)
{
	if (node->kind == NODE_ANY || node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY || node->count != 2 || node->items[0]->kind != NODE_NAME ||
		node->items[1]->kind != NODE_NAME) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "expected %s", calls_argument_name(ARG_PAIR_OUT));
		return;
	}
	for (size_t i = 0; i < 2; i++)
		check_bind_socket(scope, scope->step, node->items[i]);
}

void check_stream(struct scope *scope, const struct node *node)
{
	struct symbol *symbol;

	if (node->kind != NODE_NAME) {
		check_not_value(scope, node, calls_argument_name(ARG_STREAM));
		return;
	}
	symbol = scope_need(scope, node->text, node->where);
	if (symbol == NULL || !check_kind(scope, symbol, SYMBOL_STREAM, node->where) || symbol->kind != SYMBOL_STREAM)
		return;
	if (symbol->host != scope->step->host) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "'%s' is a stream of the %s", symbol->name,
			case_host_name(symbol->host));
		scope_note_bound(scope, symbol);
	} else if (symbol->closed) {
		/* C has no answer to this: anything may happen to the program. */
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "the stream '%s' is closed", symbol->name);
		scope_note_bound(scope, symbol);
	}
}
