/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's calls on datagram sockets: boundaries, truncation, messages with their control data. */
#include "config.h"

#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

static const json_t *datagram_field(const json_t *answer, size_t place, const char *name)
{
	const json_t *value = json_array_get(json_object_get(answer, "args"), place);

	return json_object_get(json_object_get(value, "struct"), name);
}

START_TEST(datagrams_are_cut)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int receiver = client_bind_datagram(client, "AF_INET6", &address);
	int sender = (int)client_number(client, "socket", "[ssi]", "AF_INET6", "SOCK_DGRAM", 0);

	ck_assert_int_eq(client_number(client, "sendto", "[i"BYTES"iiO"ANY"]", sender, "bytes", "hello world", 11, 0,
		address, "any", 1), 11);
	ck_assert_int_eq(client_number(client, "sendto", "[i"BYTES"iio]", sender, "bytes", "next", 4, 0, address), 4);
	answer = client_call(client, "recv", "[i"ROOM"is]", receiver, "room", 5, 5, "MSG_TRUNC");
	ck_assert_int_eq(client_result(answer), 11);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"hello\"}"));
	ck_assert_ptr_null(json_object_get(answer, "overrun"));
	json_decref(answer);
	answer = client_call(client, "recvfrom", "[i"ROOM"ii"ANY ANY"]", receiver, "room", 64, 64, 0, "any", 1,
		"any", 1);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"next\"}"));
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(json_object_get(answer, "args"), 4),
		"address")), "::1");
	ck_assert(client_came_out(answer, 5, "[28]"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(messages_are_gathered_and_scattered)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int receiver = client_bind_datagram(client, "AF_INET", &address);
	int sender = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_DGRAM", 0);

	ck_assert_int_eq(client_number(client, "sendmsg", "[i{s{sos["BYTES"{s{s"BYTES"si}}]}}i]", sender, "struct",
		"msg_name", address, "msg_iov", "bytes", "ab", "struct", "iov_base", "bytes", "cdef", "iov_len", 3,
		0), 5);
	answer = client_call(client, "recvmsg", "[i{s{s"ANY"s["ROOM"{s{s"ROOM"si}}]si}}i]", receiver, "struct",
		"msg_name", "any", 1, "msg_iov", "room", 1, "struct", "iov_base", "room", 3, "iov_len", 3,
		"msg_controllen", 64, 0);
	ck_assert_int_eq(client_result(answer), 4);
	ck_assert_str_eq(json_string_value(datagram_field(answer, 1, "msg_flags")), "MSG_TRUNC");
	ck_assert_int_eq(json_integer_value(datagram_field(answer, 1, "msg_namelen")), 16);
	ck_assert_int_eq(json_integer_value(datagram_field(answer, 1, "msg_controllen")), 0);
	ck_assert_str_eq(json_string_value(json_object_get(datagram_field(answer, 1, "msg_name"), "family")),
		"AF_INET");
	ck_assert_int_eq(json_array_size(datagram_field(answer, 1, "msg_iov")), 2);
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(vectors_are_read_and_written)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "writev", "[i["BYTES BYTES"]i]", near, "bytes", "ab", "bytes", "cd",
		2), 4);
	answer = client_call(client, "readv", "[i["ROOM ROOM"]i]", far, "room", 3, "room", 3, 2);
	ck_assert_int_eq(client_result(answer), 4);
	ck_assert(client_came_out(answer, 1, "[{\"struct\": {\"iov_base\": {\"bytes\": \"abc\"}, \"iov_len\": 3}},"
		" {\"struct\": {\"iov_base\": {\"bytes\": \"d\"}, \"iov_len\": 3}}]"));
	json_decref(answer);
	/* A count that is more than the array holds meets empty vectors, one that no system takes an error. */
	ck_assert_int_eq(client_number(client, "writev", "[i["BYTES"]i]", near, "bytes", "ab", 10), 2);
	answer = client_call(client, "writev", "[i["BYTES"]i]", near, "bytes", "ab", 100000);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	answer = client_call(client, "writev", "[i["BYTES"]i]", near, "bytes", "ab", -1);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(control_messages_go_both_ways)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int receiver = client_bind_datagram(client, "AF_INET", &address);
	int sender = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_DGRAM", 0);
	const json_t *control;

	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]"ANY"]", receiver, "IPPROTO_IP", "IP_RECVTTL", 1,
		"any", 1), 0);
	ck_assert_int_eq(client_number(client, "sendmsg", "[i{s{sos["BYTES"]s[{s{sssss[i]}}]}}i]", sender, "struct",
		"msg_name", address, "msg_iov", "bytes", "x", "msg_control", "struct", "cmsg_level", "IPPROTO_IP",
		"cmsg_type", "IP_TTL", "data", 7, 0), 1);
	answer = client_call(client, "recvmsg", "[i{s{s["ROOM"]s"ROOM"}}i]", receiver, "struct", "msg_iov", "room", 8,
		"msg_control", "room", 128, 0);
	ck_assert_int_eq(client_result(answer), 1);
	control = json_object_get(json_array_get(datagram_field(answer, 1, "msg_control"), 0), "struct");
	ck_assert_str_eq(json_string_value(json_object_get(control, "cmsg_type")), "IP_TTL");
	ck_assert_int_eq(json_integer_value(json_array_get(json_object_get(control, "data"), 0)), 7);
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(an_icmp_error_tells_where_from)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int fd = client_bind_datagram(client, "AF_INET", &address);
	const json_t *data;

	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]]", fd, "IPPROTO_IP", "IP_RECVERR", 1), 0);
	ck_assert_int_eq(client_number(client, "sendto", "[i"BYTES"ii{sssssi}]", fd, "bytes", "x", 1, 0, "family",
		"AF_INET", "address", "127.0.0.1", "port", 1), 1);
	answer = client_call(client, "recvmsg", "[i{s{s"ANY"s["ROOM"]s"ANY"}}s]", fd, "struct", "msg_name", "any", 1,
		"msg_iov", "room", 8, "msg_control", "any", 1, "MSG_ERRQUEUE");
	ck_assert_int_eq(client_result(answer), 1);
	data = json_object_get(json_object_get(json_object_get(json_array_get(
		datagram_field(answer, 1, "msg_control"), 0), "struct"), "data"), "struct");
	ck_assert_str_eq(json_string_value(json_object_get(data, "ee_errno")), "ECONNREFUSED");
	ck_assert_str_eq(json_string_value(json_object_get(json_object_get(data, "offender"), "address")),
		"127.0.0.1");
	json_decref(answer);
	json_decref(address);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(unspec_dissolves_a_connection)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int fd = client_bind_datagram(client, "AF_INET", &address);

	answer = client_call(client, "connect", "[io]", fd, address);
	ck_assert_ptr_nonnull(json_object_get(answer, "peer"));
	json_decref(answer);
	answer = client_call(client, "connect", "[i{sssssi}"ANY"]", fd, "family", "AF_UNSPEC", "address", "", "port", 0,
		"any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert_ptr_null(json_object_get(answer, "peer"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_datagram_tests(void)
{
	TCase *tests = tcase_create("datagrams");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, datagrams_are_cut);
	tcase_add_test(tests, messages_are_gathered_and_scattered);
	tcase_add_test(tests, vectors_are_read_and_written);
	tcase_add_test(tests, control_messages_go_both_ways);
	tcase_add_test(tests, an_icmp_error_tells_where_from);
	tcase_add_test(tests, unspec_dissolves_a_connection);
	return tests;
}
