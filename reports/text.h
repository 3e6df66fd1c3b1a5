/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text for reports, made from anything: what came from a network, a program's output or a stored run may
 * hold every byte there is, and none of them may reach a terminal, an XML or a JSON file as it is.
 */
#ifndef SOCKSPEC_TEXT_H
#define SOCKSPEC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/report.h"

struct arena;
struct err;
struct str;

/*
 * Adds the bytes as UTF-8 that every format may hold: newlines and tabs as they are; control characters, what is not
 * UTF-8, and characters that turn the direction of reading around as \x1b or \u202e.
 */
void text_add_clean(struct str *str, const char *data, size_t length);

/* The same for what must stay on one line: newlines and tabs are escaped too. NULL adds nothing. */
void text_add_line(struct str *str, const char *text);

/* Clean copies in an arena; NULL stays NULL. */
const char *text_clean(struct arena *arena, const char *text);
const char *text_clean_line(struct arena *arena, const char *text);

/* How many columns clean text takes on a terminal (East Asian characters take two). */
size_t text_width(const char *text, size_t length);

/* The line of a page, without its newline. NULL where the page has no such line. */
const char *text_page_line(const char *page, int line, size_t *length);

/* "1.250" */
void text_add_seconds(struct str *str, int64_t duration_ns, int digits);

/* "2026-01-02T03:04:05", of UTC. */
void text_add_time(struct str *str, int64_t wall_ns);

/* When the run began; what SOURCE_DATE_EPOCH says, where it is set. */
int64_t text_run_started(const struct report_run *run);

const char *text_or_empty(const char *text); /* "" for NULL */

/* The verdict in small letters: "pass", "not conclusive". */
const char *text_verdict_word(enum verdict verdict);
const char *text_verdict_key(enum verdict verdict); /* the same in every language, for names in a page */

/* What a page cites says, in the language in use where it is translated. NULL stays NULL. */
const char *text_cited(const struct cited *cited);

/* How a claim fares, in the language in use; the levels of standards are their own words and stay. */
const char *text_level(const char *level);

/* What stands between two sentences of one paragraph: Chinese has no space there. */
const char *text_gap(void);

/* "IPv4" for "ipv4"; the mode itself for others. */
const char *text_mode_name(const char *mode);

/* True where a case's id may become a file's name: no empty, "." or ".." parts, no odd characters. */
bool text_id_is_safe(const char *case_id);

/* The id's folder, "tcp/recv" of "tcp/recv/peek", in an arena; "" where it has none. */
const char *text_id_chapter(struct arena *arena, const char *case_id);

/* Writes what is buffered. 0, or -1 with err where anything that was written so far is lost (a full disk). */
int text_flush(FILE *out, struct err *err);

/* False where the field by field differences only repeat the finding's two sides. */
bool text_differences_tell(const struct finding *finding);

/* What a result means for whoever waits for the run to succeed. */
enum outcome {
	OUTCOME_GOOD,
	OUTCOME_BAD,      /* not as foreseen */
	OUTCOME_KNOWN,    /* a known deviation: not as the standard says, but as foreseen */
	OUTCOME_SKIPPED,
	OUTCOME_BROKEN    /* nothing is known of the stack: INCONC, ERROR */
};

enum outcome text_outcome(const struct result *result);

/* One sentence why, for BAD results also where the verdict itself is good. Clean, one line. */
const char *text_reason(struct arena *arena, const struct result *result);

#endif
