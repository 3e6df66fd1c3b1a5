/* SPDX-License-Identifier: BSD-2-Clause */
/* The main job: parse, play, judge, report. */
#ifndef SOCKSPEC_RUN_H
#define SOCKSPEC_RUN_H

#include "harness/judge/baseline.h"
#include "harness/options.h"
#include "reports/report.h"

struct err;

/* Returns an exit status. `argv` is kept in the run's record. */
int run_command(const struct options *options, int argc, char **argv);

/* show --ladder: plays what is named, and draws it. */
int run_ladder(const struct options *options, int argc, char **argv);

/*
 * The baseline that the options name, or the shipped one of this system; its text is malloc'ed, the caller's.
 * NULL without err where none is used; NULL with err where it is broken.
 */
struct baseline *run_read_baseline(const struct options *options, char **path, char **text, struct err *err);

/* Says on standard error what went wrong, and where; returns `status`. */
int run_fail(const struct err *err, int status);

/* What the counts mean for the exit status. */
int run_exit_status(const struct report_counts *counts, bool interrupted);

/* Whether the terminal report may use colours, and may draw. */
void run_look_at_terminal(const struct options *options, struct report_run *run);

#endif
