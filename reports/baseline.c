/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a run observed otherwise than its pages say, as the rows that --expect takes (harness/judge/baseline.h). Judged
 * against them the same evidence is as expected. What no row can foresee, because nothing was observed or the harness
 * itself broke, is a comment.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/formats.h"
#include "reports/text.h"

#define TEXT_ABOUT \
	"# What was observed otherwise than the pages say, for --expect. Say in the last column why that is so, and leave out\n" \
	"# what should not be so. Five columns with a tab between them:\n" \
	"#\n" \
	"#\tcase-id/mode\tline\tobserved\tsince\treason\n" \
	"#\n"

struct baseline_report {
	FILE *out;
};

static void *baseline_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct baseline_report *report = calloc(1, sizeof *report);
	struct str about;

	(void)folder;
	if (report == NULL) {
		err_set(err, "out of memory");
		return NULL;
	}
	report->out = out;
	str_init(&about);
	str_add(&about, TEXT_ABOUT "# ");
	text_add_line(&about, run->kernel);
	str_add(&about, "; sockspec ");
	text_add_line(&about, run->version);
	str_add(&about, ": ");
	text_add_line(&about, run->command);
	str_add(&about, "\n");
	fputs(str_text(&about), out);
	str_free(&about);
	if (text_flush(out, err) < 0) {
		free(report);
		return NULL;
	}
	return report;
}

/* True where a column can hold it as it is: rows are compared byte by byte. */
static bool baseline_fits(struct arena *arena, const char *text)
{
	return text != NULL && text[0] != '\0' && strcmp(text, text_clean_line(arena, text)) == 0;
}

static bool baseline_can_list(struct arena *arena, const struct result *result, const struct finding *finding)
{
	return finding_is_observed(finding) && finding->line > 0 &&
		baseline_fits(arena, finding->observed) && baseline_fits(arena, result->case_id) &&
		baseline_fits(arena, result->mode);
}

/* One row stands for all findings of its line that observed the same. */
static bool baseline_is_repeated(struct arena *arena, const struct result *result, size_t place)
{
	const struct finding *finding = &result->findings[place];
	size_t i;

	for (i = 0; i < place; i++)
		if (baseline_can_list(arena, result, &result->findings[i]) && result->findings[i].line == finding->line &&
		    strcmp(result->findings[i].observed, finding->observed) == 0)
			return true;
	return false;
}

static void baseline_add_row(struct str *str, struct arena *arena, const struct result *result, size_t place)
{
	const struct finding *finding = &result->findings[place];
	const char *reason = finding->known ? finding->known_reason : finding->text;

	if (!baseline_can_list(arena, result, finding)) {
		str_add(str, "# cannot be foreseen: ");
		text_add_line(str, text_or_empty(result->case_id));
		str_add(str, "/");
		text_add_line(str, text_or_empty(result->mode));
		str_addf(str, ", line %d: ", finding->line);
		text_add_line(str, text_or_empty(finding->text));
		str_add(str, "\n");
	} else if (!baseline_is_repeated(arena, result, place)) {
		str_addf(str, "%s/%s\t%d\t%s\t\t", result->case_id, result->mode, finding->line, finding->observed);
		text_add_line(str, reason != NULL && reason[0] != '\0' ? reason : "observed");
		str_add(str, "\n");
	}
}

static int baseline_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct baseline_report *baseline = report;
	struct arena *arena = arena_new();
	struct str str;
	size_t i;

	(void)evidence;
	str_init(&str);
	for (i = 0; i < result->finding_count; i++)
		if (finding_is_failing(&result->findings[i]))
			baseline_add_row(&str, arena, result, i);
	fwrite(str_text(&str), 1, str.length, baseline->out);
	str_free(&str);
	arena_free(arena);
	return text_flush(baseline->out, err);
}

static int baseline_end(void *report, const struct report_run *run, struct err *err)
{
	struct baseline_report *baseline = report;
	FILE *out = baseline->out;

	free(baseline);
	if (run->interrupted)
		fputs("# The run was interrupted: what it did not play is not here.\n", out);
	return text_flush(out, err);
}

const struct report_format baseline_format = {
	.name = "baseline",
	.extension = "tsv",
	.describe = N_("what was observed otherwise than the pages say, as --expect takes it"),
	.on_request = true,
	.begin = baseline_begin,
	.add = baseline_add,
	.end = baseline_end,
};
