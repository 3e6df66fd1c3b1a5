/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Draws rows of a ladder's text: a column for the time, one for what stands outside the client's line, the space between
 * the lines, and one outside the server's line. Texts that do not fit are wrapped, and rows are added for them. Texts must
 * be clean. For ladder_text.c alone.
 */
#ifndef SOCKSPEC_LADDER_PEN_H
#define SOCKSPEC_LADDER_PEN_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/base/str.h"

enum pen_stroke { PEN_PLAIN, PEN_DASHED, PEN_DOTTED, PEN_THICK, PEN_DOUBLE };

enum pen_bar { PEN_BAR_NONE, PEN_BAR_ALONE, PEN_BAR_BEGINS, PEN_BAR_GOES_ON, PEN_BAR_ENDS };

struct pen_arrow {
	const char *label;
	enum pen_stroke stroke;
	bool right;                      /* from the client to the server */
	bool begins_midway, ends_midway; /* between the lines, not at one */
	bool lost;                       /* and ends in a cross */
};

struct pen {
	struct str *out;
	const char *indent;
	bool utf8;
	size_t side_width, middle_width; /* columns */
	enum pen_bar bars[2];            /* beside the lines, of the row that is drawn */
	/* The row until pen_end: one above the other where there are several, each ended by a newline. */
	struct str time, sides[2], middle;
};

/* `out` and `indent` are the caller's; `width` is columns of the terminal. pen_free leaves `out` alone. */
void pen_init(struct pen *pen, struct str *out, int width, bool utf8, const char *indent);
void pen_free(struct pen *pen);

/* One row: its time, then what stands in it, then its end, which adds it to the text. */
void pen_begin(struct pen *pen, const char *time);
void pen_set_side(struct pen *pen, int host, const char *text); /* rows separated by newlines; NULL: nothing */
void pen_add_arrow(struct pen *pen, const struct pen_arrow *arrow);
void pen_add_note(struct pen *pen, const char *text);           /* below the arrow */
void pen_end(struct pen *pen, const size_t pending[2]);         /* calls that go on after it, by host */

/* Rows by themselves, between others: a time in which nothing happened, and what is not drawn. */
void pen_add_silence(struct pen *pen, const char *text);
void pen_add_left_out(struct pen *pen);

#endif
