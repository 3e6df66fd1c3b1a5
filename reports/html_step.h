/* SPDX-License-Identifier: BSD-2-Clause */
/* One step of the script in the lesson: its number, its line as written, and what came of it in each mode. */
#ifndef SOCKSPEC_HTML_STEP_H
#define SOCKSPEC_HTML_STEP_H

#include <stdbool.h>
#include <stddef.h>

struct html_case;
struct markup;
struct step_verdict;

/* The step that begins at a line in a mode; NULL where none does, or where the mode was played with another page. */
const struct step_verdict *html_step_find(const struct html_case *html_case, size_t mode, int line);

/* Steps count from 1 across the page, whatever became of them; 0 where no step begins at the line. */
int html_step_number(const struct html_case *html_case, int line);

/* A line as written, with hosts, strings and comments told apart. */
void html_step_write_source(struct markup *markup, const char *text, size_t length);

/* The verdict's shape and word; "done" for what expects nothing; nothing for NULL. */
void html_step_write_verdict(struct markup *markup, const struct step_verdict *step);

/* What was observed at a line, where that says more than the line itself; each mode's where they differ. */
void html_step_write_observed(struct markup *markup, const struct html_case *html_case, int line);

/* True where some mode's ladder is there to lead to. */
bool html_step_has_ladder(const struct html_case *html_case);

/* Links from a line to its place in the ladders; nothing where it has none. */
void html_step_write_place(struct markup *markup, const struct html_case *html_case, int line);

#endif
