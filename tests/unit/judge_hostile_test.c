/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence of strange shapes, as a foreign actor or a damaged folder gives it: a verdict, never a crash. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "tests/unit/judge_test.h"

#define HOSTILE_ROUNDS 300

static const char script[] =
	"launch tcp-echo as echo\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0 &\n"
	"> S 0:0(0) <mss 1460,sackOK,TS val ... ecr 0,nop,wscale 7>\n"
	"< S. 0:0(0) ack 1\n"
	"+0.1 > . 1:1(0) ack 1\n"
	"wait\n"
	"recvfrom(s, \"hello\", 1024, 0, server:p, [16]) = 5 within 200ms\n"
	"getsockopt(s, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=v}, [8]) = 0\n"
	"poll([{fd=s, events=POLLIN, revents=POLLIN}], 1, 1000) = 1\n"
	"select(..., [s], NULL, NULL, {tv_sec=1, tv_usec=0}) = 1 (in [s])\n"
	"recvmsg(s, {msg_name=a, msg_iov=[{iov_base=\"abc\", iov_len=10}], msg_flags=MSG_TRUNC}, 0) = 3\n"
	"readv(s, [\"de\", \"fg\"], 2) = m\n"
	"recv(s, pattern(m), 10, 0) = -1 EPIPE\n"
	"--- SIGPIPE ---\n"
	"server: socket(..., SOCK_STREAM, 0) = l\n"
	"server: accept(l, b, ...) = q &\n"
	"blocked 10ms\n"
	"assert state(s) == CLOSE_WAIT\n"
	"assert 0 < m\n"
	"wait\n"
	"server: q < S m:m(0)\n"
	"...\n"
	"s < icmp unreachable port\n"
	"wire: expect 1..2 \"tcp\"\n";

static uint32_t state;

static uint32_t draw(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % below;
}

static struct value *strange_value(struct arena *arena, int depth)
{
	struct value *value;

	switch (draw(depth > 3 ? 7 : 9)) {
	case 0:
		return value_any(arena);
	case 1:
		return value_null(arena);
	case 2:
		return value_int(arena, draw(2) == 0 ? INT64_MIN : (int64_t)draw(10));
	case 3:
		return value_symbol(arena, draw(2) == 0 ? "NO_SUCH_NAME|7" : "MSG_PEEK");
	case 4:
		return value_bytes(arena, "\0\377<&", draw(5));
	case 5:
		return value_room(arena, -1);
	case 6:
		return value_address(arena, draw(2) == 0 ? "AF_INET6" : "", draw(2) == 0 ? "::" : "no address",
			(int)draw(65536));
	case 7:
		value = value_array(arena, draw(4));
		for (size_t i = 0; i < value->count; i++)
			value->items[i] = strange_value(arena, depth + 1);
		return value;
	default:
		value = value_struct(arena);
		value_struct_add(arena, value, draw(2) == 0 ? "revents" : "state(s)",
			strange_value(arena, depth + 1));
		value_struct_add(arena, value, draw(2) == 0 ? "in" : "msg_iov",
			strange_value(arena, depth + 1));
		return value;
	}
}

static int64_t strange_time(const struct fake *fake)
{
	return draw(4) == 0 ? -1 : draw(4) == 0 ? INT64_C(1) << 60 : (int64_t)draw((uint32_t)fake->now_ns);
}

static void disturb_call(struct fake *fake, struct call_record *call)
{
	struct arena *arena = fake->evidence->arena;

	switch (draw(9)) {
	case 0:
		call->result = (int64_t)draw(3) - 1;
		break;
	case 1:
		call->error = draw(2) == 0 ? NULL : "ENONSENSE";
		call->result = -1;
		break;
	case 2:
		call->exit_ns = strange_time(fake);
		break;
	case 3:
		call->argument_count = draw((uint32_t)call->argument_count + 1);
		break;
	case 4:
		call->signals = arena_array(arena, 2, sizeof(char *));
		call->signals[0] = "SIGWINCH";
		call->signals[1] = "SIGPIPE";
		call->signal_count = draw(3);
		break;
	case 5:
		call->local = strange_value(arena, 0);
		call->peer = strange_value(arena, 0);
		break;
	case 6:
		call->result_local = strange_value(arena, 0);
		call->socket_type = (int)draw(4);
		break;
	case 7:
		call->extras = arena_array(arena, 1, sizeof(struct value *));
		call->extras[0] = strange_value(arena, 0);
		call->extra_count = draw(2);
		break;
	default:
		if (call->argument_count > 0)
			call->arguments[draw((uint32_t)call->argument_count)] = strange_value(arena, 0);
		break;
	}
}

static void disturb_packet(struct fake *fake)
{
	struct evidence *evidence = fake->evidence;
	struct packet_record *record;
	uint8_t *bytes;

	if (evidence->packet_count == 0)
		return;
	record = &evidence->packets[draw((uint32_t)evidence->packet_count)];
	if (record->packet.length == 0)
		return;
	bytes = arena_memdup(evidence->arena, record->packet.bytes, record->packet.length);
	bytes[draw((uint32_t)record->packet.length)] ^= (uint8_t)(1u << draw(8));
	if (packet_decode(&record->packet, bytes, draw(4) == 0 ? draw((uint32_t)record->packet.length) :
		record->packet.length, record->packet.wire_length) < 0)
		memset(&record->packet, 0, sizeof(record->packet));
	if (draw(4) == 0)
		record->sent = !record->sent;
}

static void disturb(struct fake *fake)
{
	struct evidence *evidence = fake->evidence;
	struct step_record *record = &evidence->steps[draw((uint32_t)evidence->step_count)];

	switch (draw(8)) {
	case 0:
		record->fate = (enum step_fate)draw(3);
		break;
	case 1:
		record->call = NULL;
		break;
	case 2:
		record->sample = strange_value(evidence->arena, 0);
		break;
	case 3:
		record->begin_ns = strange_time(fake);
		record->end_ns = strange_time(fake);
		break;
	case 4:
		record->address = strange_value(evidence->arena, 0);
		break;
	case 5:
		disturb_packet(fake);
		break;
	case 6:
		evidence->level = (enum level)draw(3);
		evidence->captures[draw(2)].present = draw(2) != 0;
		break;
	default:
		if (record->call != NULL)
			disturb_call(fake, record->call);
		break;
	}
}

START_TEST(strange_evidence_gets_a_verdict)
{
	for (uint32_t round = 0; round < HOSTILE_ROUNDS; round++) {
		struct fake *fake = fake_script(script, (enum case_mode)(round % 2));
		struct result *result;

		state = round + 1;
		for (uint32_t i = 0; i < 1 + round % 8; i++)
			disturb(fake);
		result = fake_judge(fake);
		/* A verdict is the worst of what was found, and each finding says something. */
		ck_assert(result->verdict != VERDICT_PASS || result->finding_count == 0);
		for (size_t i = 0; i < result->finding_count; i++) {
			ck_assert(result->findings[i].text[0] != '\0');
			ck_assert(verdict_worse(result->verdict, result->findings[i].verdict) ==
				result->verdict);
		}
		for (size_t i = 0; i < result->step_count; i++)
			ck_assert(result->verdict != VERDICT_PASS || result->steps[i].reached);
		result_free(result);
		fake_free(fake);
	}
}
END_TEST

START_TEST(broken_baselines_are_told)
{
	static const struct {
		const char *table;
		int line;
	} tables[] = {
		{ "# fine\n\npage\t3\t-1 EIO\t\treason\nshort\n", 4 },
		{ "page\tthree\t-1\t\treason\n", 1 },
		{ "page\t0\t-1\t\treason\n", 1 },
		{ "page\t3\t\t\treason\n", 1 },
		{ "\n\tx\t\t\t\n", 2 },
		{ "page\t3\t-1 EIO\t\treason\tmore\n", 1 },
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		struct err err;

		err_init(&err);
		ck_assert_ptr_null(baseline_parse("table.tsv", tables[i].table, strlen(tables[i].table), &err));
		ck_assert_int_eq(err.line, tables[i].line);
		ck_assert_str_eq(err.file, "table.tsv");
	}
}
END_TEST

TCase *judge_hostile_tests(void)
{
	TCase *tests = tcase_create("hostile");

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, strange_evidence_gets_a_verdict);
	tcase_add_test(tests, broken_baselines_are_told);
	return tests;
}
