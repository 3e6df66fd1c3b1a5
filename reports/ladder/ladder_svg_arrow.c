/* SPDX-License-Identifier: BSD-2-Clause */
/* Arrows as SVG: the shaft, the label, what its title says; and the legend's samples. */
#include "config.h"

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/ladder/ladder_marks.h"
#include "reports/ladder/ladder_shape.h"
#include "reports/ladder/ladder_svg_parts.h"
#include "reports/markup.h"

#define TEXT_TIMES _("%s, left at %s s, arrived at %s s")
#define TEXT_LEFT _("%s, left at %s s")
#define TEXT_ARRIVED _("%s, arrived at %s s")

static void svg_write_arrow_title(const struct svg *svg, const struct ladder_arrow *arrow)
{
	struct str left, arrived, words;

	str_init(&words);
	ladder_marks_add_words(&words, arrow->marks);
	if (arrow->note)
		str_addf(&words, "; %s", arrow->note);
	svg_seconds(svg, &left, arrow->left_ns);
	svg_seconds(svg, &arrived, arrow->arrived_ns);
	markup_begin(svg->markup, "title");
	if (arrow->left_ns >= 0 && arrow->arrived_ns >= 0)
		markup_textf(svg->markup, TEXT_TIMES, arrow->label, str_text(&left), str_text(&arrived));
	else if (arrow->left_ns >= 0 && !(arrow->marks & LADDER_MISSING))
		markup_textf(svg->markup, TEXT_LEFT, arrow->label, str_text(&left));
	else if (arrow->arrived_ns >= 0)
		markup_textf(svg->markup, TEXT_ARRIVED, arrow->label, str_text(&arrived));
	else
		markup_text(svg->markup, arrow->label);
	markup_text(svg->markup, str_text(&words));
	markup_end(svg->markup);
	str_free(&left);
	str_free(&arrived);
	str_free(&words);
}

void svg_write_shaft(const struct svg *svg, const struct layout_arrow *drawn)
{
	const struct ladder_arrow *arrow = drawn->arrow;
	const struct packet_record *record = arrow->sent ? arrow->sent : arrow->received;
	struct str id, class_name, data;

	str_init(&id);
	if (record)
		str_addf(&id, "ladder-%zu-%s-%d", svg->names->mode, record->host == 0 ? "client" : "server",
			record->number);
	str_init(&class_name);
	str_add(&class_name, "arrow");
	ladder_marks_add_names(&class_name, arrow->marks);
	svg_begin_group(svg, record ? str_text(&id) : NULL, str_text(&class_name), arrow->line, true);
	str_init(&data);
	ladder_shape_add_shaft(&data, drawn);
	svg_write_path(svg->markup, NULL, &data);
	str_init(&data);
	ladder_shape_add_signs(&data, drawn);
	if (data.length > 0)
		svg_write_path(svg->markup, "sign", &data);
	markup_end(svg->markup);
	markup_line(svg->markup);
	str_free(&id);
	str_free(&class_name);
}

void svg_write_label(const struct svg *svg, const struct layout_arrow *drawn)
{
	enum layout_anchor anchor = svg_anchor(svg, drawn->label);
	const struct ladder_arrow *arrow = drawn->arrow;
	struct str class_name;

	str_init(&class_name);
	str_add(&class_name, "label");
	str_add(&class_name, svg_anchor_class(anchor));
	ladder_marks_add_names(&class_name, arrow->marks);
	svg_begin_group(svg, NULL, str_text(&class_name), arrow->line, false);
	svg_write_arrow_title(svg, arrow);
	svg_write_rows(svg, NULL, anchor, drawn->label);
	svg_write_rows(svg, "wire", anchor, drawn->note);
	markup_end(svg->markup);
	markup_line(svg->markup);
	str_free(&class_name);
}

void ladder_svg_write_sample(struct markup *markup, const struct mark_words *mark)
{
	struct ladder_arrow arrow = {.marks = mark->mark};
	struct layout_arrow drawn = {.arrow = &arrow, .from_x = 6, .from_y = 7, .to_x = 46, .to_y = 9};
	struct str class_name, data;

	drawn.ends_midway = mark->mark == LADDER_LOST;
	drawn.begins_midway = (unsigned)mark->mark & (LADDER_INJECTED | LADDER_ANSWERED);
	if (drawn.ends_midway)
		drawn.to_x = 38;
	str_init(&class_name);
	str_addf(&class_name, "arrow %s", mark->name);
	markup_begin(markup, "svg");
	markup_attribute(markup, "width", "48");
	markup_attribute(markup, "height", "16");
	markup_attribute(markup, "aria-hidden", "true");
	markup_open_class(markup, "g", str_text(&class_name));
	str_init(&data);
	ladder_shape_add_shaft(&data, &drawn);
	svg_write_path(markup, NULL, &data);
	str_init(&data);
	ladder_shape_add_signs(&data, &drawn);
	if (data.length > 0)
		svg_write_path(markup, "sign", &data);
	markup_end(markup);
	markup_end(markup);
	str_free(&class_name);
}
