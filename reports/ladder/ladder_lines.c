/* SPDX-License-Identifier: BSD-2-Clause */
/* The lines of a ladder: two for each connection, in the order in which connections appear. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/judge/verdict.h"
#include "harness/match/flow.h"
#include "reports/ladder/ladder_parts.h"

int ladder_line_of(const struct ladder_maker *maker, int connection, int host)
{
	size_t pairs = maker->ladder->line_count / EVIDENCE_HOSTS;

	return (int)((connection < 0 ? 0 : (size_t)connection) + (host == 0 ? 0 : pairs));
}

static const struct packet_record *lines_record(const struct happening *happening)
{
	return happening->sent ? happening->sent : happening->received;
}

static int lines_sender(const struct happening *happening)
{
	return happening->sent ? happening->sent->host : !happening->received->host;
}

/* An error is about the packet that it quotes: its ends are those of that one's sender and receiver. */
static void lines_find_ends(const struct happening *happening, struct packet_address ends[EVIDENCE_HOSTS])
{
	const struct packet *packet = &lines_record(happening)->packet;
	int from = lines_sender(happening);

	ends[from] = packet->has_quote ? packet->quote_destination : packet->source;
	ends[!from] = packet->has_quote ? packet->quote_source : packet->destination;
}

/* By each host's own view, since a lost SYN tells only one of them that there is a new connection. */
static int lines_find_connection(const struct ladder_maker *maker, const struct flow *flows[EVIDENCE_HOSTS],
	const struct packet_address ends[EVIDENCE_HOSTS], enum transport transport)
{
	size_t i, host;

	for (i = maker->connection_count; i > 0; i--) {
		const struct ladder_connection *connection = &maker->connections[i - 1];

		for (host = 0; host < EVIDENCE_HOSTS; host++) {
			if (flows[host] && connection->flows[host] == flows[host])
				return (int)(i - 1);
		}
	}
	for (i = maker->connection_count; i > 0; i--) {
		const struct ladder_connection *connection = &maker->connections[i - 1];

		if (connection->transport != transport || !packet_address_equal(&connection->ends[0], &ends[0]) ||
		    !packet_address_equal(&connection->ends[1], &ends[1]))
			continue;
		for (host = 0; host < EVIDENCE_HOSTS; host++) {
			if (flows[host] && connection->flows[host])
				break; /* that host tells them apart */
		}
		return host == EVIDENCE_HOSTS ? (int)(i - 1) : -1;
	}
	return -1;
}

static bool lines_is_peer(const struct result *result, const struct packet_address *end)
{
	size_t i;

	for (i = 0; i < result->peer_count; i++) {
		if (packet_address_equal(&result->peers[i].address, end))
			return true;
	}
	return false;
}

/* A page with peers made of packets may send from other addresses, too: nobody is there either. */
static void lines_see_stand_in(const struct ladder_maker *maker, struct ladder_connection *connection,
	const struct happening *happening)
{
	int from = lines_sender(happening);
	const char *host = maker->evidence->host_address[from];
	struct packet_address address;

	if (maker->result->peer_count == 0 || !happening->wire || happening->wire->fate != WIRE_INJECTED)
		return;
	if (!host || !packet_address_parse(&address, host, connection->ends[from].port) ||
	    !packet_address_equal(&address, &connection->ends[from]))
		connection->of_packets[from] = true;
}

static void lines_take_packet(struct ladder_maker *maker, size_t at)
{
	const struct happening *happening = &maker->list.items[at];
	const struct flow *flow = happening->flow ? happening->flow : happening->arrived_flow;
	const struct flow *flows[EVIDENCE_HOSTS] = {NULL};
	struct packet_address ends[EVIDENCE_HOSTS];
	struct ladder_connection *connection;
	int found, host;

	maker->connection_of[at] = -1;
	if (!flow)
		return;
	if (happening->sent)
		flows[happening->sent->host] = happening->flow;
	if (happening->received)
		flows[happening->received->host] = happening->arrived_flow;
	lines_find_ends(happening, ends);
	found = lines_find_connection(maker, flows, ends, flow->transport);
	if (found < 0) {
		maker->connections = arena_grow(maker->arena, maker->connections, maker->connection_count,
			&maker->connection_capacity, sizeof(*maker->connections));
		found = (int)maker->connection_count++;
		connection = &maker->connections[found];
		memset(connection, 0, sizeof(*connection));
		connection->transport = flow->transport;
		connection->begin_ns = happening->time_ns;
		for (host = 0; host < EVIDENCE_HOSTS; host++) {
			connection->ends[host] = ends[host];
			connection->of_packets[host] = lines_is_peer(maker->result, &ends[host]);
		}
	}
	connection = &maker->connections[found];
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		if (!connection->flows[host])
			connection->flows[host] = flows[host];
	}
	lines_see_stand_in(maker, connection, happening);
	/* What no host has was taken for a peer. */
	if (happening->sent && happening->wire && happening->wire->fate == WIRE_PLAYED)
		connection->of_packets[!happening->sent->host] = true;
	maker->connection_of[at] = found;
}

/* A fragment that is not the first says only which datagram it is of. */
static void lines_take_fragment(struct ladder_maker *maker, size_t at)
{
	const struct packet *packet = &lines_record(&maker->list.items[at])->packet;
	size_t i;

	for (i = 0; i < maker->list.count && packet->fragment_offset > 0; i++) {
		const struct packet *first;

		if (maker->list.items[i].call || maker->connection_of[i] < 0)
			continue;
		first = &lines_record(&maker->list.items[i])->packet;
		if (first->more_fragments && first->fragment_offset == 0 &&
		    first->identification == packet->identification && first->ip_protocol == packet->ip_protocol &&
		    first->source.family == packet->source.family &&
		    memcmp(first->source.bytes, packet->source.bytes, sizeof(packet->source.bytes)) == 0) {
			maker->connection_of[at] = maker->connection_of[i];
			return;
		}
	}
}

static const char *lines_name(const struct ladder_maker *maker, const struct ladder_connection *connection, int host)
{
	const struct result *result = maker->result;
	size_t i;

	for (i = 0; connection && connection->of_packets[host] && i < result->peer_count; i++) {
		if (packet_address_equal(&result->peers[i].address, &connection->ends[host]))
			return result->peers[i].name;
	}
	if (connection && connection->of_packets[host])
		return result->peer_count == 1 ? result->peers[0].name : _("peer");
	return host == 0 ? _("client") : _("server");
}

static void lines_fill(struct ladder_maker *maker, int connection, int host)
{
	struct ladder_line *line = &maker->ladder->lines[ladder_line_of(maker, connection, host)];
	const struct ladder_connection *ends = connection < 0 ? NULL : &maker->connections[connection];
	struct str text;

	line->host = host;
	line->connection = connection;
	line->name = lines_name(maker, ends, host);
	line->of_packets = ends && ends->of_packets[host];
	if (!ends) {
		line->address = maker->evidence->host_address[host] ? maker->evidence->host_address[host] : "";
		return;
	}
	str_init(&text);
	packet_address_print(&text, &ends->ends[host]);
	line->address = arena_strdup(maker->arena, str_text(&text));
	str_free(&text);
}

void ladder_lines_make(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	size_t i;
	int host;

	maker->connection_of = arena_array(maker->arena, maker->list.count + 1, sizeof(*maker->connection_of));
	for (i = 0; i < maker->list.count; i++) {
		maker->connection_of[i] = -1;
		if (!maker->list.items[i].call)
			lines_take_packet(maker, i);
	}
	for (i = 0; i < maker->list.count; i++) {
		if (!maker->list.items[i].call && maker->connection_of[i] < 0)
			lines_take_fragment(maker, i);
	}
	ladder->line_count = EVIDENCE_HOSTS * (maker->connection_count > 0 ? maker->connection_count : 1);
	ladder->lines = arena_array(maker->arena, ladder->line_count, sizeof(*ladder->lines));
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		for (i = 0; i < maker->connection_count; i++)
			lines_fill(maker, (int)i, host);
		if (maker->connection_count == 0)
			lines_fill(maker, -1, host);
	}
}
