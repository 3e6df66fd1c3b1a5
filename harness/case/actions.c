/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions of the wire, one row each, in the order of the alphabet. */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "harness/case/actions.h"

/* Which packets, how many of them, from which on, and for how long. */
#define CHOICE (ACTION_NUMBER | ACTION_ORDINAL | ACTION_PACKETS | ACTION_FOR)

static const struct action_spec action_specs[] = {
	{ "clear", 0, 0, "wire: clear" },
	{ "corrupt", CHOICE | ACTION_PLACE | ACTION_CHECKSUM, ACTION_PLACE,
		"wire: corrupt [N] [PACKETS] at payload[0] [checksum right]" },
	{ "cut", ACTION_FOR, 0, "wire: cut [for TIME]" },
	{ "delay", CHOICE | ACTION_TIME, ACTION_TIME, "wire: delay 50ms [N] [PACKETS]" },
	{ "drop", CHOICE, 0, "wire: drop [N] [PACKETS]" },
	{ "duplicate", CHOICE, 0, "wire: duplicate [N] [PACKETS]" },
	{ "hold", CHOICE | ACTION_UNTIL, ACTION_PACKETS | ACTION_UNTIL, "wire: hold [N] PACKETS until PACKETS" },
	{ "inject", ACTION_PACKETS, ACTION_PACKETS, "wire: inject to client [SOCKET] PACKET" },
	{ "join", 0, 0, "wire: join" },
	{ "mark", CHOICE, 0, "wire: mark [N] [PACKETS]" },
	{ "mtu", ACTION_NUMBER | ACTION_PACKETS, ACTION_NUMBER, "wire: mtu 1280 [PACKETS]" },
	{ "rate", ACTION_NUMBER | ACTION_PACKETS | ACTION_QUEUE, ACTION_NUMBER | ACTION_QUEUE,
		"wire: rate 100000 [PACKETS] queue 5" },
	{ "swap", ACTION_NUMBER | ACTION_ORDINAL | ACTION_PACKETS, 0, "wire: swap [N] [PACKETS]" },
	{ "truncate", CHOICE | ACTION_TO, ACTION_TO, "wire: truncate [N] [PACKETS] to 20" },
};

#define ACTION_SPECS (sizeof(action_specs) / sizeof(action_specs[0]))

const struct action_spec *actions_find(const char *name)
{
	for (size_t i = 0; i < ACTION_SPECS; i++)
		if (strcmp(action_specs[i].name, name) == 0)
			return &action_specs[i];
	return NULL;
}

const struct action_spec *actions_next(const struct action_spec *spec)
{
	if (spec == NULL)
		return &action_specs[0];
	return ++spec < action_specs + ACTION_SPECS ? spec : NULL;
}

const char *actions_part_name(enum action_part part)
{
	switch (part) {
	case ACTION_TIME:
		return "a time";
	case ACTION_NUMBER:
		return "a number";
	case ACTION_ORDINAL:
		return "'the 3rd'";
	case ACTION_PACKETS:
		return "a choice of packets";
	case ACTION_PLACE:
		return "'at' a place";
	case ACTION_CHECKSUM:
		return "'checksum'";
	case ACTION_TO:
		return "'to' a length";
	case ACTION_QUEUE:
		return "'queue'";
	case ACTION_UNTIL:
		return "'until'";
	case ACTION_FOR:
		return "'for' a time";
	}
	return "such a part";
}
