/* SPDX-License-Identifier: BSD-2-Clause */
/* One finding: what does not hold, expected and observed beside each other, and what to look at next. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_citation.h"
#include "reports/html_pieces.h"
#include "reports/html_ladders.h"
#include "reports/html_place.h"
#include "reports/html_step.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_EXPECTED _("expected")
#define TEXT_OBSERVED _("observed")
#define TEXT_NOTHING _("nothing")
#define TEXT_FIELD _("Field")
#define TEXT_CLIENT_PACKET _("packet %d of the client's capture")
#define TEXT_SERVER_PACKET _("packet %d of the server's capture")
#define TEXT_IN_LADDER _("its place in the ladder")
#define TEXT_KNOWN _("Known deviation: ")
#define TEXT_STEP _("step %d, line %d")
#define TEXT_LINE _("line %d")
#define TEXT_RECORD _("what happened, and what the programs printed")
#define TEXT_FOLDED _("what was expected, and where to look")
#define TEXT_NEXT _("Look next at")

/* How much of two texts is the same from the left, not counting the begin of a word or number that goes on differently. */
static size_t found_same_left(const char *text, const char *other)
{
	size_t length = 0;

	while (text[length] && text[length] == other[length])
		length++;
	if (!text[length] && !other[length])
		return length;
	while (length > 0 && (isalnum((unsigned char)text[length - 1]) || (text[length] & 0xc0) == 0x80))
		length--;
	return length;
}

static size_t found_same_right(const char *text, const char *other, size_t left)
{
	size_t a = strlen(text), b = strlen(other), length = 0;

	while (a - length > left && b - length > left && text[a - length - 1] == other[b - length - 1])
		length++;
	while (length > 0 && (isalnum((unsigned char)text[a - length]) || (text[a - length] & 0xc0) == 0x80))
		length--;
	return length;
}

/* A side, with the part marked in which it differs from the other. */
static void found_write_side(struct markup *markup, const char *class_name, const char *label, const char *text,
	const char *other)
{
	markup_open_class(markup, "div", class_name);
	markup_element(markup, "span", "label", label);
	if (!text) {
		markup_element(markup, "p", "muted", TEXT_NOTHING);
	} else if (!other) {
		markup_element(markup, "pre", NULL, text);
	} else {
		size_t left = found_same_left(text, other);
		size_t right = found_same_right(text, other, left);
		size_t length = strlen(text);

		markup_begin(markup, "pre");
		markup_bytes(markup, text, left);
		if (left + right < length) {
			markup_begin(markup, "mark");
			markup_bytes(markup, text + left, length - left - right);
			markup_end(markup);
		}
		markup_bytes(markup, text + length - right, right);
		markup_end(markup);
	}
	markup_end(markup);
}

static void found_write_value(struct markup *markup, const char *text)
{
	struct arena *arena = arena_new();

	markup_begin(markup, "td");
	markup_element(markup, text ? "code" : "span", text ? NULL : "muted",
		text ? sentence_say(arena, SENTENCE_SIDE, text) : TEXT_NOTHING);
	markup_end(markup);
	arena_free(arena);
}

static void found_write_field(struct markup *markup, const char *field)
{
	struct arena *arena = arena_new();

	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_text(markup, sentence_say(arena, SENTENCE_FIELD, field));
	markup_end(markup);
	arena_free(arena);
}

static void found_write_differences(struct markup *markup, const struct finding *finding)
{
	const char *const heads[] = {TEXT_FIELD, TEXT_EXPECTED, TEXT_OBSERVED};
	size_t i;

	if (!text_differences_tell(finding))
		return;
	markup_open_class(markup, "table", "fields");
	html_head_write(markup, heads, 3);
	markup_begin(markup, "tbody");
	for (i = 0; i < finding->difference_count; i++) {
		markup_begin(markup, "tr");
		found_write_field(markup, finding->differences[i].field);
		found_write_value(markup, finding->differences[i].expected);
		found_write_value(markup, finding->differences[i].observed);
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void found_write_packet(struct markup *markup, const struct finding *finding, size_t mode)
{
	markup_begin(markup, "li");
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#mode-%zu-%s-%d", mode + 1, finding->host == 0 ? "client" : "server",
		finding->packet);
	if (finding->host == 0)
		markup_textf(markup, TEXT_CLIENT_PACKET, finding->packet);
	else
		markup_textf(markup, TEXT_SERVER_PACKET, finding->packet);
	markup_end(markup);
	markup_end(markup);
}

static void found_write_place(struct markup *markup, const struct html_case *html_case, const struct finding *finding,
	size_t mode)
{
	struct arena *arena = arena_new();
	const char *id = finding->line > 0 && html_ladders_beside(html_case, mode)
		? html_place_find(arena, html_case->modes[mode].parts.ladder, finding->line) : NULL;

	if (id) {
		markup_begin(markup, "li");
		markup_begin(markup, "a");
		markup_attributef(markup, "href", "#%s", id);
		markup_text(markup, TEXT_IN_LADDER);
		markup_end(markup);
		markup_end(markup);
	}
	arena_free(arena);
}

/* What the page cites last before the line: what the line is there to show. NULL where it cites nothing. */
static const struct cited *found_find_cited(const struct result *result, int line, int *index)
{
	const struct cited *best = NULL;
	size_t i;

	for (i = 0; i < result->citation_count; i++) {
		const struct cited *cited = &result->citations[i];

		/* A method says nothing of what is right: its table leads to the page, not the page to it. */
		if (strcmp(cited->scheme, "method") == 0)
			continue;
		if (!best || (cited->line <= line && (best->line > line || cited->line >= best->line)))
			best = cited;
	}
	for (i = 0; best && i < result->citation_count; i++) {
		if (strcmp(result->citations[i].scheme, best->scheme) == 0 &&
		    strcmp(result->citations[i].id, best->id) == 0) {
			*index = (int)i;
			return best;
		}
	}
	return NULL;
}

static void found_write_cited(struct markup *markup, const struct result *result, const struct finding *finding)
{
	int index = 0;
	const struct cited *cited = finding->line > 0 ? found_find_cited(result, finding->line, &index) : NULL;

	if (!cited)
		return;
	markup_begin(markup, "li");
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#cite-%d", index + 1);
	if (cited->document[0] && (cited->section[0] || cited->level[0]))
		markup_textf(markup, "%s %s", html_citation_kind(cited), cited->id);
	else
		markup_text(markup, cited->id);
	markup_end(markup);
	if (cited->summary[0]) {
		markup_text(markup, _(": "));
		html_citation_write_words(markup, cited);
	}
	markup_end(markup);
}

static void found_write_record(struct markup *markup, size_t mode)
{
	markup_begin(markup, "li");
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#mode-%zu", mode + 1);
	markup_text(markup, TEXT_RECORD);
	markup_end(markup);
	markup_end(markup);
}

static void found_write_next(struct markup *markup, const struct html_case *html_case, const struct finding *finding,
	size_t mode)
{
	struct markup list;
	struct err err;
	char *items;

	/* Which of them there are is known when they are written. */
	err_init(&err);
	markup_open(&list);
	if (finding->hint)
		sentence_write(&list, "li", "hint", SENTENCE_WHOLE, finding->hint);
	if (finding->packet > 0 && finding->host >= 0 && !html_case->bare)
		found_write_packet(&list, finding, html_case->before + mode);
	found_write_place(&list, html_case, finding, mode);
	/* What the page cites is in question only where the stack was seen to do something else. */
	if (finding_is_observed(finding))
		found_write_cited(&list, html_case->modes[mode].result, finding);
	else if (finding->verdict != VERDICT_SKIP && !html_case->bare)
		found_write_record(&list, html_case->before + mode);
	items = markup_close(&list, &err);
	if (!items)
		markup->failed = true;
	if (items && items[0]) {
		markup_element(markup, "p", "next", TEXT_NEXT);
		markup_open_class(markup, "ul", "next");
		markup_raw(markup, items);
		markup_end(markup);
	}
	free(items);
}

/* Behind the one that decides the verdict, and one of several: what it says is enough until it is asked for more. */
static bool found_is_folded(const struct result *result, const struct finding *finding)
{
	size_t leading = result_count_leading(result);

	return result->finding_count > leading + 1 && (size_t)(finding - result->findings) >= leading &&
		(finding->expected || finding->observed || finding->hint || finding->difference_count > 0);
}

void html_found_write(struct markup *markup, const struct html_case *html_case, const struct finding *finding,
	size_t mode, const char *mode_names)
{
	int number = finding->line > 0 && html_mode_fits(html_case, mode) ? html_step_number(html_case, finding->line) : 0;
	bool folded = found_is_folded(html_case->modes[mode].result, finding);
	struct arena *arena = arena_new();

	markup_begin(markup, "div");
	markup_attributef(markup, "class", "finding %s%s", html_verdict_class(finding->verdict),
		finding->known ? " known" : "");
	if (finding->line > 0)
		markup_attributef(markup, "data-line", "%d", finding->line);
	markup_open_class(markup, "p", "what");
	html_verdict(markup, finding->verdict, text_verdict_word(finding->verdict));
	markup_text(markup, " ");
	markup_open_class(markup, "span", "muted");
	markup_text(markup, mode_names);
	if (finding->line > 0) {
		markup_text(markup, _(", "));
		if (number > 0)
			markup_textf(markup, TEXT_STEP, number, finding->line);
		else
			markup_textf(markup, TEXT_LINE, finding->line);
	}
	markup_end(markup);
	markup_begin(markup, "br");
	markup_void(markup);
	sentence_write(markup, "span", NULL, SENTENCE_WHOLE, finding->text);
	markup_end(markup);
	if (folded) {
		markup_begin(markup, "details");
		markup_element(markup, "summary", NULL, TEXT_FOLDED);
	}
	if (finding->expected || finding->observed) {
		const char *expected = sentence_say(arena, SENTENCE_SIDE, finding->expected);
		const char *observed = sentence_say(arena, SENTENCE_SIDE, finding->observed);

		markup_open_class(markup, "div", "sides");
		found_write_side(markup, "expected", TEXT_EXPECTED, expected, observed);
		found_write_side(markup, "seen", TEXT_OBSERVED, observed, expected);
		markup_end(markup);
		markup_line(markup);
	}
	found_write_differences(markup, finding);
	found_write_next(markup, html_case, finding, mode);
	if (folded)
		markup_end(markup);
	if (finding->known) {
		markup_open_class(markup, "p", "hint");
		markup_element(markup, "strong", NULL, TEXT_KNOWN);
		sentence_write(markup, "span", NULL, SENTENCE_WHOLE, finding->known_reason);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
	arena_free(arena);
}
