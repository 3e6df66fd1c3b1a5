/* SPDX-License-Identifier: BSD-2-Clause */
/* From the verdicts of pages to that of what is taught. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "reports/report.h"
#include "reports/told.h"

const struct told_subject told_subjects[] = {
	{"socket", N_("Making a socket")},
	{"name", N_("Names and addresses")},
	{"listen", N_("Listening and accepting")},
	{"connect", N_("Connecting")},
	{"stream", N_("Sending and receiving on a stream")},
	{"datagram", N_("Datagrams")},
	{"network", N_("What happens on the way")},
	{"end", N_("Ending a connection")},
	{"server", N_("Servers")},
	{NULL, NULL},
};

const char *const told_verdict_words[TOLD_COUNT] = {
	[TOLD_HOLDS_NOT] = N_("does not hold here"),
	[TOLD_DEPENDS] = N_("depends"),
	[TOLD_HOLDS] = N_("holds here"),
	[TOLD_OTHERWISE] = N_("not as written"),
	[TOLD_UNDECIDED] = N_("not decided"),
};

static enum told_weight told_weigh(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return TOLD_PASSED;
	case VERDICT_FAIL:
	case VERDICT_WARN:
		return TOLD_FAILED;
	case VERDICT_SKIP:
		return TOLD_SKIPPED;
	case VERDICT_INCONC:
	case VERDICT_ERROR:
		return TOLD_UNCLEAR;
	}
	return TOLD_UNCLEAR;
}

bool told_sum_add(struct told_sum *sum, const struct result *result)
{
	enum told_weight weight = told_weigh(result->verdict);

	if (weight <= sum->weight)
		return false;
	sum->weight = weight;
	return true;
}

enum told_verdict told_decide(const struct told_sum *sum, const struct report_requirement *row)
{
	if (sum->weight == TOLD_FAILED)
		return TOLD_OTHERWISE;
	if (sum->weight != TOLD_PASSED)
		return TOLD_UNDECIDED;
	if (strcmp(row->level, "confirmed") == 0)
		return TOLD_HOLDS;
	return strcmp(row->level, "refuted") == 0 ? TOLD_HOLDS_NOT : TOLD_DEPENDS;
}

const char *told_verdict_key(enum told_verdict verdict)
{
	static const char *const keys[TOLD_COUNT] = {
		[TOLD_HOLDS_NOT] = "does not hold",
		[TOLD_DEPENDS] = "depends",
		[TOLD_HOLDS] = "holds",
		[TOLD_OTHERWISE] = "not as written",
		[TOLD_UNDECIDED] = "not decided",
	};

	return keys[verdict];
}

bool told_cites(const struct result *result, const struct report_requirement *row)
{
	size_t i;

	for (i = 0; i < result->citation_count; i++) {
		const struct cited *cited = &result->citations[i];

		if (strcmp(cited->entry ? cited->entry : cited->id, row->id) == 0 && strcmp(cited->scheme, row->scheme) == 0)
			return true;
	}
	return false;
}
