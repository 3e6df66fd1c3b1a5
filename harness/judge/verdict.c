/* SPDX-License-Identifier: BSD-2-Clause */
/* Verdicts and results as values. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/judge/verdict.h"

struct result *result_new(void)
{
	struct arena *arena = arena_new();
	struct result *result = arena_alloc(arena, sizeof(*result));

	*result = (struct result){ .arena = arena, .case_id = "", .mode = "", .title = "", .path = "",
		.reason = "", .folder = "" };
	return result;
}

void result_free(struct result *result)
{
	if (result != NULL)
		arena_free(result->arena);
}

const char *verdict_name(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return "PASS";
	case VERDICT_FAIL:
		return "FAIL";
	case VERDICT_WARN:
		return "WARN";
	case VERDICT_SKIP:
		return "SKIP";
	case VERDICT_INCONC:
		return "INCONC";
	case VERDICT_ERROR:
		return "ERROR";
	}
	return "?";
}

bool verdict_find(const char *name, enum verdict *verdict)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (strcmp(verdict_name((enum verdict)i), name) == 0) {
			*verdict = (enum verdict)i;
			return true;
		}
	return false;
}

static int verdict_weight(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return 0;
	case VERDICT_SKIP:
		return 1;
	case VERDICT_WARN:
		return 2;
	case VERDICT_INCONC:
		return 3;
	case VERDICT_FAIL:
		return 4;
	case VERDICT_ERROR:
		return 5;
	}
	return 5;
}

enum verdict verdict_worse(enum verdict a, enum verdict b)
{
	return verdict_weight(a) >= verdict_weight(b) ? a : b;
}

bool finding_is_observed(const struct finding *finding)
{
	return finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_WARN;
}

bool finding_is_failing(const struct finding *finding)
{
	return finding->verdict != VERDICT_PASS && finding->verdict != VERDICT_SKIP;
}

size_t result_count_leading(const struct result *result)
{
	for (size_t i = 0; i < result->finding_count; i++)
		if (result->findings[i].verdict == result->verdict)
			return i + 1;
	return result->finding_count;
}
