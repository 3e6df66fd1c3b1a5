/* SPDX-License-Identifier: BSD-2-Clause */
/* A test bed: two hosts, the wire between them, and the loop that drives it. */
#ifndef SOCKSPEC_SANDBOX_BED_H
#define SOCKSPEC_SANDBOX_BED_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "harness/play/capture.h"
#include "harness/play/wire.h"
#include "tests/unit/sandbox_support.h"

struct bed {
	struct sandbox sandbox;
	uv_loop_t loop;
	struct wire *wire;
	struct capture *captures[HOST_COUNT];
	int sent[HOST_COUNT], received[HOST_COUNT]; /* packets, as the wire tells */
	int injected[HOST_COUNT]; /* of those that it received, how many a line has made */
};

void bed_open(struct bed *bed);
void bed_close(struct bed *bed);

/* Lets the wire work for so long. */
void bed_run(struct bed *bed, int64_t milliseconds);

/* Two connected, non-blocking TCP sockets, ends[0] the client's. Gives the listener on the server's port 7000. */
int bed_connect(struct bed *bed, int family, int ends[2]);

#endif
