/* SPDX-License-Identifier: BSD-2-Clause */
/* What the wire does when it is told to: with datagrams between two hosts, told by lines of a page. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/case/parse.h"
#include "harness/match/env.h"
#include "tests/unit/sandbox_actions.h"
#include "tests/unit/sandbox_bed.h"

struct actions {
	struct bed bed;
	struct arena *arena;
	struct env env;
	struct case_page *page;
	int in, out, told;
};

/* `lines` are those of a page behind the making of its sockets; wire_order is told them one by one. */
static void actions_open(struct actions *actions, const char *lines)
{
	static const char *const hosts[HOST_COUNT] = { "192.0.2.1", "192.0.2.2" };
	struct diagnostics list;
	char text[2048];

	memset(actions, 0, sizeof *actions);
	snprintf(text, sizeof text, "# T\n\n```sockspec\nserver: socket(..., SOCK_DGRAM, 0) = r\n"
		"socket(..., SOCK_DGRAM, 0) = s\n%s```\n", lines);
	diagnostics_init(&list);
	actions->page = case_parse("t.md", "t", text, strlen(text), &list);
	if (list.errors > 0)
		diagnostics_print(&list, "t.md", text, stderr);
	ck_assert_uint_eq(list.errors, 0);
	diagnostics_free(&list);
	actions->arena = arena_new();
	env_init(&actions->env, actions->arena, MODE_IPV4, hosts);
	bed_open(&actions->bed);
	wire_listen(actions->bed.wire, &actions->env);
	actions->in = support_socket(&actions->bed.sandbox, HOST_SERVER, 4, SOCK_DGRAM);
	ck_assert_int_eq(support_bind(&actions->bed.sandbox, actions->in, HOST_SERVER, 4, 7000), 0);
	actions->out = support_socket(&actions->bed.sandbox, HOST_CLIENT, 4, SOCK_DGRAM);
	ck_assert_int_eq(support_connect(&actions->bed.sandbox, actions->out, HOST_SERVER, 4, 7000), 0);
	actions->told = 2;
}

static void actions_close(struct actions *actions)
{
	bed_close(&actions->bed);
	arena_free(actions->arena);
	case_free(actions->page);
}

static void tell(struct actions *actions)
{
	struct err err;

	err_init(&err);
	ck_assert_msg(wire_order(actions->bed.wire, &actions->page->steps[actions->told++], &err) == 0, "%s", err.text);
}

static void say(struct actions *actions, const char *text)
{
	ck_assert_int_eq(send(actions->out, text, strlen(text), 0), strlen(text));
	wire_settle(actions->bed.wire);
}

/* What has arrived by now, joined by blanks. */
static const char *heard(struct actions *actions)
{
	static char all[256];
	char text[64];
	size_t length = 0;
	ssize_t got;

	all[0] = '\0';
	while ((got = recv(actions->in, text, sizeof text - 1, MSG_DONTWAIT)) >= 0) {
		text[got] = '\0';
		length += (size_t)snprintf(all + length, sizeof all - length, "%s%s", length > 0 ? " " : "", text);
		ck_assert_uint_lt(length, sizeof all);
	}
	ck_assert_int_eq(errno, EAGAIN);
	return all;
}

START_TEST(what_is_dropped_does_not_arrive)
{
	struct actions actions;

	actions_open(&actions, "wire: drop the 2nd > udp (1)\nwire: drop 1 \"udp[8] = 0x64\"\nwire: drop \"udp[8] = 0x65\"\n");
	tell(&actions);
	tell(&actions);
	say(&actions, "a");
	say(&actions, "xx");
	say(&actions, "b");
	say(&actions, "c");
	say(&actions, "d");
	say(&actions, "d");
	tell(&actions);
	say(&actions, "e");
	say(&actions, "e");
	ck_assert_str_eq(heard(&actions), "a xx c d");
	ck_assert_int_eq(wire_applied(actions.bed.wire, 2), 1);
	ck_assert_int_eq(wire_applied(actions.bed.wire, 3), 1);
	ck_assert_int_eq(wire_applied(actions.bed.wire, 4), 2);
	actions_close(&actions);
}
END_TEST

START_TEST(what_is_delayed_arrives_later_and_not_earlier)
{
	struct actions actions;
	int64_t begin_ns = clock_now_ns();

	actions_open(&actions, "wire: delay 300ms 2\nwire: delay 100ms 1\n");
	tell(&actions);
	tell(&actions);
	begin_ns = clock_now_ns();
	say(&actions, "a");
	say(&actions, "b");
	say(&actions, "c");
	say(&actions, "d");
	/* Settled is what the wire does not hold back. */
	if (clock_now_ns() - begin_ns < 100 * NS_PER_MS)
		ck_assert_str_eq(heard(&actions), "d");
	else
		heard(&actions);
	bed_run(&actions.bed, 600);
	ck_assert_str_eq(heard(&actions), "c a b");
	actions_close(&actions);
}
END_TEST

START_TEST(copies_and_places_are_as_told)
{
	struct actions actions;

	actions_open(&actions, "wire: duplicate 1 \"udp\"\nwire: swap\nwire: hold 1 > udp (1) \"x\" until > udp (1) \"z\"\n");
	tell(&actions);
	say(&actions, "a");
	say(&actions, "b");
	ck_assert_str_eq(heard(&actions), "a a b");
	tell(&actions);
	say(&actions, "a");
	ck_assert_int_eq(wire_applied(actions.bed.wire, 3), 0);
	say(&actions, "b");
	say(&actions, "c");
	ck_assert_str_eq(heard(&actions), "b a c");
	tell(&actions);
	say(&actions, "x");
	say(&actions, "y");
	ck_assert_str_eq(heard(&actions), "y");
	ck_assert_int_eq(wire_applied(actions.bed.wire, 4), 0);
	say(&actions, "z");
	say(&actions, "x");
	ck_assert_str_eq(heard(&actions), "z x x");
	ck_assert_int_eq(wire_applied(actions.bed.wire, 4), 1);
	actions_close(&actions);
}
END_TEST

START_TEST(bytes_are_changed_and_checksums_put_right)
{
	struct actions actions;

	actions_open(&actions, "wire: corrupt 1 \"udp\" at payload[0]\nwire: corrupt 1 \"udp\" at payload[1] = 111 checksum right\n"
		"wire: corrupt 1 \"udp\" at checksum\nwire: truncate 1 to 30\nwire: corrupt 1 \"udp\" at ttl = 7 checksum right\n");
	tell(&actions);
	say(&actions, "lost");
	ck_assert_str_eq(heard(&actions), "");
	tell(&actions);
	say(&actions, "hello");
	ck_assert_str_eq(heard(&actions), "hollo");
	tell(&actions);
	say(&actions, "lost");
	ck_assert_str_eq(heard(&actions), "");
	tell(&actions);
	say(&actions, "longer");
	ck_assert_str_eq(heard(&actions), "");
	tell(&actions);
	say(&actions, "hello");
	ck_assert_str_eq(heard(&actions), "hello");
	actions_close(&actions);
}
END_TEST

START_TEST(cut_is_until_joined_and_clear_ends_all)
{
	struct evidence *evidence = evidence_new();
	struct actions actions;

	actions_open(&actions, "wire: cut\nwire: join\nwire: drop\nwire: hold \"udp\" until \"tcp\"\nwire: clear\n"
		"wire: hold \"udp\" until \"tcp\"\nwire: clear\n");
	tell(&actions);
	say(&actions, "a");
	tell(&actions);
	say(&actions, "b");
	ck_assert_str_eq(heard(&actions), "b");
	tell(&actions);
	tell(&actions);
	say(&actions, "c");
	tell(&actions);
	say(&actions, "d");
	ck_assert_str_eq(heard(&actions), "d");
	tell(&actions);
	say(&actions, "e");
	ck_assert_str_eq(heard(&actions), "");
	tell(&actions);
	ck_assert_str_eq(heard(&actions), "e");
	ck_assert_int_eq(wire_applied(actions.bed.wire, 3), -1);
	wire_record_into(actions.bed.wire, evidence);
	ck_assert_uint_eq(evidence->wire_count, 5);
	ck_assert_int_eq(evidence->wire[0].fate, WIRE_DROPPED);
	ck_assert_int_eq(evidence->wire[0].step, 2);
	ck_assert_str_eq(evidence->wire[0].action, "dropped, the wire is cut");
	ck_assert_int_eq(evidence->wire[1].fate, WIRE_PASSED);
	ck_assert_int_eq(evidence->wire[2].step, 4);
	ck_assert_int_ge(evidence->wire[4].written_ns, evidence->wire[4].read_ns);
	evidence_free(evidence);
	actions_close(&actions);
}
END_TEST

TCase *sandbox_actions_tests(void)
{
	TCase *tests = tcase_create("actions");

	tcase_add_test(tests, what_is_dropped_does_not_arrive);
	tcase_add_test(tests, what_is_delayed_arrives_later_and_not_earlier);
	tcase_add_test(tests, copies_and_places_are_as_told);
	tcase_add_test(tests, bytes_are_changed_and_checksums_put_right);
	tcase_add_test(tests, cut_is_until_joined_and_clear_ends_all);
	return tests;
}
