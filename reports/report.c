/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of formats, and the counts that all of them show. */
#include "config.h"

#include <string.h>

#include "reports/formats.h"
#include "reports/report.h"

static const struct report_format *const report_formats[] = {
	&terminal_format,
	&ladder_format,
	&tap_format,
	&junit_format,
	&json_format,
	&html_format,
	&baseline_format,
};

#define REPORT_FORMAT_COUNT (sizeof(report_formats) / sizeof(report_formats[0]))

const struct report_format *report_find(const char *name)
{
	size_t i;

	for (i = 0; i < REPORT_FORMAT_COUNT; i++) {
		if (strcmp(report_formats[i]->name, name) == 0)
			return report_formats[i];
	}
	return NULL;
}

const struct report_format *report_next(const struct report_format *format)
{
	size_t i;

	if (!format)
		return report_formats[0];
	for (i = 0; i + 1 < REPORT_FORMAT_COUNT; i++) {
		if (report_formats[i] == format)
			return report_formats[i + 1];
	}
	return NULL;
}

void report_count(struct report_counts *counts, const struct result *result)
{
	counts->by_verdict[result->verdict]++;
	counts->total++;
	if (result->expectation == KNOWN_DEVIATION)
		counts->known_deviations++;
	if (result->expectation == UNEXPECTED)
		counts->unexpected++;
}
