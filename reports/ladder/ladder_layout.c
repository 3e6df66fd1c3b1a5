/* SPDX-License-Identifier: BSD-2-Clause */
/* Where everything of a ladder stands: what is drawn, then across, then down; once more, and wider, where arrows need that. */
#include "config.h"

#include "harness/base/arena.h"
#include "reports/ladder/ladder_layout_parts.h"

#define LAYOUT_ROW_LEAD 3 /* px between the letters of two rows */

static void layout_make_room(struct layout_work *work)
{
	const struct ladder *ladder = work->ladder;
	struct ladder_layout *layout = work->layout;
	size_t i;

	layout->lines = arena_array(work->arena, ladder->line_count, sizeof(*layout->lines));
	layout->line_count = ladder->line_count;
	for (i = 0; i < ladder->line_count; i++)
		layout->lines[i].line = &ladder->lines[i];
	layout->arrows = arena_array(work->arena, ladder->arrow_count, sizeof(*layout->arrows));
	layout->bands = arena_array(work->arena, ladder->band_count, sizeof(*layout->bands));
	layout->calls = arena_array(work->arena, ladder->call_count, sizeof(*layout->calls));
	layout->states = arena_array(work->arena, ladder->state_count, sizeof(*layout->states));
	work->arrow_drawn = arena_array(work->arena, ladder->arrow_count, sizeof(*work->arrow_drawn));
	work->band_drawn = arena_array(work->arena, ladder->band_count, sizeof(*work->band_drawn));
	work->lanes = arena_array(work->arena, ladder->line_count, sizeof(*work->lanes));
	work->arrow_labels = arena_array(work->arena, ladder->arrow_count, sizeof(struct fitted));
	work->arrow_notes = arena_array(work->arena, ladder->arrow_count, sizeof(struct fitted));
	work->band_labels = arena_array(work->arena, ladder->band_count, sizeof(struct fitted));
	work->call_texts = arena_array(work->arena, ladder->call_count, sizeof(struct fitted));
	work->state_texts = arena_array(work->arena, ladder->state_count, sizeof(struct fitted));
}

/* Gives how much wider the middle should be, px. */
static int layout_try(struct layout_work *work)
{
	work->layout = arena_alloc(work->arena, sizeof(*work->layout));
	work->layout->font = work->options->font;
	work->row_height = work->options->font + LAYOUT_ROW_LEAD;
	layout_make_room(work);
	layout_select(work);
	layout_place_across(work);
	layout_place_down(work);
	return layout_bend(work);
}

const struct ladder_layout *ladder_layout_make(struct arena *arena, const struct ladder *ladder,
	const struct layout_options *options)
{
	struct layout_work first = {.arena = arena, .ladder = ladder, .options = options};
	struct layout_work second = first;
	int missing = layout_try(&first), room;

	if (missing == 0)
		return first.layout;
	/* What the middle gains is for the arrows: the notes' rows stay as they were. */
	second.note_most = first.middle_right - first.middle_left;
	room = options->width + options->width / LAYOUT_WIDER - first.layout->width;
	second.middle_least = second.note_most + (missing < room ? missing : room);
	if (second.middle_least <= second.note_most)
		return first.layout;
	layout_try(&second);
	return second.layout;
}
