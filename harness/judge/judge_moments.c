/* SPDX-License-Identifier: BSD-2-Clause */
/* When packets came and calls were made, against the relative and absolute times of their lines. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/judge/context.h"

/*
 * What a time of a packet is allowed to be off. The kernel's timers go by ticks, the longest of which
 * is 10 ms (HZ=100); from a timer to the packet in the capture a busy machine takes up to 4 ms; and a back-off
 * is only as exact as its own rounding, 3 percent (packetdrill allows as much and is used on worse machines).
 * A timer never goes off early, but Linux sorts the far ones into ever coarser wheels, each an eighth of its
 * reach a slot (kernel/time/timer.c), so that it may be an eighth late. That is allowed where a line names one
 * time; who writes a range says how late is too late.
 * What the harness itself was late is measured, and is not in here.
 */
#define MOMENTS_TICK_NS (10 * NS_PER_MS)
#define MOMENTS_PATH_NS (4 * NS_PER_MS)
#define MOMENTS_PERCENT 3
#define MOMENTS_WHEEL 8

/* Of a time before or behind what it counts from. */
static int64_t tolerance_of(int64_t time_ns)
{
	return MOMENTS_TICK_NS + MOMENTS_PATH_NS + llabs(time_ns) / 100 * MOMENTS_PERCENT;
}

static int64_t late_tolerance_of(const struct step *step, int64_t time_ns)
{
	if (step->time.from_ns != step->time.to_ns)
		return tolerance_of(time_ns);
	return MOMENTS_TICK_NS + MOMENTS_PATH_NS + llabs(time_ns) / MOMENTS_WHEEL;
}

/* When a step with a time happened: its packet, or the moment when its call was made. -1 where it did not. */
static int64_t moment_of(const struct judge *judge, const struct step *step)
{
	const struct step_record *record = &judge->evidence->steps[step->index];

	if (step->kind == STEP_PACKET)
		return judge->packet_ns[step->index];
	if (record->fate != STEP_PLAYED)
		return -1;
	if (step->kind == STEP_CALL)
		return record->call == NULL || record->call->failure != NULL ? -1 : record->call->enter_ns;
	return record->begin_ns;
}

/* When the packet, call or silence of the line before came about; -1 where it did not. */
static int64_t time_before(const struct judge *judge, const struct step *step)
{
	for (int i = step->index - 1; i >= 0; i--) {
		const struct step *other = &judge->page->steps[i];
		int64_t begin_ns;

		if (other->kind == STEP_PACKET || other->kind == STEP_CALL)
			return moment_of(judge, other);
		if (other->kind != STEP_SILENCE)
			continue;
		begin_ns = moment_of(judge, other);
		return begin_ns < 0 ? -1 : begin_ns + other->duration_ns;
	}
	return -1;
}

static void print_bounds(const struct step *step, char text[80])
{
	const char *sign = step->time.kind == TIME_RELATIVE ? "+" : "";
	char first[32], second[32];

	clock_format(step->time.from_ns, first);
	clock_format(step->time.to_ns, second);
	if (step->time.from_ns == step->time.to_ns)
		snprintf(text, 80, "%s%s", sign, first);
	else
		snprintf(text, 80, "%s%s~%s%s", sign, first, sign, second);
}

/*
 * A packet that came at `came_ns`, behind what its time counts from at `since_ns`. `base_ns` is the number that
 * stands there: what went by between the two is what may be a few percent off.
 */
static void judge_gap(struct judge *judge, const struct step *step, int64_t since_ns, int64_t base_ns,
	int64_t came_ns)
{
	bool relative = step->time.kind == TIME_RELATIVE;
	int64_t gap = came_ns - since_ns, from = step->time.from_ns - base_ns, to = step->time.to_ns - base_ns;
	int64_t low = from - tolerance_of(from), high = to + late_tolerance_of(step, to);
	int64_t observed_ns = gap + base_ns;
	char bounds[80], observed[32];
	struct finding *finding;
	const char *text;

	if (gap >= low && gap <= high)
		return;
	print_bounds(step, bounds);
	clock_format(observed_ns < 0 ? -observed_ns : observed_ns, observed);
	if (relative)
		text = arena_printf(judge->arena, "the packet came %s %s the line above, expected %s", observed,
			gap < 0 ? "before" : "after", bounds);
	else
		text = arena_printf(judge->arena, "the packet came at %s%s, expected at %s",
			observed_ns < 0 ? "-" : "", observed, bounds);
	finding = judge_say_time(judge, step, gap < low ? low - gap : gap - high, since_ns < came_ns ? since_ns : came_ns,
		since_ns < came_ns ? came_ns : since_ns, text);
	judge_say_sides(judge, finding, bounds, arena_printf(judge->arena, "%s%s",
		observed_ns < 0 ? "-" : relative ? "+" : "", observed));
	judge_add_difference(judge, finding, "time", bounds, finding->observed);
}

/* Until when the stack kept the play from going on to this step: calls that returned, packets that came. */
static int64_t held_until(const struct judge *judge, const struct step *step)
{
	int64_t until_ns = -1;

	for (int i = 0; i < step->index; i++) {
		const struct step *other = &judge->page->steps[i];
		const struct step_record *record = &judge->evidence->steps[i];
		int64_t at_ns = -1;

		if (other->kind == STEP_CALL && !other->background && record->call != NULL)
			at_ns = record->call->exit_ns;
		else if (other->kind == STEP_PACKET && !case_is_injected(judge->page, other))
			at_ns = judge->packet_ns[i];
		else if (other->kind == STEP_ASSERT && record->fate == STEP_PLAYED)
			at_ns = record->end_ns;
		if (at_ns > until_ns)
			until_ns = at_ns;
	}
	return until_ns;
}

static bool was_given_up(const struct judge *judge, const struct step *step)
{
	for (int i = 0; i < step->index; i++)
		if (judge->evidence->steps[i].timed_out)
			return true;
	return false;
}

/* What we did before its time was done for another page than this. */
static void say_early(struct judge *judge, const struct step *step, int64_t early_ns)
{
	char bounds[80], early[32];
	struct finding *finding;

	print_bounds(step, bounds);
	clock_format(early_ns, early);
	finding = judge_add(judge, VERDICT_ERROR, step, NULL, "this was done %s earlier than the page says", early);
	judge_say_sides(judge, finding, bounds, arena_printf(judge->arena, "%s earlier", early));
	judge_add_difference(judge, finding, "time", bounds, finding->observed);
}

/*
 * What we do ourselves, at a time that counts from `since_ns`. That it was done late says that what stands before it
 * took so long, if that is what held it up; else we were late, and the rest of the page does not mean what it says.
 */
static void judge_deed(struct judge *judge, const struct step *step, int64_t since_ns, int64_t from_ns, int64_t to_ns,
	int64_t done_ns)
{
	int64_t earliest_ns = since_ns + from_ns - tolerance_of(from_ns);
	int64_t latest_ns = since_ns + to_ns + tolerance_of(to_ns);
	int64_t held_ns = held_until(judge, step);
	char bounds[80], late[32];
	struct finding *finding;

	if (done_ns < earliest_ns) {
		say_early(judge, step, earliest_ns - done_ns);
		return;
	}
	/* Waited for in vain before it: that says why. */
	if (done_ns <= latest_ns || was_given_up(judge, step))
		return;
	print_bounds(step, bounds);
	clock_format(done_ns - latest_ns, late);
	if (held_ns <= latest_ns) {
		judge_add(judge, VERDICT_INCONC, step, NULL,
			"this program did this %s later than the page says, so what follows says nothing", late);
		return;
	}
	finding = judge_say_time(judge, step, held_ns - latest_ns, since_ns < held_ns ? since_ns : held_ns, held_ns,
		arena_printf(judge->arena, "this was to be done at %s, and what stands before it took %s longer than that",
			bounds, late));
	judge_say_sides(judge, finding, bounds, arena_printf(judge->arena, "%s later", late));
	judge_add_difference(judge, finding, "time", bounds, finding->observed);
}

static bool is_deed(const struct judge *judge, const struct step *step)
{
	switch (step->kind) {
	case STEP_PACKET:
		return case_is_injected(judge->page, step);
	case STEP_CALL:
	case STEP_SYSCTL:
	case STEP_WIRE:
	case STEP_SILENCE:
		return true;
	case STEP_LAUNCH:
	case STEP_PEER:
	case STEP_CAPABLE:
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
	case STEP_ANY_PACKETS:
	case STEP_EXPECT:
		break;
	}
	return false;
}

/* What counts from the end of the step before it: whatever that took, its time begins behind it, so that only we can be late. */
static void judge_due(struct judge *judge, const struct step *step, int64_t done_ns)
{
	int64_t due_ns = judge->evidence->steps[step->index].due_ns, latest_ns;
	char late[32];

	if (due_ns < 0 || done_ns < 0 || !is_deed(judge, step) || was_given_up(judge, step))
		return;
	latest_ns = due_ns + step->time.to_ns - step->time.from_ns + tolerance_of(step->time.from_ns);
	if (done_ns > latest_ns)
		judge_add(judge, VERDICT_INCONC, step, NULL, "this program did this %s later than the page says, so what follows says nothing",
			clock_format(done_ns - latest_ns, late));
}

static void judge_relative(struct judge *judge, const struct step *step, int64_t came_ns)
{
	int64_t before_ns = time_before(judge, step);

	if (step->kind != STEP_PACKET) {
		judge_due(judge, step, came_ns);
		return;
	}
	/* Where the line before was not met, its own finding says so. */
	if (before_ns < 0 || came_ns < 0)
		return;
	if (is_deed(judge, step))
		judge_deed(judge, step, before_ns, step->time.from_ns, step->time.to_ns, came_ns);
	else
		judge_gap(judge, step, before_ns, 0, came_ns);
}

void judge_moments(struct judge *judge)
{
	const struct step *first = NULL;
	int64_t first_ns = -1;

	for (size_t i = 0; i < judge->page->step_count; i++) {
		const struct step *step = &judge->page->steps[i];
		int64_t came_ns = step->time.kind == TIME_NONE ? -1 : moment_of(judge, step);

		if (step->time.kind == TIME_RELATIVE)
			judge_relative(judge, step, came_ns);
		if (step->time.kind != TIME_ABSOLUTE)
			continue;
		if (first == NULL) {
			first = step;
			first_ns = came_ns;
			continue;
		}
		/* Where the first never happened, its own finding says so. */
		if (first_ns < 0 || came_ns < 0)
			continue;
		if (is_deed(judge, step))
			judge_deed(judge, step, first_ns, step->time.from_ns - first->time.from_ns,
				step->time.to_ns - first->time.from_ns, came_ns);
		else if (step->kind == STEP_PACKET)
			judge_gap(judge, step, first_ns, first->time.from_ns, came_ns);
	}
}
