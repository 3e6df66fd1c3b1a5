/* SPDX-License-Identifier: BSD-2-Clause */
/* What a ladder's text is made of: things that happen, each a row, in the order of time. For ladder_text.c alone. */
#ifndef SOCKSPEC_LADDER_ROWS_H
#define SOCKSPEC_LADDER_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct ladder;
struct ladder_arrow;
struct ladder_band;
struct ladder_call;

enum ladder_row_kind {
	ROW_ARROW,        /* a packet, from one line to the other */
	ROW_LEAVES,       /* its beginning, where something else happens before it arrives */
	ROW_ARRIVES,
	ROW_BAND,
	ROW_CALL,         /* it returned before anything else happened */
	ROW_CALL_ENTERS,
	ROW_CALL_RETURNS,
	ROW_STATE
};

struct ladder_row {
	int64_t time_ns, end_ns;
	enum ladder_row_kind kind;
	const struct ladder_arrow *arrow;
	const struct ladder_band *band;
	const struct ladder_call *call;
	int connection;         /* -1: none */
	const char *sides[2];   /* what stands outside each line, row below row; NULL: nothing */
	bool found;             /* a finding is about it */
};

/* In the arena; they point into the ladder. */
struct ladder_row *ladder_rows_make(struct arena *arena, const struct ladder *ladder, size_t *count);

#endif
