/* SPDX-License-Identifier: BSD-2-Clause */
/* What a user's server needs before it is started: a port that is free, and its place in the command. */
#ifndef SOCKSPEC_SERVER_COMMAND_H
#define SOCKSPEC_SERVER_COMMAND_H

#include <stdbool.h>

#include "harness/play/sandbox.h"

struct arena;
struct err;

/* `command` with {port} and {host} replaced; NULL with err where it does not say {port}. */
char *server_expand_command(struct arena *arena, const char *command, const char *host, int port, struct err *err);

/* A port that is free on the server host for TCP and for UDP. 0 or -1 with err. */
int server_find_port(struct sandbox *sandbox, const char *address, int *port, struct err *err);

/* Whether a kind of servers/kinds.def speaks UDP. */
bool server_kind_is_udp(const char *kind);

#endif
