/* SPDX-License-Identifier: BSD-2-Clause */
/* The arrows of a ladder: packets that were seen, with their labels and what the wire did to them. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/match/segment.h"
#include "harness/match/wire_match.h"
#include "harness/names/tcp.h"
#include "reports/ladder/ladder_parts.h"
#include "reports/sentence.h"

/* Only where both hosts were captured wholly does a missing arrival say something. */
static bool arrows_is_lost(const struct ladder_maker *maker, const struct happening *happening)
{
	const struct evidence *evidence = maker->evidence;
	const struct wire_record *wire = happening->wire;

	if (!happening->sent || happening->received)
		return false;
	if (wire && wire->fate == WIRE_PLAYED)
		return false;
	if (wire && wire->written_ns < 0)
		return true;
	return evidence->level == LEVEL_WIRE && evidence->captures[0].complete && evidence->captures[1].complete &&
	       !maker->list.cut;
}

static unsigned arrows_wire_marks(const struct wire_record *wire)
{
	if (!wire)
		return 0;
	switch (wire->fate) {
	case WIRE_PASSED:
	case WIRE_DROPPED:    /* it is lost then */
	case WIRE_DUPLICATED: /* the copy has its mark */
	case WIRE_PLAYED:
		return 0;
	case WIRE_DELAYED:
		return LADDER_DELAYED;
	case WIRE_REORDERED:
		return LADDER_SWAPPED;
	case WIRE_CHANGED:
		return LADDER_CHANGED;
	case WIRE_ANSWERED:
		return LADDER_ANSWERED;
	case WIRE_INJECTED:
		return LADDER_INJECTED;
	}
	return 0;
}

static unsigned arrows_packet_marks(const struct packet *packet)
{
	unsigned marks = 0;

	if (packet->transport != TRANSPORT_TCP)
		return 0;
	if (packet->flags & FLAG_RST)
		marks |= LADDER_RESET;
	else if (packet->window == 0 && !(packet->flags & FLAG_SYN))
		marks |= LADDER_ZERO_WINDOW;
	return marks;
}

static const char *arrows_label(const struct ladder_maker *maker, const struct happening *happening)
{
	const struct packet_record *record = happening->sent ? happening->sent : happening->received;
	const struct flow *flow = happening->flow ? happening->flow : happening->arrived_flow;
	const char *label;
	struct str text;

	str_init(&text);
	segment_print_brief(&text, &record->packet, flow);
	label = arena_strdup(maker->arena, str_text(&text));
	str_free(&text);
	return label;
}

static const char *arrows_note(const struct ladder_maker *maker, const struct wire_record *wire)
{
	const char *note = NULL;
	struct str text;

	str_init(&text);
	if (wire_match_print(&text, maker->evidence, wire))
		note = sentence_say(maker->arena, SENTENCE_WHOLE, arena_strdup(maker->arena, str_text(&text)));
	str_free(&text);
	return note;
}

static void arrows_add(struct ladder_maker *maker, size_t at)
{
	const struct happening *happening = &maker->list.items[at];
	struct ladder_arrow *arrow = &maker->ladder->arrows[maker->ladder->arrow_count];
	int from = happening->sent ? happening->sent->host : !happening->received->host;

	maker->ladder->arrow_count++;
	arrow->from = ladder_line_of(maker, maker->connection_of[at], from);
	arrow->to = ladder_line_of(maker, maker->connection_of[at], !from);
	arrow->sent = happening->sent;
	arrow->received = happening->received;
	arrow->left_ns = happening->sent ? happening->sent->time_ns : -1;
	arrow->arrived_ns = happening->received ? happening->received->time_ns : -1;
	arrow->label = arrows_label(maker, happening);
	arrow->note = arrows_note(maker, happening->wire);
	arrow->wire = arrow->note ? happening->wire : NULL;
	arrow->band = -1;
	arrow->marks = arrows_wire_marks(happening->wire);
	arrow->marks |= arrows_packet_marks(happening->sent ? &happening->sent->packet : &happening->received->packet);
	if (happening->copy)
		arrow->marks |= LADDER_COPY;
	if (arrows_is_lost(maker, happening))
		arrow->marks |= LADDER_LOST;
	if ((arrow->marks & LADDER_INJECTED) && happening->wire->step >= 0 &&
	    (size_t)happening->wire->step < maker->evidence->step_count)
		arrow->line = maker->evidence->steps[happening->wire->step].line;
}

void ladder_arrows_make(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	size_t i;

	ladder->arrows = arena_array(maker->arena, maker->list.count + 1, sizeof(*ladder->arrows));
	for (i = 0; i < maker->list.count; i++) {
		if (!maker->list.items[i].call)
			arrows_add(maker, i);
	}
}
