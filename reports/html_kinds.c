/* SPDX-License-Identifier: BSD-2-Clause */
/* A fence of a lesson with both kinds of socket, as a table of two columns. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html_kinds_line.h"
#include "reports/html_quiz.h"
#include "reports/html_step.h"
#include "reports/markup.h"

#define TEXT_STREAM _("Stream")
#define TEXT_DATAGRAM _("Datagram")
#define TEXT_DIFFERS _("The results differ")
#define TEXT_DIFFERENCE _("Difference")
#define TEXT_LINE _("line %d of the page")

#define KINDS_COLUMNS (size_t)3 /* stream, the mark, datagram */

struct kinds_writer {
	struct markup *markup;
	const struct html_case *html_case;
	const struct html_case *kinds;
	struct arena *arena;
	/* Lines of one kind each, in a row: those of each kind. */
	struct kinds_line *lines[HTML_KINDS];
	size_t counts[HTML_KINDS], capacities[HTML_KINDS];
};

const char *html_kinds_title(size_t kind)
{
	return kind == 0 ? TEXT_STREAM : TEXT_DATAGRAM;
}

const char *html_kinds_word(size_t kind)
{
	return kind == 0 ? "stream" : "datagram";
}

bool html_kinds_split(const struct html_case *html_case, struct html_case kinds[HTML_KINDS])
{
	size_t kind, at = 0;

	for (kind = 0; kind < HTML_KINDS; kind++) {
		const char *word = html_kinds_word(kind);
		size_t length = strlen(word), first = at;

		while (at < html_case->count && strncmp(html_case->modes[at].result->mode, word, length) == 0 &&
		       html_case->modes[at].result->mode[length] == '-')
			at++;
		if (at == first)
			return false;
		kinds[kind] = *html_case;
		kinds[kind].modes = html_case->modes + first;
		kinds[kind].before = html_case->before + first;
		kinds[kind].count = at - first;
	}
	return at == html_case->count;
}

static void kinds_write_number(const struct kinds_writer *writer, size_t kind, const struct kinds_line *line)
{
	markup_begin(writer->markup, "a");
	markup_attribute(writer->markup, "class", "ordinal");
	markup_attributef(writer->markup, "href", "#line-%d", line->line);
	markup_attributef(writer->markup, "title", TEXT_LINE, line->line);
	markup_textf(writer->markup, "%d", html_step_number(&writer->kinds[kind], line->line));
	markup_end(writer->markup);
}

/* What came of a statement in one kind: its number there, what was observed, the verdicts, and where it is drawn. */
static void kinds_write_fate(const struct kinds_writer *writer, size_t kind, const struct kinds_line *line, bool said)
{
	const struct html_case *one = &writer->kinds[kind];
	struct markup *markup = writer->markup;
	bool differ = false;
	size_t i;

	kinds_write_number(writer, kind, line);
	markup_open_class(markup, "div", "source");
	if (said && writer->html_case->quiz) {
		html_quiz_write_step(markup, one, line->line);
	} else {
		if (said) {
			markup_begin(markup, "code");
			html_step_write_source(markup, line->text, line->length);
			markup_end(markup);
		}
		html_step_write_observed(markup, one, line->line);
	}
	markup_end(markup);
	if (writer->html_case->quiz)
		return;
	markup_open_class(markup, "div", "judged");
	for (i = 1; i < one->count; i++) {
		const struct step_verdict *first = html_step_find(one, 0, line->line), *other = html_step_find(one, i, line->line);

		differ = differ || !first || !other || first->verdict != other->verdict || first->reached != other->reached;
	}
	for (i = 0; i < (differ ? one->count : 1); i++) {
		html_step_write_verdict(markup, html_step_find(one, i, line->line));
		markup_text(markup, " ");
	}
	if (html_step_has_ladder(one))
		html_step_write_place(markup, one, line->line);
	markup_end(markup);
	html_findings_write(markup, one, line->end_line, 0);
}

static void kinds_begin_half(const struct kinds_writer *writer, size_t kind)
{
	markup_open_class(writer->markup, "td", "half");
	markup_attribute(writer->markup, "data-kind", html_kinds_title(kind));
}

/* A line of each kind beside the other; either may be missing. */
static void kinds_write_pair(const struct kinds_writer *writer, const struct kinds_line *stream, const struct kinds_line *datagram)
{
	const struct kinds_line *const lines[HTML_KINDS] = {stream, datagram};
	/* In a quiz that would be the answer. */
	bool differ = stream && datagram && !writer->html_case->quiz && kinds_differ(stream, datagram);
	struct markup *markup = writer->markup;
	size_t kind;

	markup_open_class(markup, "tr", differ ? "pair differs" : "pair");
	for (kind = 0; kind < HTML_KINDS; kind++) {
		if (kind > 0) {
			markup_open_class(markup, "td", "mark");
			if (differ) {
				markup_begin(markup, "span");
				markup_attribute(markup, "role", "img");
				markup_attribute(markup, "aria-label", TEXT_DIFFERS);
				markup_attribute(markup, "title", TEXT_DIFFERS);
				markup_text(markup, "\u2260");
				markup_end(markup);
			}
			markup_end(markup);
		}
		if (!lines[kind]) {
			markup_element(markup, "td", "half none", NULL);
			continue;
		}
		kinds_begin_half(writer, kind);
		markup_open_class(markup, "div", "step");
		markup_attributef(markup, "id", "line-%d", lines[kind]->line);
		markup_attributef(markup, "data-line", "%d", lines[kind]->line);
		kinds_write_fate(writer, kind, lines[kind], true);
		markup_end(markup);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

/* Rows of what stands in between two pairs of the same call: one beside the other, as they come. */
static void kinds_write_between(const struct kinds_writer *writer, const size_t from[HTML_KINDS], const size_t to[HTML_KINDS])
{
	size_t i, left = to[0] - from[0], right = to[1] - from[1];

	for (i = 0; i < left || i < right; i++)
		kinds_write_pair(writer, i < left ? &writer->lines[0][from[0] + i] : NULL,
			i < right ? &writer->lines[1][from[1] + i] : NULL);
}

/* The lines of one kind that were gathered: the same calls beside each other, the others between. */
static void kinds_flush(struct kinds_writer *writer)
{
	size_t from[HTML_KINDS] = {0, 0}, to[HTML_KINDS] = {0, 0};

	for (to[0] = 0; to[0] < writer->counts[0]; to[0]++) {
		to[1] = from[1];
		while (to[1] < writer->counts[1] && !kinds_same_call(&writer->lines[0][to[0]], &writer->lines[1][to[1]]))
			to[1]++;
		if (to[1] == writer->counts[1])
			continue;
		kinds_write_between(writer, from, to);
		kinds_write_pair(writer, &writer->lines[0][to[0]], &writer->lines[1][to[1]]);
		from[0] = to[0] + 1;
		from[1] = to[1] + 1;
	}
	to[0] = writer->counts[0];
	to[1] = writer->counts[1];
	kinds_write_between(writer, from, to);
	writer->counts[0] = writer->counts[1] = 0;
}

static void kinds_keep(struct kinds_writer *writer, size_t kind, struct kinds_line line)
{
	kinds_strip(&line);
	writer->lines[kind] = arena_grow(writer->arena, writer->lines[kind], writer->counts[kind], &writer->capacities[kind],
		sizeof(line));
	writer->lines[kind][writer->counts[kind]++] = line;
}

/* What both do, or a line that is no statement: over both columns. */
static void kinds_write_whole(const struct kinds_writer *writer, const struct kinds_line *line)
{
	struct markup *markup = writer->markup;
	bool step = line->of[0];
	size_t kind;

	markup_begin(markup, "tr");
	markup_attributef(markup, "id", "line-%d", line->line);
	markup_attribute(markup, "class", step ? "step shared" : "aside");
	if (step)
		markup_attributef(markup, "data-line", "%d", line->line);
	markup_open_class(markup, "td", "source");
	markup_attributef(markup, "colspan", "%zu", KINDS_COLUMNS);
	if (step && writer->html_case->quiz) {
		html_quiz_write_step(markup, writer->html_case, line->line);
	} else {
		markup_begin(markup, "code");
		html_step_write_source(markup, line->text, line->length);
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	if (!step)
		html_findings_write(markup, writer->html_case, line->line, KINDS_COLUMNS);
	if (!step || writer->html_case->quiz)
		return;
	markup_open_class(markup, "tr", "halves");
	markup_attributef(markup, "data-line", "%d", line->line);
	for (kind = 0; kind < HTML_KINDS; kind++) {
		if (kind > 0)
			markup_element(markup, "td", "mark", NULL);
		kinds_begin_half(writer, kind);
		markup_open_class(markup, "div", "came-of");
		kinds_write_fate(writer, kind, line, false);
		markup_end(markup);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

static void kinds_write_head(struct markup *markup)
{
	size_t i;

	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < KINDS_COLUMNS; i++) {
		markup_begin(markup, "th");
		markup_attribute(markup, "scope", "col");
		if (i == 1)
			markup_attribute(markup, "class", "mark");
		if (i == 1)
			markup_element(markup, "span", "unseen", TEXT_DIFFERENCE);
		else
			markup_text(markup, html_kinds_title(i / 2));
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

bool html_kinds_write(struct markup *markup, const struct html_case *html_case, const char *text, int line)
{
	struct html_case kinds[HTML_KINDS];
	struct kinds_writer writer = {.markup = markup, .html_case = html_case, .kinds = kinds};

	if (!html_kinds_split(html_case, kinds))
		return false;
	writer.arena = arena_new();
	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "script kinds");
	markup_line(markup);
	kinds_write_head(markup);
	markup_begin(markup, "tbody");
	markup_line(markup);
	while (*text) {
		struct kinds_line next = kinds_read(kinds, text, line);

		text += next.length;
		text += *text == '\n';
		line = next.end_line + 1;
		if (next.of[0] != next.of[1]) {
			kinds_keep(&writer, next.of[0] ? 0 : 1, next);
			continue;
		}
		kinds_flush(&writer);
		kinds_write_whole(&writer, &next);
	}
	kinds_flush(&writer);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	arena_free(writer.arena);
	return true;
}
