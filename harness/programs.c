/* SPDX-License-Identifier: BSD-2-Clause */
/* A case's page as programs, for the reports that show code. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/export/export.h"
#include "harness/programs.h"

/* What is needed on the way is given back at once: only the text stays with the result. */
static const char *programs_make(struct result *result, const struct case_page *page, enum export_language language)
{
	struct arena *arena = arena_new();
	struct str program;
	const char *reason, *kept = NULL;

	str_init(&program);
	reason = export_program(&program, page, language, arena);
	if (reason == NULL)
		kept = arena_strdup(result->arena, str_text(&program));
	else if (result->program_reason == NULL)
		result->program_reason = arena_strdup(result->arena, reason);
	str_free(&program);
	arena_free(arena);
	return kept;
}

void programs_fill(struct result *result, const struct case_page *page)
{
	result->program_c = programs_make(result, page, EXPORT_C);
	result->program_python = programs_make(result, page, EXPORT_PYTHON);
}
