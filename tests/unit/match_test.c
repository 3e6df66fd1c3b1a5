/* SPDX-License-Identifier: BSD-2-Clause */
/* Names, expressions and requests. */
#include "config.h"

#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/request.h"
#include "tests/unit/fake_play.h"
#include "tests/unit/match_test.h"
#include "tests/unit/unit.h"

/* Names that the scripts below may use. */
#define PREAMBLE "launch tcp-echo as echo\n" \
	"socket(..., SOCK_STREAM, 0) = s\n" \
	"socket(..., SOCK_DGRAM, 0) = t\n" \
	"getsockopt(s, SOL_SOCKET, SO_RCVBUF, [n], ...) = 0\n"

/* What the last line of a script asks of the actor, as JSON, in a mode. */
static char *request_text(const char *line, enum case_mode mode)
{
	struct fake *fake;
	struct value **values;
	struct str text;
	json_t *array = json_array();
	struct err err;
	size_t count;
	char *dump;

	str_init(&text);
	str_addf(&text, PREAMBLE "%s\n", line);
	fake = fake_script(str_text(&text), mode);
	str_free(&text);
	err_init(&err);
	ck_assert_msg(request_build(&fake->env, &fake->page->steps[fake->page->step_count - 1], &values,
		&count, &err) == 0, "%s: %s", line, err.text);
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, value_to_json(values[i]));
	dump = json_dumps(array, JSON_COMPACT);
	json_decref(array);
	fake_free(fake);
	return dump;
}

static const struct {
	const char *line, *request;
} requests[] = {
	{ "socket(..., SOCK_STREAM|SOCK_NONBLOCK, 0) = u", "[\"AF_INET\",\"SOCK_STREAM|SOCK_NONBLOCK\",0]" },
	{ "socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = u", "[\"AF_INET6\",\"SOCK_STREAM\",\"IPPROTO_TCP\"]" },
	{ "bind(s, client:7000) = 0",
		"[5,{\"family\":\"AF_INET\",\"address\":\"192.0.2.1\",\"port\":7000},{\"any\":true}]" },
	{ "bind(s, any:0, 16) = 0",
		"[5,{\"family\":\"AF_INET\",\"address\":\"0.0.0.0\",\"port\":0},16]" },
	{ "connect(s, echo, ...) = 0",
		"[5,{\"family\":\"AF_INET\",\"address\":\"192.0.2.2\",\"port\":9000},{\"any\":true}]" },
	{ "connect(s, \"192.0.2.9\":80, ...) = -1 EHOSTUNREACH",
		"[5,{\"family\":\"AF_INET\",\"address\":\"192.0.2.9\",\"port\":80},{\"any\":true}]" },
	{ "connect(s, unspec, ...) = 0", "[5,{\"family\":\"AF_UNSPEC\",\"address\":\"\",\"port\":0},{\"any\":true}]" },
	{ "accept(s, ..., ...) = u", "[5,{\"any\":true},{\"any\":true}]" },
	{ "accept(s, NULL, NULL) = u", "[5,null,null]" },
	{ "send(s, \"hello\", ..., MSG_NOSIGNAL) = 5", "[5,{\"bytes\":\"hello\"},5,\"MSG_NOSIGNAL\"]" },
	{ "send(s, pattern(64, 8), 64, 0) = 64", "[5,{\"pattern\":64,\"offset\":8},64,0]" },
	{ "sendto(t, \"x\", 1, 0, server:7, ...) = 1",
		"[6,{\"bytes\":\"x\"},1,0,{\"family\":\"AF_INET\",\"address\":\"192.0.2.2\",\"port\":7},{\"any\":true}]" },
	{ "sendto(t, \"x\", 1, 0, NULL, 0) = -1 EDESTADDRREQ", "[6,{\"bytes\":\"x\"},1,0,null,0]" },
	{ "recv(s, \"hello\", 1024, MSG_PEEK|MSG_DONTWAIT) = 5",
		"[5,{\"room\":1024},1024,\"MSG_PEEK|MSG_DONTWAIT\"]" },
	{ "recv(s, \"hello\", ..., 0) = 5", "[5,{\"room\":5},5,0]" },
	{ "recv(s, ..., n, 0) = ...", "[5,{\"room\":4242},4242,0]" },
	{ "recv(s, NULL, 0, 0) = ...", "[5,null,0,0]" },
	{ "recvfrom(t, \"x\", 10, 0, server:7, [4 => 16]) = 1", "[6,{\"room\":10},10,0,{\"any\":true},4]" },
	{ "recvfrom(t, \"x\", 10, 0, NULL, NULL) = 1", "[6,{\"room\":10},10,0,null,null]" },
	{ "getsockname(s, client:p, [16]) = 0", "[5,{\"any\":true},16]" },
	{ "getsockopt(s, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0",
		"[5,\"SOL_SOCKET\",\"SO_ERROR\",{\"any\":true},4]" },
	{ "getsockopt(s, SOL_SOCKET, SO_LINGER, {l_onoff=0}, ...) = 0",
		"[5,\"SOL_SOCKET\",\"SO_LINGER\",{\"any\":true},{\"any\":true}]" },
	{ "setsockopt(s, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0",
		"[5,\"SOL_SOCKET\",\"SO_REUSEADDR\",[1],4]" },
	{ "setsockopt(s, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=0}, ...) = 0",
		"[5,\"SOL_SOCKET\",\"SO_LINGER\",{\"struct\":{\"l_onoff\":1,\"l_linger\":0}},{\"any\":true}]" },
	{ "fcntl(s, F_GETFL) = ...", "[5,\"F_GETFL\"]" },
	{ "fcntl(s, F_SETFL, O_NONBLOCK) = 0", "[5,\"F_SETFL\",\"O_NONBLOCK\"]" },
	{ "ioctl(s, FIONREAD, [5]) = 0", "[5,\"FIONREAD\",{\"any\":true}]" },
	{ "poll([{fd=s, events=POLLIN, revents=POLLIN}, {fd=t, events=POLLIN|POLLOUT}], ..., 100) = 1",
		"[[{\"struct\":{\"fd\":5,\"events\":\"POLLIN\"}},{\"struct\":{\"fd\":6,\"events\":\"POLLIN|POLLOUT\"}}],2,100]" },
	{ "select(..., [s, t], NULL, NULL, {tv_sec=1, tv_usec=0}) = 1 (in [s])",
		"[7,[5,6],null,null,{\"struct\":{\"tv_sec\":1,\"tv_usec\":0}}]" },
	{ "writev(s, [{iov_base=\"ab\", iov_len=2}, \"c\"], 2) = 3",
		"[5,[{\"struct\":{\"iov_base\":{\"bytes\":\"ab\"},\"iov_len\":2}},{\"struct\":{\"iov_base\":{\"bytes\":\"c\"},\"iov_len\":1}}],2]" },
	{ "readv(s, [{iov_base=\"ab\", iov_len=2}, \"c\"], ...) = 3",
		"[5,[{\"struct\":{\"iov_base\":{\"room\":2},\"iov_len\":2}},{\"struct\":{\"iov_base\":{\"room\":1},\"iov_len\":1}}],2]" },
	{ "sendmsg(t, {msg_name=echo, msg_iov=[\"x\"]}, 0) = 1",
		"[6,{\"struct\":{\"msg_name\":{\"family\":\"AF_INET\",\"address\":\"192.0.2.2\",\"port\":9000},"
		"\"msg_iov\":[{\"struct\":{\"iov_base\":{\"bytes\":\"x\"},\"iov_len\":1}}]}},0]" },
	{ "recvmsg(t, {msg_name=echo, msg_iov=[{iov_base=\"x\", iov_len=10}], msg_flags=MSG_TRUNC}, 0) = 1",
		"[6,{\"struct\":{\"msg_name\":{\"any\":true},"
		"\"msg_iov\":[{\"struct\":{\"iov_base\":{\"room\":10},\"iov_len\":10}}]}},0]" },
	{ "sendmmsg(t, [{msg_hdr={msg_name=echo, msg_iov=[\"x\"]}, msg_len=1}, {}], ..., MSG_MORE) = 1",
		"[6,[{\"struct\":{\"msg_hdr\":{\"struct\":{\"msg_name\":{\"family\":\"AF_INET\",\"address\":\"192.0.2.2\",\"port\":9000},"
		"\"msg_iov\":[{\"struct\":{\"iov_base\":{\"bytes\":\"x\"},\"iov_len\":1}}]}}}},"
		"{\"struct\":{\"msg_hdr\":{\"struct\":{}}}}],2,\"MSG_MORE\"]" },
	{ "readv(s, [{iov_len=2}, {iov_base=NULL, iov_len=3}], 2) = 2",
		"[5,[{\"struct\":{\"iov_base\":{\"room\":2},\"iov_len\":2}},{\"struct\":{\"iov_base\":null,\"iov_len\":3}}],2]" },
	{ "recvmmsg(t, [{msg_hdr={msg_iov=[{iov_base=\"x\", iov_len=10}], msg_flags=0}, msg_len=1}], 1, 0, {tv_sec=1, tv_nsec=5}) = 1",
		"[6,[{\"struct\":{\"msg_hdr\":{\"struct\":{"
		"\"msg_iov\":[{\"struct\":{\"iov_base\":{\"room\":10},\"iov_len\":10}}]}}}}],1,0,"
		"{\"struct\":{\"tv_sec\":1,\"tv_nsec\":5}}]" },
	{ "sendfile(s, t, [6 => 11], 100) = 5", "[5,6,6,100]" },
	{ "sendfile(s, t, NULL, 100) = 5", "[5,6,null,100]" },
	{ "getprotobyname(\"tcp\") = 6", "[{\"bytes\":\"tcp\"}]" },
	{ "dup2(s, 9) = u", "[5,9]" },
	{ "socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0", "[\"AF_UNIX\",\"SOCK_STREAM\",0,{\"any\":true}]" },
	{ "socketpair(..., SOCK_STREAM, 0, NULL) = -1 EOPNOTSUPP", "[\"AF_INET\",\"SOCK_STREAM\",0,null]" },
	{ "ppoll([{fd=s, events=POLLIN}], ..., {tv_sec=0, tv_nsec=5}, [SIGALRM, SIGUSR1], 8) = 0",
		"[[{\"struct\":{\"fd\":5,\"events\":\"POLLIN\"}}],1,{\"struct\":{\"tv_sec\":0,\"tv_nsec\":5}},"
		"[\"SIGALRM\",\"SIGUSR1\"],8]" },
	{ "ppoll(NULL, 0, NULL, []) = -1 EINTR", "[null,0,null,[]]" },
	{ "pselect(..., NULL, [t], NULL, {tv_sec=1}, NULL) = 1 (out [t])",
		"[7,null,[6],null,{\"struct\":{\"tv_sec\":1}},null]" },
	{ "epoll_ctl(s, EPOLL_CTL_ADD, t, {events=EPOLLIN|EPOLLET, data=t}) = 0",
		"[5,\"EPOLL_CTL_ADD\",6,{\"struct\":{\"events\":\"EPOLLIN|EPOLLET\",\"data\":6}}]" },
	{ "epoll_ctl(s, EPOLL_CTL_DEL, t, NULL) = 0", "[5,\"EPOLL_CTL_DEL\",6,null]" },
	{ "epoll_wait(s, [{events=EPOLLIN, data=7}], 8, 1000) = 1", "[5,{\"any\":true},8,1000]" },
	{ "epoll_pwait(s, NULL, 8, -1, []) = -1 EFAULT", "[5,null,8,-1,[]]" },
	{ "setitimer(ITIMER_REAL, {it_value={tv_sec=0, tv_usec=1}}, NULL) = 0",
		"[\"ITIMER_REAL\",{\"struct\":{\"it_value\":{\"struct\":{\"tv_sec\":0,\"tv_usec\":1}}}},null]" },
	{ "getrlimit(RLIMIT_NOFILE, {rlim_cur=n, rlim_max=most}) = 0", "[\"RLIMIT_NOFILE\",{\"any\":true}]" },
	{ "setrlimit(RLIMIT_NOFILE, {rlim_cur=s + 1, rlim_max=9}) = 0",
		"[\"RLIMIT_NOFILE\",{\"struct\":{\"rlim_cur\":6,\"rlim_max\":9}}]" },
	{ "fdopen(s, \"r+\") = f", "[5,{\"bytes\":\"r+\"}]" },
	{ "getaddrinfo(NULL, \"80\", {ai_flags=AI_PASSIVE, ai_family=...}, ...) = 0",
		"[null,{\"bytes\":\"80\"},{\"struct\":{\"ai_flags\":\"AI_PASSIVE\",\"ai_family\":\"AF_INET\"}},{\"any\":true}]" },
	{ "if_indextoname(1, \"lo\") = 0", "[1,{\"any\":true}]" },
	{ "if_nameindex([{if_index=1, if_name=\"lo\"}]) = 1", "[{\"any\":true}]" },
	{ "close(s) = 0", "[5]" },
};

START_TEST(a_call_becomes_a_request)
{
	char *text = request_text(requests[_i].line, MODE_IPV4);

	ck_assert_msg(strcmp(text, requests[_i].request) == 0, "%s\n is %s\nnot %s", requests[_i].line, text,
		requests[_i].request);
	free(text);
}
END_TEST

START_TEST(the_mode_decides_families)
{
	char *text = request_text("socket(..., SOCK_STREAM, 0) = u", MODE_IPV6);

	ck_assert_str_eq(text, "[\"AF_INET6\",\"SOCK_STREAM\",0]");
	free(text);
	text = request_text("bind(s, any:1, ...) = 0", MODE_IPV6);
	ck_assert_str_eq(text, "[5,{\"family\":\"AF_INET6\",\"address\":\"::\",\"port\":1},{\"any\":true}]");
	free(text);
}
END_TEST

START_TEST(what_did_not_come_about_cannot_be_asked)
{
	struct fake *fake = fake_script(PREAMBLE "close(t) = 0\n", MODE_IPV4);
	struct value **values;
	struct err err;
	struct env empty;
	size_t count;

	env_init(&empty, fake->evidence->arena, MODE_IPV4, fake->evidence->host_address);
	err_init(&err);
	ck_assert_int_eq(request_build(&empty, fake_step(fake, "close"), &values, &count, &err), -1);
	ck_assert_str_eq(err.text, "\"t\" did not come about");
	fake_free(fake);
}
END_TEST

/* ---- expressions ---- */

static const struct {
	const char *text, *printed; /* NULL: as it is */
	int64_t number;
} expressions[] = {
	{ "1 + 2 * 3 == 7", NULL, 1 },
	{ "(1 + 2) * 3 == 9", NULL, 1 },
	{ "10 - (3 - 2) == 9", NULL, 1 },
	{ "10 - 3 - 2 == 5", NULL, 1 },
	{ "n == 4242", NULL, 1 },
	{ "n / (n - n) == 1 || 1 == 1", NULL, -1 },
	{ "1 == 1 || n / (n - n) == 1", NULL, 1 },
	{ "1 == 2 && n / (n - n) == 1", NULL, 0 },
	{ "n % 10 == 2", NULL, 1 },
	{ "!(n == 1)", NULL, 1 },
	{ "~0 == -1", NULL, 1 },
	{ "MSG_PEEK|MSG_DONTWAIT == 66", NULL, 2 },
	{ "0x10 == 020", "16 == 16", 1 },
	{ "9223372036854775807 + n > 0", NULL, -1 },
	{ "n <= 4242 && n >= 4242 && n != 1", NULL, 1 },
};

START_TEST(expressions_are_worked_out)
{
	struct fake *fake;
	struct str script, printed;
	const struct step *step;
	struct err err;
	int64_t number = -2;
	int status;

	str_init(&script);
	str_init(&printed);
	err_init(&err);
	str_addf(&script, PREAMBLE "assert %s\n", expressions[_i].text);
	fake = fake_script(str_text(&script), MODE_IPV4);
	step = fake_step(fake, "assert");
	status = eval_number(&fake->env, step->expression, NULL, &number, &err);
	if (expressions[_i].number < 0)
		ck_assert_msg(status == -1 && err.text[0] != '\0', "%s", expressions[_i].text);
	else if (expressions[_i].number > 1)
		ck_assert_int_eq(status, 0); /* C's order: | binds weaker than == */
	else
		ck_assert_msg(status == 0 && number == expressions[_i].number, "%s is %lld",
			expressions[_i].text, (long long)number);
	eval_print_node(&printed, step->expression);
	ck_assert_str_eq(str_text(&printed), expressions[_i].printed == NULL ? expressions[_i].text :
		expressions[_i].printed);
	str_free(&script);
	str_free(&printed);
	fake_free(fake);
}
END_TEST

/* Whether events with this data, one behind the other, fit what a line expects. */
static bool events_fit(const char *expected, int count)
{
	struct fake *fake;
	struct value *array;
	struct str script;
	bool fit;

	str_init(&script);
	str_addf(&script, PREAMBLE "epoll_wait(s, %s, 8, 0) = ...\n", expected);
	fake = fake_script(str_text(&script), MODE_IPV4);
	array = value_array(fake->evidence->arena, (size_t)count);
	for (int i = 0; i < count; i++) {
		array->items[i] = value_struct(fake->evidence->arena);
		value_struct_add(fake->evidence->arena, array->items[i], "data", value_int(fake->evidence->arena, i));
	}
	fit = eval_fits(&fake->env, fake_step(fake, "epoll_wait")->arguments[1], array, NULL);
	str_free(&script);
	fake_free(fake);
	return fit;
}

START_TEST(a_list_may_go_on)
{
	ck_assert(events_fit("[{data=0}]", 1));
	ck_assert(!events_fit("[{data=0}]", 2));
	ck_assert(!events_fit("[{data=1}]", 1));
	ck_assert(events_fit("[{data=0}, ...]", 1));
	ck_assert(events_fit("[{data=0}, ...]", 3));
	ck_assert(!events_fit("[{data=0}, ...]", 0));
	ck_assert(!events_fit("[{data=1}, ...]", 3));
	ck_assert(events_fit("[]", 0));
	ck_assert(!events_fit("[]", 1));
}
END_TEST

static void count_call(const struct node *call, void *context)
{
	ck_assert_str_eq(call->text, "state");
	++*(int *)context;
}

START_TEST(states_come_from_a_sample)
{
	struct fake *fake = fake_script(PREAMBLE "assert state(s) == TIME_WAIT || state(s) == CLOSED\n", MODE_IPV4);
	const struct step *step = fake_step(fake, "assert");
	struct value *sample = value_struct(fake->evidence->arena);
	struct err err;
	int64_t number;
	int count = 0;

	eval_functions(step->expression, count_call, &count);
	ck_assert_int_eq(count, 2);
	err_init(&err);
	ck_assert_int_eq(eval_number(&fake->env, step->expression, NULL, &number, &err), -1);
	value_struct_add(fake->evidence->arena, sample, "state(s)",
		value_symbol(fake->evidence->arena, "CLOSED"));
	err_init(&err);
	ck_assert_int_eq(eval_number(&fake->env, step->expression, sample, &number, &err), 0);
	ck_assert_int_eq(number, 1);
	sample->fields[0].value = value_symbol(fake->evidence->arena, "LAST_ACK");
	ck_assert_int_eq(eval_number(&fake->env, step->expression, sample, &number, &err), 0);
	ck_assert_int_eq(number, 0);
	fake_free(fake);
}
END_TEST

/* ---- names ---- */

START_TEST(sockets_keep_their_addresses)
{
	struct fake *fake = fake_script(PREAMBLE
		"connect(s, echo, ...) = 0\n"
		"dup(s) = d\n"
		"close(s) = 0\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"server: socket(..., SOCK_STREAM, 0) = l\n"
		"server: accept(l, ..., ...) = q\n", MODE_IPV4);
	const struct binding *socket = env_find_at(&fake->env, "s", fake_step(fake, "close(s)")->index);

	ck_assert_ptr_nonnull(socket);
	ck_assert_int_eq(socket->value->number, 5);
	ck_assert_int_eq(socket->local->port, 40005);
	ck_assert_int_eq(socket->peer->port, 9000);
	ck_assert_int_eq(socket->socket_type, 1);
	ck_assert_ptr_ne(env_find(&fake->env, "s"), socket);
	ck_assert_ptr_null(env_find(&fake->env, "s")->local);
	ck_assert_int_eq(env_find(&fake->env, "d")->peer->port, 9000);
	ck_assert(env_find(&fake->env, "q")->is_socket);
	ck_assert_int_eq(env_find(&fake->env, "q")->host, HOST_SERVER);
	ck_assert_int_eq(env_find(&fake->env, "t")->socket_type, 2);
	ck_assert(!env_find(&fake->env, "n")->is_socket);
	ck_assert_ptr_null(env_find(&fake->env, "nobody"));
	fake_free(fake);
}
END_TEST

START_TEST(a_running_call_may_be_absorbed_twice)
{
	struct fake *fake = fake_script(PREAMBLE "recv(s, ..., 10, 0) = m &\nwait\n", MODE_IPV4);
	size_t count = fake->env.count;

	fake_record(fake, "recv")->call->result = 7;
	env_absorb(&fake->env, fake_step(fake, "recv"), fake_record(fake, "recv"));
	env_absorb(&fake->env, fake_step(fake, "recv"), fake_record(fake, "recv"));
	ck_assert_uint_eq(fake->env.count, count);
	ck_assert_int_eq(env_find(&fake->env, "m")->value->number, 7);
	fake_free(fake);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("match");
	TCase *tests = tcase_create("names");

	tcase_add_loop_test(tests, a_call_becomes_a_request, 0,
		(int)(sizeof(requests) / sizeof(requests[0])));
	tcase_add_test(tests, the_mode_decides_families);
	tcase_add_test(tests, what_did_not_come_about_cannot_be_asked);
	tcase_add_test(tests, a_list_may_go_on);
	tcase_add_loop_test(tests, expressions_are_worked_out, 0,
		(int)(sizeof(expressions) / sizeof(expressions[0])));
	tcase_add_test(tests, states_come_from_a_sample);
	tcase_add_test(tests, sockets_keep_their_addresses);
	tcase_add_test(tests, a_running_call_may_be_absorbed_twice);
	suite_add_tcase(suite, tests);
	suite_add_tcase(suite, match_packets_tests());
	suite_add_tcase(suite, match_lines_tests());
	suite_add_tcase(suite, match_flows_tests());
	suite_add_tcase(suite, match_header_tests());
	return unit_run(suite);
}
