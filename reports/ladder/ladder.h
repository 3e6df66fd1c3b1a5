/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ladder: a play as a drawn conversation. Time runs down, each host is a line, each packet an arrow between the times
 * that the two hosts saw it at, each call a bar from its entry into the kernel to its return, and each line tells the TCP
 * states as they change. Made of evidence and verdicts alone, as plain values that the drawing (ladder_layout.h,
 * ladder_svg.c) and the text (ladder_text.c) read. All of it lives in the arena that it was made in; times are those of
 * the evidence; strings that come from evidence are not escaped.
 */
#ifndef SOCKSPEC_LADDER_H
#define SOCKSPEC_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct call_record;
struct evidence;
struct finding;
struct packet_record;
struct result;
struct wire_record;

/* What is special about a packet: each is drawn in a shape of its own. */
enum ladder_mark {
	LADDER_LOST = 1 << 0,           /* did not arrive: a cross where it ended */
	LADDER_COPY = 1 << 1,           /* the second of what the wire made two of */
	LADDER_AGAIN = 1 << 2,          /* a retransmission: data, SYN or FIN that its sender had sent before */
	LADDER_SWAPPED = 1 << 3,        /* another one passed it on the wire */
	LADDER_CHANGED = 1 << 4,        /* corrupted, cut short, marked: other bytes arrived */
	LADDER_DELAYED = 1 << 5,
	LADDER_INJECTED = 1 << 6,       /* a line of the page sent it */
	LADDER_ANSWERED = 1 << 7,       /* the wire itself did, as a router would */
	LADDER_ZERO_WINDOW = 1 << 8,
	LADDER_RESET = 1 << 9,
	LADDER_UNEXPECTED = 1 << 10,    /* a finding is about it: thick */
	LADDER_MISSING = 1 << 11,       /* the page expects it, and it never came: dotted; there is no packet */
	LADDER_DECISIVE = 1 << 12       /* it met a packet line of the page */
};

/* A vertical line: a host's end of one connection, or of all else that it did. */
struct ladder_line {
	int host;                       /* 0 client, 1 server */
	const char *name;               /* "client", "server", or of a peer that is made of packets */
	const char *address;            /* "192.0.2.1:40000"; without a port where the line has no connection */
	int connection;                 /* from 0; -1: no TCP or UDP flow of its own */
	bool of_packets;                /* nobody is there: a peer made of packets */
};

struct ladder_arrow {
	int from, to;                   /* lines */
	int64_t left_ns, arrived_ns;    /* -1: not seen there, of a lost or an injected one */
	const struct packet_record *sent, *received; /* NULL where no capture has it */
	const struct wire_record *wire; /* NULL: nothing was done to it */
	const char *label;              /* as tcpdump would: "P. 1:6(5) ack 1" */
	const char *note;               /* what the wire did, in words; NULL */
	unsigned marks;                 /* enum ladder_mark */
	int line;                       /* of the page, which it met or which expects it; 0 */
	int band;                       /* index of the band that it is folded into, -1 */
};

/* Bulk data and its acknowledgements, one after the other: drawn as one, opened to its arrows. */
struct ladder_band {
	size_t first, count;            /* arrows */
	int64_t begin_ns, end_ns;
	int from, to;                   /* lines, of the data */
	int64_t bytes;                  /* of data */
	int segments, acknowledgements;
	const char *label;              /* "24 segments, 34752 bytes, and 12 acknowledgements" */
};

struct ladder_call {
	int at;                         /* line: the connection's where the call's socket has one */
	const struct call_record *record;
	int64_t enter_ns, exit_ns;      /* -1: it had not returned */
	const char *text;               /* as strace prints it, short */
	int line;                       /* of the page */
	int lane;                       /* 0 next to the line; more where calls of one host overlap in time */
	bool bad;                       /* a finding is about it */
};

struct ladder_state {
	int at;                         /* line */
	int64_t time_ns;
	const char *name;               /* "SYN-SENT" (RFC 9293, 3.3.2) */
	bool sampled;                   /* the kernel said so (assert state); else it follows from calls and packets */
};

struct ladder {
	struct ladder_line *lines;      /* the client's from the left, then the server's */
	size_t line_count;
	struct ladder_arrow *arrows;    /* by the time they left, or were due */
	size_t arrow_count;
	struct ladder_band *bands;
	size_t band_count;
	struct ladder_call *calls;      /* by entry */
	size_t call_count;
	struct ladder_state *states;    /* by time */
	size_t state_count;
	int64_t begin_ns, end_ns;       /* of what is drawn */
	bool cut;                       /* there was more than a ladder takes */
};

/* `evidence` and `result` outlive the arena's use. Never fails; with nothing to draw there are no arrows and no calls. */
struct ladder *ladder_make(struct arena *arena, const struct evidence *evidence, const struct result *result);

#endif
