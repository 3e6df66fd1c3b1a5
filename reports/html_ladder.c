/* SPDX-License-Identifier: BSD-2-Clause */
/* The ladder of one mode: the drawing, what its shapes mean, and what is folded in it drawn by itself. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "reports/html_record.h"
#include "reports/ladder/ladder_layout.h"
#include "reports/ladder/ladder_marks.h"
#include "reports/ladder/ladder_svg.h"
#include "reports/markup.h"

#define TEXT_TITLE _("The conversation between %s and %s")
#define TEXT_BAND_TITLE _("What is folded: %s")
#define TEXT_PACKETS(count) lang_plural("%zu packet", "%zu packets", count)
#define TEXT_CALLS(count) lang_plural("%zu call", "%zu calls", count)
#define TEXT_DESCRIPTION _("Time runs down, over %s. Drawn are %s and %s.")
#define TEXT_READ _("Time runs down, in seconds. An arrow begins when its sender sent and ends when its receiver received; a bar lasts from a call's entry into the kernel to its return.")
#define TEXT_SHAPES _("Shapes")
#define TEXT_FIRST _("Drawn are the first %d packets; the captures have all of them.")
#define TEXT_CUT _("There was more than fits here; the captures and the evidence hold all of it.")

/* Style gives the drawing's letters this size. It may be drawn smaller, but not so that they become smaller than that. */
#define LADDER_FONT 12
#define LADDER_FONT_LEAST 10
#define LADDER_WIDTH 720

/* So many arrows of a band are drawn where it is opened: the table and the captures have all of them. */
#define LADDER_BAND_ARROWS_MOST 16

struct ladder_page {
	struct markup *markup;
	struct arena *arena;
	const struct ladder *ladder;
	struct svg_names names;
};

static void ladder_write_drawing(const struct ladder_page *page, const struct svg_names *names)
{
	struct layout_options options = {.width = LADDER_WIDTH, .font = LADDER_FONT, .band = names->band,
		.most = LADDER_BAND_ARROWS_MOST};
	const struct ladder_layout *layout = ladder_layout_make(page->arena, page->ladder, &options);

	markup_open_class(page->markup, "div", "scroll");
	/* Nothing but its width: style makes the drawing beside it no narrower. */
	markup_open_class(page->markup, "svg", "least");
	markup_attributef(page->markup, "width", "%d", layout->width * LADDER_FONT_LEAST / LADDER_FONT);
	markup_attribute(page->markup, "height", "0");
	markup_attribute(page->markup, "aria-hidden", "true");
	markup_end(page->markup);
	ladder_svg_write(page->markup, layout, names);
	markup_end(page->markup);
	markup_line(page->markup);
}

static void ladder_write_legend(const struct ladder_page *page)
{
	const struct mark_words *row;
	bool any = false;
	size_t i, j;

	for (i = 0; (row = ladder_marks_row(i)) != NULL; i++) {
		for (j = 0; j < page->ladder->arrow_count; j++) {
			if (ladder_marks_shown(row, page->ladder->arrows[j].marks))
				break;
		}
		if (j == page->ladder->arrow_count)
			continue;
		if (!any) {
			markup_open_class(page->markup, "ul", "shapes");
			markup_attribute(page->markup, "aria-label", TEXT_SHAPES);
		}
		any = true;
		markup_begin(page->markup, "li");
		ladder_svg_write_sample(page->markup, row);
		markup_text(page->markup, " ");
		markup_text(page->markup, _(row->word));
		markup_end(page->markup);
	}
	if (any)
		markup_end(page->markup);
}

static void ladder_write_bands(const struct ladder_page *page)
{
	size_t i;

	for (i = 0; i < page->ladder->band_count; i++) {
		const struct ladder_band *band = &page->ladder->bands[i];
		struct svg_names names = page->names;

		markup_begin(page->markup, "details");
		markup_attributef(page->markup, "id", "ladder-%zu-band-%zu", names.mode, i + 1);
		markup_element(page->markup, "summary", NULL, band->label);
		markup_line(page->markup);
		names.band = (int)i;
		names.title = arena_printf(page->arena, TEXT_BAND_TITLE, band->label);
		ladder_write_drawing(page, &names);
		if (band->count > LADDER_BAND_ARROWS_MOST) {
			markup_open_class(page->markup, "p", "muted");
			markup_textf(page->markup, TEXT_FIRST, LADDER_BAND_ARROWS_MOST);
			markup_end(page->markup);
		}
		markup_end(page->markup);
		markup_line(page->markup);
	}
}

static const char *ladder_describe(const struct ladder_page *page)
{
	size_t packets = page->ladder->arrow_count, calls = page->ladder->call_count;
	char duration[64];

	return arena_printf(page->arena, TEXT_DESCRIPTION,
		clock_format(page->ladder->end_ns - page->ladder->begin_ns, duration),
		arena_printf(page->arena, TEXT_PACKETS(packets), packets),
		arena_printf(page->arena, TEXT_CALLS(calls), calls));
}

/* The page beside the drawing counts steps, not lines. */
static void ladder_name_steps(const struct ladder_page *page, const struct evidence *evidence, const struct result *result)
{
	size_t i;

	for (i = 0; i < page->ladder->arrow_count; i++)
		if (page->ladder->arrows[i].wire)
			page->ladder->arrows[i].note = html_wire_words(page->arena, evidence, result, page->ladder->arrows[i].wire);
}

void html_ladder_write(struct markup *markup, struct arena *arena, size_t mode, const struct evidence *evidence,
	const struct result *result)
{
	struct ladder_page page = {.markup = markup, .arena = arena};

	page.ladder = ladder_make(arena, evidence, result);
	ladder_name_steps(&page, evidence, result);
	if (page.ladder->arrow_count == 0 && page.ladder->call_count == 0)
		return;
	page.names.mode = mode;
	page.names.band = LADDER_NO_BAND;
	page.names.begin_ns = page.ladder->begin_ns;
	page.names.title = arena_printf(arena, TEXT_TITLE, page.ladder->lines[0].name,
		page.ladder->lines[page.ladder->line_count - 1].name);
	page.names.description = ladder_describe(&page);
	markup_open_class(markup, "figure", "ladder");
	markup_attributef(markup, "id", "ladder-%zu", mode);
	markup_line(markup);
	ladder_write_drawing(&page, &page.names);
	ladder_write_bands(&page);
	markup_begin(markup, "figcaption");
	ladder_write_legend(&page);
	markup_element(markup, "p", NULL, TEXT_READ);
	if (page.ladder->cut)
		markup_element(markup, "p", NULL, TEXT_CUT);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
