/* SPDX-License-Identifier: BSD-2-Clause */
/* Steps that make calls and wait for them: a call, `blocked`, `wait`, and a silence. */
#include "config.h"

#include "harness/base/clock.h"
#include "harness/base/value.h"
#include "harness/match/request.h"
#include "harness/play/beyond.h"
#include "harness/play/player.h"

static bool call_has_returned(struct player *player, void *context)
{
	const struct step *step = context;

	return player->calls[step->index] == CALL_RETURNED;
}

/* A call that runs on is left to itself once its thread sleeps in it. */
static bool call_was_entered(struct player *player, void *context)
{
	const struct step *step = context;

	return player->calls[step->index] >= CALL_ENTERED;
}

/* How long this call may be waited for: `within` may be more than other steps have. */
static int64_t call_patience(const struct player *player, const struct step *step)
{
	return step->within_ns > player->step_deadline_ns ? step->within_ns : player->step_deadline_ns;
}

void step_play_call(struct player *player, const struct step *step, struct step_record *record)
{
	const struct value *beyond;
	struct actor_link *link;
	struct value **values;
	enum wait_outcome outcome;
	size_t count;
	struct err err;

	err_init(&err);
	if (request_build(&player->env, step, &values, &count, &err) < 0) {
		player_mark(player, record, STEP_NOT_REACHED, "%s", err.text);
		return;
	}
	beyond = player->sandbox.level == LEVEL_HOST ? beyond_find(step->name, values, count) : NULL;
	if (beyond) {
		player_mark(player, record, STEP_UNPLAYABLE, "nothing is sent beyond the machine at level host, and %s is",
			beyond->text);
		return;
	}
	link = actors_need(player, step->host);
	if (!link) {
		player_mark(player, record, STEP_NOT_REACHED, "%s", player->over);
		return;
	}
	/* The actor may have taken its time to start. */
	record->begin_ns = player_now(player);
	record->call = actor_link_call(link, step->name, values, count, step->background, &err);
	if (!record->call) {
		player_mark(player, record, STEP_NOT_REACHED, "%s", err.text);
		return;
	}
	player->calls[step->index] = CALL_ASKED;
	outcome = player_wait(player, step->background ? call_was_entered : call_has_returned, (void *)(uintptr_t)step,
		clock_now_ns() + call_patience(player, step));
	record->timed_out = outcome == WAIT_DEADLINE;
}

static bool none_is_running(struct player *player, void *context)
{
	size_t i;

	(void)context;
	for (i = 0; i < player->page->step_count; i++)
		if (player->calls[i] == CALL_ASKED || player->calls[i] == CALL_ENTERED)
			return false;
	return true;
}

void step_play_wait(struct player *player, const struct step *step, struct step_record *record)
{
	int64_t patience_ns = player->step_deadline_ns;
	size_t i;

	for (i = 0; i < (size_t)step->index; i++)
		if (player->calls[i] == CALL_ASKED || player->calls[i] == CALL_ENTERED)
			if (call_patience(player, &player->page->steps[i]) > patience_ns)
				patience_ns = call_patience(player, &player->page->steps[i]);
	record->timed_out = player_wait(player, none_is_running, NULL, clock_now_ns() + patience_ns) == WAIT_DEADLINE;
}

void step_play_blocked(struct player *player, const struct step *step, struct step_record *record)
{
	record->due_ns = record->begin_ns + step->duration_ns;
	player_wait_until(player, player->begin_ns + record->due_ns);
}

void step_play_silence(struct player *player, const struct step *step, struct step_record *record)
{
	record->due_ns = record->begin_ns + step->duration_ns;
	player_wait_until(player, player->begin_ns + record->due_ns);
}
