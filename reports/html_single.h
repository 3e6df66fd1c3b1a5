/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One lesson as one file, to hand in or mail: style and script stand in the page and are named by their digest in its
 * policy, small captures are in their links, and nothing leads to files beside it.
 */
#ifndef SOCKSPEC_HTML_SINGLE_H
#define SOCKSPEC_HTML_SINGLE_H

struct arena;
struct html;
struct markup;

#define HTML_SINGLE_CAPTURE_MOST (256u << 10) /* bytes of a file that goes into its link */

/* Policy, style and script, within <head>. */
void html_single_write_head(struct markup *markup);

/* A data: address of a file, in the report's arena; NULL where it is too large or cannot be read. */
const char *html_single_link(const struct html *html, const char *path);

#endif
