/* SPDX-License-Identifier: BSD-2-Clause */
/* The first sentence of a page as a paragraph by itself. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html_lead.h"
#include "reports/text.h"

#define LEAD_FULL_STOP "\u3002" /* of Chinese and Japanese */

static cmark_node *lead_find_paragraph(cmark_node *document)
{
	cmark_node *node = cmark_node_first_child(document);

	if (node && cmark_node_get_type(node) == CMARK_NODE_HEADING)
		node = cmark_node_next(node);
	return node && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH ? node : NULL;
}

/* A new sentence does not begin with a small letter: "e.g. this" goes on. */
static bool lead_begins_sentence(const char *text, cmark_node *next)
{
	if (*text)
		return !islower((unsigned char)*text);
	for (; next; next = cmark_node_next(next)) {
		if (cmark_node_get_type(next) == CMARK_NODE_TEXT)
			return !islower((unsigned char)text_or_empty(cmark_node_get_literal(next))[0]);
		if (cmark_node_get_type(next) != CMARK_NODE_SOFTBREAK)
			return true;
	}
	return true;
}

/* How much of the text still belongs to the sentence, where the sentence ends in it: else 0. `depth` of parentheses. */
static size_t lead_find_end(const char *text, cmark_node *next, int *depth)
{
	const char *c;

	for (c = text; *c; c++) {
		*depth += *c == '(' ? 1 : *c == ')' && *depth > 0 ? -1 : 0;
		if (*depth > 0)
			continue;
		if (strncmp(c, LEAD_FULL_STOP, strlen(LEAD_FULL_STOP)) == 0)
			return (size_t)(c - text) + strlen(LEAD_FULL_STOP);
		if (strchr(".?!", *c) && (c[1] == ' ' || c[1] == '\0') &&
		    lead_begins_sentence(c + 1 + strspn(c + 1, " "), next))
			return (size_t)(c - text) + 1;
	}
	return 0;
}

/* Moves everything behind `node` into a paragraph of its own, led by the rest of the node's text. */
static void lead_move_rest(cmark_node *paragraph, cmark_node *node, size_t length)
{
	const char *literal = text_or_empty(cmark_node_get_literal(node));
	const char *left = literal + length + strspn(literal + length, " ");
	cmark_node *rest = cmark_node_new(CMARK_NODE_PARAGRAPH);
	cmark_node *next = cmark_node_next(node);
	char *sentence = strndup(literal, length);

	if (*left) {
		cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);

		cmark_node_set_literal(text, left);
		cmark_node_append_child(rest, text);
	} else if (next && cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK) {
		cmark_node *blank = next;

		next = cmark_node_next(next);
		cmark_node_unlink(blank);
		cmark_node_free(blank);
	}
	if (sentence)
		cmark_node_set_literal(node, sentence);
	free(sentence);
	while (next) {
		cmark_node *following = cmark_node_next(next);

		cmark_node_append_child(rest, next);
		next = following;
	}
	if (cmark_node_first_child(rest))
		cmark_node_insert_after(paragraph, rest);
	else
		cmark_node_free(rest);
}

cmark_node *html_lead_cut(cmark_node *document)
{
	cmark_node *paragraph = lead_find_paragraph(document);
	cmark_node *node = paragraph ? cmark_node_first_child(paragraph) : NULL;
	int depth = 0;

	for (; node; node = cmark_node_next(node)) {
		size_t length;

		if (cmark_node_get_type(node) != CMARK_NODE_TEXT)
			continue;
		length = lead_find_end(text_or_empty(cmark_node_get_literal(node)), cmark_node_next(node), &depth);
		if (length > 0) {
			lead_move_rest(paragraph, node, length);
			break;
		}
	}
	return paragraph;
}
