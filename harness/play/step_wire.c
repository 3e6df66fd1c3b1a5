/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: drop 1 "udp"` and its like: from here on the wire does so. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/play/player.h"

void step_play_wire(struct player *player, const struct step *step, struct step_record *record)
{
	struct err err;

	err_init(&err);
	if (!player->wire)
		player_mark(player, record, STEP_UNPLAYABLE, "nothing can be done to packets at level %s: there is no wire",
			level_name(player->sandbox.level));
	else if (wire_order(player->wire, step, &err) < 0)
		player_mark(player, record, STEP_NOT_REACHED, "%s", err.text);
	/* What follows was written for a wire that does it. */
	if (record->fate != STEP_PLAYED)
		player->unreachable = arena_printf(player->evidence->arena, "the wire could not %s (line %d)",
			step->order->action, record->line);
}

void step_record_wire(struct player *player)
{
	struct evidence *evidence = player->evidence;
	size_t i;

	for (i = 0; player->wire && i < player->page->step_count; i++) {
		struct step_record *record = &evidence->steps[i];
		int64_t applied = wire_applied(player->wire, (int)i);

		if (player->page->steps[i].kind != STEP_WIRE || record->fate != STEP_PLAYED || applied < 0)
			continue;
		record->sample = value_struct(evidence->arena);
		value_struct_add(evidence->arena, record->sample, "packets", value_int(evidence->arena, applied));
	}
}
