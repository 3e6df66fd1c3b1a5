/* SPDX-License-Identifier: BSD-2-Clause */
/* What is special about a packet, by name: for the drawing's classes, and for people. */
#ifndef SOCKSPEC_LADDER_MARKS_H
#define SOCKSPEC_LADDER_MARKS_H

#include <stddef.h>

#include "reports/ladder/ladder.h"

struct str;

struct mark_words {
	enum ladder_mark mark;
	const char *name;       /* of its class in the drawing: "zero-window" */
	const char *word;       /* marked for translation: shown through _() */
	unsigned hidden_by;     /* marks that leave nothing of it to be seen */
};

/* The rows, in the order in which a legend shows them; NULL at the end. Marks that have no shape are not in it. */
const struct mark_words *ladder_marks_row(size_t index);

/* Its own shape is drawn for an arrow with these marks. */
bool ladder_marks_shown(const struct mark_words *row, unsigned marks);

/* " lost again" */
void ladder_marks_add_names(struct str *str, unsigned marks);

/* "; lost; sent again", in the language in use. */
void ladder_marks_add_words(struct str *str, unsigned marks);

#endif
