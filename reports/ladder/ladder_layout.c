/* SPDX-License-Identifier: BSD-2-Clause */
/* Where everything of a ladder stands: what is drawn, then across, then down. And the check that counts again. */
#include "config.h"

#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
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

const struct ladder_layout *ladder_layout_make(struct arena *arena, const struct ladder *ladder,
	const struct layout_options *options)
{
	struct layout_work work = {.arena = arena, .ladder = ladder, .options = options};

	work.layout = arena_alloc(arena, sizeof(*work.layout));
	work.layout->font = options->font;
	work.row_height = options->font + LAYOUT_ROW_LEAD;
	layout_make_room(&work);
	layout_select(&work);
	layout_place_across(&work);
	layout_place_down(&work);
	return work.layout;
}

static bool check_is_apart(const struct layout_box *a, const struct layout_box *b)
{
	return a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y || b->y + b->height <= a->y;
}

static int check_compare(const void *a, const void *b)
{
	const struct layout_text *const *left = a, *const *right = b;

	if ((*left)->box.y != (*right)->box.y)
		return (*left)->box.y < (*right)->box.y ? -1 : 1;
	return *left < *right ? -1 : *left > *right;
}

static void check_say(struct str *which, const char *what, const struct layout_text *a, const struct layout_text *b)
{
	if (which)
		str_addf(which, "%s: \"%s\" at %d,%d %s%s%s\n", what, a->text, a->box.x, a->box.y, b ? "\"" : "",
			b ? b->text : "", b ? "\"" : "");
}

size_t ladder_layout_check(const struct ladder_layout *layout, struct str *which)
{
	struct arena *arena = arena_new();
	const struct layout_text **texts = arena_array(arena, layout->text_count, sizeof(*texts));
	size_t i, j, wrong = 0;

	for (i = 0; i < layout->text_count; i++)
		texts[i] = &layout->texts[i];
	if (layout->text_count > 0)
		qsort(texts, layout->text_count, sizeof(*texts), check_compare);
	for (i = 0; i < layout->text_count; i++) {
		const struct layout_box *box = &texts[i]->box;

		if (box->x < 0 || box->y < 0 || box->x + box->width > layout->width || box->y + box->height > layout->height) {
			check_say(which, "leaves the picture", texts[i], NULL);
			wrong++;
		}
		for (j = i + 1; j < layout->text_count && texts[j]->box.y < box->y + box->height; j++) {
			if (check_is_apart(box, &texts[j]->box))
				continue;
			check_say(which, "overlap", texts[i], texts[j]);
			wrong++;
		}
	}
	arena_free(arena);
	return wrong;
}
