/* SPDX-License-Identifier: BSD-2-Clause */
/* From stored evidence to verdicts and reports again: nothing is played. */
#include "config.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/book.h"
#include "harness/judge/judge.h"
#include "harness/options.h"
#include "harness/outputs.h"
#include "harness/replay.h"
#include "harness/replay_play.h"
#include "harness/requirements.h"
#include "harness/run.h"
#include "harness/rundir.h"

static struct baseline *replay_baseline(const struct options *options, const struct run_record *record,
	struct report_run *run, char **path, char **text, struct err *err)
{
	*path = *text = NULL;
	if (options->expect != NULL) {
		struct baseline *baseline = run_read_baseline(options, path, text, err);

		run->baseline = *path ? *path : "";
		return baseline;
	}
	if (record->baseline_text == NULL)
		return NULL;
	run->baseline = record->baseline_path;
	return baseline_parse(record->baseline_path, record->baseline_text, strlen(record->baseline_text), err);
}

/* What was kept of the collection; NULL with err, or where nothing was. */
static const struct report_book *replay_book(const char *folder, const struct run_record *record, struct arena *arena,
	struct err *err)
{
	const char **ids = arena_array(arena, record->entry_count + 1, sizeof *ids);
	char *place = io_join(folder, BOOK_FOLDER);
	const struct report_book *book;
	size_t i;

	for (i = 0; i < record->entry_count; i++)
		ids[i] = record->entries[i].case_id;
	book = book_read(place, ids, record->entry_count, arena, err);
	free(place);
	return book;
}

/* An id, a folder of ids, or a pattern. */
static bool replay_is_meant(const char *word, const char *case_id)
{
	size_t length = strlen(word);

	return fnmatch(word, case_id, 0) == 0 || (strncmp(word, case_id, length) == 0 && case_id[length] == '/');
}

static bool replay_is_wanted(const struct options *options, const struct run_entry *entry)
{
	enum case_mode mode;
	int i;

	if (options->from != NULL && (!case_mode_find(entry->mode, &mode) || !options->modes[mode]))
		return false;
	for (i = 0; options->from != NULL && i < options->argument_count; i++)
		if (replay_is_meant(options->arguments[i], entry->case_id))
			return true;
	if (options->from != NULL)
		return false;
	return options->single == NULL || strcmp(options->single, "all") == 0 || replay_is_meant(options->single, entry->case_id);
}

static bool replay_holds(const struct options *options, const struct run_record *record)
{
	size_t i;

	for (i = 0; i < record->entry_count; i++)
		if (replay_is_wanted(options, &record->entries[i]))
			return true;
	return options->single == NULL;
}

/* Begins with the first play from `*next` on that is wanted; `*next` is then behind it. NULL where there is none. */
static struct replay_play *replay_begin_next(const struct options *options, const char *folder, const struct run_record *record,
	const struct baseline *baseline, size_t *next)
{
	while (*next < record->entry_count) {
		const struct run_entry *entry = &record->entries[(*next)++];

		if (replay_is_wanted(options, entry))
			return replay_play_begin(folder, entry, baseline);
	}
	return NULL;
}

/* Each play is judged while the one before it is reported. 0, or -1 with err. */
static int replay_plays(const struct options *options, const char *folder, const struct run_record *record,
	const struct baseline *baseline, struct outputs *outputs, struct report_counts *counts, struct err *err)
{
	const struct evidence *evidence;
	const struct result *result;
	size_t next = 0;
	struct replay_play *play = replay_begin_next(options, folder, record, baseline, &next), *ahead;
	int outcome = 0;

	while (outcome == 0 && play != NULL && (outcome = replay_play_take(play, &evidence, &result, err)) == 0) {
		ahead = replay_begin_next(options, folder, record, baseline, &next);
		report_count(counts, result);
		outcome = outputs_add(outputs, result, evidence, err);
		replay_play_free(play);
		play = ahead;
	}
	replay_play_free(play);
	return outcome;
}

static int replay_run(const struct options *options, struct report_counts *counts, bool *interrupted,
	struct err *err)
{
	const char *folder = options->from ? options->from : options->arguments[0];
	struct arena *arena = arena_new();
	struct run_record record;
	struct report_run run = {.baseline = ""};
	struct baseline *baseline = NULL;
	struct outputs outputs = {0};
	char *path = NULL, *text = NULL;
	struct err later;

	if (rundir_read_record(folder, &record, arena, err) == 0) {
		run.version = record.version;
		run.command = record.command;
		run.kernel = record.kernel;
		run.level = record.level;
		run.level_reason = record.level_reason;
		run.started_wall_ns = record.started_wall_ns;
		run.duration_ns = record.duration_ns;
		run.planned = (int)record.entry_count;
		run.interrupted = record.interrupted;
		run.folder = folder;
		run.quiz = options->quiz;
		run.languages = options->languages;
		run.language_count = options->language_count;
		run_look_at_terminal(options, &run);
		run.live = false;
		requirements_fill(&run, arena);
		run.book = replay_book(folder, &record, arena, err);
		if (!err->set)
			baseline = replay_baseline(options, &record, &run, &path, &text, err);
		/* No file is begun for a page that is not there. */
		if (!err->set && replay_holds(options, &record) && outputs_begin(&outputs, options, options->report ? options->report : folder, &run, err) == 0)
			replay_plays(options, folder, &record, baseline, &outputs, counts, err);
		err_init(&later);
		if (outputs_end(&outputs, &run, &later) != 0 && !err->set)
			*err = later;
		*interrupted = record.interrupted;
	}
	baseline_free(baseline);
	free(path);
	free(text);
	arena_free(arena);
	return err->set ? -1 : 0;
}

static int replay_command(const struct options *options)
{
	struct report_counts counts = {0};
	bool interrupted = false;
	struct err err;

	err_init(&err);
	if (options->argument_count != 1) {
		fprintf(stderr, _("sockspec: %s: expected one folder of a run\n"), options_command_name(options->command));
		return EXIT_USAGE;
	}
	if (options->single != NULL && (options->format_count > 0 || options->report != NULL)) {
		fputs(_("sockspec: report: --single writes one page and no other report\n"), stderr);
		return EXIT_USAGE;
	}
	if (options->output != NULL && options->single == NULL) {
		fputs(_("sockspec: report: --output is where --single writes to; --format NAME=FILE names a report's file\n"), stderr);
		return EXIT_USAGE;
	}
	if (replay_run(options, &counts, &interrupted, &err) != 0)
		return run_fail(&err, EXIT_USAGE);
	if (counts.total == 0 && options->single != NULL) {
		fprintf(stderr, _("sockspec: the run holds no play of '%s'\n"), options->single);
		return EXIT_NOTHING;
	}
	if (counts.total == 0) {
		fputs(_("sockspec: the run holds no play\n"), stderr);
		return EXIT_NOTHING;
	}
	return run_exit_status(&counts, interrupted);
}

int replay_judge(const struct options *options)
{
	return replay_command(options);
}

/* The same, and the reports of the folder are written again in their place. */
int replay_report(const struct options *options)
{
	struct options with_folder = *options;

	if (with_folder.report == NULL && with_folder.single == NULL && with_folder.argument_count == 1 && with_folder.format_count == 0)
		with_folder.report = with_folder.arguments[0];
	return replay_command(&with_folder);
}

int replay_ladder(const struct options *options)
{
	struct options drawn = *options;
	struct report_counts counts = {0};
	bool interrupted = false;
	struct err err;

	err_init(&err);
	if (options->argument_count == 0) {
		fputs(_("sockspec: show: which case? 'sockspec list' shows them\n"), stderr);
		return EXIT_USAGE;
	}
	drawn.formats[0] = (struct format_option){"ladder", NULL};
	drawn.format_count = 1;
	if (replay_run(&drawn, &counts, &interrupted, &err) != 0)
		return run_fail(&err, EXIT_USAGE);
	if (counts.total == 0) {
		fprintf(stderr, _("sockspec: the run holds no play of '%s'\n"), options->arguments[0]);
		return EXIT_NOTHING;
	}
	return run_exit_status(&counts, interrupted);
}
