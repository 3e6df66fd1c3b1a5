/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: clear`: ends all that the wire was told before; what it held back goes on, what it delayed stays on its way. */
#include "config.h"

#include "harness/play/wire_parts.h"

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	size_t i;

	(void)err;
	rule->over = true;
	for (i = 0; i < wire->rule_count; i++)
		wire->rules[i]->over = true;
	for (i = 0; i < wire->rule_count; i++)
		wire_rule_release(wire, wire->rules[i]);
	return 0;
}

const struct wire_action wire_clear = { .name = "clear", .begin = begin };
