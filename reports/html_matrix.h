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

struct matrix {
	struct markup *markup;
	const struct html *html;
	const struct report_requirement *rows;
	enum row_state *states;
	size_t count;
};

/* The worst of what the citing cases show. */
enum row_state matrix_row_state(const struct html *html, const struct report_requirement *row);

void matrix_write_row(const struct matrix *matrix, size_t index);

#endif
