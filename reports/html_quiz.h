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

/* A statement without its result: behind the last sign of comparison, and of calls that read, the bytes too, stands "?". */
void html_quiz_add_masked(struct str *str, const char *source);

#endif
