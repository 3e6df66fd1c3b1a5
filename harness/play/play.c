/* SPDX-License-Identifier: BSD-2-Clause */
/* One play of a case: the hosts, the wire and the captures, the steps between, and the evidence at the end. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/io.h"
#include "harness/evidence/store.h"
#include "harness/play/lingering.h"
#include "harness/play/player.h"
#include "harness/play/stage.h"
#include "harness/play/turn.h"

#define PLAY_DEADLINE_NS (60 * NS_PER_SECOND)
#define STEP_DEADLINE_NS (5 * NS_PER_SECOND)
/* No play of ours goes on for so long; what does may go on for ever. */
#define TURN_DEADLINE_NS (30 * NS_PER_SECOND)

static void player_init(struct player *player, const struct case_page *page, const struct play_options *options)
{
	int host;

	memset(player, 0, sizeof *player);
	player->page = page;
	player->options = options;
	player->evidence = evidence_new();
	player->begin_ns = clock_now_ns();
	player->deadline_ns = player->begin_ns + (options->deadline_ns > 0 ? options->deadline_ns : PLAY_DEADLINE_NS);
	player->step_deadline_ns = options->step_deadline_ns > 0 ? options->step_deadline_ns : STEP_DEADLINE_NS;
	player->current = player->over_step = -1;
	player->recheck_ns = INT64_MAX;
	player->servers = arena_array(player->evidence->arena, page->step_count, sizeof *player->servers);
	player->calls = arena_array(player->evidence->arena, page->step_count, sizeof *player->calls);
	player->missing_lines = arena_array(player->evidence->arena, page->step_count, sizeof *player->missing_lines);
	for (host = 0; host < HOST_COUNT; host++) {
		player->actors[host].player = player;
		player->actors[host].host = (enum case_host)host;
	}
}

/* The steps, between the moment when the captures are armed and the moment when they are complete. */
static void play(struct player *player, const char *folder)
{
	if (stage_open(player) == 0 && stage_begin(player) == 0)
		player_walk(player);
	else
		player_skip(player);
	player_settle(player);
	player->evidence->end_ns = player_now(player);
	stage_finish(player, folder);
	player_end_processes(player);
	stage_record(player);
}

/* At level host the next page has the same ports on the same machine. */
static void leave_no_ports_behind(struct player *player)
{
	struct diag *diag;

	if (!player->sandbox_open || player->sandbox.level != LEVEL_HOST)
		return;
	diag = diag_open(&player->sandbox, HOST_CLIENT, NULL);
	if (diag)
		lingering_end(player->evidence, diag);
	diag_close(diag);
}

int play_case(const struct case_page *page, const struct play_options *options, const char *folder, struct err *err)
{
	struct player *player = calloc(1, sizeof *player);
	enum level given = LEVEL_HOST;
	char reason[256] = "";
	int64_t asked_ns;
	int status, turn = -1;
	bool ours = true;

	if (!player)
		return err_set(err, "no memory for a play");
	stage_hold_signals();
	/* First of all, because it may go on in another process. */
	if (sandbox_enter(options->most, &given, reason, sizeof reason, err) < 0) {
		free(player);
		return -1;
	}
	asked_ns = clock_now_ns();
	if (given == LEVEL_HOST || options->most == LEVEL_HOST)
		ours = turn_take(asked_ns + TURN_DEADLINE_NS, &turn);
	player_init(player, page, options);
	/* Who waits for the play counts from when it was asked for. */
	player->deadline_ns -= player->begin_ns - asked_ns;
	if (!ours)
		player->unplayable = "another play at level host keeps this machine's own network";
	status = stage_prepare(player, given, reason, err);
	if (status == 0) {
		play(player, folder);
		status = store_write(player->evidence, folder, err);
		leave_no_ports_behind(player);
	}
	turn_give(turn);
	/* The kernel takes its time to take namespaces and captures down: another play may work meanwhile. */
	player_tell(player, 'w');
	stage_close(player);
	evidence_free(player->evidence);
	free(player->over);
	free(player);
	return status;
}
