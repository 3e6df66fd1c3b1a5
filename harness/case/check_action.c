/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether what the wire is told can be done: the parts of the statement, the packets that it picks, and what stood before it. */
#include "config.h"

#include <string.h>

#include "harness/base/err.h"
#include "harness/base/filter.h"
#include "harness/case/actions.h"
#include "harness/case/check.h"
#include "harness/case/places.h"

#define ACTION_PARTS_END (ACTION_FOR << 1)

/* The headers that a packet cannot do without, and the largest that there is. */
#define ACTION_MTU_LEAST 68
#define ACTION_BYTES_MOST 65535
#define ACTION_PACKETS_MOST 1000000
#define ACTION_QUEUE_MOST 10000
#define ACTION_RATE_MOST INT64_C(10000000000)

void check_filter(struct scope *scope, const char *text, struct where where)
{
	static const struct filter_hosts hosts = {
		.client4 = "192.0.2.1", .server4 = "192.0.2.2",
		.client6 = "2001:db8::1", .server6 = "2001:db8::2",
	};
	struct filter *filter;
	struct err err;

	err_init(&err);
	filter = filter_new(text, &hosts, &err);
	if (filter == NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "this filter does not compile: %s", err.text);
	filter_free(filter);
}

static void check_choice(struct scope *scope, const struct packet_choice *choice, enum line_use use)
{
	const struct symbol *symbol;

	if (choice->filter != NULL)
		check_filter(scope, choice->filter, choice->where);
	if (choice->packet == NULL)
		return;
	check_pattern_line(scope, choice->packet, use);
	if (choice->packet->socket == NULL)
		return;
	/* The wire sees both hosts' packets: any socket will do. */
	symbol = scope_need(scope, choice->packet->socket, choice->packet->socket_where);
	if (symbol != NULL)
		check_kind(scope, symbol, SYMBOL_SOCKET, choice->packet->socket_where);
}

static const char *without_article(const char *name)
{
	return strncmp(name, "a ", 2) == 0 ? name + 2 : name;
}

/* Where a part stands that is too much, or of the name of the action where one is missing. */
static void check_parts(struct scope *scope, const struct wire_order *order, const struct action_spec *spec)
{
	for (unsigned part = 1; part < ACTION_PARTS_END; part <<= 1) {
		if ((order->parts & part) != 0 && (spec->takes & part) == 0)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->part_wheres[__builtin_ctz(part)],
				"'%s' takes no %s; expected %s", spec->name,
				without_article(actions_part_name((enum action_part)part)), spec->form);
		if ((order->parts & part) == 0 && (spec->needs & part) != 0)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->action_where,
				"'%s' needs %s; expected %s", spec->name, actions_part_name((enum action_part)part),
				spec->form);
	}
}

static void check_range_of(struct scope *scope, const struct wire_order *order, enum action_part part, int64_t number,
	int64_t least, int64_t most, const char *what)
{
	if ((order->parts & (unsigned)part) != 0 && (number < least || number > most))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->part_wheres[__builtin_ctz((unsigned)part)],
			"%lld is no %s; expected %lld to %lld", (long long)number, what, (long long)least, (long long)most);
}

static void check_numbers(struct scope *scope, const struct wire_order *order)
{
	if (strcmp(order->action, "mtu") == 0)
		check_range_of(scope, order, ACTION_NUMBER, order->number, ACTION_MTU_LEAST, ACTION_BYTES_MOST,
			"size of a packet");
	else if (strcmp(order->action, "rate") == 0)
		check_range_of(scope, order, ACTION_NUMBER, order->number, 1, ACTION_RATE_MOST, "number of bytes a second");
	else
		check_range_of(scope, order, ACTION_NUMBER, order->number, 1, ACTION_PACKETS_MOST, "number of packets");
	check_range_of(scope, order, ACTION_ORDINAL, order->ordinal, 1, ACTION_PACKETS_MOST, "place among packets");
	check_range_of(scope, order, ACTION_TO, order->to, 1, ACTION_BYTES_MOST, "length to cut a packet to");
	check_range_of(scope, order, ACTION_QUEUE, order->queue, 1, ACTION_QUEUE_MOST, "number of packets that wait");
	if (strcmp(order->action, "swap") == 0 && (order->parts & ACTION_NUMBER) != 0 && order->number % 2 != 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->part_wheres[__builtin_ctz(ACTION_NUMBER)],
			"packets change places by twos; expected an even number of them, or none for the next two");
	if ((order->parts & ACTION_TIME) != 0 && order->time_ns == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->part_wheres[__builtin_ctz(ACTION_TIME)],
			"nothing is late by no time");
	if ((order->parts & ACTION_FOR) != 0 && order->for_ns == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->part_wheres[__builtin_ctz(ACTION_FOR)],
			"nothing happens within no time");
}

static void check_place(struct scope *scope, const struct wire_order *order)
{
	const struct place_spec *place;

	if ((order->parts & ACTION_PLACE) == 0)
		return;
	place = places_find(order->place);
	if (place == NULL) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->place_where,
			"a packet has no '%s'; expected payload[N] or a field: %s", order->place, places_list());
		return;
	}
	if (place->indexed != order->place_indexed)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->place_where,
			place->indexed ? "which byte of the %s? Expected %s[N]" : "'%s' is one field; expected no [N] behind it",
			place->name, place->name);
	if (order->place_has_value && (order->place_value < 0 || order->place_value > place->most))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->place_where, "%lld does not fit there; expected 0 to %lld",
			(long long)order->place_value, (long long)place->most);
	if (order->place_indexed && order->place_index > ACTION_BYTES_MOST)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->place_where, "no packet is as long as that");
	if ((order->parts & ACTION_CHECKSUM) != 0 && order->checksum_right && strcmp(order->place, "checksum") == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, order->part_wheres[__builtin_ctz(ACTION_CHECKSUM)],
			"a checksum that is put right again is not corrupted");
}

/* What an end needs a beginning for. */
static void check_before(struct scope *scope, const struct step *step)
{
	const char *action = step->order->action;
	bool cut = false, any = false;

	for (int i = 0; i < step->index; i++) {
		const struct step *other = &scope->page->steps[i];

		if (other->kind != STEP_WIRE)
			continue;
		if (strcmp(other->order->action, "cut") == 0)
			cut = any = true;
		else if (strcmp(other->order->action, "join") == 0)
			cut = false;
		else if (strcmp(other->order->action, "clear") == 0)
			cut = any = false;
		else
			any |= strcmp(other->order->action, "inject") != 0;
	}
	if (scope->lenient)
		return;
	if (strcmp(action, "join") == 0 && !cut)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the wire is not cut here; expected 'wire: cut' before this");
	if (strcmp(action, "cut") == 0 && cut)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the wire is cut already; expected 'wire: join' before this");
	if (strcmp(action, "clear") == 0 && !any)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the wire was told nothing yet that could be cleared");
}

void check_action(struct scope *scope, const struct step *step)
{
	const struct wire_order *order = step->order;
	const struct action_spec *spec = actions_find(order->action);

	if (spec == NULL)
		return; /* the scanner only makes steps of those that there are */
	check_parts(scope, order, spec);
	check_numbers(scope, order);
	check_place(scope, order);
	check_choice(scope, &order->what, strcmp(spec->name, "inject") == 0 ? LINE_INJECTED : LINE_CHOSEN);
	check_choice(scope, &order->until, LINE_CHOSEN);
	if (strcmp(spec->name, "inject") == 0)
		check_wire_injection(scope, step);
	check_before(scope, step);
}
