/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: join`: what was cut is one again. */
#include "config.h"

#include "harness/play/wire_parts.h"

static int begin(struct wire *wire, struct wire_rule *rule, struct err *err)
{
	size_t i;

	(void)err;
	rule->over = true;
	for (i = 0; i < wire->rule_count; i++)
		if (wire->rules[i]->action == &wire_cut)
			wire->rules[i]->over = true;
	return 0;
}

const struct wire_action wire_join = { .name = "join", .begin = begin };
