/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence as a value: making, freeing, and what can be asked of it. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"

struct evidence *
evidence_new(void)
{
	struct arena *arena = arena_new();
	struct evidence *evidence = arena_alloc(arena, sizeof *evidence);

	evidence->arena = arena;
	return evidence;
}

void
evidence_free(struct evidence *evidence)
{
	/* It lies in its own arena. */
	if (evidence != NULL)
		arena_free(evidence->arena);
}

/* A stall begins when the harness meant to wake and ends when it did. */
static bool
stall_is_between(const struct stall_record *stall, int64_t from_ns, int64_t to_ns)
{
	return (to_ns < 0 || stall->at_ns - stall->late_ns <= to_ns) && stall->at_ns >= from_ns;
}

int64_t
evidence_lateness_ns(const struct evidence *evidence, int64_t from_ns, int64_t to_ns)
{
	const struct stall_record *stall;
	int64_t worst = 0;
	size_t i;

	for (i = 0; i < evidence->stall_count; i++) {
		stall = &evidence->stalls[i];
		if (stall_is_between(stall, from_ns, to_ns) && stall->late_ns > worst)
			worst = stall->late_ns;
	}
	return worst;
}

int64_t
evidence_stalled_ns(const struct evidence *evidence, int64_t from_ns, int64_t to_ns)
{
	int64_t total_ns = 0, counted_from_ns = INT64_MAX;
	size_t i;

	/* From the last to the first: what lies behind the earliest beginning so far is counted. */
	for (i = evidence->stall_count; i > 0; i--) {
		const struct stall_record *stall = &evidence->stalls[i - 1];
		int64_t begin_ns = stall->at_ns - stall->late_ns, end_ns = stall->at_ns;

		if (!stall_is_between(stall, from_ns, to_ns) || begin_ns >= counted_from_ns)
			continue;
		total_ns += (end_ns < counted_from_ns ? end_ns : counted_from_ns) - begin_ns;
		counted_from_ns = begin_ns;
	}
	return total_ns;
}
