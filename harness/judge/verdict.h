/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the judge says of one play of a case, as plain values that reports read. Lives in result->arena.
 */
#ifndef SOCKSPEC_VERDICT_H
#define SOCKSPEC_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/base/lang.h"
#include "harness/evidence/packet.h"

struct arena;
struct json_t;
struct err;

enum verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_WARN, VERDICT_SKIP, VERDICT_INCONC, VERDICT_ERROR };
#define VERDICT_COUNT 6

/* How the verdict stands to what was foreseen (the baseline). */
enum expectation { AS_EXPECTED, KNOWN_DEVIATION, UNEXPECTED };

struct difference {
	const char *field;    /* "result", "errno", "bytes", "flags", "seq", ...; NULL for the whole */
	const char *expected; /* in words */
	const char *observed;
};

/* One thing that does not hold, could not be seen, or broke. */
struct finding {
	enum verdict verdict;       /* FAIL, WARN, SKIP, INCONC or ERROR */
	int step;                   /* index, -1 where none is to blame */
	int line, column, end_column; /* in the page; 0 unknown */
	const char *text;           /* one sentence that a student understands */
	const char *expected, *observed; /* as they would be written in the script; NULL where there is none */
	struct difference *differences;  /* field by field */
	size_t difference_count;
	int host;                   /* whose view of a packet, -1 */
	int packet;                 /* its number in that host's capture, 0 */
	const char *hint;           /* what to look at next; NULL */
	bool known;                 /* a known deviation: `reason` */
	const char *known_reason;
};

struct step_verdict {
	int line, end_line;
	int fence;
	const char *source;         /* the statement as written, one line */
	bool reached;               /* false: "not reached", neither passed nor failed */
	bool expects;               /* it states an expectation at all */
	enum verdict verdict;       /* the worst of its findings, else PASS */
	const char *observed;       /* what came out, as it would be written; NULL */
	int64_t begin_ns, end_ns;   /* -1 */
	int host;                   /* 0 client, 1 server, -1 wire */
	int packet_host, packet;    /* the packet that met a packet line; 0: none */
};

struct cited {
	const char *scheme, *id;
	const char *document, *section, *level, *summary, *link; /* "" where there is none */
	const char *status;         /* claims: "confirmed", "refuted", "depends"; else "" */
	int line;
	const char *entry;          /* the registry's own id, where `id` may be another spelling of it; NULL: `id` */
	const char *words[LANG_COUNT]; /* the summary in other languages; NULL where there is no translation */
};

/* A peer made of packets: whose sequence numbers count from where. */
struct result_peer {
	const char *name;
	struct packet_address address;
	uint32_t isn;
};

struct result {
	struct arena *arena;
	const char *case_id, *mode, *title;
	const char *path;           /* of the page, as messages name it */
	enum verdict verdict;
	enum expectation expectation;
	const char *reason;         /* one sentence: the first finding's, or "" */
	int attempt, attempts;      /* which attempt decided, how many were made */
	int64_t duration_ns;
	struct finding *findings;
	size_t finding_count;
	struct step_verdict *steps;
	size_t step_count;
	struct cited *citations;
	size_t citation_count;
	struct result_peer *peers;  /* of the page, those that came about */
	size_t peer_count;
	const char *folder;         /* of the evidence, relative to the run's folder */
	const char *program_c, *program_python; /* the page as a program by itself, for who wants to see the code; NULL: none */
	const char *program_reason; /* why one is missing: "the peer is made of packets", to be said through _(); NULL */
};

struct result *result_new(void);
void result_free(struct result *result); /* NULL is fine */

/* How many findings there are up to the first of the worst, which is the result's reason: what stands behind it often follows from it. */
size_t result_count_leading(const struct result *result);

const char *verdict_name(enum verdict verdict);         /* "PASS" */
bool verdict_find(const char *name, enum verdict *verdict);
enum verdict verdict_worse(enum verdict a, enum verdict b); /* ERROR > FAIL > INCONC > WARN > SKIP > PASS */

/* Bad news of any kind: all but PASS and SKIP. */
bool finding_is_failing(const struct finding *finding);

/* What the system under test was seen to do otherwise (FAIL, WARN). Not that evidence was disturbed or that the harness broke. */
bool finding_is_observed(const struct finding *finding);

#endif
