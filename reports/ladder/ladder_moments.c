/* SPDX-License-Identifier: BSD-2-Clause */
/* Every time at which something of a ladder is drawn, in order. */
#include "config.h"

#include <stdlib.h>

#include "harness/base/arena.h"
#include "reports/ladder/ladder_down_parts.h"

static void moments_add(struct moments *moments, int64_t time_ns, enum moment_kind kind, size_t index)
{
	struct moment *moment = &moments->items[moments->count++];

	moment->time_ns = time_ns < moments->work->begin_ns ? moments->work->begin_ns : time_ns;
	moment->kind = kind;
	moment->index = index;
}

/* An arrow's two times; of what never left or never arrived only the other. What has none goes behind the one before. */
static void moments_add_arrows(struct moments *moments)
{
	const struct ladder_layout *layout = moments->work->layout;
	int64_t last_ns = moments->work->begin_ns;
	size_t i;

	for (i = 0; i < layout->arrow_count; i++) {
		const struct ladder_arrow *arrow = layout->arrows[i].arrow;

		if (arrow->left_ns >= 0 || arrow->arrived_ns < 0) {
			last_ns = arrow->left_ns >= 0 ? arrow->left_ns : last_ns;
			moments_add(moments, last_ns, MOMENT_LEAVE, i);
		}
		if (arrow->arrived_ns >= 0)
			moments_add(moments, arrow->left_ns > arrow->arrived_ns ? arrow->left_ns : arrow->arrived_ns,
				MOMENT_ARRIVE, i);
	}
}

static int moments_compare(const void *a, const void *b)
{
	const struct moment *left = a, *right = b;

	if (left->time_ns != right->time_ns)
		return left->time_ns < right->time_ns ? -1 : 1;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return left->index < right->index ? -1 : left->index > right->index;
}

void moments_make(struct moments *moments)
{
	struct layout_work *work = moments->work;
	const struct ladder_layout *layout = work->layout;
	size_t i;

	moments->items = arena_array(work->arena,
		2 * (layout->arrow_count + layout->band_count + layout->call_count) + layout->state_count,
		sizeof(*moments->items));
	moments->band_least = arena_array(work->arena, layout->band_count, sizeof(*moments->band_least));
	moments_add_arrows(moments);
	for (i = 0; i < layout->band_count; i++) {
		moments_add(moments, layout->bands[i].band->begin_ns, MOMENT_BAND_BEGIN, i);
		moments_add(moments, layout->bands[i].band->end_ns, MOMENT_BAND_END, i);
	}
	for (i = 0; i < layout->call_count; i++) {
		const struct ladder_call *call = layout->calls[i].call;

		moments_add(moments, call->enter_ns, MOMENT_ENTER, i);
		if (call->exit_ns >= 0 && call->exit_ns <= work->end_ns)
			moments_add(moments, call->exit_ns < call->enter_ns ? call->enter_ns : call->exit_ns, MOMENT_EXIT, i);
	}
	for (i = 0; i < layout->state_count; i++)
		moments_add(moments, layout->states[i].state->time_ns, MOMENT_STATE, i);
	qsort(moments->items, moments->count, sizeof(*moments->items), moments_compare);
}
