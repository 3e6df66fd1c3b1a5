/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor, from the other end of its protocol. Started with "serve" this program is the actor. */
#include "config.h"

#include <stdlib.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"
#include "tests/unit/unit.h"

int main(int argc, char **argv)
{
	int status = client_serve_if_asked(argc, argv);
	Suite *suite;

	if (status >= 0)
		return status;
	suite = suite_create("actor");
	suite_add_tcase(suite, actor_stream_tests());
	suite_add_tcase(suite, actor_datagram_tests());
	suite_add_tcase(suite, actor_messages_tests());
	suite_add_tcase(suite, actor_value_tests());
	suite_add_tcase(suite, actor_waiting_tests());
	suite_add_tcase(suite, actor_library_tests());
	suite_add_tcase(suite, actor_protocol_tests());
	suite_add_tcase(suite, actor_other_tests());
	return unit_run(suite);
}
