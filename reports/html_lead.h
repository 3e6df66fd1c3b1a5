/* SPDX-License-Identifier: BSD-2-Clause */
/* The first sentence of a page, which says what the page shows, as a paragraph by itself. */
#ifndef SOCKSPEC_HTML_LEAD_H
#define SOCKSPEC_HTML_LEAD_H

#include <cmark.h>

/*
 * Cuts the first paragraph below the title behind its first sentence, in the tree, and gives the paragraph that has the
 * sentence; the document owns both. NULL where no paragraph follows the title.
 */
cmark_node *html_lead_cut(cmark_node *document);

#endif
