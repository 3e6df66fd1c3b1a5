/* SPDX-License-Identifier: BSD-2-Clause */
/* A ladder as text: the rows, set into columns. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/ladder/ladder.h"
#include "reports/ladder/ladder_pen.h"
#include "reports/ladder/ladder_rows.h"
#include "reports/ladder/ladder_text.h"
#include "reports/text.h"

#define TEXT_SILENCE_NS (20 * NS_PER_MS) /* so long a silence is left out, and named */
#define TEXT_TIME_DIGITS 6
#define TEXT_ROWS_MOST 32 /* where only what is near to findings is drawn */

struct print {
	struct pen pen;
	struct arena *arena;
	const struct ladder *ladder;
	size_t pending[2];        /* calls of each host that have not returned yet */
};

void ladder_text_options_init(struct ladder_text_options *options, int columns)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	const char *told = getenv("COLUMNS"), *locale = NULL;
	long long number;
	size_t i;

	if (told && str_to_int(told, &number) && number > 0 && number < 10000)
		columns = (int)number;
	if (columns <= 0)
		columns = 100;
	options->width = columns < LADDER_TEXT_LEAST ? LADDER_TEXT_LEAST
		: columns > LADDER_TEXT_MOST ? LADDER_TEXT_MOST : columns;
	for (i = 0; i < sizeof(names) / sizeof(names[0]) && (!locale || !*locale); i++)
		locale = getenv(names[i]);
	options->utf8 = locale && (strstr(locale, "UTF-8") || strstr(locale, "utf8") || strstr(locale, "UTF8") ||
		strstr(locale, "utf-8"));
	options->around = 0;
	options->indent = NULL;
}

/* How a packet is drawn, by what is special about it: each in a shape of its own. */
static enum pen_stroke print_stroke(const struct ladder_arrow *arrow)
{
	if (arrow->marks & LADDER_MISSING)
		return PEN_DOTTED;
	if (arrow->marks & LADDER_UNEXPECTED)
		return PEN_THICK;
	if (arrow->marks & (LADDER_INJECTED | LADDER_ANSWERED))
		return PEN_DASHED;
	return PEN_PLAIN;
}

static const char *print_label(const struct print *print, const struct ladder_row *row)
{
	const char *label = text_clean_line(print->arena, row->band ? row->band->label : row->arrow->label);

	if (print->ladder->line_count > 2 && row->connection >= 0)
		return arena_printf(print->arena, "[%d] %s", row->connection + 1, label);
	return label;
}

/* Below an arrow: what the wire did to it, what it is, and what the page says of it. */
static void print_notes(struct print *print, const struct ladder_arrow *arrow)
{
	const struct {
		unsigned mark;
		const char *words;
	} rows[] = {
		{LADDER_AGAIN, _("sent again")},
		{LADDER_ZERO_WINDOW, _("no window")},
		{LADDER_RESET, _("reset")},
	};
	size_t i;

	if (arrow->note)
		pen_add_note(&print->pen, text_clean_line(print->arena, arrow->note));
	else if (arrow->marks & LADDER_LOST)
		pen_add_note(&print->pen, _("did not arrive"));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (arrow->marks & rows[i].mark)
			pen_add_note(&print->pen, rows[i].words);
	}
	if (arrow->marks & LADDER_MISSING)
		pen_add_note(&print->pen, arena_printf(print->arena, _("line %d: it never came"), arrow->line));
	else if (arrow->marks & LADDER_UNEXPECTED)
		pen_add_note(&print->pen, arena_printf(print->arena, _("line %d: not as expected"), arrow->line));
}

static void print_arrow(struct print *print, const struct ladder_row *row)
{
	const struct ladder_arrow *arrow = row->arrow;
	struct pen_arrow drawn = {.label = print_label(print, row), .stroke = print_stroke(arrow),
		.right = print->ladder->lines[arrow->from].host == 0,
		.begins_midway = row->kind == ROW_ARRIVES ||
			(arrow->left_ns < 0 && !print->ladder->lines[arrow->from].of_packets),
		.ends_midway = row->kind == ROW_LEAVES || (arrow->marks & LADDER_LOST), .lost = arrow->marks & LADDER_LOST};

	pen_add_arrow(&print->pen, &drawn);
	if (row->kind != ROW_LEAVES)
		print_notes(print, arrow);
}

static void print_band(struct print *print, const struct ladder_row *row)
{
	struct pen_arrow drawn = {.label = print_label(print, row), .stroke = PEN_DOUBLE,
		.right = print->ladder->lines[row->band->from].host == 0};

	pen_add_arrow(&print->pen, &drawn);
}

/* Which sign stands beside each line: the bar of a call that is under way. */
static void print_gutters(struct print *print, const struct ladder_row *row)
{
	int host;

	for (host = 0; host < 2; host++)
		print->pen.bars[host] = print->pending[host] > 0 ? PEN_BAR_GOES_ON : PEN_BAR_NONE;
	if (!row || !row->call)
		return;
	host = print->ladder->lines[row->call->at].host;
	if (row->kind == ROW_CALL)
		print->pen.bars[host] = print->pending[host] > 0 ? PEN_BAR_GOES_ON : PEN_BAR_ALONE;
	else
		print->pen.bars[host] = row->kind == ROW_CALL_ENTERS ? PEN_BAR_BEGINS : PEN_BAR_ENDS;
}

static void print_row(struct print *print, const struct ladder_row *row)
{
	struct str time;

	print_gutters(print, row);
	str_init(&time);
	text_add_seconds(&time, row->time_ns - print->ladder->begin_ns, TEXT_TIME_DIGITS);
	pen_begin(&print->pen, str_text(&time));
	str_free(&time);
	pen_set_side(&print->pen, 0, row->sides[0]);
	pen_set_side(&print->pen, 1, row->sides[1]);
	if (row->band)
		print_band(print, row);
	else if (row->arrow)
		print_arrow(print, row);
	if (row->kind == ROW_CALL_ENTERS)
		print->pending[print->ladder->lines[row->call->at].host]++;
	if (row->kind == ROW_CALL_RETURNS)
		print->pending[print->ladder->lines[row->call->at].host]--;
	pen_end(&print->pen, print->pending);
}

static void print_silence(struct print *print, int64_t silence_ns)
{
	char text[64];

	print_gutters(print, NULL);
	pen_add_silence(&print->pen, clock_format(silence_ns, text));
}

/* An address that is too wide is broken in front of its port. */
static const char *print_address(struct print *print, const char *address)
{
	const char *text = text_clean_line(print->arena, address), *port = strrchr(text, ':');

	if (strlen(text) <= print->pen.side_width || !port || port[-1] != ']')
		return text;
	return arena_printf(print->arena, "%.*s\n%s", (int)(port - text), text, port);
}

/* The names on top, and the addresses; of several connections each with the number that its packets carry. */
static void print_heads(struct print *print)
{
	const struct ladder *ladder = print->ladder;
	size_t pairs = ladder->line_count / 2, i;
	int host;

	for (i = 0; i < pairs; i++) {
		pen_begin(&print->pen, "");
		for (host = 0; host < 2; host++) {
			const struct ladder_line *line = &ladder->lines[i + (host ? pairs : 0)];
			const char *name = text_clean_line(print->arena, line->name);
			const char *address = print_address(print, line->address);

			pen_set_side(&print->pen, host, pairs > 1
				? arena_printf(print->arena, "[%zu] %s\n%s", i + 1, name, address)
				: arena_printf(print->arena, "%s\n%s", name, address));
		}
		pen_end(&print->pen, print->pending);
	}
}

/* What is near enough to something that a finding is about. */
static bool print_is_near(const struct ladder_row *rows, size_t count, size_t at, int around)
{
	size_t first = at > (size_t)around ? at - (size_t)around : 0, i;

	for (i = first; i < count && i <= at + (size_t)around; i++) {
		if (rows[i].found)
			return true;
	}
	return around == 0;
}

/* What the terminal cannot show, as question marks of the same width. */
static void print_to_ascii(struct str *str, size_t from)
{
	size_t to = from, next, width;

	for (; from < str->length; from = next) {
		for (next = from + 1; next < str->length && ((unsigned char)str->text[next] & 0xc0) == 0x80; next++)
			;
		if ((unsigned char)str->text[from] < 0x80) {
			str->text[to++] = str->text[from];
			continue;
		}
		for (width = text_width(str->text + from, next - from); width > 0; width--)
			str->text[to++] = '?';
	}
	if (str->text)
		str->text[str->length = to] = '\0';
}

void ladder_text_print(struct str *str, struct arena *arena, const struct ladder *ladder,
	const struct ladder_text_options *options)
{
	struct print print = {.arena = arena, .ladder = ladder};
	bool begun = false, left_out = false;
	int64_t last_ns = 0;
	size_t count, drawn = 0, start = str->length, i;
	struct ladder_row *rows = ladder_rows_make(arena, ladder, &count);

	pen_init(&print.pen, str, options->width, options->utf8, options->indent);
	for (i = 0; i < count; i++) {
		if (!print_is_near(rows, count, i, options->around) || (options->around > 0 && drawn == TEXT_ROWS_MOST)) {
			left_out = true;
			print.pending[0] = print.pending[1] = 0;
			continue;
		}
		if (!begun)
			print_heads(&print);
		if (left_out)
			pen_add_left_out(&print.pen);
		else if (begun && rows[i].time_ns - last_ns >= TEXT_SILENCE_NS)
			print_silence(&print, rows[i].time_ns - last_ns);
		begun = true;
		left_out = false;
		print_row(&print, &rows[i]);
		drawn++;
		last_ns = rows[i].end_ns > last_ns ? rows[i].end_ns : last_ns;
	}
	if (begun && left_out)
		pen_add_left_out(&print.pen);
	if (begun && ladder->cut)
		str_addf(str, "%s%s\n", options->indent ? options->indent : "", _("There was more than is drawn here."));
	if (!options->utf8)
		print_to_ascii(str, start);
	pen_free(&print.pen);
}
