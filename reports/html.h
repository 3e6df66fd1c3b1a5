/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The HTML report's parts. A folder: index.html, requirements.html, tutorials.html, methods.html, glossary.html, style.css, script.js, a page a chapter below
 * chapters/, and a page a case below cases/, which shows the lesson once with the verdicts of every mode beside its
 * lines, and then what happened in each mode. The pages of each further
 * language are a tree of their own with the same names, zh/index.html; style, script and evidence are there once.
 *
 * Results and evidence belong to the caller of `add`, so results are copied and what evidence shows is
 * written at once, as a fragment in each language; pages are put together at the end, when all modes of a case are known. All
 * that makes text is called once a language, with lang_used() as it is to be.
 */
#ifndef SOCKSPEC_HTML_H
#define SOCKSPEC_HTML_H

#include "harness/base/lang.h"
#include "reports/html_spool.h"
#include "reports/html_steady.h"
#include "reports/report.h"

struct arena;
struct html_case;
struct html_chapter;
struct markup;
struct str;

/* What is made of a mode's evidence as soon as it is there, as fragments; "" where there is none. */
struct html_parts {
	const char *ladder;
	const char *record;         /* calls and packets, captures, output */
	const char *shape;          /* no fragment: html_differ_shape */
	const char *settings;       /* no fragment: html_settings_keep */
};

#define HTML_NO_PARTS (struct html_parts){"", "", "", ""}

struct html_mode {
	struct result *result;      /* a copy in the report's arena */
	struct html_parts parts;    /* while its page is made, in the page's language; else empty */
	struct html_kept kept[LANG_COUNT];
	const char *page;           /* the text that was played; NULL */
	const char *level;
};

struct html_case {
	const char *id, *title, *chapter; /* clean; the title in the language in use, where it has one */
	const char *titles[LANG_COUNT]; /* NULL where the page is not translated */
	const char *texts[LANG_COUNT];  /* translations of the page (html_translation.h); NULL */
	const char *uses;           /* names of calls, and what it cites: "recv rfc9293:MUST-14"; clean */
	const char *root;           /* from the page to the folder of its language: "../../../" */
	struct html_mode *modes;
	size_t count, capacity;
	size_t before;              /* modes of the page in front of these, where these are a part of them (html_kinds.h) */
	bool quiz;                  /* what was observed is folded until it is asked for */
	bool bare;                  /* the lesson is written without what happened: nothing leads there */
	size_t chapter_index, rank, place; /* html_book.c: its chapter, its rank there, its place in reading order */
};

struct html {
	struct arena *arena;
	const char *folder;         /* of the report */
	const char *run_folder;     /* of the run's evidence; NULL */
	bool quiz;
	bool single;                /* one page that needs no file beside it; `folder` is NULL */
	struct html_case **cases;
	size_t count, capacity;
	struct html_chapter *chapters; /* html_book.h; in reading order, when all cases are known */
	size_t chapter_count;
	const struct report_book *book;
	struct report_counts counts;
	enum lang languages[LANG_COUNT]; /* the first one's pages lie in the report's folder itself */
	size_t language_count;
	FILE *spools[LANG_COUNT];  /* of each language in use; no two threads share one */
};

/* ---- html.c ---- */

/* A report without cases yet; html_free frees it. `folder` NULL: a single page. NULL with err. */
struct html *html_new(const struct report_run *run, const char *folder, struct err *err);
void html_free(struct html *html);

/* As report_format's: `report` is a struct html. */
int html_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err);

struct html_case *html_find_case(const struct html *html, const char *id); /* NULL */

const char *html_case_path(const struct html *html, const struct html_case *html_case); /* in a tree: "cases/tcp/peek.html" */
const char *html_tree(const struct html *html, enum lang lang); /* of a language, from the report's folder: "", "zh/" */
const char *html_home(const struct html *html); /* from the tree of the language in use to the report's folder: "", "../" */

/* The parts of all modes in the language in use, in an arena that they need no longer than the page. 0, or -1 with err. */
int html_load_parts(const struct html *html, struct html_case *html_case, struct arena *arena, struct err *err);
void html_drop_parts(struct html_case *html_case);

/* ---- html_keep.c: copies, addresses, files ---- */

struct result *html_keep_result(struct arena *arena, const struct result *result);
void html_add_url(struct str *str, const char *path); /* a relative path with what URLs forbid as %XX */
const char *html_chapter_anchor(struct arena *arena, const char *chapter); /* "chapter-tcp-recv" */
int html_write_file(const struct html *html, const char *path, const char *text, size_t length, struct err *err);

/*
 * Where a file of a result's evidence can be reached from its page, in an arena; it is copied into the
 * report where the run's folder lies elsewhere, and is in the address itself where the page is a single
 * one. NULL where there is none.
 */
const char *html_link_evidence(const struct html *html, const struct html_case *html_case,
	const struct result *result, const char *name);

/* A link with its title; `root` leads from the page to the report's folder. */
void html_link_case(struct markup *markup, const struct html_case *html_case, const char *root);

/* ---- html_uses.c ---- */

/* As html_case's uses; in the arena. `evidence` may be NULL. */
const char *html_uses_make(struct arena *arena, const struct result *result, const struct evidence *evidence);

/* ---- html_frame.c: what every page has ---- */

/* `path` is the page's in its language's tree, "cases/tcp/recv/peek.html". */
void html_frame_begin(struct markup *markup, const struct html *html, const char *title, const char *path,
	const char *body_class);
void html_frame_end(struct markup *markup, const struct report_run *run);
const char *html_verdict_class(enum verdict verdict);  /* "v-pass" */
const char *html_verdict_mark(enum verdict verdict);   /* a shape */
void html_badge(struct markup *markup, const struct result *result); /* shape and word */
void html_verdict(struct markup *markup, enum verdict verdict, const char *word);
void html_counts_write(struct markup *markup, const struct report_counts *counts); /* "✓ 15 ✗ 1", those that are there */

/* ---- html_index.c, html_requirements.c, html_page.c ---- */

/* Whole pages in the language in use, malloc'ed, the caller's; NULL with err. */
char *html_index_make(const struct html *html, const struct report_run *run, struct err *err);
char *html_requirements_make(const struct html *html, const struct report_run *run, struct err *err);
char *html_page_make(const struct html *html, const struct html_case *html_case, const struct report_run *run,
	struct err *err);

/* ---- html_markdown.c, html_script.c: the lesson ---- */

void html_lesson_write(struct markup *markup, const struct html *html, const struct html_case *html_case);

/* One fence; `text` is its content, `line` the page's line of its first line. */
void html_script_write(struct markup *markup, const struct html_case *html_case, const char *text, int line);

/* ---- html_finding.c, html_found.c: findings in the lesson ---- */

/* What was found at this line, as rows of its table, which has so many columns; 0: as blocks. */
void html_findings_write(struct markup *markup, const struct html_case *html_case, int line, size_t columns);

/* One of them, with the names of the modes that have it. html_found.c */
void html_found_write(struct markup *markup, const struct html_case *html_case, const struct finding *finding,
	size_t mode, const char *mode_names);

/* Findings that belong to no line of a script. True where there were any. */
bool html_findings_write_others(struct markup *markup, const struct html_case *html_case);

/* Verdicts of another version of the page than the first mode's do not belong beside its lines. */
bool html_mode_fits(const struct html_case *html_case, size_t mode);

bool html_link_is_safe(const char *link); /* it leads to the web, and runs nothing */

bool html_same(const char *a, const char *b); /* also where both are NULL */

/* ---- html_record.c, html_packet.c: what happened in one mode ---- */

/* Fills `parts`, in the report's arena. 0, or -1 with err. */
int html_record_make(const struct html *html, const struct html_case *html_case, const struct result *result,
	const struct evidence *evidence, struct html_parts *parts, struct err *err);

struct flow;

struct packet_record;

/* What a table has told of packets and need not tell again: flags led to the glossary, fields that stay as they are. */
struct html_terms {
	const char *root;           /* from the page to the folder of its language; NULL: it has no glossary */
	unsigned linked;            /* FLAG_* of names/tcp.h */
	size_t mode;                /* from 1: rows of packets are "mode-1-client-5" */
	struct steady steady;
};

void html_packet_write(struct markup *markup, const struct packet_record *record, const struct flow *flow,
	struct html_terms *terms);

/* ---- html_assets.c, made of style.css and script.js ---- */

extern const char html_style[];
extern const char html_script[];

#endif
