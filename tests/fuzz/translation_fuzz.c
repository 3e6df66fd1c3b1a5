/* SPDX-License-Identifier: BSD-2-Clause */
/* Two pages with a zero byte between: one as the other's translation. A page is a translation of itself. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/case/translation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool says_it_differs(const char *text)
{
	static const char *const begins[] = { "a script must be the original's", "one script too many", "the page ends before script" };

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (strncmp(text, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}

static void check(const struct str *text, const struct str *original)
{
	static FILE *nowhere;
	struct diagnostics list;

	if (nowhere == NULL)
		nowhere = fopen("/dev/null", "w");
	diagnostics_init(&list);
	translation_check("page.zh.md", str_text(text), text->length, "page.md", str_text(original), original->length, &list);
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].where.line < 1 || list.items[i].where.column < 1 ||
			(text == original && says_it_differs(list.items[i].text)))
			abort();
	if (nowhere != NULL)
		diagnostics_print(&list, "page.zh.md", str_text(text), nowhere);
	diagnostics_free(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *zero = size > 0 ? memchr(data, 0, size) : NULL;
	size_t length = zero ? (size_t)(zero - data) : size;
	struct str text, original;

	str_init(&text);
	str_init(&original);
	str_add_bytes(&text, data, length);
	if (zero != NULL)
		str_add_bytes(&original, zero + 1, size - length - 1);
	check(&text, &original);
	check(&original, &text);
	check(&text, &text);
	str_free(&text);
	str_free(&original);
	return 0;
}
