/* SPDX-License-Identifier: BSD-2-Clause */
/* Packet lines against what passed: order, what must be listed, sockets, levels. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/value.h"
#include "tests/unit/judge_test.h"

static const char stream[] =
	"launch tcp-echo as echo\n"                 /* 4 */
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"> S 0:0(0)\n"
	"< S. 0:0(0) ack 1\n"
	"> . 1:1(0) ack 1\n"
	"send(s, \"hello\", 5, 0) = 5\n"            /* 10 */
	"> P. 1:6(5) ack 1\n"
	"< P. 1:6(5) ack 6\n";

static const char open_end[] =
	"launch tcp-echo as echo\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"> S 0:0(0)\n"
	"...\n"
	"> P. 1:6(5) ack 1\n"
	"...\n";

static void pass_tcp(struct fake *fake, int from, unsigned flags, uint32_t seq, uint32_t ack, size_t length,
	int64_t at_ns)
{
	static const char zeros[100];
	struct fake_packet packet = { .from = from, .transport = TRANSPORT_TCP, .client_port = 40005,
		.server_port = 9000, .flags = flags, .seq = seq, .ack = ack, .payload = zeros,
		.length = length };

	fake_pass(fake, &packet, at_ns);
}

static int64_t time_of(const struct fake *fake, const char *contains)
{
	return fake_record(fake, contains)->begin_ns + 200 * NS_PER_US;
}

START_TEST(what_is_not_listed_is_found)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);

	/* A bare acknowledgement may come anywhere. */
	pass_tcp(fake, HOST_SERVER, FLAG_ACK, 1, 6, 0, time_of(fake, "> P. 1:6") + NS_PER_MS);
	pass_tcp(fake, HOST_CLIENT, FLAG_ACK, 6, 6, 0, time_of(fake, "< P. 1:6") + NS_PER_MS);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	fake = fake_script(stream, MODE_IPV4);
	pass_tcp(fake, HOST_CLIENT, FLAG_ACK | FLAG_PSH, 1, 1, 5, time_of(fake, "> P. 1:6") + NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 11, "after this line the client sent 5 bytes of data, and no line lists that");
	fake = fake_script(stream, MODE_IPV4);
	pass_tcp(fake, HOST_SERVER, FLAG_RST, 6, 0, 0, time_of(fake, "< P. 1:6") + NS_PER_MS);
	expect_verdict(fake, VERDICT_FAIL, 12, "the client received a reset (RST)");
	fake = fake_script(stream, MODE_IPV4);
	pass_tcp(fake, HOST_CLIENT, FLAG_SYN, 0, 0, 0, time_of(fake, "> S 0:0") - 50 * NS_PER_US);
	expect_verdict(fake, VERDICT_FAIL, 7, "a SYN");
}
END_TEST

START_TEST(three_dots_let_pass)
{
	struct fake *fake = fake_script(open_end, MODE_IPV4);
	int64_t first = time_of(fake, "> S 0:0") + NS_PER_MS, last = time_of(fake, "> P. 1:6") + NS_PER_MS;

	pass_tcp(fake, HOST_SERVER, FLAG_SYN | FLAG_ACK, 0, 1, 0, first);
	pass_tcp(fake, HOST_SERVER, FLAG_ACK | FLAG_PSH, 1, 1, 50, first + 10);
	pass_tcp(fake, HOST_CLIENT, FLAG_ACK | FLAG_PSH, 6, 1, 50, last);
	pass_tcp(fake, HOST_CLIENT, FLAG_ACK | FLAG_FIN, 56, 1, 0, last + 10);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	/* They are no excuse for a listed packet that is missing. */
	fake = fake_script(open_end, MODE_IPV4);
	fake_remove_packet(fake, 1);
	pass_tcp(fake, HOST_CLIENT, FLAG_ACK | FLAG_PSH, 6, 1, 50, last);
	expect_verdict(fake, VERDICT_FAIL, 9, "did not send data, where this line lists it");
}
END_TEST

START_TEST(order_counts_across_directions)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct evidence *evidence = fake->evidence;

	/* The answer came before what it answers. */
	for (size_t i = 6; i < 8; i++) {
		struct packet_record swap = evidence->packets[i];

		evidence->packets[i] = evidence->packets[i + 2];
		evidence->packets[i + 2] = swap;
	}
	expect_verdict(fake, VERDICT_FAIL, 12, "in another order: < P. 1:6(5) ack 6 came after what line 9 lists");
}
END_TEST

START_TEST(a_packet_follows_its_call)
{
	static const char script[] =
		"server: socket(..., SOCK_DGRAM, 0) = r\n"
		"server: bind(r, server:7000) = 0\n"
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"sendto(s, \"x\", 1, 0, server:7000, ...) = 1\n"   /* 7 */
		"> udp (1)\n"
		"send(s, \"x\", 1, 0) = 1\n"
		"> udp (1)\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	expect_verdict(fake, VERDICT_PASS, 0, NULL);
	/* Two were sent by the first call and none by the second. */
	fake = fake_script(script, MODE_IPV4);
	for (size_t i = 2; i < 4; i++)
		fake->evidence->packets[i].time_ns = fake_record(fake, "send(s")->call->enter_ns - NS_PER_MS;
	expect_verdict(fake, VERDICT_FAIL, 10, "it came before it instead of after the call");
}
END_TEST

START_TEST(calls_may_come_in_a_row)
{
	static const char script[] =
		"launch tcp-echo as echo\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, echo, ...) = 0\n"
		"send(s, \"one\", 3, 0) = 3\n"
		"send(s, \"two\", 3, 0) = 3\n"
		"recv(s, \"\", 10, 0) = 0\n"
		"> S 0:0(0)\n"
		"< S. 0:0(0) ack 1\n"
		"> P. 1:4(3) ack 1\n"
		"> P. 4:7(3) ack 1\n"
		"< F. 1:1(0) ack 7\n";
	struct fake *fake = fake_script(script, MODE_IPV4);
	static const char *const calls[] = { "connect", "connect", "\"one\"", "\"two\"", "\"two\"" };

	for (size_t i = 0; i < fake->evidence->packet_count; i++)
		fake->evidence->packets[i].time_ns =
			fake_record(fake, calls[i / 2])->call->enter_ns + 1000 * (int64_t)i;
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

static const char backlog[] =
	"server: socket(..., SOCK_STREAM, 0) = l\n"
	"server: bind(l, server:7000) = 0\n"
	"server: listen(l, 1) = 0\n"
	"socket(..., SOCK_STREAM, 0) = a\n"
	"connect(a, server:7000, ...) = 0\n"
	"a > S 0:0(0)\n"                                   /* 9 */
	"a < S. 0:0(0) ack 1\n"
	"socket(..., SOCK_STREAM, 0) = c\n"
	"connect(c, server:7000, ...) = 0 &\n"
	"c > S 0:0(0)\n"                                   /* 13 */
	"blocked 500ms\n"
	"wire: expect none \"tcp[tcpflags] & tcp-rst != 0\"\n"
	"server: accept(l, ..., ...) = q\n"
	"wait\n"
	"c > S 0:0(0)\n"                                   /* 18 */
	"c < S. 0:0(0) ack 1\n"
	"server: q < S 0:0(0)\n"
	"server: q > S. 0:0(0) ack 1\n"
	"server: q < . 1:1(0) ack 1\n";

START_TEST(sockets_have_views_of_their_own)
{
	struct fake *fake = fake_script(backlog, MODE_IPV6);
	struct result *result;

	/* q is the socket of c, as far as the fake knows, whose first SYN the server dropped. */
	result = fake_judge(fake);
	ck_assert_uint_eq(result->finding_count, 2);
	ck_assert_int_eq(result->findings[0].line, 20);
	result_free(result);
	fake_free(fake);
	fake = fake_script(backlog, MODE_IPV4);
	fake_remove_packet(fake, 3);
	expect_verdict(fake, VERDICT_FAIL, 18, "the client did not send a SYN");
}
END_TEST

START_TEST(a_later_socket_takes_no_packet_for_its_port_elsewhere)
{
	static const char script[] =
		"server: socket(..., SOCK_DGRAM, 0) = r\n"
		"server: bind(r, server:7000) = 0\n"
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"sendto(s, \"x\", 1, 0, server:7000, ...) = 1\n"
		"s > udp (1)\n"
		"socket(..., SOCK_DGRAM, 0) = late\n"
		"bind(late, any:7000) = 0\n"
		"sendto(s, \"y\", 1, 0, server:7000, ...) = 1\n"
		"s > udp (1)\n";

	expect_verdict(fake_script(script, MODE_IPV4), VERDICT_PASS, 0, NULL);
	expect_verdict(fake_script(script, MODE_IPV6), VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(a_flow_that_nobody_lists_is_not_looked_at)
{
	static const char script[] =
		"launch tcp-echo as echo\n"
		"launch udp-echo as other\n"
		"socket(..., SOCK_STREAM, 0) = a\n"
		"connect(a, echo, ...) = 0\n"
		"a > S 0:0(0)\n"
		"socket(..., SOCK_STREAM, 0) = b\n"
		"connect(b, echo, ...) = 0\n";
	struct fake *fake = fake_script(script, MODE_IPV4);

	fake_record(fake, "connect(b")->call->local->port = 41000;
	fake_pass(fake, &(struct fake_packet){ .from = HOST_CLIENT, .transport = TRANSPORT_TCP,
		.client_port = 41000, .server_port = 9000, .flags = FLAG_SYN }, fake->now_ns);
	fake_pass(fake, &(struct fake_packet){ .from = HOST_CLIENT, .transport = TRANSPORT_UDP,
		.client_port = 40005, .server_port = 9000 }, fake->now_ns);
	/* A datagram between the same ports is of the other protocol, and not of the socket. */
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(one_capture_stands_for_both_hosts)
{
	struct fake *fake = fake_script(
		"server: socket(..., SOCK_DGRAM, 0) = r\n"
		"server: bind(r, server:7000) = 0\n"
		"socket(..., SOCK_DGRAM, 0) = s\n"
		"sendto(s, \"x\", 1, 0, server:7000, ...) = 1\n"
		"> udp (1)\n"
		"server: r < udp (1)\n"
		"wire: expect 1 \"udp\"\n", MODE_IPV4);
	struct evidence *evidence = fake->evidence;

	evidence->level = LEVEL_LOOPBACK;
	evidence->captures[HOST_SERVER].present = false;
	evidence->packet_count = 1;
	evidence->packets[0].sent = false; /* on lo nothing says who */
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(others_on_this_machine_are_not_ours)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct evidence *evidence = fake->evidence;

	evidence->level = LEVEL_HOST;
	fake_pass(fake, &(struct fake_packet){ .from = HOST_CLIENT, .transport = TRANSPORT_TCP,
		.client_port = 50000, .server_port = 80, .flags = FLAG_SYN },
		time_of(fake, "> S 0:0") + 1000);
	expect_verdict(fake, VERDICT_PASS, 0, NULL);
}
END_TEST

START_TEST(the_step_tells_its_packet)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct result *result = fake_judge(fake);
	const struct step_verdict *step = &result->steps[fake_step(fake, "< P. 1:6")->index];

	ck_assert_int_eq(step->packet_host, HOST_CLIENT);
	ck_assert_int_eq(step->packet, 5);
	ck_assert_str_eq(step->source, "< P. 1:6(5) ack 6");
	ck_assert_ptr_nonnull(strstr(step->observed, "< P. 1:6(5) ack 6 win 64240"));
	result_free(result);
	fake_free(fake);
}
END_TEST

START_TEST(a_flood_is_told_in_short)
{
	struct fake *fake = fake_script(stream, MODE_IPV4);
	struct result *result;

	for (int i = 0; i < 100; i++)
		pass_tcp(fake, HOST_SERVER, FLAG_RST, 6, 0, 0, fake->now_ns + i * 1000);
	result = fake_judge(fake);
	ck_assert_int_eq(result->verdict, VERDICT_FAIL);
	ck_assert_uint_eq(result->finding_count, 9);
	ck_assert_str_eq(result->findings[0].text, "and 92 more packets that no line lists");
	result_free(result);
	fake_free(fake);
}
END_TEST

/* What was sent again because we were late is not the stack's doing; what was sent again in time is. */
START_TEST(what_our_lateness_sent_again_proves_nothing)
{
	for (int late_ms = 0; late_ms <= 120; late_ms += 60) {
		struct fake *fake = fake_script(stream, MODE_IPV4);
		struct evidence *evidence = fake->evidence;
		int64_t again_ns = time_of(fake, "> P. 1:6") + 210 * NS_PER_MS;

		pass_tcp(fake, HOST_CLIENT, FLAG_ACK | FLAG_PSH, 1, 1, 5, again_ns);
		evidence->stalls = arena_array(evidence->arena, 1, sizeof(*evidence->stalls));
		evidence->stalls[0] = (struct stall_record){ again_ns - NS_PER_MS, late_ms * NS_PER_MS };
		evidence->stall_count = late_ms > 0;
		expect_verdict(fake, late_ms >= 120 ? VERDICT_INCONC : VERDICT_FAIL, 12,
			"after this line the client sent 5 bytes of data, and no line lists that");
	}
}
END_TEST

/* Where the machine's settings hold, a probe sends again what nobody has acknowledged for some milliseconds; a timeout takes longer. */
START_TEST(what_a_probe_sent_again_proves_nothing)
{
	static const struct {
		enum level level;
		const char *setting;
		int gap_ms;
		enum verdict verdict;
	} all[] = {
		{ LEVEL_HOST, "3", 12, VERDICT_INCONC },
		{ LEVEL_HOST, "3", 201, VERDICT_FAIL },
		{ LEVEL_HOST, "0", 12, VERDICT_FAIL },
		{ LEVEL_HOST, NULL, 12, VERDICT_FAIL },
		{ LEVEL_LOOPBACK, "3", 12, VERDICT_FAIL },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct fake *fake = fake_script(stream, MODE_IPV4);
		struct setting_record setting = { .name = "net.ipv4.tcp_early_retrans", .value = all[i].setting };

		fake->evidence->level = all[i].level;
		fake->evidence->settings = &setting;
		fake->evidence->setting_count = all[i].setting != NULL;
		pass_tcp(fake, HOST_CLIENT, FLAG_ACK | FLAG_PSH, 1, 1, 5,
			time_of(fake, "> P. 1:6") + all[i].gap_ms * NS_PER_MS);
		expect_verdict(fake, all[i].verdict, 12,
			"after this line the client sent 5 bytes of data, and no line lists that");
	}
}
END_TEST

TCase *judge_packets_tests(void)
{
	TCase *tests = tcase_create("packets");

	tcase_add_test(tests, what_is_not_listed_is_found);
	tcase_add_test(tests, three_dots_let_pass);
	tcase_add_test(tests, order_counts_across_directions);
	tcase_add_test(tests, a_packet_follows_its_call);
	tcase_add_test(tests, calls_may_come_in_a_row);
	tcase_add_test(tests, sockets_have_views_of_their_own);
	tcase_add_test(tests, a_later_socket_takes_no_packet_for_its_port_elsewhere);
	tcase_add_test(tests, a_flow_that_nobody_lists_is_not_looked_at);
	tcase_add_test(tests, one_capture_stands_for_both_hosts);
	tcase_add_test(tests, others_on_this_machine_are_not_ours);
	tcase_add_test(tests, the_step_tells_its_packet);
	tcase_add_test(tests, a_flood_is_told_in_short);
	tcase_add_test(tests, what_our_lateness_sent_again_proves_nothing);
	tcase_add_test(tests, what_a_probe_sent_again_proves_nothing);
	return tests;
}
