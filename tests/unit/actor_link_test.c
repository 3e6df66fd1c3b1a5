/* SPDX-License-Identifier: BSD-2-Clause */
/* The player's end of the actor protocol, against an actor that this test plays itself. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/value.h"
#include "harness/play/actor_link.h"
#include "tests/unit/unit.h"

static uv_loop_t loop;
static struct arena *arena;
static struct actor_link *actor;
static int requests, answers;  /* the actor's ends */
static int64_t begin_ns;

static struct {
	int ready, entered, returned, broken;
	struct call_record *call;
	char text[256];
} heard;

static void hear(void *context, enum actor_event event, struct call_record *call, const char *text)
{
	(void)context;
	switch (event) {
	case ACTOR_READY: heard.ready++; break;
	case ACTOR_ENTERED: heard.entered++; break;
	case ACTOR_RETURNED: heard.returned++; break;
	case ACTOR_BROKEN: heard.broken++; break;
	}
	heard.call = call;
	snprintf(heard.text, sizeof heard.text, "%s", text ? text : "");
}

static void set_up(void)
{
	struct err err;
	int to[2], from[2];

	err_init(&err);
	memset(&heard, 0, sizeof heard);
	ck_assert_int_eq(pipe(to), 0);
	ck_assert_int_eq(pipe(from), 0);
	requests = to[0];
	answers = from[1];
	uv_loop_init(&loop);
	arena = arena_new();
	begin_ns = clock_now_ns();
	actor = actor_link_open(&loop, to[1], from[0], 0, begin_ns, arena, hear, NULL, &err);
	ck_assert_ptr_nonnull(actor);
}

static void tear_down(void)
{
	actor_link_close(actor);
	uv_run(&loop, UV_RUN_DEFAULT);
	ck_assert_int_eq(uv_loop_close(&loop), 0);
	close(requests);
	if (answers >= 0)
		close(answers);
	arena_free(arena);
}

/* Everything that can be heard is heard. */
static void listen_once(void)
{
	int i;

	for (i = 0; i < 5; i++)
		uv_run(&loop, UV_RUN_NOWAIT);
}

static void say(const char *line)
{
	ck_assert_int_eq(io_write_all(answers, line, strlen(line)), 0);
	listen_once();
}

static struct call_record *ask(bool asleep)
{
	struct value *arguments[4];
	struct call_record *call;
	struct err err;

	err_init(&err);
	arguments[0] = value_int(arena, 5);
	arguments[1] = value_room(arena, 1024);
	arguments[2] = value_int(arena, 1024);
	arguments[3] = value_symbol(arena, "MSG_PEEK");
	call = actor_link_call(actor, "recv", arguments, 4, asleep, &err);
	ck_assert_msg(call != NULL, "%s", err.text);
	listen_once();
	return call;
}

START_TEST(a_call_goes_out_and_comes_back)
{
	struct call_record *call;
	char text[512];
	int64_t now_ns;
	ssize_t got;

	say("{\"ready\": 1, \"actor\": \"test\"}\n");
	ck_assert_int_eq(heard.ready, 1);
	call = ask(true);
	got = read(requests, text, sizeof text - 1);
	ck_assert_int_gt(got, 0);
	text[got] = '\0';
	ck_assert_str_eq(text, "{\"id\":1,\"call\":\"recv\",\"args\":[5,{\"room\":1024},1024,\"MSG_PEEK\"],\"asleep\":true}\n");
	now_ns = clock_now_ns();
	snprintf(text, sizeof text, "{\"id\":1,\"entered\":%lld,\"asleep\":true,"
		"\"local\":{\"family\":\"AF_INET\",\"address\":\"192.0.2.1\",\"port\":40000}}\n", (long long)now_ns);
	say(text);
	ck_assert_int_eq(heard.entered, 1);
	ck_assert_ptr_eq(heard.call, call);
	ck_assert(call->asleep);
	ck_assert_int_eq(call->enter_ns, now_ns - begin_ns);
	ck_assert_int_eq(call->exit_ns, -1);
	ck_assert_int_eq(call->local->port, 40000);
	snprintf(text, sizeof text, "{\"id\":1,\"entered\":%lld,\"returned\":%lld,\"result\":5,\"args\":[5,{\"bytes\":"
		"\"hello\"},1024,\"MSG_PEEK\"],\"signals\":[\"SIGPIPE\"],\"type\":\"SOCK_STREAM\",\"overrun\":3,\"extra\":{\"in\":[3]}}\n",
		(long long)now_ns, (long long)now_ns + 1000);
	say(text);
	ck_assert_int_eq(heard.returned, 1);
	ck_assert_int_eq(call->result, 5);
	ck_assert_ptr_null(call->error);
	ck_assert_int_eq(call->exit_ns - call->enter_ns, 1000);
	ck_assert_uint_eq(call->arguments[1]->length, 5);
	ck_assert_str_eq(call->signals[0], "SIGPIPE");
	ck_assert_int_eq(call->socket_type, 1);
	ck_assert_int_eq(call->overrun, 3);
	ck_assert_int_eq(value_field(call->extras[0], "in")->items[0]->number, 3);
}
END_TEST

START_TEST(lines_may_come_in_pieces_and_answers_in_any_order)
{
	struct call_record *first, *second;

	say("{\"read");
	say("y\":1}\n");
	first = ask(false);
	second = ask(false);
	say("{\"id\":2,\"result\":-1,\"errno\":\"EAGAIN\",\"returned\":1,\"args\":[5,null,1024,\"MSG_PEEK\"]}\n{\"id\":");
	ck_assert_ptr_eq(heard.call, second);
	ck_assert_str_eq(second->error, "EAGAIN");
	/* A clock that is not ours: the times are those of asking and hearing. */
	ck_assert_int_ge(second->enter_ns, 0);
	ck_assert_int_ge(second->exit_ns, second->enter_ns);
	say("1,\"failure\":\"no such call\"}\n");
	ck_assert_ptr_eq(heard.call, first);
	ck_assert_str_eq(first->failure, "no such call");
	ck_assert_int_eq(heard.returned, 2);
	ck_assert_int_eq(heard.broken, 0);
}
END_TEST

static const struct {
	const char *line, *text;
} nonsense[] = {
	{ "hello\n", "not JSON" },
	{ "[1]\n", "not an object" },
	{ "{\"ready\":2}\n", "another version" },
	{ "{\"ready\":1}\n", "twice" },
	{ "{}\n", "without an id" },
	{ "{\"id\":7,\"returned\":1}\n", "not running (id 7)" },
	{ "{\"id\":1,\"returned\":1}\n", "no result" },
	{ "{\"id\":1,\"returned\":1,\"result\":-1,\"args\":[1,2,3,4]}\n", "without an errno" },
	{ "{\"id\":1,\"returned\":1,\"result\":1,\"args\":[1]}\n", "4 arguments" },
	{ "{\"id\":1,\"returned\":1,\"result\":1,\"args\":[1,2,{\"nonsense\":1},4]}\n", "argument 3" },
	{ "{\"id\":1,\"returned\":1,\"result\":1,\"args\":[1,2,3,4],\"local\":5}\n", "not an address" },
	{ "{\"id\":1,\"returned\":1,\"result\":1,\"args\":[1,2,3,4],\"signals\":[1]}\n", "no name" },
	{ "{\"id\":1,\"returned\":1,\"result\":1,\"args\":[1,2,3,4],\"extra\":[1]}\n", "no object" },
	{ "{\"id\":1,\"returned\":1,\"result\":1,\"args\":[1,2,3,4],\"overrun\":-1}\n", "no number of bytes" },
	{ "{\"id\":1,\"failure\":1}\n", "no text" },
	{ "{\"id\":1,\"entered\":1,\"local\":\"x\"}\n", "local" },
};

START_TEST(nonsense_is_said_once)
{
	say("{\"ready\":1}\n");
	ask(true);
	say(nonsense[_i].line);
	ck_assert_int_eq(heard.broken, 1);
	ck_assert_msg(strstr(heard.text, nonsense[_i].text) != NULL, "%s", heard.text);
	say("more\n");
	ck_assert_int_eq(heard.broken, 1);
}
END_TEST

START_TEST(the_end_of_its_output_is_heard)
{
	struct err err;

	say("{\"ready\":1}\n");
	close(answers);
	answers = -1;
	listen_once();
	ck_assert_int_eq(heard.broken, 1);
	err_init(&err);
	ck_assert_ptr_null(actor_link_call(actor, "close", NULL, 0, false, &err));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("actor_link");
	TCase *tcase = tcase_create("actor_link");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_call_goes_out_and_comes_back);
	tcase_add_test(tcase, lines_may_come_in_pieces_and_answers_in_any_order);
	tcase_add_loop_test(tcase, nonsense_is_said_once, 0, sizeof nonsense / sizeof *nonsense);
	tcase_add_test(tcase, the_end_of_its_output_is_heard);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
