/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files of the layout share, and nobody else includes: one being made. All of it lives in work->arena; lengths are px, times
 * ns as the ladder's.
 */
#ifndef SOCKSPEC_LADDER_LAYOUT_PARTS_H
#define SOCKSPEC_LADDER_LAYOUT_PARTS_H

#include "reports/ladder/ladder_layout.h"

#define LAYOUT_LABEL_CELLS 46  /* of an arrow's label, in a row */
#define LAYOUT_CALL_CELLS 40   /* of a call, in a row; fewer where the picture would become too wide, */
#define LAYOUT_CALL_CELLS_LEAST 22
#define LAYOUT_ROWS_MOST 3     /* of any text; the rest is left out and can be read where it leads to */
/* A cell is 0.6 of the letters' size wide; fonts differ a little. */
#define LAYOUT_CELLS_PX(cells, font) (((cells) * (font) * 61 + 99) / 100)

#define LAYOUT_WIDER 10        /* a part of the wished width: so much more, where arrows need it to keep off labels */
#define LAYOUT_EDGE 4          /* around the picture */
#define LAYOUT_STRIPE 4
#define LAYOUT_LABEL_GAP 8     /* between a line and a label */

/* A text cut into rows that fit. */
struct fitted {
	const char *rows[LAYOUT_ROWS_MOST];
	int widths[LAYOUT_ROWS_MOST]; /* px */
	size_t count;
	int width;                 /* of the widest */
	bool cut;                  /* there was more */
};

enum layout_side { SIDE_LEFT, SIDE_RIGHT };

struct layout_work {
	struct arena *arena;
	const struct ladder *ladder;
	const struct layout_options *options;
	struct ladder_layout *layout;
	size_t text_capacity, fold_capacity, moment_capacity;
	int row_height;
	/* Across: where the columns end, next to the lines; where the arrows' labels may stand. */
	int column_x[2];           /* by side */
	int middle_left, middle_right;
	int middle_least;          /* how wide that is at least; 0: as its texts need */
	int note_most;             /* px of a row of a note; 0: as wide as that */
	int head_height;           /* of the lines' names */
	int *lanes;                /* by line: how many bars stand side by side */
	bool *arrow_drawn;         /* by arrow of the ladder */
	bool *band_drawn;          /* by band: drawn folded */
	int64_t begin_ns, end_ns;  /* of what is drawn */
	struct fitted *arrow_labels, *arrow_notes; /* by arrow */
	struct fitted *band_labels, *call_texts, *state_texts;
	int *skyline;              /* by stripes of LAYOUT_STRIPE px across: where the lowest text in it ends */
	size_t stripe_count;
};

/* ---- ladder_fit.c ---- */

/* How wide a clean text is at the most. */
int layout_text_px(const struct layout_work *work, const char *clean);

/* At most LAYOUT_ROWS_MOST rows of at most `cells`; a text that is longer ends in an ellipsis. NULL: no row. */
struct fitted layout_fit(const struct layout_work *work, const char *text, size_t cells);

/* The same for a call: its arguments are cut, what it gave is not. */
struct fitted layout_fit_call(const struct layout_work *work, const char *text, size_t cells);

/* Adds rows below each other, the first one's box at `top`. */
struct layout_rows layout_add_rows(struct layout_work *work, const struct fitted *fitted, int x, int top,
	enum layout_anchor anchor);

/* Nothing is to stand across [x, x + width) above `bottom` any more. */
void layout_take_room(struct layout_work *work, int x, int width, int bottom);

/* The smallest top, `top` or more, from which on nothing stands yet across [x, x + width). */
int layout_find_room(const struct layout_work *work, int x, int width, int top);

/* ---- ladder_across.c: what is drawn, and everything across ---- */

/* On which side of the picture the texts of a line stand. Then what is drawn; then all x. */
enum layout_side layout_side_of(const struct layout_work *work, int line);
void layout_select(struct layout_work *work);
void layout_place_across(struct layout_work *work);

/* ---- ladder_down.c: everything down ---- */

/* All y, when all x are known. */
void layout_place_down(struct layout_work *work);

/* ---- ladder_bend.c: ways around the labels ---- */

/* When all y are known. Gives how much wider the middle would have to be so that every arrow has a way; 0: each has one. */
int layout_bend(struct layout_work *work);

/* ---- ladder_layout_check.c ---- */

/* True where the arrow, which is no hook, goes through the letters of a row with this box. */
bool layout_strikes(const struct layout_arrow *arrow, const struct layout_box *box);

#endif
