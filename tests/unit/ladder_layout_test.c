/* SPDX-License-Identifier: BSD-2-Clause */
/* The drawing of ladders made by hand: where things stand, the worst that can stand in each other's way, and its SVG. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/ladder/ladder_layout.h"
#include "reports/ladder/ladder_marks.h"
#include "reports/ladder/ladder_svg.h"
#include "reports/markup.h"
#include "tests/unit/unit.h"

#define MANY 60
#define US INT64_C(1000)
#define MS INT64_C(1000000)

static const char long_text[] =
	"sendmsg(3, {msg_name=192.0.2.2:7000, msg_iov=[\"ababababababababababababababab\"]}, MSG_DONTWAIT|MSG_NOSIGNAL) = 27 "
	"andonewordthatislongerthananyrowcanbesothatithastobecutinthemiddleofit";
static const char wide_text[] = "\xe6\xb1\x89\xe5\xad\x97\xe5\xbe\x88\xe5\xae\xbd"; /* four characters of two cells */

struct made {
	struct arena *arena;
	struct ladder ladder;
	size_t arrow_capacity, call_capacity, state_capacity, band_capacity;
};

static void made_begin(struct made *made, size_t connections)
{
	size_t i;

	memset(made, 0, sizeof(*made));
	made->arena = arena_new();
	made->ladder.line_count = 2 * connections;
	made->ladder.lines = arena_array(made->arena, 2 * connections, sizeof(*made->ladder.lines));
	for (i = 0; i < 2 * connections; i++) {
		made->ladder.lines[i].host = i >= connections;
		made->ladder.lines[i].name = i < connections ? "client" : "server";
		made->ladder.lines[i].address = i < connections ? "192.0.2.1:40000" : "[2001:db8::2]:7000";
		made->ladder.lines[i].connection = (int)(i % connections);
	}
	made->ladder.end_ns = 1;
}

static struct ladder_arrow *made_arrow(struct made *made, int from, int to, int64_t left_ns, int64_t arrived_ns)
{
	struct ladder *ladder = &made->ladder;
	struct ladder_arrow *arrow;

	ladder->arrows = arena_grow(made->arena, ladder->arrows, ladder->arrow_count, &made->arrow_capacity,
		sizeof(*ladder->arrows));
	arrow = &ladder->arrows[ladder->arrow_count++];
	memset(arrow, 0, sizeof(*arrow));
	arrow->from = from;
	arrow->to = to;
	arrow->left_ns = left_ns;
	arrow->arrived_ns = arrived_ns;
	arrow->label = "P. 1:6(5) ack 1";
	arrow->band = -1;
	return arrow;
}

static struct ladder_call *made_call(struct made *made, int at, int64_t enter_ns, int64_t exit_ns, const char *text)
{
	struct ladder *ladder = &made->ladder;
	struct ladder_call *call;

	ladder->calls = arena_grow(made->arena, ladder->calls, ladder->call_count, &made->call_capacity,
		sizeof(*ladder->calls));
	call = &ladder->calls[ladder->call_count++];
	memset(call, 0, sizeof(*call));
	call->at = at;
	call->enter_ns = enter_ns;
	call->exit_ns = exit_ns;
	call->text = text;
	return call;
}

static void made_state(struct made *made, int at, int64_t time_ns, const char *name)
{
	struct ladder *ladder = &made->ladder;

	ladder->states = arena_grow(made->arena, ladder->states, ladder->state_count, &made->state_capacity,
		sizeof(*ladder->states));
	ladder->states[ladder->state_count++] = (struct ladder_state){.at = at, .time_ns = time_ns, .name = name};
}

/* Folds the last `count` arrows into a band. */
static void made_band(struct made *made, size_t count, const char *label)
{
	struct ladder *ladder = &made->ladder;
	struct ladder_band *band;
	size_t i;

	ladder->bands = arena_grow(made->arena, ladder->bands, ladder->band_count, &made->band_capacity,
		sizeof(*ladder->bands));
	band = &ladder->bands[ladder->band_count];
	memset(band, 0, sizeof(*band));
	band->first = ladder->arrow_count - count;
	band->count = count;
	band->begin_ns = ladder->arrows[band->first].left_ns;
	band->end_ns = ladder->arrows[ladder->arrow_count - 1].arrived_ns;
	band->to = (int)ladder->line_count - 1;
	band->label = label;
	for (i = band->first; i < ladder->arrow_count; i++)
		ladder->arrows[i].band = (int)ladder->band_count;
	ladder->band_count++;
}

/* Laid out, and nothing in the way of anything, nor above what came before. */
static const struct ladder_layout *made_layout(struct made *made, const struct layout_options *options)
{
	static const struct layout_options usual = {.width = 660, .font = 12, .band = LADDER_NO_BAND};
	const struct ladder_layout *layout = ladder_layout_make(made->arena, &made->ladder, options ? options : &usual);
	struct str which;
	size_t i;

	str_init(&which);
	ck_assert_msg(ladder_layout_check(layout, &which) == 0, "%s", str_text(&which));
	str_free(&which);
	for (i = 1; i < layout->moment_count; i++) {
		ck_assert_int_ge(layout->moments[i].time_ns, layout->moments[i - 1].time_ns);
		ck_assert_int_ge(layout->moments[i].y, layout->moments[i - 1].y);
	}
	for (i = 0; i < layout->arrow_count; i++)
		ck_assert_int_ge(layout->arrows[i].to_y, layout->arrows[i].from_y);
	return layout;
}

START_TEST(the_check_finds_what_overlaps_and_what_leaves)
{
	struct layout_text texts[] = {
		{.text = "one", .box = {10, 10, 20, 10}},
		{.text = "touches", .box = {30, 10, 20, 10}},
		{.text = "below", .box = {10, 20, 20, 10}},
		{.text = "over", .box = {25, 15, 10, 10}}, /* all three of them */
		{.text = "outside", .box = {95, 40, 10, 10}},
		{.text = "above", .box = {50, -1, 10, 10}},
	};
	struct ladder_layout layout = {.width = 100, .height = 100, .texts = texts, .text_count = 6};
	struct str which;

	str_init(&which);
	ck_assert_uint_eq(ladder_layout_check(&layout, &which), 5);
	ck_assert_ptr_nonnull(strstr(str_text(&which), "\"over\""));
	ck_assert_ptr_nonnull(strstr(str_text(&which), "leaves the picture: \"outside\""));
	str_free(&which);
	layout.text_count = 3;
	ck_assert_uint_eq(ladder_layout_check(&layout, NULL), 0);
}
END_TEST

START_TEST(the_check_finds_what_an_arrow_strikes)
{
	struct layout_text texts[] = {
		{.text = "above", .box = {20, 10, 60, 15}}, /* the arrow passes below its letters */
		{.text = "struck", .box = {20, 28, 60, 15}},
		{.text = "behind", .box = {100, 30, 20, 15}},
	};
	struct layout_arrow arrow = {.from_x = 10, .from_y = 25, .to_x = 110, .to_y = 45, .label = {0, 3}};
	struct ladder_layout layout = {.width = 120, .height = 100, .texts = texts, .text_count = 3, .arrows = &arrow,
		.arrow_count = 1};
	struct str which;

	str_init(&which);
	ck_assert_uint_eq(ladder_layout_check_struck(&layout, &which), 2);
	ck_assert_ptr_nonnull(strstr(str_text(&which), "struck: \"struck\""));
	ck_assert_ptr_nonnull(strstr(str_text(&which), "struck: \"behind\""));
	str_free(&which);
	/* Level below the first, down between them, and level to its end below the last. */
	arrow.bent = true;
	arrow.bend_x[0] = 84;
	arrow.bend_x[1] = 96;
	ck_assert_uint_eq(ladder_layout_check_struck(&layout, NULL), 0);
	arrow.bend_x[0] = 70;
	ck_assert_uint_eq(ladder_layout_check_struck(&layout, NULL), 1);
}
END_TEST

/* Several are under way at once, both ways: the straight way would lead through the labels of those that left later. */
START_TEST(arrows_go_around_labels)
{
	const struct ladder_layout *layout;
	struct made made;
	struct str which;
	size_t bent = 0, i;

	made_begin(&made, 1);
	for (i = 0; i < 4; i++)
		made_arrow(&made, 0, 1, (int64_t)i * 10 * US, (int64_t)(i + 10) * 10 * US);
	for (i = 0; i < 2; i++)
		made_arrow(&made, 1, 0, (int64_t)(i + 10) * 10 * US + US, (int64_t)(i + 20) * 10 * US);
	layout = made_layout(&made, NULL);
	str_init(&which);
	ck_assert_msg(ladder_layout_check_struck(layout, &which) == 0, "%s", str_text(&which));
	str_free(&which);
	for (i = 0; i < layout->arrow_count; i++) {
		const struct layout_arrow *arrow = &layout->arrows[i];
		int along = arrow->to_x > arrow->from_x ? 1 : -1;

		if (!arrow->bent)
			continue;
		bent++;
		ck_assert_int_gt((arrow->bend_x[0] - arrow->from_x) * along, 0);
		ck_assert_int_gt((arrow->bend_x[1] - arrow->bend_x[0]) * along, 0);
		ck_assert_int_gt((arrow->to_x - arrow->bend_x[1]) * along, 0);
	}
	ck_assert_uint_ge(bent, 3);
	arena_free(made.arena);
}
END_TEST

START_TEST(arrows_run_from_line_to_line_and_down)
{
	const struct ladder_layout *layout;
	struct made made;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, 50 * US);
	made_arrow(&made, 1, 0, 60 * US, 90 * US);
	layout = made_layout(&made, NULL);
	ck_assert_uint_eq(layout->arrow_count, 2);
	ck_assert_int_eq(layout->arrows[0].from_x, layout->lines[0].x);
	ck_assert_int_eq(layout->arrows[0].to_x, layout->lines[1].x);
	ck_assert_int_eq(layout->arrows[1].to_x, layout->lines[0].x);
	ck_assert_int_lt(layout->arrows[0].from_y, layout->arrows[0].to_y);
	ck_assert_int_le(layout->arrows[0].to_y, layout->arrows[1].from_y);
	/* The answer's label stands below the arrow that it answers, and above its own. */
	ck_assert_int_ge(layout->texts[layout->arrows[1].label.first].box.y, layout->arrows[0].to_y);
	ck_assert_int_lt(layout->texts[layout->arrows[1].label.first].y, layout->arrows[1].from_y);
	arena_free(made.arena);
}
END_TEST

START_TEST(ends_that_are_not_known_are_midway)
{
	const struct ladder_layout *layout;
	struct made made;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, -1)->marks = LADDER_LOST;
	made_arrow(&made, 1, 0, -1, 50 * US)->marks = LADDER_INJECTED;
	made_arrow(&made, 0, 1, -1, -1)->marks = LADDER_MISSING;
	made_arrow(&made, 0, 0, 60 * US, 80 * US);
	layout = made_layout(&made, NULL);
	ck_assert(layout->arrows[0].ends_midway);
	ck_assert_int_lt(layout->arrows[0].to_x, layout->lines[1].x);
	ck_assert(layout->arrows[1].begins_midway);
	ck_assert_int_lt(layout->arrows[1].from_x, layout->lines[1].x);
	ck_assert_int_eq(layout->arrows[1].to_x, layout->lines[0].x);
	ck_assert_int_eq(layout->arrows[2].to_x, layout->lines[1].x);
	ck_assert(layout->arrows[3].hook);
	/* A peer made of packets stands where its packets come from. */
	made.ladder.lines[1].of_packets = true;
	layout = made_layout(&made, NULL);
	ck_assert(!layout->arrows[1].begins_midway);
	ck_assert_int_eq(layout->arrows[1].from_x, layout->lines[1].x);
	arena_free(made.arena);
}
END_TEST

/* Everything at once, in texts of every kind. */
static void made_crowd(struct made *made, int64_t step_ns)
{
	static const char *const labels[] = {"S 0:0(0)", long_text, wide_text, "", NULL};
	int lines = (int)made->ladder.line_count, i;

	for (i = 0; i < MANY; i++) {
		int from = i * 7 % lines, to = (from + lines / 2) % lines;
		int64_t at = i * step_ns;
		struct ladder_arrow *arrow = made_arrow(made, from, to, i % 5 == 1 ? -1 : at, i % 5 == 2 ? -1 :
			at + (MANY - i) * step_ns);

		arrow->label = labels[i % 5];
		arrow->note = labels[(i + i / 5) % 5];
		arrow->marks = 1u << i % 13;
		made_call(made, from, at, i % 4 == 0 ? -1 : at + 3 * step_ns, labels[(i + 1) % 5])->lane = i % 20;
		made_state(made, to, at, i % 2 ? "SYN-RECEIVED" : "FIN-WAIT-1");
	}
	made->ladder.end_ns = 3 * MANY * step_ns;
}

START_TEST(nothing_overlaps_in_a_crowd)
{
	static const int64_t steps[] = {0, 1, 40 * US, 30 * MS};
	static const int widths[] = {0, 660, 4000};
	struct layout_options options = {.band = LADDER_NO_BAND};
	size_t step, width, connections;
	struct made made;

	for (connections = 1; connections <= 40; connections += 13) {
		for (step = 0; step < 4; step++) {
			made_begin(&made, connections);
			made_crowd(&made, steps[step]);
			for (width = 0; width < 3; width++) {
				options.width = widths[width];
				options.font = 9 + (int)width * 3;
				ck_assert_uint_eq(made_layout(&made, &options)->arrow_count, MANY);
			}
			arena_free(made.arena);
		}
	}
}
END_TEST

START_TEST(times_may_be_anything)
{
	struct made made;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, INT64_MAX);
	made_arrow(&made, 1, 0, INT64_MAX, 0);
	made_arrow(&made, 1, 0, -5, -7);
	made_call(&made, 0, INT64_MAX, 0, "recv()");
	made_call(&made, 1, 0, INT64_MAX, "recv()");
	ck_assert_int_lt(made_layout(&made, NULL)->height, 1000);
	arena_free(made.arena);
	made_begin(&made, 1);
	ck_assert_uint_eq(made_layout(&made, NULL)->moment_count, 0);
	arena_free(made.arena);
}
END_TEST

START_TEST(only_long_silences_are_left_out)
{
	const struct ladder_layout *layout;
	const struct layout_fold *fold;
	struct made made;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, 5 * MS);
	made_arrow(&made, 0, 1, 1205 * MS, 1206 * MS);
	layout = made_layout(&made, NULL);
	ck_assert_uint_eq(layout->fold_count, 1);
	fold = &layout->folds[0];
	ck_assert_int_eq(fold->silence_ns, 1200 * MS);
	ck_assert_str_eq(layout->texts[fold->text.first].text, "1.2s later");
	ck_assert_int_ge(fold->y, layout->arrows[0].to_y);
	ck_assert_int_le(fold->y + fold->height, layout->arrows[1].from_y);
	arena_free(made.arena);
}
END_TEST

START_TEST(a_blocked_call_is_a_tall_bar)
{
	const struct ladder_layout *layout;
	struct made made;

	made_begin(&made, 1);
	made_call(&made, 0, 0, 20 * US, "socket() = 3");
	made_call(&made, 0, 30 * US, 900 * MS, "recv() = 5");
	made_call(&made, 1, 40 * US, -1, "accept()");
	made_arrow(&made, 0, 1, 300 * MS, 300 * MS + 50 * US);
	made_arrow(&made, 1, 0, 800 * MS, 800 * MS + 50 * US);
	layout = made_layout(&made, NULL);
	ck_assert_int_gt(layout->calls[1].bar.height, 5 * layout->calls[0].bar.height);
	ck_assert_int_gt(layout->calls[1].bar.y + layout->calls[1].bar.height, layout->arrows[1].to_y);
	ck_assert(layout->calls[2].open && !layout->calls[1].open);
	ck_assert_int_gt(layout->calls[2].bar.y + layout->calls[2].bar.height,
		layout->calls[1].bar.y + layout->calls[1].bar.height);
	/* The client's bars stand left of its line, the server's right. */
	ck_assert_int_lt(layout->calls[1].bar.x + layout->calls[1].bar.width, layout->lines[0].x);
	ck_assert_int_gt(layout->calls[2].bar.x, layout->lines[1].x);
	arena_free(made.arena);
}
END_TEST

START_TEST(bands_are_folded_or_open)
{
	struct layout_options options = {.width = 660, .font = 12, .band = LADDER_NO_BAND};
	const struct ladder_layout *layout;
	const bool open[] = {true};
	struct made made;
	int i;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, 10 * US);
	for (i = 0; i < MANY; i++)
		made_arrow(&made, 0, 1, 20 * US + i * US, 100 * US + i * US);
	made_band(&made, MANY, "60 segments, 86880 bytes, and 0 acknowledgements");
	made_arrow(&made, 1, 0, 500 * US, 510 * US);
	made_call(&made, 0, 15 * US, 600 * US, "send() = 86880");
	made_call(&made, 0, 700 * US, 710 * US, "close() = 0");
	layout = made_layout(&made, &options);
	ck_assert_uint_eq(layout->arrow_count, 2);
	ck_assert_uint_eq(layout->band_count, 1);
	ck_assert_int_gt(layout->bands[0].to_bottom, layout->bands[0].to_top);
	ck_assert_int_gt(layout->arrows[1].from_y, layout->bands[0].to_bottom);
	options.open = open;
	layout = made_layout(&made, &options);
	ck_assert_uint_eq(layout->arrow_count, MANY + 2);
	ck_assert_uint_eq(layout->band_count, 0);
	options.open = NULL;
	options.band = 0;
	layout = made_layout(&made, &options);
	ck_assert_uint_eq(layout->arrow_count, MANY);
	ck_assert_uint_eq(layout->call_count, 1); /* the one that lasts meanwhile */
	options.most = 7;
	layout = made_layout(&made, &options);
	ck_assert_uint_eq(layout->arrow_count, 7);
	ck_assert_ptr_eq(layout->arrows[0].arrow, &made.ladder.arrows[1]);
	arena_free(made.arena);
}
END_TEST

START_TEST(wide_characters_take_two_cells)
{
	const struct ladder_layout *layout;
	const struct layout_text *text;
	struct made made;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, 10 * US)->label = wide_text;
	made_arrow(&made, 0, 1, 1, 10 * US)->label = "12345678";
	layout = made_layout(&made, NULL);
	text = &layout->texts[layout->arrows[0].label.first];
	ck_assert_int_ge(text->box.width * 10, 8 * 6 * 12);
	ck_assert_int_eq(text->box.width, layout->texts[layout->arrows[1].label.first].box.width);
	arena_free(made.arena);
}
END_TEST

static char *made_svg(struct made *made)
{
	struct svg_names names = {.mode = 2, .band = LADDER_NO_BAND, .title = "a & b", .description = "c"};
	struct markup markup;
	struct err err;
	char *text;

	err_init(&err);
	markup_open(&markup);
	ladder_svg_write(&markup, made_layout(made, NULL), &names);
	text = markup_close(&markup, &err);
	ck_assert_msg(text != NULL, "%s", err.text);
	return text;
}

START_TEST(svg_has_links_and_escapes)
{
	struct made made;
	char *svg;

	made_begin(&made, 1);
	made_arrow(&made, 0, 1, 0, 10 * US)->line = 12;
	made.ladder.arrows[0].label = "<script>alert(1)</script>\x1b[31m";
	made.ladder.arrows[0].note = "\"><a href=\"http://example.org/\">";
	made_call(&made, 1, 5 * US, -1, "recv(\"\xff</svg>\")")->line = 13;
	made_arrow(&made, 1, 0, 20 * US, 30 * US);
	svg = made_svg(&made);
	ck_assert_ptr_nonnull(strstr(svg, "<a href=\"#line-12\" class=\"label\" data-line=\"12\">"));
	ck_assert_ptr_nonnull(strstr(svg, "<a href=\"#line-13\" id=\"ladder-2-call-13\" class=\"call open\" data-line=\"13\">"));
	ck_assert_ptr_nonnull(strstr(svg, "&lt;script&gt;"));
	ck_assert_ptr_null(strstr(svg, "<script"));
	ck_assert_ptr_null(strstr(svg, "\x1b"));
	ck_assert_ptr_null(strstr(svg, "href=\"http"));
	ck_assert_ptr_null(strstr(svg, " style="));
	ck_assert_ptr_null(strstr(svg, "data-line=\"0\""));
	ck_assert_str_eq(svg + strlen(svg) - strlen("</svg>\n"), "</svg>\n");
	free(svg);
	arena_free(made.arena);
}
END_TEST

/* What style draws dotted and thick is told by that; every other mark by its outline. */
START_TEST(every_mark_has_a_shape_of_its_own)
{
	char *samples[32];
	const struct mark_words *row;
	size_t count = 0, i, j;
	struct markup markup;
	struct err err;

	err_init(&err);
	for (i = 0; (row = ladder_marks_row(i)) != NULL; i++) {
		char *from;

		if (row->mark == LADDER_MISSING)
			continue;
		markup_open(&markup);
		ladder_svg_write_sample(&markup, row);
		samples[count] = markup_close(&markup, &err);
		ck_assert_ptr_nonnull(samples[count]);
		from = strstr(samples[count], "<path");
		ck_assert_ptr_nonnull(from);
		memmove(samples[count], from, strlen(from) + 1);
		count++;
	}
	ck_assert_uint_gt(count, 10);
	for (i = 0; i < count; i++) {
		for (j = 0; j < i; j++)
			ck_assert_str_ne(samples[i], samples[j]);
	}
	for (i = 0; i < count; i++)
		free(samples[i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ladder_layout");
	TCase *tcase = tcase_create("all");

	lang_use(LANG_EN);
	tcase_add_test(tcase, the_check_finds_what_overlaps_and_what_leaves);
	tcase_add_test(tcase, the_check_finds_what_an_arrow_strikes);
	tcase_add_test(tcase, arrows_go_around_labels);
	tcase_add_test(tcase, arrows_run_from_line_to_line_and_down);
	tcase_add_test(tcase, ends_that_are_not_known_are_midway);
	tcase_add_test(tcase, nothing_overlaps_in_a_crowd);
	tcase_add_test(tcase, times_may_be_anything);
	tcase_add_test(tcase, only_long_silences_are_left_out);
	tcase_add_test(tcase, a_blocked_call_is_a_tall_bar);
	tcase_add_test(tcase, bands_are_folded_or_open);
	tcase_add_test(tcase, wide_characters_take_two_cells);
	tcase_add_test(tcase, svg_has_links_and_escapes);
	tcase_add_test(tcase, every_mark_has_a_shape_of_its_own);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
