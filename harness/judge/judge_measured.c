/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Assertions about times that a kernel has measured. The harness is the wire: when it runs late, so does each round trip,
 * and what follows from it, and that is not the stack's doing.
 */
#include "config.h"

#include <string.h>

#include "harness/judge/context.h"

/* What TCP_INFO tells of round trips, and of what is computed from them. */
static const char *const times[] = { "tcpi_rtt", "tcpi_rttvar", "tcpi_rto", "tcpi_rcv_rtt", "tcpi_min_rtt" };

static bool measured_is_time(const char *field)
{
	for (size_t i = 0; field != NULL && i < sizeof(times) / sizeof(*times); i++)
		if (strcmp(field, times[i]) == 0)
			return true;
	return false;
}

/* Whether a structure that a call gives out binds the name to one of the times. */
static bool measured_binds(const struct node *node, const char *name)
{
	if (node == NULL || node->kind != NODE_STRUCT)
		return false;
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i] != NULL && node->items[i]->kind == NODE_NAME &&
			strcmp(node->items[i]->text, name) == 0 && measured_is_time(node->item_names[i]))
			return true;
	return false;
}

static bool measured_is_name(const struct judge *judge, const struct step *before, const char *name)
{
	for (int i = 0; i < before->index; i++) {
		const struct step *step = &judge->page->steps[i];

		for (size_t j = 0; step->kind == STEP_CALL && j < step->argument_count; j++)
			if (measured_binds(step->arguments[j], name))
				return true;
	}
	return false;
}

static bool measured_names(const struct judge *judge, const struct step *step, const struct node *node)
{
	if (node == NULL)
		return false;
	if (node->kind == NODE_NAME && measured_is_name(judge, step, node->text))
		return true;
	return measured_names(judge, step, node->left) || measured_names(judge, step, node->right);
}

int64_t judge_measured_late(const struct judge *judge, const struct step *step, const struct step_record *record)
{
	if (judge->evidence->stall_count == 0 || !measured_names(judge, step, step->expression))
		return 0;
	return evidence_stalled_ns(judge->evidence, 0, record->end_ns);
}
