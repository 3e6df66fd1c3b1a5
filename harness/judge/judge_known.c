/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings that the baseline foresees, and how the verdict stands to what was foreseen. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/judge/baseline.h"
#include "harness/judge/context.h"

/* Only what the system did can be known of it: not that evidence was disturbed or the harness broke. */
static bool meets(const struct finding *finding, const struct deviation *deviation)
{
	return finding_is_observed(finding) &&
		finding->line == deviation->line && finding->observed != NULL &&
		strcmp(finding->observed, deviation->observed) == 0;
}

/* Marks the findings of one deviation. False where it did not come about. */
static bool mark_known(struct judge *judge, const struct deviation *deviation)
{
	struct result *result = judge->result;
	bool met = false;

	for (size_t i = 0; i < result->finding_count; i++) {
		struct finding *finding = &result->findings[i];

		if (!meets(finding, deviation))
			continue;
		finding->known = true;
		finding->known_reason = deviation->since[0] == '\0' ?
			arena_strdup(judge->arena, deviation->reason) :
			arena_printf(judge->arena, "%s (since %s)", deviation->reason, deviation->since);
		met = true;
	}
	return met;
}

/* What this machine cannot show at the line of a deviation has not gone away. */
static bool is_hidden(const struct result *result, const struct deviation *deviation)
{
	for (size_t i = 0; i < result->finding_count; i++)
		if (result->findings[i].verdict == VERDICT_SKIP && result->findings[i].line == deviation->line)
			return true;
	return false;
}

void judge_apply_baseline(struct judge *judge, const struct baseline *baseline)
{
	struct result *result = judge->result;
	const struct deviation *deviation = NULL;
	size_t listed = 0, met = 0;
	bool unknown = false;

	while (baseline != NULL && (deviation = baseline_next(baseline, result->case_id, result->mode,
		deviation)) != NULL) {
		listed++;
		met += mark_known(judge, deviation) || is_hidden(result, deviation);
	}
	for (size_t i = 0; i < result->finding_count; i++)
		unknown = unknown || (finding_is_failing(&result->findings[i]) && !result->findings[i].known);
	switch (result->verdict) {
	case VERDICT_SKIP:
		result->expectation = AS_EXPECTED;
		return;
	case VERDICT_PASS:
		result->expectation = listed > 0 ? UNEXPECTED : AS_EXPECTED;
		if (listed > 0)
			result->reason = "the baseline lists a deviation here, and there is none any more";
		return;
	case VERDICT_FAIL:
	case VERDICT_WARN:
	case VERDICT_INCONC:
	case VERDICT_ERROR:
		break;
	}
	if (unknown) {
		result->expectation = UNEXPECTED;
		return;
	}
	/* A deviation that did not come about beside those that did is a difference, too. */
	result->expectation = met == listed ? KNOWN_DEVIATION : UNEXPECTED;
	if (met != listed)
		result->reason = "one of the deviations that the baseline lists here is not there any more";
}
