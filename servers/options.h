/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line of sockspec-server. */
#ifndef SERVERS_OPTIONS_H
#define SERVERS_OPTIONS_H

#include "servers/server.h"

enum options_action { OPTIONS_SERVE, OPTIONS_DONE, OPTIONS_WRONG };

struct options {
	const struct kind *kind;
	struct settings settings;
	int ready_fd; /* -1: none */
};

/*
 * OPTIONS_DONE: --help, --list or --version has been answered. OPTIONS_WRONG: what is wrong has been said on
 * the standard error.
 */
enum options_action options_parse(struct options *options, int argc, char **argv);

#endif
