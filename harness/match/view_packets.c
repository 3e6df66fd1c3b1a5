/* SPDX-License-Identifier: BSD-2-Clause */
/* The packets that one host saw, with their flows and directions. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/match/expected.h"
#include "harness/match/view_packets.h"

/* Whose capture shows this host's packets: its own, or below level wire the only one that there is. */
static int capture_of(const struct evidence *evidence, enum case_host host)
{
	if (evidence->level == LEVEL_WIRE)
		return (int)host;
	for (size_t i = 0; i < evidence->packet_count; i++)
		if (evidence->packets[i].host == (int)host)
			return (int)host;
	return host == HOST_CLIENT ? HOST_SERVER : HOST_CLIENT;
}

static bool is_address(const struct packet_address *end, const char *text)
{
	struct packet_address address;

	return text != NULL && packet_address_parse(&address, text, end->port) &&
		packet_address_equal(&address, end);
}

/* Whether a socket's address is this end; one that is bound to all addresses is so by its port. */
static bool is_end_of(const struct value *local, const struct packet_address *end)
{
	struct packet_address address;

	if (local == NULL || local->kind != VALUE_ADDRESS || local->port == 0 || end->port == 0 ||
		!packet_address_parse(&address, local->text, local->port))
		return false;
	if (packet_address_is_any(&address))
		return address.port == end->port && address.family == end->family;
	return packet_address_equal(&address, end);
}

static bool is_local_end(const struct env *env, enum case_host host, const struct packet_address *end)
{
	for (size_t i = 0; i < env->count; i++) {
		const struct binding *binding = &env->bindings[i];

		if (binding->host == host &&
			is_end_of(binding->is_socket ? binding->local : binding->value, end))
			return true;
	}
	return false;
}

/* Below level wire: who of the two hosts sent it, by its addresses, else by whose ports they are. */
static bool sent_by(const struct env *env, enum case_host host, const struct packet_record *record,
	const struct flow *flow)
{
	const struct packet_address *source = &record->packet.source;
	const struct packet_address *destination = &record->packet.destination;
	enum case_host other = host == HOST_CLIENT ? HOST_SERVER : HOST_CLIENT;
	const char *own = env->host_address[host], *others = env->host_address[other];

	/* Addresses of the other family than the page's are told by their ports, too. */
	if (own != NULL && others != NULL && strcmp(own, others) != 0 &&
		(is_address(source, own) || is_address(source, others)))
		return is_address(source, own);
	/* An ICMP error has no ports: it answers the packet that it quotes, and comes from where that one went. */
	if (record->packet.has_quote) {
		source = &record->packet.quote_destination;
		destination = &record->packet.quote_source;
	}
	if (is_local_end(env, host, source))
		return true;
	if (is_local_end(env, other, source))
		return false;
	if (is_local_end(env, host, destination))
		return false;
	if (is_local_end(env, other, destination))
		return true;
	/* Nothing is known of either end: who speaks first is the client. */
	return (flow == NULL || packet_address_equal(&flow->a, source)) == (host == HOST_CLIENT);
}

bool view_is_ours(const struct env *env, const struct packet *packet)
{
	const struct packet_address *source = &packet->source, *destination = &packet->destination;

	if (packet->has_quote) {
		source = &packet->quote_source;
		destination = &packet->quote_destination;
	}
	for (int host = 0; host < HOST_COUNT; host++)
		if (is_local_end(env, (enum case_host)host, source) ||
			is_local_end(env, (enum case_host)host, destination))
			return true;
	return false;
}

void view_seed_flows(const struct env *env, struct flow_table *table)
{
	for (size_t i = 0; i < env->count; i++) {
		const struct binding *binding = &env->bindings[i];
		struct packet_address peer;

		if (binding->is_peer && binding->peer->kind == VALUE_ADDRESS &&
			packet_address_parse(&peer, binding->peer->text, binding->peer->port))
			flow_table_seed(table, &peer, binding->isn);
	}
}

void view_packets_make(struct arena *arena, enum case_host host, const struct env *env,
	const struct evidence *evidence, struct view_packets *packets)
{
	int capture = capture_of(evidence, host);
	struct flow_table table;
	int64_t *begins = NULL;
	size_t begin_capacity = 0, begin_count = 0, most = 0;

	flow_table_init(&table, arena);
	view_seed_flows(env, &table);
	for (size_t i = 0; i < evidence->packet_count; i++)
		most += evidence->packets[i].host == capture;
	*packets = (struct view_packets){ .items = arena_array(arena, most + 1, sizeof(*packets->items)) };
	for (size_t i = 0; i < evidence->packet_count; i++) {
		const struct packet_record *record = &evidence->packets[i];
		struct view_packet *packet = &packets->items[packets->count];

		if (record->host != capture ||
			(evidence->level == LEVEL_HOST && !view_is_ours(env, &record->packet)))
			continue;
		packets->count++;
		packet->flow = flow_take_record(&table, record);
		packet->flow_begin_ns = record->time_ns;
		while (begin_count < table.count) {
			begins = arena_grow(arena, begins, begin_count, &begin_capacity, sizeof(*begins));
			begins[begin_count++] = record->time_ns;
		}
		if (packet->flow != NULL && packet->flow->transport == TRANSPORT_TCP)
			packet->flow_begin_ns = begins[packet->flow->number];
		packet->record = record;
		if (evidence->level != LEVEL_WIRE) {
			struct packet_record *copy = arena_memdup(arena, record, sizeof(*record));

			copy->host = (int)host;
			copy->sent = sent_by(env, host, record, packet->flow);
			packet->record = copy;
		}
	}
}

static bool fits_socket(const struct view_packet *packet, const struct binding *socket)
{
	return segment_is_of_socket(socket, &packet->record->packet) &&
		(socket->born_ns < 0 || packet->flow_begin_ns >= socket->born_ns - VIEW_CLOCK_SLACK_NS);
}

bool view_packet_is_of(const struct env *env, const struct view_packet *packet,
	const struct binding *socket)
{
	if (!fits_socket(packet, socket))
		return false;
	for (size_t i = 0; i < env->count; i++) {
		const struct binding *other = &env->bindings[i];

		if (other->is_socket && other->host == socket->host && socket->born_ns >= 0 &&
			other->born_ns > socket->born_ns && fits_socket(packet, other) &&
			segment_is_at_socket(other, &packet->record->packet,
				packet->record->sent == (packet->record->host == (int)other->host)))
			return false;
	}
	return true;
}
