/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the wrong stacks have in common. Each shim_*.c becomes a library for LD_PRELOAD that breaks one promise
 * of the sockets below a program: the actor, or any other.
 */
#ifndef SOCKSPEC_TEST_SHIM_H
#define SOCKSPEC_TEST_SHIM_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/* The function that the program would have called without the shim. */
#define SHIM_NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static inline bool shim_is_type(int fd, int wanted)
{
	int type = 0;
	socklen_t length = sizeof type;

	return SHIM_NEXT(getsockopt)(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == wanted;
}

#endif
