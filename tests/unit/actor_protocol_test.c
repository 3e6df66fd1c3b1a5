/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's protocol: calls that sleep, calls side by side, requests that are wrong, memory that is too small. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

static bool protocol_is(const json_t *answer, int id, const char *member)
{
	return json_integer_value(json_object_get(answer, "id")) == id
		&& json_object_get(answer, member) != NULL;
}

START_TEST(a_call_that_sleeps_says_so)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far, id;

	client_connect_pair(client, &near, &far);
	id = client_post(client, true, "recv", "[i"ROOM"ii]", far, "room", 8, 8, 0);
	answer = client_next(client);
	ck_assert(protocol_is(answer, id, "asleep"));
	ck_assert(json_is_true(json_object_get(answer, "asleep")));
	ck_assert_ptr_nonnull(json_object_get(answer, "local"));
	ck_assert_ptr_nonnull(json_object_get(answer, "peer"));
	ck_assert_ptr_null(json_object_get(answer, "result"));
	json_decref(answer);
	/* Another call is made meanwhile; both answers come, in whatever order. */
	client_post(client, false, "send", "[i"BYTES"ii]", near, "bytes", "hi", 2, 0);
	for (int i = 0; i < 2; i++) {
		answer = client_next(client);
		if (json_integer_value(json_object_get(answer, "id")) == id)
			ck_assert(client_came_out(answer, 1, "{\"bytes\": \"hi\"}"));
		ck_assert_int_eq(client_result(answer), 2);
		json_decref(answer);
	}
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(a_call_that_returns_does_not_sleep)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	for (int i = 0; i < 50; i++) {
		int id = client_post(client, true, "recv", "[i"ROOM"is]", far, "room", 8, 8, "MSG_DONTWAIT");

		answer = client_next(client);
		ck_assert(protocol_is(answer, id, "result"));
		ck_assert_str_eq(client_errno(answer), "EAGAIN");
		json_decref(answer);
	}
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(many_calls_sleep_side_by_side)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	for (int i = 0; i < 40; i++) {
		int id = client_post(client, true, "recv", "[i"ROOM"ii]", far, "room", 1, 1, 0);

		answer = client_next(client);
		ck_assert(protocol_is(answer, id, "asleep"));
		json_decref(answer);
	}
	client_post(client, false, "shutdown", "[is]", near, "SHUT_WR");
	for (int i = 0; i < 41; i++) {
		answer = client_next(client);
		ck_assert_int_eq(client_result(answer), 0);
		json_decref(answer);
	}
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(the_end_of_input_ends_it_though_a_call_sleeps)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	client_post(client, true, "recv", "[i"ROOM"ii]", far, "room", 1, 1, 0);
	answer = client_next(client);
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(wrong_requests_get_a_failure)
{
	static const char *const requests[] = {
		"{}", "[]", "7", "\"x\"", "null",
		"{\"id\": \"1\", \"call\": \"close\", \"args\": [3]}",
		"{\"id\": 1}",
		"{\"id\": 1, \"call\": 7, \"args\": []}",
		"{\"id\": 1, \"call\": \"execve\", \"args\": []}",
		"{\"id\": 1, \"call\": \"close\"}",
		"{\"id\": 1, \"call\": \"close\", \"args\": 3}",
		"{\"id\": 1, \"call\": \"close\", \"args\": []}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [3, 4]}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [\"NO_SUCH_NAME\"]}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [{\"any\": true}]}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [{\"bytes\": \"3\"}]}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [{\"nonsense\": 3}]}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [1e9]}",
		"{\"id\": 1, \"call\": \"close\", \"args\": [9999999999]}",
		"{\"id\": 1, \"call\": \"send\", \"args\": [3, {\"room\": 5}, 5, 0]}",
		"{\"id\": 1, \"call\": \"recv\", \"args\": [3, {\"room\": -5}, 5, 0]}",
		"{\"id\": 1, \"call\": \"bind\", \"args\": [3, {\"family\": \"AF_INET\", \"address\": \"x\", \"port\": 1}]}",
		"{\"id\": 1, \"call\": \"bind\", \"args\": [3, {\"family\": \"AF_INET6\", \"address\": \"::1%x\", \"port\": 1}]}",
		"{\"id\": 1, \"call\": \"bind\", \"args\": [3, 5]}",
		"{\"id\": 1, \"call\": \"writev\", \"args\": [3, 5, 1]}",
		"{\"id\": 1, \"call\": \"sendmsg\", \"args\": [3, [], 0]}",
		"{\"id\": 1, \"call\": \"sendmsg\", \"args\": [3, {\"struct\": {\"msg_control\": 3}}, 0]}",
		"{\"id\": 1, \"call\": \"sendmsg\", \"args\": [3, {\"struct\": {\"msg_control\": [3]}}, 0]}",
		"{\"id\": 1, \"call\": \"sendmmsg\", \"args\": [3, {}, 1, 0]}",
		"{\"id\": 1, \"call\": \"sendmmsg\", \"args\": [3, [3], 1, 0]}",
		"{\"id\": 1, \"call\": \"sendmmsg\", \"args\": [3, [], -1, 0]}",
		"{\"id\": 1, \"call\": \"recvmmsg\", \"args\": [3, [], 99999999, 0, null]}",
		"{\"id\": 1, \"call\": \"recvmmsg\", \"args\": [3, [{\"struct\": {\"msg_hdr\": {\"struct\": {\"msg_iov\": 3}}}}], 1, 0, null]}",
		"{\"id\": 1, \"call\": \"recvmmsg\", \"args\": [3, [], 0, 0, 5]}",
		"{\"id\": 1, \"call\": \"sendfile\", \"args\": [3, {\"bytes\": \"x\"}, 0, 5]}",
		"{\"id\": 1, \"call\": \"sendfile\", \"args\": [3, 3, {\"bytes\": \"x\"}, 5]}",
		"{\"id\": 1, \"call\": \"memfd_create\", \"args\": [3, 0]}",
		"{\"id\": 1, \"call\": \"setsockopt\", \"args\": [3, 1, 2, {\"struct\": {\"l_on\": 1}}]}",
		"{\"id\": 1, \"call\": \"setsockopt\", \"args\": [3, 1, 2, [\"x\"]]}",
		"{\"id\": 1, \"call\": \"poll\", \"args\": [[3], 1, 0]}",
		"{\"id\": 1, \"call\": \"poll\", \"args\": [[], 99999999, 0]}",
		"{\"id\": 1, \"call\": \"select\", \"args\": [1, [-1], null, null, null]}",
		"{\"id\": 1, \"call\": \"select\", \"args\": [1, [99999999], null, null, null]}",
		"{\"id\": 1, \"call\": \"select\", \"args\": [99999999, [1], null, null, null]}",
		"{\"id\": 1, \"call\": \"select\", \"args\": [1, [1], null, null, 5]}",
		"{\"id\": 1, \"call\": \"getprotobyname\", \"args\": [null]}",
	};
	struct client *client = client_start(NULL);

	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		json_t *answer;

		client_send(client, requests[i], strlen(requests[i]));
		client_send(client, "\n\n", 2);
		answer = client_next(client);
		ck_assert_msg(json_is_string(json_object_get(answer, "failure")), "%s", requests[i]);
		ck_assert_ptr_null(json_object_get(answer, "result"));
		json_decref(answer);
	}
	ck_assert_int_ge(client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0), 0);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(what_is_not_json_ends_it)
{
	struct client *client = client_start(NULL);

	client_send(client, "{\"id\": 1,\n", 10);
	ck_assert_ptr_null(client_next(client));
	ck_assert_int_eq(client_end(client), 3);
	client = client_start(NULL);
	client_send(client, "\xff\xfe\x00\n", 4);
	ck_assert_ptr_null(client_next(client));
	ck_assert_int_eq(client_end(client), 3);
	/* What is cut off in the middle of a line is not a request either. */
	client = client_start(NULL);
	client_send(client, "{\"id\"", 5);
	ck_assert_int_eq(client_end(client), 3);
}
END_TEST

START_TEST(lengths_beyond_the_memory_are_the_systems_to_judge)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"ii]", near, "bytes", "hello", 5, 0), 5);
	answer = client_call(client, "recv", "[i"ROOM"ii]", far, "room", 3, 1000, 0);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	answer = client_call(client, "send", "[i"BYTES"ii]", near, "bytes", "hello", 100000, 0);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	answer = client_call(client, "read", "[i"ROOM"i]", far, "room", 8, -1);
	ck_assert_int_eq(client_result(answer), -1);
	json_decref(answer);
	answer = client_call(client, "recv", "[inii]", far, 10, 0);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	ck_assert(client_came_out(answer, 1, "null"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(an_untouched_buffer_is_told)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"ii]", near, "bytes", "hello", 5, 0), 5);
	/* Linux throws the bytes of a stream away and counts them. */
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 64, 64, "MSG_TRUNC");
	ck_assert_int_eq(client_result(answer), 5);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"\"}"));
	ck_assert(json_is_true(json_object_get(answer, "untouched")));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(its_own_descriptors_are_out_of_reach)
{
	struct client *client = client_start(NULL);
	int refused = 0;

	/* Its pipes are not where they were: 0 and 1 are /dev/null, and may be closed. */
	ck_assert_int_eq(client_number(client, "close", "[i]", 0), 0);
	ck_assert_int_eq(client_number(client, "close", "[i]", 1), 0);
	for (int fd = 3; fd < 1100; fd++) {
		json_t *answer = client_call(client, "close", "[i]", fd);

		if (json_object_get(answer, "failure") != NULL)
			refused++;
		else
			ck_assert_str_eq(client_errno(answer), "EBADF");
		json_decref(answer);
	}
	ck_assert_int_ge(refused, 4);
	ck_assert_int_eq(client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0), 0);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_protocol_tests(void)
{
	TCase *tests = tcase_create("protocol");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, a_call_that_sleeps_says_so);
	tcase_add_test(tests, a_call_that_returns_does_not_sleep);
	tcase_add_test(tests, many_calls_sleep_side_by_side);
	tcase_add_test(tests, the_end_of_input_ends_it_though_a_call_sleeps);
	tcase_add_test(tests, wrong_requests_get_a_failure);
	tcase_add_test(tests, what_is_not_json_ends_it);
	tcase_add_test(tests, lengths_beyond_the_memory_are_the_systems_to_judge);
	tcase_add_test(tests, an_untouched_buffer_is_told);
	tcase_add_test(tests, its_own_descriptors_are_out_of_reach);
	return tests;
}
