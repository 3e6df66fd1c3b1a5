/* SPDX-License-Identifier: BSD-2-Clause */
/* The signals that calls raised against those that are listed behind them. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/judge/context.h"
#include "harness/judge/words.h"

/* The signals that the lines behind a call list. */
static size_t listed_signals(const struct judge *judge, const struct step *call, const char *name)
{
	size_t count = 0;

	for (size_t i = (size_t)call->index + 1; i < judge->page->step_count &&
		judge->page->steps[i].kind == STEP_SIGNAL; i++)
		count += name == NULL || strcmp(judge->page->steps[i].name, name) == 0;
	return count;
}

static size_t raised_signals(const struct call_record *call, const char *name, size_t before)
{
	size_t count = 0;

	for (size_t i = 0; i < call->signal_count && i < before; i++)
		count += strcmp(call->signals[i], name) == 0;
	return count;
}

void judge_raised_signals(struct judge *judge, const struct step *step, const struct call_record *call)
{
	for (size_t i = 0; i < call->signal_count; i++) {
		const char *name = call->signals[i];
		struct finding *finding;
		char look[64];

		if (raised_signals(call, name, i + 1) <= listed_signals(judge, step, name))
			continue;
		finding = judge_add(judge, VERDICT_FAIL, step, &step->name_where,
			"%s raised the signal %s, which no line lists", step->name, name);
		snprintf(look, sizeof(look), "--- %s ---", name);
		judge_say_sides(judge, finding, "no signal", look);
		judge_add_difference(judge, finding, "signal", "none", name);
		finding->hint = words_explain_signal(name);
	}
}

void judge_signal(struct judge *judge, const struct step *step)
{
	const struct step *call = step;
	const struct call_record *record;
	struct finding *finding;
	size_t own = 1;

	while (call->index > 0 && call->kind == STEP_SIGNAL) {
		call--;
		own += call->kind == STEP_SIGNAL && strcmp(call->name, step->name) == 0;
	}
	record = call->kind == STEP_CALL ? judge->evidence->steps[call->index].call : NULL;
	if (record == NULL || record->failure != NULL) {
		judge->result->steps[step->index].reached = false;
		return;
	}
	if (raised_signals(record, step->name, record->signal_count) >= own) {
		judge->result->steps[step->index].observed =
			arena_printf(judge->arena, "--- %s ---", step->name);
		return;
	}
	/* A call that had not returned could still have raised it: that it did not is said there. */
	if (record->exit_ns < 0 && judge->broken)
		return;
	finding = judge_add(judge, VERDICT_FAIL, step, NULL, "%s did not raise the signal %s", call->name,
		step->name);
	judge_say_sides(judge, finding, arena_printf(judge->arena, "--- %s ---", step->name), "no signal");
	judge_add_difference(judge, finding, "signal", step->name, "none");
	finding->hint = words_explain_signal(step->name);
}
