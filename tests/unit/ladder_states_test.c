/* SPDX-License-Identifier: BSD-2-Clause */
/* One end of a connection through the diagram of RFC 9293, and the states that a ladder shows. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "harness/names/tcp.h"
#include "reports/ladder/ladder.h"
#include "reports/ladder/ladder_machine.h"
#include "tests/unit/ladder_fixture.h"

#define MS INT64_C(1000000)
#define STEPS_MOST 16

#define S FLAG_SYN
#define A FLAG_ACK
#define F FLAG_FIN
#define R FLAG_RST

/* What happens, and the state after it. Numbers of its own count from 100, of the other end from 500. */
struct step {
	enum machine_event_kind kind;
	unsigned flags;
	uint32_t seq, ack;
	size_t length;
	enum tcp_state state;
};

static void follow(const struct step *steps, size_t count)
{
	struct machine_event events[STEPS_MOST];
	struct packet packets[STEPS_MOST];
	struct machine machine;
	size_t i;

	ck_assert_uint_le(count, STEPS_MOST);
	memset(packets, 0, sizeof(packets));
	for (i = 0; i < count; i++) {
		packets[i].transport = TRANSPORT_TCP;
		packets[i].flags = (uint16_t)steps[i].flags;
		packets[i].seq = steps[i].seq;
		packets[i].ack = steps[i].ack;
		packets[i].payload_length = steps[i].length;
		packets[i].window = 1000;
		events[i] = (struct machine_event){(int64_t)i * MS, steps[i].kind, &packets[i], (int64_t)i * MS + MS};
	}
	machine_init(&machine, events, count);
	for (i = 0; i < count; i++) {
		enum tcp_state before = machine.state;

		ck_assert_int_eq(machine_take(&machine, i), before != steps[i].state);
		ck_assert_msg(machine.state == steps[i].state, "step %zu: %s instead of %s", i,
			diagram_name(machine.state), diagram_name(steps[i].state));
	}
}

#define FOLLOW(...)                                                           \
	do {                                                                  \
		const struct step steps[] = {__VA_ARGS__};                    \
		follow(steps, sizeof(steps) / sizeof(steps[0]));              \
	} while (0)

#define CALLED                                                                \
	{MACHINE_SENT, S, 100, 0, 0, TCP_IS_SYN_SENT},                        \
	{MACHINE_RECEIVED, S | A, 500, 101, 0, TCP_IS_ESTABLISHED},           \
	{MACHINE_SENT, A, 101, 501, 0, TCP_IS_ESTABLISHED}

#define ANSWERED                                                              \
	{MACHINE_RECEIVED, S, 500, 0, 0, TCP_IS_CLOSED},                      \
	{MACHINE_SENT, S | A, 100, 501, 0, TCP_IS_SYN_RECEIVED},              \
	{MACHINE_RECEIVED, A, 501, 101, 0, TCP_IS_ESTABLISHED}

START_TEST(who_closes_first_waits)
{
	FOLLOW(CALLED, {MACHINE_CALL, 0, 0, 0, 0, TCP_IS_FIN_WAIT_1},
		{MACHINE_SENT, F | A, 101, 501, 0, TCP_IS_FIN_WAIT_1},
		{MACHINE_RECEIVED, A, 501, 102, 0, TCP_IS_FIN_WAIT_2},
		{MACHINE_RECEIVED, F | A, 501, 102, 0, TCP_IS_TIME_WAIT},
		{MACHINE_SENT, A, 102, 502, 0, TCP_IS_TIME_WAIT});
	/* The other FIN may acknowledge ours itself. */
	FOLLOW(CALLED, {MACHINE_SENT, F | A, 101, 501, 0, TCP_IS_FIN_WAIT_1},
		{MACHINE_RECEIVED, F | A, 501, 102, 0, TCP_IS_TIME_WAIT});
}
END_TEST

START_TEST(who_closes_last_is_done)
{
	FOLLOW(ANSWERED, {MACHINE_RECEIVED, F | A, 501, 101, 0, TCP_IS_CLOSE_WAIT},
		{MACHINE_SENT, A, 101, 502, 0, TCP_IS_CLOSE_WAIT}, {MACHINE_CALL, 0, 0, 0, 0, TCP_IS_LAST_ACK},
		{MACHINE_SENT, F | A, 101, 502, 0, TCP_IS_LAST_ACK},
		/* What does not acknowledge the FIN changes nothing. */
		{MACHINE_RECEIVED, A, 502, 101, 0, TCP_IS_LAST_ACK}, {MACHINE_RECEIVED, A, 502, 102, 0, TCP_IS_CLOSED});
}
END_TEST

START_TEST(both_may_open_and_close_at_once)
{
	FOLLOW({MACHINE_SENT, S, 100, 0, 0, TCP_IS_SYN_SENT}, {MACHINE_RECEIVED, S, 500, 0, 0, TCP_IS_SYN_RECEIVED},
		{MACHINE_SENT, S | A, 100, 501, 0, TCP_IS_SYN_RECEIVED},
		{MACHINE_RECEIVED, S | A, 500, 101, 0, TCP_IS_ESTABLISHED},
		{MACHINE_CALL, 0, 0, 0, 0, TCP_IS_FIN_WAIT_1}, {MACHINE_SENT, F | A, 101, 501, 0, TCP_IS_FIN_WAIT_1},
		{MACHINE_RECEIVED, F | A, 501, 101, 0, TCP_IS_CLOSING},
		{MACHINE_SENT, A, 102, 502, 0, TCP_IS_CLOSING}, {MACHINE_RECEIVED, A, 502, 102, 0, TCP_IS_TIME_WAIT});
}
END_TEST

START_TEST(what_is_behind_the_window_or_was_never_sent_acknowledges_nothing)
{
	FOLLOW(CALLED, {MACHINE_SENT, F | A, 101, 501, 0, TCP_IS_FIN_WAIT_1},
		{MACHINE_RECEIVED, F | A, 501, 101, 0, TCP_IS_CLOSING}, {MACHINE_SENT, A, 102, 502, 0, TCP_IS_CLOSING},
		{MACHINE_RECEIVED, A, 1503, 102, 0, TCP_IS_CLOSING}, {MACHINE_RECEIVED, A, 502, 1000, 0, TCP_IS_CLOSING},
		{MACHINE_RECEIVED, A, 1502, 102, 0, TCP_IS_TIME_WAIT});
}
END_TEST

START_TEST(a_reset_must_have_the_number_and_be_gone_along_with)
{
	FOLLOW(CALLED, {MACHINE_RECEIVED, R, 600, 0, 0, TCP_IS_ESTABLISHED},
		{MACHINE_RECEIVED, R, 501, 0, 0, TCP_IS_CLOSED});
	/* It goes on sending: the reset came for something else. */
	FOLLOW(CALLED, {MACHINE_RECEIVED, R, 501, 0, 0, TCP_IS_ESTABLISHED},
		{MACHINE_SENT, A, 101, 501, 5, TCP_IS_ESTABLISHED});
	FOLLOW({MACHINE_SENT, S, 100, 0, 0, TCP_IS_SYN_SENT}, {MACHINE_RECEIVED, R | A, 0, 777, 0, TCP_IS_SYN_SENT},
		{MACHINE_RECEIVED, R | A, 0, 101, 0, TCP_IS_CLOSED});
	/* Who was called listens again. */
	FOLLOW({MACHINE_RECEIVED, S, 500, 0, 0, TCP_IS_CLOSED}, {MACHINE_SENT, S | A, 100, 501, 0, TCP_IS_SYN_RECEIVED},
		{MACHINE_RECEIVED, R, 501, 0, 0, TCP_IS_LISTEN});
}
END_TEST

START_TEST(what_it_sends_itself_may_reset)
{
	FOLLOW(CALLED, {MACHINE_CALL, 0, 0, 0, 0, TCP_IS_ESTABLISHED}, {MACHINE_SENT, R | A, 101, 501, 0, TCP_IS_CLOSED});
	/* A segment that is no answer to our SYN is answered with its own number, and nothing changes. */
	FOLLOW({MACHINE_SENT, S, 100, 0, 0, TCP_IS_SYN_SENT}, {MACHINE_RECEIVED, S | A, 500, 777, 0, TCP_IS_SYN_SENT},
		{MACHINE_SENT, R, 777, 0, 0, TCP_IS_SYN_SENT}, {MACHINE_RECEIVED, S | A, 500, 101, 0, TCP_IS_ESTABLISHED});
}
END_TEST

START_TEST(a_handshake_that_the_host_drops_is_not_done)
{
	/* The queue of its listener is full: the acknowledgement comes, and its SYN is sent again. */
	FOLLOW({MACHINE_RECEIVED, S, 500, 0, 0, TCP_IS_CLOSED}, {MACHINE_SENT, S | A, 100, 501, 0, TCP_IS_SYN_RECEIVED},
		{MACHINE_RECEIVED, A, 501, 101, 0, TCP_IS_SYN_RECEIVED},
		{MACHINE_SENT, S | A, 100, 501, 0, TCP_IS_SYN_RECEIVED},
		{MACHINE_RECEIVED, A, 501, 101, 0, TCP_IS_ESTABLISHED});
}
END_TEST

START_TEST(a_fin_counts_when_all_before_it_has_come)
{
	FOLLOW(ANSWERED, {MACHINE_RECEIVED, F | A, 511, 101, 0, TCP_IS_ESTABLISHED},
		{MACHINE_SENT, A, 101, 501, 0, TCP_IS_ESTABLISHED},
		{MACHINE_RECEIVED, A, 501, 101, 10, TCP_IS_CLOSE_WAIT},
		{MACHINE_SENT, A, 101, 512, 0, TCP_IS_CLOSE_WAIT});
	/* Without any answer its number tells. */
	FOLLOW(ANSWERED, {MACHINE_RECEIVED, F | A, 511, 101, 0, TCP_IS_ESTABLISHED});
	FOLLOW(ANSWERED, {MACHINE_RECEIVED, F | A, 501, 101, 10, TCP_IS_CLOSE_WAIT});
}
END_TEST

START_TEST(calls_say_that_nobody_answers)
{
	FOLLOW({MACHINE_SENT, S, 100, 0, 0, TCP_IS_SYN_SENT}, {MACHINE_REFUSED, 0, 0, 0, 0, TCP_IS_CLOSED});
	/* An error that leaves the connection alone. */
	FOLLOW(CALLED, {MACHINE_REFUSED, 0, 0, 0, 0, TCP_IS_ESTABLISHED}, {MACHINE_GIVES_UP, 0, 0, 0, 0, TCP_IS_CLOSED});
}
END_TEST

static const struct ladder_state *state_of(const struct ladder *ladder, int line, size_t nth)
{
	size_t i;

	for (i = 0; i < ladder->state_count; i++) {
		if (ladder->states[i].at == line && nth-- == 0)
			return &ladder->states[i];
	}
	return NULL;
}

/* assert state(s) at the end of the step. */
static void add_sample(struct ladder_fixture *fixture, size_t step, int64_t time_ns, const char *source, const char *state)
{
	struct step_record *record = &fixture->evidence->steps[step];

	record->call = NULL;
	record->end_ns = time_ns;
	record->sample = value_struct(fixture->arena);
	value_struct_add(fixture->arena, record->sample, source, value_symbol(fixture->arena, state));
}

START_TEST(a_sample_confirms_or_contradicts)
{
	struct step_verdict made = {.line = 10, .source = "socket(..., SOCK_STREAM, 0) = s", .reached = true};
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	struct step_record *steps;

	ladder_fixture_begin(&fixture);
	fixture_add_handshake(fixture.evidence, 4);
	fixture_add_calls(fixture.evidence);
	steps = fixture.evidence->steps;
	steps[2] = steps[0];
	steps[2].call = arena_memdup(fixture.arena, steps[0].call, sizeof(*steps[0].call));
	steps[2].call->local = value_address(fixture.arena, "AF_INET", "192.0.2.1", 40000);
	steps[2].call->peer = value_address(fixture.arena, "AF_INET", "192.0.2.2", 7000);
	steps[0].call->name = "socket";
	steps[0].call->enter_ns -= 1000;
	steps[0].call->result = 3;
	steps[0].line = 10;
	add_sample(&fixture, 1, 3 * MS, "state(s)", "ESTABLISHED");
	fixture.result->steps = &made;
	fixture.result->step_count = 1;
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert_str_eq(state_of(ladder, 0, 0)->name, "SYN-SENT");
	ck_assert(!state_of(ladder, 0, 0)->sampled);
	ck_assert_str_eq(state_of(ladder, 0, 1)->name, "ESTABLISHED");
	ck_assert(state_of(ladder, 0, 1)->sampled);
	ck_assert_ptr_null(state_of(ladder, 0, 2));
	ck_assert_str_eq(state_of(ladder, 1, 0)->name, "SYN-RECEIVED");

	add_sample(&fixture, 1, 3 * MS, "state(s)", "CLOSE_WAIT");
	ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
	ck_assert(!state_of(ladder, 0, 1)->sampled);
	ck_assert_str_eq(state_of(ladder, 0, 2)->name, "CLOSE-WAIT");
	ck_assert(state_of(ladder, 0, 2)->sampled);
	ck_assert_int_eq(state_of(ladder, 0, 2)->time_ns, 3 * MS);
	ladder_fixture_end(&fixture);
}
END_TEST

/* recv() that waits from 2 ms until 5 ms and brings the end: the kernel knows of it before the call has returned. */
START_TEST(a_call_that_waits_tells_later_than_a_sample)
{
	static const struct { int64_t enter_ns; const char *told; bool confirms; } rows[] = {
		{2 * MS, "CLOSED", true}, {2 * MS, "CLOSE_WAIT", false}, {4 * MS, "CLOSED", false}};
	struct step_verdict made = {.line = 10, .source = "socket(..., SOCK_STREAM, 0) = s", .reached = true};
	struct step_record *steps;
	struct ladder_fixture fixture;
	const struct ladder *ladder;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ladder_fixture_begin(&fixture);
		fixture_add_handshake(fixture.evidence, 4);
		fixture_add_calls(fixture.evidence);
		steps = arena_array(fixture.arena, 4, sizeof(*steps));
		memcpy(steps, fixture.evidence->steps, 3 * sizeof(*steps));
		fixture.evidence->steps = steps;
		fixture.evidence->step_count = 4;
		steps[2] = steps[0];
		steps[2].call = arena_memdup(fixture.arena, steps[0].call, sizeof(*steps[0].call));
		steps[3] = steps[2];
		steps[3].call = arena_memdup(fixture.arena, steps[2].call, sizeof(*steps[2].call));
		steps[0].call->name = "socket";
		steps[0].call->enter_ns -= 1000;
		steps[0].call->result = 3;
		steps[0].line = 10;
		steps[2].call->local = value_address(fixture.arena, "AF_INET", "192.0.2.1", 40000);
		steps[2].call->peer = value_address(fixture.arena, "AF_INET", "192.0.2.2", 7000);
		steps[3].call->name = "recv";
		steps[3].call->result = -1;
		steps[3].call->error = "ETIMEDOUT";
		steps[3].call->enter_ns = rows[i].enter_ns;
		steps[3].call->exit_ns = 5 * MS;
		add_sample(&fixture, 1, 3 * MS, "state(s)", rows[i].told);
		fixture.result->steps = &made;
		fixture.result->step_count = 1;
		ladder = ladder_make(fixture.arena, fixture.evidence, fixture.result);
		ck_assert_int_eq(state_of(ladder, 0, 2)->time_ns, rows[i].confirms ? 5 * MS : 3 * MS);
		ck_assert(state_of(ladder, 0, 2)->sampled);
		ck_assert(rows[i].confirms == !state_of(ladder, 0, 3));
		ladder_fixture_end(&fixture);
	}
}
END_TEST

void ladder_states_tests(TCase *tcase)
{
	tcase_add_test(tcase, who_closes_first_waits);
	tcase_add_test(tcase, who_closes_last_is_done);
	tcase_add_test(tcase, both_may_open_and_close_at_once);
	tcase_add_test(tcase, what_is_behind_the_window_or_was_never_sent_acknowledges_nothing);
	tcase_add_test(tcase, a_reset_must_have_the_number_and_be_gone_along_with);
	tcase_add_test(tcase, what_it_sends_itself_may_reset);
	tcase_add_test(tcase, a_handshake_that_the_host_drops_is_not_done);
	tcase_add_test(tcase, a_fin_counts_when_all_before_it_has_come);
	tcase_add_test(tcase, calls_say_that_nobody_answers);
	tcase_add_test(tcase, a_sample_confirms_or_contradicts);
	tcase_add_test(tcase, a_call_that_waits_tells_later_than_a_sample);
}
