/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One end of a TCP connection as the diagram of RFC 9293 (3.3.2, figure 5) has it, moved by what its host's capture
 * shows and by the calls on its socket. What a host makes of a segment is taken from what it sends next: a FIN or RST
 * that it does not go along with, and the last part of a handshake that it drops, change nothing. Pure.
 */
#ifndef SOCKSPEC_LADDER_MACHINE_H
#define SOCKSPEC_LADDER_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"
#include "reports/ladder/ladder_diagram.h"

enum machine_event_kind {
	MACHINE_CALL,       /* close() or shutdown(SHUT_WR): no more data will come */
	MACHINE_RECEIVED,
	MACHINE_SENT,
	MACHINE_REFUSED,    /* a call says that it could not be opened */
	MACHINE_GIVES_UP    /* a call says that it is no more */
};

struct machine_event {
	int64_t time_ns;
	enum machine_event_kind kind;
	const struct packet *packet; /* RECEIVED, SENT */
	int64_t until_ns;            /* CALL: when it had returned */
};

struct machine {
	enum tcp_state state;
	int64_t time_ns;             /* since when */
	/* For machine_take alone: */
	const struct machine_event *events;
	size_t count;
	bool passive;                /* it did not connect */
	bool opened, peer_opened;    /* a SYN was sent, was received */
	uint32_t first, next;        /* numbers of its own: that of its SYN, and behind all that it has sent */
	bool fin_sent;
	uint32_t fin_end;            /* what acknowledges its FIN */
	uint32_t peer_next;          /* the number that it waits for */
	uint32_t edge;               /* behind the last number that it has let the other end send */
	int shift, peer_shift;       /* of windows, as the SYNs offer it; -1: not offered */
	bool peer_fin_seen, peer_fin_taken;
	uint32_t peer_fin_end;
	bool stamped;                /* segments carry time stamps (RFC 7323) */
	uint32_t stamp;              /* the last of the other end's */
};

/* CLOSED. The events are borrowed as long as the machine is used: it looks ahead in them. */
void machine_init(struct machine *machine, const struct machine_event *events, size_t count);

/* Takes events[at]; they are taken in order. True where the state has changed. */
bool machine_take(struct machine *machine, size_t at);

#endif
