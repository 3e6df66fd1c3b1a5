/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tcp-silent: accepts and never reads nor writes. It does not look for the client's end either, so a client that
 * closes stays in FIN-WAIT-2; only a reset ends the connection.
 */
#include "config.h"

#include "servers/server.h"

const struct server tcp_silent = { 0 };
