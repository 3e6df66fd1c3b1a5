/* SPDX-License-Identifier: BSD-2-Clause */
/* How the judge says things: in the script's look, and in sentences that a student understands. */
#ifndef SOCKSPEC_WORDS_H
#define SOCKSPEC_WORDS_H

#include <stdint.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"
#include "harness/match/env.h"

struct str;

/* "5", "-1 EAGAIN": as it stands behind the = of a script. */
void words_add_result(struct str *str, int64_t result, const char *error);
void words_add_expected_results(struct str *str, const struct step *step); /* joined by "or" */

/* "ECONNREFUSED (Connection refused)". */
void words_add_errno(struct str *str, const char *error);

/* A whole call with what came out: "recv(s, "hel", 1024, 0) = 3". */
void words_add_call(struct str *str, const struct env *env, const struct step *step,
	const struct call_record *call);

/* What a packet is, for people: "a reset (RST)", "5 bytes of data", "a datagram of 5 bytes". */
void words_add_packet_kind(struct str *str, const struct packet *packet);
void words_add_pattern_kind(struct str *str, const struct packet_pattern *pattern);

/* "server: q > ": what stands in front of a packet line. */
void words_add_packet_front(struct str *str, const struct step *step, bool sent);

/* What an error usually comes from, to look at next. NULL where there is nothing useful. Static. */
const char *words_hint(const char *call, const char *error);

/* What a signal means: "the process wrote to a connection that ..."; NULL. Static. */
const char *words_explain_signal(const char *name);

/* True for calls whose result is a number of bytes. */
bool words_counts_bytes(const char *call);
bool words_reads(const char *call);

#endif
