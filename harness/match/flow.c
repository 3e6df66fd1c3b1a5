/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets grouped into flows, and their sequence numbers made relative. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/match/flow.h"
#include "harness/names/tcp.h"

void flow_table_init(struct flow_table *table, struct arena *arena)
{
	*table = (struct flow_table){ .arena = arena };
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

static struct flow *flow_add(struct flow_table *table, const struct packet *packet)
{
	struct flow *flow = arena_alloc(table->arena, sizeof(*flow));

	flow->transport = packet->transport;
	flow->a = packet->source;
	flow->b = packet->destination;
	flow->number = (int)table->count;
	table->flows = arena_grow(table->arena, table->flows, table->count, &table->capacity,
		sizeof(*table->flows));
	table->flows[table->count++] = flow;
	return flow;
}

/* A SYN that opens, with another number than the one that this direction began with: a new connection. */
static bool flow_is_reused(const struct flow *flow, int direction, const struct packet *packet)
{
	return (packet->flags & (FLAG_SYN | FLAG_ACK)) == FLAG_SYN && flow->base_known[direction] &&
		flow->base[direction] != packet->seq;
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

struct flow *flow_take(struct flow_table *table, const struct packet *packet)
{
	struct flow *flow;
	int direction = 0;

	if (packet->transport != TRANSPORT_TCP && packet->transport != TRANSPORT_UDP)
		return NULL;
	/* A fragment that is not the first has no ports, so nothing says whose it is. */
	if (packet->fragment_offset != 0)
		return NULL;
	flow = flow_find(table, packet, &direction);
	if (flow != NULL && packet->transport == TRANSPORT_TCP && flow_is_reused(flow, direction, packet))
		flow = NULL;
	if (flow == NULL) {
		flow = flow_add(table, packet);
		direction = 0;
	}
	if (packet->transport == TRANSPORT_TCP)
		flow_learn(flow, direction, packet);
	return flow;
}

uint32_t flow_relative_seq(const struct flow *flow, const struct packet *packet)
{
	int direction = flow_direction(flow, packet);

	if (direction < 0 || !flow->base_known[direction])
		return packet->seq;
	return packet->seq - flow->base[direction];
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
