/* SPDX-License-Identifier: BSD-2-Clause */
/* The lesson as a quiz: the question first. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/html_quiz.h"
#include "reports/html_step.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_WHAT_RETURNS _("What comes of it?")
#define TEXT_WHICH_PACKET _("Which packet is it?")
#define TEXT_HOLDS _("What holds now?")

void html_quiz_begin(struct markup *markup, const char *question)
{
	markup_open_class(markup, "details", "quiz");
	markup_element(markup, "summary", NULL, question);
	markup_line(markup);
}

/* The length of a string literal with its quotes. */
static size_t quiz_string(const char *text)
{
	size_t length = 1;

	while (text[length] && text[length] != '"')
		length += text[length] == '\\' && text[length + 1] ? 2 : 1;
	return text[length] ? length + 1 : length;
}

/* Where the packet begins in "> S 0:0(0)", "server: c < . 1:1(0)", "+0.2 > F."; NULL where it is no packet line. */
static const char *quiz_find_arrow(const char *source)
{
	const char *c = source;

	if (strncmp(source, "wire:", 5) == 0 || strncmp(source, "assert", 6) == 0)
		return NULL;
	while (*c && *c != '>' && *c != '<') {
		if (strchr("(\"=!", *c))
			return NULL;
		c++;
	}
	return *c && c[1] == ' ' ? c : NULL;
}

/* Where what is expected begins: behind the last "=", "==", "<" ... that stands in no parentheses. NULL: nowhere. */
static const char *quiz_find_result(const char *source)
{
	const char *c = source, *found = NULL;
	int depth = 0;

	if (strncmp(source, "wire:", 5) == 0)
		return NULL;
	while (*c) {
		if (*c == '"') {
			c += quiz_string(c);
			continue;
		}
		depth += strchr("([{", *c) ? 1 : strchr(")]}", *c) ? -1 : 0;
		if (depth == 0 && strchr("=<>", *c) && c > source && strchr(" =!<>", c[-1]))
			found = c + 1;
		c++;
	}
	/* A name that is bound is none that could be guessed, and later lines speak of it. */
	if (found && (islower((unsigned char)found[strspn(found, " ")])) &&
	    found[strspn(found, " abcdefghijklmnopqrstuvwxyz_0123456789")] == '\0')
		return NULL;
	return found;
}

/* Calls that give bytes out: what stands in quotes is what comes. */
static bool quiz_reads(const char *source)
{
	const char *colon = strchr(source, ':');
	const char *name = colon && colon[1] == ' ' && strcspn(source, "(") > (size_t)(colon - source) ? colon + 2 : source;

	return strncmp(name, "recv", 4) == 0 || strncmp(name, "read", 4) == 0;
}

void html_quiz_add_masked(struct str *str, const char *source)
{
	const char *arrow = quiz_find_arrow(source);
	const char *result = arrow ? NULL : quiz_find_result(source);
	static const char count[] = "wire: expect ";
	bool reads = quiz_reads(source);
	const char *c = source;

	if (arrow) {
		str_add_bytes(str, source, (size_t)(arrow - source) + 1);
		str_add(str, " ?");
		return;
	}
	if (strncmp(source, count, sizeof(count) - 1) == 0) {
		source += sizeof(count) - 1;
		str_add(str, count);
		str_add(str, "?");
		str_add(str, source + strcspn(source, " "));
		return;
	}
	while (*c && c != result) {
		size_t length = *c == '"' ? quiz_string(c) : 1;

		if (*c == '"' && reads)
			str_add(str, "?");
		else
			str_add_bytes(str, c, length);
		c += length;
	}
	if (result)
		str_add(str, " ?");
}

static const struct step_verdict *quiz_find_step(const struct html_case *html_case, int line)
{
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (step && step->source)
			return step;
	}
	return NULL;
}

static void quiz_write_verdicts(struct markup *markup, const struct html_case *html_case, int line)
{
	size_t i;

	markup_open_class(markup, "p", "verdicts");
	for (i = 0; i < html_case->count; i++) {
		const struct step_verdict *step = html_step_find(html_case, i, line);

		if (!step)
			continue;
		markup_element(markup, "span", "muted", text_mode_name(html_case->modes[i].result->mode));
		markup_text(markup, " ");
		html_step_write_verdict(markup, step);
		markup_text(markup, " ");
	}
	html_step_write_place(markup, html_case, line);
	markup_end(markup);
}

void html_quiz_write_step(struct markup *markup, const struct html_case *html_case, int line)
{
	const struct step_verdict *step = quiz_find_step(html_case, line);
	const char *source = step ? step->source : "";
	struct str masked;

	str_init(&masked);
	if (step && step->expects)
		html_quiz_add_masked(&masked, source);
	else
		str_add(&masked, source);
	markup_begin(markup, "code");
	html_step_write_source(markup, str_text(&masked), masked.length);
	markup_end(markup);
	str_free(&masked);
	if (!step || !step->expects)
		return;
	html_quiz_begin(markup, quiz_find_arrow(source) ? TEXT_WHICH_PACKET :
		strncmp(source, "assert", 6) == 0 || strstr(source, "expect") ? TEXT_HOLDS : TEXT_WHAT_RETURNS);
	markup_begin(markup, "code");
	html_step_write_source(markup, source, strlen(source));
	markup_end(markup);
	html_step_write_observed(markup, html_case, line);
	quiz_write_verdicts(markup, html_case, line);
	html_findings_write(markup, html_case, step->end_line, 0);
	markup_end(markup);
}
