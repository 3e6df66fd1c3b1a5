/* SPDX-License-Identifier: BSD-2-Clause */
/* A play with nothing in it. */
#include "config.h"

#include "harness/base/arena.h"
#include "tests/unit/ladder_fixture.h"

void ladder_fixture_begin(struct ladder_fixture *fixture)
{
	struct evidence *evidence = evidence_new();

	fixture->arena = arena_new();
	fixture->evidence = evidence;
	fixture->result = result_new();
	evidence->case_id = "tcp/made/up";
	evidence->mode = "ipv4";
	evidence->page = "";
	evidence->level = LEVEL_WIRE;
	evidence->host_address[0] = "192.0.2.1";
	evidence->host_address[1] = "192.0.2.2";
	evidence->captures[0] = (struct capture_record){true, NULL, "client.pcap", true, true, 5, 0, NULL };
	evidence->captures[1] = (struct capture_record){true, NULL, "server.pcap", true, true, 5, 0, NULL };
	evidence->end_ns = INT64_C(1000000000);
}

void ladder_fixture_end(struct ladder_fixture *fixture)
{
	evidence_free(fixture->evidence);
	result_free(fixture->result);
	arena_free(fixture->arena);
}
