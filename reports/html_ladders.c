/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ladders beside the lesson. Which one is shown is a matter of radio buttons and style alone, so that it works
 * without a script; a link into one that is not chosen shows it all the same (reports/style/lesson.css).
 */
#include "config.h"

#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_differ.h"
#include "reports/html_kinds.h"
#include "reports/html_ladders.h"
#include "reports/html_pieces.h"
#include "reports/html_quiz.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_LADDER _("The conversation")
#define TEXT_QUESTION _("What does the whole look like?")
#define TEXT_CHOOSE _("Ladder of")
#define TEXT_SAME _("Played with %s; %s went the same way.")
#define TEXT_OF _("Ladder of %s")

static size_t ladders_count(const struct html_case *html_case)
{
	size_t i, count = 0;

	for (i = 0; i < html_case->count; i++)
		count += html_case->modes[i].parts.ladder[0] != '\0';
	return count;
}

static bool ladders_differ(const struct html_case *html_case)
{
	return html_differ_ladders(html_case) || html_differ_modes(html_case);
}

static bool ladders_shows(const struct html_case *html_case, size_t mode)
{
	size_t i;

	if (html_case->modes[mode].parts.ladder[0] == '\0')
		return false;
	if (ladders_differ(html_case))
		return true;
	for (i = 0; i < mode; i++) {
		if (html_case->modes[i].parts.ladder[0])
			return false;
	}
	return true;
}

bool html_ladders_beside(const struct html_case *html_case, size_t mode)
{
	struct html_case kinds[HTML_KINDS];
	size_t kind;

	if (!html_kinds_split(html_case, kinds))
		return ladders_shows(html_case, mode);
	kind = mode < kinds[0].count ? 0 : 1;
	return ladders_shows(&kinds[kind], mode - kinds[kind].before);
}

static void ladders_write_choice(struct markup *markup, const struct html_case *html_case, const char *name)
{
	bool chosen = false;
	size_t i;

	markup_begin(markup, "fieldset");
	markup_attribute(markup, "class", "choices");
	markup_element(markup, "legend", "unseen", TEXT_CHOOSE);
	for (i = 0; i < html_case->count; i++) {
		if (html_case->modes[i].parts.ladder[0] == '\0')
			continue;
		markup_begin(markup, "label");
		markup_begin(markup, "input");
		markup_attribute(markup, "type", "radio");
		markup_attribute(markup, "name", name);
		markup_attributef(markup, "class", "choose-%zu", i + 1);
		markup_attribute(markup, "checked", chosen ? NULL : "checked");
		markup_void(markup);
		markup_text(markup, " ");
		markup_text(markup, text_mode_name(html_case->modes[i].result->mode));
		markup_end(markup);
		chosen = true;
	}
	markup_end(markup);
	markup_line(markup);
}

static void ladders_write_same(struct markup *markup, const struct html_case *html_case)
{
	if (html_case->count != 2)
		return;
	markup_open_class(markup, "p", "muted");
	markup_textf(markup, TEXT_SAME, text_mode_name(html_case->modes[0].result->mode),
		text_mode_name(html_case->modes[1].result->mode));
	markup_end(markup);
	markup_line(markup);
}

/* The ladders of one case, or of one kind of it: all that differ, to choose from by radio buttons of that name. */
static void ladders_write_rungs(struct markup *markup, const struct html_case *html_case, const char *name)
{
	size_t count = ladders_count(html_case), i;

	if (count > 1 && ladders_differ(html_case))
		ladders_write_choice(markup, html_case, name);
	else if (count > 1)
		ladders_write_same(markup, html_case);
	for (i = 0; i < html_case->count; i++) {
		if (!ladders_shows(html_case, i))
			continue;
		markup_begin(markup, "div");
		markup_attributef(markup, "class", "rungs of-%zu", i + 1);
		markup_attribute(markup, "role", "group");
		markup_attributef(markup, "aria-label", TEXT_OF, text_mode_name(html_case->modes[i].result->mode));
		markup_raw(markup, html_case->modes[i].parts.ladder);
		markup_end(markup);
		markup_line(markup);
	}
}

/* Those of both kinds beside each other. */
static void ladders_write_kinds(struct markup *markup, const struct html_case kinds[HTML_KINDS])
{
	size_t kind;

	markup_open_class(markup, "div", "kinds");
	markup_line(markup);
	for (kind = 0; kind < HTML_KINDS; kind++) {
		/* They begin with one word, by which several lessons on one page are kept apart. */
		const char *name = kind == 0 ? "ladder-stream" : "ladder-datagram";

		if (ladders_count(&kinds[kind]) == 0)
			continue;
		markup_open_class(markup, "div", "kind");
		markup_element(markup, "h3", NULL, html_kinds_title(kind));
		markup_line(markup);
		ladders_write_rungs(markup, &kinds[kind], name);
		markup_end(markup);
		markup_line(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

void html_ladders_write(struct markup *markup, const struct html_case *html_case)
{
	struct html_case kinds[HTML_KINDS];
	bool both = html_kinds_split(html_case, kinds);

	if (ladders_count(html_case) == 0)
		return;
	html_section_begin(markup, "aside", both ? "ladders abreast" : "ladders", "ladders", TEXT_LADDER);
	markup_line(markup);
	if (html_case->quiz)
		html_quiz_begin(markup, TEXT_QUESTION);
	if (both)
		ladders_write_kinds(markup, kinds);
	else
		ladders_write_rungs(markup, html_case, "ladder");
	if (html_case->quiz) {
		markup_end(markup);
		markup_line(markup);
	}
	markup_end(markup);
	markup_line(markup);
}
