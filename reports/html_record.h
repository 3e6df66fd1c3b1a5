/* SPDX-License-Identifier: BSD-2-Clause */
/* What happened in one mode: the table of calls and packets, and the parts below it. */
#ifndef SOCKSPEC_HTML_RECORD_H
#define SOCKSPEC_HTML_RECORD_H

#include <stddef.h>

struct arena;
struct evidence;
struct html;
struct html_case;
struct markup;
struct result;
struct wire_record;

/* Calls and packets as a table; `mode` counts from 1, `root` leads to the glossary's folder (NULL: none). html_happened.c */
void html_happened_write(struct markup *markup, const struct result *result, const struct evidence *evidence,
	size_t mode, const char *root);

/*
 * What the wire did with a packet, in words, with the step that asked for it: "the wire: dropped (step 9)". In the arena; NULL where
 * it did nothing. html_happened_packet.c
 */
const char *html_wire_words(struct arena *arena, const struct evidence *evidence, const struct result *result,
	const struct wire_record *record);

/* The conversation as a drawing, as a <figure>; `mode` counts from 1. Nothing where nothing happened. html_ladder.c */
void html_ladder_write(struct markup *markup, struct arena *arena, size_t mode, const struct evidence *evidence,
	const struct result *result);

/* Where the captures and the evidence are. */
void html_captures_write(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct result *result, const struct evidence *evidence);

/* What servers and actors printed. */
void html_machine_write(struct markup *markup, const struct evidence *evidence);

#endif
