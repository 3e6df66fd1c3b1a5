/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * XML and HTML into memory, through libxml2's writer, so that escaping is never ours. All text is made clean
 * (reports/text.h) before the writer sees it. What goes wrong is remembered and said once, by markup_close.
 */
#ifndef SOCKSPEC_MARKUP_H
#define SOCKSPEC_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/xmlwriter.h>

#include "harness/base/str.h"

struct err;

struct markup {
	xmlTextWriterPtr writer;
	xmlBufferPtr buffer;
	bool failed;
};

int markup_open(struct markup *markup, struct err *err); /* 0 or -1 */

/* Ends everything and gives the text: malloc'ed, the caller's. NULL with err where anything failed. */
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

/* What another markup has made. Nothing else may be added as it is. */
void markup_raw(struct markup *markup, const char *fragment);

#endif
