/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cheapest alignment of packet lines and packets, by dynamic programming over (lines so far, packets so
 * far). Only two rows of costs are kept, and two bits a cell that say which way was taken.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/match/align_parts.h"

/* 64 MiB of ways taken: 5 million packets against 50 lines. What is more is left out, and said. */
#define ALIGN_CELLS_MOST ((size_t)1 << 28)

enum way { WAY_NONE, WAY_MISS, WAY_SKIP, WAY_PAIR };

struct align {
	const struct align_view *view;
	struct align_row *rows;
	size_t row_count;
	bool *any;                /* [i]: before row i anything may come unlisted; [row_count]: at the end */
	int *packets;             /* those that matter, index into view->packets */
	size_t packet_count;
	uint8_t *ways;
};

static void align_take_lines(struct align *align, struct arena *arena, const struct env *env)
{
	const struct align_view *view = align->view;

	align->rows = arena_array(arena, view->line_count + 1, sizeof(*align->rows));
	align->any = arena_array(arena, view->line_count + 1, sizeof(*align->any));
	for (size_t i = 0; i < view->line_count; i++) {
		struct align_row *row = &align->rows[align->row_count];
		struct err err;

		err_init(&err);
		/* A line that speaks of what never came about says nothing of what may come in its place. */
		if (view->lines[i].step->kind != STEP_PACKET || view->lines[i].idle ||
			expected_make(env, view->lines[i].step->packet, &row->expected, &err) < 0) {
			align->any[align->row_count] = true;
			continue;
		}
		row->line = (int)i;
		row->not_before_ns = view->lines[i].not_before_ns;
		row->own = view->lines[i].injected ? view->lines[i].step->index : -1;
		align->row_count++;
	}
}

/* The line of this view that has sent the packet; NULL: another view's, or one for the wire. */
static struct align_row *row_of_injected(struct align *align, const struct packet_record *record)
{
	for (size_t i = 0; i < align->row_count; i++)
		if (align->rows[i].own == record->injected_by)
			return &align->rows[i];
	return NULL;
}

/* Leaves out the bare ACKs that no line could mean: of a bulk transfer that is every second packet. */
static void align_take_packets(struct align *align, struct arena *arena)
{
	const struct align_view *view = align->view;

	align->packets = arena_array(arena, view->packet_count + 1, sizeof(*align->packets));
	for (size_t j = 0; j < view->packet_count; j++) {
		bool matters = segment_must_be_listed(&view->packets[j]->packet);

		if (view->packets[j]->injected_by >= 0) {
			struct align_row *row = row_of_injected(align, view->packets[j]);

			if (row == NULL)
				continue;
			row->own_is_there = matters = true;
		}
		for (size_t i = 0; i < align->row_count && !matters; i++)
			matters = align_pair_cost(&align->rows[i], view->packets[j], view->flows[j]) <
				COST_MISSING;
		if (matters)
			align->packets[align->packet_count++] = (int)j;
	}
}

static void way_put(struct align *align, size_t i, size_t j, enum way way)
{
	size_t cell = i * (align->packet_count + 1) + j;

	align->ways[cell / 4] |= (uint8_t)(way << (cell % 4 * 2));
}

static enum way way_get(const struct align *align, size_t i, size_t j)
{
	size_t cell = i * (align->packet_count + 1) + j;

	return (enum way)(align->ways[cell / 4] >> (cell % 4 * 2) & 3);
}

static int skip_cost(const struct align *align, size_t i, size_t j)
{
	const struct packet_record *record = align->view->packets[align->packets[j]];

	/* What was injected belongs to its line, wherever anything else may come. */
	if (record->injected_by >= 0)
		return COST_UNLISTED;
	return align->any[i] || !segment_must_be_listed(&record->packet) ? 0 : COST_UNLISTED;
}

/*
 * What one way costs that is found by always taking the next step that seems right: the best costs no more. Of a flow
 * that comes as it is listed it is the best, and nearly all cells of the table need not be looked into.
 */
static int64_t align_bound(const struct align *align)
{
	int64_t bound = 0;
	size_t i = 0, j = 0;

	while (i < align->row_count || j < align->packet_count) {
		const struct align_row *row = &align->rows[i];
		int cost = COST_IMPOSSIBLE;

		if (i < align->row_count && j < align->packet_count)
			cost = align_pair_cost(row, align->view->packets[align->packets[j]],
				align->view->flows[align->packets[j]]);
		if (cost == 0) {
			i++;
			j++;
		} else if (j < align->packet_count && (i == align->row_count || skip_cost(align, i, j) == 0)) {
			bound += skip_cost(align, i, j++);
		} else if (cost < COST_IMPOSSIBLE) {
			bound += cost + COST_NOT_MET;
			i++;
			j++;
		} else {
			bound += align_miss_cost(row);
			i++;
		}
	}
	return bound;
}

/* The costs of one row, of those packets that a best way may pass: from `first` to before `end`. */
struct band {
	int64_t *costs;
	size_t first, end;
};

static int64_t band_get(const struct band *band, size_t j)
{
	return j >= band->first && j < band->end ? band->costs[j] : INT64_MAX;
}

/* The cheapest way to a cell; INT64_MAX and WAY_NONE where there is none. */
static int64_t align_cell(const struct align *align, const struct band *before, const struct band *now, size_t i, size_t j,
	enum way *way)
{
	const struct align_row *row = i == 0 ? NULL : &align->rows[i - 1];
	int64_t best = i == 0 && j == 0 ? 0 : INT64_MAX, above = band_get(before, j);
	int64_t left = j == 0 ? INT64_MAX : band_get(now, j - 1), corner = j == 0 ? INT64_MAX : band_get(before, j - 1);

	*way = WAY_NONE;
	if (above != INT64_MAX) {
		best = above + align_miss_cost(row);
		*way = WAY_MISS;
	}
	if (left != INT64_MAX && left + skip_cost(align, i, j - 1) < best) {
		best = left + skip_cost(align, i, j - 1);
		*way = WAY_SKIP;
	}
	if (corner < best) {
		int packet = align->packets[j - 1];
		int64_t cost = align_pair_cost(row, align->view->packets[packet], align->view->flows[packet]);
		bool possible = cost < COST_IMPOSSIBLE;

		cost += corner + (cost == 0 ? 0 : COST_NOT_MET);
		if (possible && cost < best) {
			best = cost;
			*way = WAY_PAIR;
		}
	}
	return best;
}

/*
 * Where two ways cost the same, a line that is missing is the later of two alike, and a packet that is
 * passed over too: so what has come so far meets the earliest line that it can.
 *
 * What costs more than the bound is on no best way, and neither is what can only be reached from there: of each row only a
 * band is looked at, which for a flow that comes as it is listed is one cell.
 */
static void align_fill(struct align *align)
{
	size_t width = align->packet_count + 1;
	struct band before = { memory_new(width * sizeof(int64_t)), 0, 0 };
	struct band now = { memory_new(width * sizeof(int64_t)), 0, 0 };
	int64_t bound = align_bound(align);

	align->ways = memory_new((align->row_count + 1) * width / 4 + 1);
	for (size_t i = 0; i <= align->row_count; i++) {
		struct band swap = before;

		now.first = now.end = before.first;
		for (size_t j = before.first; j < width; j++) {
			enum way way;
			int64_t cost = align_cell(align, &before, &now, i, j, &way);

			now.costs[j] = cost <= bound ? cost : INT64_MAX;
			now.end = j + 1;
			if (cost <= bound)
				way_put(align, i, j, way);
			else if (j >= before.end)
				break; /* no way leads on from here, nor from the row before */
		}
		while (now.first < now.end && now.costs[now.first] == INT64_MAX)
			now.first++;
		while (now.first < now.end && now.costs[now.end - 1] == INT64_MAX)
			now.end--;
		before = now;
		now = swap;
	}
	free(before.costs);
	free(now.costs);
}

static void align_describe(const struct align *align, const struct env *env, const struct align_row *row,
	struct align_pair *pair)
{
	const struct packet_record *record = align->view->packets[pair->packet];
	const struct flow *flow = align->view->flows[pair->packet];
	unsigned fields = align_pair_fields(row, record, flow);

	segment_note_differences(env, fields, &row->expected, &record->packet, flow, &pair->differences);
	if (record->time_ns < row->not_before_ns &&
		pair->differences.count < SEGMENT_DIFFERENCES_MOST)
		pair->differences.items[pair->differences.count++] = (struct field_difference){
			.field = "time", .expected = "after the call that it follows",
			.observed = "before it" };
	pair->outcome = pair->differences.count == 0 ? ALIGN_MET : ALIGN_DIFFERS;
}

/* Walks the ways back from the end, filling the pairs from behind. */
static void align_collect(struct align *align, struct arena *arena, const struct env *env,
	struct align_result *result)
{
	size_t i = align->row_count, j = align->packet_count, most = i + j, at = most;
	struct align_pair *pairs = arena_array(arena, most + 1, sizeof(*pairs));

	while (i > 0 || j > 0) {
		struct align_pair pair = { .line = -1, .packet = -1 };

		switch (way_get(align, i, j)) {
		case WAY_MISS:
			i--;
			pair.outcome = ALIGN_MISSING;
			pair.line = align->rows[i].line;
			pairs[--at] = pair;
			break;
		case WAY_SKIP:
			j--;
			if (skip_cost(align, i, j) == 0)
				break;
			pair.outcome = ALIGN_UNLISTED;
			pair.line = i == 0 ? -1 : align->rows[i - 1].line;
			pair.packet = align->packets[j];
			pairs[--at] = pair;
			break;
		case WAY_PAIR:
			i--;
			j--;
			pair.line = align->rows[i].line;
			pair.packet = align->packets[j];
			align_describe(align, env, &align->rows[i], &pair);
			pairs[--at] = pair;
			break;
		case WAY_NONE:
			i = j = 0; /* only the first cell has none */
			break;
		}
	}
	result->pairs = pairs + at;
	result->count = most - at;
}

static void align_count_met(const struct align_view *view, struct align_result *result)
{
	size_t met = view->line_count;

	for (size_t i = 0; i < result->count; i++) {
		const struct align_pair *pair = &result->pairs[i];

		if (pair->outcome == ALIGN_MET || pair->outcome == ALIGN_UNLISTED)
			continue;
		if ((size_t)pair->line < met)
			met = (size_t)pair->line;
	}
	result->lines_met = (int)met;
	for (size_t i = result->count; i > 0; i--) {
		const struct align_pair *pair = &result->pairs[i - 1];

		if (pair->outcome == ALIGN_UNLISTED)
			continue;
		result->last = pair->outcome;
		return;
	}
	result->last = ALIGN_MET;
}

void align_view_run(struct arena *arena, const struct env *env, const struct align_view *view,
	struct align_result *result)
{
	struct align align = { .view = view };

	*result = (struct align_result){ .last = ALIGN_MET };
	align_take_lines(&align, arena, env);
	align_take_packets(&align, arena);
	if (align.packet_count + 1 > ALIGN_CELLS_MOST / (align.row_count + 1)) {
		align.packet_count = ALIGN_CELLS_MOST / (align.row_count + 1) - 1;
		result->cut = true;
	}
	align_fill(&align);
	align_collect(&align, arena, env, result);
	align_count_met(view, result);
	free(align.ways);
}
