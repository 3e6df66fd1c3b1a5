/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lesson as a quiz (--quiz): what came of a step, and what is expected of it, is folded behind a question, so that a
 * class can predict first. Works by <details> alone.
 */
#ifndef SOCKSPEC_HTML_QUIZ_H
#define SOCKSPEC_HTML_QUIZ_H

struct html_case;
struct markup;
struct str;

/* The cell of a step: its statement without what it expects, and folded behind it everything. */
void html_quiz_write_step(struct markup *markup, const struct html_case *html_case, int line);

/* Begins a fold with a question; markup_end ends it. */
void html_quiz_begin(struct markup *markup, const char *question);

/*
 * A statement without what comes out of it: "?" stands behind the last sign of comparison, and in the place of out-arguments (bytes
 * that are read, values of options, addresses, events). Names that a page binds stay, for later lines speak of them. html_quiz_mask.c
 */
void html_quiz_add_masked(struct str *str, const char *source);

/* Where the packet begins in "> S 0:0(0)", "server: c < . 1:1(0)", "+0.2 > F."; NULL where it is no packet line. */
const char *html_quiz_find_arrow(const char *source);

#endif
