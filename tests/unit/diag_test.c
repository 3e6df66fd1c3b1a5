/* SPDX-License-Identifier: BSD-2-Clause */
/* The states of TCP sockets, as sock_diag tells them. */
#include "config.h"

#include <check.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/diag.h"
#include "tests/unit/sandbox_bed.h"

static const char *state_of(struct diag *diag, const char *local, int local_port, const char *peer, int peer_port)
{
	struct packet_address from, to;
	struct diag_state state;
	struct err err;

	err_init(&err);
	ck_assert(packet_address_parse(&from, local, local_port));
	ck_assert(packet_address_parse(&to, peer, peer_port));
	ck_assert_msg(diag_tcp_state(diag, &from, &to, &state, &err) == 0, "%s", err.text);
	return state.name;
}

/* What is left of the timer that runs next; -1: none. */
static int64_t timer_of(struct diag *diag, const char *local, int local_port, const char *peer, int peer_port)
{
	struct packet_address from, to;
	struct diag_state state;
	struct err err;

	err_init(&err);
	ck_assert(packet_address_parse(&from, local, local_port));
	ck_assert(packet_address_parse(&to, peer, peer_port));
	ck_assert_msg(diag_tcp_state(diag, &from, &to, &state, &err) == 0, "%s", err.text);
	return state.timer_ms;
}

/* Lets the wire work until the state is as it should be, which a delayed acknowledgement may put off. */
static void await_state(struct bed *bed, struct diag *diag, const char *local, int local_port, const char *peer,
	int peer_port, const char *state)
{
	int64_t until = clock_now_ns() + 5 * NS_PER_SECOND;

	while (strcmp(state_of(diag, local, local_port, peer, peer_port), state) != 0 && clock_now_ns() < until)
		bed_run(bed, 10);
	ck_assert_str_eq(state_of(diag, local, local_port, peer, peer_port), state);
}

/* -1: nobody listens. */
static void check_queues(struct diag *diag, int port, int queued, int backlog, int opening)
{
	struct diag_listener listener;
	struct packet_address local;
	struct err err;

	err_init(&err);
	ck_assert(packet_address_parse(&local, "192.0.2.2", port));
	ck_assert_msg(diag_tcp_listener(diag, &local, &listener, &err) == 0, "%s", err.text);
	ck_assert_int_eq(listener.listens, queued >= 0);
	ck_assert_int_eq(listener.queued, queued < 0 ? 0 : queued);
	ck_assert_int_eq(listener.backlog, queued < 0 ? 0 : backlog);
	ck_assert_int_eq(listener.opening, queued < 0 ? 0 : opening);
}

START_TEST(states_are_told_from_first_to_last)
{
	int family = _i ? 6 : 4, ends[2], listener, port;
	const char *here, *there, *none = _i ? "::" : "0.0.0.0";
	char address[64];
	struct diag *client, *server;
	struct bed bed;

	bed_open(&bed);
	if (family == 6 && !bed.sandbox.hosts[0].address6)
		return;
	here = family == 6 ? bed.sandbox.hosts[0].address6 : bed.sandbox.hosts[0].address4;
	there = family == 6 ? bed.sandbox.hosts[1].address6 : bed.sandbox.hosts[1].address4;
	client = diag_open(&bed.sandbox, HOST_CLIENT, NULL);
	server = diag_open(&bed.sandbox, HOST_SERVER, NULL);
	ck_assert(client && server);
	listener = bed_connect(&bed, family, ends);
	port = support_local(ends[0], address);
	ck_assert_str_eq(address, here);
	ck_assert_str_eq(state_of(server, there, 7000, none, 0), "LISTEN");
	ck_assert_str_eq(state_of(server, there, 7001, none, 0), "CLOSED");
	if (family == 4)
		check_queues(server, 7000, 0, 5, 0);
	ck_assert_str_eq(state_of(client, here, port, there, 7000), "ESTABLISHED");
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "ESTABLISHED");
	/* A connection that is not there must not be taken for the listener on its port. */
	ck_assert_str_eq(state_of(server, there, 7000, here, port == 40000 ? 40001 : 40000), "CLOSED");
	ck_assert_int_eq(timer_of(client, here, port, there, 7000), -1);
	ck_assert_int_eq(timer_of(client, here, port == 40000 ? 40001 : 40000, there, 7000), -1);
	ck_assert_int_eq(shutdown(ends[0], SHUT_WR), 0);
	ck_assert_str_eq(state_of(client, here, port, there, 7000), "FIN_WAIT_1");
	/* The FIN is not acknowledged yet. */
	ck_assert_int_ge(timer_of(client, here, port, there, 7000), 0);
	ck_assert_int_le(timer_of(client, here, port, there, 7000), 1000);
	wire_settle(bed.wire);
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "CLOSE_WAIT");
	await_state(&bed, client, here, port, there, 7000, "FIN_WAIT_2");
	ck_assert_int_eq(close(ends[1]), 0);
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "LAST_ACK");
	wire_settle(bed.wire);
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "CLOSED");
	ck_assert_int_eq(close(ends[0]), 0);
	ck_assert_str_eq(state_of(client, here, port, there, 7000), "TIME_WAIT");
	ck_assert_int_gt(timer_of(client, here, port, there, 7000), 30000);
	ck_assert_int_le(timer_of(client, here, port, there, 7000), 60000);
	close(listener);
	diag_close(client);
	diag_close(server);
	bed_close(&bed);
}
END_TEST

/* A handshake that stops half-way: SYN_SENT here; there a request that is not yet a socket. */
START_TEST(half_a_handshake_has_a_state)
{
	char address[64], packet[2048];
	struct sandbox *sandbox;
	struct diag *client, *server;
	int listener, fd, port;
	ssize_t length;
	struct bed bed;

	bed_open(&bed);
	sandbox = &bed.sandbox;
	client = diag_open(sandbox, HOST_CLIENT, NULL);
	server = diag_open(sandbox, HOST_SERVER, NULL);
	listener = support_socket(sandbox, HOST_SERVER, 4, SOCK_STREAM);
	ck_assert_int_eq(support_bind(sandbox, listener, HOST_SERVER, 4, 7000), 0);
	ck_assert_int_eq(listen(listener, 5), 0);
	fd = support_socket(sandbox, HOST_CLIENT, 4, SOCK_STREAM | SOCK_NONBLOCK);
	ck_assert_int_eq(support_connect(sandbox, fd, HOST_SERVER, 4, 7000), -1);
	port = support_local(fd, address);
	ck_assert_str_eq(state_of(client, "192.0.2.1", port, "192.0.2.2", 7000), "SYN_SENT");
	length = read(sandbox->hosts[HOST_CLIENT].tun_fd, packet, sizeof packet);
	ck_assert_int_gt(length, 0);
	ck_assert_int_eq(write(sandbox->hosts[HOST_SERVER].tun_fd, packet, (size_t)length), length);
	ck_assert_str_eq(state_of(server, "192.0.2.2", 7000, "192.0.2.1", port), "SYN_RECEIVED");
	check_queues(server, 7000, 0, 5, 1);
	check_queues(server, 7001, -1, -1, -1);
	check_queues(client, 7000, -1, -1, -1);
	diag_close(client);
	diag_close(server);
	bed_close(&bed);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("diag");
	TCase *tcase = tcase_create("diag");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, states_are_told_from_first_to_last, 0, 2);
	tcase_add_test(tcase, half_a_handshake_has_a_state);
	suite_add_tcase(suite, tcase);
	return support_run(suite, LEVEL_WIRE);
}
