/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's calls on stream sockets: what they return, what comes out, and who the sockets are. */
#include "config.h"

#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

static bool stream_is_same(const json_t *answer, const char *member, const json_t *address)
{
	return json_equal(json_object_get(answer, member), address) == 1;
}

static void stream_check_family(const char *family)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer, *peer;
	int listener = client_listen(client, family, &address);
	int near = (int)client_number(client, "socket", "[ssi]", family, "SOCK_STREAM", 0);

	/* The numbers are those that a program finds free which has opened nothing. */
	ck_assert_int_eq(listener, 3);
	ck_assert_int_eq(near, 4);
	answer = client_call(client, "connect", "[iO"ANY"]", near, address, "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert(stream_is_same(answer, "peer", address));
	ck_assert_str_eq(json_string_value(json_object_get(answer, "type")), "SOCK_STREAM");
	peer = json_incref(json_object_get(answer, "local"));
	json_decref(answer);
	answer = client_call(client, "accept", "[i"ANY ANY"]", listener, "any", 1, "any", 1);
	ck_assert_int_eq(client_result(answer), 5);
	ck_assert(json_equal(json_array_get(json_object_get(answer, "args"), 1), peer) == 1);
	ck_assert(client_came_out(answer, 2, strcmp(family, "AF_INET") == 0 ? "[16]" : "[28]"));
	ck_assert(stream_is_same(answer, "local", address));
	ck_assert(stream_is_same(answer, "result_local", address));
	ck_assert(stream_is_same(answer, "result_peer", peer));
	json_decref(answer);
	answer = client_call(client, "getpeername", "[i"ANY ANY"]", near, "any", 1, "any", 1);
	ck_assert(json_equal(json_array_get(json_object_get(answer, "args"), 1), address) == 1);
	json_decref(answer);
	json_decref(peer);
	json_decref(address);
	ck_assert_int_eq(client_end(client), 0);
}

START_TEST(connections_have_their_names_in_both_families)
{
	stream_check_family("AF_INET");
	stream_check_family("AF_INET6");
}
END_TEST

START_TEST(bytes_go_through)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"ii]", near, "bytes", "hello", 5, 0), 5);
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 1024, 1024, "MSG_PEEK");
	ck_assert_int_eq(client_result(answer), 5);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"hello\"}"));
	ck_assert(client_came_out(answer, 3, "\"MSG_PEEK\""));
	ck_assert_ptr_null(json_object_get(answer, "overrun"));
	json_decref(answer);
	answer = client_call(client, "recv", "[i"ROOM"ii]", far, "room", 2, 2, 0);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"he\"}"));
	json_decref(answer);
	answer = client_call(client, "read", "[i"ROOM"i]", far, "room", 9, 9);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"llo\"}"));
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "write", "[i"BYTES"i]", far, "hex", "00ff", 2), 2);
	answer = client_call(client, "recvfrom", "[i"ROOM"i"ANY ANY ANY"]", near, "room", 8, 8, "any", 1, "any",
		1, "any", 1);
	ck_assert(client_came_out(answer, 1, "{\"hex\": \"00ff\"}"));
	ck_assert(client_came_out(answer, 4, "null"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(large_patterns_go_through)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i{sisi}ii]", near, "pattern", 40000, "offset", 8, 40000, 0),
		40000);
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 40000, 40000, "MSG_WAITALL");
	ck_assert_int_eq(client_result(answer), 40000);
	ck_assert(client_came_out(answer, 1, "{\"pattern\": 40000, \"offset\": 8}"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(half_close_and_sigpipe)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "shutdown", "[is]", near, "SHUT_WR"), 0);
	answer = client_call(client, "recv", "[i"ROOM"ii]", far, "room", 10, 10, 0);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"\"}"));
	json_decref(answer);
	answer = client_call(client, "send", "[i"BYTES"is]", near, "bytes", "x", 1, "MSG_NOSIGNAL");
	ck_assert_int_eq(client_result(answer), -1);
	ck_assert_str_eq(client_errno(answer), "EPIPE");
	ck_assert_ptr_null(json_object_get(answer, "signals"));
	json_decref(answer);
	answer = client_call(client, "send", "[i"BYTES"ii]", near, "bytes", "x", 1, 0);
	ck_assert_str_eq(client_errno(answer), "EPIPE");
	ck_assert_str_eq(json_string_value(json_array_get(json_object_get(answer, "signals"), 0)), "SIGPIPE");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(refused_connect_keeps_its_port)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int fd = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0);

	answer = client_call(client, "connect", "[i{sssssi}"ANY"]", fd, "family", "AF_INET", "address",
		"127.0.0.1", "port", 1, "any", 1);
	ck_assert_int_eq(client_result(answer), -1);
	ck_assert_str_eq(client_errno(answer), "ECONNREFUSED");
	ck_assert_ptr_nonnull(json_object_get(answer, "local"));
	ck_assert_ptr_null(json_object_get(answer, "peer"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(descriptors_are_duplicated_and_closed)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	answer = client_call(client, "dup", "[i]", near);
	ck_assert_int_ge(client_result(answer), 0);
	ck_assert(json_equal(json_object_get(answer, "result_peer"), json_object_get(answer, "peer")) == 1);
	json_decref(answer);
	ck_assert_int_ge(client_number(client, "fcntl", "[isi]", near, "F_DUPFD", 20), 20);
	answer = client_call(client, "close", "[i]", near);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert_ptr_null(json_object_get(answer, "local"));
	json_decref(answer);
	answer = client_call(client, "close", "[i]", near);
	ck_assert_str_eq(client_errno(answer), "EBADF");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(accept4_sets_flags_and_cuts_addresses)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int listener = client_listen(client, "AF_INET", &address);
	int near = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0), far;

	ck_assert_int_eq(client_number(client, "connect", "[io]", near, address), 0);
	answer = client_call(client, "accept4", "[i"ANY"[i]s]", listener, "any", 1, 4, "SOCK_NONBLOCK");
	far = (int)client_result(answer);
	ck_assert_int_ge(far, 0);
	/* Four bytes are no address; that it has sixteen is told. */
	ck_assert_int_eq(strlen(json_string_value(json_object_get(json_array_get(
		json_object_get(answer, "args"), 1), "hex"))), 8);
	ck_assert(client_came_out(answer, 2, "[16]"));
	json_decref(answer);
	answer = client_call(client, "recv", "[i"ROOM"ii]", far, "room", 1, 1, 0);
	ck_assert_str_eq(client_errno(answer), "EAGAIN");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(urgent_data_is_marked)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "send", "[i"BYTES"is]", near, "bytes", "!", 1, "MSG_OOB"), 1);
	ck_assert_int_eq(client_number(client, "poll", "[[{s{siss}}]ii]", "struct", "fd", far, "events", "POLLPRI", 1,
		1000), 1);
	ck_assert_int_eq(client_number(client, "sockatmark", "[i]", far), 1);
	answer = client_call(client, "ioctl", "[is"ANY"]", far, "SIOCATMARK", "any", 1);
	ck_assert(client_came_out(answer, 2, "[1]"));
	json_decref(answer);
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 1, 1, "MSG_OOB");
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"!\"}"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_stream_tests(void)
{
	TCase *tests = tcase_create("streams");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, connections_have_their_names_in_both_families);
	tcase_add_test(tests, bytes_go_through);
	tcase_add_test(tests, large_patterns_go_through);
	tcase_add_test(tests, half_close_and_sigpipe);
	tcase_add_test(tests, refused_connect_keeps_its_port);
	tcase_add_test(tests, descriptors_are_duplicated_and_closed);
	tcase_add_test(tests, accept4_sets_flags_and_cuts_addresses);
	tcase_add_test(tests, urgent_data_is_marked);
	return tests;
}
