/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The shapes of a ladder as the data of SVG paths. Each kind of arrow has a shape of its own, so that none is told by its
 * colour alone.
 */
#ifndef SOCKSPEC_LADDER_SHAPE_H
#define SOCKSPEC_LADDER_SHAPE_H

#include "reports/ladder/ladder_layout.h"

struct str;

/* The shaft, with the head where it arrives: straight, doubled (a copy), jagged (changed), or a hook. */
void ladder_shape_add_shaft(struct str *str, const struct layout_arrow *arrow);

/* What stands on the arrow: cross, ring, crossing, clock, diamond, box, gate, octagon. Nothing for a plain one. */
void ladder_shape_add_signs(struct str *str, const struct layout_arrow *arrow);

/* A host's line from its top to its bottom, with a zigzag for each silence that is left out. */
void ladder_shape_add_line(struct str *str, const struct layout_line *line, const struct ladder_layout *layout);

/* The outline of a band. */
void ladder_shape_add_band(struct str *str, const struct layout_band *band);

/* Lines within it, as its arrows would run. */
void ladder_shape_add_hatching(struct str *str, const struct layout_band *band);

#endif
