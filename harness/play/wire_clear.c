/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: clear`: ends all that the wire was told before; what it held back goes on, what it delayed stays on its way. */
#include "config.h"

#include "harness/play/wire_parts.h"

static void begin(struct wire *wire, struct wire_rule *rule)
{
	size_t i;

	rule->over = true;
	for (i = 0; i < wire->rule_count; i++)
		wire->rules[i]->over = true;
	for (i = 0; i < wire->rule_count; i++)
		wire_rule_release(wire, wire->rules[i]);
}

const struct wire_action wire_clear = { .name = "clear", .begin = begin };
