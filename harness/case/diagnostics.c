/* SPDX-License-Identifier: BSD-2-Clause */
/* A list of mistakes, and how it is shown: as gcc and clang do, with the line and a caret under the place. */
#include "config.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/case/parse.h"

#define DIAGNOSTICS_ERRORS_MOST 100
#define DIAGNOSTICS_ITEMS_MOST 400
#define DIAGNOSTICS_LINE_MOST 160 /* bytes of a line that are shown */
#define DIAGNOSTICS_AHEAD 60      /* of which in front of the place, where the line is longer */

void diagnostics_init(struct diagnostics *list)
{
	memset(list, 0, sizeof(*list));
}

void diagnostics_free(struct diagnostics *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].text);
	free(list->items);
	diagnostics_init(list);
}

static void diagnostics_push(struct diagnostics *list, enum diagnostic_kind kind, struct where where,
	char *text)
{
	struct diagnostic *items = list->items;

	if (list->count == list->capacity) {
		list->capacity = list->capacity == 0 ? 8 : list->capacity * 2;
		items = realloc(items, list->capacity * sizeof(*items));
		if (items == NULL)
			abort();
		list->items = items;
	}
	list->items[list->count++] = (struct diagnostic){ .kind = kind, .where = where, .text = text };
}

/* Titles and entities of Markdown can say any character: a message is one line all the same, and tells a terminal nothing. */
static void diagnostics_tame(char *text)
{
	for (char *at = text; *at != '\0'; at++) {
		unsigned char first = (unsigned char)at[0], second = (unsigned char)at[1];

		if (first == '\n' || first == '\t')
			*at = ' ';
		else if (first < ' ' || first == 0x7f)
			*at = '?';
		else if (first == 0xc2 && second >= 0x80 && second < 0xa0) /* U+0080 to U+009F */
			at[0] = at[1] = '?';
	}
}

void diagnostics_add(struct diagnostics *list, enum diagnostic_kind kind, struct where where,
	const char *format, ...)
{
	char *text;
	va_list arguments;
	int length;

	if (list->errors > DIAGNOSTICS_ERRORS_MOST || list->count >= DIAGNOSTICS_ITEMS_MOST)
		return;
	if (kind == DIAGNOSTIC_ERROR && ++list->errors > DIAGNOSTICS_ERRORS_MOST) {
		format = N_("too many mistakes; the rest is not shown");
	}
	va_start(arguments, format);
	length = vasprintf(&text, lang_text(format), arguments);
	va_end(arguments);
	if (length < 0)
		abort();
	diagnostics_tame(text);
	diagnostics_push(list, kind, where, text);
}

static bool diagnostics_before(const struct where *a, const struct where *b)
{
	return a->line < b->line || (a->line == b->line && a->column < b->column);
}

/* Insertion of each error with its notes: there are few. */
void diagnostics_sort(struct diagnostics *list)
{
	struct diagnostic moved[DIAGNOSTICS_ITEMS_MOST];
	size_t end, at, length;

	for (size_t begin = 0; begin < list->count; begin = end) {
		for (end = begin + 1; end < list->count && list->items[end].kind == DIAGNOSTIC_NOTE; end++)
			;
		at = begin;
		for (size_t i = 0; i < begin && at == begin; i++)
			if (list->items[i].kind != DIAGNOSTIC_NOTE &&
				diagnostics_before(&list->items[begin].where, &list->items[i].where))
				at = i;
		length = end - begin;
		memcpy(moved, list->items + begin, length * sizeof(moved[0]));
		memmove(list->items + at + length, list->items + at, (begin - at) * sizeof(moved[0]));
		memcpy(list->items + at, moved, length * sizeof(moved[0]));
	}
}

static const char *diagnostics_kind_name(enum diagnostic_kind kind)
{
	switch (kind) {
	case DIAGNOSTIC_ERROR:
		return _("error");
	case DIAGNOSTIC_WARNING:
		return _("warning");
	case DIAGNOSTIC_NOTE:
		return _("note");
	}
	return _("error");
}

/* The bytes of a line of the text, without its end. NULL where there is no such line. */
static const char *diagnostics_find_line(const char *text, int line, size_t *length)
{
	for (int i = 1; i < line; i++) {
		text = strchr(text, '\n');
		if (text == NULL)
			return NULL;
		text++;
	}
	*length = strcspn(text, "\n");
	if (*length > 0 && text[*length - 1] == '\r')
		--*length;
	return text;
}

static bool diagnostics_continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Whether a character takes two columns. All that do have three or four bytes. */
static bool diagnostics_is_wide(const char *text, size_t left)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t size = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 1;
	uint32_t code = bytes[0] & (0x7fu >> size);

	if (size == 1 || left < size)
		return false;
	for (size_t i = 1; i < size; i++) {
		if (!diagnostics_continues(text[i]))
			return false;
		code = code << 6 | (bytes[i] & 0x3f);
	}
	return str_is_wide(code);
}

/* A page that is not text is shown as far as it is: whatever else it holds must not reach a terminal. */
static void diagnostics_add_line(struct str *str, const char *line, size_t length)
{
	bool plain = str_is_plain_utf8(line, length);

	for (size_t i = 0; i < length; i++) {
		bool control = (line[i] >= 0 && line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f;

		str_add_bytes(str, control || (!plain && line[i] < 0) ? "?" : line + i, 1);
	}
}

/* The line, or what of a long one is around the place, and under it a caret with a tail: ^~~~ */
static void diagnostics_print_place(const struct where *where, const char *text, FILE *out)
{
	size_t length, begin = 0, first, last;
	const char *line = diagnostics_find_line(text, where->line, &length);
	bool cut_front = false, cut_back = false;
	struct str marks;

	if (line == NULL || where->column < 1)
		return;
	first = (size_t)where->column - 1;
	if (first > length)
		first = length;
	last = first;
	if (where->end_line > where->line)
		last = length > 0 ? length - 1 : 0;
	else if (where->end_line == where->line && where->end_column > where->column)
		last = (size_t)where->end_column - 1;
	if (length > DIAGNOSTICS_LINE_MOST && first > DIAGNOSTICS_AHEAD) {
		begin = first - DIAGNOSTICS_AHEAD;
		while (begin < first && diagnostics_continues(line[begin]))
			begin++;
		cut_front = true;
	}
	if (length > begin + DIAGNOSTICS_LINE_MOST) {
		length = begin + DIAGNOSTICS_LINE_MOST;
		while (length > first + 1 && diagnostics_continues(line[length]))
			length--;
		cut_back = true;
	}
	str_init(&marks);
	diagnostics_add_line(&marks, line + begin, length - begin);
	fprintf(out, "%5d | %s%s%s\n", where->line, cut_front ? "..." : "", str_text(&marks), cut_back ? "..." : "");
	str_clear(&marks);
	str_add(&marks, cut_front ? "   " : "");
	for (size_t i = begin; i < length || i == first; i++) {
		/* A character of several bytes is one column wide, or two; a tab stays a tab. */
		if (i < length && diagnostics_continues(line[i]))
			continue;
		if (i > last && i > first)
			break;
		if (i < first)
			str_add(&marks, line[i] == '\t' ? "\t" : " ");
		else
			str_add(&marks, i == first ? "^" : "~");
		if (i < length && diagnostics_is_wide(line + i, length - i))
			str_add(&marks, i < first ? " " : "~");
	}
	fprintf(out, "      | %s\n", str_text(&marks));
	str_free(&marks);
}

void diagnostics_print(const struct diagnostics *list, const char *path, const char *text, FILE *out)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct diagnostic *item = &list->items[i];

		fprintf(out, "%s:%d:%d: %s: %s\n", path, item->where.line, item->where.column,
			diagnostics_kind_name(item->kind), item->text);
		diagnostics_print_place(&item->where, text, out);
	}
}
