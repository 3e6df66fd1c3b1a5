/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls and packets of a play in the order of time; what one host sent and the other received is paired. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/match/flow.h"
#include "harness/match/wire_match.h"
#include "reports/html_record.h"

#define HAPPENINGS_MOST 400 /* a page is for reading; the captures hold everything */

/* True where `received` is `sent` as it came out at the other end of the wire. */
static bool happening_is_pair(const struct packet_record *sent, const struct packet_record *received)
{
	return received->host != sent->host && !received->sent && received->packet.length == sent->packet.length &&
	       memcmp(received->packet.bytes, sent->packet.bytes, sent->packet.length) == 0;
}

static void happenings_add_packets(struct arena *arena, const struct evidence *evidence, const struct result *result,
	struct happenings *list, size_t most)
{
	struct flow_table tables[EVIDENCE_HOSTS];
	struct flow **flows = arena_array(arena, most, sizeof(*flows));
	bool *taken = arena_array(arena, most, sizeof(*taken));
	const struct wire_record **matched = wire_match_make(arena, evidence);
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
	for (i = 0; i < most; i++) {
		const struct packet_record *record = &evidence->packets[i];
		struct happening *happening;

		if (taken[i])
			continue;
		happening = &list->items[list->count++];
		happening->time_ns = record->time_ns;
		happening->flow = flows[i];
		if (!record->sent) {
			happening->received = record;
			happening->wire = matched[i];
			continue;
		}
		happening->sent = record;
		happening->wire = matched[i];
		for (j = i + 1; j < most; j++) {
			if (!taken[j] && happening_is_pair(record, &evidence->packets[j])) {
				taken[j] = true;
				happening->received = &evidence->packets[j];
				break;
			}
		}
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

void html_happenings_make(struct arena *arena, const struct evidence *evidence, const struct result *result,
	struct happenings *list)
{
	size_t packets = evidence->packet_count;
	size_t calls = evidence->step_count;

	memset(list, 0, sizeof(*list));
	if (packets > HAPPENINGS_MOST) {
		packets = HAPPENINGS_MOST;
		list->cut = true;
	}
	if (calls > HAPPENINGS_MOST) {
		calls = HAPPENINGS_MOST;
		list->cut = true;
	}
	list->items = arena_array(arena, packets + calls, sizeof(*list->items));
	happenings_add_packets(arena, evidence, result, list, packets);
	happenings_add_calls(evidence, list, calls);
	if (list->count > 0)
		qsort(list->items, list->count, sizeof(*list->items), happenings_compare);
}
