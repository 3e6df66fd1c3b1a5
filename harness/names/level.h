/* SPDX-License-Identifier: BSD-2-Clause */
/* What a machine gives to play on: a page asks for it, the sandbox makes it, the evidence says which it was. Each is more than the one before it. */
#ifndef SOCKSPEC_LEVEL_H
#define SOCKSPEC_LEVEL_H

#include <stdbool.h>

enum level {
	LEVEL_HOST,     /* the machine's own loopback */
	LEVEL_LOOPBACK, /* a loopback of one's own, in a network namespace */
	LEVEL_WIRE      /* two hosts, and a wire between them that captures and can be told what to do */
};

const char *level_name(enum level level);                 /* "host", "loopback", "wire" */
bool level_find(const char *name, enum level *level); /* false, and *level as it was, where there is none of that name */

#endif
