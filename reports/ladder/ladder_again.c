/* SPDX-License-Identifier: BSD-2-Clause */
/* Which segments were sent again: those with a number of data, SYN or FIN that their sender had sent before. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/names/tcp.h"
#include "reports/ladder/ladder_parts.h"

/* Numbers from `begin` up to, not including, `end`, counted from the first that was seen. */
struct stretch {
	int64_t begin, end;
};

/* One direction of a connection: what was sent of it, in stretches that do not touch. */
struct again_side {
	bool known;
	uint32_t base;
	int64_t last;             /* where the last segment began, so that numbers may wrap */
	struct stretch *items;
	size_t count, capacity;
};

static int64_t again_length(const struct packet *packet)
{
	return (int64_t)packet->payload_length + ((packet->flags & FLAG_SYN) != 0) + ((packet->flags & FLAG_FIN) != 0);
}

/* Takes the stretch in; true where some of it was there before. */
static bool again_take(struct ladder_maker *maker, struct again_side *side, struct stretch stretch)
{
	bool again = false;
	size_t kept = 0, i;

	for (i = 0; i < side->count; i++) {
		struct stretch *old = &side->items[i];

		if (old->end < stretch.begin || old->begin > stretch.end) {
			side->items[kept++] = *old;
			continue;
		}
		again = again || (old->end > stretch.begin && old->begin < stretch.end);
		stretch.begin = old->begin < stretch.begin ? old->begin : stretch.begin;
		stretch.end = old->end > stretch.end ? old->end : stretch.end;
	}
	side->count = kept;
	side->items = arena_grow(maker->arena, side->items, side->count, &side->capacity, sizeof(*side->items));
	side->items[side->count++] = stretch;
	return again;
}

/* What a line of the page puts between two hosts is not its seeming sender's; what it sends for a peer is the peer's. */
static bool again_is_senders(const struct ladder_maker *maker, const struct ladder_arrow *arrow)
{
	if (arrow->marks & (LADDER_COPY | LADDER_ANSWERED))
		return false;
	return !(arrow->marks & LADDER_INJECTED) || maker->ladder->lines[arrow->from].of_packets;
}

void ladder_again_mark(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	struct again_side *sides = arena_array(maker->arena, ladder->line_count, sizeof(*sides));
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		struct ladder_arrow *arrow = &ladder->arrows[i];
		const struct packet *packet = arrow->sent ? &arrow->sent->packet : &arrow->received->packet;
		struct again_side *side = &sides[arrow->from];
		int64_t length = again_length(packet);
		int64_t begin;

		if (packet->transport != TRANSPORT_TCP || packet->fragment_offset > 0 || length == 0 ||
		    !again_is_senders(maker, arrow))
			continue;
		if (!side->known) {
			side->known = true;
			side->base = packet->seq;
		}
		begin = side->last + (int32_t)(packet->seq - (uint32_t)(side->base + (uint32_t)side->last));
		side->last = begin;
		if (again_take(maker, side, (struct stretch){begin, begin + length}))
			arrow->marks |= LADDER_AGAIN;
	}
}
