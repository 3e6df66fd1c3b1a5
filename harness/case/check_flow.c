/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether there can be a packet such as a packet line lists, and whose it would be. */
#include "config.h"

#include <sys/socket.h>

#include "harness/base/str.h"
#include "harness/case/check.h"

int check_packet_type(enum packet_protocol protocol)
{
	switch (protocol) {
	case PACKET_TCP:
		return SOCK_STREAM;
	case PACKET_UDP:
		return SOCK_DGRAM;
	case PACKET_ICMP:
		break;
	}
	return 0;
}

static const char *check_type_name(int type)
{
	return type == SOCK_STREAM ? "stream" : "datagram";
}

static void check_named_flow(struct scope *scope, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;
	int type = check_packet_type(packet->protocol);
	const struct symbol *symbol = scope_need(scope, packet->socket, packet->socket_where);

	/* All packets of a peer made of packets, of whichever protocol. */
	if (symbol != NULL && symbol->kind == SYMBOL_PEER)
		return;
	if (symbol == NULL || !check_kind(scope, symbol, SYMBOL_SOCKET, packet->socket_where) ||
		symbol->kind != SYMBOL_SOCKET)
		return;
	if (symbol->local) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->socket_where,
			"'%s' has no packets: it is no socket of the network", symbol->name);
		scope_note_bound(scope, symbol);
	} else if (symbol->host != step->host) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->socket_where,
			"'%s' is a socket of the %s; expected '%s:' in front of this line", symbol->name,
			case_host_name(symbol->host), case_host_name(symbol->host));
		scope_note_bound(scope, symbol);
	} else if (type != 0 && symbol->type != 0 && symbol->type != type) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->where,
			"a %s socket has no %s packets", check_type_name(symbol->type),
			packet->protocol == PACKET_TCP ? "TCP" : "UDP");
		scope_note_bound(scope, symbol);
	}
}

/* Whether packets of that type can come from a symbol at all. 0 is any type, or one that is not known. */
static bool check_has_flow(const struct symbol *symbol, int type)
{
	if (symbol->kind == SYMBOL_UNKNOWN)
		return true;
	if (symbol->kind != SYMBOL_SOCKET && symbol->kind != SYMBOL_SERVER && symbol->kind != SYMBOL_PEER)
		return false;
	return !symbol->local && (type == 0 || symbol->type == 0 || symbol->type == type);
}

/* Before there is any socket of its protocol, on either host, no packet can come. */
static void check_unnamed_flow(struct scope *scope, const struct step *step)
{
	int type = check_packet_type(step->packet->protocol);

	for (size_t i = 0; i < scope->count; i++)
		if (check_has_flow(&scope->symbols[i], type))
			return;
	if (type == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"there is no socket yet that could cause this packet");
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"there is no %s socket yet whose packet this could be", check_type_name(type));
}

void check_flow(struct scope *scope, const struct step *step)
{
	if (scope->lenient)
		return;
	if (step->packet->socket != NULL)
		check_named_flow(scope, step);
	else
		check_unnamed_flow(scope, step);
}

static bool check_is_like(const struct step *step, const struct step *other)
{
	return other->kind == STEP_PACKET && other->host == step->host &&
		other->packet->protocol == step->packet->protocol;
}

enum line_name { NAME_NONE, NAME_OF_SOCKET, NAME_OF_PEER };

static enum line_name check_name_of(struct scope *scope, const struct step *step)
{
	const char *name = step->packet->socket;
	const struct symbol *symbol = name == NULL ? NULL : scope_find(scope, name);

	return name == NULL ? NAME_NONE : symbol != NULL && symbol->kind == SYMBOL_PEER ? NAME_OF_PEER : NAME_OF_SOCKET;
}

/* What lines of one kind speak of, those of another kind would list again: each packet has but one. */
static void check_names_are_alike(struct scope *scope, const struct step *step)
{
	static const char *const kinds[] = { "no name", "the name of a socket", "the name of a peer" };
	const struct step *first = NULL;

	for (int i = 0; i < step->index; i++) {
		const struct step *above = &scope->page->steps[i];

		if (!check_is_like(step, above))
			continue;
		if (first == NULL)
			first = above;
		if (check_name_of(scope, first) != check_name_of(scope, above))
			return; /* said there */
	}
	if (first == NULL || check_name_of(scope, first) == check_name_of(scope, step))
		return;
	diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->packet->socket == NULL ? step->where : step->packet->socket_where,
		"the packet lines above have %s in front, and this one %s; expected the same in front of all",
		kinds[check_name_of(scope, first)], kinds[check_name_of(scope, step)]);
	diagnostics_add(scope->list, DIAGNOSTIC_NOTE, first->where, "the first of them stands here");
}

/*
 * A line without a name speaks of the host's only socket; where the page has several it is not clear whose
 * packet is meant. Looked at when all are known.
 */
void check_flow_is_clear(struct scope *scope, const struct step *step)
{
	int type = check_packet_type(step->packet->protocol);
	const struct symbol *own[2] = { NULL, NULL };
	size_t count = 0;

	if (scope->lenient || type == 0)
		return;
	check_names_are_alike(scope, step);
	if (step->packet->socket != NULL)
		return;
	for (size_t i = 0; i < scope->count; i++) {
		const struct symbol *symbol = &scope->symbols[i];

		/* A listener's connections are other sockets; a duplicate's packets are the original's. */
		if (symbol->kind != SYMBOL_SOCKET || symbol->host != step->host || symbol->type != type ||
			symbol->listening || symbol->copy || symbol->local)
			continue;
		if (count < 2)
			own[count] = symbol;
		count += (size_t)symbol->times;
	}
	if (count < 2)
		return;
	diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
		"the %s has several %s sockets in this page; expected the name of one in front of '%s'",
		case_host_name(step->host), check_type_name(type), step->packet->sent ? ">" : "<");
	for (size_t i = 0; i < 2; i++)
		if (own[i] != NULL)
			scope_note_bound(scope, own[i]);
}
