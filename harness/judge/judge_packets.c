/* SPDX-License-Identifier: BSD-2-Clause */
/* All packet lines against all packets of their flows. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/judge/judge_packets.h"
#include "harness/match/view.h"

static void note_met(struct view_judge *view, const struct align_pair *pair)
{
	struct judge *judge = view->judge;
	const struct step *step = packet_line_step(view, pair->line);
	const struct packet_record *record = view->view->align.packets[pair->packet];
	struct step_verdict *verdict = &judge->result->steps[step->index];

	verdict->packet_host = (int)view->view->host;
	verdict->packet = record->number;
	verdict->observed = packet_text(view, step, NULL, pair->packet);
	judge->packet_ns[step->index] = record->time_ns;
}

static void judge_view(struct judge *judge, const struct view *view)
{
	const struct capture_record *capture = judge_capture(judge, (int)view->host);
	const bool disturbed = judge_view_is_disturbed(judge, &view->align);
	struct view_judge own = { .judge = judge, .view = view,
		.whole = judge_capture_is_whole(capture) && !disturbed };
	struct align_result result;

	if (!capture->present || view->align.line_count == 0)
		return;
	align_view_run(judge->arena, &judge->env, &view->align, &result);
	own.result = &result;
	own.told = arena_array(judge->arena, result.count + 1, sizeof(bool));
	for (size_t i = 0; i < result.count && !judge->broken; i++)
		if (result.pairs[i].outcome == ALIGN_MISSING)
			packet_say_missing(&own, i);
	for (size_t i = 0; i < result.count; i++) {
		const struct align_pair *pair = &result.pairs[i];

		/* Where the play broke off, packets are missing and unlisted without end. */
		switch (pair->outcome) {
		case ALIGN_MET:
			note_met(&own, pair);
			break;
		case ALIGN_DIFFERS:
			note_met(&own, pair);
			if (!judge->broken)
				packet_say_differs(&own, pair);
			break;
		case ALIGN_MISSING:
			break; /* said before, with the packets that stand in their places */
		case ALIGN_UNLISTED:
			if (!judge->broken && !own.told[i])
				packet_say_unlisted(&own, pair);
			break;
		}
	}
	packet_say_rest(&own);
	if (result.cut)
		judge_add(judge, VERDICT_INCONC, packet_line_step(&own, 0), NULL,
			"more packets passed than can be compared with the lines");
}

/* The first packet line that speaks of what a host saw. */
static const struct step *first_line(const struct judge *judge, int host)
{
	for (size_t i = 0; i < judge->page->step_count; i++)
		if (judge->page->steps[i].kind == STEP_PACKET && (int)judge->page->steps[i].host == host &&
			judge->evidence->steps[i].fate != STEP_UNPLAYABLE)
			return &judge->page->steps[i];
	return NULL;
}

void judge_packets(struct judge *judge)
{
	struct view_list list;

	for (int host = 0; host < EVIDENCE_HOSTS; host++) {
		const struct capture_record *capture = judge_capture(judge, host);
		const struct step *line = first_line(judge, host);

		if (line == NULL || judge->broken || (capture->present && judge_capture_is_whole(capture)))
			continue;
		judge_say_capture(judge, line, host);
		for (size_t i = 0; i < judge->page->step_count && !capture->present; i++)
			if (judge->page->steps[i].kind == STEP_PACKET &&
				(int)judge->page->steps[i].host == host)
				judge->result->steps[i].verdict = VERDICT_SKIP;
	}
	view_list_make(judge->arena, judge->page, judge->page->step_count, &judge->env, judge->evidence,
		&list);
	for (size_t i = 0; i < list.count; i++)
		judge_view(judge, &list.items[i]);
}
