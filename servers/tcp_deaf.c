/* SPDX-License-Identifier: BSD-2-Clause */
/* tcp-deaf: listens, with a backlog of --backlog, and never accepts: the kernel alone answers. */
#include "config.h"

#include "servers/server.h"

const struct server tcp_deaf = {
	.never_accepts = 1,
};
