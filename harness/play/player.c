/* SPDX-License-Identifier: BSD-2-Clause */
/* Walks through the steps of a page, one after the other. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/play/player.h"

void player_mark(struct player *player, struct step_record *record, enum step_fate fate, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	record->fate = fate;
	record->reason = arena_strdup(player->evidence->arena, text);
}

static void play_step(struct player *player, const struct step *step, struct step_record *record)
{
	switch (step->kind) {
	case STEP_LAUNCH:
		step_play_launch(player, step, record);
		return;
	case STEP_PEER:
		step_play_peer(player, step, record);
		return;
	case STEP_CALL:
		step_play_call(player, step, record);
		return;
	case STEP_BLOCKED:
		step_play_blocked(player, step, record);
		return;
	case STEP_WAIT:
		step_play_wait(player, step, record);
		return;
	case STEP_ASSERT:
		step_play_assert(player, step, record);
		return;
	case STEP_PACKET:
		step_play_packet(player, step, record);
		return;
	case STEP_SYSCTL:
		step_play_sysctl(player, step, record);
		return;
	case STEP_CAPABLE:
		step_play_capable(player, step, record);
		return;
	case STEP_WIRE:
		step_play_wire(player, step, record);
		return;
	case STEP_SILENCE:
		step_play_silence(player, step, record);
		return;
	case STEP_SIGNAL:
	case STEP_ANY_PACKETS:
	case STEP_EXPECT:
		/* They speak of what has happened by now; the judge looks for it. */
		return;
	}
}

static const char *why_unreachable(const struct player *player)
{
	return player->over ? player->over : player->unreachable;
}

static bool expects(const struct step *step, const char *error)
{
	for (size_t i = 0; i < step->result_count; i++)
		if (step->results[i].error != NULL && strcmp(step->results[i].error, error) == 0)
			return true;
	return false;
}

/*
 * What this machine could not do, and a port of it that somebody else has: what stands behind proves nothing then, and
 * would only wait for what cannot come.
 */
static void leave_rest(struct player *player, const struct step *step, const struct step_record *record)
{
	const struct call_record *call = record->call;

	if (record->fate == STEP_UNPLAYABLE && (step->kind == STEP_WIRE || step->kind == STEP_SYSCTL ||
		step->kind == STEP_CAPABLE || step->kind == STEP_PEER || step->kind == STEP_CALL))
		player->unreachable = record->reason;
	else if (player->sandbox.level == LEVEL_HOST && step->kind == STEP_CALL && strcmp(step->name, "bind") == 0 &&
		call != NULL && call->result == -1 && call->error != NULL && strcmp(call->error, "EADDRINUSE") == 0 &&
		!expects(step, "EADDRINUSE"))
		player->unreachable = "the port is taken on this machine";
}

void player_skip(struct player *player)
{
	size_t i;

	for (i = 0; i < player->page->step_count; i++)
		player_mark(player, &player->evidence->steps[i], STEP_NOT_REACHED, "%s", player->over);
}

void player_walk(struct player *player)
{
	const struct case_page *page = player->page;
	size_t i;

	player->left_ns = player->moment_ns = player_now(player);
	for (i = 0; i < page->step_count; i++) {
		const struct step *step = &page->steps[i];
		struct step_record *record = &player->evidence->steps[i];

		if (player->unplayable) {
			player_mark(player, record, STEP_UNPLAYABLE, "%s", player->unplayable);
			continue;
		}
		if (why_unreachable(player)) {
			player_mark(player, record, STEP_NOT_REACHED, "%s", why_unreachable(player));
			continue;
		}
		player->current = (int)i;
		record->fate = STEP_PLAYED;
		player->packet_ns = -1;
		player_wait_due(player, step, record);
		record->unsettled = !player_settle(player);
		record->begin_ns = player_now(player);
		play_step(player, step, record);
		record->end_ns = player_now(player);
		player_note_moment(player, step, record);
		leave_rest(player, step, record);
	}
}
