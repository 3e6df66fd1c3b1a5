/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sock_diag through libmnl: the state of TCP sockets of a host, also of those that no descriptor
 * refers to any more (TIME_WAIT), who listens where, and with how long queues.
 */
#ifndef SOCKSPEC_DIAG_H
#define SOCKSPEC_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/evidence/packet.h"
#include "harness/play/sandbox.h"

struct diag;
struct err;

/* One for each host; its netlink socket stays in that host's namespace. NULL with err. */
struct diag *diag_open(struct sandbox *sandbox, enum case_host host, struct err *err);
void diag_close(struct diag *diag); /* NULL is fine */

/* What the kernel says of a TCP socket. */
struct diag_state {
	const char *name; /* "ESTABLISHED", "TIME_WAIT", ...; "CLOSED" where there is no such socket */
	int64_t timer_ms; /* until the next of its timers expires: of retransmission, keep-alive, probes, TIME_WAIT; -1: none runs */
};

/*
 * The state of the TCP socket with these addresses. `peer` with port 0: the listener, or a socket not
 * connected, on that port. 0 or -1 with err.
 */
int diag_tcp_state(struct diag *diag, const struct packet_address *local,
	const struct packet_address *peer, struct diag_state *state, struct err *err);

/* The queues of a listening TCP socket. */
struct diag_listener {
	bool listens;    /* false: nobody does, the rest is 0 */
	int64_t queued;  /* connections that wait to be accepted */
	int64_t backlog; /* how many may wait, as listen() was told and the system limits it */
	int64_t opening; /* connections to it in SYN_RECEIVED */
};

/* Who listens at `local` (the wildcard address too, where that is what it is bound to). 0 or -1 with err. */
int diag_tcp_listener(struct diag *diag, const struct packet_address *local, struct diag_listener *listener,
	struct err *err);

/* Whether anyone listens on a TCP port, or has bound a UDP port, in either family. 0 or -1 with err. */
int diag_port_is_served(struct diag *diag, bool udp, int port, bool *served, struct err *err);

#endif
