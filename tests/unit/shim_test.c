/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The wrong stacks are wrong in the way that they say: each below the actor, for the tests that count on
 * cases catching them.
 */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/unit.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

struct pair {
	struct client *client;
	int near, far;
};

static struct pair shim_pair(const char *wrong)
{
	struct pair pair = {.client = client_start(wrong)};

	client_connect_pair(pair.client, &pair.near, &pair.far);
	return pair;
}

/* A datagram socket that sends to itself. */
static struct pair shim_self(const char *wrong)
{
	struct pair pair = {.client = client_start(wrong)};
	json_t *address;

	pair.near = client_bind_datagram(pair.client, "AF_INET", &address);
	ck_assert_int_eq(client_number(pair.client, "connect", "[io]", pair.near, address), 0);
	pair.far = pair.near;
	return pair;
}

static long long shim_send(struct pair *pair, const char *bytes)
{
	return client_number(pair->client, "send", "[i"BYTES"ii]", pair->near, "bytes", bytes, strlen(bytes), 0);
}

static json_t *shim_recv(struct pair *pair, int room, const char *flags)
{
	return client_call(pair->client, "recv", "[i"ROOM"is]", pair->far, "room", room, room, flags);
}

/* What one recv returns, and that its bytes are these. */
static void shim_expect(struct pair *pair, int room, const char *flags, int result, const char *bytes)
{
	json_t *answer = shim_recv(pair, room, flags), *value;

	ck_assert_int_eq(client_result(answer), result);
	value = json_array_get(json_object_get(answer, "args"), 1);
	if (bytes != NULL)
		ck_assert_str_eq(json_string_value(json_object_get(value, "bytes")), bytes);
	json_decref(answer);
}

static void shim_expect_errno(json_t *answer, const char *name)
{
	ck_assert_str_eq(client_errno(answer), name);
	json_decref(answer);
}

static json_t *shim_connect_refused(struct client *client, int *fd)
{
	*fd = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0);
	return client_call(client, "connect", "[i{sssssi}"ANY"]", *fd, "family", "AF_INET", "address", "127.0.0.1",
		"port", 1, "any", 1);
}

START_TEST(receiving_is_wrong)
{
	struct pair pair = shim_pair("peek_consumes");

	shim_send(&pair, "ab");
	shim_expect(&pair, 8, "MSG_PEEK", 2, "ab");
	shim_expect_errno(shim_recv(&pair, 8, "MSG_DONTWAIT"), "EAGAIN");
	client_end(pair.client);
	pair = shim_pair("recv_loses_byte");
	shim_send(&pair, "abc");
	shim_expect(&pair, 8, "0", 2, "ab");
	client_end(pair.client);
	pair = shim_pair("waitall_ignored");
	shim_send(&pair, "abc");
	shim_expect(&pair, 8, "MSG_WAITALL", 3, "abc");
	client_end(pair.client);
	pair = shim_pair("end_of_file_as_error");
	ck_assert_int_eq(client_number(pair.client, "shutdown", "[is]", pair.near, "SHUT_WR"), 0);
	shim_expect_errno(shim_recv(&pair, 8, "0"), "ECONNRESET");
	client_end(pair.client);
}
END_TEST

START_TEST(bytes_behind_the_result_are_noticed)
{
	struct pair pair = shim_pair("recv_writes_behind");
	json_t *answer;

	shim_send(&pair, "abc");
	answer = shim_recv(&pair, 8, "0");
	ck_assert_int_eq(json_integer_value(json_object_get(answer, "overrun")), 1);
	json_decref(answer);
	client_end(pair.client);
}
END_TEST

START_TEST(a_wait_that_should_not_be_is_seen_asleep)
{
	struct pair pair = shim_pair("dontwait_ignored");
	json_t *answer;

	client_post(pair.client, true, "recv", "[i"ROOM"is]", pair.far, "room", 8, 8, "MSG_DONTWAIT");
	answer = client_next(pair.client);
	ck_assert(json_is_true(json_object_get(answer, "asleep")));
	json_decref(answer);
	client_end(pair.client);
}
END_TEST

START_TEST(sending_is_wrong)
{
	struct pair pair = shim_pair("send_one_more");
	json_t *answer;

	ck_assert_int_eq(shim_send(&pair, "abc"), 4);
	client_end(pair.client);
	pair = shim_pair("send_repeats");
	ck_assert_int_eq(shim_send(&pair, "abc"), 3);
	shim_expect(&pair, 6, "MSG_WAITALL", 6, "abcabc");
	client_end(pair.client);
	pair = shim_pair("send_never_blocks");
	answer = client_call(pair.client, "send", "[i{sisi}ii]", pair.near, "pattern", 8 << 20, "offset", 0, 8 << 20, 0);
	ck_assert_int_lt(client_result(answer), 8 << 20);
	json_decref(answer);
	client_end(pair.client);
	pair = shim_pair("sigpipe_withheld");
	client_number(pair.client, "shutdown", "[is]", pair.near, "SHUT_WR");
	answer = client_call(pair.client, "write", "[i"BYTES"i]", pair.near, "bytes", "x", 1);
	ck_assert_ptr_null(json_object_get(answer, "signals"));
	shim_expect_errno(answer, "EPIPE");
	client_end(pair.client);
}
END_TEST

START_TEST(datagrams_are_wrong)
{
	struct pair pair = shim_self("datagrams_merge");

	shim_send(&pair, "ab");
	shim_send(&pair, "cd");
	shim_expect(&pair, 8, "0", 4, "abcd");
	client_end(pair.client);
	pair = shim_self("datagram_rest_kept");
	shim_send(&pair, "abcd");
	shim_expect(&pair, 2, "0", 2, "ab");
	shim_expect(&pair, 2, "MSG_DONTWAIT", 2, "cd");
	client_end(pair.client);
	pair = shim_self("trunc_length_cut");
	shim_send(&pair, "abcd");
	shim_expect(&pair, 2, "MSG_TRUNC", 2, "ab");
	client_end(pair.client);
	pair = shim_self("empty_datagram_dropped");
	ck_assert_int_eq(shim_send(&pair, ""), 0);
	shim_expect_errno(shim_recv(&pair, 8, "MSG_DONTWAIT"), "EAGAIN");
	client_end(pair.client);
	pair = shim_self("datagram_sent_in_part");
	ck_assert_int_eq(client_number(pair.client, "send", "[i{sisi}ii]", pair.near, "pattern", 65536, "offset", 0,
		65536, 0), 1000);
	client_end(pair.client);
}
END_TEST

START_TEST(ending_is_wrong)
{
	struct pair pair = shim_pair("shutdown_write_ignored");

	ck_assert_int_eq(client_number(pair.client, "shutdown", "[is]", pair.near, "SHUT_WR"), 0);
	shim_expect_errno(shim_recv(&pair, 8, "MSG_DONTWAIT"), "EAGAIN");
	client_end(pair.client);
	pair = shim_pair("shutdown_write_closes_both");
	ck_assert_int_eq(client_number(pair.client, "shutdown", "[is]", pair.near, "SHUT_WR"), 0);
	pair.far = pair.near;
	shim_expect(&pair, 8, "MSG_DONTWAIT", 0, "");
	client_end(pair.client);
	pair = shim_pair("close_without_fin");
	ck_assert_int_eq(client_number(pair.client, "close", "[i]", pair.near), 0);
	shim_expect_errno(shim_recv(&pair, 8, "MSG_DONTWAIT"), "EAGAIN");
	client_end(pair.client);
	pair = shim_pair("close_resets");
	ck_assert_int_eq(client_number(pair.client, "close", "[i]", pair.near), 0);
	shim_expect_errno(shim_recv(&pair, 8, "0"), "ECONNRESET");
	client_end(pair.client);
}
END_TEST

START_TEST(connecting_is_wrong)
{
	struct client *client = client_start("connect_forgets_error");
	json_t *answer;
	int fd;

	answer = shim_connect_refused(client, &fd);
	ck_assert_int_eq(client_result(answer), 0);
	json_decref(answer);
	client_end(client);
	client = client_start("refused_as_timeout");
	shim_expect_errno(shim_connect_refused(client, &fd), "ETIMEDOUT");
	client_end(client);
	client = client_start("so_error_forgotten");
	fd = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM|SOCK_NONBLOCK", 0);
	client_number(client, "connect", "[i{sssssi}"ANY"]", fd, "family", "AF_INET", "address", "127.0.0.1", "port", 1,
		"any", 1);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", fd, "SOL_SOCKET", "SO_ERROR", "any", 1, "any", 1);
	ck_assert(client_came_out(answer, 3, "[0]"));
	json_decref(answer);
	client_end(client);
}
END_TEST

START_TEST(names_are_wrong_and_the_actor_knows_better)
{
	struct client *client = client_start("accept_wrong_peer");
	json_t *answer, *address;
	int listener = client_listen(client, "AF_INET", &address);
	int fd = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0);

	client_number(client, "connect", "[io]", fd, address);
	answer = client_call(client, "accept", "[i"ANY ANY"]", listener, "any", 1, "any", 1);
	ck_assert(json_equal(json_object_get(answer, "result_peer"),
		json_array_get(json_object_get(answer, "args"), 1)) == 0);
	json_decref(answer);
	client_end(client);
	client = client_start("names_lie");
	fd = client_listen(client, "AF_INET6", &address);
	answer = client_call(client, "getsockname", "[i"ANY ANY"]", fd, "any", 1, "any", 1);
	ck_assert_int_eq(json_integer_value(json_object_get(json_array_get(json_object_get(answer, "args"), 1),
		"port")), 9);
	ck_assert_int_ne(json_integer_value(json_object_get(json_object_get(answer, "local"), "port")), 9);
	json_decref(answer);
	json_decref(address);
	client_end(client);
}
END_TEST

START_TEST(waiting_is_wrong)
{
	struct pair pair = shim_pair("poll_ready_early");
	struct client *client;
	json_t *address;
	int listener, fd;

	ck_assert_int_eq(client_number(pair.client, "poll", "[[{s{siss}}]ii]", "struct", "fd", pair.far, "events",
		"POLLIN", 1, 1000), 1);
	client_end(pair.client);
	/* Three at once where a backlog of 0 holds one. */
	client = client_start("backlog_ignored");
	listener = client_listen(client, "AF_INET", &address);
	ck_assert_int_eq(client_number(client, "listen", "[ii]", listener, 0), 0);
	for (int i = 0; i < 3; i++) {
		fd = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0);
		ck_assert_int_eq(client_number(client, "connect", "[iO]", fd, address), 0);
	}
	json_decref(address);
	client_end(client);
}
END_TEST

int main(int argc, char **argv)
{
	int status = client_serve_if_asked(argc, argv);
	TCase *tests;
	Suite *suite;

	if (status >= 0)
		return status;
	suite = suite_create("shims");
	tests = tcase_create("shims");
	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, receiving_is_wrong);
	tcase_add_test(tests, bytes_behind_the_result_are_noticed);
	tcase_add_test(tests, a_wait_that_should_not_be_is_seen_asleep);
	tcase_add_test(tests, sending_is_wrong);
	tcase_add_test(tests, datagrams_are_wrong);
	tcase_add_test(tests, ending_is_wrong);
	tcase_add_test(tests, connecting_is_wrong);
	tcase_add_test(tests, names_are_wrong_and_the_actor_knows_better);
	tcase_add_test(tests, waiting_is_wrong);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
