/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's calls that carry structures: options, poll, select, fcntl, ioctl, and getprotobyname. */
#include "config.h"

#include <string.h>

#include "harness/actor/actor_calls.h"
#include "harness/case/calls.h"
#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

START_TEST(options_are_numbers_or_structures)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int fd = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0);

	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]i]", fd, "SOL_SOCKET", "SO_REUSEADDR", 1, 4), 0);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", fd, "SOL_SOCKET", "SO_REUSEADDR", "any", 1, "any",
		1);
	ck_assert(client_came_out(answer, 3, "[1]"));
	ck_assert(client_came_out(answer, 4, "[4]"));
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss{s{sisi}}"ANY"]", fd, "SOL_SOCKET", "SO_LINGER",
		"struct", "l_onoff", 1, "l_linger", 5, "any", 1), 0);
	answer = client_call(client, "getsockopt", "[iss"ANY"]", fd, "SOL_SOCKET", "SO_LINGER", "any", 1);
	ck_assert(client_came_out(answer, 3, "{\"struct\": {\"l_onoff\": 1, \"l_linger\": 5}}"));
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss{s{sisi}}"ANY"]", fd, "SOL_SOCKET", "SO_RCVTIMEO",
		"struct", "tv_sec", 1, "tv_usec", 500000, "any", 1), 0);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", fd, "SOL_SOCKET", "SO_RCVTIMEO", "any", 1, "any",
		1);
	ck_assert(client_came_out(answer, 3, "{\"struct\": {\"tv_sec\": 1, \"tv_usec\": 500000}}"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(options_are_bytes_or_tcp_info)
{
	struct client *client = client_start(NULL);
	const json_t *info;
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss"BYTES"i]", near, "IPPROTO_TCP", "TCP_CONGESTION",
		"bytes", "reno", 4), 0);
	answer = client_call(client, "getsockopt", "[iss"ROOM ANY"]", near, "IPPROTO_TCP", "TCP_CONGESTION", "room", 4,
		"any", 1);
	ck_assert(client_came_out(answer, 3, "{\"bytes\": \"reno\"}"));
	json_decref(answer);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", near, "IPPROTO_TCP", "TCP_INFO", "any", 1, "any",
		1);
	info = json_object_get(json_array_get(json_object_get(answer, "args"), 3), "struct");
	ck_assert_str_eq(json_string_value(json_object_get(info, "tcpi_state")), "ESTABLISHED");
	ck_assert_int_gt(json_integer_value(json_object_get(info, "tcpi_snd_cwnd")), 0);
	json_decref(answer);
	/* A length that is too small for a structure leaves bytes; an unknown option nothing. */
	answer = client_call(client, "getsockopt", "[iss"ANY"i]", near, "SOL_SOCKET", "SO_LINGER", "any", 1, 2);
	ck_assert(client_came_out(answer, 4, "[2]"));
	ck_assert_ptr_null(json_object_get(answer, "overrun"));
	json_decref(answer);
	answer = client_call(client, "getsockopt", "[isi"ANY ANY"]", near, "SOL_SOCKET", 9999, "any", 1, "any", 1);
	ck_assert_str_eq(client_errno(answer), "ENOPROTOOPT");
	ck_assert(client_came_out(answer, 3, "null"));
	json_decref(answer);
	answer = client_call(client, "getsockopt", "[issn"ANY"]", near, "SOL_SOCKET", "SO_ERROR", "any", 1);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	answer = client_call(client, "getsockopt", "[iss"ANY"i]", near, "SOL_SOCKET", "SO_ERROR", "any", 1, -1);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(options_are_control_messages)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", near, "IPPROTO_IP", "IP_PKTOPTIONS", "any", 1,
		"any", 1);
	ck_assert(client_came_out(answer, 3, "[]"));
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]i]", near, "IPPROTO_IP", "IP_RECVTOS", 1, 4), 0);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]i]", near, "IPPROTO_IP", "IP_RECVTTL", 1, 4), 0);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", near, "IPPROTO_IP", "IP_PKTOPTIONS", "any", 1,
		"any", 1);
	ck_assert_int_eq((int)json_array_size(json_array_get(json_object_get(answer, "args"), 3)), 2);
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]i]", near, "IPPROTO_IP", "IP_RECVTTL", 0, 4), 0);
	answer = client_call(client, "getsockopt", "[iss"ANY ANY"]", near, "IPPROTO_IP", "IP_PKTOPTIONS", "any", 1,
		"any", 1);
	ck_assert(client_came_out(answer, 3,
		"[{\"struct\": {\"cmsg_level\": \"SOL_IP\", \"cmsg_type\": \"IP_TOS\", \"data\": [0]}}]"));
	json_decref(answer);
	/* Where there is no room for the first message there is none. */
	answer = client_call(client, "getsockopt", "[iss"ANY"i]", near, "IPPROTO_IP", "IP_PKTOPTIONS", "any", 1, 8);
	ck_assert(client_came_out(answer, 3, "[]"));
	ck_assert_ptr_null(json_object_get(answer, "overrun"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(poll_tells_each_entry)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	answer = client_call(client, "poll", "[[{s{siss}}{s{siss}}{s{sisi}}]ii]", "struct", "fd", near, "events",
		"POLLIN|POLLOUT", "struct", "fd", 500, "events", "POLLIN", "struct", "fd", -1, "events", 0, 3, 0);
	ck_assert_int_eq(client_result(answer), 2);
	ck_assert(client_came_out(answer, 0,
		"[{\"struct\": {\"fd\": 4, \"events\": \"POLLIN|POLLOUT\", \"revents\": \"POLLOUT\"}},"
		" {\"struct\": {\"fd\": 500, \"events\": \"POLLIN\", \"revents\": \"POLLNVAL\"}},"
		" {\"struct\": {\"fd\": -1, \"events\": 0, \"revents\": 0}}]"));
	json_decref(answer);
	answer = client_call(client, "poll", "[nii]", 0, 20);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert_int_ge(json_integer_value(json_object_get(answer, "returned"))
		- json_integer_value(json_object_get(answer, "entered")), 19000000);
	json_decref(answer);
	/* More entries than descriptors may be open: refused by the system, not by us. */
	answer = client_call(client, "poll", "[[]ii]", 1 << 20, 0);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(select_tells_what_is_left_of_the_sets)
{
	struct client *client = client_start(NULL);
	json_t *answer, *expected;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"ii]", near, "bytes", "x", 1, 0), 1);
	answer = client_call(client, "select", "["ANY"[ii][i]n{s{sisi}}]", "any", 1, near, far, near, "struct",
		"tv_sec", 1, "tv_usec", 0);
	ck_assert_int_eq(client_result(answer), 2);
	expected = json_pack("{s[i]s[i]s[]}", "in", far, "out", near, "except");
	ck_assert(json_equal(json_object_get(answer, "extra"), expected) == 1);
	json_decref(expected);
	json_decref(answer);
	answer = client_call(client, "select", "[i[i]nn{s{sisi}}]", 1000, 400, "struct", "tv_sec", 0, "tv_usec", 0);
	ck_assert_str_eq(client_errno(answer), "EBADF");
	ck_assert_ptr_null(json_object_get(answer, "extra"));
	json_decref(answer);
	answer = client_call(client, "select", "[innn{s{sisi}}]", -1, "struct", "tv_sec", 0, "tv_usec", 0);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(fcntl_and_ioctl_take_numbers)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "fcntl", "[iss]", near, "F_SETFL", "O_NONBLOCK"), 0);
	ck_assert_int_eq(client_number(client, "fcntl", "[is]", near, "F_GETFL"), 04002);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"ii]", near, "bytes", "hello", 5, 0), 5);
	answer = client_call(client, "ioctl", "[is"ANY"]", far, "FIONREAD", "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert(client_came_out(answer, 2, "[5]"));
	json_decref(answer);
	answer = client_call(client, "ioctl", "[is"ANY"]", near, "SIOCOUTQ", "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	json_decref(answer);
	answer = client_call(client, "ioctl", "[isn]", far, "FIONREAD");
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	answer = client_call(client, "ioctl", "[ii"ANY"]", far, 0x8912, "any", 1); /* SIOCGIFCONF writes far away */
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	answer = client_call(client, "fcntl", "[ii]", far, 5); /* F_GETLK writes a structure */
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(protocols_have_numbers)
{
	struct client *client = client_start(NULL);
	json_t *answer;

	/* A machine without /etc/protocols knows none; then there is no errno either. */
	answer = client_call(client, "getprotobyname", "["BYTES"]", "bytes", "tcp");
	ck_assert(client_result(answer) == 6 || client_result(answer) == -1);
	json_decref(answer);
	answer = client_call(client, "getprotobyname", "["BYTES"]", "bytes", "no such protocol");
	ck_assert_int_eq(client_result(answer), -1);
	ck_assert_str_eq(client_errno(answer), "ENOENT");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(every_call_of_the_language_can_be_made)
{
	for (const struct call_spec *spec = calls_next(NULL); spec != NULL; spec = calls_next(spec)) {
		const struct calls_row *row = calls_find_row(spec->name);

		ck_assert_msg(row != NULL, "the actor cannot make %s", spec->name);
		ck_assert_msg(row->most == calls_argument_count(spec), "arguments of %s", spec->name);
		ck_assert_msg(row->least <= (size_t)spec->required, "arguments of %s", spec->name);
	}
}
END_TEST

TCase *actor_value_tests(void)
{
	TCase *tests = tcase_create("values");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, options_are_numbers_or_structures);
	tcase_add_test(tests, options_are_bytes_or_tcp_info);
	tcase_add_test(tests, options_are_control_messages);
	tcase_add_test(tests, poll_tells_each_entry);
	tcase_add_test(tests, select_tells_what_is_left_of_the_sets);
	tcase_add_test(tests, fcntl_and_ioctl_take_numbers);
	tcase_add_test(tests, protocols_have_numbers);
	tcase_add_test(tests, every_call_of_the_language_can_be_made);
	return tests;
}
