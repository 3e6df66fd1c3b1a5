/* SPDX-License-Identifier: BSD-2-Clause */
/* The walk through a page's steps that looks at what each of them means. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/case/check.h"
#include "harness/names/names.h"

struct check_server {
	const char *name;
	int type;
};

#define KIND(function, name, protocol, words) { name, protocol[0] == 't' ? SOCK_STREAM : SOCK_DGRAM },
static const struct check_server check_servers[] = {
#include "servers/kinds.def"
};
#undef KIND

#define CHECK_SERVERS (sizeof(check_servers) / sizeof(check_servers[0]))

static int check_server_kind(struct scope *scope, const struct step *step)
{
	const char *names[CHECK_SERVERS + 1] = { NULL };
	const char *nearest;

	for (size_t i = 0; i < CHECK_SERVERS; i++) {
		if (strcmp(check_servers[i].name, step->name) == 0)
			return check_servers[i].type;
		names[i] = check_servers[i].name;
	}
	nearest = str_nearest(step->name, names);
	if (nearest != NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
			"there is no server '%s'; did you mean '%s'?", step->name, nearest);
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where, "there is no server '%s'",
			step->name);
	return 0;
}

static void check_launch(struct scope *scope, const struct step *step)
{
	int type = check_server_kind(scope, step);
	struct symbol *symbol;
	bool again;

	symbol = scope_bind(scope, step->alias, SYMBOL_SERVER, step->alias_where, &again);
	if (again) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->alias_where, "the name '%s' is taken",
			step->alias);
		scope_note_bound(scope, symbol);
		return;
	}
	symbol->type = type;
}

/* The call that a signal belongs to stands right above it, or above other signals of it. */
static void check_signal(struct scope *scope, struct step *step)
{
	const struct step *above = NULL;
	int64_t number;

	if (!names_find_in(NAMES_SIGNAL, step->name, &number)) {
		const char *nearest = names_nearest(step->name);

		if (nearest != NULL && names_find_in(NAMES_SIGNAL, nearest, &number))
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
				"there is no signal '%s'; did you mean '%s'?", step->name, nearest);
		else
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
				"there is no signal '%s'", step->name);
	}
	for (int i = step->index - 1; i >= 0 && above == NULL; i--)
		if (scope->page->steps[i].kind != STEP_SIGNAL)
			above = &scope->page->steps[i];
	if (above == NULL || above->kind != STEP_CALL) {
		if (!scope->lenient)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
				"a signal is raised by the call above it, and there is none");
		return;
	}
	/* The signal was raised on the host of its call, also where the line does not say so. */
	if (step->host == HOST_SERVER && above->host == HOST_CLIENT)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the call above is the client's, and so is its signal");
	step->host = above->host;
}

static void check_running(struct scope *scope, const struct step *step)
{
	if (scope->running == 0 && !scope->lenient)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"no call is running here; expected a call that ends in '&' before this");
	if (step->kind == STEP_WAIT) {
		scope->running = 0;
		for (size_t i = 0; i < scope->count; i++)
			scope->symbols[i].running_since = -1;
	}
}

static void check_sysctl(struct scope *scope, const struct step *step)
{
	if (!check_setting_name(scope, step->name, step->name_where))
		return;
	if (step->expression->kind == NODE_STRING &&
		!str_is_plain_utf8(step->expression->bytes, step->expression->length))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->expression->where,
			"a setting's value is plain text");
}

/* The program of a host has its capabilities from its start on, so they stand above all that it does. */
static void check_capable(struct scope *scope, const struct step *step)
{
	const char *names[CAPABILITY_COUNT + 1] = { NULL }, *nearest;
	enum case_capability capability;

	for (int i = 0; i < CAPABILITY_COUNT; i++)
		names[i] = case_capability_name((enum case_capability)i);
	nearest = str_nearest(step->name, names);
	if (!case_capability_find(step->name, &capability)) {
		if (nearest != NULL)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
				"there is no capability '%s'; did you mean '%s'?", step->name, nearest);
		else
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->name_where,
				"a program cannot be given '%s'; expected CAP_NET_RAW, CAP_NET_ADMIN or "
				"CAP_NET_BIND_SERVICE", step->name);
		return;
	}
	for (int i = 0; i < step->index; i++) {
		const struct step *above = &scope->page->steps[i];

		if (above->host != step->host)
			continue;
		if (above->kind == STEP_CALL) {
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
				"the program has started by now; expected this above the %s's first call",
				case_host_name(step->host));
			diagnostics_add(scope->list, DIAGNOSTIC_NOTE, above->where, "which is this one");
			return;
		}
		if (above->kind == STEP_CAPABLE && strcmp(above->name, step->name) == 0) {
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where, "'%s' stands here twice",
				step->name);
			return;
		}
	}
}

static void check_step(struct scope *scope, struct step *step)
{
	scope->step = step;
	check_is_played_by_peer(scope, step);
	check_moment(scope, step);
	switch (step->kind) {
	case STEP_LAUNCH:
		check_launch(scope, step);
		break;
	case STEP_PEER:
		check_peer(scope, step);
		break;
	case STEP_CALL:
		check_call(scope, step);
		break;
	case STEP_SIGNAL:
		check_signal(scope, step);
		break;
	case STEP_BLOCKED:
	case STEP_WAIT:
		check_running(scope, step);
		break;
	case STEP_ASSERT:
		check_condition(scope, step->expression);
		break;
	case STEP_PACKET:
		check_packet(scope, step);
		check_flow(scope, step);
		check_peer_line(scope, step);
		break;
	case STEP_ANY_PACKETS:
		break;
	case STEP_SYSCTL:
		check_sysctl(scope, step);
		break;
	case STEP_CAPABLE:
		check_capable(scope, step);
		break;
	case STEP_EXPECT:
		check_filter(scope, step->filter, step->filter_where);
		break;
	case STEP_SILENCE:
		check_silence(scope, step);
		break;
	case STEP_WIRE:
		check_action(scope, step);
		break;
	}
}

void check_page(struct case_page *page, struct diagnostics *list, bool lenient)
{
	struct scope *scope = arena_alloc(page->arena, sizeof(*scope));

	scope->page = page;
	scope->list = list;
	scope->lenient = lenient;
	check_count_peers(scope);
	for (size_t i = 0; i < page->step_count; i++)
		check_step(scope, &page->steps[i]);
	for (size_t i = 0; i < page->step_count; i++) {
		if (page->steps[i].kind == STEP_PACKET)
			check_flow_is_clear(scope, &page->steps[i]);
		if (page->steps[i].kind == STEP_PEER)
			check_peer_target(scope, &page->steps[i]);
	}
	if (page->step_count == 0 && !lenient && page->fence_count > 0)
		diagnostics_add(list, DIAGNOSTIC_ERROR, page->fences[0].where,
			"there is nothing to play here; expected a statement");
}
