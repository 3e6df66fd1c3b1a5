/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A fence of the lesson as a table: a line of the script a row, the verdict of each mode beside it, below it what was
 * observed, and where something does not hold, what and why.
 */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_LINE "Line"
#define TEXT_SCRIPT "Script"
#define TEXT_OBSERVED "observed"
#define TEXT_NOT_REACHED "not reached"
#define TEXT_DONE "done"
#define TEXT_PACKET "packet %d of the %s's capture"

static const struct step_verdict *script_find_step(const struct html_case *html_case, size_t mode, int line)
{
	const struct result *result = html_case->modes[mode].result;
	size_t i;

	for (i = 0; html_mode_fits(html_case, mode) && i < result->step_count; i++) {
		if (result->steps[i].line == line)
			return &result->steps[i];
	}
	return NULL;
}

static void script_write_token(struct markup *markup, const char *class_name, const char *text, size_t length)
{
	markup_open_class(markup, "span", class_name);
	markup_bytes(markup, text, length);
	markup_end(markup);
}

/* A word in front of a colon says whose line it is. */
static size_t script_host_length(const char *text, size_t length)
{
	static const char *const hosts[] = {"client:", "server:", "wire:"};
	size_t i;

	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		if (length >= strlen(hosts[i]) && strncmp(text, hosts[i], strlen(hosts[i])) == 0)
			return strlen(hosts[i]);
	}
	return 0;
}

/* The line as written, with hosts, strings and comments told apart. */
static void script_write_source(struct markup *markup, const char *text, size_t length)
{
	size_t from = 0, i = 0, host;

	while (i < length && isspace((unsigned char)text[i]))
		i++;
	host = script_host_length(text + i, length - i);
	if (host > 0) {
		markup_bytes(markup, text, i);
		script_write_token(markup, "host", text + i, host);
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
		script_write_token(markup, text[i] == '#' ? "comment" : "string", text + i, end - i);
		from = i = end;
	}
	markup_bytes(markup, text + from, length - from);
}

static void script_write_packet_link(struct markup *markup, const struct step_verdict *step, size_t mode)
{
	const char *host = step->packet_host == 0 ? "client" : "server";

	markup_text(markup, " ");
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "packet");
	markup_attributef(markup, "href", "#mode-%zu-%s-%d", mode + 1, host, step->packet);
	markup_attributef(markup, "title", TEXT_PACKET, step->packet, host);
	markup_textf(markup, "#%d", step->packet);
	markup_end(markup);
}

/* True where a finding at this line shows what was observed, beside what was expected. */
static bool script_is_found(const struct html_case *html_case, size_t mode, int line)
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
static bool script_is_news(const struct step_verdict *step)
{
	return step && step->observed && !(step->source && strstr(step->source, step->observed));
}

/*
 * What was observed at a line: mode by mode where a verdict is not PASS; else the first mode's alone, as an example,
 * because ports and time stamps always differ.
 */
static void script_write_observed(struct markup *markup, const struct html_case *html_case, int line)
{
	const struct step_verdict *first = script_find_step(html_case, 0, line);
	bool same = true, passed = true;
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = script_find_step(html_case, i, line);

		if (!step || !first)
			continue;
		same = same && html_same(first->observed, step->observed) && !script_is_found(html_case, i, line);
		passed = passed && step->verdict == VERDICT_PASS;
	}
	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = script_find_step(html_case, i, line);

		if (!script_is_news(step) || (same && i > 0) || script_is_found(html_case, i, line))
			continue;
		markup_open_class(markup, "div", "observed");
		markup_open_class(markup, "span", "label");
		markup_text(markup, "\u21b3 ");
		markup_element(markup, "span", "unseen", TEXT_OBSERVED);
		if (!same) {
			markup_text(markup, " ");
			markup_text(markup, text_mode_name(html_case->modes[i].result->mode));
		}
		markup_end(markup);
		markup_text(markup, " ");
		markup_element(markup, "code", NULL, step->observed);
		if (step->packet > 0)
			script_write_packet_link(markup, step, i);
		markup_end(markup);
		if (passed)
			break;
	}
}

static void script_write_cell(struct markup *markup, const struct step_verdict *step)
{
	markup_open_class(markup, "td", "judged");
	if (step && !step->reached) {
		markup_element(markup, "span", "muted", TEXT_NOT_REACHED);
	} else if (step && !step->expects && step->verdict == VERDICT_PASS) {
		markup_element(markup, "span", "muted", TEXT_DONE);
	} else if (step) {
		html_verdict(markup, step->verdict, text_verdict_word(step->verdict));
	}
	markup_end(markup);
}

static void script_write_row(struct markup *markup, const struct html_case *html_case, const char *text, size_t length,
	int line)
{
	bool is_step = false;
	size_t i;

	for (i = 0; i < html_case->count; i++)
		is_step = is_step || script_find_step(html_case, i, line);
	markup_begin(markup, "tr");
	markup_attributef(markup, "id", "line-%d", line);
	markup_attribute(markup, "class", is_step ? "step" : NULL);
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#line-%d", line);
	markup_textf(markup, "%d", line);
	markup_end(markup);
	markup_end(markup);
	markup_open_class(markup, "td", "source");
	markup_begin(markup, "code");
	script_write_source(markup, text, length);
	markup_end(markup);
	script_write_observed(markup, html_case, line);
	markup_end(markup);
	for (i = 0; i < html_case->count; i++)
		script_write_cell(markup, script_find_step(html_case, i, line));
	markup_end(markup);
	markup_line(markup);
	html_findings_write(markup, html_case, line);
}

static void script_write_head(struct markup *markup, const struct html_case *html_case)
{
	size_t i;

	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < html_case->count + 2; i++) {
		markup_begin(markup, "th");
		markup_attribute(markup, "scope", "col");
		if (i < 2)
			markup_element(markup, "span", "unseen", i == 0 ? TEXT_LINE : TEXT_SCRIPT);
		else
			markup_text(markup, text_mode_name(html_case->modes[i - 2].result->mode));
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

void html_script_write(struct markup *markup, const struct html_case *html_case, const char *text, int line)
{
	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "script");
	markup_line(markup);
	script_write_head(markup, html_case);
	markup_begin(markup, "tbody");
	markup_line(markup);
	while (*text) {
		size_t length = strcspn(text, "\n");

		script_write_row(markup, html_case, text, length, line++);
		text += length;
		if (*text == '\n')
			text++;
	}
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
