/* SPDX-License-Identifier: BSD-2-Clause */
/* What a page cites: where its prose leads to, and the list below the lesson. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_citation.h"
#include "reports/html_pieces.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CITES _("What this page shows")
#define TEXT_BEHAVIOUR _("behaviour")
#define TEXT_CLAIM _("claim")
#define TEXT_METHOD _("method")

bool html_link_is_safe(const char *link)
{
	return strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
}

const char *html_citation_kind(const struct cited *cited)
{
	if (strcmp(cited->scheme, "behaviour") == 0)
		return TEXT_BEHAVIOUR;
	if (strcmp(cited->scheme, "claim") == 0)
		return TEXT_CLAIM;
	if (strcmp(cited->scheme, "method") == 0)
		return TEXT_METHOD;
	return cited->document[0] ? cited->document : cited->scheme;
}

void html_citation_write_words(struct markup *markup, const struct cited *cited)
{
	if (cited->words[lang_used()])
		markup_element(markup, "span", NULL, cited->words[lang_used()]);
	else
		html_english_write(markup, "span", NULL, cited->summary);
}

void html_citation_begin(struct markup *markup, const struct cited *cited, int index)
{
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "cite");
	/* A public text where there is one; behaviours and claims are explained on the page itself. */
	if (html_link_is_safe(cited->link)) {
		markup_attribute(markup, "href", cited->link);
		markup_attribute(markup, "rel", "noreferrer");
	} else {
		markup_attributef(markup, "href", "#cite-%d", index + 1);
	}
	if (cited->summary[0])
		markup_attributef(markup, "title", "%s%s%s%s%s", html_citation_kind(cited), cited->section[0] ? " " : "",
			cited->section, _(": "), text_cited(cited));
}

void html_citation_write_level(struct markup *markup, const struct cited *cited)
{
	const char *word = cited->level[0] ? cited->level : cited->status;

	if (!word[0])
		return;
	/* A space that does not break keeps the word with what it says something about. */
	markup_text(markup, "\u00a0");
	markup_begin(markup, "span");
	markup_attributef(markup, "class", "level%s",
		strcmp(word, "refuted") == 0 || strcmp(word, "depends") == 0 ? " doubtful" : "");
	markup_text(markup, text_level(word));
	markup_end(markup);
}

static void citation_write(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct cited *cited, int index)
{
	markup_begin(markup, "li");
	markup_attributef(markup, "id", "cite-%d", index + 1);
	if (html_link_is_safe(cited->link)) {
		markup_begin(markup, "a");
		markup_attribute(markup, "href", cited->link);
		markup_attribute(markup, "rel", "noreferrer");
	} else if (!html_told_begin_row_link(markup, html, html_case, cited)) {
		markup_open_class(markup, "span", "source");
	}
	markup_text(markup, html_citation_kind(cited));
	/* A claim's section is its id, which follows. */
	if (cited->section[0] && strcmp(cited->section, cited->id) != 0) {
		markup_text(markup, " ");
		markup_text(markup, cited->section);
	}
	markup_end(markup);
	markup_text(markup, " ");
	markup_element(markup, "code", NULL, cited->id);
	html_citation_write_level(markup, cited);
	if (cited->summary[0]) {
		markup_begin(markup, "br");
		markup_void(markup);
		html_citation_write_words(markup, cited);
	}
	markup_end(markup);
	markup_line(markup);
}

void html_citations_write(struct markup *markup, const struct html *html, const struct html_case *html_case)
{
	const struct result *result = html_case->modes[0].result;
	size_t i, j;

	if (result->citation_count == 0)
		return;
	html_section_begin(markup, "section", "cites", "cites", TEXT_CITES);
	markup_begin(markup, "ul");
	markup_line(markup);
	for (i = 0; i < result->citation_count; i++) {
		for (j = 0; j < i; j++) {
			if (strcmp(result->citations[i].scheme, result->citations[j].scheme) == 0 &&
			    strcmp(result->citations[i].id, result->citations[j].id) == 0)
				break;
		}
		if (j == i)
			citation_write(markup, html, html_case, &result->citations[i], (int)i);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
