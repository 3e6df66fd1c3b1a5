/* SPDX-License-Identifier: BSD-2-Clause */
/* A pair of veth devices between the hosts of a sandbox, beside their wire: what the kernel's own cable does. */
#ifndef SOCKSPEC_BENCH_VETH_H
#define SOCKSPEC_BENCH_VETH_H

#include "harness/play/sandbox.h"

struct err;

/* Both ends are up when this returns, with their addresses, and without offloads. 0, or -1 with err. */
int bench_veth_make(struct sandbox *sandbox, const char *const addresses[HOST_COUNT], struct err *err);

#endif
