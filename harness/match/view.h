/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A case's packet lines sorted into views (one a host and flow), each with the packets that it speaks of.
 * What the judge aligns at the end, and what the player asks while it plays: has what the lines
 * up to here list come already? Pure.
 *
 * A view is the packets of one socket, all protocols, with the ICMP errors about them; lines without a socket
 * in front make one view of the packets of their protocols that belong to no named socket. `...` holds
 * for every view of its host. Below level wire one capture stands for both hosts; the packets of a view are
 * then copies that say what its host sent.
 *
 * A line's packet must have come after the calls that could have caused it: the first call that sends
 * (connect, send, shutdown, close and their kin) since the line before it in the same direction. For what a host
 * sends these are its own calls, on the line's socket where one is named; for what it receives
 * those of the other host, and of its own where datagrams answer datagrams. What a line puts on the wire, as a `<` line
 * of a peer made of packets does, counts like such a call, for both directions of its view.
 *
 * The name of a peer made of packets in front of a line makes a view of all packets from and to that peer.
 */
#ifndef SOCKSPEC_VIEW_H
#define SOCKSPEC_VIEW_H

#include "harness/match/align.h"

struct view {
	enum case_host host;
	const char *socket;       /* the name in front of its lines; NULL */
	enum packet_protocol protocol;
	const struct binding *binding; /* of that socket, or peer made of packets */
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
