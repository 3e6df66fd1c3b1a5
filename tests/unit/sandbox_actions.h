/* SPDX-License-Identifier: BSD-2-Clause */
/* The wire's actions, and its peers made of packets, as parts of the tests of the wire. */
#ifndef SOCKSPEC_SANDBOX_ACTIONS_H
#define SOCKSPEC_SANDBOX_ACTIONS_H

#include <check.h>

TCase *sandbox_actions_tests(void);
TCase *sandbox_peer_tests(void);

#endif
