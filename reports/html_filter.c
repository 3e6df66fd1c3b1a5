/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What narrows a list of the report down. The filter by verdict is a row of radio buttons that the style acts on, so it
 * needs no script; the other fields are shown by the script alone, which reads from each row what it calls and cites.
 */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_filter.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_PAGES _("Pages")
#define TEXT_SHOW _("Show")
#define TEXT_ALL _("all")
#define TEXT_SEARCH _("Search")
#define TEXT_SEARCH_HINT _("words of a title, or press /")
#define TEXT_CHAPTER _("Chapter")
#define TEXT_EVERY_CHAPTER _("every chapter")
#define TEXT_CALL _("Call")
#define TEXT_REQUIREMENT _("Requirement")
#define TEXT_CLEAR _("Show everything")
/* The script puts the numbers in. */
#define TEXT_FOUND _("%1 of %2 pages")

static void filter_write_choice(struct markup *markup, const char *id, bool checked)
{
	markup_begin(markup, "input");
	markup_attribute(markup, "type", "radio");
	markup_attribute(markup, "name", "show");
	markup_attributef(markup, "id", "show-%s", id);
	if (checked)
		markup_attribute(markup, "checked", "checked");
	markup_void(markup);
	markup_line(markup);
}

/* A field with its label; the script shows it, and fills in what can be chosen. */
static void filter_write_field(struct markup *markup, const char *element, const char *type, const char *id, const char *label,
	const char *hint)
{
	markup_begin(markup, "label");
	markup_element(markup, "span", NULL, label);
	markup_begin(markup, element);
	markup_attribute(markup, "id", id);
	markup_attribute(markup, "type", type);
	if (type)
		markup_attribute(markup, "placeholder", hint);
	if (type && strcmp(type, "text") == 0)
		markup_attributef(markup, "list", "%s-list", id);
	if (!type) {
		markup_begin(markup, "option");
		markup_attribute(markup, "value", "");
		markup_text(markup, hint);
		markup_end(markup);
		markup_end(markup);
	} else {
		markup_void(markup);
	}
	markup_end(markup);
	if (type && strcmp(type, "text") == 0) {
		markup_begin(markup, "datalist");
		markup_attributef(markup, "id", "%s-list", id);
		markup_end(markup);
	}
	markup_line(markup);
}

/* `found` has %1 and %2 in it, for which the script puts numbers; `all`: not only words can be looked for. */
static void filter_write_fields(struct markup *markup, const char *found, bool all)
{
	markup_begin(markup, "div");
	markup_attribute(markup, "class", "narrow");
	markup_attribute(markup, "role", "search");
	markup_attribute(markup, "hidden", "hidden");
	markup_line(markup);
	filter_write_field(markup, "input", "search", "find-q", TEXT_SEARCH, TEXT_SEARCH_HINT);
	if (all) {
		filter_write_field(markup, "select", NULL, "find-chapter", TEXT_CHAPTER, TEXT_EVERY_CHAPTER);
		filter_write_field(markup, "input", "text", "find-call", TEXT_CALL, "recv");
		filter_write_field(markup, "input", "text", "find-req", TEXT_REQUIREMENT, "rfc9293:MUST-14");
	}
	markup_open_class(markup, "p", "found");
	markup_begin(markup, "output");
	markup_attribute(markup, "data-words", found);
	markup_attribute(markup, "aria-live", "polite");
	markup_end(markup);
	markup_text(markup, " ");
	markup_begin(markup, "button");
	markup_attribute(markup, "type", "button");
	markup_text(markup, TEXT_CLEAR);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

void html_search_write(struct markup *markup, const char *found)
{
	filter_write_fields(markup, found, false);
}

/* The buttons stand in front of what they filter; their labels are drawn as the row of choices. */
void html_filter_write(struct markup *markup, const struct html *html)
{
	int i;

	markup_begin(markup, "h2");
	markup_attribute(markup, "id", "pages");
	markup_text(markup, TEXT_PAGES);
	markup_end(markup);
	markup_line(markup);
	filter_write_choice(markup, "all", true);
	for (i = 0; i < VERDICT_COUNT; i++) {
		if (html->counts.by_verdict[i] > 0)
			filter_write_choice(markup, text_verdict_key((enum verdict)i), false);
	}
	markup_open_class(markup, "div", "filter");
	markup_open_class(markup, "p", "verdicts");
	markup_element(markup, "span", "muted", TEXT_SHOW);
	markup_begin(markup, "label");
	markup_attribute(markup, "for", "show-all");
	markup_textf(markup, "%s %d", TEXT_ALL, html->counts.total);
	markup_end(markup);
	for (i = 0; i < VERDICT_COUNT; i++) {
		const char *word = text_verdict_word((enum verdict)i);

		if (html->counts.by_verdict[i] == 0)
			continue;
		markup_begin(markup, "label");
		markup_attributef(markup, "for", "show-%s", text_verdict_key((enum verdict)i));
		html_verdict(markup, (enum verdict)i, word);
		markup_textf(markup, " %d", html->counts.by_verdict[i]);
		markup_end(markup);
	}
	markup_end(markup);
	markup_line(markup);
	filter_write_fields(markup, TEXT_FOUND, true);
	markup_end(markup);
	markup_line(markup);
}
