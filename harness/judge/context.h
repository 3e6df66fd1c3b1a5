/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of this layer share while one case is judged. */
#ifndef SOCKSPEC_JUDGE_CONTEXT_H
#define SOCKSPEC_JUDGE_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/match/env.h"

struct baseline;
struct str;

struct judge {
	struct arena *arena;            /* the result's */
	const struct case_page *page;
	const struct evidence *evidence;
	struct result *result;
	struct env env;                 /* what names stood for before the step that is judged */
	size_t finding_capacity;
	bool *fence_is_should;          /* by fence: all that its prose cites is a SHOULD */
	int64_t *packet_ns;             /* by step: when the packet that met the line came; -1 */
	const struct step *stopped;     /* from here on this machine cannot show the page; NULL */
	const char *stopped_why;        /* a sentence */
	const struct step *unwaited;    /* the first packet line that nobody could wait for: no packets can be seen; NULL */
	int64_t disturbed_ns;           /* since when a busy machine may be why things differ; -1: never */
	const char *disturbed_why;      /* a sentence */
	bool broken;                    /* the play broke off: what is missing is not the stack's doing */
};

/*
 * A new finding of a step, its text a sentence. FAIL is WARN where the fence only speaks of what SHOULD be.
 * `step` NULL: none is to blame; `where` NULL: the whole statement.
 */
struct finding *judge_add(struct judge *judge, enum verdict verdict, const struct step *step,
	const struct where *where, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Both sides as they would be written. Copies. */
void judge_say_sides(struct judge *judge, struct finding *finding, const char *expected,
	const char *observed);

void judge_add_difference(struct judge *judge, struct finding *finding, const char *field,
	const char *expected, const char *observed);

/* Takes the text of a str into the arena and frees the str. */
const char *judge_take(struct judge *judge, struct str *str);

/* judge_describe.c: result->steps, as far as the page tells them. */
void judge_describe_steps(struct judge *judge);

/* judge_calls.c: one call against its record, with the names as they were before it. */
void judge_call(struct judge *judge, const struct step *step, const struct step_record *record);

/* judge_signals.c: those that a call raised, and a line that lists one. */
void judge_raised_signals(struct judge *judge, const struct step *step, const struct call_record *call);
void judge_signal(struct judge *judge, const struct step *step);

/* judge_arguments.c: what came out. `merge` is a finding about the result to join bytes to, or NULL. */
void judge_arguments(struct judge *judge, const struct step *step, const struct call_record *call,
	struct finding *merge);

/* judge_sets.c: what select found ready. */
void judge_extras(struct judge *judge, const struct step *step, const struct call_record *call);

/* judge_steps.c: what is neither a call nor a packet. */
void judge_assert(struct judge *judge, const struct step *step, const struct step_record *record);

/*
 * judge_measured.c: how late the harness was until this assertion, if it is about round trips that the kernel has measured
 * (tcpi_rtt and its like); else 0.
 */
int64_t judge_measured_late(const struct judge *judge, const struct step *step, const struct step_record *record);

/* judge_times.c: says that something was later (or earlier) than allowed: the stack's doing unless we ran late ourselves. */
struct finding *judge_say_time(struct judge *judge, const struct step *step, int64_t excess_ns, int64_t from_ns,
	int64_t to_ns, const char *text);
void judge_within(struct judge *judge, const struct step *step, const struct call_record *call);
void judge_blocked(struct judge *judge, const struct step *step, const struct step_record *record);

/* judge_moments.c: relative and absolute times, when it is known which packets met their lines. */
void judge_moments(struct judge *judge);

/* judge_silence.c: expect nothing, when all names are known. */
void judge_silences(struct judge *judge);

/* judge_counts.c: wire: expect. */
void judge_count(struct judge *judge, const struct step *step, const struct step_record *record);

/* judge_disturbed.c: when and why a segment was first sent again without the stack's fault, into disturbed_*. */
void judge_find_disturbance(struct judge *judge);

/* judge_wire.c: what the wire was told, whether it came to it. */
void judge_wire(struct judge *judge, const struct step *step, const struct step_record *record);

/* judge_packets.c: all packet lines at once. */
void judge_packets(struct judge *judge);

/* judge_evidence.c: whether the evidence is this page's, and what it cannot show. */
bool judge_evidence_belongs(struct judge *judge);
/* judge_coherent.c: false, with a finding, where evidence contradicts itself. */
bool judge_evidence_is_coherent(struct judge *judge);

/* The same file: programs that crashed where nothing else says so. Behind all that makes findings. */
void judge_processes(struct judge *judge);

const struct capture_record *judge_capture(const struct judge *judge, int host);
bool judge_capture_is_whole(const struct capture_record *capture);
void judge_say_capture(struct judge *judge, const struct step *step, int host);

/*
 * What this machine lacks, where a call failed because of it, as a sentence; else NULL. A port that this page has not
 * had before: at level host its ports are shared with the whole machine, and with the run before (TIME_WAIT). An option
 * that is younger than the kernel.
 */
const char *judge_why_impossible(const struct judge *judge, const struct step *step, const struct call_record *call);

/* What to look at where a call gave another result than its line says, of which `expected` is the number, -1 where it has none. NULL. */
const char *judge_hint(const struct judge *judge, const struct step *step, const struct call_record *call, int64_t expected);

/* The same where it had not returned until then. NULL. */
const char *judge_hint_unreturned(const struct judge *judge, const struct step *step, int64_t end_ns);

/*
 * judge_stream.c: that a connection was open and what had come on it until then, for a call that waited in vain; that the other end
 * had ended it first. NULL where the packets do not tell, or tell something else.
 */
const char *judge_hint_stream_waits(const struct judge *judge, const struct step *step, int64_t before_ns);
const char *judge_hint_stream_ended(const struct judge *judge, const struct step *step, int64_t before_ns);

/* Leaves of all findings from that step on only that the machine cannot show it. */
void judge_skip_from(struct judge *judge, const struct step *step, const char *why);

/* judge_known.c: findings that the baseline foresees, and what that makes of the result. */
void judge_apply_baseline(struct judge *judge, const struct baseline *baseline);

/* judge_cited.c: the citations, and which fences only speak of what SHOULD be. */
void judge_cite(struct judge *judge);

#endif
