/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets that the page itself sends: whether they can be made, and where they could go. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/case/check.h"
#include "harness/case/node.h"

bool check_is_injected(const struct scope *scope, const struct step *step)
{
	return scope->peer_count > 0 && step->kind == STEP_PACKET && !step->packet->sent && step->host == HOST_CLIENT;
}

static void check_sendable(struct scope *scope, const struct node *node)
{
	if (node != NULL && node->kind == NODE_ANY)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"this packet is sent; expected what stands there instead of '...'");
}

static void check_sendable_options(struct scope *scope, const struct packet_pattern *packet)
{
	for (size_t i = 0; i < packet->option_count; i++) {
		const struct option_pattern *option = &packet->options[i];

		if (option->kind == OPTION_ANY || ((option->kind == OPTION_MD5 || option->kind == OPTION_OTHER) &&
			!option->has_data))
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->where,
				"this packet is sent; expected what stands there instead of '...'");
		/* The timestamps of a live connection are known. */
		for (size_t k = 0; option->kind != OPTION_TIMESTAMP && k < option->count; k++)
			check_sendable(scope, option->values[k]);
	}
}

static void check_sendable_header(struct scope *scope, const struct header_pattern *header)
{
	if (header == NULL)
		return;
	check_sendable(scope, header->ttl);
	check_sendable(scope, header->tos);
	check_sendable(scope, header->id);
	check_sendable(scope, header->flow);
	check_sendable(scope, header->fragment);
	check_sendable(scope, header->fragment_length);
}

static void check_sendable_segment(struct scope *scope, const struct packet_pattern *packet, bool quoted)
{
	if (packet->seq == NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->where,
			"a segment that is %s has its numbers; expected first:last(length) behind the flags",
			quoted ? "quoted" : "sent");
	else if ((packet->flags & FLAG_ACK) != 0 && packet->ack == NULL && !quoted)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->where,
			"a segment that is sent with the flag '.' acknowledges something; expected 'ack N'");
	check_sendable(scope, packet->seq);
	check_sendable(scope, packet->seq_end);
	check_sendable(scope, packet->length);
	check_sendable(scope, packet->ack);
	check_sendable(scope, packet->window);
	check_sendable(scope, packet->urgent);
	check_sendable_options(scope, packet);
}

static void check_sendable_packet(struct scope *scope, const struct packet_pattern *packet, bool quoted)
{
	check_sendable_header(scope, packet->header);
	switch (packet->protocol) {
	case PACKET_TCP:
		check_sendable_segment(scope, packet, quoted);
		break;
	case PACKET_UDP:
		check_sendable(scope, packet->length);
		if (packet->length == NULL && packet->payload == NULL)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->where,
				"a datagram that is %s has a length; expected '(N)' or bytes behind 'udp'",
				quoted ? "quoted" : "sent");
		break;
	case PACKET_ICMP:
		check_sendable(scope, packet->icmp_mtu);
		check_sendable(scope, packet->icmp_pointer);
		if (packet->quote != NULL)
			check_sendable_packet(scope, packet->quote, true);
		break;
	}
}

void check_injected(struct scope *scope, const struct packet_pattern *packet)
{
	check_sendable_packet(scope, packet, false);
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

/* The socket of a call, where it may have packets of that type. */
static const char *socket_of_call(struct scope *scope, const struct step *step, int type)
{
	const struct symbol *symbol;

	if (step->kind != STEP_CALL || step->host != HOST_CLIENT || step->argument_count == 0 ||
		step->arguments[0]->kind != NODE_NAME)
		return NULL;
	symbol = scope_find(scope, step->arguments[0]->text);
	if (symbol == NULL || (symbol->kind == SYMBOL_SOCKET && type != 0 && symbol->type != 0 && symbol->type != type))
		return NULL;
	return step->arguments[0]->text;
}

/* Whether an argument of the call is the peer's name. */
static bool names_peer(const struct step *step, const char *peer)
{
	for (size_t i = 1; i < step->argument_count; i++)
		if (step->arguments[i]->kind == NODE_NAME && strcmp(step->arguments[i]->text, peer) == 0)
			return true;
	return false;
}

/*
 * Where a peer's packets go: into the connection with it, once the client has sent it something; before that, to the
 * socket that the peer was given, or the only one that was bound.
 */
void check_injection_target(struct scope *scope, const struct step *step, const struct step *peer, int type)
{
	static const char *const connecting[] = { "connect", "sendto", "sendmsg", NULL }, *const binding[] = { "bind", NULL };
	const char *bound = NULL, *socket;
	bool several = false;

	for (int i = 0; i < step->index; i++) {
		const struct step *call = &scope->page->steps[i];

		socket = socket_of_call(scope, call, type);
		if (socket == NULL)
			continue;
		/* An address may also have come by another name: what is not known for sure is let pass. */
		if (is_one_of(call->name, connecting) &&
			(strcmp(call->name, "sendmsg") == 0 || scope->peer_count == 1 || names_peer(call, peer->alias)))
			return;
		if (!is_one_of(call->name, binding) || (peer->target != NULL && strcmp(peer->target, socket) != 0))
			continue;
		several |= bound != NULL && strcmp(bound, socket) != 0;
		bound = socket;
	}
	if (bound != NULL && !several)
		return;
	if (several)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the client has several sockets that are bound, and has sent '%s' nothing yet; expected 'launch packets as %s "
			"to SOCKET'", peer->alias, peer->alias);
	else if (peer->target != NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"'%s' is not bound yet, and the client has sent '%s' nothing; this packet has nowhere to go", peer->target,
			peer->alias);
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the client has no socket yet that is bound or has sent '%s' something; this packet has nowhere to go",
			peer->alias);
}

void check_injection_socket(struct scope *scope, const struct step *step)
{
	static const char *const telling[] = { "bind", "connect", "sendto", "sendmsg", "listen", NULL };
	const char *name = step->packet->socket;

	for (int i = 0; i < step->index; i++) {
		const struct step *call = &scope->page->steps[i];
		const char *socket = socket_of_call(scope, call, 0);
		const struct node *result = call->result_count > 0 ? call->results[0].value : NULL;

		if (socket != NULL && strcmp(socket, name) == 0 && is_one_of(call->name, telling))
			return;
		/* What accept gives has a connection. */
		if (result != NULL && result->kind == NODE_NAME && strcmp(result->text, name) == 0 &&
			strcmp(call->name, "socket") != 0)
			return;
	}
	/* Where there is no such socket at all that has been said. */
	if (scope_find(scope, name) != NULL && scope_find(scope, name)->kind == SYMBOL_SOCKET)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->packet->socket_where,
			"'%s' is neither bound nor connected yet; this packet has nowhere to go", name);
}

/* wire: inject, between two hosts that are both real: there is one connection, or a name says which. */
void check_wire_injection(struct scope *scope, const struct step *step)
{
	const struct packet_pattern *packet = step->order->what.packet;
	const struct symbol *own[2] = { NULL, NULL };
	int type = check_packet_type(packet->protocol);
	size_t count = 0, sockets = 0;

	check_injected(scope, packet);
	if (scope->peer_count > 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->order->action_where,
			"in a page with a peer made of packets its '<' lines are what is injected");
	if (scope->lenient || packet->socket != NULL || scope->peer_count > 0)
		return;
	for (size_t i = 0; i < scope->count; i++) {
		const struct symbol *symbol = &scope->symbols[i];

		if (symbol->kind == SYMBOL_UNKNOWN)
			return;
		if (symbol->kind != SYMBOL_SOCKET || (type != 0 && symbol->type != 0 && symbol->type != type))
			continue;
		sockets++;
		/* The other end of the client's connection is a socket, too. */
		if (symbol->host != HOST_CLIENT || symbol->listening || symbol->copy || symbol->local)
			continue;
		if (count < 2)
			own[count] = symbol;
		count++;
	}
	if (sockets == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"there is no socket yet into whose connection this packet could go");
	if (count < 2)
		return;
	diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
		"the client has several sockets; expected the name of one in front of the packet");
	scope_note_bound(scope, own[0]);
	scope_note_bound(scope, own[1]);
}
