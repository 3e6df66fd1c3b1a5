/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Segments that were sent again because the harness, which is the wire, was held up: they are not the stack's
 * doing, so what they change in a flow proves nothing.
 */
#include "config.h"

#include "harness/judge/judge_packets.h"
#include "harness/names/tcp.h"

/* So many earlier segments are looked at for the first copy of one: a retransmission comes soon. */
#define DISTURBED_LOOK_BACK 256

static bool disturbed_occupies(const struct packet *packet)
{
	return packet->transport == TRANSPORT_TCP &&
		(packet->payload_length > 0 || (packet->flags & (FLAG_SYN | FLAG_FIN)) != 0);
}

/* The latest earlier packet of the same direction that has the same place in the stream, or NULL. */
static const struct packet_record *disturbed_first_copy(const struct align_view *view, size_t at)
{
	const struct packet_record *again = view->packets[at];
	size_t least = at > DISTURBED_LOOK_BACK ? at - DISTURBED_LOOK_BACK : 0;

	for (size_t i = at; i > least; i--) {
		const struct packet_record *first = view->packets[i - 1];

		if (view->flows[i - 1] == view->flows[at] && disturbed_occupies(&first->packet) &&
			packet_address_equal(&first->packet.source, &again->packet.source) &&
			first->packet.seq == again->packet.seq)
			return first;
	}
	return NULL;
}

bool judge_view_is_disturbed(const struct judge *judge, const struct align_view *view)
{
	for (size_t i = 0; i < view->packet_count; i++) {
		const struct packet_record *again = view->packets[i], *first;
		int64_t gap_ns;

		if (!disturbed_occupies(&again->packet))
			continue;
		first = disturbed_first_copy(view, i);
		if (first == NULL)
			continue;
		/* Held up for half of the time after which it was sent again, the harness may be the reason. */
		gap_ns = again->time_ns - first->time_ns;
		if (evidence_lateness_ns(judge->evidence, first->time_ns, again->time_ns) * 2 >= gap_ns)
			return true;
	}
	return false;
}
