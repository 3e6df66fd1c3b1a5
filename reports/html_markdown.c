/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lesson: the page's Markdown as HTML, its scripts with the verdicts beside them. libcmark reads, the XML writer
 * writes; HTML that stands in a page is shown as text.
 */
#include "config.h"

#include <cmark.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_anchor.h"
#include "reports/html_book.h"
#include "reports/html_lead.h"
#include "reports/html_page.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_NO_PAGE _("The page is not among what was kept of this run.")

struct lesson {
	struct markup *markup;
	struct html_anchors place;
	cmark_node *lead; /* the paragraph of the first sentence; NULL */
	const struct html_fence *fences;   /* of the page that was played, whatever text is read */
	size_t fence_count, fence;
	bool foreign; /* the text is English, the page around it is not */
	bool titled; /* the first heading was written, and the verdicts below it */
};

static void lesson_write_code(struct lesson *lesson, cmark_node *node)
{
	const char *info = text_or_empty(cmark_node_get_fence_info(node));
	const char *literal = text_or_empty(cmark_node_get_literal(node));

	if (strcmp(info, "sockspec") == 0 && lesson->fence < lesson->fence_count &&
	    cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT) {
		const struct html_fence *fence = &lesson->fences[lesson->fence++];

		html_script_write(lesson->markup, lesson->place.html_case, fence->text, fence->line);
		return;
	}
	markup_begin(lesson->markup, "pre");
	markup_element(lesson->markup, "code", NULL, literal);
	markup_end(lesson->markup);
	markup_line(lesson->markup);
}

/* The element of a node that holds others, NULL where it has none of its own. */
static const char *lesson_element(cmark_node *node)
{
	static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	cmark_node *parent = cmark_node_parent(node);
	int level;

	/* Kinds of a library's, which may grow: what is not named here has no element. */
	switch ((int)cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		return "blockquote";
	case CMARK_NODE_LIST:
		return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul";
	case CMARK_NODE_ITEM:
		return "li";
	case CMARK_NODE_PARAGRAPH:
		if (parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
		    cmark_node_get_list_tight(cmark_node_parent(parent)))
			return NULL;
		return "p";
	case CMARK_NODE_HEADING:
		level = cmark_node_get_heading_level(node);
		return headings[level < 1 || level > 6 ? 5 : level - 1];
	case CMARK_NODE_EMPH:
		return "em";
	case CMARK_NODE_STRONG:
		return "strong";
	default:
		return NULL;
	}
}

static void lesson_end_block(struct lesson *lesson, cmark_node *node)
{
	if (cmark_node_get_type(node) == CMARK_NODE_HEADING && !lesson->titled && lesson->place.html_case) {
		lesson->titled = true;
		markup_line(lesson->markup);
		html_page_write_status(lesson->markup, lesson->place.html_case);
	} else if (cmark_node_get_type(node) < CMARK_NODE_FIRST_INLINE) {
		markup_line(lesson->markup);
	}
}

static void lesson_write_leaf(struct lesson *lesson, cmark_node *node)
{
	switch ((int)cmark_node_get_type(node)) {
	case CMARK_NODE_CODE_BLOCK:
		lesson_write_code(lesson, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		markup_element(lesson->markup, "pre", NULL, cmark_node_get_literal(node));
		markup_line(lesson->markup);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		markup_begin(lesson->markup, "hr");
		markup_void(lesson->markup);
		markup_line(lesson->markup);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		markup_text(lesson->markup, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_CODE:
		markup_element(lesson->markup, "code", NULL, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		markup_line(lesson->markup);
		break;
	case CMARK_NODE_LINEBREAK:
		markup_begin(lesson->markup, "br");
		markup_void(lesson->markup);
		break;
	default:
		break;
	}
}

static void lesson_visit(struct lesson *lesson, cmark_node *node, bool entering)
{
	const char *element = lesson_element(node);

	if (cmark_node_get_type(node) == CMARK_NODE_LINK) {
		if (entering)
			html_anchor_begin(lesson->markup, &lesson->place, text_or_empty(cmark_node_get_url(node)));
		else
			html_anchor_end(lesson->markup, &lesson->place, text_or_empty(cmark_node_get_url(node)));
	} else if (element && entering) {
		markup_begin(lesson->markup, element);
		markup_attribute(lesson->markup, "class", node == lesson->lead ? "lead" : NULL);
		if (lesson->foreign && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT)
			markup_attribute(lesson->markup, "lang", lang_tag(LANG_EN));
		if (strcmp(element, "ol") == 0 && cmark_node_get_list_start(node) != 1)
			markup_attributef(lesson->markup, "start", "%d", cmark_node_get_list_start(node));
	} else if (element) {
		markup_end(lesson->markup);
		lesson_end_block(lesson, node);
	} else if (entering) {
		lesson_write_leaf(lesson, node);
	}
}

/* Images are loaded from elsewhere, so of an image its words are shown, which are its children. */
static void lesson_walk(struct lesson *lesson, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		lesson_visit(lesson, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
}

void html_lesson_write(struct markup *markup, const struct html *html, const struct html_case *html_case)
{
	struct lesson lesson = {.markup = markup, .place = {html, html_case, html_case->id, html_case->root}};
	const char *page = html_lesson_text(html_case);
	struct arena *arena = arena_new();
	cmark_node *document = page ? cmark_parse_document(page, strlen(page), CMARK_OPT_VALIDATE_UTF8) : NULL;
	cmark_node *first = document ? cmark_node_first_child(document) : NULL;

	if (!first || cmark_node_get_type(first) != CMARK_NODE_HEADING) {
		markup_element(markup, "h1", NULL, html_case->title);
		markup_line(markup);
		html_page_write_status(markup, html_case);
		lesson.titled = true;
	}
	if (document) {
		lesson.fences = html_fences_read(arena, html_case->modes[0].page, &lesson.fence_count);
		lesson.foreign = html_lesson_is_foreign(html_case);
		lesson.lead = html_lead_cut(document);
		lesson_walk(&lesson, document);
	} else {
		markup_element(markup, "p", "muted", TEXT_NO_PAGE);
	}
	if (document)
		cmark_node_free(document);
	arena_free(arena);
}

static cmark_node *prose_parse(const char *text)
{
	return cmark_parse_document(text, strlen(text), CMARK_OPT_VALIDATE_UTF8);
}

/* The first heading, which is the title; NULL where the text begins with something else. */
static cmark_node *prose_heading(cmark_node *document)
{
	cmark_node *first = document ? cmark_node_first_child(document) : NULL;

	return first && cmark_node_get_type(first) == CMARK_NODE_HEADING ? first : NULL;
}

const char *html_prose_title(struct arena *arena, const char *text)
{
	cmark_node *document = prose_parse(text), *heading = prose_heading(document);
	cmark_iter *iter = heading ? cmark_iter_new(heading) : NULL;
	cmark_event_type event;
	const char *title = NULL;
	struct str words;

	str_init(&words);
	while (iter && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER && cmark_node_get_literal(node))
			str_add(&words, cmark_node_get_literal(node));
		else if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK)
			str_add(&words, " ");
	}
	if (iter) {
		title = arena_strdup(arena, str_text(&words));
		cmark_iter_free(iter);
	}
	str_free(&words);
	if (document)
		cmark_node_free(document);
	return title;
}

void html_prose_write(struct markup *markup, const struct html *html, const char *text, const char *from,
	const char *root, bool first_only)
{
	struct lesson lesson = {.markup = markup, .place = {html, NULL, from, root}, .titled = true};
	cmark_node *document = prose_parse(text), *heading = prose_heading(document), *node;

	for (node = document ? cmark_node_first_child(document) : NULL; node; node = cmark_node_next(node)) {
		if (node == heading || (first_only && cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH))
			continue;
		lesson_walk(&lesson, node);
		if (first_only)
			break;
	}
	if (document)
		cmark_node_free(document);
}
