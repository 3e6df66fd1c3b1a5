/* SPDX-License-Identifier: BSD-2-Clause */
/* What a page's bytes must be before anyone reads them as Markdown: UTF-8 text of a decent size. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "harness/case/page_text.h"

struct where page_where(const struct case_page *page, size_t begin, size_t end)
{
	struct where where = { .line = 1, .column = 1, .end_line = 1, .end_column = 1 };

	for (size_t i = 0; i < end && i < page->length; i++) {
		if (i == begin) {
			where.line = where.end_line;
			where.column = where.end_column;
		}
		if (i + 1 == end)
			return where;
		if (page->text[i] == '\n') {
			where.end_line++;
			where.end_column = 1;
		} else {
			where.end_column++;
		}
	}
	if (begin >= page->length) {
		where.line = where.end_line;
		where.column = where.end_column;
	}
	return where;
}

/* How many bytes the UTF-8 character at `bytes` has; 0 where there is none. */
static size_t page_text_character(const uint8_t *bytes, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length;
	uint32_t code;

	if (bytes[0] < 0x80)
		return 1;
	if ((bytes[0] & 0xe0) == 0xc0)
		length = 2;
	else if ((bytes[0] & 0xf0) == 0xe0)
		length = 3;
	else if ((bytes[0] & 0xf8) == 0xf0)
		length = 4;
	else
		return 0;
	if (length > left)
		return 0;
	code = bytes[0] & (0xffu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (bytes[i] & 0x3f);
	}
	if (code < least[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	return length;
}

int page_text_check(const struct case_page *page, struct diagnostics *list)
{
	const uint8_t *bytes = (const uint8_t *)page->text;
	size_t step;

	if (page->length > PAGE_SIZE_MOST) {
		diagnostics_add(list, DIAGNOSTIC_ERROR, page_where(page, 0, 1),
			"the page has %zu bytes; more than %d are not read", page->length, PAGE_SIZE_MOST);
		return -1;
	}
	for (size_t i = 0; i < page->length; i += step) {
		step = page_text_character(bytes + i, page->length - i);
		if (step == 0) {
			diagnostics_add(list, DIAGNOSTIC_ERROR, page_where(page, i, i + 1),
				"byte 0x%02x is not UTF-8; in a script's string write it as \\x%02x",
				bytes[i], bytes[i]);
			return -1;
		}
		if (bytes[i] == '\n' || bytes[i] == '\t' ||
			(bytes[i] == '\r' && i + 1 < page->length && bytes[i + 1] == '\n'))
			continue;
		if (bytes[i] < 0x20 || bytes[i] == 0x7f) {
			diagnostics_add(list, DIAGNOSTIC_ERROR, page_where(page, i, i + 1),
				"control character 0x%02x in the page; in a script's string write it as \\x%02x",
				bytes[i], bytes[i]);
			return -1;
		}
	}
	return 0;
}
