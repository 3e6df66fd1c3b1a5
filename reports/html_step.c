/* SPDX-License-Identifier: BSD-2-Clause */
/* One step of the script in the lesson. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/html_differ.h"
#include "reports/html_ladders.h"
#include "reports/html_place.h"
#include "reports/html_step.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_OBSERVED _("observed")
#define TEXT_NOT_REACHED _("not reached")
#define TEXT_DONE _("done")
#define TEXT_CLIENT_PACKET _("packet %d of the client's capture")
#define TEXT_SERVER_PACKET _("packet %d of the server's capture")
#define TEXT_PLACE _("Step %d in the ladder (%s)")

const struct step_verdict *html_step_find(const struct html_case *html_case, size_t mode, int line)
{
	const struct result *result = html_case->modes[mode].result;
	size_t i;

	for (i = 0; html_mode_fits(html_case, mode) && i < result->step_count; i++) {
		if (result->steps[i].line == line)
			return &result->steps[i];
	}
	return NULL;
}

int html_step_number(const struct html_case *html_case, int line)
{
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (step)
			return (int)(step - html_case->modes[i].result->steps) + 1;
	}
	return 0;
}

static void step_write_token(struct markup *markup, const char *class_name, const char *text, size_t length)
{
	markup_open_class(markup, "span", class_name);
	markup_bytes(markup, text, length);
	markup_end(markup);
}

/* A word in front of a colon says whose line it is. */
static size_t step_host_length(const char *text, size_t length)
{
	static const char *const hosts[] = {"client:", "server:", "wire:"};
	size_t i;

	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		if (length >= strlen(hosts[i]) && strncmp(text, hosts[i], strlen(hosts[i])) == 0)
			return strlen(hosts[i]);
	}
	return 0;
}

void html_step_write_source(struct markup *markup, const char *text, size_t length)
{
	size_t from = 0, i = 0, host;

	while (i < length && isspace((unsigned char)text[i]))
		i++;
	host = step_host_length(text + i, length - i);
	if (host > 0) {
		markup_bytes(markup, text, i);
		step_write_token(markup, "host", text + i, host);
		from = i += host;
	}
	while (i < length) {
		size_t end = i + 1;

		if (text[i] == '#') {
			end = length;
		} else if (text[i] == '"') {
			while (end < length && text[end] != '"')
				end += text[end] == '\\' && end + 1 < length ? 2 : 1;
			end = end < length ? end + 1 : length;
		} else {
			i++;
			continue;
		}
		markup_bytes(markup, text + from, i - from);
		step_write_token(markup, text[i] == '#' ? "comment" : "string", text + i, end - i);
		from = i = end;
	}
	markup_bytes(markup, text + from, length - from);
}

void html_step_write_verdict(struct markup *markup, const struct step_verdict *step)
{
	if (step && !step->reached)
		markup_element(markup, "span", "muted", TEXT_NOT_REACHED);
	else if (step && !step->expects && step->verdict == VERDICT_PASS)
		markup_element(markup, "span", "muted", TEXT_DONE);
	else if (step)
		html_verdict(markup, step->verdict, text_verdict_word(step->verdict));
}

static void step_write_packet_link(struct markup *markup, const struct step_verdict *step, size_t mode)
{
	bool client = step->packet_host == 0;

	markup_text(markup, " ");
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "packet");
	markup_attributef(markup, "href", "#mode-%zu-%s-%d", mode + 1, client ? "client" : "server", step->packet);
	if (client)
		markup_attributef(markup, "title", TEXT_CLIENT_PACKET, step->packet);
	else
		markup_attributef(markup, "title", TEXT_SERVER_PACKET, step->packet);
	markup_textf(markup, "#%d", step->packet);
	markup_end(markup);
}

/* True where a finding at this line shows what was observed, beside what was expected. */
static bool step_is_found(const struct html_case *html_case, size_t mode, int line)
{
	const struct result *result = html_case->modes[mode].result;
	size_t i;

	for (i = 0; i < result->finding_count; i++) {
		if (result->findings[i].line == line && result->findings[i].observed)
			return true;
	}
	return false;
}

/* True where what was observed says something that the line itself does not. */
static bool step_is_news(const struct step_verdict *step)
{
	return step && step->observed && !(step->source && strstr(step->source, step->observed));
}

/* Where the line is there again with more behind it, what is more. */
static void step_write_observed(struct markup *markup, const struct step_verdict *step)
{
	size_t length = step->source ? strlen(step->source) : 0;
	struct str more;

	if (length == 0 || strncmp(step->observed, step->source, length) != 0 || step->observed[length] != ' ') {
		sentence_write(markup, "code", NULL, SENTENCE_SIDE, step->observed);
		return;
	}
	str_init(&more);
	str_addf(&more, "\u2026%s", step->observed + length);
	html_english_write(markup, "code", NULL, str_text(&more));
	str_free(&more);
}

static void step_write_value(struct markup *markup, const struct html_case *html_case, const struct step_verdict *step,
	size_t mode, bool named)
{
	markup_open_class(markup, "div", "observed");
	markup_open_class(markup, "span", "label");
	markup_text(markup, "\u21b3 ");
	markup_element(markup, "span", "unseen", TEXT_OBSERVED);
	if (named) {
		markup_text(markup, " ");
		markup_text(markup, text_mode_name(html_case->modes[mode].result->mode));
	}
	markup_end(markup);
	markup_text(markup, " ");
	step_write_observed(markup, step);
	if (step->packet > 0 && !html_case->bare)
		step_write_packet_link(markup, step, html_case->before + mode);
	markup_end(markup);
}

void html_step_write_observed(struct markup *markup, const struct html_case *html_case, int line)
{
	const struct step_verdict *first = html_step_find(html_case, 0, line);
	bool differ = false;
	size_t i, shown = 0;

	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (!step || !first)
			continue;
		differ = differ || step->verdict != first->verdict || step_is_found(html_case, i, line) ||
			 html_differ_observed(first->observed, step->observed);
		shown += step_is_news(step) && !step_is_found(html_case, i, line);
	}
	if (shown == 0)
		return;
	markup_open_class(markup, "div", differ && shown > 1 ? "came both" : "came");
	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (!step_is_news(step) || step_is_found(html_case, i, line))
			continue;
		step_write_value(markup, html_case, step, i, differ);
		/* The others went the same way: one is shown as an example. */
		if (!differ)
			break;
	}
	markup_end(markup);
}

bool html_step_has_ladder(const struct html_case *html_case)
{
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		if (html_case->modes[i].parts.ladder[0])
			return true;
	}
	return false;
}

void html_step_write_place(struct markup *markup, const struct html_case *html_case, int line)
{
	struct arena *arena = arena_new();
	bool differ = html_differ_ladders(html_case);
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		const struct html_mode *mode = &html_case->modes[i];
		const struct step_verdict *step = html_step_find(html_case, i, line);
		const char *id;

		/* The first one's always does; to ask costs a look at all steps. */
		if (i > 0 && !html_ladders_beside(html_case, i))
			continue;
		id = html_mode_fits(html_case, i) ? html_place_find(arena, mode->parts.ladder, line) : NULL;
		if (!id && step && step->packet > 0)
			id = html_place_find_packet(arena, mode->parts.ladder, mode->parts.record, html_case->before + i + 1,
				step->packet_host == 0 ? "client" : "server", step->packet);
		if (!id)
			continue;
		markup_begin(markup, "a");
		markup_attribute(markup, "class", differ ? "place named" : "place");
		markup_attributef(markup, "href", "#%s", id);
		markup_attributef(markup, "title", TEXT_PLACE, html_step_number(html_case, line),
			text_mode_name(mode->result->mode));
		/* Style draws the arrow in front, so that the title is the link's only name. */
		if (differ) {
			markup_begin(markup, "span");
			markup_attribute(markup, "aria-hidden", "true");
			markup_text(markup, text_mode_name(mode->result->mode));
			markup_end(markup);
		}
		markup_end(markup);
		if (!differ)
			break;
	}
	arena_free(arena);
}
