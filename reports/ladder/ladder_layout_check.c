/* SPDX-License-Identifier: BSD-2-Clause */
/* What is wrong in a ladder's layout, counted again from where things stand. */
#include "config.h"

#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "reports/ladder/ladder_layout_parts.h"

/* Of a row's box, above and below the letters, px. */
#define CHECK_ABOVE 3
#define CHECK_BELOW 1

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

struct check_point {
	int x, y;
};

/* On which side of the way from a to b a place lies: below 0, 0 or above. */
static int64_t check_side(const struct check_point *a, const struct check_point *b, int x, int y)
{
	return (int64_t)(b->x - a->x) * (y - a->y) - (int64_t)(b->y - a->y) * (x - a->x);
}

static bool check_is_outside(int a, int b, int low, int high)
{
	return (a <= low && b <= low) || (a >= high && b >= high);
}

static bool check_strikes(const struct check_point *a, const struct check_point *b, const struct layout_box *box)
{
	int top = box->y + CHECK_ABOVE, bottom = box->y + box->height - CHECK_BELOW;
	int right = box->x + box->width, less = 0, more = 0, i;

	if (check_is_outside(a->x, b->x, box->x, right) || check_is_outside(a->y, b->y, top, bottom))
		return false;
	for (i = 0; i < 4; i++) {
		int64_t side = check_side(a, b, i & 1 ? right : box->x, i & 2 ? bottom : top);

		less += side < 0;
		more += side > 0;
	}
	return less > 0 && more > 0;
}

bool layout_strikes(const struct layout_arrow *arrow, const struct layout_box *box)
{
	struct check_point points[4] = {{arrow->from_x, arrow->from_y}};
	size_t count = 1, i;

	if (arrow->bent) {
		points[count++] = (struct check_point){arrow->bend_x[0], arrow->from_y};
		points[count++] = (struct check_point){arrow->bend_x[1], arrow->to_y};
	}
	points[count++] = (struct check_point){arrow->to_x, arrow->to_y};
	for (i = 1; i < count; i++) {
		if (check_strikes(&points[i - 1], &points[i], box))
			return true;
	}
	return false;
}

static size_t check_rows(const struct ladder_layout *layout, const struct layout_rows *rows, struct str *which)
{
	size_t i, j, wrong = 0;

	for (i = rows->first; i < rows->first + rows->count; i++) {
		for (j = 0; j < layout->arrow_count; j++) {
			if (layout->arrows[j].hook || !layout_strikes(&layout->arrows[j], &layout->texts[i].box))
				continue;
			check_say(which, "struck", &layout->texts[i], NULL);
			wrong++;
			break;
		}
	}
	return wrong;
}

size_t ladder_layout_check_struck(const struct ladder_layout *layout, struct str *which)
{
	size_t i, wrong = 0;

	for (i = 0; i < layout->arrow_count; i++) {
		wrong += check_rows(layout, &layout->arrows[i].label, which);
		wrong += check_rows(layout, &layout->arrows[i].note, which);
	}
	for (i = 0; i < layout->band_count; i++)
		wrong += check_rows(layout, &layout->bands[i].label, which);
	for (i = 0; i < layout->fold_count; i++)
		wrong += check_rows(layout, &layout->folds[i].text, which);
	return wrong;
}
