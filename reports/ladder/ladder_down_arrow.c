/* SPDX-License-Identifier: BSD-2-Clause */
/* Arrows down: where each leaves and arrives, with its label above its begin and off those that are drawn already. */
#include "config.h"

#include "reports/ladder/ladder_down_parts.h"

#define DOWN_SLANT 8                   /* of an arrow of which one end's time is not known */
#define DOWN_SLANT_LEAST 3
#define DOWN_LABEL_LIFT 3              /* of a label above its arrow, */
#define DOWN_SIGN_LIFT 7               /* and above one with a sign at its begin */
#define DOWN_CROSS 7                   /* half of it */
#define DOWN_HEAD 9                    /* of an arrow: how long, and how far below the arrow */
#define DOWN_HEAD_HALF 5
#define DOWN_HOOK 38

/* The rows of an arrow's label and note above the arrow's begin, which may have to move down for them. Gives its y. */
static int down_place_label(struct layout_work *work, struct layout_arrow *arrow, size_t index, int y)
{
	const struct fitted *label = &work->arrow_labels[index], *note = &work->arrow_notes[index];
	bool right = layout_side_of(work, arrow->arrow->from) == SIDE_LEFT;
	bool beside = label->count == 1 && note->count == 1 &&
		      label->width + note->width + 2 * LAYOUT_LABEL_GAP <= work->middle_right - work->middle_left;
	int width = beside ? label->width + LAYOUT_LABEL_GAP + note->width :
		    label->width > note->width ? label->width : note->width;
	bool sign = (arrow->arrow->marks & LADDER_ZERO_WINDOW) || arrow->begins_midway;
	int lift = sign ? DOWN_SIGN_LIFT : DOWN_LABEL_LIFT;
	int height = (int)(beside ? 1 : label->count + note->count) * work->row_height;
	int x = right ? work->middle_left : work->middle_right;
	int top = layout_find_room(work, right ? x : x - width, width, y - lift - height);
	enum layout_anchor anchor = right ? LAYOUT_START : LAYOUT_END;
	int shift = label->width + LAYOUT_LABEL_GAP;

	arrow->label = layout_add_rows(work, label, x, top, anchor);
	if (beside)
		arrow->note = layout_add_rows(work, note, right ? x + shift : x - shift, top, anchor);
	else
		arrow->note = layout_add_rows(work, note, x, top + (int)label->count * work->row_height, anchor);
	return top + height + lift;
}

static void down_arrow_ends(const struct layout_work *work, struct layout_arrow *arrow)
{
	const struct ladder_line *lines = work->ladder->lines;
	int from = work->layout->lines[arrow->arrow->from].x, to = work->layout->lines[arrow->arrow->to].x;

	arrow->from_x = from;
	arrow->to_x = to;
	arrow->hook = from == to;
	if (arrow->arrow->left_ns < 0 && arrow->arrow->arrived_ns >= 0 && !lines[arrow->arrow->from].of_packets) {
		arrow->begins_midway = true;
		arrow->from_x = (from + to) / 2;
	} else if (arrow->arrow->marks & LADDER_LOST) {
		arrow->ends_midway = true;
		arrow->to_x = from + (to - from) * 3 / 5;
	}
}

/* The next label of this side stands below the level begin of an arrow that has to keep off it. */
static void down_keep_off_begin(struct layout_work *work, const struct layout_arrow *arrow, size_t index)
{
	int width = work->arrow_labels[index].width;

	layout_take_room(work, arrow->to_x > arrow->from_x ? work->middle_left : work->middle_right - width, width,
		arrow->from_y + 1);
}

/* A label that comes later does not stand on an arrow that has arrived, nor on its head. */
static void down_keep_off(struct layout_work *work, const struct layout_arrow *arrow)
{
	bool right = arrow->to_x > arrow->from_x;
	int left = right ? arrow->from_x : arrow->to_x, width = right ? arrow->to_x - left : arrow->from_x - left;
	int level = (work->middle_right - work->middle_left) / 3;
	int x;

	/* The cross reaches further down than the arrow. */
	if (arrow->ends_midway)
		layout_take_room(work, arrow->to_x - DOWN_CROSS, 2 * DOWN_CROSS, arrow->to_y + DOWN_CROSS);
	else if (arrow->hook)
		layout_take_room(work, arrow->to_x - (arrow->arrow->from == 0 ? 0 : DOWN_HOOK), DOWN_HOOK,
			arrow->to_y + DOWN_HEAD_HALF);
	else
		layout_take_room(work, arrow->to_x - (right ? DOWN_HEAD : 0), DOWN_HEAD, arrow->to_y + DOWN_HEAD_HALF);
	/* It may end level, where it had to keep off labels. */
	layout_take_room(work, right ? work->middle_right - level : work->middle_left, level, arrow->to_y + 1);
	for (x = 0; x < width; x += LAYOUT_STRIPE) {
		int along = right ? x : width - x;

		layout_take_room(work, left + x, 1, arrow->from_y + (arrow->to_y - arrow->from_y) * along / width + 1);
	}
}

int down_leave(struct layout_work *work, size_t index, int y)
{
	struct layout_arrow *arrow = &work->layout->arrows[index];

	down_arrow_ends(work, arrow);
	arrow->from_y = down_place_label(work, arrow, index, y);
	arrow->to_y = arrow->from_y + DOWN_SLANT;
	if (arrow->arrow->arrived_ns < 0)
		down_keep_off(work, arrow);
	else
		down_keep_off_begin(work, arrow, index);
	return arrow->from_y;
}

int down_arrive(struct layout_work *work, size_t index, int y)
{
	struct layout_arrow *arrow = &work->layout->arrows[index];

	if (arrow->arrow->left_ns < 0) {
		down_arrow_ends(work, arrow);
		arrow->from_y = down_place_label(work, arrow, index, y - DOWN_SLANT);
		y = arrow->from_y + DOWN_SLANT;
	} else if (y < arrow->from_y + DOWN_SLANT_LEAST) {
		y = arrow->from_y + DOWN_SLANT_LEAST;
	}
	arrow->to_y = y;
	down_keep_off(work, arrow);
	return y;
}
