/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers, times and strings as they are written in a script. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/clock.h"
#include "harness/case/literal.h"

#define LITERAL_TIME_MOST (3600 * NS_PER_SECOND)

static int literal_digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return 99;
}

bool literal_read_number(const char *text, size_t length, int64_t *number)
{
	int base = 10, digit;
	size_t at = 0;

	*number = 0;
	if (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		base = 16;
		at = 2;
	} else if (length > 1 && text[0] == '0') {
		base = 8;
		at = 1;
	}
	if (at == length)
		return false;
	for (; at < length; at++) {
		digit = literal_digit(text[at]);
		if (digit >= base || __builtin_mul_overflow(*number, base, number) ||
			__builtin_add_overflow(*number, digit, number))
			return false;
	}
	return true;
}

bool literal_read_time(const char *text, size_t length, int64_t *ns)
{
	static const struct {
		const char *name;
		int64_t ns;
	} units[] = { { "", NS_PER_SECOND }, { "s", NS_PER_SECOND }, { "ms", NS_PER_MS }, { "us", NS_PER_US },
		{ "ns", 1 } };
	int64_t unit = 0, part;
	size_t at = 0, unit_at = 0, digits = 0;

	while (unit_at < length && (isdigit((unsigned char)text[unit_at]) || text[unit_at] == '.'))
		unit_at++;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strlen(units[i].name) == length - unit_at &&
			memcmp(units[i].name, text + unit_at, length - unit_at) == 0)
			unit = units[i].ns;
	if (unit == 0)
		return false;
	*ns = 0;
	for (; at < unit_at && text[at] != '.'; at++, digits++) {
		*ns = *ns * 10 + (text[at] - '0');
		if (*ns > LITERAL_TIME_MOST / unit)
			return false;
	}
	*ns *= unit;
	part = unit;
	for (at++; at < unit_at; at++, digits++) {
		if (text[at] == '.')
			return false;
		part /= 10; /* what is finer than a nanosecond is nothing */
		*ns += part * (text[at] - '0');
	}
	return digits > 0 && *ns <= LITERAL_TIME_MOST;
}

/* The escape behind a backslash. Returns its length without the backslash, 0 where it is none. */
static size_t literal_read_escape(const char *text, size_t length, uint8_t *byte)
{
	static const char letters[] = "ntrabfve\\\"'?";
	static const char values[] = "\n\t\r\a\b\f\v\033\\\"'?";
	const char *letter;
	unsigned value = 0;
	size_t at;

	if (length == 0)
		return 0;
	if (text[0] == 'x') {
		for (at = 1; at < 3 && at < length && literal_digit(text[at]) < 16; at++)
			value = value * 16 + (unsigned)literal_digit(text[at]);
		*byte = (uint8_t)value;
		return at > 1 ? at : 0;
	}
	for (at = 0; at < 3 && at < length && literal_digit(text[at]) < 8; at++)
		value = value * 8 + (unsigned)literal_digit(text[at]);
	if (at > 0) {
		*byte = (uint8_t)value;
		return value > 255 ? 0 : at;
	}
	letter = text[0] == '\0' ? NULL : strchr(letters, text[0]);
	if (letter == NULL)
		return 0;
	*byte = (uint8_t)values[letter - letters];
	return 1;
}

size_t literal_read_string(const char *text, size_t length, uint8_t *bytes, size_t *wrong, size_t *wrong_length)
{
	size_t count = 0, at = 0, escape;

	*wrong_length = 0;
	while (at < length) {
		if (text[at] != '\\') {
			bytes[count++] = (uint8_t)text[at++];
			continue;
		}
		escape = literal_read_escape(text + at + 1, length - at - 1, &bytes[count]);
		if (escape == 0) {
			*wrong = at;
			*wrong_length = length - at > 1 ? 2 : 1;
			while (*wrong_length < 4 && at + *wrong_length < length && literal_digit(text[at + 1]) < 8 &&
				literal_digit(text[at + *wrong_length]) < 8)
				++*wrong_length;
			return count;
		}
		count++;
		at += 1 + escape;
	}
	return count;
}
