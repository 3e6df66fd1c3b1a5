/* SPDX-License-Identifier: BSD-2-Clause */
/* Texts of a ladder: how wide they are, cut into rows, and where there is room for them. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "reports/ladder/ladder_layout_parts.h"
#include "reports/text.h"

#define FIT_ELLIPSIS "\u2026"

int layout_text_px(const struct layout_work *work, const char *clean)
{
	size_t cells = text_width(clean, strlen(clean));

	return LAYOUT_CELLS_PX((int)cells, work->options->font);
}

/* The length of the character at `text`, which is clean. */
static size_t fit_character(const char *text)
{
	size_t length = 1;

	while (((unsigned char)text[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* How many bytes of `text` take `cells` at most. */
static size_t fit_prefix(const char *text, size_t cells)
{
	size_t length = 0;

	while (text[length]) {
		size_t next = fit_character(text + length);
		size_t width = next == 1 ? 1 : text_width(text + length, next);

		if (width > cells)
			break;
		cells -= width;
		length += next;
	}
	return length;
}

/* The last place behind the first third of a row where it may end behind one of these characters; 0 where there is none. */
static size_t fit_end(const char *text, size_t most, const char *characters)
{
	size_t length;

	for (length = most; length > most / 3; length--) {
		/* "= 5" stays together. */
		if (strchr(characters, text[length - 1]) && !(length >= 2 && text[length - 2] == '='))
			return length;
	}
	return 0;
}

/* Behind a space, else behind what joins arguments and flags, else where it is full. */
static size_t fit_row(const char *text, size_t cells)
{
	size_t most = fit_prefix(text, cells), length;

	if (!text[most] || (text[most] == ' ' && text[most - 1] != '='))
		return most;
	length = fit_end(text, most, " ");
	if (length == 0)
		length = fit_end(text, most, ",|/");
	return length > 0 ? length : most;
}

static void fit_add(const struct layout_work *work, struct fitted *fitted, const char *row)
{
	int width = layout_text_px(work, row);

	fitted->rows[fitted->count] = row;
	fitted->widths[fitted->count++] = width;
	if (width > fitted->width)
		fitted->width = width;
}

struct fitted layout_fit(const struct layout_work *work, const char *text, size_t cells)
{
	struct fitted fitted = {0};
	const char *clean = text_clean_line(work->arena, text);

	if (cells < 2)
		cells = 2;
	while (clean && *clean) {
		size_t length = fit_row(clean, cells);
		size_t shown = length;

		if (fitted.count + 1 == LAYOUT_ROWS_MOST && clean[length]) {
			fitted.cut = true;
			length = fit_prefix(clean, cells - 1);
			fit_add(work, &fitted, arena_printf(work->arena, "%.*s%s", (int)length, clean, FIT_ELLIPSIS));
			break;
		}
		while (shown > 0 && clean[shown - 1] == ' ')
			shown--;
		if (shown > 0)
			fit_add(work, &fitted, arena_strndup(work->arena, clean, shown));
		clean += length;
		clean += strspn(clean, " ");
	}
	return fitted;
}

/* The last ") = " of a call and what is behind it. */
static const char *fit_find_result(const char *clean)
{
	const char *found = NULL, *at;

	for (at = clean; (at = strstr(at, ") = ")) != NULL; at++)
		found = at;
	return found;
}

struct fitted layout_fit_call(const struct layout_work *work, const char *text, size_t cells)
{
	const char *clean = text_clean_line(work->arena, text);
	const char *result = clean ? fit_find_result(clean) : NULL;
	struct fitted fitted = layout_fit(work, clean, cells);
	size_t most = result ? LAYOUT_ROWS_MOST * cells : 0;

	/* Rows seldom end where they are full: how much of the arguments fits shows only when it is tried. */
	for (; fitted.cut && most > cells; most -= 2) {
		size_t length = fit_prefix(clean, most);

		if (clean + length < result)
			fitted = layout_fit(work, arena_printf(work->arena, "%.*s%s%s", (int)length, clean, FIT_ELLIPSIS,
				result), cells);
	}
	return fitted;
}

static void fit_stripes(const struct layout_work *work, int x, int width, size_t *first, size_t *end)
{
	int last = x + width - 1;

	*first = x > 0 ? (size_t)(x / LAYOUT_STRIPE) : 0;
	*end = last > 0 ? (size_t)(last / LAYOUT_STRIPE) + 1 : 1;
	if (*end > work->stripe_count)
		*end = work->stripe_count;
}

int layout_find_room(const struct layout_work *work, int x, int width, int top)
{
	size_t i, end;

	for (fit_stripes(work, x, width, &i, &end); i < end; i++) {
		if (work->skyline[i] > top)
			top = work->skyline[i];
	}
	return top;
}

void layout_take_room(struct layout_work *work, int x, int width, int bottom)
{
	size_t i, end;

	for (fit_stripes(work, x, width, &i, &end); i < end; i++) {
		if (bottom > work->skyline[i])
			work->skyline[i] = bottom;
	}
}

static void fit_add_row(struct layout_work *work, const char *row, int width, int x, int top, enum layout_anchor anchor)
{
	struct ladder_layout *layout = work->layout;
	struct layout_text *text;

	layout->texts = arena_grow(work->arena, layout->texts, layout->text_count, &work->text_capacity,
		sizeof(*layout->texts));
	text = &layout->texts[layout->text_count++];
	text->text = row;
	text->anchor = anchor;
	text->x = x;
	text->y = top + work->options->font;
	text->box.x = anchor == LAYOUT_START ? x : anchor == LAYOUT_END ? x - width : x - width / 2;
	text->box.y = top;
	text->box.width = width;
	text->box.height = work->row_height;
	layout_take_room(work, text->box.x, width, top + work->row_height);
}

struct layout_rows layout_add_rows(struct layout_work *work, const struct fitted *fitted, int x, int top,
	enum layout_anchor anchor)
{
	struct layout_rows rows = {work->layout->text_count, fitted->count};
	size_t i;

	for (i = 0; i < fitted->count; i++)
		fit_add_row(work, fitted->rows[i], fitted->widths[i], x, top + (int)i * work->row_height, anchor);
	return rows;
}
