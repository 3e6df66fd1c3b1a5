/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The plays of a run: every selected case in each of its modes, played (again where the evidence was
 * disturbed), judged, and handed to the reports in the order of the list.
 */
#ifndef SOCKSPEC_PLAYS_H
#define SOCKSPEC_PLAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/options.h"
#include "harness/outputs.h"
#include "harness/pages.h"
#include "harness/rundir.h"

struct baseline;
struct err;
struct players;

struct play {
	const struct case_page *page;
	enum case_mode mode;
	int attempts;               /* begun so far */
	char *folder;               /* of the latest attempt, relative to the run's */
	struct result *result;      /* set once the last attempt is judged */
	struct evidence *evidence;  /* until it was reported */
	const char *digest;         /* of the evidence; NULL where there was none. Lives as long as the result */
	bool reported;
};

struct plays {
	struct play *items;         /* in the order of the list */
	struct play **order;        /* in the order in which they are begun: those that wait long first */
	size_t count, next, reported; /* how many are begun, how many reported */
	const struct options *options;
	struct rundir *rundir;
	const struct baseline *baseline;
	struct players *players;
	struct outputs *outputs;
	struct report_counts *counts;
	enum level level;
	bool interrupted;
	struct err *err;            /* of the run: the first that broke it */
};

/* What is to be played, in order. All that is given must outlive the plays. 0, or -1 with err, and then nothing is to be freed. */
int plays_init(struct plays *plays, const struct options *options, const struct pages *pages, struct rundir *rundir,
	const struct baseline *baseline, enum level level, struct err *err);
void plays_free(struct plays *plays);

/* Plays all, until done or interrupted. 0, or -1 with err where the harness itself broke. */
int plays_run(struct plays *plays, struct outputs *outputs, struct report_counts *counts, struct err *err);

/* The record's entries (to be freed by the caller) of what was reported. */
void plays_fill_record(const struct plays *plays, struct run_record *record);

#endif
