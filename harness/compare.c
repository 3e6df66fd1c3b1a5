/* SPDX-License-Identifier: BSD-2-Clause */
/* Two stored runs against one another, play by play. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/commands.h"
#include "harness/compare.h"
#include "harness/evidence/evidence.h"
#include "harness/options.h"
#include "harness/replay_play.h"
#include "harness/run.h"
#include "harness/rundir.h"
#include "reports/text.h"

/* What a play came to, as far as it is compared. */
struct compared {
	enum verdict verdict;
	const char *reason;   /* clean, one line */
	const char *findings; /* what did not hold: verdict, line and what was observed, one a line */
	const char *page;     /* as it was played */
};

struct comparison {
	struct arena *arena;
	struct run_record before, after;
	struct run_entry **sorted;  /* those of `before`, by name */
	bool *met;                  /* of before.entries: `after` has it, too */
	size_t both, lost, gained, other, only_after;
};

static int compare_entries(const void *a, const void *b)
{
	const struct run_entry *one = *(struct run_entry *const *)a, *other = *(struct run_entry *const *)b;
	int order = strcmp(one->case_id, other->case_id);

	return order != 0 ? order : strcmp(one->mode, other->mode);
}

static void compare_keep(struct arena *arena, const struct evidence *evidence, const struct result *result, struct compared *compared)
{
	struct str findings;
	size_t i;

	str_init(&findings);
	for (i = 0; i < result->finding_count; i++) {
		str_addf(&findings, "%s %d ", verdict_name(result->findings[i].verdict), result->findings[i].line);
		text_add_line(&findings, result->findings[i].observed);
		str_add(&findings, "\n");
	}
	compared->verdict = result->verdict;
	compared->reason = text_clean_line(arena, result->reason);
	compared->findings = arena_strdup(arena, str_text(&findings));
	compared->page = arena_strndup(arena, evidence->page, evidence->page_length);
	str_free(&findings);
}

static int compare_take(struct replay_play *play, struct arena *arena, struct compared *compared, struct err *err)
{
	const struct evidence *evidence;
	const struct result *result;

	if (replay_play_take(play, &evidence, &result, err) != 0)
		return -1;
	compare_keep(arena, evidence, result, compared);
	return 0;
}

static void compare_print_name(const struct run_entry *entry)
{
	struct str name;

	str_init(&name);
	text_add_line(&name, entry->case_id);
	str_add(&name, " ");
	text_add_line(&name, entry->mode);
	fputs(str_text(&name), stdout);
	str_free(&name);
}

/* A play that only one of them has. */
static void compare_print_single(const char *words, const struct run_entry *entry)
{
	printf("%s ", words);
	compare_print_name(entry);
	putchar('\n');
}

static void compare_print(const struct run_entry *entry, const struct compared *before, const struct compared *after)
{
	printf("%-6s -> %-6s  ", verdict_name(before->verdict), verdict_name(after->verdict));
	compare_print_name(entry);
	if (after->reason != NULL && after->reason[0] != '\0')
		printf(": %s", after->reason);
	if (strcmp(before->page, after->page) != 0)
		fputs(_(" (and the page is another)"), stdout);
	putchar('\n');
	if (before->reason != NULL && before->reason[0] != '\0')
		printf(_("                  before: %s\n"), before->reason);
}

/* A play that both have. 0, or -1 with err. */
static int compare_one(const struct options *options, struct comparison *comparison, const struct run_entry *old, const struct run_entry *new,
	struct err *err)
{
	struct replay_play *one = replay_play_begin(options->arguments[0], old, NULL);
	struct replay_play *other = replay_play_begin(options->arguments[1], new, NULL);
	struct arena *arena = arena_new();
	struct compared before, after;
	int outcome = compare_take(one, arena, &before, err);

	if (outcome == 0)
		outcome = compare_take(other, arena, &after, err);
	if (outcome == 0) {
		comparison->both++;
		if (before.verdict != after.verdict || strcmp(before.findings, after.findings) != 0) {
			comparison->lost += before.verdict == VERDICT_PASS;
			comparison->gained += after.verdict == VERDICT_PASS;
			comparison->other += before.verdict != VERDICT_PASS && after.verdict != VERDICT_PASS;
			if (!options->quiet)
				compare_print(new, &before, &after);
		}
	}
	replay_play_free(one);
	replay_play_free(other);
	arena_free(arena);
	return outcome;
}

static int compare_all(const struct options *options, struct comparison *comparison, struct err *err)
{
	const struct run_record *before = &comparison->before, *after = &comparison->after;
	size_t i;

	comparison->sorted = arena_array(comparison->arena, before->entry_count + 1, sizeof *comparison->sorted);
	comparison->met = arena_array(comparison->arena, before->entry_count + 1, sizeof *comparison->met);
	for (i = 0; i < before->entry_count; i++)
		comparison->sorted[i] = &before->entries[i];
	qsort(comparison->sorted, before->entry_count, sizeof *comparison->sorted, compare_entries);
	for (i = 0; i < after->entry_count; i++) {
		const struct run_entry *entry = &after->entries[i];
		struct run_entry **found = bsearch(&entry, comparison->sorted, before->entry_count, sizeof *comparison->sorted, compare_entries);

		if (found == NULL) {
			comparison->only_after++;
			if (options->verbose)
				compare_print_single(_("only after:"), entry);
			continue;
		}
		comparison->met[*found - before->entries] = true;
		if (compare_one(options, comparison, *found, entry, err) != 0)
			return -1;
	}
	return 0;
}

static void compare_print_run(const char *words, const char *folder, const struct run_record *record)
{
	struct str line;

	str_init(&line);
	text_add_line(&line, folder);
	str_add(&line, ": ");
	text_add_line(&line, record->kernel);
	str_add(&line, ", ");
	text_add_line(&line, record->level);
	str_add(&line, ", sockspec ");
	text_add_line(&line, record->version);
	str_add(&line, ": ");
	text_add_line(&line, record->command);
	printf("%s %s%s\n", words, str_text(&line), record->interrupted ? _(" (interrupted)") : "");
	str_free(&line);
}

static int compare_finish(const struct options *options, const struct comparison *comparison)
{
	size_t only_before = 0, i;
	bool differ = comparison->lost + comparison->gained + comparison->other > 0;

	for (i = 0; i < comparison->before.entry_count; i++) {
		if (comparison->met[i])
			continue;
		only_before++;
		if (options->verbose)
			compare_print_single(_("only before:"), &comparison->before.entries[i]);
	}
	if (comparison->both == 0) {
		fputs(_("sockspec: compare: the two runs have no play in common\n"), stderr);
		return EXIT_NOTHING;
	}
	printf(_("in both: %zu; no longer passing: %zu; passing now: %zu; otherwise different: %zu; only before: %zu; only after: %zu\n"),
		comparison->both, comparison->lost, comparison->gained, comparison->other, only_before, comparison->only_after);
	i = (size_t)commands_flush();
	return i != EXIT_AS_EXPECTED ? (int)i : differ ? EXIT_UNEXPECTED : EXIT_AS_EXPECTED;
}

int compare_command(const struct options *options)
{
	struct comparison comparison = {.arena = NULL};
	struct err err;
	int status;

	if (options->argument_count != 2) {
		fputs(_("sockspec: compare: expected two folders of runs, the earlier one first\n"), stderr);
		return EXIT_USAGE;
	}
	err_init(&err);
	comparison.arena = arena_new();
	if (rundir_read_record(options->arguments[0], &comparison.before, comparison.arena, &err) != 0 ||
	    rundir_read_record(options->arguments[1], &comparison.after, comparison.arena, &err) != 0) {
		status = run_fail(&err, EXIT_USAGE);
	} else {
		if (!options->quiet) {
			compare_print_run(_("before:"), options->arguments[0], &comparison.before);
			compare_print_run(_("after:"), options->arguments[1], &comparison.after);
		}
		status = compare_all(options, &comparison, &err) == 0 ? compare_finish(options, &comparison) : run_fail(&err, EXIT_USAGE);
	}
	arena_free(comparison.arena);
	return status;
}
