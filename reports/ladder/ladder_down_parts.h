/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files that lay a ladder out downwards share, and nobody else includes. Everything lives in work->arena; y are px from the
 * picture's top, times ns as the ladder's. A function that places something is given the y that its time asks for and gives
 * the one that it got, which is not above it.
 */
#ifndef SOCKSPEC_LADDER_DOWN_PARTS_H
#define SOCKSPEC_LADDER_DOWN_PARTS_H

#include "reports/ladder/ladder_layout_parts.h"

/* In the order in which things of the same time happen. */
enum moment_kind { MOMENT_ENTER, MOMENT_BAND_BEGIN, MOMENT_LEAVE, MOMENT_ARRIVE, MOMENT_STATE, MOMENT_BAND_END, MOMENT_EXIT };

struct moment {
	int64_t time_ns;
	enum moment_kind kind;
	size_t index;     /* in the layout's array */
};

struct moments {
	struct layout_work *work;
	struct moment *items;
	size_t count;
	int *band_least;  /* by band of the layout: where it may end */
	int y;            /* of the last one */
};

/* ---- ladder_moments.c ---- */

/* Fills items and band_least, in order. `work` is set, all else zero. */
void moments_make(struct moments *moments);

/* ---- ladder_down_arrow.c ---- */

/* The arrow of this place in the layout leaves, or arrives. */
int down_leave(struct layout_work *work, size_t index, int y);
int down_arrive(struct layout_work *work, size_t index, int y);

#endif
