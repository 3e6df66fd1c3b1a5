/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Arrows that would go through the letters of a label go around them: level below their own label, down where nothing stands
 * between the labels of both sides, and level again to where they arrive. Both ends stay where their times put them.
 */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "reports/ladder/ladder_layout_parts.h"

#define BEND_LEAST 12        /* across, of the way down */
#define BEND_APART 4         /* from a label */
#define BEND_HEAD 14         /* level at the end, for the head, */
#define BEND_SIGNS 44        /* or for signs in front of it; */
#define BEND_BEGIN 6         /* level at the begin, */
#define BEND_BEGIN_SIGNS 34  /* or for signs there */

struct bend {
	struct layout_work *work;
	const struct layout_text **texts; /* between the lines */
	size_t count;
	int *taken;                      /* by px across: by how many texts */
	int left, right;                 /* where what takes it from the left ends, and from the right */
};

static void bend_add(struct bend *bend, const struct layout_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->count; i++)
		bend->texts[bend->count++] = &bend->work->layout->texts[rows->first + i];
}

static void bend_collect(struct bend *bend)
{
	const struct ladder_layout *layout = bend->work->layout;
	size_t i;

	bend->texts = arena_array(bend->work->arena, layout->text_count, sizeof(*bend->texts));
	bend->taken = arena_array(bend->work->arena, (size_t)layout->width + 1, sizeof(*bend->taken));
	for (i = 0; i < layout->arrow_count; i++) {
		bend_add(bend, &layout->arrows[i].label);
		bend_add(bend, &layout->arrows[i].note);
	}
	for (i = 0; i < layout->band_count; i++)
		bend_add(bend, &layout->bands[i].label);
	for (i = 0; i < layout->fold_count; i++)
		bend_add(bend, &layout->folds[i].text);
}

static size_t bend_count_struck(const struct bend *bend, const struct layout_arrow *arrow)
{
	size_t struck = 0, i;

	for (i = 0; i < bend->count; i++)
		struck += layout_strikes(arrow, &bend->texts[i]->box);
	return struck;
}

/* What stands beside the arrow, from its begin to its end, takes its part of the picture's width. */
static void bend_take(struct bend *bend, const struct layout_arrow *arrow)
{
	int width = bend->work->layout->width;
	size_t i;

	memset(bend->taken, 0, ((size_t)width + 1) * sizeof(*bend->taken));
	bend->left = bend->work->middle_left;
	bend->right = bend->work->middle_right;
	for (i = 0; i < bend->count; i++) {
		const struct layout_box *box = &bend->texts[i]->box;
		int x = box->x - BEND_APART, end = box->x + box->width + BEND_APART;

		if (box->y + box->height <= arrow->from_y || box->y >= arrow->to_y)
			continue;
		if (bend->texts[i]->anchor == LAYOUT_START && end > bend->left)
			bend->left = end;
		if (bend->texts[i]->anchor == LAYOUT_END && x < bend->right)
			bend->right = x;
		for (x = x < 0 ? 0 : x; x < end && x < width; x++)
			bend->taken[x]++;
	}
}

/* The longest stretch of [left, right] where `most` texts stand at the most. Gives its length, and its begin. */
static int bend_find(const struct bend *bend, int left, int right, int most, int *begin)
{
	int longest = 0, length = 0, x;

	*begin = left;
	for (x = left; x <= right; x++) {
		length = bend->taken[x] > most ? 0 : length + 1;
		if (length > longest) {
			longest = length;
			*begin = x - length + 1;
		}
	}
	return longest;
}

static int bend_least(int a, int b)
{
	return a < b ? a : b;
}

static int bend_most(int a, int b)
{
	return a > b ? a : b;
}

/* The arrow through the widest of the places where the fewest texts are in its way; straight where that is no better. */
static void bend_try(struct bend *bend, struct layout_arrow *arrow, int low, int high, size_t struck)
{
	bool right = arrow->to_x > arrow->from_x;
	int most = 0, begin, length;

	while ((length = bend_find(bend, low, high, most, &begin)) < BEND_LEAST) {
		if (length == high - low + 1)
			return;
		most++;
	}
	arrow->bend_x[0] = right ? begin : begin + length - 1;
	arrow->bend_x[1] = right ? begin + length - 1 : begin;
	arrow->bent = true;
	arrow->bent = bend_count_struck(bend, arrow) < struck;
}

/* Gives how much wider the middle would have to be for it. */
static int bend_arrow(struct bend *bend, struct layout_arrow *arrow, size_t struck)
{
	bool right = arrow->to_x > arrow->from_x;
	unsigned marks = arrow->arrow->marks;
	int first = marks & (LADDER_AGAIN | LADDER_ANSWERED | LADDER_INJECTED | LADDER_ZERO_WINDOW) ? BEND_BEGIN_SIGNS :
		BEND_BEGIN;
	int last = marks & (LADDER_RESET | LADDER_SWAPPED | LADDER_DELAYED) ? BEND_SIGNS : BEND_HEAD;
	int low = bend_most(right ? arrow->from_x + first : arrow->to_x + last, bend->work->middle_left);
	int high = bend_least(right ? arrow->to_x - last : arrow->from_x - first, bend->work->middle_right);

	bend_take(bend, arrow);
	bend_try(bend, arrow, low, high, struck);
	if (arrow->bent && bend_count_struck(bend, arrow) == 0)
		return 0;
	return bend_most(BEND_LEAST + bend_most(low, bend->left) - bend_least(high, bend->right), 0);
}

int layout_bend(struct layout_work *work)
{
	struct bend bend = {.work = work};
	int missing = 0;
	size_t i;

	bend_collect(&bend);
	for (i = 0; i < work->layout->arrow_count; i++) {
		struct layout_arrow *arrow = &work->layout->arrows[i];
		size_t struck = arrow->hook ? 0 : bend_count_struck(&bend, arrow);

		if (struck > 0)
			missing = bend_most(missing, bend_arrow(&bend, arrow, struck));
	}
	return missing;
}
