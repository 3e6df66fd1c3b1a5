/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's calls that wait for descriptors and signals, and those that make a pair or a duplicate. */
#include "config.h"

#include <string.h>

#include "tests/unit/actor_client.h"
#include "tests/unit/actor_test.h"

#define ANY "{sb}"
#define BYTES "{ss}"
#define ROOM "{si}"
#define EVENT "{s{sssi}}"
#define TIMER "{s{s{s{sisi}}}}"

/* A pair of sockets of no network. */
static void waiting_make_pair(struct client *client, int *near, int *far)
{
	json_t *answer = client_call(client, "socketpair", "[ssi"ANY"]", "AF_UNIX", "SOCK_STREAM", 0, "any", 1), *pair;

	ck_assert_int_eq(client_result(answer), 0);
	pair = json_array_get(json_object_get(answer, "args"), 3);
	ck_assert_int_eq((int)json_array_size(pair), 2);
	*near = (int)json_integer_value(json_array_get(pair, 0));
	*far = (int)json_integer_value(json_array_get(pair, 1));
	json_decref(answer);
}

static void waiting_set_timer(struct client *client)
{
	ck_assert_int_eq(client_number(client, "setitimer", "[s"TIMER"n]", "ITIMER_REAL", "struct", "it_value", "struct",
		"tv_sec", 0, "tv_usec", 1000), 0);
}

START_TEST(a_pair_speaks_to_itself)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	waiting_make_pair(client, &near, &far);
	ck_assert_int_ge(near, 0);
	ck_assert_int_ne(near, far);
	ck_assert_int_eq(client_number(client, "write", "[i"BYTES"i]", near, "bytes", "hello", 5), 5);
	answer = client_call(client, "read", "[i"ROOM"i]", far, "room", 64, 64);
	ck_assert(client_came_out(answer, 1, "{\"bytes\": \"hello\"}"));
	ck_assert_ptr_null(json_object_get(answer, "local"));
	json_decref(answer);
	answer = client_call(client, "socketpair", "[ssi"ANY"]", "AF_INET", "SOCK_STREAM", 0, "any", 1);
	ck_assert_str_eq(client_errno(answer), "EOPNOTSUPP");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(dup2_gives_the_number_that_is_asked_for)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far;

	waiting_make_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "dup2", "[ii]", near, far + 5), far + 5);
	ck_assert_int_eq(client_number(client, "dup2", "[ii]", near, far), far);
	answer = client_call(client, "dup2", "[ii]", near, -1);
	ck_assert_str_eq(client_errno(answer), "EBADF");
	json_decref(answer);
	/* The actor's own descriptors are no targets: nothing may take their place. */
	for (int fd = 300; fd < 1200; fd++) {
		answer = client_call(client, "dup2", "[ii]", near, fd);
		ck_assert(json_object_get(answer, "failure") != NULL || client_result(answer) == fd || client_result(answer) == -1);
		json_decref(answer);
	}
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(epoll_tells_what_is_ready)
{
	struct client *client = client_start(NULL);
	json_t *answer;
	int near, far, epoll = (int)client_number(client, "epoll_create1", "[s]", "EPOLL_CLOEXEC");

	waiting_make_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "epoll_ctl", "[isi"EVENT"]", epoll, "EPOLL_CTL_ADD", far, "struct",
		"events", "EPOLLIN|EPOLLRDHUP", "data", 7), 0);
	answer = client_call(client, "epoll_wait", "[i"ANY"ii]", epoll, "any", 1, 8, 0);
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert(client_came_out(answer, 1, "[]"));
	json_decref(answer);
	ck_assert_int_eq(client_number(client, "close", "[i]", near), 0);
	answer = client_call(client, "epoll_wait", "[i"ANY"ii]", epoll, "any", 1, 8, 1000);
	ck_assert_int_eq(client_result(answer), 1);
	ck_assert(client_came_out(answer, 1, "[{\"struct\": {\"events\": \"EPOLLIN|EPOLLHUP|EPOLLRDHUP\", \"data\": 7}}]"));
	json_decref(answer);
	answer = client_call(client, "epoll_wait", "[inii]", epoll, 8, 0);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	answer = client_call(client, "epoll_wait", "[i"ANY"ii]", epoll, "any", 1, 0, 0);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	/* More than any program waits for is not asked of the kernel, which might write it all. */
	answer = client_call(client, "epoll_wait", "[i"ANY"ii]", epoll, "any", 1, 100000, 0);
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	answer = client_call(client, "epoll_ctl", "[isin]", epoll, "EPOLL_CTL_ADD", far);
	ck_assert_str_eq(client_errno(answer), "EFAULT");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(a_mask_decides_which_signals_come)
{
	struct client *client = client_start(NULL);
	json_t *answer, *signals;

	/* Held back by the mask, however long it is there already. */
	waiting_set_timer(client);
	answer = client_call(client, "ppoll", "[ni{s{sisi}}[s]]", 0, "struct", "tv_sec", 0, "tv_nsec", 20000000, "SIGALRM");
	ck_assert_int_eq(client_result(answer), 0);
	ck_assert_ptr_null(json_object_get(answer, "signals"));
	json_decref(answer);
	answer = client_call(client, "ppoll", "[nin[]]", 0);
	ck_assert_str_eq(client_errno(answer), "EINTR");
	signals = json_object_get(answer, "signals");
	ck_assert_int_eq((int)json_array_size(signals), 1);
	ck_assert_str_eq(json_string_value(json_array_get(signals, 0)), "SIGALRM");
	json_decref(answer);
	waiting_set_timer(client);
	answer = client_call(client, "pselect", "[innnn[]]", 0);
	ck_assert_str_eq(client_errno(answer), "EINTR");
	json_decref(answer);
	answer = client_call(client, "ppoll", "[nin[]i]", 0, 4);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	answer = client_call(client, "ppoll", "[nin[i]]", 0, 100000);
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

/* With SA_RESTART a receive goes on where poll does not. */
START_TEST(a_call_may_go_on_after_a_signal)
{
	struct client *client = client_start(NULL);
	json_t *asleep, *answer;
	int near, far;

	waiting_make_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "siginterrupt", "[si]", "SIGALRM", 0), 0);
	client_post(client, true, "recv", "[i"ROOM"ii]", far, "room", 64, 64, 0);
	asleep = client_next(client);
	ck_assert(json_is_true(json_object_get(asleep, "asleep")));
	json_decref(asleep);
	waiting_set_timer(client);
	/* What waits with a mask sees nothing of it, and what receives is told of no error. */
	answer = client_call(client, "ppoll", "[ni{s{sisi}}[s]]", 0, "struct", "tv_sec", 0, "tv_nsec", 20000000, "SIGALRM");
	ck_assert_int_eq(client_result(answer), 0);
	json_decref(answer);
	client_post(client, false, "write", "[i"BYTES"i]", near, "bytes", "x", 1);
	for (int i = 0; i < 2; i++) {
		answer = client_next(client);
		ck_assert_int_eq(client_result(answer), 1);
		json_decref(answer);
	}
	answer = client_call(client, "siginterrupt", "[si]", "SIGTERM", 0);
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	answer = client_call(client, "siginterrupt", "[ii]", 1000, 0);
	ck_assert_str_eq(client_errno(answer), "EINVAL");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(urgent_data_are_announced_to_their_owner)
{
	struct client *client = client_start(NULL);
	json_t *answer, *signals;
	int near, far, me = (int)client_number(client, "getpid", "[]");

	ck_assert_int_gt(me, 1);
	client_connect_pair(client, &near, &far);
	ck_assert_int_eq(client_number(client, "fcntl", "[isi]", far, "F_SETOWN", me), 0);
	ck_assert_int_eq(client_post(client, false, "send", "[i"BYTES"is]", near, "bytes", "!", 1, "MSG_OOB") > 0, 1);
	answer = client_next(client);
	ck_assert_int_eq(client_result(answer), 1);
	/* Over loopback it comes while the call still sends. */
	signals = json_object_get(answer, "signals");
	ck_assert_int_eq((int)json_array_size(signals), 1);
	ck_assert_str_eq(json_string_value(json_array_get(signals, 0)), "SIGURG");
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

START_TEST(a_timer_interrupts_the_call_that_waits)
{
	struct client *client = client_start(NULL);
	json_t *asleep, *answer;
	int id;

	id = client_post(client, true, "poll", "[nii]", 0, -1);
	asleep = client_next(client);
	ck_assert_int_eq((int)json_integer_value(json_object_get(asleep, "id")), id);
	ck_assert(json_is_true(json_object_get(asleep, "asleep")));
	json_decref(asleep);
	waiting_set_timer(client);
	answer = client_next(client);
	ck_assert_int_eq((int)json_integer_value(json_object_get(answer, "id")), id);
	ck_assert_str_eq(client_errno(answer), "EINTR");
	json_decref(answer);
	answer = client_call(client, "setitimer", "[snn]", "ITIMER_VIRTUAL");
	ck_assert_ptr_nonnull(json_object_get(answer, "failure"));
	json_decref(answer);
	ck_assert_int_eq(client_end(client), 0);
}
END_TEST

TCase *actor_waiting_tests(void)
{
	TCase *tests = tcase_create("waiting");

	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, a_pair_speaks_to_itself);
	tcase_add_test(tests, dup2_gives_the_number_that_is_asked_for);
	tcase_add_test(tests, epoll_tells_what_is_ready);
	tcase_add_test(tests, a_mask_decides_which_signals_come);
	tcase_add_test(tests, a_call_may_go_on_after_a_signal);
	tcase_add_test(tests, urgent_data_are_announced_to_their_owner);
	tcase_add_test(tests, a_timer_interrupts_the_call_that_waits);
	return tests;
}
