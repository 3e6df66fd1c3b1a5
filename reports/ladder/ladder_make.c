/* SPDX-License-Identifier: BSD-2-Clause */
/* A ladder from evidence and verdicts. */
#include "config.h"

#include "harness/base/arena.h"
#include "reports/ladder/ladder_parts.h"

#define LADDER_MOST 6000 /* packets, each once a host that saw it: more than any page of ours has */

static void make_take_time(struct ladder *ladder, bool *known, int64_t time_ns)
{
	if (time_ns < 0)
		return;
	if (!*known || time_ns < ladder->begin_ns)
		ladder->begin_ns = time_ns;
	if (!*known || time_ns > ladder->end_ns)
		ladder->end_ns = time_ns;
	*known = true;
}

/* From the first thing that happened to the last; what has not returned reaches to the end of the play. */
static void make_find_span(struct ladder *ladder, const struct evidence *evidence)
{
	bool known = false;
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		make_take_time(ladder, &known, ladder->arrows[i].left_ns);
		make_take_time(ladder, &known, ladder->arrows[i].arrived_ns);
	}
	for (i = 0; i < ladder->call_count; i++) {
		const struct ladder_call *call = &ladder->calls[i];

		make_take_time(ladder, &known, call->enter_ns);
		make_take_time(ladder, &known, call->exit_ns >= 0 ? call->exit_ns : evidence->end_ns);
	}
}

struct ladder *ladder_make(struct arena *arena, const struct evidence *evidence, const struct result *result)
{
	struct ladder_maker maker = {.arena = arena, .evidence = evidence, .result = result};

	maker.ladder = arena_alloc(arena, sizeof(*maker.ladder));
	happenings_make_most(arena, evidence, result, LADDER_MOST, &maker.list);
	maker.ladder->cut = maker.list.cut;
	ladder_lines_make(&maker);
	ladder_arrows_make(&maker);
	ladder_again_mark(&maker);
	ladder_verdicts_mark(&maker);
	ladder_calls_make(&maker);
	ladder_bands_make(&maker);
	make_find_span(maker.ladder, evidence);
	ladder_states_make(&maker);
	return maker.ladder;
}
