/* SPDX-License-Identifier: BSD-2-Clause */
/* What the wire was told, line by line, and how packets meet it. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/case/actions.h"
#include "harness/play/wire_parts.h"

static const struct wire_action *const wire_actions[] = {
	&wire_clear, &wire_corrupt, &wire_cut, &wire_delay, &wire_drop, &wire_duplicate, &wire_hold, &wire_inject,
	&wire_join, &wire_mark, &wire_mtu, &wire_rate, &wire_swap, &wire_truncate,
};

static const struct wire_action *find_action(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof wire_actions / sizeof *wire_actions; i++)
		if (strcmp(wire_actions[i]->name, name) == 0)
			return wire_actions[i];
	return NULL;
}

/* ---- packets that are picked ------------------------------------------------------------------------ */

static bool line_means(struct wire *wire, const struct wire_choice *choice, const struct wire_packet *packet)
{
	const struct packet_pattern *pattern = choice->pattern;
	const struct binding *socket;
	struct packet decoded;

	if (pattern->sent != (packet->from == HOST_CLIENT) ||
		packet_decode(&decoded, packet->bytes, packet->length, packet->length) < 0 ||
		!expected_protocol_fits(pattern, &decoded))
		return false;
	if (pattern->socket) {
		socket = env_find(wire->env, pattern->socket);
		if (!socket || !segment_is_of_socket(socket, &decoded))
			return false;
	}
	return expected_differences(&choice->expected, &decoded, flow_take(&wire->flows, &decoded)) == 0;
}

bool wire_choice_means(struct wire *wire, const struct wire_choice *choice, const struct wire_packet *packet)
{
	if (choice->all)
		return true;
	if (choice->filter)
		return filter_matches(choice->filter, packet->bytes, packet->length);
	return choice->pattern && line_means(wire, choice, packet);
}

static bool rule_picks(struct wire *wire, struct wire_rule *rule, const struct wire_packet *packet)
{
	if (rule->over)
		return false;
	if (rule->end_ns != INT64_MAX && clock_now_ns() >= rule->end_ns) {
		rule->over = true;
		return false;
	}
	if (!rule->action->apply || rule->left == 0 || !wire_choice_means(wire, &rule->what, packet))
		return false;
	if (++rule->seen < rule->order->ordinal)
		return false;
	if (rule->left > 0)
		rule->left--;
	return true;
}

void wire_go_on(struct wire *wire, struct wire_packet *packet)
{
	while (packet->next < wire->rule_count) {
		struct wire_rule *rule = wire->rules[packet->next++];

		if (rule->action->passing && !rule->over &&
			rule->action->passing(wire, rule, packet) == WIRE_TAKEN)
			return;
		if (rule_picks(wire, rule, packet) && rule->action->apply(wire, rule, packet) == WIRE_TAKEN)
			return;
	}
	wire_arrive(wire, packet);
}

void wire_note(struct wire *wire, struct wire_rule *rule, const struct wire_packet *packet, enum wire_fate fate,
	const char *format, ...)
{
	struct wire_record *record;
	char words[128];
	va_list arguments;

	rule->applied++;
	if (packet->record == WIRE_NO_RECORD)
		return;
	va_start(arguments, format);
	vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	record = &wire->records[packet->record];
	record->fate = fate;
	record->step = rule->step;
	record->action = record->action ? arena_printf(wire->arena, "%s, %s", record->action, words) :
		arena_strdup(wire->arena, words);
}

/* ---- packets that are kept --------------------------------------------------------------------------- */

struct wire_packet *wire_keep(const struct wire_packet *packet)
{
	struct wire_packet *kept = memory_new(sizeof *kept);

	*kept = *packet;
	kept->bytes = memory_new(packet->length);
	memcpy(kept->bytes, packet->bytes, packet->length);
	return kept;
}

void wire_forget(struct wire_packet *packet)
{
	if (!packet)
		return;
	free(packet->bytes);
	free(packet);
}

void wire_rule_keep(struct wire_rule *rule, const struct wire_packet *packet)
{
	rule->kept = memory_resize(rule->kept, (rule->kept_count + 1) * sizeof *rule->kept);
	rule->kept[rule->kept_count++] = wire_keep(packet);
}

void wire_rule_release(struct wire *wire, struct wire_rule *rule)
{
	struct wire_packet **kept = rule->kept;
	size_t count = rule->kept_count, i;

	rule->kept = NULL;
	rule->kept_count = 0;
	for (i = 0; i < count; i++) {
		wire_go_on(wire, kept[i]);
		wire_forget(kept[i]);
	}
	free(kept);
}

/* ---- the lines --------------------------------------------------------------------------------------- */

static int choice_make(const struct wire *wire, const struct packet_choice *from, struct wire_choice *choice,
	struct err *err)
{
	struct filter_hosts hosts;

	choice->pattern = from->packet;
	choice->all = !from->packet && !from->filter;
	if (from->filter) {
		hosts = env_filter_hosts(wire->env);
		choice->filter = filter_new(from->filter, &hosts, err);
		return choice->filter ? 0 : -1;
	}
	return from->packet ? expected_make(wire->env, from->packet, &choice->expected, err) : 0;
}

static void rule_free(struct wire_rule *rule)
{
	size_t i;
	int host;

	filter_free(rule->what.filter);
	filter_free(rule->until.filter);
	for (i = 0; i < rule->kept_count; i++)
		wire_forget(rule->kept[i]);
	free(rule->kept);
	for (host = 0; host < HOST_COUNT; host++)
		free(rule->leaves[host]);
}

int wire_order(struct wire *wire, const struct step *step, struct err *err)
{
	const struct wire_order *order = step->order;
	struct wire_rule *rule = arena_alloc(wire->arena, sizeof *rule);

	rule->action = find_action(order->action);
	if (!rule->action)
		return err_set(err, "the wire cannot %s", order->action);
	rule->order = order;
	rule->step = step->index;
	rule->left = (order->parts & ACTION_NUMBER) != 0 ? order->number : order->ordinal > 0 ? 1 : -1;
	rule->end_ns = order->for_ns > 0 ? clock_now_ns() + order->for_ns : INT64_MAX;
	if (rule->action->apply && (choice_make(wire, &order->what, &rule->what, err) < 0 ||
		choice_make(wire, &order->until, &rule->until, err) < 0)) {
		rule_free(rule);
		return -1;
	}
	if (rule->action->begin && rule->action->begin(wire, rule, err) < 0) {
		rule_free(rule);
		return -1;
	}
	wire->rules = arena_grow(wire->arena, wire->rules, wire->rule_count, &wire->rule_capacity, sizeof *wire->rules);
	wire->rules[wire->rule_count++] = rule;
	return 0;
}

int64_t wire_applied(const struct wire *wire, int step)
{
	size_t i;

	for (i = 0; i < wire->rule_count; i++) {
		const struct wire_rule *rule = wire->rules[i];

		if (rule->step == step)
			return rule->action->needs_packets ? rule->applied : -1;
	}
	return 0;
}

void wire_rules_free(struct wire *wire)
{
	size_t i;

	for (i = 0; i < wire->rule_count; i++)
		rule_free(wire->rules[i]);
}
