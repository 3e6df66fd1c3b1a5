/* SPDX-License-Identifier: BSD-2-Clause */
/* Any text as a reading order: refused with words and a line, or chapters and pages that name nothing outside of the folder. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/order.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds)
{
	if (!holds)
		abort();
}

static void check_name(const char *name)
{
	const char *at = strstr(name, "..");

	expect(name[0] != '\0' && name[0] != '/' && strpbrk(name, "\n\t#") == NULL);
	for (; at != NULL; at = strstr(at + 1, ".."))
		expect(!((at == name || at[-1] == '/') && (at[2] == '\0' || at[2] == '/')));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	char *text = arena_strndup(arena, (const char *)data, size);
	struct order order;
	struct err err;

	err_init(&err);
	expect((order_parse(&order, "ORDER", text, arena, &err) != 0) == err.set);
	for (size_t i = 0; !err.set && i < order.count; i++) {
		const struct order_chapter *chapter = &order.chapters[i];

		check_name(chapter->path);
		expect(chapter->line > (i == 0 ? 0 : order.chapters[i - 1].line));
		for (int lang = 0; lang < LANG_COUNT; lang++)
			if (chapter->part[lang] != NULL)
				expect(chapter->part[LANG_EN] != NULL && chapter->part[lang][0] != '\0' && strpbrk(chapter->part[lang], "\n#") == NULL);
		for (size_t j = 0; j < chapter->page_count; j++) {
			check_name(chapter->pages[j]);
			expect(strchr(chapter->pages[j], '/') == NULL);
		}
	}
	arena_free(arena);
	return 0;
}
