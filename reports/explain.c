/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings as plain text: the place, the page's line, a caret, expected and observed, what to look at. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"
#include "harness/match/wire_match.h"
#include "reports/again.h"
#include "reports/explain.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_EXPECTED _("expected: ")
#define TEXT_OBSERVED _("observed: ")
#define TEXT_NOTHING _("nothing")
#define TEXT_HINT _("hint: ")
#define TEXT_KNOWN _("known deviation: ")
#define TEXT_FIELDS _("field by field:")
#define TEXT_CITES _("the page cites ")
#define TEXT_ALONE _("to play it alone: ")
#define TEXT_FOLLOWING _("What did not hold after that, often because of it (--verbose explains each):")
#define TEXT_LINE _("line %d: ")
#define TEXT_UNREACHED(count) lang_plural("The step of line %s was not reached: ", "The steps of lines %s were not reached: ", count)
#define TEXT_PACKET_CLIENT _("packet %d of the client's capture")
#define TEXT_PACKET_SERVER _("packet %d of the server's capture")

static void explain_add_spaces(struct str *str, size_t count)
{
	while (count-- > 0)
		str_add(str, " ");
}

/* The blank below the text in front of a column: tabs stay tabs, so that the caret meets its place. */
static void explain_add_blank(struct str *str, const char *text, size_t length)
{
	size_t from = 0, i;

	for (i = 0; i < length; i++) {
		if (text[i] == '\t') {
			explain_add_spaces(str, text_width(text + from, i - from));
			str_add(str, "\t");
			from = i + 1;
		}
	}
	explain_add_spaces(str, text_width(text + from, length - from));
}

/* In the language in use, where it is known how. */
static void explain_add_sentence(struct str *str, enum sentence_kind kind, const char *text)
{
	struct arena *arena = arena_new();

	text_add_line(str, sentence_say(arena, kind, text));
	arena_free(arena);
}

static void explain_add_source(struct str *str, const struct finding *finding, const char *page, const char *indent)
{
	struct str clean;
	const char *line;
	size_t length, before, marked, i;

	line = text_page_line(page, finding->line, &length);
	if (!line)
		return;
	str_init(&clean);
	text_add_clean(&clean, line, length);
	str_addf(str, "%s%5d | %s\n", indent, finding->line, str_text(&clean));
	if (finding->column < 1 || (size_t)finding->column > length + 1) {
		str_free(&clean);
		return;
	}
	before = (size_t)finding->column - 1;
	str_clear(&clean);
	text_add_clean(&clean, line, before);
	str_addf(str, "%s      | ", indent);
	explain_add_blank(str, str_text(&clean), clean.length);
	str_add(str, "^");
	if (finding->end_column > finding->column && (size_t)finding->end_column <= length) {
		str_clear(&clean);
		text_add_clean(&clean, line + before, (size_t)(finding->end_column - finding->column + 1));
		marked = text_width(str_text(&clean), clean.length);
		for (i = 1; i < marked; i++)
			str_add(str, "~");
	}
	str_add(str, "\n");
	str_free(&clean);
}

static void explain_add_place(struct str *str, const struct result *result, const struct finding *finding)
{
	if (finding->line > 0) {
		text_add_line(str, text_or_empty(result->path));
		str_addf(str, ":%d:", finding->line);
		if (finding->column > 0)
			str_addf(str, "%d:", finding->column);
		str_add(str, " ");
	}
	str_addf(str, "%s%s", text_verdict_word(finding->verdict), _(": "));
	explain_add_sentence(str, SENTENCE_WHOLE, text_or_empty(finding->text));
	str_add(str, "\n");
}

static void explain_add_field(struct str *str, const char *indent, const char *label, const char *text)
{
	str_addf(str, "%s%s", indent, label);
	text_add_line(str, text ? text : TEXT_NOTHING);
	str_add(str, "\n");
}

static void explain_add_said(struct str *str, const char *indent, const char *label, enum sentence_kind kind, const char *text)
{
	struct arena *arena = arena_new();

	explain_add_field(str, indent, label, sentence_say(arena, kind, text));
	arena_free(arena);
}

static void explain_add_differences(struct str *str, const struct finding *finding, const char *indent)
{
	struct arena *arena = arena_new();
	const char **fields = arena_array(arena, finding->difference_count + 1, sizeof(*fields));
	size_t widest = 0, i;

	for (i = 0; i < finding->difference_count; i++) {
		fields[i] = text_or_empty(sentence_say(arena, SENTENCE_FIELD, finding->differences[i].field));
		if (text_width(fields[i], strlen(fields[i])) > widest)
			widest = text_width(fields[i], strlen(fields[i]));
	}
	if (text_differences_tell(finding))
		str_addf(str, "%s  %s\n", indent, TEXT_FIELDS);
	for (i = 0; i < finding->difference_count && text_differences_tell(finding); i++) {
		const struct difference *difference = &finding->differences[i];

		str_addf(str, "%s    ", indent);
		text_add_line(str, fields[i]);
		explain_add_spaces(str, widest - text_width(fields[i], strlen(fields[i])));
		str_add(str, "  ");
		text_add_line(str, difference->expected ? sentence_say(arena, SENTENCE_SIDE, difference->expected) : TEXT_NOTHING);
		str_add(str, "  ->  ");
		text_add_line(str, difference->observed ? sentence_say(arena, SENTENCE_SIDE, difference->observed) : TEXT_NOTHING);
		str_add(str, "\n");
	}
	arena_free(arena);
}

/* What the wire did with the packet that a finding is about. */
static void explain_add_wire(struct str *str, const struct finding *finding, const struct evidence *evidence)
{
	struct arena *arena;
	const struct wire_record **matched;
	struct str text;
	size_t i;

	if (!evidence || evidence->wire_count == 0)
		return;
	arena = arena_new();
	str_init(&text);
	matched = wire_match_make(arena, evidence);
	for (i = 0; i < evidence->packet_count; i++) {
		const struct packet_record *packet = &evidence->packets[i];

		if (packet->host == finding->host && packet->number == finding->packet &&
			wire_match_print(&text, evidence, matched[i]))
			str_addf(str, "; %s", sentence_say(arena, SENTENCE_WHOLE, str_text(&text)));
	}
	str_free(&text);
	arena_free(arena);
}

void explain_finding(struct str *str, const struct result *result, const struct finding *finding,
	const struct evidence *evidence, const char *indent)
{
	str_add(str, indent);
	explain_add_place(str, result, finding);
	if (evidence && evidence->page)
		explain_add_source(str, finding, evidence->page, indent);
	if (finding->expected || finding->observed) {
		str_add(str, "  ");
		explain_add_said(str, indent, TEXT_EXPECTED, SENTENCE_SIDE, finding->expected);
		str_add(str, "  ");
		explain_add_said(str, indent, TEXT_OBSERVED, SENTENCE_SIDE, finding->observed);
	}
	explain_add_differences(str, finding, indent);
	if (finding->packet > 0 && finding->host >= 0) {
		str_addf(str, "%s  ", indent);
		str_addf(str, finding->host == 0 ? TEXT_PACKET_CLIENT : TEXT_PACKET_SERVER, finding->packet);
		explain_add_wire(str, finding, evidence);
		str_add(str, "\n");
	}
	if (finding->hint) {
		str_add(str, "  ");
		explain_add_said(str, indent, TEXT_HINT, SENTENCE_WHOLE, finding->hint);
	}
	if (finding->known) {
		str_add(str, "  ");
		explain_add_said(str, indent, TEXT_KNOWN, SENTENCE_WHOLE, text_or_empty(finding->known_reason));
	}
}

static void explain_add_citations(struct str *str, const struct result *result, const char *indent)
{
	size_t i;

	for (i = 0; i < result->citation_count; i++) {
		const struct cited *cited = &result->citations[i];
		struct str what;

		/* What a requirement says is what the page asserts; behaviours and claims only name it. */
		if (!text_or_empty(cited->level)[0])
			continue;
		str_init(&what);
		str_add(&what, text_or_empty(cited->document)[0] ? cited->document : cited->scheme);
		if (text_or_empty(cited->section)[0])
			str_addf(&what, " %s", cited->section);
		str_addf(&what, " (%s): %s", cited->level, text_or_empty(text_cited(cited)));
		explain_add_field(str, indent, TEXT_CITES, str_text(&what));
		str_free(&what);
	}
}

/* What stands behind it, a line each: often it is what the first has brought about. */
static void explain_add_following(struct str *str, const struct result *result, size_t from, const char *indent)
{
	size_t i;

	str_addf(str, "\n%s%s\n", indent, TEXT_FOLLOWING);
	for (i = from; i < result->finding_count; i++) {
		const struct finding *finding = &result->findings[i];

		str_addf(str, "%s  ", indent);
		if (finding->line > 0)
			str_addf(str, TEXT_LINE, finding->line);
		explain_add_sentence(str, SENTENCE_WHOLE, text_or_empty(finding->text));
		str_add(str, "\n");
	}
}

/* Where the play went on without some steps: which, and why not the first of them. */
static void explain_add_unreached(struct str *str, const struct result *result, const struct evidence *evidence, const char *indent)
{
	const char *reason = NULL;
	unsigned long count = 0;
	struct str lines;
	size_t i;

	if (!evidence || evidence->harness_error || evidence->step_count != result->step_count)
		return;
	str_init(&lines);
	for (i = 0; i < result->step_count; i++) {
		if (result->steps[i].reached || evidence->steps[i].fate != STEP_NOT_REACHED)
			continue;
		str_addf(&lines, "%s%d", count > 0 ? _(", ") : "", result->steps[i].line);
		reason = count++ == 0 ? evidence->steps[i].reason : reason;
	}
	if (count > 0) {
		str_addf(str, "\n%s", indent);
		str_addf(str, TEXT_UNREACHED(count), str_text(&lines));
		explain_add_sentence(str, SENTENCE_WHOLE, text_or_empty(reason));
		str_add(str, "\n");
	}
	str_free(&lines);
}

void explain_result(struct str *str, const struct result *result, const struct evidence *evidence, const char *run_command,
	const char *indent, enum explain_extent extent)
{
	size_t shown = result->finding_count, leading = result_count_leading(result), i;
	struct str command;

	/* One alone is told whole. */
	if (extent == EXPLAIN_FIRST && shown > leading + 1)
		shown = leading;
	for (i = 0; i < shown; i++) {
		if (i > 0)
			str_add(str, "\n");
		explain_finding(str, result, &result->findings[i], evidence, indent);
	}
	if (shown < result->finding_count)
		explain_add_following(str, result, shown, indent);
	if (result->finding_count > 0) {
		explain_add_unreached(str, result, evidence, indent);
		explain_add_citations(str, result, indent);
	}
	str_init(&command);
	again_add(&command, "sockspec run", result->case_id, run_command);
	explain_add_field(str, indent, TEXT_ALONE, str_text(&command));
	str_free(&command);
}
