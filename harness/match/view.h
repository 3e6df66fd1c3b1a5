/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A case's packet lines sorted into views (one a host and flow), each with the packets that it speaks of.
 * What the judge aligns at the end, and what the player asks while it plays: has what the lines
 * up to here list come already? Pure.
 */
#ifndef SOCKSPEC_VIEW_H
#define SOCKSPEC_VIEW_H

#include "harness/match/align.h"

struct view {
	enum case_host host;
	const char *socket;       /* the name in front of its lines; NULL */
	enum packet_protocol protocol;
	struct align_view align;
};

struct view_list {
	struct view *items;
	size_t count;
};

/*
 * Makes the views of the packet lines among the first `step_count` steps, from the packets that the
 * evidence holds by now. `env` must have absorbed these steps.
 */
void view_list_make(struct arena *arena, const struct case_page *page, size_t step_count,
	const struct env *env, const struct evidence *evidence, struct view_list *list);

#endif
