/* SPDX-License-Identifier: BSD-2-Clause */
/* Steps that make calls and wait for them: a call, `blocked`, `wait`, and a silence. */
#include "config.h"

#include <string.h>

#include "harness/base/clock.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/match/request.h"
#include "harness/play/beyond.h"
#include "harness/play/player.h"

/* Where the user's own server has not answered one call, the next ones mostly wait for the same: they are given this long. */
#define CALL_FOLLOWING_NS (1 * NS_PER_SECOND)

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

static bool call_was_given_up(const struct player *player, const struct step *step)
{
	const struct step_record *record = &player->evidence->steps[step->index];

	/* One that returned at the last moment was not. */
	return step->kind == STEP_CALL && !step->background && record->timed_out && record->call &&
		(record->call->exit_ns < 0 || record->call->exit_ns > record->end_ns);
}

/*
 * A call before this one that was given up while it waited for what comes to the same socket. It takes that when it comes, so
 * that this one would wait in vain, or get something else than the page means. NULL.
 */
static const struct step *call_find_taker(const struct player *player, const struct step *step)
{
	if (!calls_takes_what_came(step->name) || step->argument_count == 0 || step->arguments[0]->kind != NODE_NAME)
		return NULL;
	for (int i = step->index - 1; i >= 0; i--) {
		const struct step *before = &player->page->steps[i];

		if (call_was_given_up(player, before) && before->host == step->host && calls_takes_what_came(before->name) &&
			before->argument_count > 0 && before->arguments[0]->kind == NODE_NAME &&
			strcmp(before->arguments[0]->text, step->arguments[0]->text) == 0)
			return before;
	}
	return NULL;
}

/* Only a server that nobody knows may be waited for less: a stack's own time is never cut. */
static bool call_may_follow(const struct player *player, const struct step *step)
{
	return player->given_up_call && player->options->server_count > 0 && !player->options->actor_command && !step->background &&
		player->step_deadline_ns > CALL_FOLLOWING_NS && step->within_ns <= CALL_FOLLOWING_NS;
}

/* Waits for the call to return, or, in the background, to be entered. What is cut short proves nothing, so it was not reached. */
static void call_wait(struct player *player, const struct step *step, struct step_record *record)
{
	const bool follows = call_may_follow(player, step);
	int64_t patience_ns = follows ? CALL_FOLLOWING_NS : call_patience(player, step);

	record->timed_out = player_wait(player, step->background ? call_was_entered : call_has_returned,
		(void *)(uintptr_t)step, clock_now_ns() + patience_ns) == WAIT_DEADLINE;
	if (!record->timed_out || step->background)
		return;
	if (follows)
		player_mark(player, record, STEP_NOT_REACHED, "%s of line %d had been waited for in vain, and this did not return soon",
			player->given_up_call->name, player->given_up_call->where.line);
	else if (!player->given_up_call)
		player->given_up_call = step;
}

void step_play_call(struct player *player, const struct step *step, struct step_record *record)
{
	const struct value *beyond;
	struct actor_link *link;
	struct value **values;
	const struct step *taker = call_find_taker(player, step);
	size_t count;
	struct err err;

	err_init(&err);
	if (taker) {
		player_mark(player, record, STEP_NOT_REACHED, "%s of line %d takes what comes to the same socket, and had been waited for in vain",
			taker->name, taker->where.line);
		return;
	}
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
	call_wait(player, step, record);
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
