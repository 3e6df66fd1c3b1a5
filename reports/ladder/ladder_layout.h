/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where everything of a ladder stands in a drawing: a pure function from a ladder to whole CSS pixels, from the left and
 * from the top. Time runs down and never backwards; it is stretched where things need room, and long silences are left
 * out. No text overlaps another one, none leaves the picture, and no arrow goes through the letters of a label where there
 * is a way around them; ladder_layout_check and ladder_layout_check_struck count that again from the places alone. All of it
 * lives in the arena; it points into the ladder. Texts are clean (reports/text.h) and in the language in use.
 */
#ifndef SOCKSPEC_LADDER_LAYOUT_H
#define SOCKSPEC_LADDER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/ladder/ladder.h"

struct arena;
struct str;

#define LADDER_NO_BAND (-1)

struct layout_options {
	int width;      /* what is wished for; it becomes wider where the texts need it */
	int font;       /* size of the monospace letters: a cell is 0.6 of it wide, East Asian characters take two */
	int band;       /* draw this one alone, opened; LADDER_NO_BAND: everything */
	size_t most;    /* arrows of that band, from its first; 0: all of them */
	const bool *open; /* by band: draw its arrows instead of it; NULL: every band is folded */
};

struct layout_box {
	int x, y, width, height; /* x and y of the corner at the top on the left */
};

enum layout_anchor { LAYOUT_START, LAYOUT_MIDDLE, LAYOUT_END };

/* One row of text. */
struct layout_text {
	struct layout_box box;
	const char *text;
	int x, y;                  /* where `anchor` is, and the base line */
	enum layout_anchor anchor;
};

/* The rows of one label: texts[first] and those behind it. */
struct layout_rows {
	size_t first, count;
};

struct layout_line {
	const struct ladder_line *line;
	int x, top, bottom;
	struct layout_rows name, address;
};

struct layout_arrow {
	const struct ladder_arrow *arrow;
	int from_x, from_y, to_x, to_y; /* of what is drawn */
	bool begins_midway, ends_midway; /* nobody sent it, or it was lost: between the lines */
	bool hook;                       /* both ends are on one line */
	bool bent;                       /* level up to bend_x[0], level again from bend_x[1] on, to keep off labels */
	int bend_x[2];
	struct layout_rows label, note;
};

struct layout_band {
	const struct ladder_band *band;
	size_t index;
	int from_x, to_x;
	int from_top, from_bottom, to_top, to_bottom;
	struct layout_rows label;
};

struct layout_call {
	const struct ladder_call *call;
	struct layout_box bar;
	bool open;                 /* it goes on below the picture */
	int leader_from, leader_to, leader_y; /* from the text to the bar */
	struct layout_rows text;
};

struct layout_state {
	const struct ladder_state *state;
	int leader_from, leader_to, y; /* from the text to the line */
	struct layout_rows text;
};

/* A silence that is left out: a zigzag on every line. */
struct layout_fold {
	int y, height;
	int64_t silence_ns;
	struct layout_rows text;
};

struct layout_moment {
	int64_t time_ns;
	int y;
};

struct ladder_layout {
	int width, height, font;
	struct layout_text *texts;
	size_t text_count;
	struct layout_line *lines;     /* as the ladder has them */
	size_t line_count;
	struct layout_arrow *arrows;   /* those that are drawn */
	size_t arrow_count;
	struct layout_band *bands;     /* those that are drawn folded */
	size_t band_count;
	struct layout_call *calls;
	size_t call_count;
	struct layout_state *states;
	size_t state_count;
	struct layout_fold *folds;     /* from the top */
	size_t fold_count;
	struct layout_rows marks;      /* times at the edge */
	struct layout_moment *moments; /* every time that something is drawn at, in the order of time: y(time) */
	size_t moment_count;
};

/* Never fails. `ladder` outlives the layout. */
const struct ladder_layout *ladder_layout_make(struct arena *arena, const struct ladder *ladder,
	const struct layout_options *options);

/* How many pairs of texts overlap, and how many texts leave the picture; which ones is added to `which` (NULL: nowhere). */
size_t ladder_layout_check(const struct ladder_layout *layout, struct str *which);

/*
 * How many of the texts between the lines, which are labels of arrows and of bands and silences, have an arrow through their
 * letters. An arrow that begins and ends on one line is not looked at.
 */
size_t ladder_layout_check_struck(const struct ladder_layout *layout, struct str *which);

#endif
