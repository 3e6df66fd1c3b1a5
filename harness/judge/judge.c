/* SPDX-License-Identifier: BSD-2-Clause */
/* (case, evidence) -> verdicts: the walk through the steps, and what becomes of it. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/judge/context.h"
#include "harness/judge/judge.h"

const char *judge_take(struct judge *judge, struct str *str)
{
	const char *text = arena_strdup(judge->arena, str_text(str));

	str_free(str);
	return text;
}

/* A step that ended after a busy machine made a host send again proves nothing against the stack. */
static bool judge_is_disturbed(const struct judge *judge, enum verdict verdict, const struct step *step)
{
	if (judge->disturbed_ns < 0 || step == NULL || (verdict != VERDICT_FAIL && verdict != VERDICT_WARN))
		return false;
	return (size_t)step->index < judge->evidence->step_count &&
		judge->evidence->steps[step->index].end_ns >= judge->disturbed_ns;
}

/* Whose packets cannot be seen, nobody could wait for: what comes behind may have come too early. */
static bool judge_is_unwaited(const struct judge *judge, enum verdict verdict, const struct step *step)
{
	return judge->unwaited != NULL && step != NULL && step->index > judge->unwaited->index &&
		(verdict == VERDICT_FAIL || verdict == VERDICT_WARN);
}

struct finding *judge_add(struct judge *judge, enum verdict verdict, const struct step *step,
	const struct where *where, const char *format, ...)
{
	struct result *result = judge->result;
	struct finding *finding;
	va_list arguments;
	char text[2048];

	if (step != NULL && verdict == VERDICT_FAIL && step->fence >= 0 &&
		(size_t)step->fence < judge->page->fence_count && judge->fence_is_should[step->fence])
		verdict = VERDICT_WARN;
	if (judge_is_disturbed(judge, verdict, step))
		verdict = VERDICT_INCONC;
	else if (judge_is_unwaited(judge, verdict, step))
		verdict = VERDICT_SKIP;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	result->findings = arena_grow(judge->arena, result->findings, result->finding_count,
		&judge->finding_capacity, sizeof(*result->findings));
	finding = &result->findings[result->finding_count++];
	*finding = (struct finding){ .verdict = verdict, .step = step == NULL ? -1 : step->index,
		.text = arena_strdup(judge->arena, text), .host = -1 };
	if (where == NULL && step != NULL)
		where = &step->where;
	if (where != NULL) {
		finding->line = where->line;
		finding->column = where->column;
		finding->end_column = where->end_line == where->line ? where->end_column : where->column;
	}
	return finding;
}

void judge_say_sides(struct judge *judge, struct finding *finding, const char *expected,
	const char *observed)
{
	finding->expected = arena_strdup(judge->arena, expected);
	finding->observed = arena_strdup(judge->arena, observed);
}

void judge_add_difference(struct judge *judge, struct finding *finding, const char *field,
	const char *expected, const char *observed)
{
	struct difference *all = arena_array(judge->arena, finding->difference_count + 1, sizeof(*all));

	if (finding->difference_count > 0)
		memcpy(all, finding->differences, finding->difference_count * sizeof(*all));
	all[finding->difference_count++] = (struct difference){
		.field = field == NULL ? NULL : arena_strdup(judge->arena, field),
		.expected = arena_strdup(judge->arena, expected),
		.observed = arena_strdup(judge->arena, observed) };
	finding->differences = all;
}

static void judge_played(struct judge *judge, const struct step *step, const struct step_record *record)
{
	switch (step->kind) {
	case STEP_CALL:
		judge_call(judge, step, record);
		return;
	case STEP_SIGNAL:
		judge_signal(judge, step);
		return;
	case STEP_BLOCKED:
		judge_blocked(judge, step, record);
		return;
	case STEP_ASSERT:
		judge_assert(judge, step, record);
		return;
	case STEP_EXPECT:
		judge_count(judge, step, record);
		return;
	case STEP_WIRE:
		judge_wire(judge, step, record);
		return;
	case STEP_PACKET:
	case STEP_ANY_PACKETS:
	case STEP_SILENCE:
		return; /* all at once, when the names are known: judge_packets, judge_silences */
	case STEP_LAUNCH:
	case STEP_PEER:
	case STEP_WAIT:
	case STEP_SYSCTL:
	case STEP_CAPABLE:
		return;
	}
}

/* What such a step was to bring about has not come about, so nothing that is expected behind it proves anything. */
static bool brings_about(const struct step *step)
{
	return step->kind == STEP_WIRE || step->kind == STEP_SYSCTL || step->kind == STEP_CAPABLE || step->kind == STEP_PEER ||
		step->kind == STEP_CALL;
}

static void judge_unplayable(struct judge *judge, const struct step *step, const struct step_record *record)
{
	const char *why = arena_printf(judge->arena, "this cannot be shown here: %s",
		record->reason == NULL ? "no reason is known" : record->reason);

	if (judge->stopped == NULL && brings_about(step)) {
		judge->stopped = step;
		judge->stopped_why = why;
	} else if (judge->stopped == NULL) {
		judge_add(judge, VERDICT_SKIP, step, NULL, "%s", why);
		if (judge->unwaited == NULL && step->kind == STEP_PACKET)
			judge->unwaited = step;
	}
}

/* Walks through the steps with the names as they came about. Returns the first that was not reached. */
static const struct step *walk(struct judge *judge)
{
	const struct step *unreached = NULL;

	for (size_t i = 0; i < judge->page->step_count; i++) {
		const struct step *step = &judge->page->steps[i];
		const struct step_record *record = &judge->evidence->steps[i];
		struct step_verdict *verdict = &judge->result->steps[i];

		verdict->begin_ns = record->begin_ns;
		verdict->end_ns = record->end_ns;
		switch (record->fate) {
		case STEP_NOT_REACHED:
			if (unreached == NULL)
				unreached = step;
			verdict->begin_ns = verdict->end_ns = -1;
			break;
		case STEP_UNPLAYABLE:
			judge_unplayable(judge, step, record);
			break;
		case STEP_PLAYED:
			verdict->reached = true;
			if (record->unsettled)
				judge_add(judge, VERDICT_INCONC, step, NULL, "the hosts did not stop sending before this, so "
					"what they had sent may not have arrived");
			judge_played(judge, step, record);
			break;
		}
		env_absorb(&judge->env, step, record);
	}
	return unreached;
}

/* The first that was played, of which nothing could be said because of what it speaks of did not come about. */
static const struct step *left_out(const struct judge *judge)
{
	for (size_t i = 0; i < judge->page->step_count; i++)
		if (judge->evidence->steps[i].fate == STEP_PLAYED && !judge->result->steps[i].reached)
			return &judge->page->steps[i];
	return NULL;
}

static int compare_findings(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	/* Where nothing else tells them apart, in the order of time. */
	return left->packet < right->packet ? -1 : left->packet > right->packet;
}

/* The worst finding is the verdict, the first of the worst its reason. */
static void conclude(struct judge *judge)
{
	struct result *result = judge->result;

	if (result->finding_count > 1)
		qsort(result->findings, result->finding_count, sizeof(*result->findings), compare_findings);
	result->verdict = VERDICT_PASS;
	for (size_t i = 0; i < result->finding_count; i++) {
		const struct finding *finding = &result->findings[i];

		if (result->verdict != finding->verdict &&
			verdict_worse(result->verdict, finding->verdict) == finding->verdict) {
			result->verdict = finding->verdict;
			result->reason = finding->text;
		}
		if (finding->step >= 0 && (size_t)finding->step < result->step_count)
			result->steps[finding->step].verdict =
				verdict_worse(result->steps[finding->step].verdict, finding->verdict);
	}
}

/* So that nobody looks for the fault in the stack. */
static void judge_say_disturbance(struct judge *judge)
{
	for (size_t i = 0; i < judge->result->finding_count; i++)
		if (judge->result->findings[i].verdict == VERDICT_INCONC) {
			judge_add(judge, VERDICT_INCONC, NULL, NULL, "%s", judge->disturbed_why);
			return;
		}
}

/* For who shows packets: a peer's numbers count from its ISN. */
static void judge_tell_peers(struct judge *judge)
{
	struct result *result = judge->result;

	result->peers = arena_array(judge->arena, judge->env.count + 1, sizeof(*result->peers));
	for (size_t i = 0; i < judge->env.count; i++) {
		const struct binding *binding = &judge->env.bindings[i];
		struct result_peer *peer = &result->peers[result->peer_count];

		if (!binding->is_peer ||
			!packet_address_parse(&peer->address, binding->peer->text, binding->peer->port))
			continue;
		peer->name = arena_strdup(judge->arena, binding->name);
		peer->isn = binding->isn;
		result->peer_count++;
	}
}

static void begin(struct judge *judge)
{
	const struct evidence *evidence = judge->evidence;
	struct result *result = judge->result;

	result->case_id = arena_strdup(judge->arena, judge->page->id);
	result->title = arena_strdup(judge->arena, judge->page->title == NULL ? "" : judge->page->title);
	result->path = arena_strdup(judge->arena, judge->page->path == NULL ? "" : judge->page->path);
	result->mode = arena_strdup(judge->arena, evidence->mode == NULL ? "" : evidence->mode);
	result->attempt = result->attempts = evidence->attempt;
	result->duration_ns = evidence->end_ns;
	judge_cite(judge);
	judge_describe_steps(judge);
}

static void judge_break(struct judge *judge)
{
	const struct evidence *evidence = judge->evidence;
	const struct step *blamed = NULL;
	bool interrupted;

	if (evidence->harness_error == NULL)
		return;
	judge->broken = true;
	for (size_t i = 0; i < judge->page->step_count && blamed == NULL; i++)
		if (judge->page->steps[i].where.line == evidence->harness_error_line)
			blamed = &judge->page->steps[i];
	/* Who stops a play has not found an error in it. */
	interrupted = strncmp(evidence->harness_error, "interrupted", strlen("interrupted")) == 0;
	judge_add(judge, interrupted ? VERDICT_INCONC : VERDICT_ERROR, blamed, NULL, "%s%s",
		interrupted ? "the play was " : "the play broke: ", evidence->harness_error);
}

struct result *judge_case(const struct case_page *whole, const struct evidence *evidence,
	const struct baseline *baseline)
{
	const struct case_page *page = case_of_mode_name(whole, evidence->mode);
	struct result *result = result_new();
	struct judge judge = { .arena = result->arena, .page = page, .evidence = evidence,
		.result = result, .disturbed_ns = -1 };
	const struct step *unreached;
	enum case_mode mode = MODE_IPV4;

	begin(&judge);
	if (evidence->harness_error != NULL && evidence->step_count == 0) {
		/* The play broke before there was a step: that is the finding, not that the steps are missing. */
		judge_break(&judge);
	} else if (judge_evidence_belongs(&judge) && judge_evidence_is_coherent(&judge)) {
		case_mode_find(evidence->mode, &mode);
		env_init(&judge.env, judge.arena, mode, evidence->host_address);
		judge.packet_ns = arena_array(judge.arena, page->step_count + 1, sizeof(int64_t));
		for (size_t i = 0; i < page->step_count; i++)
			judge.packet_ns[i] = -1;
		judge_break(&judge);
		judge_find_disturbance(&judge);
		unreached = walk(&judge);
		judge_tell_peers(&judge);
		judge_packets(&judge);
		judge_silences(&judge);
		judge_moments(&judge);
		if (judge.stopped != NULL && !judge.broken)
			judge_skip_from(&judge, judge.stopped, judge.stopped_why);
		/* What nothing explains is a test that did not happen, and must not pass for one. */
		if (unreached == NULL)
			unreached = left_out(&judge);
		if (unreached != NULL && result->finding_count == 0)
			judge_add(&judge, VERDICT_ERROR, unreached, NULL, "this step was never reached: %s",
				evidence->steps[unreached->index].reason == NULL ? "nothing says why" :
				evidence->steps[unreached->index].reason);
		judge_processes(&judge);
	}
	if (judge.disturbed_ns >= 0)
		judge_say_disturbance(&judge);
	conclude(&judge);
	judge_apply_baseline(&judge, baseline);
	return result;
}
