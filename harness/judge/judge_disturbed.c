/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Segments that were sent again because the harness, which is the wire, was held up: they are not the stack's
 * doing, so what they change in a flow proves nothing.
 */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/judge/judge_packets.h"
#include "harness/names/tcp.h"

/* So many earlier segments are looked at for the first copy of one: a retransmission comes soon. */
#define DISTURBED_LOOK_BACK 256

static bool disturbed_occupies(const struct packet *packet)
{
	return packet->transport == TRANSPORT_TCP &&
		(packet->payload_length > 0 || (packet->flags & (FLAG_SYN | FLAG_FIN)) != 0);
}

/* The latest earlier packet with the same place in the same stream, as the same host saw it, or NULL. */
static const struct packet_record *disturbed_first_copy(const struct packet_record *const *packets, size_t at)
{
	const struct packet_record *again = packets[at];
	size_t least = at > DISTURBED_LOOK_BACK ? at - DISTURBED_LOOK_BACK : 0;

	for (size_t i = at; i > least; i--) {
		const struct packet_record *first = packets[i - 1];

		if (first->host == again->host && first->sent == again->sent &&
			first->packet.seq == again->packet.seq && disturbed_occupies(&first->packet) &&
			packet_address_equal(&first->packet.source, &again->packet.source) &&
			packet_address_equal(&first->packet.destination, &again->packet.destination))
			return first;
	}
	return NULL;
}

static bool disturbed_at(const struct evidence *evidence, const struct packet_record *const *packets, size_t at)
{
	const struct packet_record *first;

	/* What the page itself sends again, it sends on purpose. */
	if (packets[at]->injected_by >= 0 || !disturbed_occupies(&packets[at]->packet))
		return false;
	first = disturbed_first_copy(packets, at);
	/* Held up for half of the time after which it was sent again, the harness may be the reason. */
	return first != NULL && evidence_lateness_ns(evidence, first->time_ns, packets[at]->time_ns) * 2 >=
		packets[at]->time_ns - first->time_ns;
}

bool judge_view_is_disturbed(const struct judge *judge, const struct align_view *view)
{
	for (size_t i = 0; i < view->packet_count && judge->evidence->stall_count > 0; i++)
		if (disturbed_at(judge->evidence, view->packets, i))
			return true;
	return false;
}

int64_t judge_find_disturbance(struct judge *judge)
{
	const struct evidence *evidence = judge->evidence;
	const struct packet_record **packets;

	if (evidence->stall_count == 0)
		return -1;
	packets = arena_array(judge->arena, evidence->packet_count + 1, sizeof(*packets));
	for (size_t i = 0; i < evidence->packet_count; i++) {
		packets[i] = &evidence->packets[i];
		if (disturbed_at(evidence, packets, i))
			return packets[i]->time_ns;
	}
	return -1;
}
