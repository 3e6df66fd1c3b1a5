/* SPDX-License-Identifier: BSD-2-Clause */
/* The wire's actions, as a part of the tests of the wire. */
#ifndef SOCKSPEC_SANDBOX_ACTIONS_H
#define SOCKSPEC_SANDBOX_ACTIONS_H

#include <check.h>

TCase *sandbox_actions_tests(void);

#endif
