/* SPDX-License-Identifier: BSD-2-Clause */
/* Arrows and lines as the data of SVG paths. */
#include "config.h"

#include <stdlib.h>

#include "harness/base/str.h"
#include "reports/ladder/ladder_shape.h"

#define SHAPE_HEAD_LENGTH 8.0
#define SHAPE_HEAD_HALF 3.5
#define SHAPE_APART 1.8         /* of the two strokes of a copy from their middle */
#define SHAPE_TOOTH 8.0         /* of what was changed: along, */
#define SHAPE_TOOTH_HALF 3.0    /* and to the side */
#define SHAPE_HOOK 36
#define SHAPE_HATCH 7           /* from line to line */

/* An arrow as a begin, a length and a direction: places are told along it and to its right. */
struct way {
	double x, y, length, along_x, along_y;
};

/* Newton's way to a root: the program needs no other mathematics. */
static double shape_root(double square)
{
	double root = square > 1 ? square : 1, before = 0;
	int i;

	for (i = 0; i < 40 && root != before; i++) {
		before = root;
		root = (root + square / root) / 2;
	}
	return root;
}

static long shape_round(double number)
{
	return (long)(number < 0 ? number - .5 : number + .5);
}

static struct way shape_way(int from_x, int from_y, int to_x, int to_y)
{
	struct way way = {.x = from_x, .y = from_y};
	double x = to_x - from_x, y = to_y - from_y;

	way.length = x == 0 && y == 0 ? 0 : shape_root(x * x + y * y);
	if (way.length > 0) {
		way.along_x = x / way.length;
		way.along_y = y / way.length;
	}
	return way;
}

/* "M12.5 7": without a fraction where there is none. */
static void shape_add_point(struct str *str, char command, double x, double y)
{
	long tens[2] = {shape_round(x * 10), shape_round(y * 10)};
	size_t i;

	str_add_bytes(str, &command, 1);
	for (i = 0; i < 2; i++) {
		long whole = labs(tens[i]) / 10, fraction = labs(tens[i]) % 10;

		if (tens[i] < 0)
			str_add(str, "-");
		else if (i > 0)
			str_add(str, " ");
		str_add_int(str, whole);
		if (fraction) {
			str_add(str, ".");
			str_add_int(str, fraction);
		}
	}
}

static void shape_add_way(struct str *str, char command, const struct way *way, double along, double right)
{
	shape_add_point(str, command, way->x + along * way->along_x - right * way->along_y,
		way->y + along * way->along_y + right * way->along_x);
}

static void shape_add_head(struct str *str, const struct way *way)
{
	shape_add_way(str, 'M', way, way->length, 0);
	shape_add_way(str, 'L', way, way->length - SHAPE_HEAD_LENGTH, -SHAPE_HEAD_HALF);
	shape_add_way(str, 'L', way, way->length - SHAPE_HEAD_LENGTH, SHAPE_HEAD_HALF);
	str_add(str, "z");
}

static void shape_add_teeth(struct str *str, const struct way *way, double end)
{
	double at, side = SHAPE_TOOTH_HALF;

	shape_add_way(str, 'M', way, 0, 0);
	for (at = SHAPE_TOOTH; at < end - SHAPE_TOOTH / 2; at += SHAPE_TOOTH) {
		shape_add_way(str, 'L', way, at, side);
		side = -side;
	}
	shape_add_way(str, 'L', way, end, 0);
}

static void shape_add_hook(struct str *str, const struct layout_arrow *arrow)
{
	int out = arrow->arrow->from == 0 ? SHAPE_HOOK : -SHAPE_HOOK;
	struct way way = shape_way(arrow->to_x + out, arrow->to_y, arrow->to_x, arrow->to_y);

	str_addf(str, "M%d %dC%d %d %d %d %d %d", arrow->from_x, arrow->from_y, arrow->from_x + out, arrow->from_y,
		arrow->to_x + out, arrow->to_y, arrow->to_x, arrow->to_y);
	shape_add_head(str, &way);
}

/* The ways that an arrow goes, one behind the other; gives how many. */
static size_t shape_ways(const struct layout_arrow *arrow, struct way ways[3])
{
	if (!arrow->bent) {
		ways[0] = shape_way(arrow->from_x, arrow->from_y, arrow->to_x, arrow->to_y);
		return 1;
	}
	ways[0] = shape_way(arrow->from_x, arrow->from_y, arrow->bend_x[0], arrow->from_y);
	ways[1] = shape_way(arrow->bend_x[0], arrow->from_y, arrow->bend_x[1], arrow->to_y);
	ways[2] = shape_way(arrow->bend_x[1], arrow->to_y, arrow->to_x, arrow->to_y);
	return 3;
}

/* Each way by itself: the path is filled, for the head's sake, and an angle would be filled with it. */
static void shape_add_stroke(struct str *str, const struct way *ways, size_t count, double end, double right)
{
	size_t i;

	for (i = 0; i < count; i++) {
		shape_add_way(str, 'M', &ways[i], 0, right);
		shape_add_way(str, 'L', &ways[i], i + 1 == count ? end : ways[i].length, right);
	}
}

void ladder_shape_add_shaft(struct str *str, const struct layout_arrow *arrow)
{
	struct way ways[3];
	size_t count = shape_ways(arrow, ways), i;
	const struct way *last = &ways[count - 1];
	double end = arrow->ends_midway ? last->length : last->length - SHAPE_HEAD_LENGTH / 2;

	if (arrow->hook) {
		shape_add_hook(str, arrow);
		return;
	}
	if (arrow->arrow->marks & LADDER_CHANGED) {
		for (i = 0; i < count; i++)
			shape_add_teeth(str, &ways[i], i + 1 == count ? end : ways[i].length);
	} else if (arrow->arrow->marks & LADDER_COPY) {
		shape_add_stroke(str, ways, count, end, -SHAPE_APART);
		shape_add_stroke(str, ways, count, end, SHAPE_APART);
	} else {
		shape_add_stroke(str, ways, count, end, 0);
	}
	if (!arrow->ends_midway)
		shape_add_head(str, last);
}

/* A sign of its own around a place on the arrow, in steps from there. */
static void shape_add_sign(struct str *str, const struct way *way, double along, const char *steps)
{
	shape_add_way(str, 'M', way, along, 0);
	str_add(str, steps);
}

void ladder_shape_add_signs(struct str *str, const struct layout_arrow *arrow)
{
	struct way ways[3];
	const struct way *first = &ways[0], *last = &ways[shape_ways(arrow, ways) - 1];
	unsigned marks = arrow->arrow->marks;
	double begin = arrow->begins_midway ? 0 : 9, end = last->length - (arrow->ends_midway ? 24 : 15);

	if (marks & LADDER_MISSING)
		return;
	if (arrow->ends_midway)
		shape_add_sign(str, last, last->length, "m-5-5l10 10m0-10l-10 10");
	if (marks & LADDER_AGAIN) { /* a ring on the line that sends */
		shape_add_sign(str, first, 0, "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z");
		begin += 4;
	}
	if (marks & LADDER_ANSWERED) {
		shape_add_sign(str, first, 0, "m-5-5h10v10h-10z");
		begin += 14;
	}
	if (marks & LADDER_INJECTED) {
		shape_add_sign(str, first, 0, "m-6 0l6-6l6 6l-6 6z");
		begin += 14;
	}
	if (marks & LADDER_ZERO_WINDOW) /* a gate: two posts and the bars between them */
		shape_add_sign(str, first, begin, "m-4-6v12m8-12v12m-8-9h8m-8 3h8m-8 3h8");
	if (marks & LADDER_RESET) { /* an octagon, struck through */
		shape_add_sign(str, last, end, "m-2.5-6h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5zm-1 6h7");
		end -= 16;
	}
	if (marks & LADDER_SWAPPED) {
		shape_add_sign(str, last, end, "m-8-4c8 0 8 8 16 8m-16 0c8 0 8-8 16-8");
		end -= 20;
	}
	if (marks & LADDER_DELAYED) /* a clock */
		shape_add_sign(str, last, end, "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0zm5.5-3.5v3.5h3");
}

void ladder_shape_add_line(struct str *str, const struct layout_line *line, const struct ladder_layout *layout)
{
	size_t i;

	str_addf(str, "M%d %d", line->x, line->top);
	for (i = 0; i < layout->fold_count; i++) {
		const struct layout_fold *fold = &layout->folds[i];

		if (fold->y > line->top)
			str_addf(str, "V%dl5 2l-10 4l10 4l-10 4l5 2", fold->y - 1);
	}
	str_addf(str, "V%d", line->bottom);
}

void ladder_shape_add_band(struct str *str, const struct layout_band *band)
{
	str_addf(str, "M%d %dL%d %dV%dL%d %dz", band->from_x, band->from_top, band->to_x, band->to_top, band->to_bottom,
		band->from_x, band->from_bottom);
}

void ladder_shape_add_hatching(struct str *str, const struct layout_band *band)
{
	int slant = band->to_top - band->from_top, y;

	for (y = band->from_top + SHAPE_HATCH; y < band->from_bottom; y += SHAPE_HATCH)
		str_addf(str, "M%d %dL%d %d", band->from_x, y, band->to_x, y + slant);
}
