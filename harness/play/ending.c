/* SPDX-License-Identifier: BSD-2-Clause */
/* The end of a play's processes: asked first, killed then, reaped always. */
#include "config.h"

#include <signal.h>

#include "harness/base/clock.h"
#include "harness/play/player.h"

/* Actors end when their input does, servers when they are told to: so long they may take. */
#define ENDING_ASKED_NS (200 * NS_PER_MS)
#define ENDING_TERM_NS (200 * NS_PER_MS)
#define ENDING_KILLED_NS (2 * NS_PER_SECOND)

static void stop_actors(struct player *player, int signal)
{
	int host;

	for (host = 0; host < HOST_COUNT; host++)
		if (player->actors[host].proc)
			proc_stop(player->actors[host].proc, signal);
}

static void stop_servers(struct player *player, int signal)
{
	size_t i;

	for (i = 0; i < player->page->step_count; i++)
		if (player->servers[i].proc)
			proc_stop(player->servers[i].proc, signal);
}

typedef bool runs_fn(const struct player *player);

static bool client_runs(const struct player *player)
{
	return proc_is_running(player->actors[HOST_CLIENT].proc);
}

static bool any_runs(const struct player *player)
{
	size_t i;
	int host;

	for (host = 0; host < HOST_COUNT; host++)
		if (proc_is_running(player->actors[host].proc))
			return true;
	for (i = 0; i < player->page->step_count; i++)
		if (proc_is_running(player->servers[i].proc))
			return true;
	return false;
}

/* The loop alone, without the play's own deadline: that may have passed already. */
static void run_until_ended(struct player *player, runs_fn *runs, int64_t patience_ns)
{
	int64_t deadline_ns = clock_now_ns() + patience_ns;

	while (runs(player) && clock_now_ns() < deadline_ns) {
		alarm_set(player->alarm, deadline_ns);
		uv_run(&player->loop, UV_RUN_ONCE);
	}
}

/*
 * Where both ends of a connection close at the same moment, both stay in TIME_WAIT, and neither's place can be taken
 * (lingering.h). So at level host, where they stay on the machine, they close one after the other.
 */
static void end_client_first(struct player *player)
{
	if (player->sandbox.level != LEVEL_HOST || !client_runs(player))
		return;
	proc_stop(player->actors[HOST_CLIENT].proc, 0);
	actor_link_hang_up(player->actors[HOST_CLIENT].link);
	run_until_ended(player, client_runs, ENDING_ASKED_NS);
}

void player_end_processes(struct player *player)
{
	end_client_first(player);
	stop_actors(player, 0);
	actors_hang_up(player);
	stop_servers(player, SIGTERM);
	run_until_ended(player, any_runs, ENDING_ASKED_NS);
	if (!any_runs(player))
		return;
	stop_actors(player, SIGTERM);
	run_until_ended(player, any_runs, ENDING_TERM_NS);
	stop_actors(player, SIGKILL);
	stop_servers(player, SIGKILL);
	run_until_ended(player, any_runs, ENDING_KILLED_NS);
}
