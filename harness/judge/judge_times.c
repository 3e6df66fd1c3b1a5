/* SPDX-License-Identifier: BSD-2-Clause */
/* How long calls took, what was still running, and when packets came. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/judge/context.h"

/*
 * What a relative time of a packet is allowed to be off. The kernel's timers go by ticks, the longest of which
 * is 10 ms (HZ=100); from a timer to the packet in the capture a busy machine takes up to 4 ms; and a back-off
 * is only as exact as its own rounding, 3 percent (packetdrill allows as much and is used on worse machines).
 * What the harness itself was late is measured, and is not in here.
 */
#define TIMES_TICK_NS (10 * NS_PER_MS)
#define TIMES_PATH_NS (4 * NS_PER_MS)
#define TIMES_PERCENT 3

/* Says that something was later (or earlier) than allowed: the stack's doing unless we ran late ourselves. */
static struct finding *say_time(struct judge *judge, const struct step *step, int64_t excess_ns,
	int64_t from_ns, int64_t to_ns, const char *text)
{
	int64_t lateness = evidence_lateness_ns(judge->evidence, from_ns, to_ns);
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
	finding = say_time(judge, step, took - step->within_ns, call->enter_ns, call->exit_ns,
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
		finding = say_time(judge, step, until - call->exit_ns, call->enter_ns, until,
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

/* When the packet or call of the line before came about; -1 where it did not. */
static int64_t time_before(const struct judge *judge, const struct step *step)
{
	for (int i = step->index - 1; i >= 0; i--) {
		const struct step *other = &judge->page->steps[i];
		const struct call_record *call = judge->evidence->steps[i].call;

		if (other->kind == STEP_PACKET)
			return judge->packet_ns[i];
		if (other->kind == STEP_CALL)
			return call == NULL || call->failure != NULL ? -1 : call->enter_ns;
	}
	return -1;
}

static int64_t tolerance_of(int64_t time_ns)
{
	return TIMES_TICK_NS + TIMES_PATH_NS + time_ns * TIMES_PERCENT / 100;
}

static void judge_gap(struct judge *judge, const struct step *step, int64_t from_ns, int64_t to_ns)
{
	int64_t gap = to_ns - from_ns, low, high, excess;
	char bounds[80], observed[32], first[32], second[32];
	struct finding *finding;

	low = step->time.from_ns - tolerance_of(step->time.from_ns);
	high = step->time.to_ns + tolerance_of(step->time.to_ns);
	if (gap >= low && gap <= high)
		return;
	excess = gap < low ? low - gap : gap - high;
	if (step->time.from_ns == step->time.to_ns)
		snprintf(bounds, sizeof(bounds), "+%s", clock_format(step->time.from_ns, first));
	else
		snprintf(bounds, sizeof(bounds), "+%s~+%s", clock_format(step->time.from_ns, first),
			clock_format(step->time.to_ns, second));
	clock_format(gap < 0 ? -gap : gap, observed);
	finding = say_time(judge, step, excess, from_ns < to_ns ? from_ns : to_ns,
		from_ns < to_ns ? to_ns : from_ns,
		arena_printf(judge->arena, "the packet came %s %s the line above, expected %s", observed,
			gap < 0 ? "before" : "after", bounds));
	judge_say_sides(judge, finding, bounds, arena_printf(judge->arena, "%s%s", gap < 0 ? "-" : "+",
		observed));
	judge_add_difference(judge, finding, "time", bounds, finding->observed);
}

void judge_relative_times(struct judge *judge)
{
	for (size_t i = 0; i < judge->page->step_count; i++) {
		const struct step *step = &judge->page->steps[i];
		int64_t before;

		if (step->kind != STEP_PACKET || step->time.kind != TIME_RELATIVE ||
			judge->packet_ns[i] < 0)
			continue;
		before = time_before(judge, step);
		/* Where the line before was not met, its own finding says so. */
		if (before >= 0)
			judge_gap(judge, step, before, judge->packet_ns[i]);
	}
}
