/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A packet line: waits until the packet that it lists was seen, as the judge will align it, or the deadline
 * has passed; or, where it is one of a peer made of packets, sends it. What it means for the verdict is not decided here.
 */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/match/pattern_names.h"
#include "harness/match/view.h"
#include "harness/play/player.h"

/* Where something else came than what was listed, the right packet is given this long to follow. */
#define PACKET_DIFFERENT_NS (1 * NS_PER_SECOND)

/* An alignment of many packets costs time: at most a third of the play is spent on them. */
#define PACKET_PAUSE_FACTOR 2

struct packet_wait {
	const struct step *step;
	int allowed_missing;       /* lines of this view that were given up before */
	int missing;               /* lines of this view up to the step that no packet met, at the last look */
	bool met;                  /* the step's own line, at the last look */
	int64_t packet_ns;         /* when what stands in its place came; -1 */
	int64_t different_ns;      /* since when something else stands in its place; 0 */
	int64_t next_look_ns;
	struct value *names;       /* what the names are bound to that the line gives, once it is met; NULL */
};

/*
 * Whether what stands in the line's place rules out that it is still met without a difference: not so for
 * a bare ACK, which need not be listed, nor behind a `...`.
 */
static bool is_in_its_place(const struct align_view *view, const struct align_pair *pair)
{
	if (pair->outcome != ALIGN_DIFFERS || pair->packet < 0)
		return false;
	if (pair->line > 0 && view->lines[pair->line - 1].step->kind == STEP_ANY_PACKETS)
		return false;
	return segment_must_be_listed(&view->packets[pair->packet]->packet);
}

/* What the alignment says of the lines up to the step's own. */
static void read_alignment(struct player *player, struct packet_wait *wait, const struct align_view *view,
	const struct align_result *result, int own)
{
	bool different = false;
	size_t i;
	int line;

	wait->missing = 0;
	wait->met = false;
	wait->packet_ns = -1;
	for (i = 0; i < result->count; i++) {
		const struct align_pair *pair = &result->pairs[i];

		if (pair->outcome == ALIGN_UNLISTED || pair->line < 0 || pair->line > own)
			continue;
		if (pair->outcome == ALIGN_MISSING)
			wait->missing++;
		if (pair->line == own) {
			wait->met = pair->outcome == ALIGN_MET;
			wait->packet_ns = pair->packet < 0 ? -1 : view->packets[pair->packet]->time_ns;
			if (wait->met && wait->step->packet->sent)
				wait->names = pattern_sample_names(player->evidence->arena, &player->env, wait->step->packet,
					&view->packets[pair->packet]->packet, view->flows[pair->packet]);
			different = is_in_its_place(view, pair);
		}
	}
	if (!different)
		wait->different_ns = 0;
	else if (wait->different_ns == 0)
		wait->different_ns = clock_now_ns();
	for (line = own - 1; line >= 0; line--)
		if (view->lines[line].step->kind == STEP_PACKET)
			break;
	wait->allowed_missing = line < 0 ? 0 : player->missing_lines[view->lines[line].step->index];
}

/* Aligns all lines of the step's view up to it with what was seen so far. */
static void look(struct player *player, struct packet_wait *wait)
{
	struct arena *arena = arena_new();
	struct view_list list;
	struct align_result result;
	size_t i, line;

	view_list_make(arena, player->page, (size_t)wait->step->index + 1, &player->env, player->evidence, &list);
	for (i = 0; i < list.count; i++) {
		const struct align_view *view = &list.items[i].align;

		for (line = 0; line < view->line_count; line++) {
			if (view->lines[line].step != wait->step)
				continue;
			align_view_run(arena, &player->env, view, &result);
			read_alignment(player, wait, view, &result, (int)line);
		}
	}
	arena_free(arena);
}

/*
 * Its own line is met, and so is every line before it that was not given up: a packet that is listed twice
 * must have come twice.
 */
static bool packet_was_seen(struct player *player, void *context)
{
	struct packet_wait *wait = context;
	int64_t before_ns = clock_now_ns(), now_ns;

	if (player->live.candidate && before_ns >= wait->next_look_ns) {
		player->live.candidate = false;
		look(player, wait);
		now_ns = clock_now_ns();
		wait->next_look_ns = now_ns + PACKET_PAUSE_FACTOR * (now_ns - before_ns);
		if (wait->met && wait->missing <= wait->allowed_missing)
			return true;
	}
	if (player->live.candidate)
		player->recheck_ns = wait->next_look_ns;
	if (wait->different_ns != 0) {
		if (clock_now_ns() >= wait->different_ns + PACKET_DIFFERENT_NS)
			return true;
		if (player->recheck_ns > wait->different_ns + PACKET_DIFFERENT_NS)
			player->recheck_ns = wait->different_ns + PACKET_DIFFERENT_NS;
	}
	return false;
}

/* After one line was waited for in vain the rest seldom comes: what does is seen soon. */
static int64_t packet_patience(const struct player *player, const struct step *step)
{
	int64_t patience_ns = player->step_deadline_ns;

	if (player->given_up_on_packets && patience_ns > PACKET_DIFFERENT_NS)
		patience_ns = PACKET_DIFFERENT_NS;
	return player_patience_ns(player, step, patience_ns);
}

/* Its place among the lines counts for those behind it, as that of a line that was waited for. */
static void inject(struct player *player, const struct step *step, struct step_record *record, struct packet_wait *wait)
{
	struct err err;

	err_init(&err);
	if (wire_send_line(player->wire, step->packet, step->host, step->index, &err) < 0) {
		player_mark(player, record, STEP_NOT_REACHED, "%s", err.text);
		return;
	}
	look(player, wait);
	player_settle(player);
}

void step_play_packet(struct player *player, const struct step *step, struct step_record *record)
{
	struct packet_wait wait = { .step = step, .packet_ns = -1 };
	const struct capture_record *capture = &player->evidence->captures[step->host];

	if (!player->wire && !player->captures[step->host] && !player->captures[HOST_CLIENT]) {
		player_mark(player, record, STEP_UNPLAYABLE, "packets cannot be seen: %s", capture->reason);
		return;
	}
	if (player->wire && player_injects(player, step)) {
		inject(player, step, record, &wait);
		player->missing_lines[step->index] = wait.missing;
		player->packet_ns = wait.packet_ns;
		return;
	}
	player->live.wanted = step;
	player->live.candidate = true;
	record->timed_out = player_wait(player, packet_was_seen, &wait,
		clock_now_ns() + packet_patience(player, step)) == WAIT_DEADLINE;
	player->live.wanted = NULL;
	player->missing_lines[step->index] = wait.missing;
	player->packet_ns = wait.packet_ns;
	if (record->timed_out)
		player->given_up_on_packets = true;
	record->sample = wait.names;
	env_absorb(&player->env, step, record);
}
