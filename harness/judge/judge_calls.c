/* SPDX-License-Identifier: BSD-2-Clause */
/* One call against its record: its result, its signals, and whether it returned at all. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/judge/context.h"
#include "harness/judge/words.h"
#include "harness/match/eval.h"
#include "harness/names/names.h"

/* A machine that stood still for so long may be why a call had not returned before the deadline. */
#define CALLS_STALL_NS NS_PER_SECOND

static bool same_error(const char *a, const char *b)
{
	int64_t left, right;

	if (a == NULL || b == NULL)
		return a == b;
	if (strcmp(a, b) == 0)
		return true;
	/* EAGAIN and EWOULDBLOCK are one number. */
	return names_find_in(NAMES_ERRNO, a, &left) && names_find_in(NAMES_ERRNO, b, &right) &&
		left == right;
}

static bool makes_socket(const struct step *step)
{
	const struct call_spec *spec = calls_find(step->name);

	return spec != NULL && spec->result == RESULT_SOCKET;
}

/* One of the results that are allowed. */
static bool result_fits(struct judge *judge, const struct step *step, const struct result_pattern *pattern,
	const struct call_record *call)
{
	const struct node *value = pattern->value;
	struct err err;
	int64_t number;

	if (pattern->error != NULL)
		return call->result == -1 && same_error(pattern->error, call->error);
	if (value == NULL || value->kind == NODE_ANY)
		return true;
	err_init(&err);
	/* The duplicate has the number that was asked for, whatever it is called. */
	if (strcmp(step->name, "dup2") == 0 && value->kind == NODE_NAME && step->argument_count > 1 &&
		eval_number(&judge->env, step->arguments[1], NULL, &number, &err) == 0)
		return number == call->result;
	if (value->kind == NODE_NAME &&
		(makes_socket(step) || env_find(&judge->env, value->text) == NULL))
		return call->result != -1;
	err_init(&err);
	return eval_number(&judge->env, value, NULL, &number, &err) == 0 && number == call->result;
}

/* The only result that is allowed, where there is just one. */
static const struct result_pattern *only_result(const struct step *step)
{
	return step->result_count == 1 ? &step->results[0] : NULL;
}

static bool expected_number(struct judge *judge, const struct step *step, int64_t *number)
{
	const struct result_pattern *only = only_result(step);
	struct err err;

	err_init(&err);
	return only != NULL && only->error == NULL && only->value != NULL &&
		only->value->kind != NODE_ANY &&
		!(only->value->kind == NODE_NAME && env_find(&judge->env, only->value->text) == NULL) &&
		eval_number(&judge->env, only->value, NULL, number, &err) == 0;
}

static void say_failed(struct judge *judge, struct str *text, const struct step *step,
	const struct call_record *call)
{
	const struct result_pattern *only = only_result(step);
	int64_t number;

	str_addf(text, "%s failed with ", step->name);
	words_add_errno(text, call->error);
	if (only != NULL && only->error != NULL) {
		str_add(text, " where ");
		words_add_errno(text, only->error);
		str_add(text, " was expected");
	} else if (makes_socket(step) || (!words_counts_bytes(step->name) &&
		expected_number(judge, step, &number) && number == 0)) {
		str_add(text, ", expected success");
	} else if (only != NULL && only->value != NULL && only->value->kind == NODE_NAME) {
		str_addf(text, ", expected a number to call \"%s\"", only->value->text);
	} else {
		str_add(text, ", expected ");
		words_add_expected_results(text, step);
	}
}

static void say_returned(struct judge *judge, struct str *text, const struct step *step,
	const struct call_record *call)
{
	const struct result_pattern *only = only_result(step);
	const char *unit = words_counts_bytes(step->name) ? call->result == 1 ? " byte" : " bytes" : "";
	int64_t number;

	if (only != NULL && only->error != NULL) {
		if (call->result == 0)
			str_addf(text, "%s succeeded", step->name);
		else
			str_addf(text, "%s succeeded and returned %" PRId64 "%s", step->name, call->result,
				unit);
		str_add(text, ", expected it to fail with ");
		words_add_errno(text, only->error);
		return;
	}
	if (words_reads(step->name) && call->result == 0)
		str_addf(text, "%s returned 0, the end of the stream or an empty datagram,", step->name);
	else
		str_addf(text, "%s returned %" PRId64 "%s", step->name, call->result, unit);
	str_add(text, " where ");
	if (expected_number(judge, step, &number))
		str_addf(text, "%" PRId64 " %s expected", number,
			words_counts_bytes(step->name) && number != 1 ? "were" : "was");
	else {
		words_add_expected_results(text, step);
		str_add(text, " was expected");
	}
}

static struct finding *judge_result(struct judge *judge, const struct step *step,
	const struct call_record *call)
{
	struct str text, expected, observed;
	struct finding *finding;
	bool error_expected = only_result(step) != NULL && only_result(step)->error != NULL;
	int64_t number;

	for (size_t i = 0; i < step->result_count; i++)
		if (result_fits(judge, step, &step->results[i], call))
			return NULL;
	if (step->result_count == 0)
		return NULL;
	str_init(&text);
	str_init(&expected);
	str_init(&observed);
	if (call->result == -1)
		say_failed(judge, &text, step, call);
	else
		say_returned(judge, &text, step, call);
	words_add_expected_results(&expected, step);
	words_add_result(&observed, call->result, call->error);
	finding = judge_add(judge, VERDICT_FAIL, step, &step->results[0].where, "%s", str_text(&text));
	finding->end_column = step->results[step->result_count - 1].where.end_column;
	judge_say_sides(judge, finding, str_text(&expected), str_text(&observed));
	judge_add_difference(judge, finding,
		call->result == -1 && error_expected ? "errno" : "result",
		str_text(&expected), str_text(&observed));
	finding->hint = judge_hint(judge, step, call, expected_number(judge, step, &number) ? number : -1);
	str_free(&text);
	str_free(&expected);
	str_free(&observed);
	return finding;
}

/* Who calls has given so much memory; but behind what came, it is his again, and may hold what he still needs. */
static void judge_overrun(struct judge *judge, const struct step *step, const struct call_record *call)
{
	const char *plural = call->overrun == 1 ? "" : "s";
	struct finding *finding;

	if (call->overrun == 0)
		return;
	if (words_reads(step->name))
		finding = judge_add(judge, VERDICT_FAIL, step, &step->name_where,
			"%s wrote %" PRId64 " byte%s beyond the %" PRId64 " that it returned", step->name,
			call->overrun, plural, call->result);
	else
		finding = judge_add(judge, VERDICT_FAIL, step, &step->name_where,
			"%s wrote %" PRId64 " byte%s beyond those that its lengths allow", step->name, call->overrun,
			plural);
	judge_say_sides(judge, finding, "nothing written beyond",
		arena_printf(judge->arena, "%" PRId64 " byte%s written beyond", call->overrun, plural));
	judge_add_difference(judge, finding, "bytes written beyond", "0",
		arena_printf(judge->arena, "%" PRId64, call->overrun));
}

/* A call in the background of which nothing is asked, not even that somebody waits for it, may go on. */
static bool may_go_on(const struct judge *judge, const struct step *step)
{
	if (!step->background || judge->result->steps[step->index].expects)
		return false;
	for (size_t i = (size_t)step->index + 1; i < judge->page->step_count; i++)
		if (judge->page->steps[i].kind == STEP_WAIT)
			return false;
	return true;
}

/* When the player gave up waiting for the call: at its own deadline, or at that of the `wait` behind it. -1: never. */
static int64_t given_up_ns(const struct judge *judge, const struct step *step, const struct step_record *record)
{
	if (!step->background)
		return record->timed_out ? record->end_ns : -1;
	for (size_t i = (size_t)step->index + 1; i < judge->page->step_count; i++)
		if (judge->page->steps[i].kind == STEP_WAIT)
			return judge->evidence->steps[i].timed_out ? judge->evidence->steps[i].end_ns : -1;
	return -1;
}

/* As somebody says it who waited: what is alike in both address families shall read alike. */
static int64_t given_up_after(int64_t waited_ns)
{
	const int64_t unit_ns = 100 * NS_PER_MS;

	return waited_ns < 5 * unit_ns ? waited_ns : (waited_ns + unit_ns / 2) / unit_ns * unit_ns;
}

static void judge_unreturned(struct judge *judge, const struct step *step,
	const struct step_record *record)
{
	const struct call_record *call = record->call;
	int64_t given_up = given_up_ns(judge, step, record);
	int64_t end = given_up > call->enter_ns ? given_up : record->end_ns > call->enter_ns && !step->background ?
		record->end_ns : judge->evidence->end_ns;
	int64_t lateness = evidence_lateness_ns(judge->evidence, call->enter_ns, end);
	struct finding *finding;
	struct str expected;
	char text[32];

	if (judge->broken || may_go_on(judge, step))
		return;
	if (lateness >= CALLS_STALL_NS) {
		judge_add(judge, VERDICT_INCONC, step, &step->name_where,
			"%s had not returned, but the machine stood still for %s meanwhile", step->name,
			clock_format(lateness, text));
		return;
	}
	finding = judge_add(judge, VERDICT_FAIL, step, &step->name_where,
		"%s had not returned after %s, when it was given up", step->name,
		clock_format(given_up_after(end - call->enter_ns), text));
	str_init(&expected);
	words_add_expected_results(&expected, step);
	judge_say_sides(judge, finding, str_text(&expected), call->exit_ns < 0 ? "it did not return" :
		"it did not return in time");
	judge_add_difference(judge, finding, "result", str_text(&expected), call->exit_ns < 0 ? "none" : "too late");
	str_free(&expected);
	finding->hint = judge_hint_unreturned(judge, step, end);
}

void judge_call(struct judge *judge, const struct step *step, const struct step_record *record)
{
	const struct call_record *call = record->call;
	struct finding *finding;
	struct str observed;
	int64_t given_up;

	if (call == NULL || call->failure != NULL) {
		judge_add(judge, VERDICT_ERROR, step, &step->name_where, "the call %s could not be made: %s",
			step->name, call == NULL ? "nothing was recorded of it" : call->failure);
		return;
	}
	str_init(&observed);
	words_add_call(&observed, &judge->env, step, call);
	judge->result->steps[step->index].observed = judge_take(judge, &observed);
	judge_raised_signals(judge, step, call);
	given_up = given_up_ns(judge, step, record);
	/* What it returned after that came by a later step, and the steps between went without it. */
	if (call->exit_ns < 0 || (given_up >= 0 && call->exit_ns > given_up)) {
		judge_unreturned(judge, step, record);
		return;
	}
	finding = judge_result(judge, step, call);
	if (finding != NULL && judge->stopped == NULL) {
		judge->stopped_why = judge_why_impossible(judge, step, call);
		judge->stopped = judge->stopped_why == NULL ? NULL : step;
	}
	/* Where a call failed that should not have, nothing came out that could be compared. */
	if (call->result != -1 || finding == NULL)
		judge_arguments(judge, step, call, finding);
	if (call->result != -1) {
		judge_extras(judge, step, call);
		judge_overrun(judge, step, call);
	}
	judge_within(judge, step, call);
}
