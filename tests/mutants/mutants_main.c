/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mutants FOLDER SURVIVORS: every case can fail. Of each play that is kept in the folder of a run, each value that
 * the page expects is changed in turn, and the same evidence is judged by the changed page: the judge must find
 * that line, and say both values. A change that it does not find survives, and is a failure of this test, unless
 * it stands in the file of survivors with a reason. Nothing is played, so thousands take seconds.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/case/parse.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/judge/judge.h"
#include "harness/rundir.h"
#include "tests/mutants/mutant.h"

#define SURVIVORS_BYTES_MOST (1024 * 1024)

enum outcome { MUTANT_FOUND, MUTANT_REFUSED, MUTANT_NO_VALUE, MUTANT_NOT_LOOKED_AT, MUTANT_SURVIVES };
#define OUTCOME_COUNT 5

struct tally {
	const char *survivors; /* the file's text */
	size_t total[OUTCOME_COUNT];
	size_t excused;
	size_t page[OUTCOME_COUNT];
};

static bool same_text(const char *a, const char *b)
{
	return a != NULL && b != NULL ? strcmp(a, b) == 0 : a == b;
}

/* A finding that the page as it is has too tells nothing of the change. */
static bool is_new(const struct finding *finding, const struct result *original)
{
	for (size_t i = 0; i < original->finding_count; i++)
		if (original->findings[i].line == finding->line &&
			same_text(original->findings[i].expected, finding->expected) &&
			same_text(original->findings[i].observed, finding->observed))
			return false;
	return true;
}

static bool names_both(const struct finding *finding)
{
	return finding->expected != NULL && finding->observed != NULL &&
		finding->expected[0] != '\0' && finding->observed[0] != '\0' &&
		strcmp(finding->expected, finding->observed) != 0;
}

/*
 * What a line of a peer made of packets says is what the harness sends: that something else was sent is no fault of the
 * stack, but an ERROR.
 */
static bool is_found(const struct case_page *page, const struct mutant *mutant, const struct result *result,
	const struct result *original)
{
	bool own = case_is_injected(page, mutant->step);

	if (result->verdict != VERDICT_FAIL && result->verdict != VERDICT_WARN &&
		!(own && result->verdict == VERDICT_ERROR))
		return false;
	for (size_t i = 0; i < result->finding_count; i++) {
		const struct finding *finding = &result->findings[i];

		if ((finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_WARN ||
			(own && finding->verdict == VERDICT_ERROR)) &&
			finding->line >= mutant->step->where.line && finding->line <= mutant->step->where.end_line &&
			names_both(finding) && is_new(finding, original))
			return true;
	}
	return false;
}

/* What failed before, or was not seen, cannot tell more when another value is expected of it. */
static bool was_met(const struct mutant *mutant, const struct evidence *evidence, const struct result *original)
{
	const struct step_verdict *verdict = &original->steps[mutant->step->index];

	return evidence->steps[mutant->step->index].fate == STEP_PLAYED && verdict->reached &&
		verdict->verdict == VERDICT_PASS;
}

/* Where a line was left out, the lines behind it are one step earlier. */
static void shift_injected(struct evidence *evidence, int drops, int by)
{
	for (size_t i = 0; i < evidence->packet_count; i++)
		if (evidence->packets[i].injected_by >= drops + (by < 0))
			evidence->packets[i].injected_by += by;
}

/* The same evidence, as if the changed page had been played. */
static struct result *judge_changed(const struct case_page *changed, struct evidence *evidence, int drops)
{
	struct evidence own = *evidence;
	struct step_record *steps = NULL;
	struct result *result;
	size_t left;

	own.page = changed->text;
	own.page_length = changed->length;
	/* What our lateness may explain is INCONC; here nothing shall be explained away. */
	own.stall_count = 0;
	if (drops >= 0 && (size_t)drops < own.step_count) {
		steps = malloc(own.step_count * sizeof(*steps));
		if (steps == NULL)
			abort();
		left = own.step_count - (size_t)drops - 1;
		memcpy(steps, own.steps, (size_t)drops * sizeof(*steps));
		memcpy(steps + drops, own.steps + drops + 1, left * sizeof(*steps));
		own.steps = steps;
		own.step_count--;
		shift_injected(evidence, drops, -1);
	}
	result = judge_case(changed, &own, NULL);
	if (steps != NULL)
		shift_injected(evidence, drops, 1);
	free(steps);
	return result;
}

static enum outcome try(const struct mutants *mutants, const struct mutant *mutant, struct evidence *evidence,
	const struct result *original, char **why)
{
	const struct case_page *page = mutants->page;
	struct diagnostics list;
	struct case_page *changed;
	struct result *result;
	enum outcome outcome;
	size_t length;
	char *text;

	*why = NULL;
	if (!was_met(mutant, evidence, original))
		return MUTANT_NOT_LOOKED_AT;
	text = mutant_text(mutants, mutant, &length);
	diagnostics_init(&list);
	changed = case_parse(page->path, page->id, text, length, &list);
	if (list.errors > 0) {
		outcome = mutant->may_bind ? MUTANT_NO_VALUE : MUTANT_REFUSED;
	} else {
		result = judge_changed(changed, evidence, mutant->drops);
		outcome = is_found(page, mutant, result, original) ? MUTANT_FOUND : MUTANT_SURVIVES;
		if (outcome == MUTANT_SURVIVES && asprintf(why, "%s%s%s", verdict_name(result->verdict),
			result->reason[0] != '\0' ? ": " : "", result->reason) < 0)
			abort();
		result_free(result);
	}
	diagnostics_free(&list);
	case_free(changed);
	free(text);
	return outcome;
}

/* A line of the file: the case, the statement as written, why; between tabs. Its last part, up to the line's end; NULL. */
static const char *find_excuse(const struct tally *tally, const char *id, const char *source)
{
	size_t id_length = strlen(id), source_length = strlen(source);

	for (const char *line = tally->survivors; line != NULL && *line != '\0';) {
		const char *end = strchr(line, '\n');

		if (strncmp(line, id, id_length) == 0 && line[id_length] == '\t' &&
			strncmp(line + id_length + 1, source, source_length) == 0 &&
			line[id_length + 1 + source_length] == '\t')
			return line + id_length + source_length + 2;
		line = end == NULL ? NULL : end + 1;
	}
	return NULL;
}

static void tell_survivor(const struct case_page *page, const struct mutant *mutant, const char *source, const char *how,
	const char *why)
{
	printf("# %s:%d:%d: %s: %s: %s instead of %s\n#   %s\n#   %.*s\n", page->path, mutant->where.line,
		mutant->where.column, how, mutant->what, mutant->to[0] != '\0' ? mutant->to : "nothing", mutant->from, source,
		(int)strcspn(why, "\n"), why);
}

static void try_all(const struct case_page *page, struct evidence *evidence, const struct result *original,
	struct tally *tally)
{
	const char *source, *excuse;
	struct mutants mutants;
	char *why;

	memset(tally->page, 0, sizeof(tally->page));
	mutants_make(&mutants, page);
	for (size_t i = 0; i < mutants.count; i++) {
		const struct mutant *mutant = &mutants.items[i];
		enum outcome outcome = try(&mutants, mutant, evidence, original, &why);

		if (outcome == MUTANT_SURVIVES) {
			source = original->steps[mutant->step->index].source;
			excuse = find_excuse(tally, page->id, source);
			tell_survivor(page, mutant, source, excuse != NULL ? "survives for a reason" : "survives",
				excuse != NULL ? excuse : why);
			if (excuse != NULL) {
				outcome = MUTANT_NOT_LOOKED_AT;
				tally->excused++;
			}
		}
		tally->page[outcome]++;
		tally->total[outcome]++;
		free(why);
	}
	mutants_free(&mutants);
}

/* One stored play: one line of TAP. -1 with err. */
static int try_play(const char *folder, const struct run_entry *entry, size_t number, struct tally *tally,
	struct err *err)
{
	char *place = io_join(folder, entry->folder);
	struct evidence *evidence = place != NULL ? store_read(place, err) : NULL;
	struct diagnostics list;
	struct case_page *page;
	struct result *original;

	free(place);
	if (evidence == NULL)
		return -1;
	diagnostics_init(&list);
	page = case_parse(entry->path, entry->case_id, evidence->page, evidence->page_length, &list);
	if (list.errors > 0) {
		printf("not ok %zu - %s (%s): the page that is stored is broken\n", number, entry->case_id, entry->mode);
	} else {
		original = judge_case(page, evidence, NULL);
		if (original->verdict == VERDICT_PASS || original->verdict == VERDICT_FAIL ||
			original->verdict == VERDICT_WARN) {
			try_all(case_of_mode_name(page, entry->mode), evidence, original, tally);
			printf("%s %zu - %s (%s): %zu mutants\n", tally->page[MUTANT_SURVIVES] > 0 ? "not ok" : "ok",
				number, entry->case_id, entry->mode, tally->page[MUTANT_FOUND] +
				tally->page[MUTANT_REFUSED] + tally->page[MUTANT_SURVIVES]);
		} else {
			printf("%s %zu - %s (%s)%s %s: %s\n", original->verdict == VERDICT_ERROR ? "not ok" : "ok", number,
				entry->case_id, entry->mode, original->verdict == VERDICT_ERROR ? ":" : " # SKIP",
				verdict_name(original->verdict), original->reason);
		}
		result_free(original);
	}
	fflush(stdout);
	diagnostics_free(&list);
	case_free(page);
	evidence_free(evidence);
	return 0;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct tally tally = {0};
	struct run_record record;
	char *survivors = NULL;
	size_t length;
	struct err err;

	err_init(&err);
	if (argc != 3) {
		fprintf(stderr, "usage: mutants FOLDER-OF-A-RUN FILE-OF-SURVIVORS\n");
		return 2;
	}
	if (io_read_file(argv[2], SURVIVORS_BYTES_MOST, &survivors, &length, &err) == 0 &&
		rundir_read_record(argv[1], &record, arena, &err) == 0) {
		tally.survivors = survivors;
		printf("1..%zu\n", record.entry_count);
		for (size_t i = 0; i < record.entry_count && !err.set; i++)
			try_play(argv[1], &record.entries[i], i + 1, &tally, &err);
		printf("# %zu changed values tried: %zu found, %zu refused by the checks, %zu survive, %zu survive for a reason; "
			"%zu not looked at\n", tally.total[MUTANT_FOUND] + tally.total[MUTANT_REFUSED] +
			tally.total[MUTANT_SURVIVES] + tally.excused, tally.total[MUTANT_FOUND], tally.total[MUTANT_REFUSED], tally.total[MUTANT_SURVIVES],
			tally.excused, tally.total[MUTANT_NOT_LOOKED_AT] - tally.excused);
	}
	if (err.set)
		printf("Bail out! %s\n", err.text);
	free(survivors);
	arena_free(arena);
	return err.set ? 1 : 0;
}
