/* SPDX-License-Identifier: BSD-2-Clause */
/* Whose a packet is: of which socket, of which flow, and whether a page that lists its flow has to list it. */
#include "config.h"

#include <stddef.h>
#include <sys/socket.h>

#include "harness/base/value.h"
#include "harness/match/expected.h"

static bool is_icmp_error(const struct packet *packet)
{
	return (packet->transport == TRANSPORT_ICMP || packet->transport == TRANSPORT_ICMP6) &&
		packet->has_quote;
}

bool segment_must_be_listed(const struct packet *packet)
{
	switch (packet->transport) {
	case TRANSPORT_TCP:
		return (packet->flags & (FLAG_SYN | FLAG_FIN | FLAG_RST)) != 0 ||
			packet->payload_length > 0;
	case TRANSPORT_UDP:
		return true;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		/* Echoes and neighbour discovery are nobody's flow. */
		return is_icmp_error(packet);
	case TRANSPORT_OTHER:
		return false;
	}
	return false;
}

/* One end of a packet against what a socket was told its address is; any where it knows none. */
static bool end_fits(const struct value *told, const struct packet_address *end)
{
	struct packet_address address;

	if (told == NULL || told->kind != VALUE_ADDRESS)
		return true;
	if (!packet_address_parse(&address, told->text, told->port))
		return false;
	if (told->port != 0 && told->port != end->port)
		return false;
	if (packet_address_is_any(&address))
		return true;
	if (end->family == 4)
		packet_address_unmap(&address);
	address.port = end->port;
	return packet_address_equal(&address, end);
}

/* A TCP and a UDP socket may have the same addresses. */
static bool type_fits(const struct binding *socket, enum transport transport)
{
	return (socket->socket_type != SOCK_STREAM || transport == TRANSPORT_TCP) &&
		(socket->socket_type != SOCK_DGRAM || transport == TRANSPORT_UDP);
}

/* A later fragment has no ports: it may be of any socket between these hosts that speaks its protocol. */
static bool fragment_is_of_socket(const struct binding *socket, const struct packet *packet)
{
	struct packet_address source = packet->source, destination = packet->destination;
	int local = socket->local == NULL ? 0 : socket->local->port, peer = socket->peer == NULL ? 0 : socket->peer->port;
	struct packet_address source_back = source, destination_back = destination;

	if ((socket->socket_type == SOCK_STREAM && packet->ip_protocol != IPPROTO_TCP) ||
		(socket->socket_type == SOCK_DGRAM && packet->ip_protocol != IPPROTO_UDP))
		return false;
	source.port = destination_back.port = (uint16_t)local;
	destination.port = source_back.port = (uint16_t)peer;
	return (end_fits(socket->local, &source) && end_fits(socket->peer, &destination)) ||
		(end_fits(socket->local, &destination_back) && end_fits(socket->peer, &source_back));
}

bool segment_is_of_socket(const struct binding *socket, const struct packet *packet)
{
	const struct packet_address *source = &packet->source, *destination = &packet->destination;
	enum transport transport = packet->transport;

	/* Without a local address nothing tells its packets from others'. */
	if (socket->local == NULL && socket->peer == NULL)
		return false;
	if (packet->fragment_offset != 0)
		return fragment_is_of_socket(socket, packet);
	if (is_icmp_error(packet)) {
		source = &packet->quote_source;
		destination = &packet->quote_destination;
		transport = packet->quote_transport;
	}
	if (!type_fits(socket, transport))
		return false;
	return (end_fits(socket->local, source) && end_fits(socket->peer, destination)) ||
		(end_fits(socket->local, destination) && end_fits(socket->peer, source));
}

bool segment_is_at_socket(const struct binding *socket, const struct packet *packet, bool sent)
{
	const struct packet_address *near = sent ? &packet->source : &packet->destination;

	/* What is quoted went the other way. */
	if (is_icmp_error(packet))
		near = sent ? &packet->quote_destination : &packet->quote_source;
	return segment_is_of_socket(socket, packet) &&
		(socket->is_peer || packet->fragment_offset != 0 || end_fits(socket->local, near));
}

bool segment_is_of_flow(const struct env *env, enum case_host host, const struct packet_pattern *pattern,
	const struct packet_record *record)
{
	const struct binding *socket;

	if (record->host != (int)host || !expected_protocol_fits(pattern, &record->packet))
		return false;
	if (pattern->socket == NULL)
		return true;
	socket = env_find(env, pattern->socket);
	return socket != NULL && segment_is_of_socket(socket, &record->packet);
}
