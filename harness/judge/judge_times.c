/* SPDX-License-Identifier: BSD-2-Clause */
/* How long calls took, and what was still running. */
#include "config.h"

#include <inttypes.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/judge/context.h"

struct finding *judge_say_time(struct judge *judge, const struct step *step, int64_t excess_ns,
	int64_t from_ns, int64_t to_ns, const char *text)
{
	int64_t lateness = evidence_stalled_ns(judge->evidence, from_ns, to_ns);
	char late[32];

	if (excess_ns <= lateness)
		return judge_add(judge, VERDICT_INCONC, step, NULL,
			"%s; but this program itself ran up to %s late meanwhile, so it says nothing", text,
			clock_format(lateness, late));
	return judge_add(judge, VERDICT_FAIL, step, NULL, "%s", text);
}

void judge_within(struct judge *judge, const struct step *step, const struct call_record *call)
{
	int64_t took = call->exit_ns - call->enter_ns;
	struct finding *finding;
	char left[32], right[32];

	if (step->within_ns <= 0 || took <= step->within_ns)
		return;
	clock_format(step->within_ns, left);
	clock_format(took, right);
	finding = judge_say_time(judge, step, took - step->within_ns, call->enter_ns, call->exit_ns,
		arena_printf(judge->arena, "%s took %s, and was to return within %s", step->name, right,
			left));
	judge_say_sides(judge, finding, arena_printf(judge->arena, "within %s", left), right);
	judge_add_difference(judge, finding, "time", left, right);
}

/*
 * The calls that `blocked` speaks of: those that were started since the last call that was waited for, which
 * all must still run, and of earlier ones those that ran when it began.
 */
static bool blocked_means(const struct judge *judge, const struct step *step, size_t i, bool *near_by,
	int64_t begin_ns)
{
	const struct step *other = &judge->page->steps[i];
	const struct call_record *call = judge->evidence->steps[i].call;

	(void)step;
	if (other->kind == STEP_WAIT || (other->kind == STEP_CALL && !other->background))
		*near_by = false;
	if (other->kind != STEP_CALL || !other->background || call == NULL || call->failure != NULL)
		return false;
	return *near_by || call->exit_ns < 0 || call->exit_ns >= begin_ns;
}

void judge_blocked(struct judge *judge, const struct step *step, const struct step_record *record)
{
	int64_t until = record->begin_ns + step->duration_ns;
	bool near_by = true, found = false, missing = false;
	char lasted[32], wanted[32];

	clock_format(step->duration_ns, wanted);
	for (size_t i = (size_t)step->index; i > 0; i--) {
		const struct step *other = &judge->page->steps[i - 1];
		const struct call_record *call = judge->evidence->steps[i - 1].call;
		struct finding *finding;

		if (other->kind == STEP_CALL && other->background && near_by && call == NULL)
			missing = true;
		if (!blocked_means(judge, step, i - 1, &near_by, record->begin_ns))
			continue;
		found = true;
		if (call->exit_ns < 0 || call->exit_ns >= until)
			continue;
		clock_format(call->exit_ns - call->enter_ns, lasted);
		finding = judge_say_time(judge, step, until - call->exit_ns, call->enter_ns, until,
			arena_printf(judge->arena,
				"%s (line %d) returned %" PRId64 " after %s, and was still to be waiting",
				other->name, other->where.line, call->result, lasted));
		judge_say_sides(judge, finding, arena_printf(judge->arena, "blocked %s", wanted),
			arena_printf(judge->arena, "returned after %s", lasted));
		judge_add_difference(judge, finding, "blocked", wanted, lasted);
	}
	if (!found && missing) {
		judge->result->steps[step->index].reached = false;
		return;
	}
	if (!found) {
		struct finding *finding = judge_add(judge, VERDICT_FAIL, step, NULL,
			"no call was running that could be blocked");

		judge_say_sides(judge, finding, arena_printf(judge->arena, "blocked %s", wanted),
			"nothing was running");
		return;
	}
	if (record->end_ns >= 0 && record->end_ns < until && !judge->broken)
		judge_add(judge, VERDICT_INCONC, step, NULL,
			"the play went on after %s, so nothing shows that the call would have stayed blocked",
			clock_format(record->end_ns - record->begin_ns, lasted));
}
