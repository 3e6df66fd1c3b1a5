/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals that a socket call may raise in the thread that makes it (SIGPIPE above all). They are caught,
 * noted and end nothing. The handlers are installed without SA_RESTART, so a call that one interrupts fails with EINTR,
 * as in a program that uses sigaction with no flags. Every thread keeps them blocked except
 * while it makes a call.
 */
#ifndef SOCKSPEC_ACTOR_SIGNAL_H
#define SOCKSPEC_ACTOR_SIGNAL_H

#include <stdint.h>

struct json_t;

/* Installs the handlers and blocks these signals in the calling thread and those it makes. */
void signal_install(void);

void signal_begin_call(void);   /* lets them in */
uint64_t signal_end_call(void); /* keeps them out again; those that came, a bit each */

/* Their names, as an array of strings: a new reference. */
struct json_t *signal_list(uint64_t signals);

#endif
