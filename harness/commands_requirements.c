/* SPDX-License-Identifier: BSD-2-Clause */
/* requirements: what of the registry the cases cover, as a table for people and as JSON for programs. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/claims_run.h"
#include "harness/commands.h"
#include "harness/coverage.h"
#include "harness/options.h"
#include "harness/pages.h"
#include "harness/select.h"

#define REQUIREMENTS_FORMAT 1

static void requirements_print_counts(FILE *out, const char *title, const size_t *states)
{
	fprintf(out, _("%s: %zu of %zu covered"), title, states[COVERAGE_COVERED],
		states[COVERAGE_COVERED] + states[COVERAGE_UNCOVERED] + states[COVERAGE_UNSHOWABLE]);
	if (states[COVERAGE_UNSHOWABLE] > 0)
		fprintf(out, _(", %zu cannot be shown"), states[COVERAGE_UNSHOWABLE]);
	fputc('\n', out);
}

/* What the command line asks for, and a stored run that says how claims fared; NULL. */
struct requirements_view {
	bool uncovered, verbose;
	const struct claims_run *run;
};

/* What is said in sentences; of a claim and of a method that is what one wants to read. */
static void requirements_print_words(FILE *out, const struct registry_entry *entry, const struct requirements_view *view)
{
	bool verbose = view->verbose;
	const struct registry_words *words = registry_translate(entry, lang_used());
	const char *instead = words ? words->instead : entry->instead;

	if (verbose || entry->fares != NULL || strcmp(entry->scheme, "method") == 0)
		fprintf(out, "        %s\n", words ? words->summary : entry->summary);
	if (entry->fares != NULL && view->run != NULL && claims_run_say(view->run, entry->id) != NULL)
		fprintf(out, _("        In this run: %s\n"), claims_run_say(view->run, entry->id));
	if (instead != NULL && instead[0] != '\0')
		fprintf(out, _("        On Linux: %s\n"), instead);
	if (verbose && entry->how[0] != '\0')
		fprintf(out, "        %s\n", entry->how);
	if (verbose && entry->link != NULL)
		fprintf(out, "        %s\n", entry->link);
}

static void requirements_print_row(FILE *out, const struct coverage_row *row, int width,
	const struct requirements_view *view)
{
	const struct registry_entry *entry = row->entry;
	size_t i;

	fprintf(out, "    %-*s  %-10s  ", width, entry->id, coverage_level(entry));
	switch (row->state) {
	case COVERAGE_COVERED:
		for (i = 0; i < row->case_count; i++)
			fprintf(out, "%s%s", i > 0 ? ", " : "", row->cases[i]);
		fputc('\n', out);
		break;
	case COVERAGE_UNCOVERED:
		fprintf(out, "%s\n", _("not covered"));
		break;
	case COVERAGE_UNSHOWABLE:
		fprintf(out, _("cannot be shown: %s\n"), coverage_why(entry));
		break;
	}
	requirements_print_words(out, entry, view);
}

static void requirements_print_document(FILE *out, const struct coverage *coverage,
	const struct coverage_document *document, const struct requirements_view *view)
{
	const char *section = NULL;
	size_t i;
	int width = 0;

	if (view->uncovered && document->states[COVERAGE_UNCOVERED] == 0)
		return;
	for (i = 0; i < document->count; i++) {
		const struct coverage_row *row = &coverage->rows[document->first + i];
		int length = (int)strlen(row->entry->id);

		if (length > width && (!view->uncovered || row->state == COVERAGE_UNCOVERED))
			width = length;
	}
	fprintf(out, "%s\n", _(document->title));
	for (i = 0; i < document->count; i++) {
		const struct coverage_row *row = &coverage->rows[document->first + i];

		if (view->uncovered && row->state != COVERAGE_UNCOVERED)
			continue;
		if (section == NULL || strcmp(section, row->section) != 0)
			fprintf(out, "  %s\n", row->section);
		section = row->section;
		requirements_print_row(out, row, width, view);
	}
	if (strcmp(document->name, "claim") == 0 && view->run == NULL)
		fprintf(out, "%s\n", _("  That is how they fare on Linux as it is known; for this machine a run decides, and its report says so."));
	fputc('\n', out);
}

static void requirements_print(FILE *out, const struct coverage *coverage, const struct requirements_view *view)
{
	size_t i;

	for (i = 0; i < coverage->document_count; i++)
		requirements_print_document(out, coverage, &coverage->documents[i], view);
	for (i = 0; i < coverage->document_count; i++)
		requirements_print_counts(out, _(coverage->documents[i].title), coverage->documents[i].states);
	if (coverage->core[COVERAGE_COVERED] + coverage->core[COVERAGE_UNCOVERED] + coverage->core[COVERAGE_UNSHOWABLE] > 1)
		requirements_print_counts(out, _("Core (what at least three others check)"), coverage->core);
	if (coverage->document_count > 1)
		requirements_print_counts(out, _("Overall"), coverage->states);
}

static json_t *requirements_counts_json(const size_t *states)
{
	return json_pack("{s:I, s:I, s:I}", "covered", (json_int_t)states[COVERAGE_COVERED], "uncovered",
		(json_int_t)states[COVERAGE_UNCOVERED], "cannot_be_shown", (json_int_t)states[COVERAGE_UNSHOWABLE]);
}

static json_t *requirements_row_json(const struct coverage_row *row)
{
	const struct registry_entry *entry = row->entry;
	json_t *cases = json_array(), *object;
	size_t i;

	for (i = 0; i < row->case_count; i++)
		json_array_append_new(cases, json_string(row->cases[i]));
	object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:s, s:b, s:o}", "scheme", entry->scheme, "id", entry->id,
		"section", row->section, "level", coverage_level(entry), "observable", entry->observable,
		"summary", entry->summary, "link", entry->link, "how", entry->how, "known_deviation", entry->known,
		"coverage", coverage_state_name(row->state), "core", entry->core, "cases", cases);
	if (entry->fares != NULL) {
		json_object_set_new(object, "subject", json_string(entry->subject));
		json_object_set_new(object, "instead", json_string(entry->instead));
	}
	return object;
}

static void requirements_write_json(FILE *out, const struct coverage *coverage, bool uncovered)
{
	json_t *documents = json_array(), *rows, *root;
	size_t i, j;

	for (i = 0; i < coverage->document_count; i++) {
		const struct coverage_document *document = &coverage->documents[i];

		rows = json_array();
		for (j = document->first; j < document->first + document->count; j++)
			if (!uncovered || coverage->rows[j].state == COVERAGE_UNCOVERED)
				json_array_append_new(rows, requirements_row_json(&coverage->rows[j]));
		json_array_append_new(documents, json_pack("{s:s, s:o, s:o}", "document", document->name, "counts",
			requirements_counts_json(document->states), "entries", rows));
	}
	root = json_pack("{s:i, s:s, s:o, s:o, s:o}", "format", REQUIREMENTS_FORMAT, "sockspec", VERSION, "counts",
		requirements_counts_json(coverage->states), "core", requirements_counts_json(coverage->core), "documents", documents);
	json_dumpf(root, out, JSON_INDENT(1));
	fputc('\n', out);
	json_decref(root);
}

/* 0, or the exit status. */
static int requirements_write(const struct coverage *coverage, const struct requirements_view *view,
	const struct format_option *format)
{
	const char *path = format ? format->file : NULL;
	FILE *out = path ? fopen(path, "we") : stdout;
	bool failed;

	if (out == NULL) {
		fprintf(stderr, _("sockspec: cannot write %s: %s\n"), path, strerror(errno));
		return EXIT_USAGE;
	}
	errno = 0;
	if (format != NULL && strcmp(format->name, "json") == 0)
		requirements_write_json(out, coverage, view->uncovered);
	else
		requirements_print(out, coverage, view);
	failed = ferror(out) != 0;
	failed = (path ? fclose(out) : fflush(out)) != 0 || failed;
	if (failed)
		fprintf(stderr, _("sockspec: cannot write %s: %s\n"), path ? path : _("to standard output"), strerror(errno));
	return failed ? EXIT_HARNESS : EXIT_AS_EXPECTED;
}

int commands_requirements(const struct options *options)
{
	struct requirements_view view = {options->uncovered, options->verbose, NULL};
	struct claims_run *run = NULL;
	struct selection selection;
	struct coverage *coverage;
	struct pages pages;
	struct err err;
	int i, status, written;

	/* Mistakes of the command line are told before any page is read. */
	err_init(&err);
	coverage = coverage_make(NULL, 0, options->arguments, options->argument_count, &err);
	if (coverage == NULL || select_cases(&selection, options->cases, NULL, 0, &err) != 0) {
		fprintf(stderr, "sockspec: %s\n", err.text);
		coverage_free(coverage);
		return EXIT_USAGE;
	}
	coverage_free(coverage);
	if (options->from != NULL) {
		view.run = run = claims_run_read(options->from, &err);
		if (run == NULL) {
			fprintf(stderr, "sockspec: %s\n", err.text);
			select_free(&selection);
			return EXIT_USAGE;
		}
	}
	status = pages_load(&pages, &selection) == 0 ? EXIT_AS_EXPECTED : EXIT_USAGE;
	coverage = coverage_make(pages.items, pages.count, options->arguments, options->argument_count, &err);
	written = options->format_count == 0 ? requirements_write(coverage, &view, NULL) : EXIT_AS_EXPECTED;
	for (i = 0; i < options->format_count && written == EXIT_AS_EXPECTED; i++)
		written = requirements_write(coverage, &view, &options->formats[i]);
	coverage_free(coverage);
	pages_free(&pages);
	select_free(&selection);
	claims_run_free(run);
	return written ? written : status;
}
