/* SPDX-License-Identifier: BSD-2-Clause */
/* `capable CAP_NET_RAW`: whether the program on a host, which had it given at its start, really has it. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/play/player.h"

void step_play_capable(struct player *player, const struct step *step, struct step_record *record)
{
	struct arena *arena = player->evidence->arena;
	enum case_capability capability;

	if (player->sandbox.level == LEVEL_HOST || !case_capability_find(step->name, &capability)) {
		player_mark(player, record, STEP_UNPLAYABLE, "%s cannot be given at level host", step->name);
	} else if (!actors_need(player, step->host)) {
		player_mark(player, record, STEP_NOT_REACHED, "%s", player->over);
		return;
	} else if (!sandbox_process_has(proc_pid(player->actors[step->host].proc), capability)) {
		player_mark(player, record, STEP_UNPLAYABLE, "this machine does not let %s be given", step->name);
	} else {
		record->sample = value_struct(arena);
		value_struct_add(arena, record->sample, step->name, value_int(arena, 1));
	}
	/* What follows was written for a program that may do it: from another it means something else. */
	if (record->fate != STEP_PLAYED)
		player->unreachable = arena_printf(arena, "%s was not given (line %d)", step->name, record->line);
}
