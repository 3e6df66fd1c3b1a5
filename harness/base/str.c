/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that grows, and the escaping of bytes as strace and C show them. */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/memory.h"
#include "harness/base/str.h"

#define STR_PRINTED ((size_t)48) /* bytes; room that is made before it is known how much is printed */

void
str_init(struct str *str)
{
	memset(str, 0, sizeof *str);
}

void
str_free(struct str *str)
{
	free(str->text);
	str_init(str);
}

void
str_clear(struct str *str)
{
	str->length = 0;
	if (str->text != NULL)
		str->text[0] = '\0';
}

/* Makes room for `more` bytes and the NUL behind them. */
static void
str_reserve(struct str *str, size_t more)
{
	size_t need, capacity = str->capacity;

	if (str->length < capacity && more < capacity - str->length)
		return;
	if (__builtin_add_overflow(str->length, more, &need) || need > SIZE_MAX / 4)
		memory_end();
	if (need + 1 <= capacity)
		return;
	if (capacity < 64)
		capacity = 64;
	while (capacity < need + 1)
		capacity *= 2;
	str->text = memory_resize(str->text, capacity);
	str->capacity = capacity;
}

void
str_add(struct str *str, const char *text)
{
	str_add_bytes(str, text, strlen(text));
}

void
str_add_bytes(struct str *str, const void *data, size_t length)
{
	str_reserve(str, length);
	if (length > 0)
		memcpy(str->text + str->length, data, length);
	str->length += length;
	str->text[str->length] = '\0';
}

void
str_addf(struct str *str, const char *format, ...)
{
	va_list arguments, again;
	size_t room;
	int length;

	/* Most of what is printed fits at once. */
	str_reserve(str, STR_PRINTED);
	room = str->capacity - str->length;
	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(str->text + str->length, room, format, arguments);
	va_end(arguments);
	if (length > 0 && (size_t)length >= room) {
		str_reserve(str, (size_t)length);
		vsnprintf(str->text + str->length, (size_t)length + 1, format, again);
	}
	if (length > 0)
		str->length += (size_t)length;
	str->text[str->length] = '\0';
	va_end(again);
}

void
str_add_int(struct str *str, long long number)
{
	unsigned long long left = number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		digits[--at] = '-';
	str_add_bytes(str, digits + at, sizeof digits - at);
}

const char *
str_text(const struct str *str)
{
	return str->text != NULL ? str->text : "";
}

void
str_add_quoted(struct str *str, const void *data, size_t length, size_t most)
{
	const unsigned char *bytes = data;
	size_t i, shown = most != 0 && length > most ? most : length;

	str_add(str, "\"");
	for (i = 0; i < shown; i++) {
		switch (bytes[i]) {
		case '\n':
			str_add(str, "\\n");
			break;
		case '\t':
			str_add(str, "\\t");
			break;
		case '\r':
			str_add(str, "\\r");
			break;
		case '"':
			str_add(str, "\\\"");
			break;
		case '\\':
			str_add(str, "\\\\");
			break;
		default:
			if (bytes[i] >= 0x20 && bytes[i] < 0x7f)
				str_add_bytes(str, &bytes[i], 1);
			else
				str_addf(str, "\\x%02x", bytes[i]);
		}
	}
	str_add(str, shown < length ? "\"..." : "\"");
}

size_t
str_decode_utf8(const unsigned char *bytes, size_t length, uint32_t *code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t size, i;

	if (bytes[0] < 0x80) {
		*code = bytes[0];
		return 1;
	}
	if (bytes[0] >= 0xc2 && bytes[0] <= 0xdf)
		size = 2;
	else if ((bytes[0] & 0xf0) == 0xe0)
		size = 3;
	else if (bytes[0] >= 0xf0 && bytes[0] <= 0xf4)
		size = 4;
	else
		return 0;
	if (length < size)
		return 0;
	*code = bytes[0] & (0x7fu >> size);
	for (i = 1; i < size; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (bytes[i] & 0x3f);
	}
	/* Overlong forms, what is beyond Unicode, and surrogates. */
	if (*code < smallest[size] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return size;
}

bool
str_is_plain_utf8(const void *data, size_t length)
{
	const unsigned char *bytes = data;
	size_t i = 0, one;
	uint32_t code;

	while (i < length) {
		if ((bytes[i] < 0x20 && bytes[i] != '\n' && bytes[i] != '\t') || bytes[i] == 0x7f)
			return false;
		/* U+0080 to U+009F are control characters too. */
		if (bytes[i] == 0xc2 && i + 1 < length && bytes[i + 1] < 0xa0)
			return false;
		one = str_decode_utf8(bytes + i, length - i, &code);
		if (one == 0)
			return false;
		i += one;
	}
	return true;
}

bool
str_to_int(const char *text, long long *number)
{
	const char *digits = text[0] == '-' ? text + 1 : text;
	char *end;
	long long value;

	/* strtoll would take leading space and a plus sign. */
	if (digits[0] < '0' || digits[0] > '9')
		return false;
	errno = 0;
	value = strtoll(text, &end, 0);
	if (errno != 0 || *end != '\0')
		return false;
	*number = value;
	return true;
}

#define NEAREST_LONGEST 64

static int
str_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/*
 * The edit distance: insertions, deletions, replacements and swaps of neighbours. A wrong case costs
 * nothing here, so that "msg_peek" finds MSG_PEEK.
 */
static size_t
str_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t rows[3][NEAREST_LONGEST + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2], *spare;
	size_t i, j;

	for (j = 0; j <= b_length; j++) {
		above[j] = j;
		before[j] = 0;
	}
	for (i = 1; i <= a_length; i++) {
		row[0] = i;
		for (j = 1; j <= b_length; j++) {
			int same = str_lower(a[i - 1]) == str_lower(b[j - 1]);
			size_t best = above[j - 1] + !same;

			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && str_lower(a[i - 1]) == str_lower(b[j - 2]) &&
				str_lower(a[i - 2]) == str_lower(b[j - 1]) && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			row[j] = best;
		}
		spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[b_length];
}

const char *
str_nearest(const char *text, const char *const *names)
{
	size_t length = strlen(text), limit = length / 3, best, distance, name_length;
	const char *nearest = NULL;

	if (length > NEAREST_LONGEST)
		return NULL;
	if (limit < 1)
		limit = 1;
	best = limit + 1;
	for (; *names != NULL; names++) {
		name_length = strlen(*names);
		if (name_length > NEAREST_LONGEST || name_length > length + limit ||
			length > name_length + limit)
			continue;
		distance = str_distance(text, length, *names, name_length);
		/* Where not one letter is the same, it is no likeness. */
		if (distance < best && distance < length) {
			best = distance;
			nearest = *names;
		}
	}
	return nearest;
}

bool str_is_wide(uint32_t code)
{
	return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
	       (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
	       (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
	       (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1f9ff) ||
	       (code >= 0x20000 && code <= 0x3fffd);
}
