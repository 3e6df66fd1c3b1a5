/* SPDX-License-Identifier: BSD-2-Clause */
/* Peers made of packets, and pages that have one: what may stand there, and what not. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"

#define PEERS_MOST 16

void check_count_peers(struct scope *scope)
{
	for (size_t i = 0; i < scope->page->step_count; i++)
		scope->peer_count += scope->page->steps[i].kind == STEP_PEER;
}

/* The step that launched a peer; NULL where none has this name. */
static const struct step *find_peer(const struct scope *scope, const char *name)
{
	for (int i = 0; i <= scope->step->index; i++) {
		const struct step *step = &scope->page->steps[i];

		if (step->kind == STEP_PEER && (name == NULL || strcmp(step->alias, name) == 0))
			return step;
	}
	return NULL;
}

void check_peer(struct scope *scope, const struct step *step)
{
	struct symbol *symbol;
	size_t before = 0;
	bool again;

	symbol = scope_bind(scope, step->alias, SYMBOL_PEER, step->alias_where, &again);
	if (again) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->alias_where, "the name '%s' is taken", step->alias);
		scope_note_bound(scope, symbol);
	}
	for (int i = 0; i < step->index; i++)
		before += scope->page->steps[i].kind == STEP_PEER;
	if (before == PEERS_MOST)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where, "more than %d peers made of packets in one page",
			PEERS_MOST);
	if (step->has_isn && (step->isn < 0 || step->isn > UINT32_MAX))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->isn_where,
			"%lld is no sequence number; expected 0 to %lld", (long long)step->isn, (long long)UINT32_MAX);
}

/* The socket behind `to` may be made further down: looked at when all are known. */
void check_peer_target(struct scope *scope, const struct step *step)
{
	const struct symbol *symbol;

	if (step->target == NULL)
		return;
	scope->step = step;
	symbol = scope_find(scope, step->target);
	if (symbol == NULL) {
		scope_need(scope, step->target, step->target_where);
		return;
	}
	if (!check_kind(scope, symbol, SYMBOL_SOCKET, step->target_where) || symbol->kind != SYMBOL_SOCKET)
		return;
	if (symbol->host != HOST_CLIENT) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->target_where,
			"'%s' is a socket of the server; a peer's packets go to the client", symbol->name);
		scope_note_bound(scope, symbol);
	}
}

/* With a peer made of packets there is nothing on the server host that could do anything. */
void check_is_played_by_peer(struct scope *scope, const struct step *step)
{
	const char *what = NULL;

	if (scope->peer_count == 0)
		return;
	switch (step->kind) {
	case STEP_LAUNCH:
		what = "server is launched";
		break;
	case STEP_CALL:
		what = step->host == HOST_SERVER ? "call is made there" : NULL;
		break;
	case STEP_PACKET:
	case STEP_ANY_PACKETS:
		what = step->host == HOST_SERVER ? "packets are seen there" : NULL;
		break;
	case STEP_SYSCTL:
		what = step->host == HOST_SERVER ? "setting is made there" : NULL;
		break;
	case STEP_CAPABLE:
		what = step->host == HOST_SERVER ? "program runs there" : NULL;
		break;
	case STEP_SILENCE:
		what = step->host == HOST_SERVER ? "silence is looked for there" : NULL;
		break;
	case STEP_PEER:
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
	case STEP_EXPECT:
	case STEP_WIRE:
		break;
	}
	if (what != NULL)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the server's side of this page is a peer made of packets: no %s", what);
}

void check_peer_line(struct scope *scope, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;
	const struct step *peer;

	if (scope->peer_count == 0 || scope->lenient)
		return;
	if (packet->socket == NULL && scope->peer_count > 1) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the page has several peers made of packets; expected the name of one in front of '%s'",
			packet->sent ? ">" : "<");
		return;
	}
	if (!check_is_injected(scope, step))
		return;
	peer = find_peer(scope, packet->socket);
	if (peer == NULL && packet->socket != NULL)
		check_injection_socket(scope, step);
	else if (peer != NULL)
		check_injection_target(scope, step, peer, check_packet_type(packet->protocol));
	else
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where,
			"the peer that would send this packet does not exist yet");
}

void check_silence(struct scope *scope, const struct step *step)
{
	const struct symbol *symbol;

	if (step->duration_ns == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where, "within no time there is always nothing");
	if (step->target == NULL)
		return;
	symbol = scope_need(scope, step->target, step->target_where);
	if (symbol == NULL || symbol->kind == SYMBOL_PEER ||
		!check_kind(scope, symbol, SYMBOL_SOCKET, step->target_where) || symbol->kind != SYMBOL_SOCKET)
		return;
	if (symbol->host != step->host) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->target_where,
			"'%s' is a socket of the %s; expected '%s:' in front of this line", symbol->name,
			case_host_name(symbol->host), case_host_name(symbol->host));
		scope_note_bound(scope, symbol);
	}
}

/* What is done at a time cannot be done before what stands above it, nor while the page itself waits. */
void check_moment(struct scope *scope, const struct step *step)
{
	const struct step *late = NULL;
	int64_t waited_ns = 0;

	/* Packets that are awaited may have come before. */
	if (step->time.kind != TIME_ABSOLUTE || (step->kind == STEP_PACKET && !check_is_injected(scope, step)))
		return;
	for (int i = step->index - 1; i >= 0; i--) {
		const struct step *above = &scope->page->steps[i];

		if (above->kind == STEP_SILENCE || above->kind == STEP_BLOCKED)
			waited_ns += above->duration_ns;
		if (above->time.kind == TIME_ABSOLUTE && above->time.from_ns + waited_ns > step->time.to_ns)
			late = above;
		if (above->time.kind == TIME_RELATIVE && above->kind != STEP_PACKET)
			waited_ns += above->time.from_ns;
	}
	if (late == NULL)
		return;
	diagnostics_add(scope->list, DIAGNOSTIC_ERROR, step->where, "this time has passed when it is this line's turn");
	diagnostics_add(scope->list, DIAGNOSTIC_NOTE, late->where, late->time.from_ns > step->time.to_ns ?
		"the line above it is later" : "from this line on the page waits longer than that");
}
