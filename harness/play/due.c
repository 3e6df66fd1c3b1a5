/* SPDX-License-Identifier: BSD-2-Clause */
/* When a step is due: the one place that knows what its time counts from. */
#include "config.h"

#include "harness/play/player.h"

bool player_injects(const struct player *player, const struct step *step)
{
	return case_is_injected(player->page, step);
}

/* Zero of the absolute times: as the page has it, or, for the first of them, so that it is due now. */
static int64_t absolute_zero(const struct player *player, const struct step *step)
{
	return player->zero_known ? player->zero_ns : player_now(player) - step->time.from_ns;
}

int64_t player_due_ns(const struct player *player, const struct step *step)
{
	int64_t due_ns = -1;

	/* What is awaited comes when it comes. */
	if (step->kind == STEP_PACKET && !player_injects(player, step))
		return -1;
	switch (step->time.kind) {
	case TIME_NONE:
		return -1;
	case TIME_RELATIVE:
		due_ns = step->kind == STEP_PACKET ? player->moment_ns : player->left_ns;
		due_ns += step->time.from_ns;
		break;
	case TIME_ABSOLUTE:
		due_ns = absolute_zero(player, step) + step->time.from_ns;
		break;
	}
	return due_ns > 0 ? due_ns : 0;
}

int64_t player_patience_ns(const struct player *player, const struct step *step, int64_t patience_ns)
{
	int64_t ahead_ns = 0;

	if (step->time.kind == TIME_RELATIVE)
		ahead_ns = step->time.to_ns;
	else if (step->time.kind == TIME_ABSOLUTE && player->zero_known)
		ahead_ns = player->zero_ns + step->time.to_ns - player_now(player);
	return patience_ns + (ahead_ns > 0 ? ahead_ns : 0);
}

enum wait_outcome player_wait_due(struct player *player, const struct step *step, struct step_record *record)
{
	int64_t due_ns = player_due_ns(player, step);

	if (due_ns < 0)
		return WAIT_MET;
	record->due_ns = due_ns;
	/* What is due by now is done now: that the steps before took so long is no lateness of ours. */
	if (due_ns <= player_now(player))
		return WAIT_MET;
	return player_wait_until(player, player->begin_ns + due_ns);
}

/* When a step happened, as the judge has it: its packet, or the moment when its call was made. */
static int64_t moment_of(const struct player *player, const struct step *step, const struct step_record *record)
{
	switch (step->kind) {
	case STEP_CALL:
		return record->call && record->call->enter_ns >= 0 ? record->call->enter_ns : record->end_ns;
	case STEP_PACKET:
		return player->packet_ns >= 0 ? player->packet_ns : record->end_ns;
	case STEP_SILENCE:
	case STEP_WIRE:
	case STEP_SYSCTL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
		return record->begin_ns;
	case STEP_LAUNCH:
	case STEP_PEER:
	case STEP_CAPABLE:
	case STEP_SIGNAL:
	case STEP_ANY_PACKETS:
	case STEP_EXPECT:
		break;
	}
	return -1;
}

void player_note_moment(struct player *player, const struct step *step, const struct step_record *record)
{
	int64_t moment_ns = moment_of(player, step, record);

	player->left_ns = record->end_ns;
	if (moment_ns < 0)
		return;
	if (step->kind == STEP_CALL || step->kind == STEP_PACKET)
		player->moment_ns = moment_ns;
	else if (step->kind == STEP_SILENCE)
		player->moment_ns = moment_ns + step->duration_ns;
	if (step->time.kind == TIME_ABSOLUTE && !player->zero_known) {
		player->zero_known = true;
		player->zero_ns = moment_ns - step->time.from_ns;
	}
}
