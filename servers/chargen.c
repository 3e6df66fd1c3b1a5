/* SPDX-License-Identifier: BSD-2-Clause */
/* The characters of chargen. */
#include "config.h"

#include "servers/chargen.h"

void chargen_fill(uint8_t *bytes, size_t length, uint64_t position)
{
	uint64_t line, column;
	size_t i;

	for (i = 0; i < length; i++) {
		line = (position + i) / CHARGEN_LINE;
		column = (position + i) % CHARGEN_LINE;
		if (column == CHARGEN_LINE - 2)
			bytes[i] = '\r';
		else if (column == CHARGEN_LINE - 1)
			bytes[i] = '\n';
		else
			bytes[i] = (uint8_t)(' ' + (line + column) % 95);
	}
}
