/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of a ladder's text: which packets need two, which calls, and where states stand. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/evidence/evidence.h"
#include "reports/ladder/ladder.h"
#include "reports/ladder/ladder_rows.h"
#include "reports/text.h"

#define ROWS_SLOW_NS (5 * NS_PER_MS) /* a packet under way for so long has two rows as soon as anything happens meanwhile */

struct rows {
	struct arena *arena;
	const struct ladder *ladder;
	struct ladder_row *items;
	size_t count, capacity;
};

static struct ladder_row *rows_add(struct rows *rows, enum ladder_row_kind kind, int64_t time_ns, int line)
{
	struct ladder_row *row;

	rows->items = arena_grow(rows->arena, rows->items, rows->count, &rows->capacity, sizeof(*rows->items));
	row = &rows->items[rows->count++];
	memset(row, 0, sizeof(*row));
	row->kind = kind;
	row->time_ns = row->end_ns = time_ns;
	row->connection = rows->ladder->lines[line].connection;
	return row;
}

static int64_t rows_time(const struct ladder_arrow *arrow)
{
	return arrow->left_ns >= 0 ? arrow->left_ns : arrow->arrived_ns;
}

static bool rows_is_between(int64_t time_ns, const struct ladder_arrow *arrow)
{
	return time_ns > arrow->left_ns && time_ns < arrow->arrived_ns;
}

/* Two rows where the receiver sees or sends something while it is under way, or it is overtaken. */
static bool rows_needs_two(const struct ladder *ladder, const struct ladder_arrow *arrow)
{
	size_t i;

	if (arrow->left_ns < 0 || arrow->arrived_ns < 0)
		return false;
	for (i = 0; i < ladder->arrow_count; i++) {
		const struct ladder_arrow *other = &ladder->arrows[i];

		if (other == arrow || other->band >= 0)
			continue;
		if ((other->from == arrow->to && rows_is_between(other->left_ns, arrow)) ||
		    (other->to == arrow->to && rows_is_between(other->arrived_ns, arrow) &&
		     (other->left_ns < 0 || other->left_ns > arrow->left_ns)))
			return true;
	}
	for (i = 0; i < ladder->call_count && arrow->arrived_ns - arrow->left_ns > ROWS_SLOW_NS; i++) {
		if (rows_is_between(ladder->calls[i].enter_ns, arrow) || rows_is_between(ladder->calls[i].exit_ns, arrow))
			return true;
	}
	return false;
}

static void rows_add_arrow(struct rows *rows, const struct ladder_arrow *arrow)
{
	bool two = rows_needs_two(rows->ladder, arrow);
	bool found = (arrow->marks & (LADDER_UNEXPECTED | LADDER_MISSING)) != 0;
	struct ladder_row *row = rows_add(rows, two ? ROW_LEAVES : ROW_ARROW, rows_time(arrow), arrow->from);

	row->arrow = arrow;
	row->found = found;
	if (!two && arrow->arrived_ns > row->end_ns)
		row->end_ns = arrow->arrived_ns;
	if (!two)
		return;
	row = rows_add(rows, ROW_ARRIVES, arrow->arrived_ns, arrow->from);
	row->arrow = arrow;
	row->found = found;
}

static void rows_append_side(struct rows *rows, struct ladder_row *row, int host, const char *text)
{
	const char *old = row->sides[host];

	row->sides[host] = old ? arena_printf(rows->arena, "%s\n%s", old, text) : text;
}

/* Of "recv(3, "", 16, 0) = 0" what comes before and behind the return. */
static void rows_add_call(struct rows *rows, const struct ladder_call *call, bool alone)
{
	const char *text = text_clean_line(rows->arena, call->text);
	int host = rows->ladder->lines[call->at].host;
	struct ladder_row *row = rows_add(rows, alone ? ROW_CALL : ROW_CALL_ENTERS, call->enter_ns, call->at);
	const char *result = NULL, *at;

	row->call = call;
	row->found = call->bad;
	if (alone) {
		row->end_ns = call->exit_ns;
		row->sides[host] = text;
		return;
	}
	for (at = strstr(text, ") = "); at; at = strstr(at + 1, ") = "))
		result = at + 2;
	row->sides[host] = result ? arena_strndup(rows->arena, text, (size_t)(result - 1 - text)) : text;
	if (call->exit_ns < 0)
		return;
	row = rows_add(rows, ROW_CALL_RETURNS, call->exit_ns, call->at);
	row->call = call;
	row->found = call->bad;
	row->sides[host] = arena_printf(rows->arena, "%.*s %s", (int)strcspn(text, "("), text, result ? result : "");
}

static int rows_compare(const void *a, const void *b)
{
	const struct ladder_row *left = a, *right = b;

	if (left->time_ns != right->time_ns)
		return left->time_ns < right->time_ns ? -1 : 1;
	if (left->arrow && right->arrow && left->arrow != right->arrow)
		return left->arrow < right->arrow ? -1 : 1;
	return (int)left->kind - (int)right->kind;
}

/* True where nothing else begins or ends while the call is made: one row tells it. */
static bool rows_is_alone(const struct rows *rows, const struct ladder_call *call)
{
	const struct ladder *ladder = rows->ladder;
	size_t i;

	if (call->exit_ns < 0)
		return false;
	for (i = 0; i < rows->count; i++) {
		const struct ladder_row *row = &rows->items[i];

		if (row->time_ns > call->enter_ns && row->time_ns < call->exit_ns)
			return false;
	}
	for (i = 0; i < ladder->call_count; i++) {
		const struct ladder_call *other = &ladder->calls[i];

		if (other != call && other->enter_ns < call->exit_ns &&
		    (other->exit_ns < 0 || other->exit_ns > call->enter_ns))
			return false;
	}
	return true;
}

/* A call with what it makes its host send and receive at once is easier to read in one row, too. */
static bool rows_is_quick(const struct ladder_call *call)
{
	return call->exit_ns >= 0 && call->exit_ns - call->enter_ns < NS_PER_MS / 2;
}

/* The row in which a state began: of the packet that left or arrived then, or of the call that was made. */
static struct ladder_row *rows_find_cause(const struct rows *rows, const struct ladder_state *state)
{
	size_t i;

	for (i = 0; i < rows->count; i++) {
		struct ladder_row *row = &rows->items[i];
		const struct ladder_arrow *arrow = row->arrow;

		if (arrow && row->kind != ROW_ARRIVES && arrow->from == state->at && arrow->left_ns == state->time_ns)
			return row;
		if (arrow && row->kind != ROW_LEAVES && arrow->to == state->at && arrow->arrived_ns == state->time_ns)
			return row;
		if (row->call && row->call->at == state->at && row->kind != ROW_CALL_RETURNS &&
		    row->call->enter_ns == state->time_ns)
			return row;
		/* listen() may stand at another line than those that it is for. */
		if (row->call && row->call->record->host == rows->ladder->lines[state->at].host &&
		    row->kind != ROW_CALL_ENTERS && row->call->exit_ns == state->time_ns)
			return row;
	}
	return NULL;
}

static void rows_add_states(struct rows *rows)
{
	const struct ladder *ladder = rows->ladder;
	bool many = ladder->line_count > 2;
	size_t i;

	for (i = 0; i < ladder->state_count; i++) {
		const struct ladder_state *state = &ladder->states[i];
		const struct ladder_line *line = &ladder->lines[state->at];
		struct ladder_row *row = rows_find_cause(rows, state);
		const char *text = state->name;

		if (many)
			text = arena_printf(rows->arena, "[%d] %s", line->connection + 1, text);
		if (!row)
			row = rows_add(rows, ROW_STATE, state->time_ns, state->at);
		rows_append_side(rows, row, line->host, text);
	}
}

struct ladder_row *ladder_rows_make(struct arena *arena, const struct ladder *ladder, size_t *count)
{
	struct rows rows = {.arena = arena, .ladder = ladder};
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		if (ladder->arrows[i].band < 0)
			rows_add_arrow(&rows, &ladder->arrows[i]);
	}
	for (i = 0; i < ladder->band_count; i++) {
		struct ladder_row *row = rows_add(&rows, ROW_BAND, ladder->bands[i].begin_ns, ladder->bands[i].from);

		row->band = &ladder->bands[i];
		row->end_ns = ladder->bands[i].end_ns;
	}
	for (i = 0; i < ladder->call_count; i++)
		rows_add_call(&rows, &ladder->calls[i],
			rows_is_quick(&ladder->calls[i]) || rows_is_alone(&rows, &ladder->calls[i]));
	rows_add_states(&rows);
	if (rows.count > 0)
		qsort(rows.items, rows.count, sizeof(*rows.items), rows_compare);
	*count = rows.count;
	return rows.items;
}
