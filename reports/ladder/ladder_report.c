/* SPDX-License-Identifier: BSD-2-Clause */
/* The report for whoever reads one case on a terminal: its page, and below it what happened, drawn as a ladder. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/ended.h"
#include "reports/explain.h"
#include "reports/formats.h"
#include "reports/ladder/ladder.h"
#include "reports/ladder/ladder_text.h"
#include "reports/text.h"

struct ladder_report {
	FILE *out;
	const char *command; /* of the run */
	struct ladder_text_options options;
	char *last_case;
};

static void *report_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct ladder_report *report = calloc(1, sizeof(*report));
	struct winsize size;

	(void)folder;
	if (!report) {
		err_set(err, "out of memory");
		return NULL;
	}
	report->out = out;
	report->command = run->command;
	ladder_text_options_init(&report->options,
		ioctl(fileno(out), TIOCGWINSZ, &size) == 0 ? (int)size.ws_col : 0);
	return report;
}

/* Modes of a case come one after the other, and have one page. */
static void report_add_page(struct ladder_report *report, struct str *str, const struct result *result,
	const struct evidence *evidence)
{
	bool first = report->last_case == NULL;

	if (report->last_case && strcmp(report->last_case, text_or_empty(result->case_id)) == 0)
		return;
	free(report->last_case);
	report->last_case = strdup(text_or_empty(result->case_id));
	if (!evidence || !evidence->page)
		return;
	if (!first)
		str_add(str, "\n");
	text_add_clean(str, evidence->page, evidence->page_length);
}

static int report_add(void *at, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct ladder_report *report = at;
	struct arena *arena = arena_new();
	size_t before;
	struct str str;

	str_init(&str);
	report_add_page(report, &str, result, evidence);
	str_add(&str, "\n");
	text_add_line(&str, text_or_empty(result->case_id));
	str_addf(&str, " %s: ", text_mode_name(text_or_empty(result->mode)));
	text_add_line(&str, text_verdict_word(result->verdict));
	str_add(&str, "\n\n");
	before = str.length;
	if (evidence)
		ladder_text_print(&str, arena, ladder_make(arena, evidence, result), &report->options);
	if (str.length == before)
		str_addf(&str, "%s\n", _("Nothing happened: no call was made and no packet was seen."));
	if (result->finding_count > 0) {
		str_add(&str, "\n");
		explain_result(&str, result, evidence, report->command, "  ", EXPLAIN_WHOLE);
		ended_add(&str, evidence, "  ");
	}
	fwrite(str_text(&str), 1, str.length, report->out);
	str_free(&str);
	arena_free(arena);
	return text_flush(report->out, err);
}

static int report_end(void *at, const struct report_run *run, struct err *err)
{
	struct ladder_report *report = at;
	FILE *out = report->out;

	(void)run;
	free(report->last_case);
	free(report);
	return text_flush(out, err);
}

const struct report_format ladder_format = {
	.name = "ladder",
	.extension = "txt",
	.describe = N_("for people: each page, and below it the packets, calls and states as a drawing"),
	.on_request = true,
	.begin = report_begin,
	.add = report_add,
	.end = report_end,
};
