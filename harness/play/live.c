/* SPDX-License-Identifier: BSD-2-Clause */
/* The packets of the play so far. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/play/live.h"

/* A page that lists packets lists few; what floods past these limits is still in the captures. */
#define LIVE_PACKETS_MOST 200000
#define LIVE_BYTES_MOST (64 << 20)

void live_open(struct live *live, const struct case_page *page, struct evidence *evidence)
{
	size_t i;
	int host;

	memset(live, 0, sizeof *live);
	live->evidence = evidence;
	for (host = 0; host < HOST_COUNT; host++)
		live->last_line[host] = -1;
	for (i = 0; i < page->step_count; i++)
		if (page->steps[i].kind == STEP_PACKET)
			live->last_line[page->steps[i].host] = (int)i;
	live->arena = arena_new();
}

/* Whether the line that is waited for may mean this packet, as far as that costs nothing to see. */
static bool is_candidate(const struct live *live, int host, bool sent, const struct packet *packet)
{
	const struct packet_pattern *pattern;

	if (!live->wanted || (int)live->wanted->host != host)
		return false;
	pattern = live->wanted->packet;
	/* On a shared device, who sent it may be known only when its call has returned. */
	if (pattern->sent != sent && !live->shared)
		return false;
	if (packet->fragment_offset != 0)
		return pattern->header && pattern->header->fragment;
	switch (pattern->protocol) {
	case PACKET_TCP: return packet->transport == TRANSPORT_TCP;
	case PACKET_UDP: return packet->transport == TRANSPORT_UDP;
	case PACKET_ICMP: return packet->transport == TRANSPORT_ICMP || packet->transport == TRANSPORT_ICMP6;
	}
	return false;
}

void live_take(struct live *live, int current, int host, bool sent, int64_t time_ns, const uint8_t *bytes,
	size_t length, int injected_by)
{
	struct evidence *evidence = live->evidence;
	struct packet_record *record;
	struct packet packet;

	if (!live->arena || host < 0 || host >= HOST_COUNT)
		return;
	live->counts[host]++;
	if (live->overflowed || current > live->last_line[host])
		return;
	if (evidence->packet_count >= LIVE_PACKETS_MOST || live->bytes + length > LIVE_BYTES_MOST) {
		live->overflowed = true;
		return;
	}
	bytes = arena_memdup(live->arena, bytes, length);
	if (packet_decode(&packet, bytes, length, length) < 0)
		return;
	evidence->packets = arena_grow(live->arena, evidence->packets, evidence->packet_count, &live->capacity,
		sizeof *evidence->packets);
	record = &evidence->packets[evidence->packet_count++];
	memset(record, 0, sizeof *record);
	record->host = host;
	record->number = live->counts[host];
	record->time_ns = time_ns;
	record->sent = sent;
	record->injected_by = injected_by;
	record->packet = packet;
	live->bytes += length;
	if (is_candidate(live, host, sent, &packet))
		live->candidate = true;
}

void live_close(struct live *live)
{
	if (!live->arena)
		return;
	live->evidence->packets = NULL;
	live->evidence->packet_count = 0;
	arena_free(live->arena);
	live->arena = NULL;
}
