/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happened in one play, in the order of time: calls, and packets, each packet once with the time it left and
 * the number that each host's capture gives it.
 */
#ifndef SOCKSPEC_HTML_RECORD_H
#define SOCKSPEC_HTML_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct evidence;
struct flow;
struct html;
struct html_case;
struct result;

struct happening {
	int64_t time_ns;
	const struct call_record *call;        /* one of call, and packet */
	int line;                              /* of the page, for a call */
	const struct packet_record *sent;      /* as the sender's host saw it; NULL where it did not */
	const struct packet_record *received;  /* as the receiver's host saw it; NULL */
	const struct flow *flow;
	const struct flow *arrived_flow;       /* the same in the receiver's view */
	const struct wire_record *wire;        /* what the wire did with it; NULL */
};

struct happenings {
	struct happening *items;
	size_t count;
	bool cut; /* there was more */
};

struct markup;

/* `result` tells the peers that are made of packets, whose numbers count from what the page says. */
void html_happenings_make(struct arena *arena, const struct evidence *evidence, const struct result *result,
	struct happenings *list);

/* Where the captures and the evidence are. */
void html_captures_write(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct result *result, const struct evidence *evidence);

/* Settings in force, and what servers and actors printed. */
void html_machine_write(struct markup *markup, const struct evidence *evidence);

#endif
