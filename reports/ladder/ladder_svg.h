/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A ladder that is laid out, as SVG within HTML: groups with classes, whose look is the style's (reports/style/ladder.css),
 * with the ids and links that the page's other parts rely on. Text is escaped by the writer.
 */
#ifndef SOCKSPEC_LADDER_SVG_H
#define SOCKSPEC_LADDER_SVG_H

#include <stddef.h>

#include "reports/ladder/ladder_layout.h"

struct markup;

struct svg_names {
	size_t mode;        /* from 1: ids begin with "ladder-MODE" */
	int band;           /* of a drawing of one band alone; LADDER_NO_BAND */
	const char *title;  /* what is drawn, in words: one line, and a few sentences */
	const char *description;
	int64_t begin_ns;   /* times count from here */
};

/* Everything is only read; leaves nothing open. */
void ladder_svg_write(struct markup *markup, const struct ladder_layout *layout, const struct svg_names *names);

/* The shape of a mark by itself, for a legend. */
struct mark_words;
void ladder_svg_write_sample(struct markup *markup, const struct mark_words *mark);

#endif
