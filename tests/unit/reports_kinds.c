/* SPDX-License-Identifier: BSD-2-Clause */
/* A made-up run of one page with both kinds of socket: two modes of the stream that went the same way, and a datagram's that failed. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"
#include "tests/unit/reports_fixture.h"

#define MS INT64_C(1000000)

static const char kinds_page[] =
	"# Messages keep their boundaries only as datagrams\n"
	"\n"
	"The same calls, once over a *stream* and once as datagrams.\n"
	"\n"
	"```sockspec\n"
	"kinds stream datagram\n"
	"\n"
	"socket(..., SOCK_KIND, 0) = s\n"
	"connect(s, server:5000) = 0\n"
	"stream: > S 0:0(0)\n"
	"# both <say> it\n"
	"send(s, \"one\", 3, 0) = 3\n"
	"stream: > P. 1:4(3) ack 1 \"one\"\n"
	"datagram: > udp (3) \"one\"\n"
	"stream: server: recv(r, \"onetwo\", 9, 0) = 6\n"
	"datagram: server: recv(r, \"one\", 9, 0) = 3\n"
	"```\n"
	"\n"
	"Do not count on it.\n";

enum kinds_of { BOTH, STREAM, DATAGRAM };

static const struct {
	int line;
	enum kinds_of of;
	const char *source, *observed[2]; /* of a stream, of a datagram */
} kinds_steps[] = {
	{8, BOTH, "socket(..., SOCK_KIND, 0) = s", {"socket(AF_INET, SOCK_STREAM, 0) = 3", "socket(AF_INET, SOCK_DGRAM, 0) = 3"}},
	{9, BOTH, "connect(s, server:5000) = 0", {NULL, NULL}},
	{10, STREAM, "stream: > S 0:0(0)", {"S 0:0(0) win 64240", NULL}},
	{12, BOTH, "send(s, \"one\", 3, 0) = 3", {NULL, NULL}},
	{13, STREAM, "stream: > P. 1:4(3) ack 1 \"one\"", {"P. 1:4(3) ack 1 win 502 \"one\"", NULL}},
	{14, DATAGRAM, "datagram: > udp (3) \"one\"", {NULL, NULL}},
	{15, STREAM, "stream: server: recv(r, \"onetwo\", 9, 0) = 6", {NULL, NULL}},
	{16, DATAGRAM, "datagram: server: recv(r, \"one\", 9, 0) = 3", {NULL, "recv(4, \"<b>\", 9, 0) = 3"}},
};

static void kinds_add_steps(struct arena *arena, struct result *result, bool datagram)
{
	const size_t count = sizeof(kinds_steps) / sizeof(kinds_steps[0]);
	size_t i;

	result->steps = arena_array(arena, count, sizeof(*result->steps));
	for (i = 0; i < count; i++) {
		if (kinds_steps[i].of == (datagram ? STREAM : DATAGRAM))
			continue;
		result->steps[result->step_count++] = (struct step_verdict){.line = kinds_steps[i].line, .end_line = kinds_steps[i].line,
			.source = kinds_steps[i].source, .reached = true, .expects = true, .observed = kinds_steps[i].observed[datagram],
			.begin_ns = (int64_t)i * MS, .end_ns = (int64_t)(i + 1) * MS};
	}
}

static void kinds_add_failure(struct arena *arena, struct result *result)
{
	result->verdict = VERDICT_FAIL;
	result->expectation = UNEXPECTED;
	result->reason = "recv gave \"<b>\" instead of \"one\"";
	result->steps[result->step_count - 1].verdict = VERDICT_FAIL;
	result->findings = arena_array(arena, 1, sizeof(*result->findings));
	result->findings[0] = (struct finding){.verdict = VERDICT_FAIL, .step = (int)result->step_count - 1, .line = 16, .column = 25,
		.end_column = 29, .text = result->reason, .expected = "recv(r, \"one\", 9, 0) = 3", .observed = "recv(4, \"<b>\", 9, 0) = 3",
		.host = 1};
	result->finding_count = 1;
}

static void kinds_add(struct fixture *fixture, const char *mode, bool datagram, int family)
{
	struct fixture_item *item = &fixture->items[fixture->count++];
	struct result *result = arena_alloc(fixture->arena, sizeof(*result));
	struct evidence *evidence = evidence_new();

	result->arena = fixture->arena;
	result->case_id = "kinds/boundaries";
	result->mode = mode;
	result->title = "Messages keep their boundaries only as datagrams";
	result->path = "cases/kinds/boundaries.md";
	result->expectation = AS_EXPECTED;
	result->reason = "";
	result->attempt = result->attempts = 1;
	result->duration_ns = 12 * MS;
	result->folder = arena_printf(fixture->arena, "kinds/boundaries/%s", mode);
	kinds_add_steps(fixture->arena, result, datagram);
	if (datagram)
		kinds_add_failure(fixture->arena, result);
	evidence->case_id = result->case_id;
	evidence->mode = mode;
	evidence->page = kinds_page;
	evidence->page_length = strlen(kinds_page);
	evidence->attempt = 1;
	evidence->level = LEVEL_WIRE;
	evidence->level_reason = "";
	evidence->version = "0.1.0";
	evidence->kernel = "Linux 6.18.44 x86_64";
	evidence->host_address[0] = family == 4 ? "192.0.2.1" : "2001:db8::1";
	evidence->host_address[1] = family == 4 ? "192.0.2.2" : "2001:db8::2";
	if (datagram)
		fixture_add_calls(evidence);
	else
		fixture_add_handshake(evidence, 4);
	item->result = result;
	item->evidence = evidence;
}

void fixture_make_kinds(struct fixture *fixture)
{
	fixture_begin(fixture);
	kinds_add(fixture, "stream-ipv4", false, 4);
	kinds_add(fixture, "stream-ipv6", false, 6);
	kinds_add(fixture, "datagram-ipv4", true, 4);
	fixture->run.planned = (int)fixture->count;
}
