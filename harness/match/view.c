/* SPDX-License-Identifier: BSD-2-Clause */
/* A case's packet lines sorted into views. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/match/expected.h"
#include "harness/match/view.h"
#include "harness/match/view_packets.h"

/* A view while its lines are gathered. */
struct draft {
	struct view view;
	struct align_line *lines;
	size_t line_count;
	unsigned protocols;         /* of its lines, as bits of enum packet_protocol */
	/* By direction, [0] received, [1] sent: when the first call that sends was made since the last line. */
	int64_t own_since_ns[2], other_since_ns[2];
	int64_t not_before_ns[2];
};

struct drafts {
	struct arena *arena;
	const struct env *env;
	struct draft *items;
	size_t count, capacity;
};

static struct draft *draft_find(struct drafts *drafts, const struct step *step)
{
	const struct binding *binding = NULL;
	struct draft *draft;

	if (step->packet->socket != NULL) {
		binding = env_find_at(drafts->env, step->packet->socket, step->index);
		/* The socket did not come about, so neither did anything that could be compared. */
		if (binding == NULL || !binding->is_socket)
			return NULL;
	}
	for (size_t i = 0; i < drafts->count; i++)
		if (drafts->items[i].view.host == step->host && drafts->items[i].view.binding == binding)
			return &drafts->items[i];
	drafts->items = arena_grow(drafts->arena, drafts->items, drafts->count, &drafts->capacity,
		sizeof(*drafts->items));
	draft = &drafts->items[drafts->count++];
	*draft = (struct draft){ .view = { .host = step->host, .socket = step->packet->socket,
		.binding = binding, .protocol = step->packet->protocol },
		.own_since_ns = { -1, -1 }, .other_since_ns = { -1, -1 }, .not_before_ns = { -1, -1 } };
	return draft;
}

/* The calls that make a host send something of its own accord. */
static bool call_sends(const struct step *step)
{
	static const char *const names[] = { "connect", "send", "sendto", "sendmsg", "write", "writev",
		"shutdown", "close", NULL };

	for (const char *const *name = names; *name != NULL; name++)
		if (strcmp(step->name, *name) == 0)
			return true;
	return false;
}

static bool same_end(const struct value *a, const struct value *b)
{
	struct packet_address left, right;

	return a != NULL && b != NULL && packet_address_parse(&left, a->text, a->port) &&
		packet_address_parse(&right, b->text, b->port) && packet_address_equal(&left, &right);
}

/* Whether a call on a socket of the other host can be what made this view's packets. */
static bool is_other_end(const struct binding *caller, const struct binding *socket)
{
	if (socket == NULL)
		return true;
	return caller != NULL && caller->is_socket && same_end(caller->local, socket->peer) &&
		(caller->peer == NULL || same_end(caller->peer, socket->local));
}

static void draft_hear_call(struct draft *draft, const struct env *env, const struct step *step,
	int64_t enter_ns)
{
	const struct binding *caller = NULL;

	if (step->argument_count > 0 && step->arguments[0]->kind == NODE_NAME)
		caller = env_find_at(env, step->arguments[0]->text, step->index);
	for (int sent = 0; sent < 2; sent++) {
		if (step->host == draft->view.host &&
			(draft->view.binding == NULL || draft->view.binding == caller) &&
			draft->own_since_ns[sent] < 0)
			draft->own_since_ns[sent] = enter_ns;
		if (step->host != draft->view.host && is_other_end(caller, draft->view.binding) &&
			draft->other_since_ns[sent] < 0)
			draft->other_since_ns[sent] = enter_ns;
	}
}

static int64_t earlier(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

static void draft_add_line(struct draft *draft, const struct step *step)
{
	struct align_line *line = &draft->lines[draft->line_count++];
	int sent;
	int64_t since;

	*line = (struct align_line){ .step = step, .not_before_ns = INT64_MIN };
	if (step->kind != STEP_PACKET)
		return;
	sent = step->packet->sent;
	if (sent)
		since = draft->own_since_ns[1];
	else if (step->packet->protocol == PACKET_TCP)
		since = draft->other_since_ns[0];
	else
		since = earlier(draft->own_since_ns[0], draft->other_since_ns[0]);
	if (since >= 0)
		draft->not_before_ns[sent] = since - VIEW_CLOCK_SLACK_NS;
	draft->own_since_ns[sent] = draft->other_since_ns[sent] = -1;
	if (draft->not_before_ns[sent] >= 0)
		line->not_before_ns = draft->not_before_ns[sent];
	draft->protocols |= 1u << step->packet->protocol;
}

static void drafts_take_step(struct drafts *drafts, const struct step *step,
	const struct step_record *record)
{
	struct draft *draft;

	switch (step->kind) {
	case STEP_PACKET:
		draft = draft_find(drafts, step);
		if (draft != NULL)
			draft_add_line(draft, step);
		return;
	case STEP_ANY_PACKETS:
		for (size_t i = 0; i < drafts->count; i++)
			if (drafts->items[i].view.host == step->host)
				draft_add_line(&drafts->items[i], step);
		return;
	case STEP_CALL:
		if (record == NULL || record->call == NULL || record->call->enter_ns < 0 ||
			!call_sends(step))
			return;
		for (size_t i = 0; i < drafts->count; i++)
			draft_hear_call(&drafts->items[i], drafts->env, step, record->call->enter_ns);
		return;
	case STEP_LAUNCH:
	case STEP_PEER:
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
	case STEP_SYSCTL:
	case STEP_EXPECT:
	case STEP_SILENCE:
	case STEP_WIRE:
		return;
	}
}

static bool protocol_is_listed(const struct draft *draft, const struct packet *packet)
{
	enum transport transport = packet->transport;

	if (transport == TRANSPORT_ICMP || transport == TRANSPORT_ICMP6) {
		if ((draft->protocols & 1u << PACKET_ICMP) != 0)
			return true;
		transport = packet->has_quote ? packet->quote_transport : TRANSPORT_OTHER;
	}
	return (transport == TRANSPORT_TCP && (draft->protocols & 1u << PACKET_TCP) != 0) ||
		(transport == TRANSPORT_UDP && (draft->protocols & 1u << PACKET_UDP) != 0);
}

static bool belongs(const struct drafts *drafts, const struct draft *draft,
	const struct view_packet *packet)
{
	if (draft->view.binding != NULL)
		return view_packet_is_of(drafts->env, packet, draft->view.binding);
	if (!protocol_is_listed(draft, &packet->record->packet))
		return false;
	for (size_t i = 0; i < drafts->count; i++)
		if (drafts->items[i].view.host == draft->view.host &&
			drafts->items[i].view.binding != NULL &&
			view_packet_is_of(drafts->env, packet, drafts->items[i].view.binding))
			return false;
	return true;
}

static void draft_take_packets(const struct drafts *drafts, struct draft *draft,
	const struct view_packets *packets)
{
	struct align_view *align = &draft->view.align;
	const struct packet_record **records;
	struct flow **flows;

	records = arena_array(drafts->arena, packets->count + 1, sizeof(struct packet_record *));
	flows = arena_array(drafts->arena, packets->count + 1, sizeof(struct flow *));
	for (size_t i = 0; i < packets->count; i++)
		if (belongs(drafts, draft, &packets->items[i])) {
			records[align->packet_count] = packets->items[i].record;
			flows[align->packet_count++] = packets->items[i].flow;
		}
	align->packets = records;
	align->flows = flows;
	align->lines = draft->lines;
	align->line_count = draft->line_count;
}

void view_list_make(struct arena *arena, const struct case_page *page, size_t step_count,
	const struct env *env, const struct evidence *evidence, struct view_list *list)
{
	struct drafts drafts = { .arena = arena, .env = env };
	struct view_packets packets[HOST_COUNT] = { 0 };
	bool wanted[HOST_COUNT] = { false };

	if (step_count > page->step_count)
		step_count = page->step_count;
	/* Who there is first, so that a `...` or a call before a view's first line counts for it too. */
	for (size_t i = 0; i < step_count; i++)
		if (page->steps[i].kind == STEP_PACKET)
			draft_find(&drafts, &page->steps[i]);
	for (size_t i = 0; i < drafts.count; i++) {
		drafts.items[i].lines = arena_array(arena, step_count + 1, sizeof(struct align_line));
		wanted[drafts.items[i].view.host] = true;
	}
	for (size_t i = 0; i < step_count; i++)
		drafts_take_step(&drafts, &page->steps[i],
			i < evidence->step_count ? &evidence->steps[i] : NULL);
	for (int host = 0; host < HOST_COUNT; host++)
		if (wanted[host])
			view_packets_make(arena, (enum case_host)host, env, evidence, &packets[host]);
	*list = (struct view_list){ .count = drafts.count };
	list->items = arena_array(arena, drafts.count + 1, sizeof(*list->items));
	for (size_t i = 0; i < drafts.count; i++) {
		draft_take_packets(&drafts, &drafts.items[i], &packets[drafts.items[i].view.host]);
		list->items[i] = drafts.items[i].view;
	}
}
