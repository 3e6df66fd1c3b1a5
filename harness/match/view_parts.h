/* SPDX-License-Identifier: BSD-2-Clause */
/* How the files that sort lines into views share the work; nobody else includes this. */
#ifndef SOCKSPEC_VIEW_PARTS_H
#define SOCKSPEC_VIEW_PARTS_H

#include "harness/match/view.h"

/* A view while its lines are gathered. */
struct draft {
	struct view view;
	struct align_line *lines;
	size_t line_count;
	unsigned protocols;         /* of its lines, as bits of enum packet_protocol */
	/* By direction, [0] received, [1] sent: when the first call that sends was made since the last line. */
	int64_t own_since_ns[2], other_since_ns[2];
	int64_t not_before_ns[2];
};

struct drafts {
	struct arena *arena;
	const struct env *env;
	const struct case_page *page;
	struct draft *items;
	size_t count, capacity;
};

/* Calls that send, and what the page puts on the wire, are heard in the views whose packets they can cause. view_causes.c */
void view_hear_call(struct drafts *drafts, const struct step *step, const struct step_record *record);
void view_hear_wire(struct drafts *drafts, const struct step *step, const struct step_record *record);

/* What a line puts on the wire may cause packets in both directions. */
void view_hear_injection(struct draft *draft, int64_t time_ns);

#endif
