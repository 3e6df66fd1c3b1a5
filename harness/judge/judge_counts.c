/* SPDX-License-Identifier: BSD-2-Clause */
/* wire: expect: how many packets a filter picks, from the beginning to the step. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/filter.h"
#include "harness/base/filter_words.h"
#include "harness/judge/context.h"
#include "harness/match/view_packets.h"

/*
 * Each packet once: as its sender's capture has it, or where one capture stands for both, as that has it. What a peer
 * made of packets sends counts as sent by the server, though only its receiver has it; what the wire injects is sent by
 * neither host.
 */
static bool counts_here(const struct judge *judge, const struct packet_record *record, int only)
{
	if (record->injected_by >= 0)
		return (size_t)record->injected_by < judge->page->step_count &&
			judge->page->steps[record->injected_by].kind == STEP_PACKET;
	return only < 0 ? record->sent : record->host == only;
}

static int only_capture(const struct evidence *evidence)
{
	if (evidence->level == LEVEL_WIRE)
		return -1;
	for (size_t i = 0; i < evidence->packet_count; i++)
		return evidence->packets[i].host;
	return 0;
}

static bool seen_whole(struct judge *judge, const struct step *step)
{
	bool whole = true;

	for (int host = 0; host < EVIDENCE_HOSTS; host++) {
		const struct capture_record *capture = judge_capture(judge, host);

		if (capture->present && judge_capture_is_whole(capture))
			continue;
		if (host == 0 || capture != judge_capture(judge, 0))
			judge_say_capture(judge, step, host);
		whole = false;
	}
	return whole;
}

static void print_range(const struct step *step, char *text, size_t room)
{
	if (step->count_to == 0)
		snprintf(text, room, "none");
	else if (step->count_from == step->count_to)
		snprintf(text, room, "%" PRId64, step->count_from);
	else if (step->count_to == INT64_MAX)
		snprintf(text, room, "%" PRId64 "..", step->count_from);
	else
		snprintf(text, room, "%" PRId64 "..%" PRId64, step->count_from, step->count_to);
}

/* The same for a sentence. */
static void say_range(const struct step *step, char *text, size_t room)
{
	if (step->count_to == INT64_MAX)
		snprintf(text, room, "at least %" PRId64, step->count_from);
	else if (step->count_to != 0 && step->count_from != step->count_to)
		snprintf(text, room, "%" PRId64 " to %" PRId64, step->count_from, step->count_to);
	else
		print_range(step, text, room);
}

void judge_count(struct judge *judge, const struct step *step, const struct step_record *record)
{
	const struct evidence *evidence = judge->evidence;
	struct filter_hosts hosts = env_filter_hosts(&judge->env);
	const struct packet_record *first = NULL;
	struct filter *filter;
	struct finding *finding;
	struct err err;
	int64_t count = 0;
	char expected[64], observed[64], range[64];
	int only = only_capture(evidence);

	if (evidence->level == LEVEL_HOST &&
		(filter_words_has(step->filter, "client") || filter_words_has(step->filter, "server"))) {
		judge_add(judge, VERDICT_SKIP, step, &step->filter_where, "this cannot be shown here: both hosts have the same "
			"address at level host, so that no filter can tell them apart");
		return;
	}
	err_init(&err);
	filter = filter_new(step->filter, &hosts, &err);
	if (filter == NULL) {
		judge_add(judge, VERDICT_ERROR, step, &step->filter_where, "the filter cannot be used: %s",
			err.text);
		return;
	}
	for (size_t i = 0; i < evidence->packet_count; i++) {
		const struct packet_record *packet = &evidence->packets[i];

		if (packet->time_ns > record->end_ns || !counts_here(judge, packet, only) ||
			(evidence->level == LEVEL_HOST &&
			!view_is_ours(&judge->env, &packet->packet)) ||
			!filter_matches(filter, packet->packet.bytes, packet->packet.length))
			continue;
		if (first == NULL)
			first = packet;
		count++;
	}
	filter_free(filter);
	print_range(step, expected, sizeof(expected));
	if (count == 0)
		snprintf(observed, sizeof(observed), "none");
	else
		snprintf(observed, sizeof(observed), "%" PRId64, count);
	judge->result->steps[step->index].observed =
		arena_printf(judge->arena, "%s \"%s\"", observed, step->filter);
	/* Too many are too many, whatever else the capture lost. */
	if (count <= step->count_to && !seen_whole(judge, step))
		return;
	if (count >= step->count_from && count <= step->count_to)
		return;
	say_range(step, range, sizeof(range));
	if (count == 0)
		finding = judge_add(judge, VERDICT_FAIL, step, NULL, "no such packet was sent, expected %s",
			range);
	else
		finding = judge_add(judge, VERDICT_FAIL, step, NULL, "%s such packet%s sent, expected %s",
			observed, count == 1 ? " was" : "s were", range);
	judge_say_sides(judge, finding, expected, observed);
	judge_add_difference(judge, finding, "count", expected, observed);
	if (first != NULL) {
		finding->host = first->host;
		finding->packet = first->number;
	}
}
