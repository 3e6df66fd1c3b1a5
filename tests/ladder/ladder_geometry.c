/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lays out the ladders of stored plays in several ways, and counts what overlaps or leaves the picture:
 *
 *	ladder_geometry FOLDER...
 *
 * A line for each text that is in the way, one for the texts of a drawing that an arrow goes through, one for each moment that
 * stands above the one before, and at the end how many drawings and texts were looked at. Exit status 1 where anything is wrong,
 * not where texts are struck: geometry.tap says how many may be.
 */
#include "config.h"

#include <stdio.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/case/parse.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/judge/judge.h"
#include "reports/ladder/ladder_layout.h"

struct geometry {
	size_t drawings, texts, wrong, struck;
	int widest, highest;
};

static void geometry_take(struct geometry *geometry, const struct ladder_layout *layout, const char *folder)
{
	struct str which;
	size_t i, wrong, struck;

	str_init(&which);
	wrong = ladder_layout_check(layout, &which);
	for (i = 1; i < layout->moment_count; i++) {
		if (layout->moments[i].y >= layout->moments[i - 1].y &&
		    layout->moments[i].time_ns >= layout->moments[i - 1].time_ns)
			continue;
		str_addf(&which, "moment %zu at %d is above the one before, at %d\n", i, layout->moments[i].y,
			layout->moments[i - 1].y);
		wrong++;
	}
	if (wrong > 0)
		printf("%s:\n%s", folder, str_text(&which));
	str_free(&which);
	/* Told in one word: there are many of them where a band of hundreds is opened. */
	struck = ladder_layout_check_struck(layout, NULL);
	if (struck > 0)
		printf("%s: %zu texts struck\n", folder, struck);
	geometry->struck += struck;
	geometry->wrong += wrong;
	geometry->drawings++;
	geometry->texts += layout->text_count;
	if (layout->width > geometry->widest)
		geometry->widest = layout->width;
	if (layout->height > geometry->highest)
		geometry->highest = layout->height;
}

static void geometry_draw(struct geometry *geometry, const struct evidence *evidence, const struct result *result,
	const char *folder)
{
	static const int widths[] = {320, 720, 1200}; /* 720 with letters of 12 is what reports/html_ladder.c takes */
	struct arena *arena = arena_new();
	const struct ladder *ladder = ladder_make(arena, evidence, result);
	bool *open = arena_array(arena, ladder->band_count, sizeof(*open));
	struct layout_options options = {.width = 720, .font = 12, .most = 60, .band = LADDER_NO_BAND};
	size_t i;

	for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		options.width = widths[i];
		options.font = i == 0 ? 10 : 12;
		geometry_take(geometry, ladder_layout_make(arena, ladder, &options), folder);
	}
	for (i = 0; i < ladder->band_count; i++) {
		open[i] = true;
		options.band = (int)i;
		geometry_take(geometry, ladder_layout_make(arena, ladder, &options), folder);
	}
	options.band = LADDER_NO_BAND;
	options.most = 0;
	options.open = open;
	if (ladder->band_count > 0)
		geometry_take(geometry, ladder_layout_make(arena, ladder, &options), folder);
	arena_free(arena);
}

static int geometry_play(struct geometry *geometry, const char *folder)
{
	struct evidence *evidence;
	struct diagnostics list;
	struct case_page *page;
	struct result *result;
	struct err err;

	err_init(&err);
	evidence = store_read(folder, &err);
	if (!evidence) {
		fprintf(stderr, "%s: %s\n", folder, err.text);
		return -1;
	}
	diagnostics_init(&list);
	page = case_parse(evidence->case_id, evidence->case_id, evidence->page, evidence->page_length, &list);
	if (list.errors > 0) {
		fprintf(stderr, "%s: the stored page is broken\n", folder);
		diagnostics_free(&list);
		evidence_free(evidence);
		return -1;
	}
	result = judge_case(page, evidence, NULL);
	geometry_draw(geometry, evidence, result, folder);
	result_free(result);
	case_free(page);
	diagnostics_free(&list);
	evidence_free(evidence);
	return 0;
}

int main(int argc, char **argv)
{
	struct geometry geometry = {0};
	int broken = 0, i;

	lang_use(LANG_EN);
	for (i = 1; i < argc; i++)
		broken += geometry_play(&geometry, argv[i]) != 0;
	printf("%zu drawings with %zu texts, at most %d wide and %d high: %zu wrong, %zu struck\n", geometry.drawings,
		geometry.texts, geometry.widest, geometry.highest, geometry.wrong, geometry.struck);
	return broken == 0 && geometry.wrong == 0 && fflush(stdout) == 0 ? 0 : 1;
}
