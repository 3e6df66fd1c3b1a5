/* SPDX-License-Identifier: BSD-2-Clause */
/* Pieces that several pages of the report are put together from. Texts are already in the language of the page. */
#ifndef SOCKSPEC_HTML_PIECES_H
#define SOCKSPEC_HTML_PIECES_H

#include <stddef.h>

struct markup;

/*
 * Begins `<section class="..." aria-labelledby="ID">` (or an aside) with its heading, `<h2 id="ID">`. The caller ends it.
 * The class and the id are its own words, the title is any text.
 */
void html_section_begin(struct markup *markup, const char *element, const char *class_name, const char *id, const char *title);

/* The head of a table: one row, a column for each text. */
void html_head_write(struct markup *markup, const char *const *heads, size_t count);

#endif
