/* SPDX-License-Identifier: BSD-2-Clause */
/* The beginnings of sections and tables, as all pages have them. */
#include "config.h"

#include "reports/html_pieces.h"
#include "reports/markup.h"

void html_section_begin(struct markup *markup, const char *element, const char *class_name, const char *id, const char *title)
{
	markup_open_class(markup, element, class_name);
	markup_attribute(markup, "aria-labelledby", id);
	markup_begin(markup, "h2");
	markup_attribute(markup, "id", id);
	markup_text(markup, title);
	markup_end(markup);
}

void html_head_write(struct markup *markup, const char *const *heads, size_t count)
{
	size_t i;

	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < count; i++) {
		markup_begin(markup, "th");
		markup_attribute(markup, "scope", "col");
		markup_text(markup, heads[i]);
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
}
