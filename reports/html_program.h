/* SPDX-License-Identifier: BSD-2-Clause */
/* The page as programs that a reader can compile and run, or why there is none. */
#ifndef SOCKSPEC_HTML_PROGRAM_H
#define SOCKSPEC_HTML_PROGRAM_H

struct html_case;
struct markup;

/* A section; nothing where neither a program nor a reason is known. */
void html_programs_write(struct markup *markup, const struct html_case *html_case);

/* A section: how to play this page alone, look at its ladder, and read its captures. */
void html_commands_write(struct markup *markup, const struct html_case *html_case, const char *command);

#endif
