/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of the actor's test program, a file each. */
#ifndef SOCKSPEC_TEST_ACTOR_TEST_H
#define SOCKSPEC_TEST_ACTOR_TEST_H

#include <check.h>

TCase *actor_stream_tests(void);
TCase *actor_datagram_tests(void);
TCase *actor_messages_tests(void);
TCase *actor_value_tests(void);
TCase *actor_waiting_tests(void);
TCase *actor_library_tests(void);
TCase *actor_protocol_tests(void);
TCase *actor_other_tests(void);

#endif
