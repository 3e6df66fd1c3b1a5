/* SPDX-License-Identifier: BSD-2-Clause */
/* The wire as a peer that is made of packets: it takes what the client sends, and sends what lines of the page say. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/memory.h"
#include "harness/match/inject.h"
#include "harness/match/view_packets.h"
#include "harness/play/wire_parts.h"

/* More of a packet no ICMP error quotes (RFC 1812, RFC 4443). */
#define LAST_MOST 1280

void wire_play(struct wire *wire)
{
	wire->played = true;
}

void wire_meet_peers(struct wire *wire)
{
	view_seed_flows(wire->env, &wire->flows);
}

/* ---- what an ICMP error may quote ------------------------------------------------------------------ */

void wire_remember(struct wire *wire, const struct flow *flow, const struct packet *packet)
{
	size_t number = (size_t)flow->number, length = packet->length < LAST_MOST ? packet->length : LAST_MOST;
	int end = packet_address_equal(&flow->a, &packet->source) ? 0 : 1;
	struct wire_last *last;

	if (number >= wire->last_count) {
		wire->lasts = memory_resize(wire->lasts, (number + 1) * sizeof *wire->lasts);
		memset(wire->lasts + wire->last_count, 0, (number + 1 - wire->last_count) * sizeof *wire->lasts);
		wire->last_count = number + 1;
	}
	last = &wire->lasts[number];
	last->bytes[end] = memory_resize(last->bytes[end], length);
	memcpy(last->bytes[end], packet->bytes, length);
	last->length[end] = length;
}

static const uint8_t *find_last(void *context, const struct flow *flow, int end, size_t *length)
{
	const struct wire *wire = context;

	if ((size_t)flow->number >= wire->last_count)
		return NULL;
	*length = wire->lasts[flow->number].length[end];
	return wire->lasts[flow->number].bytes[end];
}

void wire_lasts_free(struct wire *wire)
{
	size_t i;

	for (i = 0; i < wire->last_count; i++) {
		free(wire->lasts[i].bytes[0]);
		free(wire->lasts[i].bytes[1]);
	}
	free(wire->lasts);
}

/* ---- packets of the page's lines --------------------------------------------------------------------- */

static struct inject_context context_of(struct wire *wire)
{
	return (struct inject_context){ .env = wire->env, .flows = &wire->flows, .last = find_last, .last_context = wire };
}

int wire_send_line(struct wire *wire, const struct packet_pattern *pattern, enum case_host to, int step, struct err *err)
{
	const struct inject_context context = context_of(wire);
	struct inject_ends ends;
	struct packet packet;
	uint8_t *bytes;
	size_t length;

	if ((wire->played ? inject_find_peer_ends(&context, pattern, &ends, err) :
		inject_find_host_ends(&context, pattern, to, &ends, err)) < 0)
		return -1;
	if (inject_make(wire->arena, &context, pattern, &ends, &packet, &bytes, &length, err) < 0)
		return -1;
	return wire_put(wire, (int)to, bytes, length, step, err);
}

int wire_find_client_end(struct wire *wire, const struct binding *peer, struct packet_address *end, struct err *err)
{
	const struct inject_context context = context_of(wire);

	return inject_find_client_end(&context, peer, end, err);
}
