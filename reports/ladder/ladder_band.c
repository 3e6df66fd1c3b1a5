/* SPDX-License-Identifier: BSD-2-Clause */
/* Bulk data: runs of segments one way and bare acknowledgements the other, folded into a band. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/names/tcp.h"
#include "reports/ladder/ladder_parts.h"

#define BAND_LEAST 8 /* segments of data: fewer are as soon read one by one */

enum band_part {
	BAND_NOTHING, /* it must be seen by itself */
	BAND_DATA,
	BAND_ACKNOWLEDGEMENT
};

static const struct packet *band_packet(const struct ladder_arrow *arrow)
{
	return arrow->sent ? &arrow->sent->packet : &arrow->received->packet;
}

static bool band_is_fragment(const struct packet *packet)
{
	return packet->more_fragments || packet->fragment_offset > 0;
}

/* What anything is said of stands alone: marks, lines of the page, what the wire did. */
static enum band_part band_part_of(const struct ladder_arrow *arrow)
{
	const struct packet *packet;

	if (arrow->marks || arrow->line > 0 || arrow->note || !(arrow->sent || arrow->received))
		return BAND_NOTHING;
	packet = band_packet(arrow);
	if (packet->transport == TRANSPORT_UDP || packet->fragment_offset > 0)
		return BAND_DATA;
	if (packet->transport != TRANSPORT_TCP || (packet->flags & ~(unsigned)FLAG_PSH) != FLAG_ACK)
		return BAND_NOTHING;
	return packet->payload_length > 0 ? BAND_DATA : BAND_ACKNOWLEDGEMENT;
}

/* Of a datagram in fragments the first says how long the whole is. */
static int64_t band_bytes(const struct packet *packet)
{
	return packet->fragment_offset > 0 ? 0 : (int64_t)packet->payload_length;
}

static void band_take_time(struct ladder_band *band, int64_t time_ns)
{
	if (time_ns < 0)
		return;
	if (band->begin_ns < 0 || time_ns < band->begin_ns)
		band->begin_ns = time_ns;
	if (time_ns > band->end_ns)
		band->end_ns = time_ns;
}

/*
 * Whether the sender's program handed over another bulk between two segments of data: what two calls send stays two bands, such as
 * one flight and the next.
 */
static bool band_call_between(const struct ladder *ladder, const struct ladder_band *band, const struct ladder_arrow *before,
	const struct ladder_arrow *arrow)
{
	int64_t least = BAND_LEAST * band_bytes(band_packet(arrow));
	size_t i;

	for (i = 0; i < ladder->call_count && ladder->calls[i].enter_ns <= arrow->left_ns; i++) {
		const struct call_record *record = ladder->calls[i].record;

		if (ladder->calls[i].enter_ns > before->left_ns && record->host == ladder->lines[band->from].host &&
			ladder->calls[i].at == band->from && record->result >= least && record->result > 0)
			return true;
	}
	return false;
}

/* The run that begins with the data segment `first`, as far as it goes. */
static void band_measure(const struct ladder *ladder, size_t first, struct ladder_band *band)
{
	const struct ladder_arrow *last = NULL;
	size_t i;

	*band = (struct ladder_band){.first = first, .begin_ns = -1, .end_ns = -1, .from = ladder->arrows[first].from,
		.to = ladder->arrows[first].to};
	for (i = first; i < ladder->arrow_count; i++) {
		const struct ladder_arrow *arrow = &ladder->arrows[i];
		enum band_part part = band_part_of(arrow);

		if (part == BAND_DATA && arrow->from == band->from && arrow->to == band->to) {
			if (band->segments >= BAND_LEAST && band_call_between(ladder, band, last, arrow))
				return;
			last = arrow;
			band->segments++;
			band->bytes += band_bytes(band_packet(arrow));
		} else if (part == BAND_ACKNOWLEDGEMENT && arrow->from == band->to && arrow->to == band->from) {
			band->acknowledgements++;
		} else {
			return;
		}
		band->count++;
		band_take_time(band, arrow->left_ns);
		band_take_time(band, arrow->arrived_ns);
	}
}

static const char *band_label(struct arena *arena, const struct ladder *ladder, const struct ladder_band *band)
{
	const struct packet *packet = band_packet(&ladder->arrows[band->first]);
	const char *data, *acknowledgements;

	if (packet->transport != TRANSPORT_TCP || band_is_fragment(packet))
		return arena_printf(arena, lang_plural("%d packet, %lld bytes", "%d packets, %lld bytes",
			(unsigned long)band->segments), band->segments, (long long)band->bytes);
	data = arena_printf(arena, lang_plural("%d segment, %lld bytes", "%d segments, %lld bytes",
		(unsigned long)band->segments), band->segments, (long long)band->bytes);
	if (band->acknowledgements == 0)
		return data;
	acknowledgements = arena_printf(arena, lang_plural("%d acknowledgement", "%d acknowledgements",
		(unsigned long)band->acknowledgements), band->acknowledgements);
	return arena_printf(arena, _("%s, and %s"), data, acknowledgements);
}

void ladder_bands_make(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	size_t capacity = 0, i, k;

	for (i = 0; i < ladder->arrow_count; i++) {
		struct ladder_band band;

		if (band_part_of(&ladder->arrows[i]) != BAND_DATA)
			continue;
		band_measure(ladder, i, &band);
		if (band.segments >= BAND_LEAST) {
			band.label = band_label(maker->arena, ladder, &band);
			for (k = i; k < i + band.count; k++)
				ladder->arrows[k].band = (int)ladder->band_count;
			ladder->bands = arena_grow(maker->arena, ladder->bands, ladder->band_count, &capacity,
				sizeof(*ladder->bands));
			ladder->bands[ladder->band_count++] = band;
		}
		/* A run that is too short has no longer one behind its beginning. */
		i += band.count - 1;
	}
}
