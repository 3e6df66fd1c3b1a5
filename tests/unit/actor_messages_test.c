/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's calls on several messages at once, and of files. */
#include "config.h"

#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"
#define HEADER "{s{s{s{" /* one of several messages with its msg_hdr: struct, msg_hdr, struct */

static const json_t *messages_field(const json_t *answer, size_t place, const char *name)
{
	const json_t *item = json_array_get(json_array_get(json_object_get(answer, "args"), 1), place);

	return json_object_get(json_object_get(item, "struct"), name);
}

static const char *messages_bytes(const json_t *answer, size_t place)
{
	const json_t *header = json_object_get(messages_field(answer, place, "msg_hdr"), "struct");
	const json_t *vector = json_array_get(json_object_get(header, "msg_iov"), 0);

	return json_string_value(json_object_get(json_object_get(json_object_get(vector, "struct"), "iov_base"), "bytes"));
}

START_TEST(several_messages_go_and_come_at_once)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int receiver = client_bind_datagram(client, "AF_INET", &address);
	int sender = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_DGRAM", 0);

	ck_assert_int_eq(client_number(client, "connect", "[io]", sender, address), 0);
	answer = client_call(client, "sendmmsg", "[i["HEADER"s["BYTES"]}}}}"HEADER"s["BYTES"]}}}}]ii]", sender,
		"struct", "msg_hdr", "struct", "msg_iov", "bytes", "one",
		"struct", "msg_hdr", "struct", "msg_iov", "bytes", "three", 2, 0);
	ck_assert_int_eq(client_result(answer), 2);
	ck_assert_int_eq(json_integer_value(messages_field(answer, 0, "msg_len")), 3);
	ck_assert_int_eq(json_integer_value(messages_field(answer, 1, "msg_len")), 5);
	json_decref(answer);
	answer = client_call(client, "recvmmsg", "[i["HEADER"s["ROOM"]}}}}"HEADER"s["ROOM"]}}}}"HEADER"s["ROOM"]}}}}]is{s{sisi}}]",
		receiver, "struct", "msg_hdr", "struct", "msg_iov", "room", 8,
		"struct", "msg_hdr", "struct", "msg_iov", "room", 4,
		"struct", "msg_hdr", "struct", "msg_iov", "room", 8, 3, "MSG_DONTWAIT", "struct", "tv_sec", 1, "tv_nsec", 5);
	ck_assert_int_eq(client_result(answer), 2);
	ck_assert_str_eq(messages_bytes(answer, 0), "one");
	ck_assert_str_eq(messages_bytes(answer, 1), "thre");
	ck_assert_int_eq(json_integer_value(messages_field(answer, 1, "msg_len")), 4);
	/* Nothing came into the third: no length of its own, no bytes. */
	ck_assert_ptr_null(messages_field(answer, 2, "msg_len"));
	ck_assert_str_eq(messages_bytes(answer, 2), "");
	ck_assert_ptr_null(json_object_get(answer, "overrun"));
	json_decref(answer);
	answer = client_call(client, "recvmmsg", "[i["HEADER"}}}}]isn]", receiver, "struct", "msg_hdr", "struct", 1, "MSG_DONTWAIT");
	ck_assert_str_eq(client_errno(answer), "EAGAIN");
	json_decref(answer);
	answer = client_call(client, "recvmmsg", "[i["HEADER"}}}}]is{s{si}}]", receiver, "struct", "msg_hdr", "struct", 1,
		"MSG_DONTWAIT", "struct", "tv_nsec", -1);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

/* The kernel takes 1024; those that are not given are empty. */
START_TEST(a_count_may_be_more_than_there_are)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int receiver = client_bind_datagram(client, "AF_INET", &address);
	int sender = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_DGRAM", 0);

	ck_assert_int_eq(client_number(client, "connect", "[io]", sender, address), 0);
	ck_assert_int_eq(client_number(client, "sendmmsg", "[i["HEADER"s["BYTES"]}}}}]ii]", sender,
		"struct", "msg_hdr", "struct", "msg_iov", "bytes", "one", 3, 0), 3);
	ck_assert_int_eq(client_number(client, "recv", "[i"ROOM"ii]", receiver, "room", 8, 8, 0), 3);
	ck_assert_int_eq(client_number(client, "recv", "[i"ROOM"ii]", receiver, "room", 8, 8, 0), 0);
	answer = client_call(client, "sendmmsg", "[inii]", sender, 2, 0);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(times_come_as_control_messages)
{
	struct client *client = client_start(NULL);
	json_t *address, *answer;
	int receiver = client_bind_datagram(client, "AF_INET", &address);
	int sender = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_DGRAM", 0);
	const json_t *list, *control, *time;

	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]"ANY"]", receiver, "SOL_SOCKET", "SO_TIMESTAMPNS", 1,
		"any", 1), 0);
	ck_assert_int_eq(client_number(client, "setsockopt", "[iss[i]"ANY"]", receiver, "SOL_SOCKET", "SO_RXQ_OVFL", 1,
		"any", 1), 0);
	ck_assert_int_eq(client_number(client, "sendto", "[i"BYTES"iio]", sender, "bytes", "x", 1, 0, address), 1);
	answer = client_call(client, "recvmsg", "[i{s{s["ROOM"]s"ROOM"}}i]", receiver, "struct", "msg_iov", "room", 8,
		"msg_control", "room", 128, 0);
	ck_assert_int_eq(client_result(answer), 1);
	list = json_object_get(json_object_get(json_array_get(json_object_get(answer, "args"), 1), "struct"), "msg_control");
	control = json_object_get(json_array_get(list, 0), "struct");
	ck_assert_str_eq(json_string_value(json_object_get(control, "cmsg_type")), "SO_TIMESTAMPNS");
	time = json_object_get(json_object_get(control, "data"), "struct");
	ck_assert_int_gt(json_integer_value(json_object_get(time, "tv_sec")), 1500000000);
	ck_assert_int_lt(json_integer_value(json_object_get(time, "tv_nsec")), 1000000000);
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(a_file_goes_into_a_socket)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far, file;

	client_connect_pair(client, &near, &far);
	file = (int)client_number(client, "memfd_create", "["BYTES"i]", "bytes", "page", 0);
	ck_assert_int_eq(client_number(client, "write", "[i"BYTES"i]", file, "bytes", "hello world", 11), 11);
	ck_assert_int_eq(client_number(client, "lseek", "[iis]", file, -5, "SEEK_END"), 6);
	ck_assert_int_eq(client_number(client, "sendfile", "[iini]", near, file, 2), 2);
	ck_assert_int_eq(client_number(client, "lseek", "[iis]", file, 0, "SEEK_CUR"), 8);
	answer = client_call(client, "sendfile", "[ii[i]i]", near, file, 9, 100);
	ck_assert_int_eq(client_result(answer), 2);
	ck_assert(client_came_out(answer, 2, "[11]"));
	json_decref(answer);
	answer = client_call(client, "sendfile", "[iiii]", near, file, -1, 100);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 8, 4, "MSG_WAITALL");
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"wold\"}"));
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "close", "[i]", file), 0);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_messages_tests(void)
{
	TCase *tests = tcase_create("messages");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, several_messages_go_and_come_at_once);
	tcase_add_test(tests, a_count_may_be_more_than_there_are);
	tcase_add_test(tests, times_come_as_control_messages);
	tcase_add_test(tests, a_file_goes_into_a_socket);
	return tests;
}
