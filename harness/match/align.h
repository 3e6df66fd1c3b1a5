/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All packet lines of one host's view of a flow against all packets that this host saw of it: the
 * alignment with the fewest differences. Where it costs nothing, everything that was listed came, in
 * order, and nothing that had to be listed came unlisted. Otherwise it says which line was not met, by
 * which packet it was nearly met, and which packets nobody listed. Pure.
 *
 * A line of a peer made of packets stands for the very packet that was sent for it, and that packet for no other line.
 * What other lines put on the wire (wire: inject) is listed by no packet line, and left out.
 */
#ifndef SOCKSPEC_ALIGN_H
#define SOCKSPEC_ALIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/match/segment.h"

struct arena;

struct align_line {
	const struct step *step;      /* STEP_PACKET or STEP_ANY_PACKETS */
	int64_t not_before_ns;        /* when the call that it follows was entered; see view.h */
	bool injected;                /* sends its packet itself */
	bool idle;                    /* injected, and nothing was sent: says nothing of what may come */
};

enum align_outcome { ALIGN_MET, ALIGN_DIFFERS, ALIGN_MISSING, ALIGN_UNLISTED };

struct align_pair {
	enum align_outcome outcome;
	int line;    /* index into lines; UNLISTED: the line before it, -1 before the first */
	int packet;  /* index into packets; -1 for MISSING */
	struct segment_differences differences; /* DIFFERS */
};

struct align_view {
	const struct align_line *lines;
	size_t line_count;
	const struct packet_record *const *packets; /* of this host and flow, by time */
	struct flow *const *flows;                  /* of each of them */
	size_t packet_count;
};

struct align_result {
	struct align_pair *pairs; /* every line but `...`, in order, and every packet that had to be listed */
	size_t count;
	int lines_met;            /* how many lines from the first on are met without a gap; `...` is always met */
	enum align_outcome last;  /* what became of the last packet line: a player need not wait for MET or DIFFERS */
	bool cut;                 /* more packets than can be aligned: the last ones were left out */
};

/* Never fails. The result lives in `arena`; without lines there is nothing that had to be listed but what came. */
void align_view_run(struct arena *arena, const struct env *env, const struct align_view *view,
	struct align_result *result);

#endif
