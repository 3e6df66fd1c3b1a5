/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A ladder for terminals: one row after the other in the order of time, the client's line on the left, the server's on the
 * right, packets between them, calls and states outside. Nothing that came from a network reaches the terminal as it was
 * (reports/text.h).
 */
#ifndef SOCKSPEC_LADDER_TEXT_H
#define SOCKSPEC_LADDER_TEXT_H

#include <stdbool.h>

struct arena;
struct ladder;
struct str;

#define LADDER_TEXT_LEAST 80
#define LADDER_TEXT_MOST 160

struct ladder_text_options {
	int width;          /* columns, LEAST to MOST */
	bool utf8;          /* else ASCII alone */
	int around;         /* 0: everything; else only so many rows before and behind what a finding is about */
	const char *indent; /* in front of each row, within the width; NULL: nothing */
};

/* What the terminal takes: COLUMNS, else `columns` (0: not known), within the limits; the locale's encoding. */
void ladder_text_options_init(struct ladder_text_options *options, int columns);

/* Adds nothing where there is nothing to draw, or with `around` nothing that a finding is about. */
void ladder_text_print(struct str *str, struct arena *arena, const struct ladder *ladder,
	const struct ladder_text_options *options);

#endif
