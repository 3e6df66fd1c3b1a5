/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * TAP 14, one test a result, in the subset that automake's tap-driver.sh and prove read alike: the keys of the YAML
 * blocks are single words, or prove stops reading. The plan stands last. A known deviation is `not ok # TODO`. A pass that was not foreseen is `not ok` and no `ok # TODO`,
 * which TAP's readers take for good.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/formats.h"
#include "reports/text.h"

#define TEXT_KNOWN "known deviation: "
#define TEXT_NOTHING_SELECTED "no case was selected"
#define TEXT_INTERRUPTED "Bail out! Interrupted after %d of %d results"
#define TEXT_MISSING "Bail out! Only %d of %d results came"

struct tap {
	FILE *out;
	int number;
};

static void *tap_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct tap *tap = calloc(1, sizeof(*tap));

	(void)folder;
	(void)run;
	if (!tap) {
		err_set(err, "out of memory");
		return NULL;
	}
	tap->out = out;
	fputs("TAP version 14\n", out);
	if (text_flush(out, err) < 0) {
		free(tap);
		return NULL;
	}
	return tap;
}

/* A description or a directive's reason: `#` would begin a directive. */
static void tap_add_words(struct str *str, const char *text)
{
	struct str line;
	const char *c;

	str_init(&line);
	text_add_line(&line, text);
	for (c = str_text(&line); *c; c++) {
		if (*c == '#' || *c == '\\')
			str_add(str, "\\");
		str_add_bytes(str, c, 1);
	}
	str_free(&line);
}

/* A double-quoted YAML scalar: its escapes are those of JSON for what can be left here. */
static void tap_add_scalar(struct str *str, const char *text)
{
	struct str clean;
	const char *c;

	str_init(&clean);
	text_add_clean(&clean, text, strlen(text));
	str_add(str, "\"");
	for (c = str_text(&clean); *c; c++) {
		if (*c == '"' || *c == '\\')
			str_add(str, "\\");
		if (*c == '\n')
			str_add(str, "\\n");
		else if (*c == '\t')
			str_add(str, "\\t");
		else
			str_add_bytes(str, c, 1);
	}
	str_add(str, "\"");
	str_free(&clean);
}

static void tap_add_field(struct str *str, int indent, const char *name, const char *text)
{
	if (!text)
		return;
	str_addf(str, "%*s%s: ", indent, "", name);
	tap_add_scalar(str, text);
	str_add(str, "\n");
}

static void tap_add_finding(struct str *str, const struct result *result, const struct finding *finding,
	const char *page)
{
	const char *source;
	size_t length, i;

	str_add(str, "    - severity: ");
	str_add(str, text_verdict_word(finding->verdict));
	str_add(str, "\n");
	tap_add_field(str, 6, "message", text_or_empty(finding->text));
	if (finding->line > 0) {
		tap_add_field(str, 6, "file", text_or_empty(result->path));
		str_addf(str, "      line: %d\n", finding->line);
		if (finding->column > 0)
			str_addf(str, "      column: %d\n", finding->column);
	}
	source = text_page_line(page, finding->line, &length);
	if (source) {
		struct str line;

		str_init(&line);
		str_add_bytes(&line, source, length);
		tap_add_field(str, 6, "source", str_text(&line));
		str_free(&line);
	}
	tap_add_field(str, 6, "expected", finding->expected);
	tap_add_field(str, 6, "observed", finding->observed);
	if (finding->difference_count > 0)
		str_add(str, "      differences:\n");
	for (i = 0; i < finding->difference_count; i++) {
		str_add(str, "        - field: ");
		tap_add_scalar(str, text_or_empty(finding->differences[i].field));
		str_add(str, "\n");
		tap_add_field(str, 10, "expected", finding->differences[i].expected);
		tap_add_field(str, 10, "observed", finding->differences[i].observed);
	}
	if (finding->packet > 0 && finding->host >= 0) {
		tap_add_field(str, 6, "capture", finding->host == 0 ? "client" : "server");
		str_addf(str, "      packet: %d\n", finding->packet);
	}
	tap_add_field(str, 6, "hint", finding->hint);
	if (finding->known)
		tap_add_field(str, 6, "known_deviation", text_or_empty(finding->known_reason));
}

static void tap_add_diagnostics(struct str *str, const struct result *result, const struct evidence *evidence)
{
	size_t i;

	str_add(str, "  ---\n");
	tap_add_field(str, 2, "title", text_or_empty(result->title));
	tap_add_field(str, 2, "verdict", verdict_name(result->verdict));
	if (result->attempts > 1) {
		str_addf(str, "  attempt: %d\n", result->attempt);
		str_addf(str, "  attempts: %d\n", result->attempts);
	}
	str_add(str, "  duration_ms: ");
	text_add_seconds(str, result->duration_ns > INT64_MAX / 1000 ? 0 : result->duration_ns * 1000, 3);
	str_add(str, "\n");
	if (result->finding_count > 0)
		str_add(str, "  findings:\n");
	for (i = 0; i < result->finding_count; i++)
		tap_add_finding(str, result, &result->findings[i], evidence ? evidence->page : NULL);
	tap_add_field(str, 2, "evidence", result->folder);
	str_add(str, "  ...\n");
}

static int tap_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct tap *tap = report;
	struct arena *arena = arena_new();
	const char *reason = text_reason(arena, result);
	enum outcome outcome = text_outcome(result);
	struct str str;

	str_init(&str);
	str_addf(&str, "%s %d - ", outcome == OUTCOME_GOOD || outcome == OUTCOME_SKIPPED ? "ok" : "not ok",
		++tap->number);
	tap_add_words(&str, text_or_empty(result->case_id));
	str_add(&str, " ");
	tap_add_words(&str, text_or_empty(result->mode));
	switch (outcome) {
	case OUTCOME_GOOD:
		break;
	case OUTCOME_BAD:
	case OUTCOME_BROKEN:
		str_addf(&str, ": %s", text_verdict_word(result->verdict));
		if (reason[0])
			str_add(&str, ": ");
		tap_add_words(&str, reason);
		break;
	case OUTCOME_KNOWN:
		str_add(&str, " # TODO " TEXT_KNOWN);
		tap_add_words(&str, reason);
		break;
	case OUTCOME_SKIPPED:
		str_add(&str, " # SKIP ");
		tap_add_words(&str, reason);
		break;
	}
	str_add(&str, "\n");
	if (outcome != OUTCOME_GOOD || result->finding_count > 0)
		tap_add_diagnostics(&str, result, evidence);
	fwrite(str_text(&str), 1, str.length, tap->out);
	str_free(&str);
	arena_free(arena);
	return text_flush(tap->out, err);
}

static int tap_end(void *report, const struct report_run *run, struct err *err)
{
	struct tap *tap = report;
	FILE *out = tap->out;
	int number = tap->number;

	free(tap);
	if (run->interrupted)
		fprintf(out, TEXT_INTERRUPTED "\n", number, run->planned);
	else if (number < run->planned)
		fprintf(out, TEXT_MISSING "\n", number, run->planned);
	if (number == 0 && run->planned == 0)
		fputs("1..0 # SKIP " TEXT_NOTHING_SELECTED "\n", out);
	else
		fprintf(out, "1..%d\n", number < run->planned ? run->planned : number);
	return text_flush(out, err);
}

const struct report_format tap_format = {
	.name = "tap",
	.extension = "tap",
	.describe = N_("Test Anything Protocol 14, for automake's driver and prove"),
	.begin = tap_begin,
	.add = tap_add,
	.end = tap_end,
};
