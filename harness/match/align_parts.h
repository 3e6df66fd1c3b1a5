/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What align.c and align_cost.c share, and nobody else includes: a packet line with what stands around it, and what it costs to
 * bring it together with a packet. Costs are whole numbers without a unit; the alignment with the smallest sum is taken.
 */
#ifndef SOCKSPEC_ALIGN_PARTS_H
#define SOCKSPEC_ALIGN_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/match/align.h"
#include "harness/match/expected.h"

/*
 * Above all, as many lines as can be are met without a difference: a line that was met is not said to
 * differ, however much came behind it that nobody listed. Of the others, one that is missing costs as much as a
 * packet that nobody listed; to call a packet a changed form of the line costs more with every field, but
 * never as much as both. A bare ACK may be passed over for nothing, so it only stands for a line where no more
 * than two fields differ.
 */
#define COST_NOT_MET (INT64_C(1) << 32)
/* A packet that the page itself has sent is where it is: when others are out of order, they are to blame. */
#define COST_OWN_NOT_MET (INT64_C(1) << 46)
#define COST_MISSING 10
#define COST_UNLISTED 10
#define COST_DIFFERS 4
#define COST_FIELD 2
#define COST_DIFFERS_MOST (COST_MISSING + COST_UNLISTED - 1)
#define COST_IMPOSSIBLE (COST_MISSING + COST_UNLISTED + 1)

/* A packet line with what stands around it. */
struct align_row {
	int line;                 /* index into view->lines */
	int64_t not_before_ns;
	int own;                  /* the step whose packet alone it stands for; -1 */
	bool own_is_there;        /* and that packet was seen */
	struct expected expected;
};

/* Which fields (enum of expected.h) of the packet are not as the line says; 0: none that can be compared. */
unsigned align_pair_fields(const struct align_row *row, const struct packet_record *record, const struct flow *flow);

/* 0: met; COST_IMPOSSIBLE: the packet cannot stand for the line at all. */
int align_pair_cost(const struct align_row *row, const struct packet_record *record, const struct flow *flow);

/* Of a line that no packet stands for. */
int64_t align_miss_cost(const struct align_row *row);

#endif
