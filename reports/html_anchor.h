/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The links of a text that is shown in the report: of a lesson, or of an introduction. Addresses come from the text, so they
 * are hostile: only what is known to lead to a page or to the web becomes a link.
 */
#ifndef SOCKSPEC_HTML_ANCHOR_H
#define SOCKSPEC_HTML_ANCHOR_H

struct html;
struct html_case;
struct markup;

/* Where a text stands. Nothing is owned. */
struct html_anchors {
	const struct html *html;
	const struct html_case *html_case; /* NULL: the introduction of a chapter, which cites nothing */
	const char *from;                  /* the text's path in the collection, without ".md" */
	const char *root;                  /* from the page to the report's folder */
};

/* Begins <a> for what may be followed, <span> for all else; the words are the caller's. */
void html_anchor_begin(struct markup *markup, const struct html_anchors *place, const char *url);

/* Ends it, with what is said of a citation behind it. The same `url` again. */
void html_anchor_end(struct markup *markup, const struct html_anchors *place, const char *url);

#endif
