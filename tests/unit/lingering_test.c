/* SPDX-License-Identifier: BSD-2-Clause */
/* What a play at level host leaves on the machine: its connections' TIME_WAIT, and what it must not send. */
#include "config.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/play/beyond.h"
#include "harness/play/diag.h"
#include "harness/play/lingering.h"
#include "harness/play/sandbox.h"
#include "tests/unit/unit.h"

/* The machine's own network: what a play at level host has. */
static struct sandbox machine = { .level = LEVEL_HOST, .home_netns_fd = -1,
	.hosts = { { .netns_fd = -1, .tun_fd = -1 }, { .netns_fd = -1, .tun_fd = -1 } } };
static struct sandbox around;

/*
 * That machine's network is one of our own, where it can be had: else whoever keeps the port from which a connection is
 * to be ended, such as another run of this test a minute ago, stands in the way.
 */
static void stand_alone(void)
{
	enum level given;
	char reason[256];
	struct err err;

	err_init(&err);
	ck_assert_msg(sandbox_enter(LEVEL_LOOPBACK, &given, reason, sizeof reason, &err) == 0, "%s", err.text);
	ck_assert_msg(sandbox_open(&around, given, &err) == 0, "%s", err.text);
}

static void stand_down(void)
{
	sandbox_close(&around);
}

/* A connection over loopback whose ends are closed. */
struct ended {
	struct value *server, *client; /* the names of its ends */
	struct sockaddr_storage name;  /* of the one that closed first, whose port is not to be had now */
	socklen_t length;
};

static struct value *name_of(struct arena *arena, const struct sockaddr_storage *name)
{
	const struct sockaddr_in *inet = (const struct sockaddr_in *)name;
	const struct sockaddr_in6 *inet6 = (const struct sockaddr_in6 *)name;

	return name->ss_family == AF_INET ? value_address(arena, "AF_INET", "127.0.0.1", ntohs(inet->sin_port)) :
		value_address(arena, "AF_INET6", "::1", ntohs(inet6->sin6_port));
}

static int make_socket(const struct ended *ended)
{
	int fd = socket(ended->name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert_int_ge(fd, 0);
	return fd;
}

static int bind_again(const struct ended *ended)
{
	int fd = make_socket(ended);
	int number = bind(fd, (const struct sockaddr *)&ended->name, ended->length) < 0 ? errno : 0;

	close(fd);
	return number;
}

/* Closes one, waits until the other has heard of it, and closes that. */
static void close_both(int first, int second)
{
	struct pollfd end = { .fd = second, .events = POLLIN };
	char nothing;

	close(first);
	ck_assert_int_eq(poll(&end, 1, 5000), 1);
	ck_assert_int_eq(recv(second, &nothing, 1, 0), 0);
	close(second);
}

/*
 * The server closes first, or, where the client is to have a port that was another one's, the client does. False where
 * this machine has no such family.
 */
static bool make_ended(struct arena *arena, int family, const struct value *from, struct ended *ended)
{
	struct sockaddr_in *inet = (struct sockaddr_in *)&ended->name;
	struct sockaddr_in6 *inet6 = (struct sockaddr_in6 *)&ended->name;
	struct sockaddr_storage peer;
	socklen_t length = sizeof peer;
	int listener, client, server;

	memset(ended, 0, sizeof *ended);
	ended->name.ss_family = (sa_family_t)family;
	ended->length = family == AF_INET ? sizeof *inet : sizeof *inet6;
	if (family == AF_INET)
		inet->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else
		inet6->sin6_addr = in6addr_loopback;
	listener = make_socket(ended);
	if (bind(listener, (struct sockaddr *)&ended->name, ended->length) < 0) {
		close(listener);
		return false;
	}
	ck_assert_int_eq(listen(listener, 1), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&ended->name, &ended->length), 0);
	client = make_socket(ended);
	if (from != NULL) {
		peer = ended->name;
		*(family == AF_INET ? &((struct sockaddr_in *)&peer)->sin_port : &((struct sockaddr_in6 *)&peer)->sin6_port) =
			htons((uint16_t)from->port);
		ck_assert_int_eq(bind(client, (struct sockaddr *)&peer, ended->length), 0);
	}
	ck_assert_int_eq(connect(client, (struct sockaddr *)&ended->name, ended->length), 0);
	server = accept(listener, (struct sockaddr *)&peer, &length);
	ck_assert_int_ge(server, 0);
	close_both(from == NULL ? server : client, from == NULL ? client : server);
	close(listener);
	ended->server = name_of(arena, &ended->name);
	ended->client = name_of(arena, &peer);
	if (from != NULL)
		ended->name = peer;
	return true;
}

static const char *state_of(struct diag *diag, const struct value *local, const struct value *peer)
{
	struct packet_address here, there;
	struct diag_state state;
	struct err err;

	err_init(&err);
	ck_assert(packet_address_parse(&here, local->text, local->port));
	ck_assert(packet_address_parse(&there, peer->text, peer->port));
	ck_assert_msg(diag_tcp_state(diag, &here, &there, &state, &err) == 0, "%s", err.text);
	return state.name;
}

/* As an actor tells of a socket that was accepted. */
static void add_call(struct evidence *evidence, const struct value *local, const struct value *peer)
{
	struct call_record *call = arena_alloc(evidence->arena, sizeof *call);
	struct step_record *step = &evidence->steps[evidence->step_count++];

	memset(call, 0, sizeof *call);
	call->name = "accept";
	call->result_local = (struct value *)(uintptr_t)local;
	call->result_peer = (struct value *)(uintptr_t)peer;
	step->call = call;
}

static struct evidence *new_evidence(void)
{
	struct evidence *evidence = evidence_new();

	evidence->steps = arena_array(evidence->arena, 4, sizeof *evidence->steps);
	return evidence;
}

static bool keeps_time_wait_by_order(void)
{
	FILE *file = fopen("/proc/sys/net/ipv4/tcp_rfc1337", "r");
	int setting = 0;

	if (file == NULL)
		return false;
	if (fscanf(file, "%d", &setting) != 1)
		setting = 0;
	fclose(file);
	return setting != 0;
}

START_TEST(the_ports_of_a_play_are_free_behind_it)
{
	struct evidence *evidence = new_evidence();
	struct ended ours, others;
	struct diag *diag;
	struct err err;

	err_init(&err);
	diag = diag_open(&machine, HOST_CLIENT, &err);
	ck_assert_msg(diag != NULL, "%s", err.text);
	if (make_ended(evidence->arena, _i, NULL, &ours) && make_ended(evidence->arena, _i, NULL, &others)) {
		ck_assert_str_eq(state_of(diag, ours.server, ours.client), "TIME_WAIT");
		ck_assert_int_eq(bind_again(&ours), EADDRINUSE);
		/* Whose call told of it does not matter: here the client's did. */
		add_call(evidence, _i == AF_INET ? ours.server : ours.client, _i == AF_INET ? ours.client : ours.server);
		add_call(evidence, ours.server, ours.client);
		ck_assert_uint_eq(lingering_end(evidence, diag), keeps_time_wait_by_order() ? 0 : 1);
		if (!keeps_time_wait_by_order()) {
			ck_assert_str_eq(state_of(diag, ours.server, ours.client), "CLOSED");
			ck_assert_int_eq(bind_again(&ours), 0);
		}
		/* What the play's calls did not have is somebody else's. */
		ck_assert_str_eq(state_of(diag, others.server, others.client), "TIME_WAIT");
		ck_assert_int_eq(bind_again(&others), EADDRINUSE);
	}
	diag_close(diag);
	evidence_free(evidence);
}
END_TEST

/* The port from which the first is to be ended is kept by the second. */
START_TEST(one_that_keeps_anothers_port_is_no_hindrance)
{
	struct evidence *evidence = new_evidence();
	struct diag *diag = diag_open(&machine, HOST_CLIENT, NULL);
	struct ended first, second;

	ck_assert_ptr_nonnull(diag);
	if (!keeps_time_wait_by_order() && make_ended(evidence->arena, _i, NULL, &first) &&
		make_ended(evidence->arena, _i, first.client, &second)) {
		ck_assert_int_eq(second.client->port, first.client->port);
		ck_assert_int_eq(bind_again(&first), EADDRINUSE);
		ck_assert_int_eq(bind_again(&second), EADDRINUSE);
		add_call(evidence, first.server, first.client);
		add_call(evidence, second.server, second.client);
		ck_assert_uint_eq(lingering_end(evidence, diag), 2);
		ck_assert_int_eq(bind_again(&first), 0);
		ck_assert_int_eq(bind_again(&second), 0);
	}
	diag_close(diag);
	evidence_free(evidence);
}
END_TEST

START_TEST(what_is_not_on_loopback_is_left_alone)
{
	struct evidence *evidence = new_evidence();
	struct arena *arena = evidence->arena;
	struct diag *diag = diag_open(&machine, HOST_CLIENT, NULL);

	ck_assert_ptr_nonnull(diag);
	add_call(evidence, value_address(arena, "AF_INET", "192.0.2.1", 7000), value_address(arena, "AF_INET", "192.0.2.2", 40000));
	add_call(evidence, value_address(arena, "AF_INET", "127.0.0.1", 0), value_null(arena));
	add_call(evidence, NULL, NULL);
	ck_assert_uint_eq(lingering_end(evidence, diag), 0);
	diag_close(diag);
	evidence_free(evidence);
}
END_TEST

/* The address that a call with this one argument would send to, beyond the machine; NULL. */
static const char *beyond(const char *call, struct value *argument)
{
	const struct value *found = beyond_find(call, &argument, 1);

	return found == NULL ? NULL : found->text;
}

START_TEST(nothing_is_sent_beyond_the_machine)
{
	static const char *const home4[] = { "127.0.0.1", "127.255.0.9", "0.0.0.0" };
	static const char *const home6[] = { "::1", "::", "::ffff:127.0.0.1" };
	static const char *const away4[] = { "198.51.100.7", "239.1.2.3", "255.255.255.255", "128.0.0.1", "10.0.0.1" };
	static const char *const away6[] = { "2001:db8::1", "ff02::1", "fe80::1%1", "::ffff:198.51.100.7", "::2", "no address" };
	struct arena *arena = arena_new();
	struct value *message = value_struct(arena), *messages = value_array(arena, 2);
	size_t i;

	for (i = 0; i < sizeof home4 / sizeof *home4; i++)
		ck_assert_ptr_null(beyond("connect", value_address(arena, "AF_INET", home4[i], 7000)));
	for (i = 0; i < sizeof home6 / sizeof *home6; i++)
		ck_assert_ptr_null(beyond("sendto", value_address(arena, "AF_INET6", home6[i], 7000)));
	for (i = 0; i < sizeof away4 / sizeof *away4; i++)
		ck_assert_str_eq(beyond("sendto", value_address(arena, "AF_INET", away4[i], 7000)), away4[i]);
	for (i = 0; i < sizeof away6 / sizeof *away6; i++)
		ck_assert_str_eq(beyond("connect", value_address(arena, "AF_INET6", away6[i], 7000)), away6[i]);
	ck_assert_ptr_null(beyond("connect", value_address(arena, "AF_UNSPEC", "", 0)));
	/* A name that nobody sends to may be tried: the kernel refuses it. */
	ck_assert_ptr_null(beyond("bind", value_address(arena, "AF_INET", "198.51.100.7", 7000)));
	/* Deep in what goes in, too: of a message, of a membership. */
	value_struct_add(arena, message, "msg_namelen", value_int(arena, 16));
	value_struct_add(arena, message, "msg_name", value_address(arena, "AF_INET", "198.51.100.7", 7000));
	messages->items[1] = value_struct(arena);
	value_struct_add(arena, messages->items[1], "msg_hdr", message);
	ck_assert_str_eq(beyond("sendmsg", message), "198.51.100.7");
	ck_assert_str_eq(beyond("sendmmsg", messages), "198.51.100.7");
	message = value_struct(arena);
	value_struct_add(arena, message, "imr_multiaddr", value_address(arena, "AF_INET", "239.1.2.3", 0));
	ck_assert_str_eq(beyond("setsockopt", message), "239.1.2.3");
	arena_free(arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lingering");
	TCase *tcase = tcase_create("lingering");

	tcase_add_checked_fixture(tcase, stand_alone, stand_down);
	tcase_add_loop_test(tcase, the_ports_of_a_play_are_free_behind_it, AF_INET, AF_INET + 1);
	tcase_add_loop_test(tcase, the_ports_of_a_play_are_free_behind_it, AF_INET6, AF_INET6 + 1);
	tcase_add_loop_test(tcase, one_that_keeps_anothers_port_is_no_hindrance, AF_INET, AF_INET + 1);
	tcase_add_loop_test(tcase, one_that_keeps_anothers_port_is_no_hindrance, AF_INET6, AF_INET6 + 1);
	tcase_add_test(tcase, what_is_not_on_loopback_is_left_alone);
	tcase_add_test(tcase, nothing_is_sent_beyond_the_machine);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
