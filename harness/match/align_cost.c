/* SPDX-License-Identifier: BSD-2-Clause */
/* What it costs to take a packet for a line, and to leave a line without one. */
#include "config.h"

#include "harness/match/align_parts.h"

/* Bytes that were sent as they are may be no options; all other fields can still be read. */
static bool own_is_raw(const struct align_row *row)
{
	const struct packet_pattern *pattern = row->expected.pattern;

	for (size_t i = 0; i < pattern->option_count; i++)
		if (pattern->options[i].kind == OPTION_RAW)
			return true;
	return false;
}

/* Whether the packet that a line has sent says again what the line says: not so where it was cut up. */
static bool own_can_be_compared(const struct align_row *row, const struct packet *packet)
{
	return (packet->malformed == NULL || own_is_raw(row)) && expected_protocol_fits(row->expected.pattern, packet);
}

/* From or to another's address: none of a connection that is known, so only of what opens one the numbers are known. */
static bool own_has_no_numbers(const struct align_row *row)
{
	const struct packet_pattern *pattern = row->expected.pattern;
	const struct header_pattern *header = pattern->header;

	return header != NULL && (header->source != NULL || header->destination != NULL) &&
		(pattern->flags & (FLAG_SYN | FLAG_ACK)) != FLAG_SYN;
}

unsigned align_pair_fields(const struct align_row *row, const struct packet_record *record, const struct flow *flow)
{
	unsigned fields;

	if (row->own >= 0 && !own_can_be_compared(row, &record->packet))
		return 0;
	fields = expected_differences(&row->expected, &record->packet, flow);
	if (row->own >= 0 && own_is_raw(row))
		fields &= ~(unsigned)FIELD_OPTIONS;
	if (row->own >= 0 && own_has_no_numbers(row))
		fields &= ~(unsigned)(FIELD_SEQ | FIELD_SEQ_END | FIELD_ACK | FIELD_OPTIONS | FIELD_QUOTE);
	return fields;
}

int align_pair_cost(const struct align_row *row, const struct packet_record *record, const struct flow *flow)
{
	unsigned fields;
	int count, cost;

	if (row->own != record->injected_by)
		return COST_IMPOSSIBLE;
	if (row->own < 0 && (row->expected.pattern->sent != record->sent ||
		!expected_protocol_fits(row->expected.pattern, &record->packet)))
		return COST_IMPOSSIBLE;
	fields = align_pair_fields(row, record, flow);
	count = __builtin_popcount(fields) + (record->time_ns < row->not_before_ns);
	if (count == 0)
		return 0;
	cost = COST_DIFFERS + count * COST_FIELD;
	return cost < COST_DIFFERS_MOST ? cost : COST_DIFFERS_MOST;
}

int64_t align_miss_cost(const struct align_row *row)
{
	return COST_MISSING + (row->own_is_there ? COST_OWN_NOT_MET : COST_NOT_MET);
}
