/* SPDX-License-Identifier: BSD-2-Clause */
/* Plays each case in each mode, again where it was disturbed, and judges what came of it. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/evidence/store.h"
#include "harness/judge/judge.h"
#include "harness/players.h"
#include "harness/plays.h"
#include "harness/programs.h"

/* What waits so long, by its own words, is begun before the others, so that a run does not end with waiting for it. */
#define PLAYS_LONG_NS (NS_PER_SECOND / 2)

/* How long the page waits if all comes about as it says. */
static int64_t play_waits_ns(const struct play *play)
{
	int64_t sum = 0, latest = 0;
	size_t i;

	for (i = 0; i < play->page->step_count; i++) {
		const struct step *step = &play->page->steps[i];

		sum += step->duration_ns + (step->time.kind == TIME_RELATIVE ? step->time.from_ns : 0);
		if (step->time.kind == TIME_ABSOLUTE && step->time.from_ns > latest)
			latest = step->time.from_ns;
		/* What the wire loses or holds up has to be sent again, or comes later. */
		if (step->kind == STEP_WIRE)
			sum += NS_PER_SECOND / 5;
	}
	return sum + latest;
}

/* Long ones first, longest of all first; all others stay in the list's order, in which they are reported. */
static int play_compare(const void *a, const void *b)
{
	const struct play *one = *(struct play *const *)a, *other = *(struct play *const *)b;
	int64_t one_ns = play_waits_ns(one), other_ns = play_waits_ns(other);

	if (one_ns != other_ns && (one_ns >= PLAYS_LONG_NS || other_ns >= PLAYS_LONG_NS))
		return one_ns > other_ns ? -1 : 1;
	return one < other ? -1 : one > other;
}

int plays_init(struct plays *plays, const struct options *options, const struct pages *pages, struct rundir *rundir,
	const struct baseline *baseline, enum level level, struct err *err)
{
	size_t i;
	int mode;

	*plays = (struct plays){.options = options, .rundir = rundir, .baseline = baseline, .level = level, .err = err};
	plays->items = calloc(pages->count * MODE_COUNT + 1, sizeof *plays->items);
	plays->order = calloc(pages->count * MODE_COUNT + 1, sizeof *plays->order);
	if (plays->items == NULL || plays->order == NULL) {
		plays_free(plays);
		return err_set(err, "out of memory");
	}
	for (i = 0; i < pages->count; i++)
		for (mode = 0; mode < MODE_COUNT; mode++)
			if (pages->items[i]->modes[mode] && options->modes[mode])
				plays->items[plays->count++] = (struct play){
					.page = case_of_mode(pages->items[i], (enum case_mode)mode), .mode = (enum case_mode)mode};
	for (i = 0; i < plays->count; i++)
		plays->order[i] = &plays->items[i];
	if (options->jobs != 1)
		qsort(plays->order, plays->count, sizeof *plays->order, play_compare);
	return 0;
}

void plays_free(struct plays *plays)
{
	size_t i;

	for (i = 0; i < plays->count; i++) {
		free(plays->items[i].folder);
		result_free(plays->items[i].result);
		evidence_free(plays->items[i].evidence);
	}
	free(plays->items);
	free(plays->order);
}

static int play_begin(struct plays *plays, struct play *play)
{
	struct player_job job = {play->page->path, play->page->id, case_mode_name(play->mode), NULL, play->attempts + 1};
	char *folder;
	int outcome;

	free(play->folder);
	play->folder = rundir_make_attempt(plays->rundir, job.id, job.mode, job.attempt, plays->err);
	if (play->folder == NULL)
		return -1;
	folder = io_join(plays->rundir->path, play->folder);
	job.folder = folder;
	outcome = folder ? players_start(plays->players, &job, play, plays->err) : err_set(plays->err, "out of memory");
	free(folder);
	if (outcome == 0 && play->attempts++ == 0)
		outputs_playing(plays->outputs, job.id, job.mode);
	return outcome;
}

/* Evidence of a play that left none: the harness broke, and this says how. */
static struct evidence *play_missing_evidence(const struct play *play, const struct plays *plays,
	const struct player_end *end, const struct err *why)
{
	struct evidence *evidence = evidence_new();
	struct str text;
	size_t length;
	int host;

	str_init(&text);
	if (end->killed_late)
		str_add(&text, "the player did not end by its deadline and was killed");
	else if (end->signal != 0)
		str_addf(&text, "the player died of signal %d (%s)", end->signal, strsignal(end->signal));
	else if (end->exit_status != 0)
		str_addf(&text, "the player ended with status %d", end->exit_status);
	else
		str_addf(&text, "the player's evidence cannot be read: %s", why->text);
	length = strlen(end->words);
	while (length > 0 && end->words[length - 1] == '\n')
		length--;
	if (length > 0) {
		str_add(&text, ": ");
		str_add_bytes(&text, end->words, length);
	}
	evidence->case_id = play->page->id;
	evidence->mode = case_mode_name(play->mode);
	evidence->page = play->page->text;
	evidence->page_length = play->page->length;
	evidence->attempt = play->attempts;
	evidence->level = plays->level;
	evidence->level_reason = "";
	evidence->version = VERSION;
	evidence->kernel = "";
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		evidence->host_address[host] = "";
		evidence->captures[host].reason = "the play broke off";
		evidence->captures[host].file = "";
	}
	evidence->harness_error = arena_strdup(evidence->arena, str_text(&text));
	str_free(&text);
	return evidence;
}

static int play_report(struct plays *plays, struct play *play)
{
	report_count(plays->counts, play->result);
	if (outputs_add(plays->outputs, play->result, play->evidence, plays->err) != 0)
		return -1;
	play->reported = true;
	evidence_free(play->evidence);
	play->evidence = NULL;
	return 0;
}

/* Hands over what is complete, in the order of the list. */
static int plays_report(struct plays *plays)
{
	while (plays->reported < plays->count && plays->items[plays->reported].result != NULL)
		if (play_report(plays, &plays->items[plays->reported++]) != 0)
			return -1;
	return 0;
}

static void play_judge(struct plays *plays, struct play *play, const struct player_end *end)
{
	char *folder = io_join(plays->rundir->path, play->folder);
	struct evidence *evidence = NULL;
	struct result *result;
	struct err err, unused;

	err_init(&err);
	err_init(&unused);
	if (end->exit_status == 0 && end->signal == 0 && folder != NULL)
		evidence = store_read(folder, &err);
	if (evidence == NULL) {
		evidence = play_missing_evidence(play, plays, end, &err);
		if (folder != NULL)
			store_write(evidence, folder, &unused);
	}
	result = judge_case(play->page, evidence, plays->baseline);
	free(folder);
	if (result->verdict == VERDICT_INCONC && play->attempts < plays->options->attempts && !plays->interrupted) {
		result_free(result);
		evidence_free(evidence);
		play_begin(plays, play);
		return;
	}
	result->attempt = play->attempts;
	result->attempts = play->attempts;
	result->path = arena_strdup(result->arena, play->page->path);
	result->folder = arena_strdup(result->arena, play->folder);
	if (evidence->digest != NULL)
		play->digest = arena_strdup(result->arena, evidence->digest);
	if (plays->options->report != NULL)
		programs_fill(result, play->page);
	play->result = result;
	play->evidence = evidence;
	outputs_played(plays->outputs, play->page->id, case_mode_name(play->mode));
}

/* Begins as many as there is room for. */
static void plays_go_on(struct plays *plays)
{
	while (!plays->err->set && !plays->interrupted && plays->next < plays->count && players_have_room(plays->players))
		if (play_begin(plays, plays->order[plays->next++]) != 0)
			players_stop(plays->players);
}

static void plays_done(void *context, void *job_context, const struct player_end *end)
{
	struct plays *plays = context;

	/* A play that was cut short by Ctrl-C says nothing about its case: it stays unreported. */
	if (end != NULL && !plays->interrupted && !plays->err->set) {
		play_judge(plays, job_context, end);
		if (!plays->err->set)
			plays_report(plays);
		if (plays->err->set)
			players_stop(plays->players);
	}
	plays_go_on(plays);
}

static void plays_interrupted(uv_signal_t *handle, int number)
{
	struct plays *plays = handle->data;

	(void)number;
	plays->interrupted = true;
	players_stop(plays->players);
}

static void plays_close_walk(uv_handle_t *handle, void *unused)
{
	(void)unused;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

/* What was finished behind a play that was cut short is reported too. */
static int plays_report_rest(struct plays *plays)
{
	for (; plays->reported < plays->count; plays->reported++)
		if (plays->items[plays->reported].result != NULL &&
		    play_report(plays, &plays->items[plays->reported]) != 0)
			return -1;
	return 0;
}

int plays_run(struct plays *plays, struct outputs *outputs, struct report_counts *counts, struct err *err)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	uv_signal_t signals[3];
	uv_loop_t loop;
	int i, loop_status;

	plays->outputs = outputs;
	plays->counts = counts;
	plays->err = err;
	loop_status = uv_loop_init(&loop);
	if (loop_status != 0)
		return err_set(err, "cannot make an event loop: %s", uv_strerror(loop_status));
	plays->players = players_new(&loop, plays->options, plays->level, plays_done, plays, err);
	if (plays->players != NULL) {
		for (i = 0; i < 3; i++) {
			uv_signal_init(&loop, &signals[i]);
			signals[i].data = plays;
			uv_signal_start(&signals[i], plays_interrupted, numbers[i]);
			uv_unref((uv_handle_t *)&signals[i]);
		}
		plays_go_on(plays);
		uv_run(&loop, UV_RUN_DEFAULT);
		uv_walk(&loop, plays_close_walk, NULL);
		uv_run(&loop, UV_RUN_DEFAULT);
		players_free(plays->players);
	}
	uv_loop_close(&loop);
	if (!err->set && plays->interrupted)
		plays_report_rest(plays);
	return err->set ? -1 : 0;
}

void plays_fill_record(const struct plays *plays, struct run_record *record)
{
	size_t i;

	record->entries = calloc(plays->count + 1, sizeof *record->entries);
	for (i = 0; record->entries != NULL && i < plays->count; i++) {
		const struct play *play = &plays->items[i];

		if (play->reported)
			record->entries[record->entry_count++] = (struct run_entry){play->page->id, case_mode_name(play->mode),
				play->page->path, play->folder, play->result->attempt, play->result->attempts, play->digest};
	}
}
