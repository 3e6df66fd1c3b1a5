/* SPDX-License-Identifier: BSD-2-Clause */
/* The wire as a peer made of packets, and packets that it injects between two hosts. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/case/parse.h"
#include "harness/match/env.h"
#include "tests/unit/sandbox_actions.h"
#include "tests/unit/sandbox_bed.h"

#define PEER_PORT 7000

struct scene {
	struct bed bed;
	struct arena *arena;
	struct env env;
	struct case_page *page;
	struct evidence *evidence;
	int client;
};

/* A page and the client's datagram socket, connected to the server's port 7000. */
static void scene_open(struct scene *scene, const char *lines)
{
	static const char *const hosts[HOST_COUNT] = { "192.0.2.1", "192.0.2.2" };
	struct diagnostics list;
	char text[1024];

	memset(scene, 0, sizeof *scene);
	snprintf(text, sizeof text, "# T\n\n```sockspec\n%s```\n", lines);
	diagnostics_init(&list);
	scene->page = case_parse("t.md", "t", text, strlen(text), &list);
	if (list.errors > 0)
		diagnostics_print(&list, "t.md", text, stderr);
	ck_assert_uint_eq(list.errors, 0);
	diagnostics_free(&list);
	scene->arena = arena_new();
	env_init(&scene->env, scene->arena, MODE_IPV4, hosts);
	scene->evidence = evidence_new();
	bed_open(&scene->bed);
	wire_listen(scene->bed.wire, &scene->env);
	scene->client = support_socket(&scene->bed.sandbox, HOST_CLIENT, 4, SOCK_DGRAM);
	ck_assert_int_eq(support_connect(&scene->bed.sandbox, scene->client, HOST_SERVER, 4, PEER_PORT), 0);
}

static void scene_close(struct scene *scene)
{
	close(scene->client);
	bed_close(&scene->bed);
	evidence_free(scene->evidence);
	arena_free(scene->arena);
	case_free(scene->page);
}

static void scene_play(struct scene *scene)
{
	struct step_record record = { .address = value_address(scene->arena, "AF_INET", "192.0.2.2", PEER_PORT) };
	size_t i;

	wire_play(scene->bed.wire);
	for (i = 0; i < scene->page->step_count; i++)
		if (scene->page->steps[i].kind == STEP_PEER)
			env_absorb(&scene->env, &scene->page->steps[i], &record);
	wire_meet_peers(scene->bed.wire);
}

/* Sends what a line of the page says. */
static int put(struct scene *scene, size_t step, struct err *err)
{
	err_init(err);
	return wire_send_line(scene->bed.wire, scene->page->steps[step].packet, HOST_CLIENT, (int)step, err);
}

static void say(struct scene *scene, const char *text)
{
	ck_assert_int_eq(send(scene->client, text, strlen(text), 0), strlen(text));
	wire_settle(scene->bed.wire);
}

#define PAGE "socket(..., SOCK_DGRAM, 0) = s\nlaunch packets as peer\nconnect(s, peer) = 0\n"

START_TEST(a_peer_takes_what_the_client_sends_and_no_host_sees_it)
{
	struct scene scene;
	struct wire_record *records;
	struct err err;
	int server;

	scene_open(&scene, PAGE "wire: drop 1 > udp (4)\n");
	server = support_socket(&scene.bed.sandbox, HOST_SERVER, 4, SOCK_DGRAM);
	ck_assert_int_eq(support_bind(&scene.bed.sandbox, server, HOST_SERVER, 4, PEER_PORT), 0);
	scene_play(&scene);
	say(&scene, "hello");
	err_init(&err);
	ck_assert_int_eq(wire_order(scene.bed.wire, &scene.page->steps[3], &err), 0);
	say(&scene, "lost");
	say(&scene, "more");
	ck_assert_int_eq(scene.bed.sent[HOST_CLIENT], 3);
	ck_assert_int_eq(scene.bed.received[HOST_SERVER], 0);
	ck_assert_int_eq(recv(server, (char[8]){ 0 }, 8, MSG_DONTWAIT), -1);
	ck_assert_int_eq(errno, EAGAIN);
	wire_record_into(scene.bed.wire, scene.evidence);
	records = scene.evidence->wire;
	ck_assert_uint_eq(scene.evidence->wire_count, 3);
	ck_assert_int_eq(records[0].fate, WIRE_PLAYED);
	ck_assert_int_eq(records[0].written_ns, -1);
	ck_assert_int_eq(records[1].fate, WIRE_DROPPED);
	ck_assert_int_eq(records[1].step, 3);
	ck_assert_int_eq(records[2].fate, WIRE_PLAYED);
	close(server);
	scene_close(&scene);
}
END_TEST

START_TEST(a_peers_lines_arrive_untouched_and_recorded)
{
	struct scene scene;
	const struct wire_record *record;
	struct packet packet;
	struct err err;
	char text[16];

	scene_open(&scene, PAGE "wire: drop\n< udp \"hello\"\n< [checksum wrong] udp \"bad\"\n");
	scene_play(&scene);
	ck_assert_int_lt(put(&scene, 4, &err), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "nothing tells where"));
	say(&scene, "a");
	err_init(&err);
	ck_assert_int_eq(wire_order(scene.bed.wire, &scene.page->steps[3], &err), 0);
	ck_assert_msg(put(&scene, 4, &err) == 0, "%s", err.text);
	ck_assert_msg(put(&scene, 5, &err) == 0, "%s", err.text);
	ck_assert_int_eq(recv(scene.client, text, sizeof text, MSG_DONTWAIT), 5);
	ck_assert_mem_eq(text, "hello", 5);
	ck_assert_int_eq(recv(scene.client, text, sizeof text, MSG_DONTWAIT), -1);
	ck_assert_int_eq(errno, EAGAIN);
	ck_assert_int_eq(scene.bed.injected[HOST_CLIENT], 2);
	wire_record_into(scene.bed.wire, scene.evidence);
	ck_assert_uint_eq(scene.evidence->wire_count, 3);
	record = &scene.evidence->wire[1];
	ck_assert_int_eq(record->fate, WIRE_INJECTED);
	ck_assert_int_eq(record->step, 4);
	ck_assert_int_eq(record->from, HOST_SERVER);
	ck_assert_str_eq(record->action, "injected");
	ck_assert_int_ge(record->written_ns, record->read_ns);
	ck_assert_int_eq(packet_decode(&packet, record->bytes, record->length, record->length), 0);
	ck_assert_int_eq(packet.source.port, PEER_PORT);
	ck_assert_mem_eq(packet.payload, "hello", 5);
	scene_close(&scene);
}
END_TEST

START_TEST(an_error_quotes_what_was_taken)
{
	struct scene scene;
	struct err err;

	scene_open(&scene, PAGE "< icmp unreachable port\n");
	scene_play(&scene);
	ck_assert_int_lt(put(&scene, 3, &err), 0);
	say(&scene, "a");
	say(&scene, "bc");
	ck_assert_msg(put(&scene, 3, &err) == 0, "%s", err.text);
	ck_assert_int_eq(recv(scene.client, (char[8]){ 0 }, 8, MSG_DONTWAIT), -1);
	ck_assert_int_eq(errno, ECONNREFUSED);
	wire_record_into(scene.bed.wire, scene.evidence);
	/* The whole datagram, which was the last: its header, that of UDP, two bytes. */
	ck_assert_uint_eq(scene.evidence->wire[2].length, 20 + 8 + 20 + 8 + 2);
	ck_assert_mem_eq(scene.evidence->wire[2].bytes + 56, "bc", 2);
	scene_close(&scene);
}
END_TEST

START_TEST(between_two_hosts_a_packet_seems_to_be_the_others)
{
	struct scene scene;
	struct err err;
	char text[16];
	int server;

	scene_open(&scene, "socket(..., SOCK_DGRAM, 0) = s\n"
		"wire: inject to server udp \"one\"\nwire: inject to client udp \"two\"\nwire: drop\n");
	server = support_socket(&scene.bed.sandbox, HOST_SERVER, 4, SOCK_DGRAM);
	ck_assert_int_eq(support_bind(&scene.bed.sandbox, server, HOST_SERVER, 4, PEER_PORT), 0);
	err_init(&err);
	ck_assert_int_lt(wire_order(scene.bed.wire, &scene.page->steps[1], &err), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "no connection yet"));
	say(&scene, "a");
	ck_assert_int_eq(recv(server, text, sizeof text, MSG_DONTWAIT), 1);
	err_init(&err);
	ck_assert_int_eq(wire_order(scene.bed.wire, &scene.page->steps[3], &err), 0);
	ck_assert_int_eq(wire_order(scene.bed.wire, &scene.page->steps[1], &err), 0);
	ck_assert_int_eq(wire_order(scene.bed.wire, &scene.page->steps[2], &err), 0);
	ck_assert_int_eq(recv(server, text, sizeof text, MSG_DONTWAIT), 3);
	ck_assert_mem_eq(text, "one", 3);
	ck_assert_int_eq(recv(scene.client, text, sizeof text, MSG_DONTWAIT), 3);
	ck_assert_mem_eq(text, "two", 3);
	ck_assert_int_eq(wire_applied(scene.bed.wire, 1), 1);
	ck_assert_int_eq(wire_applied(scene.bed.wire, 2), 1);
	ck_assert_int_eq(wire_applied(scene.bed.wire, 3), 0);
	close(server);
	scene_close(&scene);
}
END_TEST

TCase *sandbox_peer_tests(void)
{
	TCase *tests = tcase_create("peer");

	tcase_add_test(tests, a_peer_takes_what_the_client_sends_and_no_host_sees_it);
	tcase_add_test(tests, a_peers_lines_arrive_untouched_and_recorded);
	tcase_add_test(tests, an_error_quotes_what_was_taken);
	tcase_add_test(tests, between_two_hosts_a_packet_seems_to_be_the_others);
	return tests;
}
