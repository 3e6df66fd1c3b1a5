/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls and packets of a play in the order of time; what one host sent and the other received is paired. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/match/flow.h"
#include "harness/match/wire_match.h"
#include "reports/happenings.h"

/* A capture may be stamped so much before the wire read its clock. */
#define HAPPENINGS_EARLY_NS INT64_C(200000)

#define HAPPENINGS_MOST 400 /* a page is for reading; the captures hold everything */

/* True where `received` is `sent` as it came out at the other end of the wire. */
static bool happening_is_pair(const struct packet_record *sent, const struct packet_record *received)
{
	return received->host != sent->host && !received->sent && received->packet.length == sent->packet.length &&
	       memcmp(received->packet.bytes, sent->packet.bytes, sent->packet.length) == 0;
}

static bool happening_same_host(const struct packet_address *a, const struct packet_address *b)
{
	return a->family == b->family && memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

/* What the wire cut short, maybe within the addresses. */
static bool happening_is_beginning(const struct packet *sent, const struct packet *received)
{
	return received->length > 0 && received->length < sent->length &&
	       memcmp(received->bytes, sent->bytes, received->length) == 0;
}

/* True where `received` may be what the wire made of `sent`: it changes no IP addresses, and what it answers itself has its own. */
static bool happening_is_changed(const struct packet_record *sent, const struct wire_record *wire,
	const struct packet_record *received)
{
	if (received->host == sent->host || received->sent || received->time_ns < wire->read_ns - HAPPENINGS_EARLY_NS)
		return false;
	return happening_is_beginning(&sent->packet, &received->packet) ||
	       (happening_same_host(&received->packet.source, &sent->packet.source) &&
		happening_same_host(&received->packet.destination, &sent->packet.destination));
}

struct pairs {
	const struct packet_record *packets;
	size_t count;
	const struct wire_record **wire;       /* by packet: what the wire did with it; NULL */
	const struct packet_record **received; /* by sent packet: as it arrived; NULL */
	bool *taken;                           /* by received packet: it is what another one became */
};

/* What passed whole. What the wire never wrote cannot have arrived, though the same bytes sent again may. */
static void pairs_find_whole(struct pairs *pairs, size_t sent)
{
	const struct wire_record *wire = pairs->wire[sent];
	size_t i;

	if (wire && (wire->written_ns < 0 || wire->fate == WIRE_CHANGED))
		return;
	/* On a loopback interface it arrives as it is sent, and the records of one time are in the order of hosts. */
	for (i = sent; i > 0 && pairs->packets[i - 1].time_ns == pairs->packets[sent].time_ns; i--)
		;
	for (; i < pairs->count; i++) {
		if (i == sent || pairs->taken[i] || pairs->packets[i].injected_by >= 0 ||
		    !happening_is_pair(&pairs->packets[sent], &pairs->packets[i]))
			continue;
		pairs->taken[i] = true;
		pairs->received[sent] = &pairs->packets[i];
		return;
	}
}

/* What the wire has changed, and what it has made a copy of, among those that belong to nothing else. */
static void pairs_find_altered(struct pairs *pairs, size_t sent)
{
	const struct wire_record *wire = pairs->wire[sent];
	bool changed = wire && wire->fate == WIRE_CHANGED && wire->written_ns >= 0;
	size_t i;

	for (i = 0; i < pairs->count && (changed || (wire && wire->fate == WIRE_DUPLICATED)); i++) {
		if (pairs->taken[i] || pairs->wire[i])
			continue;
		if (changed && happening_is_changed(&pairs->packets[sent], wire, &pairs->packets[i])) {
			pairs->taken[i] = true;
			pairs->received[sent] = &pairs->packets[i];
			return;
		}
		if (!changed && i > sent && happening_is_pair(&pairs->packets[sent], &pairs->packets[i])) {
			pairs->wire[i] = wire;
			return;
		}
	}
}

/* A router's answer that no host has sent: the first packet of its length that the other host received then. */
static void pairs_find_answer(struct pairs *pairs, const struct wire_record *wire)
{
	size_t i;

	for (i = 0; i < pairs->count; i++) {
		const struct packet_record *record = &pairs->packets[i];

		if (record->sent || record->host == wire->from || record->injected_by >= 0 || pairs->taken[i] ||
		    pairs->wire[i] || record->packet.wire_length != wire->length ||
		    record->time_ns < wire->written_ns - HAPPENINGS_EARLY_NS)
			continue;
		pairs->wire[i] = wire;
		return;
	}
}

static void pairs_make(struct pairs *pairs, struct arena *arena, const struct evidence *evidence, size_t most)
{
	size_t i;

	pairs->packets = evidence->packets;
	pairs->count = most;
	pairs->wire = wire_match_make(arena, evidence);
	pairs->received = arena_array(arena, most, sizeof(const struct packet_record *));
	pairs->taken = arena_array(arena, most, sizeof(*pairs->taken));
	for (i = 0; i < most; i++) {
		if (evidence->packets[i].sent)
			pairs_find_whole(pairs, i);
	}
	for (i = 0; i < most; i++) {
		if (evidence->packets[i].sent)
			pairs_find_altered(pairs, i);
	}
	for (i = 0; i < evidence->wire_count; i++) {
		if (evidence->wire[i].fate == WIRE_ANSWERED && evidence->wire[i].written_ns >= 0)
			pairs_find_answer(pairs, &evidence->wire[i]);
	}
}

static bool happening_has_port(const struct value *address, const struct packet *packet)
{
	unsigned from = packet->has_quote ? packet->quote_source.port : packet->source.port;
	unsigned to = packet->has_quote ? packet->quote_destination.port : packet->destination.port;

	return address && address->kind == VALUE_ADDRESS && address->port != 0 &&
	       ((unsigned)address->port == from || (unsigned)address->port == to);
}

/* At level host the loopback interface carries packets of others too: ours are those of our sockets and servers. */
static bool happening_is_ours(const struct evidence *evidence, const struct packet *packet)
{
	size_t i;

	for (i = 0; i < evidence->step_count; i++) {
		const struct step_record *step = &evidence->steps[i];

		if (happening_has_port(step->address, packet) ||
		    (step->call && (happening_has_port(step->call->local, packet) ||
				    happening_has_port(step->call->result_local, packet))))
			return true;
	}
	return evidence->level != LEVEL_HOST;
}

static void happenings_add_packets(struct arena *arena, const struct evidence *evidence, const struct result *result,
	struct happenings *list, size_t most)
{
	struct flow_table tables[EVIDENCE_HOSTS];
	struct flow **flows = arena_array(arena, most, sizeof(*flows));
	struct pairs pairs;
	size_t i, j;

	/* Each host's view has flows of its own, so that a lost SYN of one does not confuse the other. */
	for (i = 0; i < EVIDENCE_HOSTS; i++) {
		flow_table_init(&tables[i], arena);
		for (j = 0; j < result->peer_count; j++)
			flow_table_seed(&tables[i], &result->peers[j].address, result->peers[j].isn);
	}
	for (i = 0; i < most; i++) {
		int host = evidence->packets[i].host;

		if (host >= 0 && host < EVIDENCE_HOSTS)
			flows[i] = flow_take_record(&tables[host], &evidence->packets[i]);
	}
	pairs_make(&pairs, arena, evidence, most);
	for (i = 0; i < most; i++) {
		const struct packet_record *record = &evidence->packets[i];
		struct happening *happening;

		if (pairs.taken[i] || (evidence->level == LEVEL_HOST && !happening_is_ours(evidence, &record->packet)))
			continue;
		happening = &list->items[list->count++];
		happening->time_ns = record->time_ns;
		happening->flow = flows[i];
		happening->wire = pairs.wire[i];
		if (record->sent) {
			happening->sent = record;
			happening->received = pairs.received[i];
		} else {
			happening->received = record;
			happening->copy = happening->wire && happening->wire->fate == WIRE_DUPLICATED;
		}
		if (happening->received)
			happening->arrived_flow = flows[happening->received - evidence->packets];
	}
}

static void happenings_add_calls(const struct evidence *evidence, struct happenings *list, size_t most)
{
	size_t i;

	for (i = 0; i < evidence->step_count && most > 0; i++) {
		const struct step_record *step = &evidence->steps[i];

		if (!step->call || step->call->enter_ns < 0)
			continue;
		list->items[list->count].time_ns = step->call->enter_ns;
		list->items[list->count].line = step->line;
		list->items[list->count++].call = step->call;
		most--;
	}
}

static int happenings_compare(const void *a, const void *b)
{
	const struct happening *left = a, *right = b;

	if (left->time_ns != right->time_ns)
		return left->time_ns < right->time_ns ? -1 : 1;
	if (!left->call != !right->call)
		return left->call ? -1 : 1;
	if (left->call)
		return left->line < right->line ? -1 : left->line > right->line;
	/* Two packets of one time: in the order in which the captures hold them. */
	if (left->sent && right->sent && left->sent->host == right->sent->host)
		return left->sent->number < right->sent->number ? -1 : 1;
	return 0;
}

void happenings_make(struct arena *arena, const struct evidence *evidence, const struct result *result,
	struct happenings *list)
{
	happenings_make_most(arena, evidence, result, HAPPENINGS_MOST, list);
}

void happenings_make_most(struct arena *arena, const struct evidence *evidence, const struct result *result,
	size_t most, struct happenings *list)
{
	size_t packets = evidence->packet_count;
	size_t calls = evidence->step_count;

	memset(list, 0, sizeof(*list));
	if (packets > most) {
		packets = most;
		list->cut = true;
	}
	if (calls > most) {
		calls = most;
		list->cut = true;
	}
	list->items = arena_array(arena, packets + calls, sizeof(*list->items));
	happenings_add_packets(arena, evidence, result, list, packets);
	happenings_add_calls(evidence, list, calls);
	if (list->count > 0)
		qsort(list->items, list->count, sizeof(*list->items), happenings_compare);
}
