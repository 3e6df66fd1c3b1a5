/* SPDX-License-Identifier: BSD-2-Clause */
/* Pages whose lines are the peer: which packet belongs to which line, and what a missing one proves. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/value.h"
#include "harness/match/flow.h"
#include "tests/unit/judge_test.h"

static const char page[] =
	"launch packets as peer\n"                               /* 4 */
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, peer) = 0 &\n"
	"> S 0:0(0) <mss m,sackOK,TS val t ecr 0,nop,wscale 7>\n"
	"< S. 0:0(0) ack 1 win 65535 <mss 1000,nop,nop,TS val 700 ecr t>\n"
	"> . 1:1(0) ack 1\n"
	"wait\n"                                                 /* 10 */
	"send(s, \"hello\", 5, 0) = 5\n"
	"> P. 1:6(5) ack 1 \"hello\"\n"
	"< . 1:1(0) ack 6\n";

static const char twice[] =
	"launch packets as peer\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, peer) = 0 &\n"
	"> S 0:0(0)\n"
	"< S. 0:0(0) ack 1\n"                                    /* 8 */
	"> . 1:1(0) ack 1\n"
	"wait\n"
	"< P. 1:3(2) ack 1 \"ab\"\n"                             /* 11 */
	"< P. 1:3(2) ack 1 \"ab\"\n"
	"> . 1:1(0) ack 3\n";

static int64_t time_of(const struct fake *fake, const char *contains)
{
	return fake_record(fake, contains)->begin_ns + 200 * NS_PER_US;
}

/* A packet between the client and the peer. */
static void pass(struct fake *fake, bool from_peer, unsigned flags, uint32_t seq, uint32_t ack, int64_t at_ns, int step)
{
	struct fake_packet packet = { .from = from_peer ? HOST_SERVER : HOST_CLIENT, .transport = TRANSPORT_TCP,
		.client_port = 40005, .server_port = FAKE_PEER_PORT, .flags = flags, .seq = seq, .ack = ack,
		.injected = from_peer, .step = step };

	fake_pass(fake, &packet, at_ns);
}

static size_t injected_at(const struct fake *fake, int step)
{
	for (size_t i = 0; i < fake->evidence->packet_count; i++)
		if (fake->evidence->packets[i].injected_by == step)
			return i;
	ck_abort_msg("step %d has sent nothing", step);
}

static void remove_at(struct fake *fake, size_t index)
{
	struct evidence *evidence = fake->evidence;

	memmove(&evidence->packets[index], &evidence->packets[index + 1],
		(--evidence->packet_count - index) * sizeof(*evidence->packets));
}

START_TEST(a_page_that_is_the_peer_passes)
{
	struct fake *fake = fake_script(page, _i == 0 ? MODE_IPV4 : MODE_IPV6);
	struct result *result = fake_judge(fake);
	const struct step *line = fake_step(fake, "< S. 0:0");

	ck_assert_msg(result->verdict == VERDICT_PASS, "%s", result->reason);
	/* Every line stands for its own packet. */
	ck_assert_int_eq(result->steps[line->index].packet, 2);
	result_free(result);
	/* The identity is made again from what is stored. */
	for (size_t i = 0; i < fake->evidence->packet_count; i++)
		fake->evidence->packets[i].injected_by = -1;
	evidence_find_injected(fake->evidence);
	ck_assert_int_eq(fake->evidence->packets[1].injected_by, line->index);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(an_injected_packet_that_nobody_saw_proves_nothing)
{
	struct fake *fake = fake_script(page, MODE_IPV4);
	int step = fake_step(fake, "< . 1:1")->index;

	remove_at(fake, injected_at(fake, step));
	expect_verdict(fake, VERDICT_INCONC, 13, "was sent, but the client is not seen to have received it");
	/* Another packet like it is not that one. */
	fake = fake_script(page, MODE_IPV4);
	fake->evidence->packets[injected_at(fake, step)].injected_by = -1;
	expect_verdict(fake, VERDICT_INCONC, 13, "is not seen to have received it");
	/* Where the line was never reached, nothing is said of it. */
	fake = fake_script(page, MODE_IPV4);
	remove_at(fake, injected_at(fake, step));
	fake->evidence->steps[step].fate = STEP_NOT_REACHED;
	fake->evidence->steps[step].reason = "t was never bound";
	expect_verdict(fake, VERDICT_ERROR, 13, "this step was never reached: t was never bound");
}
END_TEST

START_TEST(a_line_stands_for_its_own_packet_alone)
{
	struct fake *fake = fake_script(twice, MODE_IPV4);
	size_t first = injected_at(fake, fake_step(fake, "< P. 1:3")->index);
	struct result *result = fake_judge(fake);

	/* The line behind them is not met; those that were sent are, each by its own packet. */
	ck_assert_int_eq(result->steps[7].packet, fake->evidence->packets[first].number);
	ck_assert_int_eq(result->steps[8].packet, fake->evidence->packets[first].number + 1);
	result_free(result);
	/* What came before the second of two alike is not listed behind it. */
	fake->evidence->packets[fake->evidence->packet_count - 1].time_ns = time_of(fake, "< P. 1:3") + NS_PER_US;
	for (size_t at = fake->evidence->packet_count - 1; at > first + 1; at--) {
		struct packet_record swap = fake->evidence->packets[at];

		fake->evidence->packets[at] = fake->evidence->packets[at - 1];
		fake->evidence->packets[at - 1] = swap;
	}
	expect_verdict(fake, VERDICT_FAIL, 13, "did not send a bare acknowledgement, where this line lists it");
}
END_TEST

START_TEST(what_the_page_sent_is_not_the_hosts_fault)
{
	struct fake *fake = fake_script(page, MODE_IPV4);
	int step = fake_step(fake, "< S. 0:0")->index;
	struct packet_record *record = &fake->evidence->packets[injected_at(fake, step)];

	record->packet.window = 5;
	expect_verdict(fake, VERDICT_ERROR, 8, "what was sent for this line is not what it says: its window is 5 instead of 65535");
	/* Nor are its flags, where it cannot be read back. */
	fake = fake_script(page, MODE_IPV4);
	record = &fake->evidence->packets[injected_at(fake, step)];
	record->packet.window = 5;
	record->packet.malformed = "broken on purpose";
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(what_the_host_sends_is_still_listed)
{
	struct fake *fake = fake_script(page, MODE_IPV4);

	pass(fake, false, FLAG_RST | FLAG_ACK, 1, 1, time_of(fake, "> . 1:1") + NS_PER_MS, -1);
	expect_verdict(fake, VERDICT_FAIL, 9, "after this line the client sent a reset (RST)");
	/* An answer must have come after what the page sent. */
	fake = fake_script(page, MODE_IPV4);
	fake->evidence->packets[2].time_ns = time_of(fake, "< S. 0:0") - NS_PER_MS;
	expect_verdict(fake, VERDICT_FAIL, 9, "before it");
	/* A name that a line binds is compared with the packet that meets the line. */
	fake = fake_script(page, MODE_IPV4);
	value_field(fake_record(fake, "> S 0:0")->sample, "m")->number = 1460;
	expect_verdict(fake, VERDICT_FAIL, 7, "its options are <mss 4242,sackOK,TS val t ecr 0,nop,wscale 7> instead of");
}
END_TEST

START_TEST(a_peers_name_speaks_of_all_its_packets)
{
	static const char script[] =
		"launch packets as peer\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, peer) = 0 &\n"
		"peer > S 0:0(0)\n"
		"peer < S. 0:0(0) ack 1\n"
		"peer > . 1:1(0) ack 1\n"
		"wait\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	/* Of another port's flow, too. */
	fake = fake_script(script, MODE_IPV4);
	struct fake_packet other = { .from = HOST_CLIENT, .transport = TRANSPORT_TCP, .client_port = 41000,
		.server_port = FAKE_PEER_PORT, .flags = FLAG_SYN };

	fake_pass(fake, &other, time_of(fake, "wait"));
	expect_verdict(fake, VERDICT_FAIL, 9, "the client sent a SYN");
	/* Not of another address. */
	fake = fake_script(script, MODE_IPV4);
	other.server_port++;
	fake_pass(fake, &other, time_of(fake, "wait"));
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(what_a_peer_sends_is_counted)
{
	static const char script[] =
		"launch packets as peer\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, peer) = 0 &\n"
		"> S 0:0(0)\n"
		"< S. 0:0(0) ack 1\n"
		"wire: expect 1 \"tcp and src host server\"\n"         /* 9 */
		"wire: expect 1 \"tcp and src host client\"\n"
		"> . 1:1(0) ack 1\n"
		"wait\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(script, MODE_IPV4);
	remove_at(fake, 1);
	fake->evidence->steps[4].fate = STEP_NOT_REACHED;
	expect_verdict(fake, VERDICT_FAIL, 9, "no such packet was sent, expected 1");
}
END_TEST

START_TEST(what_the_wire_injects_needs_no_line)
{
	static const char script[] =
		"launch tcp-echo as echo\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, echo) = 0\n"
		"> S 0:0(0)\n"
		"< S. 0:0(0) ack 1\n"
		"> . 1:1(0) ack 1\n"
		"wire: inject to client S 5:5(0)\n"                     /* 10 */
		"> . 1:1(0) ack 1\n"
		"wire: expect 1 \"tcp[tcpflags] == tcp-syn\"\n";
	struct fake *fake = fake_script(script, MODE_IPV4);
	struct fake_packet packet = { .from = HOST_SERVER, .transport = TRANSPORT_TCP, .client_port = 40005,
		.server_port = 9000, .flags = FLAG_SYN, .seq = 5, .injected = true, .step = 6 };

	fake_pass(fake, &packet, time_of(fake, "wire: inject"));
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	/* The same packet of the server's own is one that nobody lists, and begins another connection. */
	fake = fake_script(script, MODE_IPV4);
	packet.injected = false;
	fake_pass(fake, &packet, time_of(fake, "wire: inject"));
	expect_verdict(fake, VERDICT_FAIL, 11, "instead there was < S 0:0(0)");
	/* What answers it must come after it. */
	fake = fake_script(script, MODE_IPV4);
	packet.injected = true;
	fake_pass(fake, &packet, time_of(fake, "wire: inject"));
	fake_delay(fake, fake_record(fake, "wire: inject"), 15 * NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 11, "before it");
}
END_TEST

TCase *judge_injected_tests(void)
{
	TCase *tests = tcase_create("injected");

	tcase_add_loop_test(tests, a_page_that_is_the_peer_passes, 0, 2);
	tcase_add_test(tests, an_injected_packet_that_nobody_saw_proves_nothing);
	tcase_add_test(tests, a_line_stands_for_its_own_packet_alone);
	tcase_add_test(tests, what_the_page_sent_is_not_the_hosts_fault);
	tcase_add_test(tests, what_the_host_sends_is_still_listed);
	tcase_add_test(tests, a_peers_name_speaks_of_all_its_packets);
	tcase_add_test(tests, what_a_peer_sends_is_counted);
	tcase_add_test(tests, what_the_wire_injects_needs_no_line);
	return tests;
}
