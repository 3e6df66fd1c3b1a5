/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The actor's own descriptors. They are kept high, so that the calls under test find the same numbers free as
 * in a program that has opened nothing, and no call may name them. All of it by raw system calls:
 * a preload library that changes close or fcntl must not reach them.
 */
#ifndef SOCKSPEC_ACTOR_DESCRIPTORS_H
#define SOCKSPEC_ACTOR_DESCRIPTORS_H

#include <stdbool.h>

#define DESCRIPTORS_MOST 300 /* of our own: one a worker, and a few */

/* Moves `fd` up and, if `plug`, leaves /dev/null in its place, else nothing. The new number, or -1 with errno. */
int descriptors_take(int fd, bool plug);

/* Closes one that was taken. */
void descriptors_drop(int fd);

/* Any number may be asked about, from any thread. */
bool descriptors_are_ours(int fd);

#endif
