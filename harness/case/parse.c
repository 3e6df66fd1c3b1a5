/* SPDX-License-Identifier: BSD-2-Clause */
/* A page from its text to a case: Markdown, then each fence, then what the whole means. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/check.h"
#include "harness/case/page.h"
#include "harness/case/parse.h"
#include "harness/case/script.h"
#include "harness/case/views.h"

static void parse_fence(struct script *script, int fence, const struct page_script *where)
{
	struct case_page *page = script->page;
	int first_step = (int)page->step_count;

	script->fence = fence;
	script->text = page->text + where->begin;
	script->length = where->end - where->begin;
	script->offset = 0;
	script->line = where->line;
	script->column = 1;
	script->depth = 0;
	script->begun = false;
	memset(&script->last, 0, sizeof(script->last));
	script_parse(script);
	page->fences[fence].first_step = first_step;
	page->fences[fence].step_count = (int)page->step_count - first_step;
}

struct case_page *case_parse(const char *path, const char *id, const char *text, size_t length,
	struct diagnostics *list)
{
	struct arena *arena = arena_new();
	struct case_page *page = arena_alloc(arena, sizeof(*page));
	char *copy = arena_alloc(arena, length + 1);
	struct page_script *scripts;
	struct script *script;
	int left_out;

	memcpy(copy, text, length);
	page->arena = arena;
	page->path = arena_strdup(arena, path);
	page->id = arena_strdup(arena, id);
	page->text = copy;
	page->length = length;
	page->modes[MODE_IPV4] = page->modes[MODE_IPV6] = true;
	left_out = page_read(page, &scripts, list);
	if (left_out < 0)
		return page;
	script = arena_alloc(arena, sizeof(*script));
	script->page = page;
	script->arena = arena;
	script->list = list;
	script->lenient = left_out != 0;
	for (size_t i = 0; i < page->fence_count; i++)
		parse_fence(script, (int)i, &scripts[i]);
	if (script->kinds_where.line == 0)
		check_page(page, list, script->lenient);
	else
		views_make(page, script->kinds_where, list, script->lenient);
	diagnostics_sort(list);
	return page;
}
