/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The settings of the machine, once for all modes of a page: modes are played on one machine, so what differs is the exception, and
 * is marked with the modes that it is of.
 */
#ifndef SOCKSPEC_HTML_SETTINGS_H
#define SOCKSPEC_HTML_SETTINGS_H

struct arena;
struct evidence;
struct html_case;
struct markup;

/* What was in force in one mode, in an arena: text that html_settings_write reads, the same in every language. "" where nothing is known. */
const char *html_settings_keep(struct arena *arena, const struct evidence *evidence);

/* A section with those of all modes, whose parts are loaded: first what the page speaks of. Nothing where nothing is known. */
void html_settings_write(struct markup *markup, const struct html_case *html_case);

#endif
