/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A ladder down: every time at which something is drawn, in order, each as far below the one before as the time between
 * them says (more slowly than in proportion) and as the texts that stand there need. What stands in nobody's way needs no
 * room: the texts of both sides, the arrows' labels and the times at the edge each only keep off their own kind.
 */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/ladder/ladder_down_parts.h"
#include "reports/text.h"

#define DOWN_FOLD_NS (20 * NS_PER_MS)  /* a silence of so much is left out */
#define DOWN_FOLD_MARGIN 8             /* above and below its text */
#define DOWN_BAR_LEAST 8
#define DOWN_BAND_MARGIN 9
#define DOWN_BAND_APART 5              /* labels of bands, of which several may go on at once */
#define DOWN_BAND_SLANT 16
#define DOWN_FOOT 14

/* Twice as long is a little taller: what takes microseconds and what takes milliseconds fit one page. */
static int down_gap(uint64_t gap_ns)
{
	int bits = 0;

	if (gap_ns == 0)
		return 0;
	for (gap_ns /= (uint64_t)NS_PER_US; gap_ns > 0; gap_ns /= 2)
		bits++;
	return 1 + bits + bits / 3;
}

static void down_fold(struct moments *moments, int64_t silence_ns)
{
	struct layout_work *work = moments->work;
	struct ladder_layout *layout = work->layout;
	int x = (work->middle_left + work->middle_right) / 2;
	struct layout_fold *fold;
	struct fitted text;
	char duration[64];

	layout->folds = arena_grow(work->arena, layout->folds, layout->fold_count, &work->fold_capacity,
		sizeof(*layout->folds));
	fold = &layout->folds[layout->fold_count++];
	fold->silence_ns = silence_ns;
	text = layout_fit(work, arena_printf(work->arena, _("%s later"), clock_format(silence_ns, duration)),
		LAYOUT_LABEL_CELLS);
	text.count = 1;
	fold->y = layout_find_room(work, x - text.width / 2, text.width, moments->y + DOWN_FOLD_MARGIN);
	fold->height = work->row_height;
	fold->text = layout_add_rows(work, &text, x, fold->y, LAYOUT_MIDDLE);
	moments->y = fold->y + fold->height + DOWN_FOLD_MARGIN;
}

/* A text of one side, its middle row beside `y` or further down. Gives the top of its first row. */
static int down_place_outside(struct layout_work *work, enum layout_side side, const struct fitted *text, int y,
	struct layout_rows *rows)
{
	int x = work->column_x[side];
	int top = layout_find_room(work, side == SIDE_LEFT ? x - text->width : x, text->width, y);

	*rows = layout_add_rows(work, text, x, top, side == SIDE_LEFT ? LAYOUT_END : LAYOUT_START);
	return top;
}

static int down_enter(struct layout_work *work, size_t index, int y)
{
	struct layout_call *call = &work->layout->calls[index];
	enum layout_side side = layout_side_of(work, call->call->at);
	int lane = call->call->lane < work->lanes[call->call->at] ? call->call->lane : work->lanes[call->call->at] - 1;
	int x = work->layout->lines[call->call->at].x;

	y = down_place_outside(work, side, &work->call_texts[index], y - 3, &call->text) + 3;
	call->bar.width = 6;
	call->bar.x = side == SIDE_LEFT ? x - 4 - lane * 9 - call->bar.width : x + 4 + lane * 9;
	call->bar.y = y;
	call->open = true;
	call->leader_y = y + work->row_height / 2 - 3;
	call->leader_from = work->column_x[side] + (side == SIDE_LEFT ? 2 : -2);
	call->leader_to = side == SIDE_LEFT ? call->bar.x : call->bar.x + call->bar.width;
	return y;
}

static int down_exit(struct layout_work *work, size_t index, int y)
{
	struct layout_call *call = &work->layout->calls[index];

	if (y < call->bar.y + DOWN_BAR_LEAST)
		y = call->bar.y + DOWN_BAR_LEAST;
	call->bar.height = y - call->bar.y;
	call->open = false;
	return y;
}

static int down_state(struct layout_work *work, size_t index, int y)
{
	struct layout_state *state = &work->layout->states[index];
	enum layout_side side = layout_side_of(work, state->state->at);
	int half = work->row_height / 2;

	y = down_place_outside(work, side, &work->state_texts[index], y - half, &state->text) + half;
	state->y = y;
	state->leader_from = work->column_x[side] + (side == SIDE_LEFT ? 2 : -2);
	state->leader_to = work->layout->lines[state->state->at].x;
	return y;
}

static int down_band_begin(struct moments *moments, size_t index, int y)
{
	struct layout_work *work = moments->work;
	struct layout_band *band = &work->layout->bands[index];
	const struct fitted *label = &work->band_labels[index];
	int x = (work->middle_left + work->middle_right) / 2;
	int top = layout_find_room(work, x - label->width / 2, label->width, y + DOWN_BAND_MARGIN - DOWN_BAND_APART) +
		  DOWN_BAND_APART;

	band->label = layout_add_rows(work, label, x, top, LAYOUT_MIDDLE);
	band->from_x = work->layout->lines[band->band->from].x;
	band->to_x = work->layout->lines[band->band->to].x;
	band->from_top = y;
	band->to_top = y + DOWN_BAND_SLANT / 2;
	moments->band_least[index] = top + (int)label->count * work->row_height + DOWN_BAND_MARGIN;
	return y;
}

static int down_band_end(struct moments *moments, size_t index, int y)
{
	struct layout_band *band = &moments->work->layout->bands[index];

	if (y < moments->band_least[index])
		y = moments->band_least[index];
	band->to_bottom = y;
	band->from_bottom = y - DOWN_BAND_SLANT / 2;
	return y;
}

static int down_place(struct moments *moments, const struct moment *moment, int y)
{
	switch (moment->kind) {
	case MOMENT_ENTER:
		return down_enter(moments->work, moment->index, y);
	case MOMENT_BAND_BEGIN:
		return down_band_begin(moments, moment->index, y);
	case MOMENT_LEAVE:
		return down_leave(moments->work, moment->index, y);
	case MOMENT_ARRIVE:
		return down_arrive(moments->work, moment->index, y);
	case MOMENT_STATE:
		return down_state(moments->work, moment->index, y);
	case MOMENT_BAND_END:
		return down_band_end(moments, moment->index, y);
	case MOMENT_EXIT:
		return down_exit(moments->work, moment->index, y);
	}
	return y;
}

/* A time at the edge, where what begins there has room for one. True where there was. */
static bool down_mark(struct layout_work *work, const struct moment *moment, int y)
{
	struct fitted mark = {.count = 1};
	struct str text;
	int top = y - work->row_height / 2;

	if (moment->kind != MOMENT_ENTER && moment->kind != MOMENT_LEAVE && moment->kind != MOMENT_BAND_BEGIN)
		return false;
	str_init(&text);
	text_add_seconds(&text, moment->time_ns - work->ladder->begin_ns, 6);
	mark.rows[0] = arena_strdup(work->arena, str_text(&text));
	str_free(&text);
	mark.width = mark.widths[0] = layout_text_px(work, mark.rows[0]);
	if (layout_find_room(work, LAYOUT_EDGE, mark.width, top) != top)
		return false;
	layout_add_rows(work, &mark, LAYOUT_EDGE, top, LAYOUT_START);
	return true;
}

/* The marks stand behind all other texts, each by itself, in the layout's list. */
static void down_place_marks(struct moments *moments)
{
	struct layout_work *work = moments->work;
	int last_y = 0;
	size_t i;

	work->layout->marks.first = work->layout->text_count;
	for (i = 0; i < moments->count; i++) {
		int y = work->layout->moments[i].y;

		if (y >= last_y + 2 * work->row_height && down_mark(work, &moments->items[i], y))
			last_y = y;
	}
	work->layout->marks.count = work->layout->text_count - work->layout->marks.first;
}

static void down_close(struct moments *moments)
{
	struct layout_work *work = moments->work;
	struct ladder_layout *layout = work->layout;
	int bottom = layout_find_room(work, 0, layout->width, moments->y) + DOWN_FOOT;
	size_t i;

	for (i = 0; i < layout->arrow_count; i++) {
		if (layout->arrows[i].to_y + DOWN_FOOT > bottom)
			bottom = layout->arrows[i].to_y + DOWN_FOOT;
	}
	for (i = 0; i < layout->call_count; i++) {
		if (layout->calls[i].open)
			layout->calls[i].bar.height = bottom - layout->calls[i].bar.y;
	}
	for (i = 0; i < layout->line_count; i++)
		layout->lines[i].bottom = bottom;
	layout->height = bottom + LAYOUT_EDGE;
}

void layout_place_down(struct layout_work *work)
{
	struct ladder_layout *layout = work->layout;
	struct moments moments = {.work = work};
	size_t i;

	moments_make(&moments);
	layout->moments = arena_array(work->arena, moments.count, sizeof(*layout->moments));
	moments.y = work->head_height + work->row_height / 2;
	layout_take_room(work, work->middle_left, work->middle_right - work->middle_left, work->head_height + 2);
	for (i = 0; i < moments.count; i++) {
		int64_t gap_ns = i > 0 ? moments.items[i].time_ns - moments.items[i - 1].time_ns : 0;

		if (gap_ns >= DOWN_FOLD_NS)
			down_fold(&moments, gap_ns);
		else
			moments.y += down_gap((uint64_t)gap_ns);
		moments.y = down_place(&moments, &moments.items[i], moments.y);
		layout->moments[i].time_ns = moments.items[i].time_ns;
		layout->moments[i].y = moments.y;
	}
	layout->moment_count = moments.count;
	down_place_marks(&moments);
	down_close(&moments);
}
