/* SPDX-License-Identifier: BSD-2-Clause */
/* From the registry to rows of a report. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/coverage.h"
#include "harness/requirements.h"
#include "reports/report.h"

void requirements_fill(struct report_run *run, struct arena *arena)
{
	struct coverage *coverage = coverage_make(NULL, 0, NULL, 0, NULL);
	struct report_requirement *rows = arena_array(arena, coverage->count + 1, sizeof *rows);
	size_t i;

	for (i = 0; i < coverage->count; i++) {
		const struct registry_entry *entry = coverage->rows[i].entry;
		const struct registry_words *words;
		int lang;

		/* All strings are the registry's, so they outlive the coverage. */
		rows[i] = (struct report_requirement){.scheme = entry->scheme, .id = entry->id,
			.document = coverage_title(entry->document), .section = coverage->rows[i].section,
			.level = strcmp(coverage_level(entry), "-") == 0 ? "" : coverage_level(entry),
			.summary = entry->summary, .link = entry->link, .subject = entry->subject, .instead = entry->instead,
			.unshowable = strcmp(entry->observable, "no") == 0 ? coverage_why(entry) : NULL};
		for (lang = 0; lang < LANG_COUNT; lang++) {
			words = registry_translate(entry, (enum lang)lang);
			if (words != NULL) {
				rows[i].words[lang].summary = words->summary;
				rows[i].words[lang].instead = words->instead;
			}
		}
	}
	run->requirements = rows;
	run->requirement_count = coverage->count;
	coverage_free(coverage);
}
