/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The packets of the play so far, as the wire or the capture told them, so that a packet line can be waited for
 * while it plays. They stand in evidence->packets as long as the play lasts; what is judged later
 * comes from the captures.
 */
#ifndef SOCKSPEC_LIVE_H
#define SOCKSPEC_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"

struct arena;

struct live {
	struct evidence *evidence;
	struct arena *arena;       /* of the packets; NULL where none are kept */
	size_t capacity, bytes;
	int last_line[HOST_COUNT]; /* the last step that is a packet line of this host; -1: none */
	int counts[HOST_COUNT];    /* all packets seen of a host */
	const struct step *wanted; /* the packet line that is waited for; NULL */
	bool candidate;            /* a packet came that it may mean; whoever looks clears it */
	bool overflowed;           /* too many: no more are kept, waits end at their deadlines */
};

/* Empty; which packet lines there are is the page's. All is borrowed until live_close. */
void live_open(struct live *live, const struct case_page *page, struct evidence *evidence);

/* Takes a packet, if a line from step `current` on could still mean it. `injected_by`: the step that made it; -1. */
void live_take(struct live *live, int current, int host, bool sent, int64_t time_ns, const uint8_t *bytes,
	size_t length, int injected_by);

/* Forgets them all; evidence->packets is empty then. */
void live_close(struct live *live);

#endif
