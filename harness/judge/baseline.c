/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of known deviations: text -> rows. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/case/case.h"
#include "harness/judge/baseline.h"

#define BASELINE_COLUMNS 5
#define BASELINE_ROWS_MOST 100000

struct baseline {
	struct arena *arena;
	struct deviation *items;
	size_t count, capacity;
};

/* Cuts a line at its tabs, in place. Returns how many columns there are. */
static int split_columns(char *line, char *columns[BASELINE_COLUMNS])
{
	int count = 0;

	for (char *at = line; at != NULL; count++) {
		char *tab = strchr(at, '\t');

		if (count < BASELINE_COLUMNS)
			columns[count] = at;
		if (tab != NULL)
			*tab++ = '\0';
		at = tab;
	}
	return count;
}

static int take_row(struct baseline *baseline, const char *path, int number, char *line, struct err *err)
{
	char *columns[BASELINE_COLUMNS];
	struct deviation *row;
	enum case_mode mode;
	char *slash;
	long long at;
	int count = split_columns(line, columns);

	if (count != BASELINE_COLUMNS)
		return err_set_at(err, path, number, 1,
			"%d columns instead of the five: case, line, observed, since, reason", count);
	if (columns[0][0] == '\0')
		return err_set_at(err, path, number, 1, "the row names no case");
	if (!str_to_int(columns[1], &at) || at < 1 || at > INT_MAX)
		return err_set_at(err, path, number, (int)(columns[1] - line) + 1,
			"\"%.60s\" is no line of a page", columns[1]);
	if (columns[2][0] == '\0' || columns[4][0] == '\0')
		return err_set_at(err, path, number, (int)(columns[columns[2][0] == '\0' ? 2 : 4] - line) + 1,
			"the row does not say %s", columns[2][0] == '\0' ? "what is observed" : "the reason");
	baseline->items = arena_grow(baseline->arena, baseline->items, baseline->count,
		&baseline->capacity, sizeof(*baseline->items));
	row = &baseline->items[baseline->count++];
	*row = (struct deviation){ .case_id = columns[0], .line = (int)at, .observed = columns[2],
		.since = columns[3], .reason = columns[4] };
	/* A last part of the name that is a mode is one. */
	slash = strrchr(columns[0], '/');
	if (slash != NULL && case_mode_find(slash + 1, &mode)) {
		*slash = '\0';
		row->mode = slash + 1;
	}
	return 0;
}

struct baseline *baseline_parse(const char *path, const char *text, size_t length, struct err *err)
{
	struct arena *arena = arena_new();
	struct baseline *baseline = arena_alloc(arena, sizeof(*baseline));
	char *copy = arena_strndup(arena, text, length);
	int number = 0;

	baseline->arena = arena;
	if (memchr(text, '\0', length) != NULL) {
		err_set_at(err, path, 0, 0, "the file is no text");
		goto failed;
	}
	for (char *line = copy; line != NULL;) {
		char *next = strchr(line, '\n');
		size_t end;

		if (next != NULL)
			*next++ = '\0';
		number++;
		end = strlen(line);
		if (end > 0 && line[end - 1] == '\r')
			line[--end] = '\0';
		if (line[0] != '#' && line[strspn(line, " \t")] != '\0') {
			if (baseline->count == BASELINE_ROWS_MOST) {
				err_set_at(err, path, number, 1, "more than %d rows", BASELINE_ROWS_MOST);
				goto failed;
			}
			if (take_row(baseline, path, number, line, err) < 0)
				goto failed;
		}
		line = next;
	}
	return baseline;

failed:
	arena_free(arena);
	return NULL;
}

void baseline_free(struct baseline *baseline)
{
	if (baseline != NULL)
		arena_free(baseline->arena);
}

const struct deviation *baseline_next(const struct baseline *baseline, const char *case_id,
	const char *mode, const struct deviation *last)
{
	size_t i = last == NULL ? 0 : (size_t)(last - baseline->items) + 1;

	for (; i < baseline->count; i++) {
		const struct deviation *row = &baseline->items[i];

		if (strcmp(row->case_id, case_id) == 0 &&
			(row->mode == NULL || strcmp(row->mode, mode) == 0))
			return row;
	}
	return NULL;
}
