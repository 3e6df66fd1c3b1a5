/* SPDX-License-Identifier: BSD-2-Clause */
/* What is said where packet lines and packets do not agree. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/judge/judge_packets.h"
#include "harness/judge/words.h"
#include "harness/match/expected.h"

/* Beyond so many unlisted packets of a view the others are counted, not listed. */
#define PACKETS_UNLISTED_MOST 8

const struct step *packet_line_step(const struct view_judge *view, int line)
{
	return view->view->align.lines[line].step;
}

static const char *host_name(const struct view_judge *view)
{
	return case_host_name(view->view->host);
}

const char *packet_text(const struct view_judge *view, const struct step *step,
	const struct packet_pattern *like, int packet)
{
	const struct packet_record *record = view->view->align.packets[packet];
	const struct flow *flow = view->view->align.flows[packet];
	struct str str;

	str_init(&str);
	words_add_packet_front(&str, step, record->sent);
	if (like != NULL)
		segment_print_like(&str, &view->judge->env, like, &record->packet, flow);
	else
		segment_print(&str, &record->packet, flow);
	return judge_take(view->judge, &str);
}

static const char *line_text(const struct view_judge *view, const struct step *step)
{
	struct str str;

	str_init(&str);
	words_add_packet_front(&str, step, step->packet->sent);
	segment_print_pattern(&str, step->packet);
	return judge_take(view->judge, &str);
}

/* What the capture lost, or what was only sent again for our lateness, may be what differs: nothing is proved. */
static enum verdict verdict_of(const struct view_judge *view)
{
	return view->whole ? VERDICT_FAIL : VERDICT_INCONC;
}

static void blame_packet(const struct view_judge *view, struct finding *finding, int packet)
{
	finding->host = (int)view->view->host;
	finding->packet = view->view->align.packets[packet]->number;
}

void packet_say_differs(struct view_judge *view, const struct align_pair *pair)
{
	struct judge *judge = view->judge;
	const struct step *step = packet_line_step(view, pair->line);
	const struct packet_record *record = view->view->align.packets[pair->packet];
	const struct segment_differences *differences = &pair->differences;
	const bool own = record->injected_by >= 0;
	struct finding *finding;
	struct str text;

	str_init(&text);
	/* Not what the host did: the harness has sent something else than the page says. */
	if (own) {
		str_add(&text, "what was sent for this line is not what it says: ");
	} else {
		str_addf(&text, "the %s %s ", host_name(view), record->sent ? "sent" : "received");
		words_add_packet_kind(&text, &record->packet);
		str_add(&text, ", but ");
	}
	str_add(&text, packet_differences_text(judge, differences));
	finding = judge_add(judge, own ? VERDICT_ERROR : verdict_of(view), step,
		packet_field_where(step->packet, differences->items[0].field), "%s", str_text(&text));
	str_free(&text);
	judge_say_sides(judge, finding, line_text(view, step),
		packet_text(view, step, step->packet, pair->packet));
	for (size_t i = 0; i < differences->count; i++)
		judge_add_difference(judge, finding, differences->items[i].field,
			differences->items[i].expected, differences->items[i].observed);
	blame_packet(view, finding, pair->packet);
}

/*
 * The packet that stands where the line is missing: an unlisted one right before or behind it. One finding
 * is enough for the two.
 */
static const struct align_pair *in_its_place(struct view_judge *view, size_t at)
{
	const struct align_result *result = view->result;
	size_t place = at + 1;

	if (at > 0 && result->pairs[at - 1].outcome == ALIGN_UNLISTED && !view->told[at - 1])
		place = at - 1;
	else if (place >= result->count || result->pairs[place].outcome != ALIGN_UNLISTED)
		return NULL;
	view->told[place] = true;
	return &result->pairs[place];
}

/* The unlisted packet that is what the line lists, only not in its place. */
static const struct align_pair *out_of_order(struct view_judge *view, const struct step *step)
{
	for (size_t i = 0; i < view->result->count; i++) {
		const struct align_pair *pair = &view->result->pairs[i];
		struct segment_differences differences;
		const struct packet_record *record;

		if (pair->outcome != ALIGN_UNLISTED || view->told[i])
			continue;
		record = view->view->align.packets[pair->packet];
		if (record->sent != step->packet->sent ||
			!expected_protocol_fits(step->packet, &record->packet) ||
			!segment_compare(&view->judge->env, step->packet, record,
				view->view->align.flows[pair->packet], &differences))
			continue;
		view->told[i] = true;
		return pair;
	}
	return NULL;
}

static void say_disorder(struct view_judge *view, const struct step *step, const struct align_pair *pair)
{
	struct judge *judge = view->judge;
	const char *text = packet_text(view, step, step->packet, pair->packet);
	const char *place = "before all that is listed";
	struct finding *finding;

	if (pair->line >= 0)
		place = arena_printf(judge->arena, "after what line %d lists",
			packet_line_step(view, pair->line)->where.line);
	finding = judge_add(judge, verdict_of(view), step, &step->packet->where,
		"the packets came in another order: %s came %s", text, place);
	judge_say_sides(judge, finding, line_text(view, step), arena_printf(judge->arena, "%s, %s", text,
		place));
	judge_add_difference(judge, finding, "order", "in this place", place);
	blame_packet(view, finding, pair->packet);
}

static bool injected_was_seen(const struct view_judge *view, const struct step *step)
{
	for (size_t i = 0; i < view->view->align.packet_count; i++)
		if (view->view->align.packets[i]->injected_by == step->index)
			return true;
	return false;
}

/* The page's own packet: that the host did not get it is no fault of its stack. */
static void say_not_injected(struct view_judge *view, const struct step *step)
{
	struct judge *judge = view->judge;
	const struct evidence *evidence = judge->evidence;
	const char *action = NULL;
	struct finding *finding;

	for (size_t i = 0; i < evidence->wire_count; i++)
		if (evidence->wire[i].step == step->index && evidence->wire[i].written_ns < 0)
			action = evidence->wire[i].action;
	finding = judge_add(judge, VERDICT_INCONC, step, &step->packet->where,
		"the packet of this line was sent, but the %s is not seen to have received it%s%s", host_name(view),
		action == NULL ? "" : ": ", action == NULL ? "" : action);
	judge_say_sides(judge, finding, line_text(view, step), "no such packet");
	judge_add_difference(judge, finding, NULL, finding->expected, "no such packet");
}

void packet_say_missing(struct view_judge *view, size_t at)
{
	struct judge *judge = view->judge;
	const struct step *step = packet_line_step(view, view->result->pairs[at].line);
	const struct step_record *record = &judge->evidence->steps[step->index];
	const struct align_pair *instead;
	const char *observed = "no such packet";
	struct finding *finding;
	struct str text;

	/* Nobody waited for it: the play had ended, and why it did is said elsewhere. */
	if (record->fate != STEP_PLAYED)
		return;
	if (view->view->align.lines[view->result->pairs[at].line].injected &&
		!injected_was_seen(view, step)) {
		say_not_injected(view, step);
		return;
	}
	instead = out_of_order(view, step);
	if (instead != NULL) {
		say_disorder(view, step, instead);
		return;
	}
	instead = in_its_place(view, at);
	str_init(&text);
	str_addf(&text, "the %s did not %s ", host_name(view), step->packet->sent ? "send" : "receive");
	words_add_pattern_kind(&text, step->packet);
	str_add(&text, ", where this line lists it");
	if (instead != NULL) {
		observed = packet_text(view, step, step->packet, instead->packet);
		str_addf(&text, "; instead there was %s", observed);
	}
	finding = judge_add(judge, verdict_of(view), step, &step->packet->where, "%s", str_text(&text));
	str_free(&text);
	judge_say_sides(judge, finding, line_text(view, step), observed);
	judge_add_difference(judge, finding, NULL, finding->expected, observed);
	if (instead != NULL)
		blame_packet(view, finding, instead->packet);
	else
		finding->hint = "the packets of both hosts show what came instead, and whether it was lost on the way";
}

/* At the line before it, or at the first line that the flow has. */
void packet_say_unlisted(struct view_judge *view, const struct align_pair *pair)
{
	struct judge *judge = view->judge;
	const struct step *step = packet_line_step(view, pair->line < 0 ? 0 : pair->line);
	const struct packet_record *record = view->view->align.packets[pair->packet];
	struct finding *finding;
	struct str text;

	for (int line = 0; pair->line < 0 && step->kind != STEP_PACKET; line++)
		step = packet_line_step(view, line);
	if (++view->unlisted > PACKETS_UNLISTED_MOST)
		return;
	str_init(&text);
	str_addf(&text, "%s this line the %s %s ", pair->line < 0 ? "before" : "after", host_name(view),
		record->sent ? "sent" : "received");
	words_add_packet_kind(&text, &record->packet);
	str_add(&text, ", and no line lists that");
	finding = judge_add(judge, verdict_of(view), step, NULL, "%s", str_text(&text));
	str_free(&text);
	judge_say_sides(judge, finding, "nothing more", packet_text(view, step,
		record->packet.transport == TRANSPORT_TCP && step->packet->protocol == PACKET_TCP ?
		step->packet : NULL, pair->packet));
	judge_add_difference(judge, finding, NULL, "nothing more", finding->observed);
	blame_packet(view, finding, pair->packet);
}

void packet_say_rest(struct view_judge *view)
{
	if (view->unlisted > PACKETS_UNLISTED_MOST)
		judge_add(view->judge, verdict_of(view),
			packet_line_step(view, (int)view->view->align.line_count - 1), NULL,
			"and %zu more packets that no line lists", view->unlisted - PACKETS_UNLISTED_MOST);
}
