/* SPDX-License-Identifier: BSD-2-Clause */
/* `expect nothing for T`: what a host sent while it was to be silent. */
#include "config.h"

#include <inttypes.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/judge/context.h"
#include "harness/judge/words.h"
#include "harness/match/segment.h"
#include "harness/match/view_packets.h"

/* What breaks a silence: TCP, UDP, and errors about them. What a host's own network says is none of it. */
static bool is_noise(const struct packet *packet)
{
	return packet->transport == TRANSPORT_TCP || packet->transport == TRANSPORT_UDP || packet->has_quote;
}

/* When the step before it came about, at the latest: from there on our own lateness may have put the silence off. */
static int64_t since_when(const struct judge *judge, const struct step *step)
{
	int64_t since_ns = 0;

	for (int i = 0; i < step->index; i++) {
		const struct step_record *record = &judge->evidence->steps[i];

		if (judge->packet_ns[i] > since_ns)
			since_ns = judge->packet_ns[i];
		if (record->call != NULL && record->call->enter_ns > since_ns)
			since_ns = record->call->enter_ns;
	}
	return since_ns;
}

static void say_noise(struct judge *judge, const struct step *step, const struct view_packet *packet, size_t more)
{
	int64_t begin_ns = judge->evidence->steps[step->index].begin_ns, came_ns = packet->record->time_ns;
	char wanted[32], after[32];
	struct finding *finding;
	struct str text, line;

	clock_format(step->duration_ns, wanted);
	clock_format(came_ns - begin_ns, after);
	str_init(&text);
	str_addf(&text, "the %s sent ", case_host_name(step->host));
	words_add_packet_kind(&text, &packet->record->packet);
	str_addf(&text, " %s after this line began", after);
	if (more > 0)
		str_addf(&text, " (and %zu more)", more);
	str_addf(&text, ", and was to send nothing for %s", wanted);
	finding = judge_say_time(judge, step, begin_ns + step->duration_ns - came_ns + 1, since_when(judge, step), came_ns,
		str_text(&text));
	str_free(&text);
	str_init(&line);
	words_add_packet_front(&line, step, true);
	segment_print(&line, &packet->record->packet, packet->flow);
	str_addf(&line, ", after %s", after);
	judge_say_sides(judge, finding, arena_printf(judge->arena, "nothing for %s", wanted), str_text(&line));
	judge_add_difference(judge, finding, NULL, finding->expected, finding->observed);
	judge->result->steps[step->index].observed = finding->observed;
	finding->host = (int)step->host;
	finding->packet = packet->record->number;
	str_free(&line);
}

static void judge_silence(struct judge *judge, const struct step *step, const struct step_record *record)
{
	const struct capture_record *capture = judge_capture(judge, (int)step->host);
	const struct binding *target = step->target == NULL ? NULL : env_find_at(&judge->env, step->target, step->index);
	int64_t end_ns = record->begin_ns + step->duration_ns;
	const struct view_packet *first = NULL;
	struct view_packets packets;
	size_t count = 0;
	char lasted[32];

	if (step->target != NULL && target == NULL) {
		judge->result->steps[step->index].reached = false;
		return;
	}
	if (!capture->present) {
		judge_say_capture(judge, step, (int)step->host);
		return;
	}
	view_packets_make(judge->arena, step->host, &judge->env, judge->evidence, &packets);
	for (size_t i = 0; i < packets.count; i++) {
		const struct view_packet *packet = &packets.items[i];

		if (!packet->record->sent || packet->record->injected_by >= 0 || !is_noise(&packet->record->packet) ||
			packet->record->time_ns < record->begin_ns || packet->record->time_ns > end_ns ||
			(target != NULL && !view_packet_is_of(&judge->env, packet, target)))
			continue;
		if (first == NULL)
			first = packet;
		count++;
	}
	if (first != NULL) {
		say_noise(judge, step, first, count - 1);
		return;
	}
	/* What the capture lost may have been there. */
	if (!judge_capture_is_whole(capture)) {
		if (!judge->broken)
			judge_say_capture(judge, step, (int)step->host);
		return;
	}
	if (record->end_ns < end_ns && !judge->broken)
		judge_add(judge, VERDICT_INCONC, step, NULL, "the play went on after %s, so nothing shows what came behind",
			clock_format(record->end_ns < record->begin_ns ? 0 : record->end_ns - record->begin_ns, lasted));
	else
		judge->result->steps[step->index].observed = "nothing";
}

void judge_silences(struct judge *judge)
{
	for (size_t i = 0; i < judge->page->step_count; i++) {
		const struct step *step = &judge->page->steps[i];
		const struct step_record *record = &judge->evidence->steps[i];

		if (step->kind == STEP_SILENCE && record->fate == STEP_PLAYED && record->begin_ns >= 0)
			judge_silence(judge, step, record);
	}
}
