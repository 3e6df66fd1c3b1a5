/* SPDX-License-Identifier: BSD-2-Clause */
/* A case's packet lines sorted into views. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/match/expected.h"
#include "harness/match/view.h"
#include "harness/match/view_packets.h"
#include "harness/match/view_parts.h"

static struct draft *draft_find(struct drafts *drafts, const struct step *step)
{
	const struct binding *binding = NULL;
	struct draft *draft;

	if (step->packet->socket != NULL) {
		binding = env_find_at(drafts->env, step->packet->socket, step->index);
		/* The socket did not come about, so neither did anything that could be compared. */
		if (binding == NULL || (!binding->is_socket && !binding->is_peer))
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

static void draft_add_injected(struct draft *draft, const struct step *step, const struct step_record *record)
{
	struct align_line *line = &draft->lines[draft->line_count++];

	*line = (struct align_line){ .step = step, .not_before_ns = INT64_MIN, .injected = true,
		.idle = record == NULL || record->fate != STEP_PLAYED };
	draft->protocols |= 1u << step->packet->protocol;
	if (!line->idle && record->begin_ns >= 0)
		view_hear_injection(draft, record->begin_ns);
}

static void drafts_take_step(struct drafts *drafts, const struct step *step,
	const struct step_record *record)
{
	struct draft *draft;

	switch (step->kind) {
	case STEP_PACKET:
		draft = draft_find(drafts, step);
		if (draft != NULL && case_is_injected(drafts->page, step))
			draft_add_injected(draft, step, record);
		else if (draft != NULL)
			draft_add_line(draft, step);
		return;
	case STEP_ANY_PACKETS:
		for (size_t i = 0; i < drafts->count; i++)
			if (drafts->items[i].view.host == step->host)
				draft_add_line(&drafts->items[i], step);
		return;
	case STEP_CALL:
		view_hear_call(drafts, step, record);
		return;
	case STEP_WIRE:
		view_hear_wire(drafts, step, record);
		return;
	case STEP_LAUNCH:
	case STEP_PEER:
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
	case STEP_SYSCTL:
	case STEP_CAPABLE:
	case STEP_EXPECT:
	case STEP_SILENCE:
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
	/* Behind the first fragment only IP says what is carried. */
	if (packet->fragment_offset != 0)
		return (packet->ip_protocol == IPPROTO_TCP && (draft->protocols & 1u << PACKET_TCP) != 0) ||
			(packet->ip_protocol == IPPROTO_UDP && (draft->protocols & 1u << PACKET_UDP) != 0);
	return (transport == TRANSPORT_TCP && (draft->protocols & 1u << PACKET_TCP) != 0) ||
		(transport == TRANSPORT_UDP && (draft->protocols & 1u << PACKET_UDP) != 0);
}

/* What a packet line has sent belongs to the view of that line, whatever it looks like. */
static bool has_sent(const struct draft *draft, const struct packet_record *record)
{
	for (size_t i = 0; i < draft->line_count; i++)
		if (draft->lines[i].injected && draft->lines[i].step->index == record->injected_by)
			return true;
	return false;
}

static bool belongs(const struct drafts *drafts, const struct draft *draft,
	const struct view_packet *packet)
{
	if (packet->record->injected_by >= 0)
		return has_sent(draft, packet->record);
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
	struct drafts drafts = { .arena = arena, .env = env, .page = page };
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
