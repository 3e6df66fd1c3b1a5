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

/*
 * Whether a look may find the line met that is waited for: also by a packet of the other direction or of another protocol,
 * because the lines before it count as well, and those may have come later.
 */
static bool is_candidate(const struct live *live, int host)
{
	return live->wanted && (int)live->wanted->host == host;
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
	if (is_candidate(live, host))
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
