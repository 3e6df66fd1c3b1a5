/* SPDX-License-Identifier: BSD-2-Clause */
/* The run loop: parse, play, judge, report. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/shell.h"
#include "harness/base/str.h"
#include "harness/book.h"
#include "harness/outputs.h"
#include "harness/pages.h"
#include "harness/play/sandbox.h"
#include "harness/plays.h"
#include "harness/requirements.h"
#include "harness/run.h"
#include "harness/rundir.h"
#include "harness/served.h"

void run_look_at_terminal(const struct options *options, struct report_run *run)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
	bool terminal = isatty(STDOUT_FILENO) && term != NULL && strcmp(term, "dumb") != 0;

	run->live = terminal && !options->quiet;
	run->quiet = options->quiet;
	run->verbose = options->verbose;
	run->color = options->color == 1 || (options->color == -1 && terminal && (no_color == NULL || !*no_color));
}

struct baseline *run_read_baseline(const struct options *options, char **path, char **text, struct err *err)
{
	struct str shipped;
	size_t length;
	struct utsname name;
	struct baseline *baseline;

	*path = *text = NULL;
	str_init(&shipped);
	if (options->expect != NULL) {
		if (strcmp(options->expect, "none") == 0)
			return NULL;
		str_add(&shipped, options->expect);
	} else {
		/* Beside the cases, where both the source tree and an installation have it. */
		uname(&name);
		str_addf(&shipped, "%s/../baselines/%s.tsv", options->cases, strcmp(name.sysname, "Linux") == 0 ? "linux" : name.sysname);
		if (access(str_text(&shipped), F_OK) != 0) {
			str_clear(&shipped);
			str_add(&shipped, PKGDATADIR "/baselines/linux.tsv");
		}
		if (access(str_text(&shipped), F_OK) != 0 || strcmp(name.sysname, "Linux") != 0) {
			str_free(&shipped);
			return NULL;
		}
	}
	*path = shipped.text;
	if (io_read_file(*path, 16 * 1024 * 1024, text, &length, err) != 0)
		return NULL;
	baseline = baseline_parse(*path, *text, length, err);
	return baseline;
}

int run_exit_status(const struct report_counts *counts, bool interrupted)
{
	if (interrupted)
		return EXIT_INTERRUPTED;
	if (counts->by_verdict[VERDICT_ERROR] > 0)
		return EXIT_HARNESS;
	return counts->unexpected > 0 ? EXIT_UNEXPECTED : EXIT_AS_EXPECTED;
}

/* The command line as a shell would take it. */
static void run_join_command(struct str *command, int argc, char **argv)
{
	int i;

	for (i = 0; i < argc; i++) {
		if (i > 0)
			str_add(command, " ");
		shell_add_word(command, argv[i]);
	}
}

/* The highest level that works here and that the options allow, and what the next one wants. */
static void run_find_level(const struct options *options, struct report_run *run, enum level *level)
{
	static struct sandbox_probe probes[3];
	int i;

	sandbox_probe_levels(probes);
	*level = LEVEL_HOST;
	run->level_reason = "";
	for (i = 0; i < 3; i++)
		if (probes[i].works && probes[i].level <= options->level && probes[i].level > *level)
			*level = probes[i].level;
	for (i = 0; i < 3; i++)
		if ((int)probes[i].level == (int)*level + 1 && !probes[i].works)
			run->level_reason = probes[i].reason;
	if (*level == options->level && options->level != LEVEL_WIRE)
		run->level_reason = "--level asked for no more";
	run->level = level_name(*level);
}

int run_fail(const struct err *err, int status)
{
	if (err->file[0] != '\0')
		fprintf(stderr, "%s:%d:%d: %s\n", err->file, err->line, err->column, err->text);
	else
		fprintf(stderr, "sockspec: %s\n", err->text);
	return status;
}

/* What reports say of the collection; NULL with err, or where no report is kept. */
static const struct report_book *run_read_book(const struct options *options, const struct selection *selection,
	struct arena *arena, struct err *err)
{
	const char **ids = arena_array(arena, selection->count + 1, sizeof *ids);
	size_t i;

	if (options->report == NULL)
		return NULL;
	for (i = 0; i < selection->count; i++)
		ids[i] = selection->items[i].id;
	return book_read(options->cases, ids, selection->count, arena, err);
}

/* Everything is read and the folder is there: play, and put the reports to their place. */
static int run_play_and_report(const struct options *options, const struct pages *pages, struct rundir *rundir,
	struct report_run *run, enum level level, const struct baseline *baseline, const char *baseline_text)
{
	struct report_counts counts = {0};
	struct outputs outputs;
	struct run_record record = {0};
	struct plays plays;
	struct err err;
	int status;

	err_init(&err);
	if (plays_init(&plays, options, pages, rundir, baseline, level, &err) != 0)
		return run_fail(&err, EXIT_HARNESS);
	run->planned = (int)plays.count;
	if (plays.count == 0) {
		fputs(_("sockspec: nothing to play: no selected case has the mode asked for\n"), stderr);
		plays_free(&plays);
		return EXIT_NOTHING;
	}
	run->folder = options->report ? rundir->path : NULL;
	if (book_write(run->book, rundir->path, &err) != 0) {
		plays_free(&plays);
		return run_fail(&err, EXIT_HARNESS);
	}
	if (outputs_begin(&outputs, options, rundir->path, run, &err) != 0) {
		struct err ignored;

		err_init(&ignored);
		outputs_end(&outputs, run, &ignored);
		plays_free(&plays);
		return run_fail(&err, EXIT_USAGE);
	}
	status = plays_run(&plays, &outputs, &counts, &err);
	run->interrupted = plays.interrupted;
	run->duration_ns = clock_wall_ns() - run->started_wall_ns;
	if (status == 0) {
		status = outputs_end(&outputs, run, &err);
	} else {
		/* What was not played must not seem to have gone well. */
		run->interrupted = true;
		outputs_end(&outputs, run, &(struct err){.set = false});
	}
	if (status == 0) {
		plays_fill_record(&plays, &record);
		record.version = run->version;
		record.command = run->command;
		record.kernel = run->kernel;
		record.level = run->level;
		record.level_reason = run->level_reason;
		record.started_wall_ns = run->started_wall_ns;
		record.duration_ns = run->duration_ns;
		record.interrupted = run->interrupted;
		record.baseline_path = run->baseline;
		record.baseline_text = baseline_text;
		status = rundir_write_record(rundir->path, &record, &err);
		free(record.entries);
	}
	if (status == 0)
		status = rundir_finish(rundir, &err);
	plays_free(&plays);
	return status == 0 ? run_exit_status(&counts, run->interrupted) : run_fail(&err, EXIT_HARNESS);
}

int run_command(const struct options *options, int argc, char **argv)
{
	struct report_run run = {.version = VERSION, .started_wall_ns = clock_wall_ns(), .baseline = ""};
	struct selection selection;
	struct baseline *baseline;
	struct rundir rundir = {0};
	struct pages pages;
	enum level level;
	struct str command, kernel;
	struct utsname name;
	struct err err;
	char *baseline_path, *baseline_text;
	struct arena *arena;
	int status;

	err_init(&err);
	status = select_cases(&selection, options->cases, options->arguments, options->argument_count, &err);
	if (status != 0)
		return run_fail(&err, status == -2 ? EXIT_NOTHING : EXIT_USAGE);
	if (pages_load(&pages, &selection) != 0) {
		fprintf(stderr, lang_plural("sockspec: %zu of %zu pages is broken: nothing was played\n",
			"sockspec: %zu of %zu pages are broken: nothing was played\n", pages.broken), pages.broken, pages.count);
		pages_free(&pages);
		select_free(&selection);
		return EXIT_USAGE;
	}
	if (served_keep(options, &selection, &pages) == 0) {
		pages_free(&pages);
		select_free(&selection);
		return EXIT_NOTHING;
	}
	baseline = run_read_baseline(options, &baseline_path, &baseline_text, &err);
	str_init(&command);
	str_init(&kernel);
	run_join_command(&command, argc, argv);
	uname(&name);
	str_addf(&kernel, "%s %s %s", name.sysname, name.release, name.machine);
	run.command = str_text(&command);
	run.kernel = str_text(&kernel);
	if (baseline_path != NULL)
		run.baseline = baseline_path;
	run.quiz = options->quiz;
	run.languages = options->languages;
	run.language_count = options->language_count;
	run_look_at_terminal(options, &run);
	arena = arena_new();
	requirements_fill(&run, arena);
	if (!err.set)
		run.book = run_read_book(options, &selection, arena, &err);
	if (err.set) {
		status = run_fail(&err, EXIT_USAGE);
	} else if (rundir_open(&rundir, options->report, &err) != 0) {
		status = run_fail(&err, EXIT_USAGE);
	} else {
		run_find_level(options, &run, &level);
		if (level < options->need) {
			fprintf(stderr, _("sockspec: --need %s: only the level '%s' is given: %s: nothing was played\n"), level_name(options->need),
				run.level, _(run.level_reason));
			status = EXIT_HARNESS;
		} else {
			if (run.level_reason[0] != '\0')
				fprintf(stderr, _("sockspec: playing at level '%s': %s ('sockspec doctor' says more)\n"), run.level,
					_(run.level_reason));
			status = run_play_and_report(options, &pages, &rundir, &run, level, baseline, baseline_text);
		}
	}
	rundir_close(&rundir);
	arena_free(arena);
	baseline_free(baseline);
	free(baseline_path);
	free(baseline_text);
	str_free(&command);
	str_free(&kernel);
	pages_free(&pages);
	select_free(&selection);
	return status;
}

int run_ladder(const struct options *options, int argc, char **argv)
{
	struct options drawn = *options;

	if (options->argument_count == 0) {
		fputs(_("sockspec: show: which case? 'sockspec list' shows them\n"), stderr);
		return EXIT_USAGE;
	}
	drawn.formats[0] = (struct format_option){"ladder", NULL};
	drawn.format_count = 1;
	return run_command(&drawn, argc, argv);
}
