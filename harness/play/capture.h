/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libpcap on one host's device. Armed when a marker packet of ours was seen in it, complete when the
 * closing marker was: what lies between is all that passed. Markers are not kept in the file.
 * At level loopback and host there is one capture, of lo, opened as the client's, which stands for both hosts.
 *
 * The files hold raw IP packets with nanoseconds of CLOCK_REALTIME, where a clock that was set meanwhile is set back
 * in thought: time 0 of the evidence is begin_ns + clock_wall_offset_ns() when the capture was opened.
 */
#ifndef SOCKSPEC_CAPTURE_H
#define SOCKSPEC_CAPTURE_H

#include "harness/play/sandbox.h"

struct capture;
struct err;

/*
 * Opens and arms the capture of a host. NULL with err where it cannot be (no permission): the reason becomes
 * evidence. `begin_ns` is the evidence's time 0 on CLOCK_MONOTONIC.
 */
struct capture *capture_open(struct sandbox *sandbox, enum case_host host, int64_t begin_ns, struct err *err);

/*
 * Takes what has come so far out of the kernel's ring, so that it does not overflow: it holds CAPTURE_RING_PACKETS,
 * so call this at least twice as often, also while the wire is being settled (its `seen` is a good place).
 */
#define CAPTURE_RING_PACKETS 1000
void capture_drain(struct capture *capture);

/*
 * Below level wire nobody else sees the packets while they pass: `seen` is called for each one as it is drained, markers
 * apart, with its time since begin_ns; the bytes begin with the IP header and are only valid in the call.
 */
typedef void capture_seen_fn(void *context, int64_t time_ns, const uint8_t *bytes, size_t length);
void capture_listen(struct capture *capture, capture_seen_fn *seen, void *context);
int capture_fd(const struct capture *capture); /* readable where there is something to drain */

/*
 * Sends the closing marker, waits for it until the deadline, writes `path`, fills the record. 0 or -1. In the
 * record's `dropped` is also what the host's device lost before the wire could read it.
 */
int capture_finish(struct capture *capture, const char *path, int64_t deadline_ns,
	struct capture_record *record, struct err *err);

void capture_close(struct capture *capture); /* NULL is fine */

#endif
