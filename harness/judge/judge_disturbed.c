/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Segments that were sent again because the harness, which is the wire, was held up, or, where the machine's own settings
 * hold, because a probe for a lost tail came before the other program went on: how busy the machine is decides that, not
 * the stack, so what they change in a flow proves nothing.
 */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/judge/judge_packets.h"
#include "harness/names/tcp.h"

/* So many earlier segments are looked at for the first copy of one: a retransmission comes soon. */
#define DISTURBED_LOOK_BACK 256
/* What is sent again sooner is no timeout of Linux, whose least is this, and on loopback nothing is lost: it is a probe. */
#define DISTURBED_PROBE_NS (200 * NS_PER_MS)

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

/* Above level host the sandbox has switched them off (sandbox_settings.c). */
static bool disturbed_may_be_probed(const struct evidence *evidence)
{
	if (evidence->level != LEVEL_HOST)
		return false;
	for (size_t i = 0; i < evidence->setting_count; i++)
		if (strcmp(evidence->settings[i].name, "net.ipv4.tcp_early_retrans") == 0)
			return strcmp(evidence->settings[i].value, "0") != 0;
	return false;
}

/* Why a packet proves nothing, or NULL. */
static const char *disturbed_at(const struct evidence *evidence, bool probed, const struct packet_record *const *packets,
	size_t at)
{
	const struct packet_record *first;
	int64_t gap_ns, late_ns;

	/* What the page itself sends again, it sends on purpose. */
	if (packets[at]->injected_by >= 0 || !disturbed_occupies(&packets[at]->packet))
		return NULL;
	first = disturbed_first_copy(packets, at);
	if (first == NULL)
		return NULL;
	gap_ns = packets[at]->time_ns - first->time_ns;
	/* Held up for half of the time after which it was sent again, the harness may be the reason. */
	late_ns = evidence_lateness_ns(evidence, first->time_ns, packets[at]->time_ns);
	if (late_ns > 0 && late_ns * 2 >= gap_ns)
		return "the harness was held up, and a segment was sent again meanwhile: what differs proves nothing";
	if (probed && gap_ns < DISTURBED_PROBE_NS)
		return "a segment was sent again before the other side went on, as this machine's tail loss probes do: "
			"what differs proves nothing";
	return NULL;
}

bool judge_view_is_disturbed(const struct judge *judge, const struct align_view *view)
{
	const bool probed = disturbed_may_be_probed(judge->evidence);

	for (size_t i = 0; i < view->packet_count && (probed || judge->evidence->stall_count > 0); i++)
		if (disturbed_at(judge->evidence, probed, view->packets, i) != NULL)
			return true;
	return false;
}

void judge_find_disturbance(struct judge *judge)
{
	const struct evidence *evidence = judge->evidence;
	const bool probed = disturbed_may_be_probed(evidence);
	const struct packet_record **packets;

	judge->disturbed_ns = -1;
	if (!probed && evidence->stall_count == 0)
		return;
	packets = arena_array(judge->arena, evidence->packet_count + 1, sizeof(*packets));
	for (size_t i = 0; i < evidence->packet_count && judge->disturbed_ns < 0; i++) {
		packets[i] = &evidence->packets[i];
		judge->disturbed_why = disturbed_at(evidence, probed, packets, i);
		if (judge->disturbed_why != NULL)
			judge->disturbed_ns = packets[i]->time_ns;
	}
}
