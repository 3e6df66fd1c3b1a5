/* SPDX-License-Identifier: BSD-2-Clause */
/* A ladder as SVG: lines below, then bands, arrows, and the texts above all. */
#include "config.h"

#include <limits.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/ladder/ladder_shape.h"
#include "reports/ladder/ladder_svg_parts.h"
#include "reports/markup.h"

#define TEXT_CALL _("%s, from %s s to %s s")
#define TEXT_CALL_OPEN _("%s, from %s s on; it has not returned")
#define TEXT_SAMPLED _("%s, as the kernel says")

static void svg_write_lines(const struct svg *svg)
{
	size_t i;

	for (i = 0; i < svg->layout->line_count; i++) {
		const struct layout_line *line = &svg->layout->lines[i];
		struct str data;

		str_init(&data);
		ladder_shape_add_line(&data, line, svg->layout);
		svg_write_path(svg->markup, line->line->of_packets ? "host packets" : "host", &data);
		svg_write_rows(svg, "name", LAYOUT_START, line->name);
		svg_write_rows(svg, "muted", LAYOUT_START, line->address);
		markup_line(svg->markup);
	}
}

/* Below, its area; then its label, which another band's area must not cover. */
static void svg_write_band(const struct svg *svg, const struct layout_band *band, bool below)
{
	struct str data;

	markup_begin(svg->markup, "a");
	markup_attributef(svg->markup, "href", "#ladder-%zu-band-%zu", svg->names->mode, band->index + 1);
	markup_attribute(svg->markup, "class", "band");
	if (below) {
		markup_attribute(svg->markup, "tabindex", "-1");
		markup_attribute(svg->markup, "aria-hidden", "true");
		str_init(&data);
		ladder_shape_add_band(&data, band);
		svg_write_path(svg->markup, NULL, &data);
		str_init(&data);
		ladder_shape_add_hatching(&data, band);
		svg_write_path(svg->markup, "hatching", &data);
	} else {
		svg_write_rows(svg, NULL, LAYOUT_START, band->label);
	}
	markup_end(svg->markup);
	markup_line(svg->markup);
}

/* All leaders of one look are one path, since nobody points at one of them. */
static void svg_write_leaders(const struct svg *svg, const char *class_name, struct str *data)
{
	if (data->length > 0)
		svg_write_path(svg->markup, class_name, data);
	str_free(data);
}

static void svg_write_state_leaders(const struct svg *svg, const char *class_name, bool sampled)
{
	struct str data;
	size_t i;

	str_init(&data);
	for (i = 0; i < svg->layout->state_count; i++) {
		const struct layout_state *drawn = &svg->layout->states[i];

		if (drawn->state->sampled == sampled)
			str_addf(&data, "M%d %dH%d", drawn->leader_from, drawn->y, drawn->leader_to);
	}
	svg_write_leaders(svg, class_name, &data);
}

static void svg_write_call_leaders(const struct svg *svg)
{
	struct str data;
	size_t i;

	str_init(&data);
	for (i = 0; i < svg->layout->call_count; i++) {
		const struct layout_call *drawn = &svg->layout->calls[i];

		str_addf(&data, "M%d %dH%d", drawn->leader_from, drawn->leader_y, drawn->leader_to);
	}
	svg_write_leaders(svg, "leader", &data);
}

static void svg_write_call(const struct svg *svg, const struct layout_call *drawn)
{
	const struct ladder_call *call = drawn->call;
	enum layout_anchor anchor = svg_anchor(svg, drawn->text);
	struct str id, class_name, enter, leave;

	str_init(&id);
	str_addf(&id, "ladder-%zu-call-%d", svg->names->mode, call->line);
	str_init(&class_name);
	str_addf(&class_name, "call%s%s%s", svg_anchor_class(anchor), call->bad ? " unexpected" : "", drawn->open ? " open" : "");
	/* A band alone repeats the calls of its stretch, without their ids. */
	svg_begin_group(svg, svg->names->band == LADDER_NO_BAND && call->line > 0 ? str_text(&id) : NULL,
		str_text(&class_name), call->line, false);
	markup_begin(svg->markup, "title");
	svg_seconds(svg, &enter, call->enter_ns);
	svg_seconds(svg, &leave, call->exit_ns);
	if (call->exit_ns >= 0)
		markup_textf(svg->markup, TEXT_CALL, call->text, str_text(&enter), str_text(&leave));
	else
		markup_textf(svg->markup, TEXT_CALL_OPEN, call->text, str_text(&enter));
	markup_end(svg->markup);
	markup_begin(svg->markup, "rect");
	markup_attributef(svg->markup, "x", "%d", drawn->bar.x);
	markup_attributef(svg->markup, "y", "%d", drawn->bar.y);
	markup_attributef(svg->markup, "width", "%d", drawn->bar.width);
	markup_attributef(svg->markup, "height", "%d", drawn->bar.height);
	markup_void(svg->markup);
	svg_write_rows(svg, NULL, anchor, drawn->text);
	markup_end(svg->markup);
	markup_line(svg->markup);
	str_free(&id);
	str_free(&class_name);
	str_free(&enter);
	str_free(&leave);
}

static void svg_write_state(const struct svg *svg, const struct layout_state *drawn)
{
	enum layout_anchor anchor = svg_anchor(svg, drawn->text);

	markup_begin(svg->markup, "g");
	markup_attributef(svg->markup, "class", "state%s", svg_anchor_class(anchor));
	if (drawn->state->sampled) {
		markup_begin(svg->markup, "title");
		markup_textf(svg->markup, TEXT_SAMPLED, drawn->state->name);
		markup_end(svg->markup);
	}
	svg_write_rows(svg, NULL, anchor, drawn->text);
	markup_end(svg->markup);
	markup_line(svg->markup);
}

static void svg_write_words(const struct svg *svg)
{
	markup_begin(svg->markup, "title");
	markup_text(svg->markup, svg->names->title);
	markup_end(svg->markup);
	markup_begin(svg->markup, "desc");
	markup_text(svg->markup, svg->names->description);
	markup_end(svg->markup);
	markup_line(svg->markup);
}

/* It has links in it, so it is a group, not an image, whose parts nobody could reach. */
static void svg_begin(const struct svg *svg)
{
	markup_begin(svg->markup, "svg");
	markup_attributef(svg->markup, "width", "%d", svg->layout->width);
	markup_attributef(svg->markup, "height", "%d", svg->layout->height);
	markup_attributef(svg->markup, "viewBox", "0 0 %d %d", svg->layout->width, svg->layout->height);
	markup_attribute(svg->markup, "role", "group");
	markup_attribute(svg->markup, "aria-label", svg->names->title);
	markup_line(svg->markup);
	svg_write_words(svg);
}

/* Calls, bands and labels as they come down, which is the order in which a keyboard goes through them. */
static void svg_write_links(const struct svg *svg)
{
	const struct ladder_layout *layout = svg->layout;
	size_t call = 0, arrow = 0, band = 0;

	while (call < layout->call_count || arrow < layout->arrow_count || band < layout->band_count) {
		int call_y = call < layout->call_count ? layout->calls[call].bar.y : INT_MAX;
		int arrow_y = arrow < layout->arrow_count ? layout->arrows[arrow].from_y : INT_MAX;
		int band_y = band < layout->band_count ? layout->bands[band].from_top : INT_MAX;

		if (call < layout->call_count && call_y <= arrow_y && call_y <= band_y)
			svg_write_call(svg, &layout->calls[call++]);
		else if (band < layout->band_count && band_y <= arrow_y)
			svg_write_band(svg, &layout->bands[band++], false);
		else
			svg_write_label(svg, &layout->arrows[arrow++]);
	}
}

void ladder_svg_write(struct markup *markup, const struct ladder_layout *layout, const struct svg_names *names)
{
	struct svg svg = {markup, layout, names};
	size_t i;

	svg_begin(&svg);
	svg_write_lines(&svg);
	for (i = 0; i < layout->band_count; i++)
		svg_write_band(&svg, &layout->bands[i], true);
	svg_write_state_leaders(&svg, "leader derived", false);
	svg_write_state_leaders(&svg, "leader sampled", true);
	for (i = 0; i < layout->state_count; i++)
		svg_write_state(&svg, &layout->states[i]);
	for (i = 0; i < layout->arrow_count; i++)
		svg_write_shaft(&svg, &layout->arrows[i]);
	for (i = 0; i < layout->fold_count; i++)
		svg_write_rows(&svg, "silence", LAYOUT_START, layout->folds[i].text);
	svg_write_call_leaders(&svg);
	svg_write_links(&svg);
	markup_open_class(markup, "g", "time");
	svg_write_rows(&svg, NULL, LAYOUT_START, layout->marks);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
