/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of the matrix: what the cases of this run say of one requirement. For html_requirements.c. */
#ifndef SOCKSPEC_HTML_MATRIX_H
#define SOCKSPEC_HTML_MATRIX_H

#include "reports/html.h"

/* From the worst; what is covered comes before what is not. */
enum row_state { ROW_BAD, ROW_KNOWN, ROW_OPEN, ROW_PASSED, ROW_UNCOVERED, ROW_UNSHOWABLE, ROW_COUNT };

struct matrix_words {
	const char *id;          /* for style: is-ID, rows-ID */
	const char *word, *words; /* of one, of several */
};

extern const struct matrix_words matrix_words[ROW_COUNT];

/* The cases that cite a row, by their places in reading order. */
struct matrix_citing {
	size_t *places;
	size_t count, capacity;
};

struct matrix {
	struct markup *markup;
	const struct html *html;
	const struct report_requirement *rows;
	enum row_state *states;         /* the worst of what the citing cases show */
	struct matrix_citing *citing;   /* of each row */
	size_t count;
};

/* Fills citing and states, in the report's arena. */
void matrix_find_citing(struct matrix *matrix);

/* The pages that cite a row, with their verdicts. */
void matrix_write_cases(const struct matrix *matrix, size_t index);

/* One row of the table: the requirement, its state, its pages. */
void matrix_write_row(const struct matrix *matrix, size_t index);

#endif
