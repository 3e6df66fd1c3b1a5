/* SPDX-License-Identifier: BSD-2-Clause */
/* Each expected value of a page changed in turn: the judge must find each at its line. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/fake_play.h"
#include "tests/unit/unit.h"

static const char stream_script[] =
	"launch tcp-echo as echo\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo, ...) = 0\n"
	"> S 0:0(0) win 64240 <mss 1460,sackOK,TS val ... ecr 0,nop,wscale 7>\n"
	"< S. 0:0(0) ack 1\n"
	"> . 1:1(0) ack 1 win 502\n"
	"send(s, \"hello\", 5, 0) = 5\n"
	"> P. 1:6(5) ack 1 \"hello\"\n"
	"< P. 1:6(5) ack 6 \"world\"\n"
	"recv(s, \"world\", 1024, MSG_PEEK) = 5 within 200ms\n"
	"recv(s, pattern(100), 1000, 0) = 100\n"
	"recv(s, ..., 1024, MSG_DONTWAIT) = -1 EAGAIN\n"
	"getsockopt(s, SOL_SOCKET, SO_ERROR, [0], [4]) = 0\n"
	"getsockopt(s, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=30}, ...) = 0\n"
	"getpeername(s, server:9000, [128 => 16]) = 0\n"
	"poll([{fd=s, events=POLLIN, revents=POLLIN|POLLHUP}], 1, 1000) = 1\n"
	"select(..., [s], NULL, NULL, {tv_sec=1, tv_usec=0}) = 1 (in [s])\n"
	"ioctl(s, FIONREAD, [17]) = 0\n"
	"recvmsg(s, {msg_name=server:9000, msg_iov=[{iov_base=\"abc\", iov_len=10}], msg_flags=MSG_TRUNC}, 0) = 3\n"
	"readv(s, [{iov_base=\"de\", iov_len=2}, {iov_base=\"fg\", iov_len=5}], 2) = 4\n"
	"assert state(s) == CLOSE_WAIT\n"
	"+0.2 > P. 6:11(5) ack 6\n"
	"send(s, \"x\", 1, 0) = -1 EPIPE\n"
	"--- SIGPIPE ---\n"
	"shutdown(s, SHUT_WR) = 0\n"
	"> F. 11:11(0) ack 6\n"
	"< F. 6:6(0) ack 12\n"
	"wire: expect none \"tcp[tcpflags] & tcp-rst != 0\"\n"
	"wire: expect 2 \"tcp[tcpflags] & tcp-syn != 0\"\n"
	"close(s) = 0\n";

static const struct mutation {
	const char *line;   /* what stands in it */
	const char *from, *to;
} stream_mutations[] = {
	{ "connect(s", "= 0", "= 1" },
	{ "connect(s", "= 0", "= -1 ECONNREFUSED" },
	{ "> S 0:0", "> S ", "> SE " },
	{ "> S 0:0", "0:0(0)", "1:1(0)" },
	{ "> S 0:0", "0:0(0)", "0:1(1)" },
	{ "> S 0:0", "win 64240", "win 64241" },
	{ "> S 0:0", "mss 1460", "mss 1461" },
	{ "> S 0:0", "sackOK,TS val ... ecr 0", "TS val ... ecr 0,sackOK" },
	{ "> S 0:0", "wscale 7", "wscale 6" },
	{ "> S 0:0", ",nop", "" },
	{ "> S 0:0", "ecr 0", "ecr 1" },
	{ "> S 0:0", "> S", "< S" },
	{ "< S. 0:0", "S. 0:0(0) ack 1", "S 0:0(0)" },
	{ "< S. 0:0", "ack 1", "ack 2" },
	{ "< S. 0:0", "<", ">" },
	{ "> . 1:1", "> .", "> P." },
	{ "> . 1:1", "> .", "> F." },
	{ "> . 1:1", "1:1", "2:2" },
	{ "> . 1:1", "win 502", "win 503" },
	{ "send(s, \"hello\"", "= 5", "= 4" },
	{ "send(s, \"hello\"", "= 5", "= -1 EAGAIN" },
	{ "> P. 1:6", "P.", "." },
	{ "> P. 1:6", "P.", "FP." },
	{ "> P. 1:6", "1:6(5)", "2:7(5)" },
	{ "> P. 1:6", "1:6(5) ack 1 \"hello\"", "1:7(6) ack 1" },
	{ "> P. 1:6", "1:6(5) ack 1 \"hello\"", "1:5(4) ack 1" },
	{ "> P. 1:6", "\"hello\"", "\"hallo\"" },
	{ "> P. 1:6", "ack 1", "ack 0" },
	{ "< P. 1:6", "\"world\"", "\"worle\"" },
	{ "< P. 1:6", "ack 6", "ack 7" },
	{ "recv(s, \"world\"", "world", "wOrld" },
	{ "recv(s, \"world\"", "world", "worl" },
	{ "recv(s, \"world\"", "= 5", "= 6" },
	{ "recv(s, \"world\"", "= 5", "= -1 ECONNRESET" },
	{ "recv(s, \"world\"", "within 200ms", "within 1us" },
	{ "recv(s, pattern", "pattern(100)", "pattern(99)" },
	{ "recv(s, pattern", "pattern(100)", "pattern(100, 1)" },
	{ "recv(s, ...", "EAGAIN", "EINTR" },
	{ "recv(s, ...", "= -1 EAGAIN", "= 0" },
	{ "recv(s, ...", "= -1 EAGAIN", "= 1 or 2 or -1 EINTR" },
	{ "SO_ERROR", "[0]", "[ECONNREFUSED]" },
	{ "SO_ERROR", "[4]", "[8]" },
	{ "SO_LINGER", "l_onoff=1", "l_onoff=0" },
	{ "SO_LINGER", "l_linger=30", "l_linger=31" },
	{ "getpeername", "server:9000", "server:9001" },
	{ "getpeername", "server:9000", "client:9000" },
	{ "getpeername", "=> 16", "=> 28" },
	{ "poll(", "revents=POLLIN|POLLHUP", "revents=POLLIN" },
	{ "poll(", "= 1", "= 0" },
	{ "select(", "(in [s])", "(out [s])" },
	{ "ioctl", "[17]", "[18]" },
	{ "recvmsg", "\"abc\"", "\"abd\"" },
	{ "recvmsg", "MSG_TRUNC", "0" },
	{ "recvmsg", "server:9000", "server:9001" },
	{ "readv", "\"fg\"", "\"fh\"" },
	{ "assert", "CLOSE_WAIT", "ESTABLISHED" },
	{ "assert", "==", "!=" },
	{ "+0.2", "+0.2", "+0.3" },
	{ "+0.2", "+0.2", "+0.1~+0.15" },
	{ "--- SIGPIPE", "SIGPIPE", "SIGURG" },
	{ "> F. 11", "F.", "." },
	{ "> F. 11", "F.", "FP." },
	{ "> F. 11", "11:11(0)", "11:12(1)" },
	{ "< F. 6:6", "ack 12", "ack 11" },
	{ "expect none", "tcp-rst", "tcp-fin" },
	{ "expect 2", "expect 2", "expect 3" },
	{ "expect 2", "expect 2", "expect none" },
	{ "expect 2", "expect 2", "expect 3.." },
	{ "close(s)", "= 0", "= -1 EBADF" },
};

static const char datagram_script[] =
	"server: socket(..., SOCK_DGRAM, 0) = r\n"
	"server: bind(r, server:7000) = 0\n"
	"socket(..., SOCK_DGRAM, 0) = s\n"
	"sendto(s, \"hello world\", 11, 0, server:7000, ...) = 11\n"
	"> udp (11) \"hello world\"\n"
	"server: r < udp (11)\n"
	"server: recvfrom(r, \"hello\", 5, MSG_TRUNC, client:p, ...) = 11\n"
	"server: recv(r, ..., 10, MSG_DONTWAIT) = -1 EAGAIN\n"
	"assert 0 < p && p < 65536\n"
	"sendto(s, \"x\", 1, 0, server:7001, ...) = 1\n"
	"> udp (1)\n"
	"< icmp unreachable port\n"
	"recv(s, ..., 10, 0) = -1 ECONNREFUSED\n";

static const struct mutation datagram_mutations[] = {
	{ "sendto(s, \"hello", "= 11", "= 10" },
	{ "> udp (11)", "(11) \"hello world\"", "(12)" },
	{ "> udp (11)", "\"hello world\"", "\"hello worlD\"" },
	{ "> udp (11)", ">", "<" },
	{ "server: r <", "(11)", "(5)" },
	{ "server: r <", "<", ">" },
	{ "recvfrom", "\"hello\"", "\"hellO\"" },
	{ "recvfrom", "client:p", "server:p" },
	{ "recvfrom", "= 11", "= 5" },
	{ "server: recv(r, ...", "EAGAIN", "EINTR" },
	{ "assert", "65536", "100" },
	{ "> udp (1)\n", "(1)", "(2)" },
	{ "< icmp", "port", "host" },
	{ "recv(s, ...", "ECONNREFUSED", "EHOSTUNREACH" },
};

/* The page with one line changed. */
static char *mutate(const char *text, const struct mutation *mutation, int *line)
{
	const char *start = strstr(text, mutation->line), *at = start;
	char *head, *changed, *whole;

	ck_assert_msg(start != NULL, "no line has \"%s\"", mutation->line);
	*line = 1;
	for (const char *before = text; before < start; before++)
		*line += *before == '\n';
	head = strndup(text, (size_t)(start - text));
	changed = fake_replace(at, mutation->from, mutation->to);
	ck_assert_msg(strcspn(at, "\n") >= (size_t)(strstr(at, mutation->from) - at),
		"\"%s\" is not in the line of \"%s\"", mutation->from, mutation->line);
	whole = malloc(strlen(head) + strlen(changed) + 1);
	memcpy(whole, head, strlen(head));
	memcpy(whole + strlen(head), changed, strlen(changed) + 1);
	free(head);
	free(changed);
	return whole;
}

static void try(const char *script, enum case_mode mode, const struct mutation *mutation)
{
	struct fake *fake = fake_script(script, mode);
	int line;
	char *text = mutate(fake->text, mutation, &line);
	struct result *result = fake_judge_text(fake, text);
	const struct finding *finding = fake_finding(result, line);

	ck_assert_msg(result->verdict == VERDICT_FAIL, "\"%s\" for \"%s\" at %s: %s (%s)", mutation->to,
		mutation->from, mutation->line, verdict_name(result->verdict), result->reason);
	ck_assert_msg(finding != NULL, "\"%s\" for \"%s\": the finding is elsewhere: line %d: %s",
		mutation->to, mutation->from, result->findings[0].line, result->reason);
	ck_assert_int_eq(finding->verdict, VERDICT_FAIL);
	ck_assert_msg(finding->expected != NULL && finding->observed != NULL && finding->expected[0] != 0 &&
		strcmp(finding->expected, finding->observed) != 0, "%s: \"%s\" and \"%s\"", finding->text,
		finding->expected, finding->observed);
	ck_assert_int_gt(finding->column, 0);
	ck_assert_ptr_nonnull(strstr(result->path, "page"));
	result_free(result);
	free(text);
	fake_free(fake);
}

static void passes(const char *script, enum case_mode mode)
{
	struct fake *fake = fake_script(script, mode);
	struct result *result = fake_judge(fake);

	ck_assert_msg(result->verdict == VERDICT_PASS, "line %d: %s: %s",
		result->finding_count > 0 ? result->findings[0].line : 0, verdict_name(result->verdict),
		result->reason);
	ck_assert_uint_eq(result->finding_count, 0);
	for (size_t i = 0; i < result->step_count; i++)
		ck_assert(result->steps[i].reached);
	result_free(result);
	fake_free(fake);
}

START_TEST(what_came_true_passes)
{
	passes(stream_script, MODE_IPV4);
	passes(datagram_script, MODE_IPV4);
	passes(stream_script, MODE_IPV6);
	passes(datagram_script, MODE_IPV6);
}
END_TEST

START_TEST(each_change_of_a_stream_is_found)
{
	try(stream_script, MODE_IPV4, &stream_mutations[_i]);
}
END_TEST

START_TEST(each_change_of_datagrams_is_found)
{
	try(datagram_script, MODE_IPV4, &datagram_mutations[_i]);
	try(datagram_script, MODE_IPV6, &datagram_mutations[_i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("judge_mutation");
	TCase *tests = tcase_create("mutation");

	tcase_add_test(tests, what_came_true_passes);
	tcase_add_loop_test(tests, each_change_of_a_stream_is_found, 0,
		(int)(sizeof(stream_mutations) / sizeof(stream_mutations[0])));
	tcase_add_loop_test(tests, each_change_of_datagrams_is_found, 0,
		(int)(sizeof(datagram_mutations) / sizeof(datagram_mutations[0])));
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
