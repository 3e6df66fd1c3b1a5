/* SPDX-License-Identifier: BSD-2-Clause */
/* From the statements that the grammar has found to the steps of a case. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/case/script.h"

static const char *const script_prefixes[] = { "client", "server", "wire", NULL };

void script_begin(struct script *script)
{
	memset(&script->step, 0, sizeof(script->step));
	script->prefix = NULL;
	script->takes_modes = false;
}

void script_set_side(struct script *script, const char *name, struct where where)
{
	script->step.only = strcmp(name, "stream") == 0 ? KIND_STREAM : KIND_DATAGRAM;
	script->side_where = where;
}

static bool script_prefix_is(const struct script *script, const char *name)
{
	return script->prefix != NULL && strcmp(script->prefix, name) == 0;
}

void script_set_prefix(struct script *script, const char *name, struct where where)
{
	const char *nearest;

	script->prefix_where = where;
	for (size_t i = 0; script_prefixes[i] != NULL; i++)
		if (strcmp(script_prefixes[i], name) == 0)
			script->prefix = name;
	if (script->prefix != NULL) {
		script->step.host = script_prefix_is(script, "server") ? HOST_SERVER : HOST_CLIENT;
		return;
	}
	nearest = str_nearest(name, script_prefixes);
	if (nearest != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "unknown host '%s'; did you mean '%s'?",
			name, nearest);
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"unknown host '%s'; expected client, server or wire", name);
}

void script_set_time(struct script *script, enum time_kind kind, struct script_time from, struct script_time to,
	struct where where)
{
	script->step.time.kind = kind;
	script->step.time.from_ns = from.ns;
	script->step.time.to_ns = to.ns;
	script->time_where = where;
	if (from.ns > to.ns)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"a range of times that ends before it begins");
}

/* What the word of a statement is called in messages. */
static const char *script_kind_name(const struct script *script, enum step_kind kind)
{
	switch (kind) {
	case STEP_LAUNCH:
	case STEP_PEER:
		return "launch";
	case STEP_CALL:
		return "a call";
	case STEP_SIGNAL:
		return "a signal";
	case STEP_BLOCKED:
		return "blocked";
	case STEP_WAIT:
		return "wait";
	case STEP_ASSERT:
		return "assert";
	case STEP_PACKET:
		return "a packet line";
	case STEP_ANY_PACKETS:
		return "...";
	case STEP_SYSCTL:
		return "sysctl";
	case STEP_CAPABLE:
		return "capable";
	case STEP_EXPECT:
		return "expect";
	case STEP_SILENCE:
		return "expect nothing";
	case STEP_WIRE:
		return script->step.order->action;
	}
	return "a statement";
}

static void script_check_prefix(struct script *script, enum step_kind kind)
{
	bool wire = script_prefix_is(script, "wire");
	const char *wrong = NULL;

	switch (kind) {
	case STEP_LAUNCH:
	case STEP_PEER:
		if (script->prefix != NULL && !script_prefix_is(script, "server"))
			wrong = kind == STEP_PEER ? "the peer made of packets is on the server's side" :
				"servers are launched on the server host";
		script->step.host = HOST_SERVER;
		break;
	case STEP_CALL:
	case STEP_PACKET:
	case STEP_ANY_PACKETS:
	case STEP_SYSCTL:
	case STEP_CAPABLE:
	case STEP_SIGNAL:
		if (wire)
			wrong = "expected client: or server: in front of this";
		break;
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
		if (script->prefix != NULL)
			wrong = "this belongs to no host; expected nothing in front of it";
		break;
	case STEP_SILENCE:
		if (wire)
			wrong = "a host is silent, not the wire; expected client: or server: in front of this, or nothing";
		break;
	case STEP_EXPECT:
		if (!wire && script->prefix == NULL) {
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->step.where,
				"the wire counts packets; expected wire: in front of 'expect'");
			return;
		}
		if (!wire)
			wrong = "the wire counts packets; expected wire: in front of 'expect'";
		break;
	case STEP_WIRE:
		/* The scanner takes its words for what they are behind wire: only. */
		break;
	}
	if (wrong != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->prefix_where, "%s", wrong);
}

static void script_check_time(struct script *script, enum step_kind kind)
{
	const struct step_time *time = &script->step.time;

	if (time->kind == TIME_NONE || kind == STEP_PACKET)
		return;
	if (kind != STEP_CALL && kind != STEP_WIRE)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->time_where,
			"a time stands in front of calls, packet lines and actions of the wire only, not of %s",
			script_kind_name(script, kind));
	else if (time->from_ns != time->to_ns)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->time_where,
			kind == STEP_CALL ? "a call is made at one time; ranges are for packet lines" :
			"the wire is told at one time; ranges are for packet lines");
}

void script_finish(struct script *script, enum step_kind kind, struct where where)
{
	struct case_page *page = script->page;

	script->step.kind = kind;
	script->step.where = where;
	script_check_prefix(script, kind);
	script_check_time(script, kind);
	/* What stands in front belongs to the statement. */
	if (script->prefix != NULL) {
		script->step.where.line = script->prefix_where.line;
		script->step.where.column = script->prefix_where.column;
	}
	if (script->step.time.kind != TIME_NONE) {
		script->step.where.line = script->time_where.line;
		script->step.where.column = script->time_where.column;
	}
	if (script->step.only != KIND_BOTH && script->kinds_where.line == 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->side_where,
			"this page is of one kind; expected 'kinds stream datagram' before the first step");
	if (page->step_count == SCRIPT_STEPS_MOST) {
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "more than %d statements in one page",
			SCRIPT_STEPS_MOST);
		return;
	}
	script->step.index = (int)page->step_count;
	script->step.fence = script->fence;
	page->steps = arena_grow(script->arena, page->steps, page->step_count, &script->step_capacity,
		sizeof(*page->steps));
	page->steps[page->step_count++] = script->step;
}

/* What is said once, for the whole page, before its first step. True where it is the first of its name. */
static bool script_take_head(struct script *script, const char *word, struct where *first, struct where where)
{
	bool again = first->line != 0;
	const struct where *front = script->step.only != KIND_BOTH ? &script->side_where :
		script->prefix != NULL ? &script->prefix_where :
		script->step.time.kind != TIME_NONE ? &script->time_where : NULL;

	if (front != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, *front,
			"'%s' is for the whole page; expected nothing in front of it", word);
	if (again) {
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "'%s' stands here twice", word);
		diagnostics_add(script->list, DIAGNOSTIC_NOTE, *first, "it was given here first");
	} else {
		*first = where;
	}
	if (script->page->step_count > 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "'%s' must stand before the first step", word);
	return !again;
}

/* `modes ipv4` narrows what the page is played with; it is no step. */
void script_set_mode(struct script *script, const char *name, struct where where)
{
	enum case_mode mode;

	if (!script->takes_modes) {
		script->takes_modes = true;
		if (script_take_head(script, "modes", &script->modes_where, where))
			memset(script->page->modes, 0, sizeof(script->page->modes));
	}
	if (!case_mode_find(name, &mode) || case_mode_kind(mode) != KIND_BOTH)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "unknown mode '%s'; expected ipv4 or ipv6",
			name);
	else
		script->page->modes[mode] = true;
}

/* `kinds stream datagram`: the page is a case of each. */
void script_set_kinds(struct script *script, const char *first, const char *second, struct where where)
{
	script_take_head(script, "kinds", &script->kinds_where, where);
	if (strcmp(first, "stream") != 0 || strcmp(second, "datagram") != 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"a page is played with both kinds or says nothing of them; expected 'kinds stream datagram'");
}

/* `level wire`: what the page needs, where no line of its own says so. */
void script_set_level(struct script *script, const char *name, struct where where)
{
	if (!script_take_head(script, "level", &script->level_where, where))
		return;
	if (!level_find(name, &script->page->level) || script->page->level == LEVEL_HOST)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "no page needs the level '%s'; expected wire or loopback",
			name);
}

void script_set_none(struct script *script, const char *word, struct where where)
{
	if (strcmp(word, "none") != 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"expected how many packets (none, 3, 2..6 or 2..), found '%s'", word);
	script_set_counts(script, 0, 0, where);
}

void script_set_counts(struct script *script, int64_t from, int64_t to, struct where where)
{
	script->step.count_from = from;
	script->step.count_to = to;
	script->step.count_where = where;
	if (from > to)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"no number is at least %lld and at most %lld", (long long)from, (long long)to);
}

void script_set_within(struct script *script, struct script_time time, struct where where)
{
	/* 0 in a step is that nothing was said. */
	if (time.ns == 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "no call returns within no time");
	script->step.within_ns = time.ns;
}
