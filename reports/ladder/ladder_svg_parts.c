/* SPDX-License-Identifier: BSD-2-Clause */
/* What all drawings of a ladder's things have in common: paths, rows of text, links. */
#include "config.h"

#include "harness/base/str.h"
#include "reports/ladder/ladder_svg_parts.h"
#include "reports/markup.h"
#include "reports/text.h"

void svg_write_path(struct markup *markup, const char *class_name, struct str *data)
{
	markup_begin(markup, "path");
	markup_attribute(markup, "class", class_name);
	markup_attribute(markup, "d", str_text(data));
	markup_void(markup);
	str_free(data);
}

enum layout_anchor svg_anchor(const struct svg *svg, struct layout_rows rows)
{
	return rows.count > 0 ? svg->layout->texts[rows.first].anchor : LAYOUT_START;
}

const char *svg_anchor_class(enum layout_anchor anchor)
{
	static const char *const classes[] = {"", " middle", " end"};

	return classes[anchor];
}

void svg_write_rows(const struct svg *svg, const char *class_name, enum layout_anchor anchor, struct layout_rows rows)
{
	static const char *const anchors[] = {"start", "middle", "end"};
	size_t i;

	for (i = rows.first; i < rows.first + rows.count; i++) {
		const struct layout_text *text = &svg->layout->texts[i];

		markup_begin(svg->markup, "text");
		markup_attribute(svg->markup, "class", class_name);
		markup_attributef(svg->markup, "x", "%d", text->x);
		markup_attributef(svg->markup, "y", "%d", text->y);
		if (text->anchor != anchor)
			markup_attribute(svg->markup, "text-anchor", anchors[text->anchor]);
		markup_text(svg->markup, text->text);
		markup_end(svg->markup);
	}
}

void svg_begin_group(const struct svg *svg, const char *id, const char *class_name, int line, bool below)
{
	markup_begin(svg->markup, line > 0 ? "a" : "g");
	if (line > 0)
		markup_attributef(svg->markup, "href", "#line-%d", line);
	markup_attribute(svg->markup, "id", id);
	markup_attribute(svg->markup, "class", class_name);
	if (line > 0)
		markup_attributef(svg->markup, "data-line", "%d", line);
	if (line > 0 && below) {
		markup_attribute(svg->markup, "tabindex", "-1");
		markup_attribute(svg->markup, "aria-hidden", "true");
	}
}

const char *svg_seconds(const struct svg *svg, struct str *str, int64_t time_ns)
{
	str_init(str);
	text_add_seconds(str, time_ns - svg->names->begin_ns, 6);
	return str_text(str);
}
