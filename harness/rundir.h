/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The folder of a run: run.json (docs/evidence.md), evidence/ID/MODE/attempt-N/, and beside them the reports.
 * A run that is kept is written beside its place and put there when it is whole, so a run that
 * fails leaves what was there before; one that is not kept lives in a temporary folder.
 */
#ifndef SOCKSPEC_RUNDIR_H
#define SOCKSPEC_RUNDIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/report.h"

struct arena;
struct err;

#define RUNDIR_FORMAT 1

struct rundir {
	char *path;   /* where it is being written */
	char *final;  /* where it goes; NULL: nowhere */
	bool locked;  /* by lock_fd, as long as the run lasts: so a folder without a lock is of one that was killed */
	int lock_fd;
};

/*
 * Also removes what killed runs have left: beside the same place, or, of those that are not kept, among the temporary
 * folders. `keep`: its place in the end, which must be new, empty, or a run of ours. NULL: a temporary one. 0 or -1.
 */
int rundir_open(struct rundir *rundir, const char *keep, struct err *err);

/* Puts a kept run to its place, in exchange for an older one. 0 or -1. */
int rundir_finish(struct rundir *rundir, struct err *err);

/* Removes what is not in its place. Always call it last. */
void rundir_close(struct rundir *rundir);

/* Makes evidence/ID/MODE/attempt-N; the relative path is malloc'ed, the caller's. NULL with err. */
char *rundir_make_attempt(const struct rundir *rundir, const char *case_id, const char *mode, int attempt,
	struct err *err);

/* What run.json says. */
struct run_entry {
	const char *case_id, *mode, *path;
	const char *folder; /* of the attempt that decided, relative */
	int attempt, attempts;
	const char *digest; /* SHA-256 of its evidence.json; NULL in runs of earlier versions, or where there was none */
};

struct run_record {
	const char *version, *command, *kernel, *level, *level_reason;
	int64_t started_wall_ns, duration_ns;
	bool interrupted;
	const char *baseline_path, *baseline_text; /* NULL where there was none */
	struct run_entry *entries;
	size_t entry_count;
};

/* Writes run.json into an existing folder. 0, or -1 with err. */
int rundir_write_record(const char *folder, const struct run_record *record, struct err *err);

/* Hostile input: every field is checked, no path leads outside the folder. Strings live in `arena`. 0, or -1 with err. */
int rundir_read_record(const char *folder, struct run_record *record, struct arena *arena, struct err *err);

/* The same from the text of run.json; `path` is what messages call it. A pure function, so that it can be fuzzed. */
int rundir_parse_record(const char *path, const char *text, size_t length, struct run_record *record, struct arena *arena,
	struct err *err);

#endif
