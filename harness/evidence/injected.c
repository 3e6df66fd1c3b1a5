/* SPDX-License-Identifier: BSD-2-Clause */
/* Which packets of the captures are those that a line of the page put on the wire. */
#include "config.h"

#include <string.h>

#include "harness/base/clock.h"
#include "harness/evidence/evidence.h"

/* A capture may be stamped so much before the wire read its clock, and so much after the wire had written. */
#define INJECTED_EARLY_NS INT64_C(200000)
#define INJECTED_LATE_NS NS_PER_SECOND

/* Evidence is hostile: a million records against a million packets of the same second would never end. */
#define INJECTED_LOOKS_MOST 50000000

static bool
injected_is(const struct packet_record *packet, const struct wire_record *record)
{
	return packet->host == !record->from && !packet->sent && packet->injected_by < 0 &&
		packet->packet.wire_length == record->length &&
		memcmp(packet->packet.bytes, record->bytes, packet->packet.length) == 0;
}

void
evidence_find_injected(struct evidence *evidence)
{
	size_t begin = 0, looks = 0, i, at;

	for (i = 0; i < evidence->packet_count; i++)
		evidence->packets[i].injected_by = -1;
	/* Both are in the order of time. */
	for (i = 0; i < evidence->wire_count; i++) {
		const struct wire_record *record = &evidence->wire[i];
		int64_t last_ns = record->written_ns > record->read_ns ? record->written_ns : record->read_ns;

		if (record->fate != WIRE_INJECTED || record->bytes == NULL || record->step < 0)
			continue;
		while (begin < evidence->packet_count &&
			evidence->packets[begin].time_ns < record->read_ns - INJECTED_EARLY_NS)
			begin++;
		for (at = begin; at < evidence->packet_count && looks < INJECTED_LOOKS_MOST; at++, looks++) {
			if (evidence->packets[at].time_ns > last_ns + INJECTED_LATE_NS)
				break;
			if (!injected_is(&evidence->packets[at], record))
				continue;
			evidence->packets[at].injected_by = record->step;
			break;
		}
	}
}
