/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A ladder across: times at the edge, the client's calls and states, its lines, room for the arrows' labels, the server's
 * lines, its states and calls. Each column is as wide as its widest text.
 */
#include "config.h"

#include "harness/base/arena.h"
#include "reports/ladder/ladder_layout_parts.h"

#define ACROSS_LANE 9           /* from bar to bar */
#define ACROSS_BAR 6
#define ACROSS_LINE_GAP 14      /* between a line and what belongs to the next */
#define ACROSS_LANES_MOST 12
#define ACROSS_MARK_CELLS 8     /* "1.234567"; longer ones reach into the gap behind them */
#define ACROSS_MIDDLE_LEAST 190
#define ACROSS_MIDDLE_MOST 330
#define ACROSS_NOTE_CELLS 34    /* of a row of a note, where it has more than one */

enum layout_side layout_side_of(const struct layout_work *work, int line)
{
	return work->ladder->lines[line].host == 0 ? SIDE_LEFT : SIDE_RIGHT;
}

static bool across_is_within(const struct layout_work *work, int64_t begin_ns, int64_t end_ns)
{
	return begin_ns <= work->end_ns && (end_ns < 0 || end_ns >= work->begin_ns);
}

static bool across_counts(const struct layout_work *work, size_t arrow)
{
	const struct layout_options *options = work->options;

	return options->most == 0 || arrow < work->ladder->bands[options->band].first + options->most;
}

static void across_select_bands(struct layout_work *work)
{
	const struct layout_options *options = work->options;
	size_t i;

	for (i = 0; i < work->ladder->band_count; i++)
		work->band_drawn[i] = options->band == LADDER_NO_BAND && !(options->open && options->open[i]);
	for (i = 0; i < work->ladder->arrow_count; i++) {
		int band = work->ladder->arrows[i].band;

		if (options->band == LADDER_NO_BAND)
			work->arrow_drawn[i] = band < 0 || !work->band_drawn[band];
		else
			work->arrow_drawn[i] = band == options->band && across_counts(work, i);
	}
}

static int64_t across_later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* From when to when a band that is drawn alone lasts, as far as it is drawn. */
static void across_select_span(struct layout_work *work)
{
	const struct ladder *ladder = work->ladder;
	size_t i;

	work->begin_ns = ladder->bands[work->options->band].begin_ns;
	work->end_ns = work->begin_ns;
	for (i = 0; i < ladder->arrow_count; i++) {
		if (work->arrow_drawn[i])
			work->end_ns = across_later(work->end_ns,
				across_later(ladder->arrows[i].left_ns, ladder->arrows[i].arrived_ns));
	}
}

void layout_select(struct layout_work *work)
{
	const struct ladder *ladder = work->ladder;
	struct ladder_layout *layout = work->layout;
	size_t i;

	work->begin_ns = ladder->begin_ns;
	work->end_ns = INT64_MAX;
	across_select_bands(work);
	if (work->options->band != LADDER_NO_BAND)
		across_select_span(work);
	for (i = 0; i < ladder->arrow_count; i++) {
		if (work->arrow_drawn[i])
			layout->arrows[layout->arrow_count++].arrow = &ladder->arrows[i];
	}
	for (i = 0; i < ladder->band_count; i++) {
		if (!work->band_drawn[i])
			continue;
		layout->bands[layout->band_count].index = i;
		layout->bands[layout->band_count++].band = &ladder->bands[i];
	}
	for (i = 0; i < ladder->call_count; i++) {
		if (across_is_within(work, ladder->calls[i].enter_ns, ladder->calls[i].exit_ns))
			layout->calls[layout->call_count++].call = &ladder->calls[i];
	}
	for (i = 0; i < ladder->state_count; i++) {
		if (across_is_within(work, ladder->states[i].time_ns, ladder->states[i].time_ns))
			layout->states[layout->state_count++].state = &ladder->states[i];
	}
}

static int across_max(int a, int b)
{
	return a > b ? a : b;
}

/* That a peer made of packets is played by lines of the page needs no words at each of its arrows. */
static const char *across_note(const struct layout_work *work, const struct ladder_arrow *arrow)
{
	if (work->ladder->lines[arrow->from].of_packets && (arrow->marks & LADDER_INJECTED))
		return NULL;
	return arrow->note;
}

/* The texts that decide how wide columns are, and how wide those must be at least. */
static void across_fit(struct layout_work *work, size_t cells, int column[2], int *middle)
{
	const struct ladder_layout *layout = work->layout;
	size_t i;

	for (i = 0; i < layout->call_count; i++) {
		const struct ladder_call *call = layout->calls[i].call;
		enum layout_side side = layout_side_of(work, call->at);

		work->call_texts[i] = layout_fit_call(work, call->text, cells);
		column[side] = across_max(column[side], work->call_texts[i].width);
		work->lanes[call->at] = across_max(work->lanes[call->at],
			call->lane < ACROSS_LANES_MOST ? call->lane + 1 : ACROSS_LANES_MOST);
	}
	for (i = 0; i < layout->state_count; i++) {
		enum layout_side side = layout_side_of(work, layout->states[i].state->at);

		work->state_texts[i] = layout_fit(work, layout->states[i].state->name, cells);
		column[side] = across_max(column[side], work->state_texts[i].width);
	}
	for (i = 0; i < layout->arrow_count; i++) {
		work->arrow_labels[i] = layout_fit(work, layout->arrows[i].arrow->label, LAYOUT_LABEL_CELLS);
		*middle = across_max(*middle, work->arrow_labels[i].width);
		*middle = across_max(*middle, layout_fit(work, across_note(work, layout->arrows[i].arrow), ACROSS_NOTE_CELLS).width);
	}
}

static void across_fit_notes(struct layout_work *work, int middle)
{
	const struct ladder_layout *layout = work->layout;
	int most = work->note_most > 0 ? work->note_most : middle;
	size_t cells = (size_t)(most * 100 / (work->options->font * 61));
	size_t i;

	for (i = 0; i < layout->arrow_count; i++)
		work->arrow_notes[i] = layout_fit(work, across_note(work, layout->arrows[i].arrow), cells);
	for (i = 0; i < layout->band_count; i++) {
		const struct ladder_band *band = layout->bands[i].band;
		const char *way = layout_side_of(work, band->from) == SIDE_LEFT ? "\u2192" : "\u2190";

		work->band_labels[i] = layout_fit(work, arena_printf(work->arena, "%s %s", way, band->label),
			cells > 6 ? cells - 4 : cells);
	}
}

/* From left to right. The arrows' room is `middle` wide; gives the whole picture's width. */
static int across_place_lines(struct layout_work *work, const int column[2], int middle)
{
	struct ladder_layout *layout = work->layout;
	int x = LAYOUT_EDGE + LAYOUT_CELLS_PX(ACROSS_MARK_CELLS, work->options->font) + ACROSS_LINE_GAP;
	size_t i;

	x += column[SIDE_LEFT];
	work->column_x[SIDE_LEFT] = x;
	work->middle_left = x;
	for (i = 0; i < layout->line_count && layout_side_of(work, (int)i) == SIDE_LEFT; i++) {
		x += ACROSS_LINE_GAP + work->lanes[i] * ACROSS_LANE;
		layout->lines[i].x = x;
	}
	work->middle_left = x + LAYOUT_LABEL_GAP;
	work->middle_right = work->middle_left + middle;
	x = work->middle_right + LAYOUT_LABEL_GAP;
	for (; i < layout->line_count; i++) {
		layout->lines[i].x = x;
		x += ACROSS_LINE_GAP + work->lanes[i] * ACROSS_LANE;
	}
	work->column_x[SIDE_RIGHT] = x;
	return x + column[SIDE_RIGHT] + LAYOUT_EDGE;
}

/* How much wider the columns must be for the lines' names, which stand outside of the lines. */
static void across_widen_for_names(const struct layout_work *work, int column[2], int width)
{
	const struct ladder_layout *layout = work->layout;
	int missing[2] = {0, 0};
	size_t i;

	for (i = 0; i < layout->line_count; i++) {
		struct fitted name = layout_fit(work, layout->lines[i].line->name, LAYOUT_LABEL_CELLS);
		struct fitted address = layout_fit(work, layout->lines[i].line->address, LAYOUT_LABEL_CELLS);
		int needs = across_max(name.width, address.width) + LAYOUT_EDGE;

		if (layout_side_of(work, (int)i) == SIDE_LEFT)
			missing[SIDE_LEFT] = across_max(missing[SIDE_LEFT], needs - layout->lines[i].x);
		else
			missing[SIDE_RIGHT] = across_max(missing[SIDE_RIGHT], layout->lines[i].x + needs - width);
	}
	column[SIDE_LEFT] += missing[SIDE_LEFT];
	column[SIDE_RIGHT] += missing[SIDE_RIGHT];
}

/* Names in steps: the innermost line's on top, so that no name crosses another line. */
static void across_place_names(struct layout_work *work)
{
	struct ladder_layout *layout = work->layout;
	int counts[2] = {0, 0}, top, rows;
	size_t i;

	for (i = 0; i < layout->line_count; i++)
		counts[layout_side_of(work, (int)i)]++;
	rows = across_max(counts[SIDE_LEFT], counts[SIDE_RIGHT]);
	work->head_height = LAYOUT_EDGE + rows * 2 * work->row_height;
	for (i = 0; i < layout->line_count; i++) {
		struct layout_line *line = &layout->lines[i];
		struct fitted name = layout_fit(work, line->line->name, LAYOUT_LABEL_CELLS);
		struct fitted address = layout_fit(work, line->line->address, LAYOUT_LABEL_CELLS);
		bool left = layout_side_of(work, (int)i) == SIDE_LEFT;
		int step = left ? counts[SIDE_LEFT] - 1 - (int)i : (int)i - counts[SIDE_LEFT];

		name.count = name.count > 0;
		address.count = address.count > 0;
		top = LAYOUT_EDGE + step * 2 * work->row_height;
		line->name = layout_add_rows(work, &name, line->x, top, left ? LAYOUT_END : LAYOUT_START);
		line->address = layout_add_rows(work, &address, line->x, top + work->row_height,
			left ? LAYOUT_END : LAYOUT_START);
		line->top = top + 2 * work->row_height + 2;
	}
}

/* With calls in rows of so many cells; gives the whole picture's width. */
static int across_try(struct layout_work *work, size_t cells, int column[2], int *middle)
{
	int width;

	column[SIDE_LEFT] = column[SIDE_RIGHT] = 0;
	*middle = across_max(ACROSS_MIDDLE_LEAST, work->middle_least);
	across_fit(work, cells, column, middle);
	width = across_place_lines(work, column, *middle);
	across_widen_for_names(work, column, width);
	return across_place_lines(work, column, *middle);
}

void layout_place_across(struct layout_work *work)
{
	size_t cells = LAYOUT_CALL_CELLS;
	int column[2], middle, wished;

	while (across_try(work, cells, column, &middle) > work->options->width && cells > LAYOUT_CALL_CELLS_LEAST)
		cells -= 3;
	wished = middle + work->options->width - across_place_lines(work, column, middle);
	if (wished > middle)
		middle = across_max(middle, wished < ACROSS_MIDDLE_MOST ? wished : ACROSS_MIDDLE_MOST);
	across_fit_notes(work, middle);
	work->layout->width = across_place_lines(work, column, middle);
	work->stripe_count = (size_t)(work->layout->width / LAYOUT_STRIPE + 1);
	work->skyline = arena_array(work->arena, work->stripe_count, sizeof(*work->skyline));
	across_place_names(work);
}
