/* SPDX-License-Identifier: BSD-2-Clause */
/* What the wire was told: whether there was a packet to do it to. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/judge/context.h"

/* -1 where the evidence does not count packets: for join and clear there is nothing to count. */
static int64_t packets_of(const struct step_record *record)
{
	const struct value *sample = record->sample;

	if (sample == NULL || sample->kind != VALUE_STRUCT)
		return -1;
	sample = value_field(sample, "packets");
	return sample == NULL || sample->kind != VALUE_INT ? -1 : sample->number;
}

void judge_wire(struct judge *judge, const struct step *step, const struct step_record *record)
{
	const char *action = step->order->action;
	int64_t packets = packets_of(record);

	if (packets > 0) {
		judge->result->steps[step->index].observed =
			arena_printf(judge->arena, "done to %" PRId64 " packet%s", packets, packets == 1 ? "" : "s");
		return;
	}
	if (packets < 0 && (strcmp(action, "join") == 0 || strcmp(action, "clear") == 0))
		return;
	/* Where the play broke off, the packet may only not have come yet. */
	if (judge->broken)
		return;
	/* A test that did not happen must not pass. */
	judge_add(judge, VERDICT_ERROR, step, NULL, "the wire was to %s, but no packet came that it could do this to", action);
}
