/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The terminal: a live line while cases are played where it can be drawn, else one line a result; failures
 * explained at the end, where people look.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/actor_words.h"
#include "reports/ended.h"
#include "reports/explain.h"
#include "reports/formats.h"
#include "reports/ladder/ladder.h"
#include "reports/ladder/ladder_text.h"
#include "reports/progress.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_KNOWN _("known deviation")
#define TEXT_UNEXPECTED _("unexpected")
#define TEXT_ATTEMPT _("attempt %d of %d")
#define TEXT_NOTHING _("nothing was played")
#define TEXT_INTERRUPTED _("interrupted after %d of %d results")
#define TEXT_AS_EXPECTED _("all as expected")
#define TEXT_ALL_SKIPPED _("nothing of it can be shown on this machine")
#define TEXT_NONE_UNEXPECTED _("none unexpected")
#define TEXT_IN _(" in %s")
#define TEXT_RESULTS(count) lang_plural("%d result: ", "%d results: ", (unsigned long)(count))
#define TEXT_DEVIATIONS(count) lang_plural("%d known deviation", "%d known deviations", (unsigned long)(count))
#define TEXT_COUNT_UNEXPECTED _("%d unexpected")
#define TEXT_EVIDENCE _("evidence: ")
#define TEXT_THE_SAME _("the same as above")

#define TERMINAL_AROUND 3 /* rows of a drawing before and behind what was found */

struct terminal {
	FILE *out;
	const char *command;  /* of the run */
	bool color, live, quiet, verbose;
	bool kept;            /* the evidence is, below the report's folder */
	struct report_counts counts;
	struct progress progress;
	struct actor_words actor_words;
	struct str explained; /* what is said at the end */
	struct str last;      /* what was said of the result before, and of which case */
	char *last_case;
};

/* Codes of ECMA-48 that are readable on light and on dark ground. */
static const char *terminal_color(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return "\033[32m";
	case VERDICT_FAIL:
		return "\033[1;31m";
	case VERDICT_WARN:
		return "\033[33m";
	case VERDICT_SKIP:
		return "\033[36m";
	case VERDICT_INCONC:
		return "\033[35m";
	case VERDICT_ERROR:
		return "\033[1;35m";
	}
	return "";
}

static void terminal_add_verdict(const struct terminal *terminal, struct str *str, enum verdict verdict)
{
	if (terminal->color)
		str_add(str, terminal_color(verdict));
	str_addf(str, "%-6s", verdict_name(verdict));
	if (terminal->color)
		str_add(str, "\033[0m");
}

static void terminal_free(struct terminal *terminal)
{
	progress_reset(&terminal->progress);
	str_free(&terminal->explained);
	actor_words_free(&terminal->actor_words);
	str_free(&terminal->last);
	free(terminal->last_case);
	free(terminal);
}

static void *terminal_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct terminal *terminal = calloc(1, sizeof(*terminal));

	(void)folder;
	if (!terminal) {
		err_set(err, "out of memory");
		return NULL;
	}
	terminal->out = out;
	terminal->command = run->command;
	terminal->color = run->color;
	terminal->live = run->live;
	terminal->quiet = run->quiet;
	terminal->verbose = run->verbose;
	terminal->kept = run->folder != NULL;
	progress_begin(&terminal->progress, out, run->planned);
	str_init(&terminal->explained);
	str_init(&terminal->last);
	return terminal;
}

static void terminal_playing(void *report, const char *case_id, const char *mode)
{
	struct terminal *terminal = report;

	if (!terminal->live)
		return;
	progress_add(&terminal->progress, case_id, mode);
	progress_draw(&terminal->progress, &terminal->counts);
}

static void terminal_played(void *report, const char *case_id, const char *mode)
{
	struct terminal *terminal = report;

	if (!terminal->live)
		return;
	progress_remove(&terminal->progress, case_id, mode);
	progress_draw(&terminal->progress, &terminal->counts);
}

/* "FAIL   tcp/recv/peek ipv4 (known deviation): reason" */
static void terminal_add_line(const struct terminal *terminal, struct str *str, const struct result *result)
{
	struct arena *arena = arena_new();
	const char *reason = sentence_say(arena, SENTENCE_WHOLE, text_reason(arena, result));
	char duration[64];

	terminal_add_verdict(terminal, str, result->verdict);
	str_add(str, " ");
	text_add_line(str, text_or_empty(result->case_id));
	str_add(str, " ");
	text_add_line(str, text_or_empty(result->mode));
	if (result->expectation == KNOWN_DEVIATION)
		str_addf(str, " (%s)", TEXT_KNOWN);
	else if (result->expectation == UNEXPECTED && result->verdict == VERDICT_PASS)
		str_addf(str, " (%s)", TEXT_UNEXPECTED);
	if (result->attempts > 1) {
		str_add(str, " (");
		str_addf(str, TEXT_ATTEMPT, result->attempt, result->attempts);
		str_add(str, ")");
	}
	if (reason[0] && text_outcome(result) != OUTCOME_GOOD)
		str_addf(str, ": %s", reason);
	else if (result->duration_ns > 0)
		str_addf(str, " %s", clock_format(result->duration_ns, duration));
	str_add(str, "\n");
	arena_free(arena);
}

/* A case mostly fails alike in all its modes: true where all was said of the mode before. */
static bool terminal_said_before(struct terminal *terminal, const struct result *result, const struct str *findings)
{
	bool same = result->finding_count > 0 && terminal->last_case && result->case_id &&
		strcmp(terminal->last_case, result->case_id) == 0 &&
		strcmp(str_text(&terminal->last), str_text(findings)) == 0;

	free(terminal->last_case);
	terminal->last_case = result->case_id ? strdup(result->case_id) : NULL;
	str_clear(&terminal->last);
	str_add(&terminal->last, str_text(findings));
	return same;
}

/* What happened around what was found, as far as it is about packets or calls. */
static void terminal_draw(struct terminal *terminal, const struct result *result, const struct evidence *evidence)
{
	struct ladder_text_options options;
	struct arena *arena;
	struct str drawing;

	if (!evidence || result->finding_count == 0)
		return;
	ladder_text_options_init(&options, (int)progress_columns(&terminal->progress));
	options.around = TERMINAL_AROUND;
	options.indent = "  ";
	arena = arena_new();
	str_init(&drawing);
	ladder_text_print(&drawing, arena, ladder_make(arena, evidence, result), &options);
	if (drawing.length > 0)
		str_addf(&terminal->explained, "\n%s", str_text(&drawing));
	str_free(&drawing);
	arena_free(arena);
}

static void terminal_explain(struct terminal *terminal, const struct result *result, const struct evidence *evidence)
{
	struct str *str = &terminal->explained;
	struct str findings;

	str_init(&findings);
	explain_result(&findings, result, evidence, terminal->command, "  ",
		terminal->verbose ? EXPLAIN_WHOLE : EXPLAIN_FIRST);
	str_add(str, "\n");
	terminal_add_verdict(terminal, str, result->verdict);
	str_add(str, " ");
	text_add_line(str, text_or_empty(result->case_id));
	str_add(str, " ");
	text_add_line(str, text_or_empty(result->mode));
	str_add(str, ": ");
	text_add_line(str, text_or_empty(result->title));
	if (result->expectation == KNOWN_DEVIATION)
		str_addf(str, " (%s)", TEXT_KNOWN);
	if (terminal_said_before(terminal, result, &findings)) {
		str_addf(str, ": %s\n", TEXT_THE_SAME);
		str_free(&findings);
		return;
	}
	str_add(str, "\n");
	if (result->finding_count == 0) {
		struct arena *arena = arena_new();
		const char *reason = sentence_say(arena, SENTENCE_WHOLE, text_reason(arena, result));

		if (reason[0])
			str_addf(str, "  %s\n", reason);
		arena_free(arena);
	}
	str_add(str, str_text(&findings));
	str_free(&findings);
	if (result->finding_count > 0)
		ended_add(str, evidence, "  ");
	terminal_draw(terminal, result, evidence);
	if (result->folder && terminal->kept) {
		str_addf(str, "  %s", TEXT_EVIDENCE);
		text_add_line(str, result->folder);
		str_add(str, "\n");
	}
}

static int terminal_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct terminal *terminal = report;
	enum outcome outcome = text_outcome(result);
	struct str line;

	report_count(&terminal->counts, result);
	actor_words_look(&terminal->actor_words, result, evidence);
	progress_remove(&terminal->progress, text_or_empty(result->case_id), text_or_empty(result->mode));
	/* What is known has its reason in its line. */
	if (outcome == OUTCOME_BAD || outcome == OUTCOME_BROKEN ||
	    (outcome == OUTCOME_GOOD && result->verdict == VERDICT_WARN && !terminal->quiet))
		terminal_explain(terminal, result, evidence);
	progress_erase(&terminal->progress);
	/* Where a live line counts what passes, only what did not is worth a line of its own. */
	if ((!terminal->live && !terminal->quiet) || outcome == OUTCOME_BAD || outcome == OUTCOME_BROKEN) {
		str_init(&line);
		terminal_add_line(terminal, &line, result);
		fwrite(str_text(&line), 1, line.length, terminal->out);
		str_free(&line);
	}
	if (terminal->live && terminal->counts.total < terminal->progress.planned)
		progress_draw(&terminal->progress, &terminal->counts);
	return text_flush(terminal->out, err);
}

static void terminal_summarize(const struct terminal *terminal, const struct report_run *run)
{
	const struct report_counts *counts = &terminal->counts;
	const char *comma = "";
	char duration[64];
	int i;

	if (run->interrupted) {
		fprintf(terminal->out, TEXT_INTERRUPTED, counts->total, run->planned);
		fputc('\n', terminal->out);
	}
	if (counts->total == 0) {
		fprintf(terminal->out, "%s\n", TEXT_NOTHING);
		return;
	}
	fprintf(terminal->out, TEXT_RESULTS(counts->total), counts->total);
	for (i = 0; i < VERDICT_COUNT; i++) {
		if (counts->by_verdict[i] == 0)
			continue;
		fprintf(terminal->out, "%s%s%d %s%s", comma, terminal->color ? terminal_color((enum verdict)i) : "",
			counts->by_verdict[i], text_verdict_word((enum verdict)i), terminal->color ? "\033[0m" : "");
		comma = ", ";
	}
	if (run->duration_ns > 0)
		fprintf(terminal->out, TEXT_IN, clock_format(run->duration_ns, duration));
	if (counts->known_deviations > 0) {
		fputs("; ", terminal->out);
		fprintf(terminal->out, TEXT_DEVIATIONS(counts->known_deviations), counts->known_deviations);
	}
	fputs("; ", terminal->out);
	if (counts->unexpected > 0)
		fprintf(terminal->out, TEXT_COUNT_UNEXPECTED, counts->unexpected);
	else if (counts->by_verdict[VERDICT_SKIP] == counts->total)
		fputs(TEXT_ALL_SKIPPED, terminal->out);
	else
		fputs(run->interrupted ? TEXT_NONE_UNEXPECTED : TEXT_AS_EXPECTED, terminal->out);
	fputc('\n', terminal->out);
}

static int terminal_end(void *report, const struct report_run *run, struct err *err)
{
	struct terminal *terminal = report;
	FILE *out = terminal->out;
	struct str words;

	progress_erase(&terminal->progress);
	if (terminal->explained.length > 0) {
		fwrite(str_text(&terminal->explained), 1, terminal->explained.length, out);
		fputs("\n", out);
	}
	str_init(&words);
	actor_words_add(&terminal->actor_words, &words);
	fwrite(str_text(&words), 1, words.length, out);
	str_free(&words);
	terminal_summarize(terminal, run);
	terminal_free(terminal);
	return text_flush(out, err);
}

const struct report_format terminal_format = {
	.name = "terminal",
	.extension = "txt",
	.for_people = true,
	.on_request = true,
	.describe = N_("for people: one line a case, failures explained at the end"),
	.begin = terminal_begin,
	.playing = terminal_playing,
	.played = terminal_played,
	.add = terminal_add,
	.end = terminal_end,
};
