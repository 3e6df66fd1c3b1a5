/* SPDX-License-Identifier: BSD-2-Clause */
/* The payload pattern: a stream of numbered cells of eight bytes. */
#include "config.h"

#include <string.h>

#include "harness/base/payload.h"

#define CELL 8
#define RUN_LEAST 15 /* holds one whole cell wherever it begins */

static const char hex[] = "0123456789abcdef";

/* The cell in which a place of the pattern is, and the place in it. */
static unsigned
payload_write_cell(uint8_t cell[CELL], uint64_t place)
{
	/* Past the last number the pattern begins again; as unsigned, also for a hostile offset. */
	uint64_t at = place % (uint64_t)PAYLOAD_PATTERN_MOST, number = at / CELL;
	int i;

	for (i = CELL - 2; i >= 0; i--, number >>= 4)
		cell[i] = (uint8_t)hex[number & 0xf];
	cell[CELL - 1] = ' ';
	return (unsigned)(at % CELL);
}

void
payload_fill(uint8_t *bytes, size_t length, int64_t offset)
{
	uint8_t cell[CELL];
	size_t i, part;

	for (i = 0; i < length; i += part) {
		unsigned in_cell = payload_write_cell(cell, (uint64_t)offset + i);

		part = CELL - in_cell < length - i ? CELL - in_cell : length - i;
		memcpy(bytes + i, cell + in_cell, part);
	}
}

size_t
payload_mismatch(const uint8_t *bytes, size_t length, int64_t offset)
{
	uint8_t cell[CELL];
	size_t i, part;

	for (i = 0; i < length; i += part) {
		unsigned in_cell = payload_write_cell(cell, (uint64_t)offset + i);

		part = CELL - in_cell < length - i ? CELL - in_cell : length - i;
		if (memcmp(bytes + i, cell + in_cell, part) != 0)
			break;
	}
	for (; i < length && bytes[i] == cell[((uint64_t)offset + i) % CELL]; i++)
		;
	return i;
}

/* The number of the cell at `bytes`; -1 where there is none. */
static int64_t
payload_cell(const uint8_t *bytes)
{
	int64_t number = 0;
	int i;

	if (bytes[CELL - 1] != ' ')
		return -1;
	for (i = 0; i < CELL - 1; i++) {
		if (bytes[i] >= '0' && bytes[i] <= '9')
			number = number << 4 | (bytes[i] - '0');
		else if (bytes[i] >= 'a' && bytes[i] <= 'f')
			number = number << 4 | (bytes[i] - 'a' + 10);
		else
			return -1;
	}
	return number;
}

bool
payload_find(const uint8_t *bytes, size_t length, int64_t *offset)
{
	int64_t number, place;
	size_t i;

	if (length < RUN_LEAST || length > (size_t)PAYLOAD_PATTERN_MOST)
		return false;
	/* The first space ends a cell: the cell begins before it, or the next one behind it. */
	for (i = 0; i < CELL && bytes[i] != ' '; i++)
		;
	if (i == CELL)
		return false;
	number = payload_cell(bytes + i + 1 - (i == CELL - 1 ? CELL : 0));
	if (number < 0)
		return false;
	place = number * CELL - (i == CELL - 1 ? 0 : (int64_t)i + 1);
	if (place < 0)
		place += PAYLOAD_PATTERN_MOST;
	if (payload_mismatch(bytes, length, place) != length)
		return false;
	*offset = place;
	return true;
}
