/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * JUnit XML in the shape of Maven's surefire, which Jenkins and GitLab read (docs/junit.xsd describes what is
 * written here). A suite is a chapter, a test case is a case in one mode. GitLab knows a case by class and name
 * together, so these two never repeat. A known deviation is skipped: the run is as foreseen.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/ended.h"
#include "reports/explain.h"
#include "reports/formats.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_KNOWN "known deviation: "

struct junit_case {
	const char *chapter, *name, *type;
	const char *reason;
	const char *details; /* the findings in words; NULL */
	enum outcome outcome;
	int64_t duration_ns;
};

struct junit {
	FILE *out;
	const char *command; /* of the run */
	struct arena *arena;
	struct junit_case *cases; /* kept to the end: a suite begins with its counts */
	size_t count, capacity;
};

struct junit_counts {
	int tests, failures, errors, skipped;
	int64_t duration_ns;
};

static void *junit_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct junit *junit = calloc(1, sizeof(*junit));

	(void)folder;
	if (!junit) {
		err_set(err, "out of memory");
		return NULL;
	}
	junit->out = out;
	junit->command = run->command;
	junit->arena = arena_new();
	return junit;
}

static int junit_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct junit *junit = report;
	const char *case_id = text_or_empty(result->case_id);
	const char *slash = strrchr(case_id, '/');
	struct junit_case *kept;
	struct str details;

	(void)err;
	junit->cases = arena_grow(junit->arena, junit->cases, junit->count, &junit->capacity, sizeof(*junit->cases));
	kept = &junit->cases[junit->count++];
	memset(kept, 0, sizeof(*kept));
	kept->chapter = text_clean_line(junit->arena, text_id_chapter(junit->arena, case_id));
	kept->name = text_clean_line(junit->arena, arena_printf(junit->arena, "%s (%s)", slash ? slash + 1 : case_id,
		text_or_empty(result->mode)));
	kept->outcome = text_outcome(result);
	kept->type = kept->outcome == OUTCOME_BAD && result->verdict == VERDICT_PASS ? "UNEXPECTED-PASS"
		: verdict_name(result->verdict);
	kept->reason = text_reason(junit->arena, result);
	kept->duration_ns = result->duration_ns;
	if (result->finding_count == 0 && kept->outcome == OUTCOME_GOOD && result->attempts < 2)
		return 0;
	str_init(&details);
	if (result->attempts > 1)
		str_addf(&details, "attempt %d of %d\n", result->attempt, result->attempts);
	explain_result(&details, result, evidence, junit->command, "", EXPLAIN_WHOLE);
	if (result->finding_count > 0)
		ended_add(&details, evidence, "");
	kept->details = arena_strdup(junit->arena, str_text(&details));
	str_free(&details);
	return 0;
}

static void junit_count(struct junit_counts *counts, const struct junit_case *kept)
{
	counts->tests++;
	counts->duration_ns += kept->duration_ns;
	switch (kept->outcome) {
	case OUTCOME_GOOD:
		break;
	case OUTCOME_BAD:
		counts->failures++;
		break;
	case OUTCOME_KNOWN:
	case OUTCOME_SKIPPED:
		counts->skipped++;
		break;
	case OUTCOME_BROKEN:
		counts->errors++;
		break;
	}
}

static void junit_write_time(struct markup *markup, int64_t duration_ns)
{
	struct str seconds;

	str_init(&seconds);
	text_add_seconds(&seconds, duration_ns < 0 ? 0 : duration_ns, 3);
	markup_attribute(markup, "time", str_text(&seconds));
	str_free(&seconds);
}

/* The reason and the words of what went wrong, in the element that the outcome asks for. */
static void junit_write_problem(struct markup *markup, const struct junit_case *kept, const char *name,
	const char *prefix)
{
	markup_begin(markup, name);
	markup_attributef(markup, "message", "%s%s", prefix, kept->reason);
	markup_attribute(markup, "type", kept->type);
	if (kept->outcome == OUTCOME_BAD || kept->outcome == OUTCOME_BROKEN) {
		markup_text(markup, "\n");
		markup_text(markup, kept->details);
	}
	markup_end(markup);
	markup_line(markup);
}

static void junit_write_case(struct markup *markup, const struct junit_case *kept)
{
	char *class_name = strdup(kept->chapter);
	char *slash = class_name;

	while (slash && (slash = strchr(slash, '/')))
		*slash = '.';
	markup_begin(markup, "testcase");
	markup_attribute(markup, "name", kept->name);
	markup_attribute(markup, "classname", class_name && class_name[0] ? class_name : "sockspec");
	free(class_name);
	junit_write_time(markup, kept->duration_ns);
	switch (kept->outcome) {
	case OUTCOME_GOOD:
		break;
	case OUTCOME_BAD:
		markup_line(markup);
		junit_write_problem(markup, kept, "failure", "");
		break;
	case OUTCOME_KNOWN:
		markup_line(markup);
		junit_write_problem(markup, kept, "skipped", TEXT_KNOWN);
		break;
	case OUTCOME_SKIPPED:
		markup_line(markup);
		junit_write_problem(markup, kept, "skipped", "");
		break;
	case OUTCOME_BROKEN:
		markup_line(markup);
		junit_write_problem(markup, kept, "error", "");
		break;
	}
	if (kept->details && (kept->outcome == OUTCOME_GOOD || kept->outcome == OUTCOME_KNOWN)) {
		markup_line(markup);
		markup_element(markup, "system-out", NULL, kept->details);
		markup_line(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

static void junit_write_property(struct markup *markup, const char *name, const char *value)
{
	markup_begin(markup, "property");
	markup_attribute(markup, "name", name);
	markup_attribute(markup, "value", text_or_empty(value));
	markup_void(markup);
	markup_line(markup);
}

static void junit_write_properties(struct markup *markup, const struct report_run *run)
{
	markup_begin(markup, "properties");
	markup_line(markup);
	junit_write_property(markup, "sockspec.version", run->version);
	junit_write_property(markup, "sockspec.command", run->command);
	junit_write_property(markup, "sockspec.kernel", run->kernel);
	junit_write_property(markup, "sockspec.level", run->level);
	junit_write_property(markup, "sockspec.interrupted", run->interrupted ? "true" : "false");
	markup_end(markup);
	markup_line(markup);
}

static void junit_write_counts(struct markup *markup, const struct junit_counts *counts)
{
	markup_attributef(markup, "tests", "%d", counts->tests);
	markup_attributef(markup, "failures", "%d", counts->failures);
	markup_attributef(markup, "errors", "%d", counts->errors);
}

/* All cases of one chapter; `first` is the first of them. */
static void junit_write_suite(struct markup *markup, const struct junit *junit, size_t first,
	const struct report_run *run)
{
	const char *chapter = junit->cases[first].chapter;
	struct junit_counts counts = {0};
	struct str time;
	size_t i;

	for (i = first; i < junit->count; i++) {
		if (strcmp(junit->cases[i].chapter, chapter) == 0)
			junit_count(&counts, &junit->cases[i]);
	}
	str_init(&time);
	text_add_time(&time, text_run_started(run));
	markup_begin(markup, "testsuite");
	markup_attribute(markup, "name", chapter[0] ? chapter : "sockspec");
	junit_write_counts(markup, &counts);
	markup_attributef(markup, "skipped", "%d", counts.skipped);
	junit_write_time(markup, counts.duration_ns);
	markup_attribute(markup, "timestamp", str_text(&time));
	str_free(&time);
	markup_line(markup);
	junit_write_properties(markup, run);
	for (i = first; i < junit->count; i++) {
		if (strcmp(junit->cases[i].chapter, chapter) == 0)
			junit_write_case(markup, &junit->cases[i]);
	}
	markup_end(markup);
	markup_line(markup);
}

static bool junit_chapter_is_new(const struct junit *junit, size_t place)
{
	size_t i;

	for (i = 0; i < place; i++) {
		if (strcmp(junit->cases[i].chapter, junit->cases[place].chapter) == 0)
			return false;
	}
	return true;
}

static char *junit_make(const struct junit *junit, const struct report_run *run, struct err *err)
{
	struct junit_counts counts = {0};
	struct markup markup;
	size_t i;

	markup_open(&markup);
	for (i = 0; i < junit->count; i++)
		junit_count(&counts, &junit->cases[i]);
	markup_raw(&markup, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	markup_begin(&markup, "testsuites");
	markup_attribute(&markup, "name", "sockspec");
	junit_write_counts(&markup, &counts);
	junit_write_time(&markup, run->duration_ns);
	markup_line(&markup);
	for (i = 0; i < junit->count; i++) {
		if (junit_chapter_is_new(junit, i))
			junit_write_suite(&markup, junit, i, run);
	}
	markup_end(&markup);
	markup_line(&markup);
	return markup_close(&markup, err);
}

static int junit_end(void *report, const struct report_run *run, struct err *err)
{
	struct junit *junit = report;
	FILE *out = junit->out;
	char *text = junit_make(junit, run, err);
	int status = -1;

	if (text) {
		fputs(text, out);
		status = text_flush(out, err);
	}
	free(text);
	arena_free(junit->arena);
	free(junit);
	return status;
}

const struct report_format junit_format = {
	.name = "junit",
	.extension = "xml",
	.describe = N_("JUnit XML, for Jenkins and GitLab"),
	.begin = junit_begin,
	.add = junit_add,
	.end = junit_end,
};
