/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which host sent a packet. By its source address; where both hosts have the same one (level host), by
 * the ports that the calls tell to be a host's own.
 */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store_owner.h"

#define OWNER_UNKNOWN -1

static bool
owner_address_is(const struct packet_address *address, const char *text)
{
	struct packet_address host, plain = *address;

	if (text == NULL || !packet_address_parse(&host, text, 0))
		return false;
	plain.port = 0;
	return packet_address_equal(&plain, &host);
}

static bool
owner_has_port(const struct value *address, int port)
{
	return address != NULL && address->kind == VALUE_ADDRESS && address->port == port;
}

/* A TCP and a UDP socket may have the same port. */
static bool
owner_type_fits(const struct call_record *call, enum transport transport)
{
	if (call->socket_type == SOCK_STREAM)
		return transport == TRANSPORT_TCP;
	if (call->socket_type == SOCK_DGRAM)
		return transport == TRANSPORT_UDP;
	return true;
}

/* The host that a port belongs to, as far as calls and launched servers tell. */
static int
owner_of_port(const struct evidence *evidence, enum transport transport, int port)
{
	const struct call_record *call;
	size_t i;

	if (port == 0)
		return OWNER_UNKNOWN;
	for (i = 0; i < evidence->step_count; i++) {
		if (owner_has_port(evidence->steps[i].address, port))
			return 1;
		call = evidence->steps[i].call;
		if (call != NULL && owner_type_fits(call, transport) &&
			(owner_has_port(call->local, port) || owner_has_port(call->result_local, port)))
			return call->host;
	}
	return OWNER_UNKNOWN;
}

static bool
owner_sent_by_port(const struct evidence *evidence, int host, const struct packet *packet)
{
	enum transport transport = packet->transport;
	int from = packet->source.port, to = packet->destination.port, sender, receiver;

	/* An ICMP error goes to where the packet that it quotes came from. */
	if (packet->has_quote) {
		transport = packet->quote_transport;
		from = packet->quote_destination.port;
		to = packet->quote_source.port;
	}
	sender = owner_of_port(evidence, transport, from);
	receiver = owner_of_port(evidence, transport, to);
	if (sender != OWNER_UNKNOWN)
		return sender == host;
	if (receiver != OWNER_UNKNOWN)
		return receiver != host;
	/* The kernel gives callers ports from 32768 on; those that are called are lower more often. */
	return (from > to ? 0 : 1) == host;
}

/* Of one family: whether both hosts have the packet's source, in *shared; else whether this host has it. */
static bool
owner_has_source(const char *const addresses[EVIDENCE_HOSTS], int host, const struct packet *packet, bool *shared)
{
	const char *mine = addresses[host], *other = addresses[1 - host];
	bool has = owner_address_is(&packet->source, mine);

	*shared = has && other != NULL && strcmp(mine, other) == 0;
	return has;
}

bool
store_was_sent(const struct evidence *evidence, int host, const struct packet *packet)
{
	bool shared;

	/* A page of one family may have sockets of the other. */
	if (owner_has_source(evidence->host_address, host, packet, &shared) ||
		owner_has_source(evidence->other_address, host, packet, &shared))
		return !shared || owner_sent_by_port(evidence, host, packet);
	return false;
}
