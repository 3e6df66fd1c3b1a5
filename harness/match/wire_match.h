/* SPDX-License-Identifier: BSD-2-Clause */
/* Which packet of the captures is which of those that the wire has recorded, so that reports can say what was done to it. Pure. */
#ifndef SOCKSPEC_WIRE_MATCH_H
#define SOCKSPEC_WIRE_MATCH_H

#include "harness/evidence/evidence.h"

struct str;

/*
 * By packet of the evidence: what the wire did with it, for packets that a host has sent, and for received ones that a
 * line of the page has injected; NULL where that is not known. An array of evidence->packet_count.
 */
const struct wire_record **wire_match_make(struct arena *arena, const struct evidence *evidence);

/* "the wire: dropped (line 12)", "injected (line 12)". Nothing where nothing was done. True where something was. */
bool wire_match_print(struct str *str, const struct evidence *evidence, const struct wire_record *record);

#endif
