/* SPDX-License-Identifier: BSD-2-Clause */
/* A page, or, where it has no fence of its own, a script: parsed, checked, its mistakes printed. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/case/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What every reader of a case relies on: of a page, and of the views of one with kinds. */
static void fuzz_check_steps(const struct case_page *page)
{
	for (size_t i = 0; i < page->step_count; i++) {
		const struct step *step = &page->steps[i];

		if (step->index != (int)i || step->fence < 0 || (size_t)step->fence >= page->fence_count ||
			step->where.line < 1 || step->where.end_line < step->where.line)
			abort();
		if ((step->kind == STEP_PACKET) != (step->packet != NULL) ||
			(step->kind == STEP_CALL) != (step->result_count > 0))
			abort();
	}
}

static void fuzz_check_page(const struct case_page *page, const struct diagnostics *list)
{
	size_t errors = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct where *where = &list->items[i].where;

		errors += list->items[i].kind == DIAGNOSTIC_ERROR;
		if (where->line < 1 || where->column < 1 || strchr(list->items[i].text, '\n') != NULL)
			abort();
	}
	if (errors != list->errors)
		abort();
	fuzz_check_steps(page);
	for (int i = 0; i < MODE_COUNT; i++) {
		const struct case_page *view = case_of_mode(page, (enum case_mode)i);

		if (view != page)
			fuzz_check_steps(view);
		for (size_t j = 0; view != page && j < view->step_count; j++)
			if (view->steps[j].only != KIND_BOTH && view->steps[j].only != case_mode_kind((enum case_mode)i))
				abort();
	}
	if (errors == 0 && (page->step_count == 0 || page->title[0] == '\0'))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *nowhere;
	struct diagnostics list;
	struct case_page *page;
	struct str text;

	if (nowhere == NULL)
		nowhere = fopen("/dev/null", "w");
	str_init(&text);
	if (memmem(data, size, "```", 3) == NULL && memmem(data, size, "~~~", 3) == NULL) {
		str_add(&text, "# A page\n\n```sockspec\n");
		str_add_bytes(&text, data, size);
		str_add(&text, "\n```\n");
	} else {
		str_add_bytes(&text, data, size);
	}
	diagnostics_init(&list);
	page = case_parse("page.md", "page", str_text(&text), text.length, &list);
	fuzz_check_page(page, &list);
	if (nowhere != NULL)
		diagnostics_print(&list, "page.md", str_text(&text), nowhere);
	case_free(page);
	diagnostics_free(&list);
	str_free(&text);
	return 0;
}
