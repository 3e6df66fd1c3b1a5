/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that draw a ladder as SVG share, and nobody else includes. They write to the markup, and own nothing. */
#ifndef SOCKSPEC_LADDER_SVG_PARTS_H
#define SOCKSPEC_LADDER_SVG_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "reports/ladder/ladder_svg.h"

struct str;

/* One being drawn; all of it the caller's of ladder_svg_write. */
struct svg {
	struct markup *markup;
	const struct ladder_layout *layout;
	const struct svg_names *names;
};

/* ---- ladder_svg_parts.c ---- */

/* A path with these steps, which are freed. `class_name` NULL: none. */
void svg_write_path(struct markup *markup, const char *class_name, struct str *data);

/* The rows of a text that is laid out; `anchor` is that of the group around them, LAYOUT_START where it says nothing. */
void svg_write_rows(const struct svg *svg, const char *class_name, enum layout_anchor anchor, struct layout_rows rows);

/* Where the rows of a text are anchored, for its group; and the class that says so there, with a blank in front: "", " end". */
enum layout_anchor svg_anchor(const struct svg *svg, struct layout_rows rows);
const char *svg_anchor_class(enum layout_anchor anchor);

/*
 * Begins a link to a line of the page, or a group where there is none (line 0); the caller ends it. What is `below` is reached by
 * a pointer alone: the same link stands with its text.
 */
void svg_begin_group(const struct svg *svg, const char *id, const char *class_name, int line, bool below);

/* "0.000123", since the picture's time 0. Initializes `str`, which the caller frees; gives its text. */
const char *svg_seconds(const struct svg *svg, struct str *str, int64_t time_ns);

/* ---- ladder_svg_arrow.c ---- */

/* Shafts stand below all labels, so that what crosses a label does not cover it. */
void svg_write_shaft(const struct svg *svg, const struct layout_arrow *drawn);
void svg_write_label(const struct svg *svg, const struct layout_arrow *drawn);

#endif
