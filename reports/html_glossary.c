/* SPDX-License-Identifier: BSD-2-Clause */
/* The glossary as a page: each word with its sentence, what defines it, and the pages of this run that show it best. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/glossary.h"
#include "reports/html_book.h"
#include "reports/html_glossary.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_TITLE N_("Glossary")
#define TEXT_LEAD N_("The words, flags, states and errors that the pages use, each with the text that defines it and the pages that show it.")
#define TEXT_ALSO N_("also: %s")
#define TEXT_SHOWN N_("Shown by")
#define TEXT_MORE_ONE N_("and %zu more page")
#define TEXT_MORE N_("and %zu more pages")

#define GLOSSARY_PAGES_MOST 5
#define GLOSSARY_TITLE_WEIGHT 1000
#define GLOSSARY_WEIGHT_MOST 3 /* beyond that the page that is read earlier is the better one */

static const char *const glossary_headings[GLOSSARY_KIND_COUNT] = {
	[GLOSSARY_FLAG] = N_("Flags of a segment"),
	[GLOSSARY_STATE] = N_("States of a connection"),
	[GLOSSARY_WORD] = N_("Words"),
	[GLOSSARY_ERROR] = N_("What errno says"),
};

bool html_glossary_link(struct markup *markup, const char *root, const char *word, const char *text)
{
	const struct glossary_entry *entry = glossary_find(word);

	if (!entry) {
		markup_text(markup, text);
		return false;
	}
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "term");
	markup_attributef(markup, "href", "%sglossary.html#%s", root, entry->id);
	markup_attribute(markup, "title", glossary_text(entry));
	markup_text(markup, text);
	markup_end(markup);
	return true;
}

/* The pages that name an entry, the best first. */
struct glossary_use {
	size_t best[GLOSSARY_PAGES_MOST]; /* places of html->cases */
	unsigned weights[GLOSSARY_PAGES_MOST];
	size_t kept, count;
};

static void glossary_weigh(const struct glossary_entry *entry, void *context)
{
	unsigned *weights = context;

	if (weights[entry - glossary_table] < GLOSSARY_WEIGHT_MOST)
		weights[entry - glossary_table]++;
}

static void glossary_weigh_title(const struct glossary_entry *entry, void *context)
{
	unsigned *weights = context;

	weights[entry - glossary_table] = GLOSSARY_TITLE_WEIGHT;
}

/* Of equal pages the one that is read earlier comes first. */
static void glossary_use_add(struct glossary_use *use, size_t place, unsigned weight)
{
	size_t at;

	use->count++;
	for (at = use->kept; at > 0 && use->weights[at - 1] < weight; at--) {
		if (at < GLOSSARY_PAGES_MOST) {
			use->best[at] = use->best[at - 1];
			use->weights[at] = use->weights[at - 1];
		}
	}
	if (at == GLOSSARY_PAGES_MOST)
		return;
	use->best[at] = place;
	use->weights[at] = weight;
	if (use->kept < GLOSSARY_PAGES_MOST)
		use->kept++;
}

static struct glossary_use *glossary_find_uses(const struct html *html)
{
	struct glossary_use *uses = arena_array(html->arena, glossary_count, sizeof(*uses));
	unsigned *weights = arena_array(html->arena, glossary_count, sizeof(*weights));
	size_t i, j;

	for (i = 0; i < html->count; i++) {
		const struct html_case *html_case = html->cases[i];

		memset(weights, 0, glossary_count * sizeof(*weights));
		if (html_case->modes[0].page)
			glossary_scan(html_case->modes[0].page, glossary_weigh, weights);
		glossary_scan(html_case->title, glossary_weigh_title, weights);
		for (j = 0; j < glossary_count; j++)
			if (weights[j] > 0)
				glossary_use_add(&uses[j], i, weights[j]);
	}
	return uses;
}

static void glossary_write_use(struct markup *markup, const struct html *html, const struct glossary_use *use)
{
	size_t i, more = use->count - use->kept;

	if (use->kept == 0)
		return;
	markup_open_class(markup, "dd", "shown");
	markup_element(markup, "span", "label", _(TEXT_SHOWN));
	markup_begin(markup, "ul");
	for (i = 0; i < use->kept; i++) {
		markup_begin(markup, "li");
		html_link_case(markup, html->cases[use->best[i]], "");
		markup_end(markup);
	}
	if (more > 0) {
		markup_open_class(markup, "li", "muted");
		markup_textf(markup, lang_plural(TEXT_MORE_ONE, TEXT_MORE, more), more);
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
}

/* "RFC 9293, section 3.1" */
static void glossary_write_source(struct markup *markup, const char *source)
{
	struct arena *arena = arena_new();

	markup_text(markup, sentence_say(arena, SENTENCE_WHOLE, source));
	arena_free(arena);
}

static void glossary_write_entry(struct markup *markup, const struct html *html, const struct glossary_entry *entry,
	const struct glossary_use *use)
{
	struct str names;
	size_t i;

	markup_begin(markup, "dt");
	markup_attribute(markup, "id", entry->id);
	markup_text(markup, glossary_term(entry));
	str_init(&names);
	/* In another language the English term is one of the names. */
	for (i = strcmp(glossary_term(entry), entry->names[0]) == 0 ? 1 : 0; entry->names[i]; i++) {
		if (names.length > 0)
			str_add(&names, ", ");
		str_add(&names, entry->names[i]);
	}
	if (names.length > 0) {
		markup_text(markup, " ");
		markup_open_class(markup, "span", "also");
		markup_textf(markup, _(TEXT_ALSO), str_text(&names));
		markup_end(markup);
	}
	str_free(&names);
	markup_end(markup);
	markup_line(markup);
	markup_begin(markup, "dd");
	markup_text(markup, glossary_text(entry));
	markup_text(markup, " ");
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "source");
	markup_attribute(markup, "href", entry->link);
	markup_attribute(markup, "rel", "noreferrer");
	glossary_write_source(markup, entry->source);
	markup_end(markup);
	markup_end(markup);
	glossary_write_use(markup, html, use);
	markup_line(markup);
}

/* All terms of a kind in one line, to jump from. */
static void glossary_write_jumps(struct markup *markup, int kind)
{
	const char *before = "";
	size_t i;

	markup_open_class(markup, "p", "jumps");
	for (i = 0; i < glossary_count; i++) {
		if ((int)glossary_table[i].kind != kind)
			continue;
		markup_text(markup, before);
		markup_begin(markup, "a");
		markup_attributef(markup, "href", "#%s", glossary_table[i].id);
		markup_text(markup, glossary_term(&glossary_table[i]));
		markup_end(markup);
		before = " ";
	}
	markup_end(markup);
	markup_line(markup);
}

char *html_glossary_make(const struct html *html, const struct report_run *run, struct err *err)
{
	struct glossary_use *uses = glossary_find_uses(html);
	struct markup markup;
	size_t i;
	int kind;

	markup_open(&markup);
	html_frame_begin(&markup, html, _(TEXT_TITLE), "glossary.html", "glossary");
	markup_begin(&markup, "header");
	html_site_write(&markup, "", run, "glossary.html");
	markup_end(&markup);
	markup_line(&markup);
	markup_begin(&markup, "main");
	markup_attribute(&markup, "id", "content");
	markup_line(&markup);
	markup_element(&markup, "h1", NULL, _(TEXT_TITLE));
	markup_element(&markup, "p", "lead", _(TEXT_LEAD));
	markup_line(&markup);
	for (kind = 0; kind < GLOSSARY_KIND_COUNT; kind++) {
		markup_element(&markup, "h2", NULL, _(glossary_headings[kind]));
		glossary_write_jumps(&markup, kind);
		markup_open_class(&markup, "dl", "terms");
		markup_line(&markup);
		for (i = 0; i < glossary_count; i++)
			if ((int)glossary_table[i].kind == kind)
				glossary_write_entry(&markup, html, &glossary_table[i], &uses[i]);
		markup_end(&markup);
		markup_line(&markup);
	}
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
