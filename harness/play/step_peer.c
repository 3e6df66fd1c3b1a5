/* SPDX-License-Identifier: BSD-2-Clause */
/* `launch packets as NAME`: a peer that the page's own lines are. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/play/player.h"

/* The ports of a page's peers, in the order of their lines: nobody else is on that host. */
#define PEER_FIRST_PORT 7000

static int peer_port(const struct player *player, const struct step *step)
{
	int port = PEER_FIRST_PORT, i;

	for (i = 0; i < step->index; i++)
		port += player->page->steps[i].kind == STEP_PEER;
	return port;
}

void step_play_peer(struct player *player, const struct step *step, struct step_record *record)
{
	if (!player->wire) {
		player_mark(player, record, STEP_UNPLAYABLE, "there is no wire at level %s that could play a peer",
			level_name(player->sandbox.level));
		/* What follows was written for that peer. */
		player->unreachable = arena_printf(player->evidence->arena, "%s could not be played (line %d)",
			step->alias, record->line);
		return;
	}
	record->address = value_address(player->evidence->arena, player->env.mode == MODE_IPV4 ? "AF_INET" : "AF_INET6",
		player->evidence->host_address[HOST_SERVER], peer_port(player, step));
	env_absorb(&player->env, step, record);
	wire_meet_peers(player->wire);
}
