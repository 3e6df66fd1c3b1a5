/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets grouped into flows, and their sequence numbers made relative. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"
#include "harness/match/flow.h"
#include "harness/names/tcp.h"

void flow_table_init(struct flow_table *table, struct arena *arena)
{
	*table = (struct flow_table){ .arena = arena };
}

static struct flow_seed *flow_find_seed(const struct flow_table *table, const struct packet_address *end)
{
	for (size_t i = 0; i < table->seed_count; i++)
		if (packet_address_equal(&table->seeds[i].peer, end))
			return &table->seeds[i];
	return NULL;
}

void flow_table_seed(struct flow_table *table, const struct packet_address *peer, uint32_t isn)
{
	struct flow_seed *seed = flow_find_seed(table, peer);

	if (seed == NULL) {
		table->seeds = arena_grow(table->arena, table->seeds, table->seed_count, &table->seed_capacity,
			sizeof(*table->seeds));
		seed = &table->seeds[table->seed_count++];
	}
	*seed = (struct flow_seed){ .peer = *peer, .isn = isn };
}

/* 0 where the packet goes from a to b, 1 where from b to a, -1 where it is of another flow. */
static int flow_direction(const struct flow *flow, const struct packet *packet)
{
	if (flow->transport != packet->transport)
		return -1;
	if (packet_address_equal(&flow->a, &packet->source) &&
		packet_address_equal(&flow->b, &packet->destination))
		return 0;
	if (packet_address_equal(&flow->b, &packet->source) &&
		packet_address_equal(&flow->a, &packet->destination))
		return 1;
	return -1;
}

static struct flow *flow_find(const struct flow_table *table, const struct packet *packet,
	int *direction)
{
	for (size_t i = table->count; i > 0; i--) {
		*direction = flow_direction(table->flows[i - 1], packet);
		if (*direction >= 0)
			return table->flows[i - 1];
	}
	return NULL;
}

/* Where one end is a peer made of packets, both bases are known before anything is learned. */
static void flow_take_seed(const struct flow_table *table, struct flow *flow)
{
	const struct flow_seed *seed = flow_find_seed(table, &flow->a);

	flow->seeded = seed == NULL ? -1 : 0;
	if (seed == NULL) {
		seed = flow_find_seed(table, &flow->b);
		flow->seeded = seed == NULL ? -1 : 1;
	}
	if (seed == NULL || flow->transport != TRANSPORT_TCP)
		return;
	flow->base[flow->seeded] = seed->isn;
	flow->base_is_syn[flow->seeded] = true;
	flow->base[!flow->seeded] = FLOW_ASSUMED_BASE;
	flow->base_known[0] = flow->base_known[1] = true;
}

static struct flow *flow_add(struct flow_table *table, const struct packet *packet)
{
	struct flow *flow = arena_alloc(table->arena, sizeof(*flow));

	flow->transport = packet->transport;
	flow->a = packet->source;
	flow->b = packet->destination;
	flow->number = (int)table->count;
	flow_take_seed(table, flow);
	table->flows = arena_grow(table->arena, table->flows, table->count, &table->capacity,
		sizeof(*table->flows));
	table->flows[table->count++] = flow;
	return flow;
}

/* A SYN that opens, with another number than the one that this direction began with: a new connection. */
static bool flow_is_reused(const struct flow *flow, int direction, const struct packet *packet)
{
	if (flow->seeded >= 0)
		return direction != flow->seeded && (packet->flags & FLAG_SYN) != 0 &&
			flow->base[direction] != packet->seq &&
			(flow->base_is_syn[direction] || flow->assumed_used);
	return (packet->flags & (FLAG_SYN | FLAG_ACK)) == FLAG_SYN && flow->base_known[direction] &&
		flow->base[direction] != packet->seq;
}

/* Of a flow with a peer made of packets: its own numbers are told, those of the other end count from its SYN. */
static void flow_learn_seeded(struct flow *flow, int direction, const struct packet *packet)
{
	bool own = direction == flow->seeded;

	if (!own && (packet->flags & FLAG_SYN) != 0) {
		flow->base[direction] = packet->seq;
		flow->base_is_syn[direction] = true;
	} else if (!flow->base_is_syn[!flow->seeded] && !flow->assumed_used && (!own || (packet->flags & FLAG_ACK) != 0)) {
		/* What nothing was acknowledged to yet counts from what it sends first: a closed port's reset from 0. */
		if (!own)
			flow->base[direction] = packet->seq;
		flow->assumed_used = true;
	}
}

static void flow_learn_stamp(struct flow *flow, int direction, const struct packet *packet)
{
	for (size_t i = 0; i < packet->option_count; i++) {
		const struct packet_option *option = &packet->options[i];

		if (option->kind != OPTION_TIMESTAMP || option->data_length != 8)
			continue;
		flow->stamp[direction] = (uint32_t)option->data[0] << 24 | (uint32_t)option->data[1] << 16 |
			(uint32_t)option->data[2] << 8 | option->data[3];
		flow->stamp_known[direction] = true;
		return;
	}
}

static void flow_learn(struct flow *flow, int direction, const struct packet *packet)
{
	bool syn = (packet->flags & FLAG_SYN) != 0;

	/* A SYN counts more than what was taken for the beginning before one was seen. */
	if (!flow->base_known[direction] || (syn && !flow->base_is_syn[direction])) {
		flow->base[direction] = packet->seq;
		flow->base_known[direction] = true;
		flow->base_is_syn[direction] = syn;
	}
	/* Where the other end's SYN was not seen, what acknowledges it tells its number. */
	if ((packet->flags & FLAG_ACK) != 0 && flow->base_is_syn[direction] &&
		!flow->base_known[!direction]) {
		flow->base[!direction] = packet->ack - 1;
		flow->base_known[!direction] = true;
	}
}

static bool flow_may_take(const struct packet *packet)
{
	/* A fragment that is not the first has no ports, so nothing says whose it is. */
	return (packet->transport == TRANSPORT_TCP || packet->transport == TRANSPORT_UDP) &&
		packet->fragment_offset == 0;
}

/* What the peer made of packets last said of its time holds for its next connection too: it is one clock. */
static void flow_inherit_stamp(const struct flow *old, struct flow *flow)
{
	int peer = old->seeded, now = flow->seeded;

	if (peer < 0 || now < 0)
		return;
	flow->stamp_known[now] = old->stamp_known[peer];
	flow->stamp[now] = old->stamp[peer];
}

struct flow *flow_take(struct flow_table *table, const struct packet *packet)
{
	struct flow *flow, *old;
	int direction = 0;

	if (!flow_may_take(packet))
		return NULL;
	old = flow = flow_find(table, packet, &direction);
	if (flow != NULL && packet->transport == TRANSPORT_TCP && flow_is_reused(flow, direction, packet))
		flow = NULL;
	if (flow == NULL) {
		flow = flow_add(table, packet);
		if (old != NULL)
			flow_inherit_stamp(old, flow);
		direction = 0;
	}
	if (packet->transport != TRANSPORT_TCP)
		return flow;
	if (flow->seeded >= 0)
		flow_learn_seeded(flow, direction, packet);
	else
		flow_learn(flow, direction, packet);
	flow_learn_stamp(flow, direction, packet);
	return flow;
}

struct flow *flow_take_injected(struct flow_table *table, const struct packet *packet)
{
	int direction;
	struct flow *flow = flow_may_take(packet) ? flow_find(table, packet, &direction) : NULL;

	return flow != NULL && flow->seeded < 0 ? flow : flow_take(table, packet);
}

struct flow *flow_find_between(const struct flow_table *table, enum transport transport,
	const struct packet_address *a, const struct packet_address *b)
{
	struct packet packet = { .transport = transport, .source = *a, .destination = *b };
	int direction;

	return flow_find(table, &packet, &direction);
}

struct flow *flow_find_quoted(const struct flow_table *table, const struct packet *packet)
{
	if (!packet->has_quote)
		return NULL;
	return flow_find_between(table, packet->quote_transport, &packet->quote_source,
		&packet->quote_destination);
}

struct flow *flow_take_record(struct flow_table *table, const struct packet_record *record)
{
	if (record->packet.has_quote)
		return flow_find_quoted(table, &record->packet);
	return record->injected_by >= 0 ? flow_take_injected(table, &record->packet) :
		flow_take(table, &record->packet);
}

uint32_t flow_relative_seq(const struct flow *flow, const struct packet *packet)
{
	int direction = flow_direction(flow, packet);

	if (direction < 0 || !flow->base_known[direction])
		return packet->seq;
	return packet->seq - flow->base[direction];
}

uint32_t flow_relative_quote(const struct flow *flow, const struct packet *packet)
{
	struct packet quoted = { .transport = packet->quote_transport, .seq = packet->quote_seq,
		.source = packet->quote_source, .destination = packet->quote_destination };

	return flow_relative_seq(flow, &quoted);
}

uint32_t flow_acked_base(const struct flow *flow, const struct packet *packet)
{
	int direction = flow_direction(flow, packet);

	return direction < 0 || !flow->base_known[!direction] ? 0 : flow->base[!direction];
}

uint32_t flow_relative_ack(const struct flow *flow, const struct packet *packet)
{
	if ((packet->flags & FLAG_ACK) == 0)
		return packet->ack;
	return packet->ack - flow_acked_base(flow, packet);
}
