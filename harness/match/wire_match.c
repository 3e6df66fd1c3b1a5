/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets of the captures and records of the wire, side by side. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/match/view_packets.h"
#include "harness/match/wire_match.h"

/* A capture sees a packet before the wire reads it, but for the two clocks' difference. */
static bool may_be(const struct packet_record *packet, const struct wire_record *record)
{
	return packet->time_ns <= record->read_ns + VIEW_CLOCK_SLACK_NS;
}

/* Both lists of a host are in the order of sending: each record takes the first packet of its length. */
static void match_host(const struct evidence *evidence, int host, const struct wire_record **matched)
{
	size_t at = 0, i;

	for (i = 0; i < evidence->wire_count; i++) {
		const struct wire_record *record = &evidence->wire[i];

		if (record->from != host || record->fate == WIRE_ANSWERED || record->fate == WIRE_INJECTED)
			continue;
		for (; at < evidence->packet_count; at++) {
			const struct packet_record *packet = &evidence->packets[at];

			if (packet->host != host || !packet->sent)
				continue;
			if (!may_be(packet, record))
				break; /* from before the capture began */
			if (packet->packet.wire_length == record->length) {
				matched[at++] = record;
				break;
			}
		}
	}
}

/* Each injected packet knows its line already (evidence_find_injected); the first record of that line tells the rest. */
static void match_injected(struct arena *arena, const struct evidence *evidence, const struct wire_record **matched)
{
	const struct wire_record **by_step = arena_array(arena, evidence->step_count + 1, sizeof(*by_step));

	for (size_t i = evidence->wire_count; i > 0; i--) {
		const struct wire_record *record = &evidence->wire[i - 1];

		if (record->fate == WIRE_INJECTED && record->step >= 0 && (size_t)record->step < evidence->step_count)
			by_step[record->step] = record;
	}
	for (size_t i = 0; i < evidence->packet_count; i++) {
		int step = evidence->packets[i].injected_by;

		if (step >= 0 && (size_t)step < evidence->step_count && !evidence->packets[i].sent)
			matched[i] = by_step[step];
	}
}

const struct wire_record **wire_match_make(struct arena *arena, const struct evidence *evidence)
{
	const struct wire_record **matched = arena_array(arena, evidence->packet_count + 1, sizeof(*matched));

	for (int host = 0; host < EVIDENCE_HOSTS; host++)
		match_host(evidence, host, matched);
	match_injected(arena, evidence, matched);
	return matched;
}

bool wire_match_print(struct str *str, const struct evidence *evidence, const struct wire_record *record)
{
	if (record == NULL || (record->action == NULL && record->fate != WIRE_INJECTED))
		return false;
	if (record->fate == WIRE_INJECTED)
		str_add(str, "injected");
	else
		str_addf(str, "the wire: %s", record->action);
	if (record->step >= 0 && (size_t)record->step < evidence->step_count)
		str_addf(str, " (line %d)", evidence->steps[record->step].line);
	return true;
}
