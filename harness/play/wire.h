/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The wire: reads packets from each host's TUN device and passes them to the other's. Every packet meets what
 * the page told the wire so far (wire_order), line by line, and is recorded.
 *
 * Delivery is a fact: a packet written into a TUN device has been taken through the receiving host's
 * stack, up to the socket's queue, when write() returns. So "settled" (both devices read empty) means that
 * all that the hosts have sent so far has arrived, answers of their stacks included; except for what the page had the
 * wire drop, or keep back for later: that is not there yet, and nobody waits for it.
 */
#ifndef SOCKSPEC_WIRE_H
#define SOCKSPEC_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"
#include "harness/play/sandbox.h"

struct binding;
struct env;
struct err;
struct wire;

/*
 * Called for every packet that reached a host or left it, in the order of the facts, so that the player knows
 * what was seen without waiting for a capture. `sent`: by this host. `step`: whose line made it, -1 for a packet that a
 * host has sent. The bytes are only valid in the call, and the wire must not be settled or closed in it.
 */
typedef void wire_seen_fn(void *context, int host, bool sent, int64_t time_ns, const uint8_t *bytes,
	size_t length, int step);

/*
 * Begins to pass packets on, driven by the loop. NULL with err. Below level wire there is nothing to do, and this
 * gives a wire that does nothing.
 */
struct wire *wire_open(struct sandbox *sandbox, uv_loop_t *loop, int64_t begin_ns,
	wire_seen_fn *seen, void *context, struct err *err);

/*
 * Passes on all that waits in both devices until both are empty. False where two hosts that never stop talking kept it
 * from that: it gives up after WIRE_SETTLE_PACKETS packets or WIRE_SETTLE_NS.
 */
#define WIRE_SETTLE_PACKETS 100000
#define WIRE_SETTLE_NS INT64_C(1000000000)
bool wire_settle(struct wire *wire);

/* The wire will be told things: it follows all flows from here on. `env` knows the names of the page, and stays. */
void wire_listen(struct wire *wire, const struct env *env);

/* From here on the wire does what a `wire:` line says. -1 with err where it speaks of a name that nothing is bound to. */
int wire_order(struct wire *wire, const struct step *step, struct err *err);

/*
 * From here on the server is a peer made of packets: what the client sends meets the lines, and what passes them all is
 * taken, recorded and remembered, and reaches no host.
 */
void wire_play(struct wire *wire);

/* The peers that `env` has by now: their numbers count from the ISN that they were given. */
void wire_meet_peers(struct wire *wire);

/*
 * The packet that a line says arrives at a host, untouched by other lines: from a peer made of packets, or as if the other
 * host had sent it. What the host answers is passed on by the loop or wire_settle. -1 with err where it cannot be sent.
 */
int wire_send_line(struct wire *wire, const struct packet_pattern *pattern, enum case_host to, int step, struct err *err);

/* The client's end of the latest TCP connection with a peer made of packets, or where its packets go. -1 with err. */
int wire_find_client_end(struct wire *wire, const struct binding *peer, struct packet_address *end, struct err *err);

/* To how many packets what the step said was done; -1 where it is not for packets (join, clear). */
int64_t wire_applied(const struct wire *wire, int step);

/* Moves what was recorded into the evidence: the first WIRE_RECORDS_MOST packets. */
#define WIRE_RECORDS_MOST 200000
void wire_record_into(struct wire *wire, struct evidence *evidence);

void wire_close(struct wire *wire); /* the loop must run once more after it; NULL is fine */

#endif
