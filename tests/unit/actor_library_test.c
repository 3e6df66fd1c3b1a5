/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's calls of the C library: streams of stdio over sockets, and looking up addresses and interfaces. */
#include "config.h"

#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"

static void library_expect_failure(json_t *answer)
{
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
}

static void library_expect_line(struct client *client, int stream, int size, const char *line)
{
	json_t *answer = client_call(client, "fgets", "["ROOM"ii]", "room", size, size, stream);
	char expected[64];

	ck_assert_int_eq(client_result(answer), (int)strlen(line) - (strchr(line, '\\') != NULL));
	snprintf(expected, sizeof expected, "{\"bytes\": \"%s\"}", line);
	ck_assert_msg(client_came_out(answer, 0, expected), "%s", expected);
	ck_assert_ptr_null(json_object_get(answer, "overrun"));
	json_decref(answer);
}

START_TEST(a_stream_is_read_line_by_line)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "fdopen", "[i"BYTES"]", near, "bytes", "r+"), near);
	ck_assert_int_eq(client_number(client, "fdopen", "[i"BYTES"]", far, "bytes", "r+"), far);
	ck_assert_int_eq(client_number(client, "fputs", "["BYTES"i]", "bytes", "one\ntwo", near), 0);
	/* Not yet: it lies in the stream's own buffer. */
	answer = client_call(client, "recv", "[i"ROOM"is]", far, "room", 64, 64, "MSG_DONTWAIT");
	ck_assert_str_eq(client_errno(answer), "EAGAIN");
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "fflush", "[i]", near), 0);
	library_expect_line(client, far, 64, "one\\n");
	library_expect_line(client, far, 3, "tw");
	ck_assert_int_eq(client_number(client, "fclose", "[i]", near), 0);
	library_expect_line(client, far, 64, "o");
	library_expect_line(client, far, 64, "");
	ck_assert_int_eq(client_number(client, "fclose", "[i]", far), 0);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(a_stream_that_is_none_is_not_used)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	client_connect_pair(client, &near, &far);
	library_expect_failure(client_call(client, "fputs", "["BYTES"i]", "bytes", "x", near));
	library_expect_failure(client_call(client, "fclose", "[i]", near));
	ck_assert_int_eq(client_number(client, "fdopen", "[i"BYTES"]", near, "bytes", "w"), near);
	library_expect_failure(client_call(client, "fdopen", "[i"BYTES"]", near, "bytes", "r"));
	library_expect_failure(client_call(client, "fgets", "["ROOM"ii]", "room", 4, 0, near));
	library_expect_failure(client_call(client, "fgets", "["ROOM"ii]", "room", 4, 5, near));
	/* A stream for writing cannot be read: its error is told, and not again as a line. */
	answer = client_call(client, "fgets", "["ROOM"ii]", "room", 4, 4, near);
	ck_assert_str_eq(client_errno(answer), "EBADF");
	json_decref(answer);
	answer = client_call(client, "fdopen", "[i"BYTES"]", far, "bytes", "nonsense");
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "fclose", "[i]", near), 0);
	library_expect_failure(client_call(client, "fclose", "[i]", near));
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(addresses_are_looked_up_without_a_resolver)
{
	struct client *client = client_start(NULL);
	json_t *answer;

	answer = client_call(client, "getaddrinfo", "["BYTES BYTES"{s{ssss}}"ANY"]", "bytes", "192.0.2.1", "bytes", "80",
		"struct", "ai_flags", "AI_NUMERICHOST", "ai_socktype", "SOCK_DGRAM", "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert(client_came_out(answer, 3, "[{\"struct\": {\"ai_family\": \"AF_INET\", \"ai_socktype\": \"SOCK_DGRAM\", "
		"\"ai_protocol\": \"IPPROTO_UDP\", \"ai_addrlen\": 16, \"ai_addr\": {\"family\": \"AF_INET\", \"address\": "
		"\"192.0.2.1\", \"port\": 80}, \"ai_canonname\": null}}]"));
	json_decref(answer);
	/* An error whose number is -1 is an error by its name. */
	answer = client_call(client, "getaddrinfo", "[n"BYTES"{s{si}}"ANY"]", "bytes", "80", "struct", "ai_flags", 0x10000,
		"any", 1);
	ck_assert_str_eq(client_errno(answer), "EAI_BADFLAGS");
	json_decref(answer);
	answer = client_call(client, "getaddrinfo", "["BYTES"n{s{ss}}"ANY"]", "bytes", "a name", "struct", "ai_flags",
		"AI_NUMERICHOST", "any", 1);
	ck_assert_str_eq(client_errno(answer), "EAI_NONAME");
	json_decref(answer);
	library_expect_failure(client_call(client, "getaddrinfo", "["BYTES"nn"ANY"]", "bytes", "localhost", "any", 1));
	library_expect_failure(client_call(client, "getaddrinfo", "[n"BYTES"n"ANY"]", "bytes", "http", "any", 1));
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(interfaces_have_names_and_numbers)
{
	struct client *client = client_start(NULL);
	json_t *answer, *list;
	int lo = (int)client_number(client, "if_nametoindex", "["BYTES"]", "bytes", "lo");
	bool found = false;

	ck_assert_int_gt(lo, 0);
	answer = client_call(client, "if_indextoname", "[i"ANY"]", lo, "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"lo\"}"));
	json_decref(answer);
	answer = client_call(client, "if_indextoname", "[i"ANY"]", -1, "any", 1);
	ck_assert_str_eq(client_errno(answer), "ENXIO");
	json_decref(answer);
	answer = client_call(client, "if_nametoindex", "["BYTES"]", "bytes", "no such one");
	ck_assert_str_eq(client_errno(answer), "ENODEV");
	json_decref(answer);
	answer = client_call(client, "if_nameindex", "["ANY"]", "any", 1);
	list = json_array_get(json_object_get(answer, "args"), 0);
	ck_assert_int_eq(client_result(answer), (int)json_array_size(list));
	for (size_t i = 0; i < json_array_size(list); i++)
		found |= json_integer_value(json_object_get(json_object_get(json_array_get(list, i), "struct"), "if_index")) == lo;
	ck_assert(found);
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

/* What a page's limit leaves to the page, and to the actor: no new socket, and calls that are made, watched and answered as before. */
START_TEST(a_limit_leaves_no_descriptor_and_the_actor_goes_on)
{
	struct client *client = client_start(NULL);
	json_t *answer, *limit;
	int near, far, sleepers[6];
	long long before, most;

	answer = client_call(client, "getrlimit", "[s{sb}]", "RLIMIT_NOFILE", "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	limit = json_object_get(json_array_get(json_object_get(answer, "args"), 1), "struct");
	before = json_integer_value(json_object_get(limit, "rlim_cur"));
	most = json_integer_value(json_object_get(limit, "rlim_max"));
	ck_assert_int_gt(before, 3);
	ck_assert_int_ge(most, before);
	json_decref(answer);
	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "setrlimit", "[s{s{sIsI}}]", "RLIMIT_NOFILE", "struct",
		"rlim_cur", (json_int_t)(near > far ? near : far) + 1, "rlim_max", (json_int_t)most), 0);
	/* The listener of the pair is closed: its number is the last one there is. */
	for (bool free = true; free;) {
		answer = client_call(client, "dup", "[i]", near);
		free = client_result(answer) >= 0;
		ck_assert_str_eq(client_errno(answer), free ? "" : "EMFILE");
		json_decref(answer);
	}
	/* More at once than there were workers to begin with. */
	for (size_t i = 0; i < 6; i++) {
		sleepers[i] = client_post(client, true, "recv", "[i{si}ii]", far, "room", 1, 1, 0);
		answer = client_next(client);
		ck_assert_int_eq((int)json_integer_value(json_object_get(answer, "id")), sleepers[i]);
		ck_assert_ptr_nonnull(json_object_get(answer, "asleep"));
		json_decref(answer);
	}
	answer = client_call(client, "dup", "[i]", near);
	ck_assert_str_eq(client_errno(answer), "EMFILE");
	json_decref(answer);
	client_post(client, false, "send", "[i{ss}ii]", near, "bytes", "abcdef", 6, 0);
	for (size_t i = 0; i < 7; i++) {
		answer = client_next(client);
		ck_assert_int_ge(client_result(answer), 1);
		json_decref(answer);
	}
	ck_assert_int_eq(client_number(client, "setrlimit", "[s{s{sIsI}}]", "RLIMIT_NOFILE", "struct", "rlim_cur", (json_int_t)before,
		"rlim_max", (json_int_t)most), 0);
	ck_assert_int_ge(client_number(client, "dup", "[i]", near), 3);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(a_limit_that_would_end_the_actor_is_refused)
{
	static const char *const wrong[] = {"[\"RLIMIT_NOFILE\", {\"struct\": {\"rlim_cur\": 0, \"rlim_max\": 9}}]",
		"[\"RLIMIT_NOFILE\", {\"struct\": {\"rlim_cur\": 9}}]", "[\"RLIMIT_NOFILE\", null]",
		"[0, {\"struct\": {\"rlim_cur\": 9, \"rlim_max\": 9}}]"};
	struct client *client = client_start(NULL);

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		json_t *arguments = json_loads(wrong[i], 0, NULL), *answer;

		ck_assert_ptr_nonnull(arguments);
		answer = client_call(client, "setrlimit", "o", arguments);
		ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
		json_decref(answer);
	}
	ck_assert_int_ge(client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0), 3);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_library_tests(void)
{
	TCase *tests = tcase_create("library");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, a_stream_is_read_line_by_line);
	tcase_add_test(tests, a_stream_that_is_none_is_not_used);
	tcase_add_test(tests, addresses_are_looked_up_without_a_resolver);
	tcase_add_test(tests, interfaces_have_names_and_numbers);
	tcase_add_test(tests, a_limit_leaves_no_descriptor_and_the_actor_goes_on);
	tcase_add_test(tests, a_limit_that_would_end_the_actor_is_refused);
	return tests;
}
