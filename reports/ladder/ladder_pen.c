/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows of a ladder's text. */
#include "config.h"

#include <string.h>

#include "reports/ladder/ladder_pen.h"
#include "reports/text.h"

#define PEN_TIME_WIDTH 9
#define PEN_FRAME 16 /* the time, the lines, bars and spaces: all that is neither a side nor the middle */

enum pen_sign {
	SIGN_LINE, SIGN_RIGHT, SIGN_LEFT, SIGN_CROSS, SIGN_CUT, SIGN_UNDER_WAY, SIGN_ZIGZAG, SIGN_BAR_ALONE, SIGN_BAR_BEGINS,
	SIGN_BAR_GOES_ON, SIGN_BAR_ENDS, SIGN_COUNT
};

/* In UTF-8 and in ASCII; each one column wide, but for SIGN_CUT. */
static const char *const pen_signs[SIGN_COUNT][2] = {
	[SIGN_LINE] = {"\u2502", "|"},
	[SIGN_RIGHT] = {"\u25b6", ">"},
	[SIGN_LEFT] = {"\u25c0", "<"},
	[SIGN_CROSS] = {"\u2717", "X"},
	[SIGN_CUT] = {"\u2026", "~"},
	[SIGN_UNDER_WAY] = {"\u2219", "."},
	[SIGN_ZIGZAG] = {"\u2307", "/"},
	[SIGN_BAR_ALONE] = {"\u2590", "]"},
	[SIGN_BAR_BEGINS] = {"\u2510", "."},
	[SIGN_BAR_GOES_ON] = {"\u2506", ":"},
	[SIGN_BAR_ENDS] = {"\u2518", "'"},
};

/* The stroke, and how it begins at the line on its left and at the one on its right. */
static const struct {
	const char *stroke[2], *from_left[2], *from_right[2];
} pen_strokes[] = {
	[PEN_PLAIN] = {{"\u2500", "-"}, {"\u251c", "+"}, {"\u2524", "+"}},
	[PEN_DASHED] = {{"\u254c", "~"}, {"\u251c", "+"}, {"\u2524", "+"}},
	[PEN_DOTTED] = {{"\u2508", "."}, {"\u2502", "|"}, {"\u2502", "|"}},
	[PEN_THICK] = {{"\u2501", "="}, {"\u251d", "+"}, {"\u2525", "+"}},
	[PEN_DOUBLE] = {{"\u2550", "#"}, {"\u255e", "+"}, {"\u2561", "+"}},
};

static const char *pen_sign(const struct pen *pen, enum pen_sign sign)
{
	return pen_signs[sign][pen->utf8 ? 0 : 1];
}

void pen_init(struct pen *pen, struct str *out, int width, bool utf8, const char *indent)
{
	size_t whole = (size_t)width - strlen(indent ? indent : "");

	memset(pen, 0, sizeof(*pen));
	pen->out = out;
	pen->indent = indent ? indent : "";
	pen->utf8 = utf8;
	pen->middle_width = whole / 4 + 10;
	pen->side_width = (whole - PEN_FRAME - pen->middle_width) / 2;
	str_init(&pen->time);
	str_init(&pen->sides[0]);
	str_init(&pen->sides[1]);
	str_init(&pen->middle);
}

void pen_free(struct pen *pen)
{
	str_free(&pen->time);
	str_free(&pen->sides[0]);
	str_free(&pen->sides[1]);
	str_free(&pen->middle);
}

static void pen_repeat(struct str *str, const char *text, size_t times)
{
	while (times-- > 0)
		str_add(str, text);
}

/* How many bytes of the text are the first characters that take at most so many columns. */
static size_t pen_fit(const char *text, size_t length, size_t columns)
{
	size_t at = 0, next;

	while (at < length) {
		for (next = at + 1; next < length && ((unsigned char)text[next] & 0xc0) == 0x80; next++)
			;
		if (text_width(text, next) > columns)
			break;
		at = next;
	}
	return at;
}

/* The text in rows of at most so many columns, broken behind spaces where it has some. */
static void pen_wrap(struct str *str, const char *text, size_t columns)
{
	size_t length = strlen(text);

	while (length > 0) {
		size_t take = strcspn(text, "\n"), fit = pen_fit(text, take, columns), at = fit;

		if (fit < take) {
			while (at > fit / 3 && text[at - 1] != ' ' && text[at] != ' ')
				at--;
			take = at > fit / 3 ? at : fit;
		}
		if (take == 0)
			take = 1; /* wider than a row: never, of clean text */
		str_add_bytes(str, text, take);
		str_add(str, "\n");
		text += take;
		length -= take;
		while (length > 0 && (*text == ' ' || *text == '\n')) {
			text++;
			length--;
		}
	}
}

void pen_begin(struct pen *pen, const char *time)
{
	str_clear(&pen->time);
	str_clear(&pen->sides[0]);
	str_clear(&pen->sides[1]);
	str_clear(&pen->middle);
	str_add(&pen->time, time);
}

void pen_set_side(struct pen *pen, int host, const char *text)
{
	if (text)
		pen_wrap(&pen->sides[host], text, pen->side_width);
}

/* A row between the lines: the sign of the line on the left, then the columns, then the other one. */
static void pen_add_middle(struct pen *pen, const char *left, const char *inner, const char *right)
{
	size_t width = text_width(inner, strlen(inner));

	str_add(&pen->middle, left);
	str_add(&pen->middle, inner);
	pen_repeat(&pen->middle, " ", width < pen->middle_width ? pen->middle_width - width : 0);
	str_add(&pen->middle, right);
	str_add(&pen->middle, "\n");
}

static void pen_add_centred(struct pen *pen, const char *text)
{
	size_t width = text_width(text, strlen(text));
	struct str inner;

	str_init(&inner);
	pen_repeat(&inner, " ", width < pen->middle_width ? (pen->middle_width - width) / 2 : 0);
	str_add(&inner, text);
	pen_add_middle(pen, pen_sign(pen, SIGN_LINE), str_text(&inner), pen_sign(pen, SIGN_LINE));
	str_free(&inner);
}

/* Rows of text between the lines. */
void pen_add_note(struct pen *pen, const char *text)
{
	struct str rows;
	char *at, *end;

	str_init(&rows);
	pen_wrap(&rows, text, pen->middle_width - 2);
	for (at = rows.text; at && *at; at = end + 1) {
		end = strchr(at, '\n');
		*end = '\0';
		pen_add_centred(pen, at);
	}
	str_free(&rows);
}

void pen_add_arrow(struct pen *pen, const struct pen_arrow *arrow)
{
	int code = pen->utf8 ? 0 : 1;
	const char *stroke = pen_strokes[arrow->stroke].stroke[code];
	const char *left = pen_sign(pen, SIGN_LINE), *right = left, *label = arrow->label;
	size_t gap = pen->middle_width / 8, label_width, space, before;
	size_t tail = arrow->begins_midway ? gap : 0, head = arrow->ends_midway ? gap : 0;
	struct str inner;

	label_width = text_width(label, strlen(label));
	space = pen->middle_width - tail - head - 1; /* the head, or cross */
	if (label_width + 4 > space) {
		pen_add_note(pen, label);
		label = "";
		label_width = 0;
	}
	space -= label_width + (*label ? 2 : 0);
	before = space / 2;
	if (!arrow->begins_midway)
		*(arrow->right ? &left : &right) = arrow->right ? pen_strokes[arrow->stroke].from_left[code]
			: pen_strokes[arrow->stroke].from_right[code];
	str_init(&inner);
	pen_repeat(&inner, " ", arrow->right ? tail : head);
	if (!arrow->right)
		str_add(&inner, pen_sign(pen, arrow->lost ? SIGN_CROSS : arrow->ends_midway ? SIGN_UNDER_WAY : SIGN_LEFT));
	pen_repeat(&inner, stroke, before);
	if (*label)
		str_addf(&inner, " %s ", label);
	pen_repeat(&inner, stroke, space - before);
	if (arrow->right)
		str_add(&inner, pen_sign(pen, arrow->lost ? SIGN_CROSS : arrow->ends_midway ? SIGN_UNDER_WAY : SIGN_RIGHT));
	pen_repeat(&inner, " ", arrow->right ? head : tail);
	pen_add_middle(pen, left, str_text(&inner), right);
	str_free(&inner);
}

/* The next of rows that are ended by newlines; "" when there are no more. */
static const char *pen_next(const char **at, size_t *length)
{
	const char *row = *at;

	*length = strcspn(row, "\n");
	*at = row + *length + (row[*length] == '\n');
	return row;
}

static const char *pen_bar_sign(const struct pen *pen, enum pen_bar bar)
{
	switch (bar) {
	case PEN_BAR_NONE:
		return " ";
	case PEN_BAR_ALONE:
		return pen_sign(pen, SIGN_BAR_ALONE);
	case PEN_BAR_BEGINS:
		return pen_sign(pen, SIGN_BAR_BEGINS);
	case PEN_BAR_GOES_ON:
		return pen_sign(pen, SIGN_BAR_GOES_ON);
	case PEN_BAR_ENDS:
		return pen_sign(pen, SIGN_BAR_ENDS);
	}
	return " ";
}

static void pen_trim(struct str *str)
{
	while (str->length > 0 && str->text[str->length - 1] == ' ')
		str->text[--str->length] = '\0';
}

/* A bar has its beginning or end in the first row, and goes on below it or not. */
static enum pen_bar pen_bar_below(enum pen_bar bar, bool pending)
{
	return bar == PEN_BAR_NONE || pending ? (pending ? PEN_BAR_GOES_ON : PEN_BAR_NONE) : PEN_BAR_NONE;
}

void pen_end(struct pen *pen, const size_t pending[2])
{
	const char *left = str_text(&pen->sides[0]), *right = str_text(&pen->sides[1]), *middle = str_text(&pen->middle);
	const char *time = str_text(&pen->time);
	bool first = true;

	for (; first || *left || *right || *middle; first = false) {
		size_t left_length, right_length, middle_length;
		const char *left_row = pen_next(&left, &left_length), *right_row = pen_next(&right, &right_length);
		const char *middle_row = pen_next(&middle, &middle_length);

		str_addf(pen->out, "%s%*s ", pen->indent, PEN_TIME_WIDTH, first ? time : "");
		pen_repeat(pen->out, " ", pen->side_width - text_width(left_row, left_length));
		str_add_bytes(pen->out, left_row, left_length);
		str_addf(pen->out, " %s", pen_bar_sign(pen, pen->bars[0]));
		if (middle_length > 0) {
			str_add_bytes(pen->out, middle_row, middle_length);
		} else {
			str_add(pen->out, pen_sign(pen, SIGN_LINE));
			pen_repeat(pen->out, " ", pen->middle_width);
			str_add(pen->out, pen_sign(pen, SIGN_LINE));
		}
		str_addf(pen->out, "%s ", pen_bar_sign(pen, pen->bars[1]));
		str_add_bytes(pen->out, right_row, right_length);
		pen_trim(pen->out);
		str_add(pen->out, "\n");
		pen->bars[0] = pen_bar_below(pen->bars[0], pending[0] > 0);
		pen->bars[1] = pen_bar_below(pen->bars[1], pending[1] > 0);
	}
}

void pen_add_silence(struct pen *pen, const char *text)
{
	const size_t pending[2] = {pen->bars[0] == PEN_BAR_GOES_ON, pen->bars[1] == PEN_BAR_GOES_ON};
	const char *zigzag = pen_sign(pen, SIGN_ZIGZAG);
	size_t width = text_width(text, strlen(text));
	size_t space = pen->middle_width > width + 2 ? pen->middle_width - width - 2 : 0;
	struct str inner;

	str_init(&inner);
	pen_repeat(&inner, " ", space / 2);
	str_addf(&inner, "%s %s", pen->utf8 ? "\u2248" : "~", text);
	pen_begin(pen, "");
	pen_add_middle(pen, zigzag, str_text(&inner), zigzag);
	pen_end(pen, pending);
	str_free(&inner);
}

void pen_add_left_out(struct pen *pen)
{
	const size_t none[2] = {0, 0};

	pen->bars[0] = pen->bars[1] = PEN_BAR_NONE;
	pen_begin(pen, "");
	pen_add_centred(pen, pen->utf8 ? "\u22ee" : "...");
	pen_end(pen, none);
}
