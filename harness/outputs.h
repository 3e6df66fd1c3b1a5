/* SPDX-License-Identifier: BSD-2-Clause */
/* The reports that one run writes at the same time, each to its place. */
#ifndef SOCKSPEC_OUTPUTS_H
#define SOCKSPEC_OUTPUTS_H

#include <stdio.h>

#include "harness/options.h"
#include "reports/report.h"

struct err;

#define OUTPUTS_MOST (OPTIONS_FORMATS_MOST + 8)

struct output {
	const struct report_format *format;
	FILE *file;
	char *path;  /* NULL: standard output, or a folder */
	void *report;
};

struct outputs {
	struct output items[OUTPUTS_MOST];
	int count;
};

/*
 * Opens what the options ask for: --format, the terminal unless another format took standard
 * output, and with `folder` (--report) every format that is a file, and the HTML; with --single that page alone. 0 or -1.
 */
int outputs_begin(struct outputs *outputs, const struct options *options, const char *folder,
	const struct report_run *run, struct err *err);

/* As report_format's, for each of them in turn. outputs_add stops at the first that fails: 0, or -1 with err. */
void outputs_playing(struct outputs *outputs, const char *case_id, const char *mode);
void outputs_played(struct outputs *outputs, const char *case_id, const char *mode);
int outputs_add(struct outputs *outputs, const struct result *result, const struct evidence *evidence,
	struct err *err);

/* Ends and closes all, also where some fail; the first error is told. 0 or -1. */
int outputs_end(struct outputs *outputs, const struct report_run *run, struct err *err);

#endif
