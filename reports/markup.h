/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * XML and HTML into memory. All text is made clean (reports/text.h), and what XML would take for its own in it is escaped by libxml2, so that
 * escaping is never ours; most texts have nothing to clean or escape and are added as they are, which is why tags are not left to libxml2's
 * writer: it was a quarter of the time of a large report. Names of elements and attributes are the caller's own words, never from a text.
 * What goes wrong is remembered and said once, by markup_close.
 */
#ifndef SOCKSPEC_MARKUP_H
#define SOCKSPEC_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/base/str.h"

struct err;

struct markup {
	struct str text;
	struct str open; /* names of the elements that are open, each with its NUL, the innermost last */
	bool in_tag;     /* the last one's begin tag still takes attributes */
	bool failed;
};

void markup_open(struct markup *markup);

/* Gives the text: malloc'ed, the caller's. NULL with err where anything failed, or where an element is still open. */
char *markup_close(struct markup *markup, struct err *err);

void markup_begin(struct markup *markup, const char *name);
void markup_attribute(struct markup *markup, const char *name, const char *value); /* NULL: none */
void markup_attributef(struct markup *markup, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void markup_end(struct markup *markup);  /* <a></a>, also where it is empty */
void markup_void(struct markup *markup); /* <br/> */

void markup_text(struct markup *markup, const char *text); /* NULL: nothing */
void markup_textf(struct markup *markup, const char *format, ...) __attribute__((format(printf, 2, 3)));
void markup_bytes(struct markup *markup, const void *data, size_t length);
void markup_line(struct markup *markup); /* a newline, for people who read the source */

/* Begins an element with a class; NULL: without one. */
void markup_open_class(struct markup *markup, const char *name, const char *class_name);

/* A whole element with a class (NULL: without one) and text. */
void markup_element(struct markup *markup, const char *name, const char *class_name, const char *text);

/* What another markup has made, and what stands before the first element. Nothing else may be added as it is. */
void markup_raw(struct markup *markup, const char *fragment);

#endif
