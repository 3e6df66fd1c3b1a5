/* SPDX-License-Identifier: BSD-2-Clause */
/* The loop: one thread, one poll(), every client of one server; ends on SIGTERM or SIGINT and on nothing else. */
#ifndef SERVERS_LOOP_H
#define SERVERS_LOOP_H

#include "servers/listener.h"
#include "servers/server.h"

/* From here on SIGTERM and SIGINT end loop_run. Call it before saying ready. 0, or -1 with errno. */
int loop_prepare(void);

/* Serves until a signal. 0, or -1 with errno where the loop itself cannot go on. */
int loop_run(const struct server *server, const struct settings *settings, const struct listeners *listeners);

#endif
