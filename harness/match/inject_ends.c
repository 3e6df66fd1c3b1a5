/* SPDX-License-Identifier: BSD-2-Clause */
/* Whose a packet is that a line sends: its ends, the flow between them, and what its numbers count from. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/match/expected.h"
#include "harness/match/inject.h"

/* ---- addresses ------------------------------------------------------------------------------------- */

/* Where packets for a socket of the client's go; false where it has no port yet. */
static bool address_of_client(const struct env *env, const struct value *local, struct packet_address *address)
{
	if (local == NULL || local->kind != VALUE_ADDRESS || local->port == 0 ||
		!packet_address_parse(address, local->text, local->port))
		return false;
	packet_address_unmap(address);
	return !packet_address_is_any(address) ||
		packet_address_parse(address, env->host_address[HOST_CLIENT], local->port);
}

static bool address_of_peer(const struct binding *peer, struct packet_address *address)
{
	return peer->value != NULL && peer->value->kind == VALUE_ADDRESS &&
		packet_address_parse(address, peer->value->text, peer->value->port);
}

/* ---- flows ----------------------------------------------------------------------------------------- */

/* The transport of a line's flow; OTHER: any. */
static enum transport transport_of(const struct packet_pattern *pattern)
{
	switch (pattern->protocol) {
	case PACKET_TCP:
		return TRANSPORT_TCP;
	case PACKET_UDP:
		return TRANSPORT_UDP;
	case PACKET_ICMP:
		return pattern->quote == NULL ? TRANSPORT_OTHER : transport_of(pattern->quote);
	}
	return TRANSPORT_OTHER;
}

static bool flow_is_of_socket(const struct flow *flow, const struct binding *socket)
{
	const struct packet packet = { .transport = flow->transport, .source = flow->a, .destination = flow->b };

	return segment_is_of_socket(socket, &packet);
}

/* The latest flow with this peer, of the socket if there is one; *end: which end of it the peer is. */
static const struct flow *flow_with_peer(const struct flow_table *flows, const struct packet_address *peer,
	enum transport transport, const struct binding *socket, int *end)
{
	for (size_t i = flows->count; i > 0; i--) {
		const struct flow *flow = flows->flows[i - 1];

		if ((transport != TRANSPORT_OTHER && flow->transport != transport) ||
			(socket != NULL && !flow_is_of_socket(flow, socket)))
			continue;
		*end = packet_address_equal(&flow->a, peer) ? 0 : 1;
		if (*end == 0 || packet_address_equal(&flow->b, peer))
			return flow;
	}
	return NULL;
}

static void ends_of_flow(struct inject_ends *ends, const struct flow *flow, int source_end)
{
	*ends = (struct inject_ends){ .flow = flow, .source_end = source_end,
		.source = source_end == 0 ? flow->a : flow->b,
		.destination = source_end == 0 ? flow->b : flow->a };
	/* Where nothing is known of an end, its numbers are told as they are. */
	ends->source_base = flow->base_known[source_end] ? flow->base[source_end] : 0;
	ends->destination_base = flow->base_known[!source_end] ? flow->base[!source_end] : 0;
}

/* ---- to the client, from a peer made of packets ---------------------------------------------------- */

/* The client's only bound socket of that transport. */
static int find_bound_socket(const struct env *env, enum transport transport, struct packet_address *address,
	struct err *err)
{
	bool found = false;

	for (size_t i = 0; i < env->count; i++) {
		const struct binding *binding = &env->bindings[i];
		struct packet_address local;

		if (!binding->is_socket || binding->host != HOST_CLIENT ||
			(transport == TRANSPORT_TCP && binding->socket_type == SOCK_DGRAM) ||
			(transport == TRANSPORT_UDP && binding->socket_type == SOCK_STREAM) ||
			!address_of_client(env, binding->local, &local))
			continue;
		if (found && !packet_address_equal(&local, address))
			return err_set(err, "the client has several bound sockets: `launch packets as ... to SOCKET` says to which");
		*address = local;
		found = true;
	}
	return found ? 0 : -1;
}

/* Where a peer's packets go before the client has sent anything to it. */
static int find_target(const struct env *env, const struct binding *peer, const struct binding *socket,
	enum transport transport, struct packet_address *address, struct err *err)
{
	if (socket == NULL && peer->target != NULL) {
		socket = env_find(env, peer->target);
		if (socket == NULL)
			return err_set(err, "%s, to which the packets of %s go, is not there", peer->target, peer->name);
	}
	if (socket != NULL)
		return address_of_client(env, socket->local, address) ? 0 :
			err_set(err, "nothing tells where this packet goes: %s has no port yet", socket->name);
	if (find_bound_socket(env, transport, address, err) == 0)
		return 0;
	return err_set(err, "nothing tells where this packet goes: the client has sent nothing to %s, and has no bound socket",
		peer->name);
}

static bool is_its_peer(const struct binding *socket, const struct binding *peer)
{
	struct packet_address told, address;

	if (socket->peer == NULL || !packet_address_parse(&told, socket->peer->text, socket->peer->port) ||
		!address_of_peer(peer, &address))
		return false;
	packet_address_unmap(&told);
	return packet_address_equal(&told, &address);
}

/* The only peer, or of several the one that the socket speaks to. */
static const struct binding *find_peer(const struct env *env, const struct binding *socket, struct err *err)
{
	const struct binding *only = NULL, *spoken_to = NULL;
	size_t count = 0;

	for (size_t i = 0; i < env->count; i++) {
		const struct binding *binding = &env->bindings[i];

		if (!binding->is_peer)
			continue;
		only = binding;
		count++;
		if (socket != NULL && is_its_peer(socket, binding))
			spoken_to = binding;
	}
	if (spoken_to != NULL || count == 1)
		return spoken_to != NULL ? spoken_to : only;
	err_set(err, count == 0 ? "there is no peer made of packets" :
		"there are several peers: a name in front says which one sends this");
	return NULL;
}

int inject_find_peer_ends(const struct inject_context *context, const struct packet_pattern *pattern,
	struct inject_ends *ends, struct err *err)
{
	const struct env *env = context->env;
	const struct binding *named = NULL, *peer, *socket = NULL;
	enum transport transport = transport_of(pattern);
	struct packet_address from, to;
	const struct flow *flow;
	int end;

	if (pattern->socket != NULL) {
		named = env_find(env, pattern->socket);
		if (named == NULL)
			return err_set(err, "%s is not there", pattern->socket);
		socket = named->is_peer ? NULL : named;
	}
	peer = named != NULL && named->is_peer ? named : find_peer(env, socket, err);
	if (peer == NULL)
		return -1;
	if (!address_of_peer(peer, &from))
		return err_set(err, "%s has no address", peer->name);
	flow = flow_with_peer(context->flows, &from, transport, socket, &end);
	if (flow != NULL) {
		ends_of_flow(ends, flow, end);
		return 0;
	}
	if (find_target(env, peer, socket, transport, &to, err) < 0)
		return -1;
	*ends = (struct inject_ends){ .source = from, .destination = to, .source_base = peer->isn,
		.destination_base = FLOW_ASSUMED_BASE };
	return from.family == to.family ? 0 :
		err_set(err, "nothing tells where this packet goes: the socket is of the other family");
}

int inject_find_client_end(const struct inject_context *context, const struct binding *peer,
	struct packet_address *end, struct err *err)
{
	const struct flow *flow;
	struct packet_address from;
	int peer_end;

	if (!address_of_peer(peer, &from))
		return err_set(err, "%s has no address", peer->name);
	flow = flow_with_peer(context->flows, &from, TRANSPORT_TCP, NULL, &peer_end);
	if (flow == NULL)
		return find_target(context->env, peer, NULL, TRANSPORT_TCP, end, err);
	*end = peer_end == 0 ? flow->b : flow->a;
	return 0;
}

/* ---- between two real hosts ------------------------------------------------------------------------ */

static bool same_ends(const struct flow *one, const struct flow *other)
{
	return (packet_address_equal(&one->a, &other->a) && packet_address_equal(&one->b, &other->b)) ||
		(packet_address_equal(&one->a, &other->b) && packet_address_equal(&one->b, &other->a));
}

/* Which end of a flow a host is; -1: neither. */
static int end_of_host(const struct env *env, const struct flow *flow, enum case_host host)
{
	struct packet_address address;

	if (!packet_address_parse(&address, env->host_address[host], flow->a.port))
		return -1;
	if (packet_address_equal(&address, &flow->a))
		return 0;
	address.port = flow->b.port;
	return packet_address_equal(&address, &flow->b) ? 1 : -1;
}

int inject_find_host_ends(const struct inject_context *context, const struct packet_pattern *pattern,
	enum case_host to, struct inject_ends *ends, struct err *err)
{
	const struct binding *socket = NULL;
	enum transport transport = transport_of(pattern);
	const struct flow *latest = NULL;

	if (pattern->socket != NULL) {
		socket = env_find(context->env, pattern->socket);
		if (socket == NULL || !socket->is_socket)
			return err_set(err, "%s is not a socket yet", pattern->socket);
	}
	for (size_t i = context->flows->count; i > 0; i--) {
		const struct flow *flow = context->flows->flows[i - 1];

		if ((transport != TRANSPORT_OTHER && flow->transport != transport) ||
			end_of_host(context->env, flow, to) < 0 ||
			(socket != NULL && !flow_is_of_socket(flow, socket)))
			continue;
		if (latest == NULL)
			latest = flow;
		else if (socket == NULL && !same_ends(latest, flow))
			return err_set(err, "there are several connections: a socket's name in front of the packet says which");
	}
	if (latest == NULL)
		return err_set(err, "there is no connection yet in which this packet could be");
	ends_of_flow(ends, latest, !end_of_host(context->env, latest, to));
	return 0;
}
