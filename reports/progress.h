/* SPDX-License-Identifier: BSD-2-Clause */
/* The live line of a terminal: how many results came, how they stand, and which cases are being played. */
#ifndef SOCKSPEC_PROGRESS_H
#define SOCKSPEC_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>

#include "reports/report.h"

struct progress {
	FILE *out;
	bool drawn;        /* the line stands there and has to be erased before anything else */
	int planned;
	char **playing;    /* "tcp/recv/peek ipv4", in the order in which they began */
	size_t count, capacity;
};

/* `planned` is how many results will come. `out` stays the caller's. */
void progress_begin(struct progress *progress, FILE *out, int planned);
void progress_reset(struct progress *progress); /* frees what it holds */

/* A play begins; it ends, or is not known: then nothing happens. The words are copied. */
void progress_add(struct progress *progress, const char *case_id, const char *mode);
void progress_remove(struct progress *progress, const char *case_id, const char *mode);

size_t progress_columns(const struct progress *progress); /* of the terminal; 80 where it is none */

/* Draws over what was drawn, and flushes; erase leaves the cursor where the line began. */
void progress_draw(struct progress *progress, const struct report_counts *counts);
void progress_erase(struct progress *progress);

#endif
