/* SPDX-License-Identifier: BSD-2-Clause */
/* What the wire is told: from the parts that the grammar has found to an order. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/actions.h"
#include "harness/case/script.h"

struct packet_choice script_choose_packet(struct packet_pattern *pattern, const char *socket,
	struct where socket_where, bool sent, struct where where)
{
	script_place_packet(pattern, socket, socket_where, sent);
	return (struct packet_choice){ .where = where, .packet = pattern };
}

struct packet_choice script_choose_filter(struct script *script, struct script_bytes text, struct where where)
{
	return (struct packet_choice){ .where = where, .filter = script_plain_text(script, text, where) };
}

void script_begin_order(struct script *script, const char *action, struct where where)
{
	script->step.order = arena_alloc(script->arena, sizeof(*script->step.order));
	script->step.order->action = action;
	script->step.order->action_where = where;
}

struct wire_order *script_order_part(struct script *script, unsigned part, struct where where)
{
	struct wire_order *order = script->step.order;

	if ((order->parts & part) != 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "%s stands here twice",
			actions_part_name((enum action_part)part));
	order->parts |= part;
	order->part_wheres[__builtin_ctz(part)] = where;
	return order;
}

void script_set_injection(struct script *script, struct where action_where, const char *host, struct where host_where,
	struct packet_choice choice)
{
	struct wire_order *order;

	script_begin_order(script, "inject", action_where);
	order = script_order_part(script, ACTION_PACKETS, choice.where);
	order->what = choice;
	if (strcmp(host, "server") == 0)
		order->host = HOST_SERVER;
	else if (strcmp(host, "client") != 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, host_where,
			"a packet is injected to a host; expected client or server, found '%s'", host);
}

void script_set_place(struct script *script, const char *name, struct where where, int64_t index, bool indexed)
{
	struct wire_order *order = script_order_part(script, ACTION_PLACE, where);

	order->place = name;
	order->place_where = where;
	order->place_index = index;
	order->place_indexed = indexed;
}

void script_set_checksum(struct script *script, const char *word, struct where where)
{
	struct wire_order *order = script_order_part(script, ACTION_CHECKSUM, where);

	order->checksum_right = strcmp(word, "right") == 0;
	if (!order->checksum_right && strcmp(word, "wrong") != 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"expected 'checksum right' (put right again) or 'checksum wrong' (left as it was), found '%s'", word);
}
