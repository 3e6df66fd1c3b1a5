/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reports: verdicts and evidence in, one format out. One file a format, one row in report.c's table. No
 * format knows another, none knows how a case is played or judged.
 */
#ifndef SOCKSPEC_REPORT_H
#define SOCKSPEC_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "harness/base/lang.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"

struct err;
struct report_book;

/* What a page can cite, whether or not one does. */
struct report_requirement {
	const char *scheme, *id;   /* "rfc9293", "MUST-14"; together they are cited */
	const char *document;      /* for people: "RFC 9293", "Behaviours" */
	const char *section;
	const char *level;         /* "MUST", "shall fail"; of a claim how it fares where its pages pass: "refuted"; "" */
	const char *summary;       /* our own sentence */
	const char *link;          /* the public text; NULL */
	const char *unshowable;    /* why it cannot be observed from outside; NULL where it can */
	const char *subject;       /* of a claim: what it stands together with (told.h); NULL */
	const char *instead;       /* of a claim: what happens where it does not hold; "" or NULL */
	struct {
		const char *summary, *instead;
	} words[LANG_COUNT];       /* in other languages; NULL where there is no translation */
};

/* What is known of a run before any case is played, and when all are done. */
struct report_run {
	const char *version;       /* of sockspec */
	const char *command;       /* the command line */
	const char *kernel;        /* "Linux 6.18.44 x86_64" */
	const char *level;         /* "wire" */
	const char *level_reason;  /* what the next level wanted; "" */
	int64_t started_wall_ns;
	int64_t duration_ns;       /* 0 until the end */
	int planned;               /* how many results will come */
	bool interrupted;
	const char *folder;        /* where the run's evidence is; NULL where it is not kept */
	bool color;                /* the terminal format may use it */
	bool quiz;                 /* HTML: what was observed is folded until it is asked for */
	bool live;                 /* a terminal: progress may be drawn and erased */
	bool quiet;                /* the terminal format says only what is unexpected, and the counts */
	bool verbose;              /* it explains every finding, in place of the first that decides the verdict */
	const char *baseline;      /* its path, "" where none is used */
	const struct report_requirement *requirements; /* by document, by section; the caller's until the end */
	size_t requirement_count;  /* 0: nobody asked */
	const struct report_book *book; /* chapters and translations; NULL where nothing is known of them */
	const enum lang *languages; /* that the HTML report is made in, the first one at its top */
	size_t language_count;      /* 0: every one */
};

struct report_counts {
	int by_verdict[VERDICT_COUNT];
	int known_deviations;      /* counted under their verdict too */
	int unexpected;
	int total;
};

/* Adds one result. */
void report_count(struct report_counts *counts, const struct result *result);

struct report; /* one being written; each format embeds what it needs */

struct report_format {
	const char *name;          /* "tap" */
	const char *extension;     /* of its file: "tap", "xml"; NULL: a folder (HTML) */
	const char *describe;      /* for --help */
	bool for_people;           /* in the language in use; programs read English */
	bool on_request;           /* only where --format names it: --report DIR does not keep one */
	/* Begins one to `out` (or into `folder` for formats that are folders). NULL with err. */
	void *(*begin)(FILE *out, const char *folder, const struct report_run *run, struct err *err);
	/* A case has begun to be played. May be NULL. */
	void (*playing)(void *report, const char *case_id, const char *mode);
	/* It has been played to its end; its result comes in its turn. May be NULL. */
	void (*played)(void *report, const char *case_id, const char *mode);
	/* One result, in the order of the run's list, with the evidence of the attempt that decided. */
	int (*add)(void *report, const struct result *result, const struct evidence *evidence,
		struct err *err);
	/* All are there; `run` has its final values. Frees the report, also where it fails. */
	int (*end)(void *report, const struct report_run *run, struct err *err);
};

const struct report_format *report_find(const char *name); /* NULL: there is none */
const struct report_format *report_next(const struct report_format *format); /* NULL: first; NULL at the end */

#endif
