/* SPDX-License-Identifier: BSD-2-Clause */
/* What happened in one mode: calls and packets, captures, what programs printed. */
#include "config.h"

#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/html_differ.h"
#include "reports/html_record.h"
#include "reports/html_settings.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_LEVEL _("Played at level %s, attempt %d.")
#define TEXT_LATE _("The harness itself ran late by %s at most.")
#define TEXT_BROKE _("The set-up broke: %s")

static char *record_make_happened(const struct html *html, const struct html_case *html_case,
	const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct markup markup;
	char duration[64];

	markup_open(&markup);
	markup_begin(&markup, "div");
	markup_line(&markup);
	if (evidence->harness_error) {
		markup_open_class(&markup, "p", "broke");
		markup_textf(&markup, TEXT_BROKE, evidence->harness_error);
		markup_end(&markup);
		markup_line(&markup);
	}
	html_happened_write(&markup, result, evidence, html_case->count, html->single ? NULL : html_case->root);
	html_captures_write(&markup, html, html_case, result, evidence);
	markup_open_class(&markup, "p", "muted");
	markup_textf(&markup, TEXT_LEVEL, level_name(evidence->level), evidence->attempt);
	if (evidence->worst_late_ns > 0) {
		markup_text(&markup, text_gap());
		markup_textf(&markup, TEXT_LATE, clock_format(evidence->worst_late_ns, duration));
	}
	markup_end(&markup);
	markup_line(&markup);
	html_machine_write(&markup, evidence);
	markup_end(&markup);
	return markup_close(&markup, err);
}

static char *record_make_ladder(const struct html_case *html_case, const struct result *result,
	const struct evidence *evidence, struct err *err)
{
	struct arena *arena;
	struct markup markup;

	markup_open(&markup);
	arena = arena_new();
	html_ladder_write(&markup, arena, html_case->count, evidence, result);
	arena_free(arena);
	return markup_close(&markup, err);
}

int html_record_make(const struct html *html, const struct html_case *html_case, const struct result *result,
	const struct evidence *evidence, struct html_parts *parts, struct err *err)
{
	char *record = record_make_happened(html, html_case, result, evidence, err);
	char *ladder = record ? record_make_ladder(html_case, result, evidence, err) : NULL;

	if (ladder) {
		parts->record = arena_strdup(html->arena, record);
		parts->shape = html_differ_shape(html->arena, evidence, result);
		parts->settings = html_settings_keep(html->arena, evidence);
		parts->ladder = arena_strdup(html->arena, ladder);
	}
	free(record);
	free(ladder);
	return ladder ? 0 : -1;
}
