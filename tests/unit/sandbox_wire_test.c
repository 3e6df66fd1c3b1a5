/* SPDX-License-Identifier: BSD-2-Clause */
/* Two hosts and the wire between them: what passes, when it has arrived, what captures and sock_diag say. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pcap/pcap.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/capture.h"
#include "harness/play/diag.h"
#include "harness/play/wire.h"
#include "tests/unit/sandbox_support.h"

struct bed {
	struct sandbox sandbox;
	uv_loop_t loop;
	struct wire *wire;
	struct capture *captures[HOST_COUNT];
	int sent[HOST_COUNT], received[HOST_COUNT];
};

static void on_seen(void *context, int host, bool sent, int64_t time_ns, const uint8_t *bytes, size_t length)
{
	struct bed *bed = context;

	ck_assert_int_ge(time_ns, 0);
	ck_assert_uint_ge(length, 20);
	ck_assert(bytes[0] >> 4 == 4 || bytes[0] >> 4 == 6);
	bed->sent[host] += sent;
	bed->received[host] += !sent;
	if (bed->sent[host] % 100 == 0 && bed->captures[host])
		capture_drain(bed->captures[host]);
	if (bed->received[host] % 100 == 0 && bed->captures[host])
		capture_drain(bed->captures[host]);
}

static void bed_open(struct bed *bed)
{
	struct err err;

	memset(bed, 0, sizeof *bed);
	err_init(&err);
	support_open(&bed->sandbox, LEVEL_WIRE);
	ck_assert_int_eq(uv_loop_init(&bed->loop), 0);
	bed->wire = wire_open(&bed->sandbox, &bed->loop, clock_now_ns(), on_seen, bed, &err);
	ck_assert_msg(bed->wire, "%s", err.text);
}

static void bed_close(struct bed *bed)
{
	wire_close(bed->wire);
	uv_run(&bed->loop, UV_RUN_DEFAULT);
	ck_assert_int_eq(uv_loop_close(&bed->loop), 0);
	sandbox_close(&bed->sandbox);
}

/* Two connected TCP sockets, ends[0] the client's, with the wire doing its part. Gives the listener. */
static int bed_connect(struct bed *bed, int family, int ends[2])
{
	struct sandbox *sandbox = &bed->sandbox;
	int listener = support_socket(sandbox, HOST_SERVER, family, SOCK_STREAM), i;

	ck_assert_int_eq(support_bind(sandbox, listener, HOST_SERVER, family, 7000), 0);
	ck_assert_int_eq(listen(listener, 5), 0);
	ends[0] = support_socket(sandbox, HOST_CLIENT, family, SOCK_STREAM | SOCK_NONBLOCK);
	ck_assert_int_eq(support_connect(sandbox, ends[0], HOST_SERVER, family, 7000), -1);
	ck_assert_int_eq(errno, EINPROGRESS);
	wire_settle(bed->wire);
	ck_assert_int_eq(support_connect(sandbox, ends[0], HOST_SERVER, family, 7000), 0);
	ends[1] = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
	ck_assert_int_ge(ends[1], 0);
	for (i = 0; i < 2; i++)
		ck_assert_int_eq(fcntl(ends[i], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	return listener;
}

static void on_timer(uv_timer_t *timer)
{
	(void)timer;
}

START_TEST(hosts_say_nothing_of_themselves)
{
	int64_t until = clock_now_ns() + 5 * NS_PER_SECOND; /* a router solicitation comes within four */
	struct bed bed;
	uv_timer_t timer;

	bed_open(&bed);
	ck_assert_ptr_null(bed.sandbox.settings_missing);
	uv_timer_init(&bed.loop, &timer);
	while (clock_now_ns() < until) {
		uv_timer_start(&timer, on_timer, 100, 0);
		uv_run(&bed.loop, UV_RUN_ONCE);
	}
	ck_assert_int_eq(bed.sent[0] + bed.sent[1], 0);
	uv_close((uv_handle_t *)&timer, NULL);
	bed_close(&bed);
}
END_TEST

/* What wire.h claims: when write() to the device has returned, the datagram waits in the socket. */
START_TEST(a_datagram_has_arrived_when_the_wire_is_settled)
{
	int family = _i ? 6 : 4, out, in;
	unsigned number, got;
	struct bed bed;

	bed_open(&bed);
	if (family == 6 && !bed.sandbox.hosts[0].address6)
		return;
	in = support_socket(&bed.sandbox, HOST_SERVER, family, SOCK_DGRAM);
	ck_assert_int_eq(support_bind(&bed.sandbox, in, HOST_SERVER, family, 7000), 0);
	out = support_socket(&bed.sandbox, HOST_CLIENT, family, SOCK_DGRAM);
	ck_assert_int_eq(support_connect(&bed.sandbox, out, HOST_SERVER, family, 7000), 0);
	for (number = 0; number < 10000; number++) {
		ck_assert_int_eq(send(out, &number, sizeof number, 0), sizeof number);
		ck_assert(wire_settle(bed.wire));
		ck_assert_msg(recv(in, &got, sizeof got, MSG_DONTWAIT) == sizeof got, "datagram %u: %m", number);
		ck_assert_uint_eq(got, number);
	}
	ck_assert_int_eq(bed.sent[HOST_CLIENT], 10000);
	ck_assert_int_eq(bed.received[HOST_SERVER], 10000);
	ck_assert_int_eq(bed.sent[HOST_SERVER], 0);
	bed_close(&bed);
}
END_TEST

START_TEST(a_refusal_has_come_back_when_the_wire_is_settled)
{
	int family = _i ? 6 : 4, out, i;
	struct bed bed;

	bed_open(&bed);
	if (family == 6 && !bed.sandbox.hosts[0].address6)
		return;
	out = support_socket(&bed.sandbox, HOST_CLIENT, family, SOCK_DGRAM);
	ck_assert_int_eq(support_connect(&bed.sandbox, out, HOST_SERVER, family, 7000), 0);
	/* More than any rate limit of the kernel lets through unless it is off. */
	for (i = 0; i < 2000; i++) {
		ck_assert_int_eq(send(out, "x", 1, 0), 1);
		ck_assert(wire_settle(bed.wire));
		ck_assert_int_eq(recv(out, &i, sizeof i, MSG_DONTWAIT), -1);
		ck_assert_int_eq(errno, ECONNREFUSED);
	}
	bed_close(&bed);
}
END_TEST

/* Reads a capture: real segments, whole, with right checksums; gives the bytes of data in them. */
static size_t check_capture(const char *path, int family, int *data_segments)
{
	char text[PCAP_ERRBUF_SIZE];
	struct pcap_pkthdr *header;
	const u_char *bytes;
	size_t total = 0, ip = family == 6 ? 40 : 20;
	long previous = 0;
	pcap_t *pcap = pcap_open_offline_with_tstamp_precision(path, PCAP_TSTAMP_PRECISION_NANO, text);
	int got;

	*data_segments = 0;
	ck_assert_ptr_nonnull(pcap);
	while ((got = pcap_next_ex(pcap, &header, &bytes)) == 1) {
		size_t headers = ip + (size_t)(bytes[ip + 12] >> 4) * 4;
		long now = header->ts.tv_sec * 1000000000L + header->ts.tv_usec;

		ck_assert_int_eq(bytes[0] >> 4, family);
		ck_assert_uint_eq(header->caplen, header->len);
		ck_assert_uint_le(header->len, 1500);
		ck_assert(support_checksum_is_right(bytes, header->caplen));
		ck_assert_int_ge(now, previous);
		previous = now;
		*data_segments += header->len > headers;
		total += header->len - headers;
	}
	ck_assert_int_eq(got, PCAP_ERROR_BREAK);
	pcap_close(pcap);
	return total;
}

START_TEST(a_megabyte_crosses_in_segments_of_the_mtu)
{
	enum { MEGABYTE = 1 << 20 };
	int family = _i ? 6 : 4, ends[2], host, segments, count = 0;
	char path[HOST_COUNT][32], *data = calloc(1, MEGABYTE);
	struct capture_record record;
	size_t sent = 0, received = 0;
	struct evidence *evidence = evidence_new();
	struct err err;
	struct bed bed;

	err_init(&err);
	bed_open(&bed);
	if (family == 6 && !bed.sandbox.hosts[0].address6)
		return;
	for (host = 0; host < HOST_COUNT; host++) {
		bed.captures[host] = capture_open(&bed.sandbox, (enum case_host)host, clock_now_ns(), &err);
		ck_assert_msg(bed.captures[host], "%s", err.text);
	}
	bed_connect(&bed, family, ends);
	while (received < MEGABYTE) {
		ssize_t here = sent < MEGABYTE ? send(ends[0], data, MEGABYTE - sent, 0) : 0;

		if (here > 0)
			sent += (size_t)here;
		wire_settle(bed.wire);
		while ((here = recv(ends[1], data, MEGABYTE, 0)) > 0)
			received += (size_t)here;
		ck_assert_int_eq(errno, EAGAIN);
		uv_run(&bed.loop, UV_RUN_NOWAIT);
	}
	for (host = 0; host < HOST_COUNT; host++) {
		snprintf(path[host], sizeof path[host], "/tmp/sockspec-%d-XXXXXX", host);
		close(mkstemp(path[host]));
		ck_assert_msg(capture_finish(bed.captures[host], path[host], clock_now_ns() + NS_PER_SECOND, &record, &err) == 0,
			"%s", err.text);
		ck_assert(record.present && record.armed && record.complete);
		ck_assert_int_eq(record.dropped, 0);
		ck_assert_str_eq(record.file, host ? "server.pcap" : "client.pcap");
		capture_close(bed.captures[host]);
		bed.captures[host] = NULL;
		ck_assert_uint_eq(check_capture(path[host], family, &segments), MEGABYTE);
		ck_assert_int_ge(segments, MEGABYTE / 1460);
		ck_assert_int_eq(record.received, bed.sent[host] + bed.received[host]);
		if (!getenv("SOCKSPEC_KEEP"))
			unlink(path[host]);
	}
	wire_record_into(bed.wire, evidence);
	for (host = 0; host < HOST_COUNT; host++)
		count += bed.sent[host];
	ck_assert_uint_eq(evidence->wire_count, (size_t)count);
	for (host = 0; host < count; host++) {
		ck_assert_int_eq(evidence->wire[host].fate, WIRE_PASSED);
		ck_assert_int_ge(evidence->wire[host].written_ns, evidence->wire[host].read_ns);
	}
	evidence_free(evidence);
	bed_close(&bed);
	free(data);
}
END_TEST

/* The marker goes to the host's stack and no further: no answer, nothing on the wire. */
START_TEST(markers_cross_nothing)
{
	struct capture_record record;
	struct sandbox *sandbox;
	struct err err;
	struct bed bed;
	int host;

	err_init(&err);
	bed_open(&bed);
	sandbox = &bed.sandbox;
	ck_assert_int_eq(sandbox_sysctl(sandbox, HOST_CLIENT, "net.ipv4.ip_forward", "1", NULL, 0, &err), 0);
	for (host = 0; host < HOST_COUNT; host++) {
		struct capture *capture = capture_open(sandbox, (enum case_host)host, clock_now_ns(), &err);
		char path[] = "/tmp/sockspec-capture-XXXXXX";

		ck_assert_msg(capture, "%s", err.text);
		close(mkstemp(path));
		ck_assert_int_eq(capture_finish(capture, path, clock_now_ns() + NS_PER_SECOND, &record, &err), 0);
		ck_assert(record.complete);
		ck_assert_int_eq(record.received, 0);
		ck_assert_int_eq(record.dropped, 0);
		capture_close(capture);
		unlink(path);
	}
	wire_settle(bed.wire);
	uv_run(&bed.loop, UV_RUN_NOWAIT);
	ck_assert_int_eq(bed.sent[0] + bed.sent[1], 0);
	bed_close(&bed);
}
END_TEST

/* More datagrams than the device holds while no one reads it: what was lost is ours, and must not look like the stack's. */
START_TEST(what_the_device_loses_is_counted)
{
	struct capture_record record;
	struct capture *capture;
	char path[] = "/tmp/sockspec-capture-XXXXXX";
	struct bed bed;
	int out, i;

	bed_open(&bed);
	capture = capture_open(&bed.sandbox, HOST_CLIENT, clock_now_ns(), NULL);
	ck_assert_ptr_nonnull(capture);
	out = support_socket(&bed.sandbox, HOST_CLIENT, 4, SOCK_DGRAM);
	ck_assert_int_eq(support_connect(&bed.sandbox, out, HOST_SERVER, 4, 7000), 0);
	for (i = 0; i < 3000; i++) {
		send(out, "x", 1, 0);
		capture_drain(capture);
	}
	close(mkstemp(path));
	ck_assert_int_eq(capture_finish(capture, path, clock_now_ns() + NS_PER_SECOND, &record, NULL), 0);
	ck_assert_int_gt(record.dropped, 0);
	wire_settle(bed.wire);
	ck_assert_int_eq(record.dropped + bed.sent[HOST_CLIENT], 3000);
	capture_close(capture);
	unlink(path);
	bed_close(&bed);
}
END_TEST

static const char *state_of(struct diag *diag, const char *local, int local_port, const char *peer, int peer_port)
{
	struct packet_address from, to;
	const char *state;
	struct err err;

	err_init(&err);
	ck_assert(packet_address_parse(&from, local, local_port));
	ck_assert(packet_address_parse(&to, peer, peer_port));
	ck_assert_msg(diag_tcp_state(diag, &from, &to, &state, &err) == 0, "%s", err.text);
	return state;
}

/* Lets the wire work until the state is as it should be, which a delayed acknowledgement may put off. */
static void await_state(struct bed *bed, struct diag *diag, const char *local, int local_port, const char *peer,
	int peer_port, const char *state)
{
	int64_t until = clock_now_ns() + 5 * NS_PER_SECOND;
	uv_timer_t timer;

	uv_timer_init(&bed->loop, &timer);
	while (strcmp(state_of(diag, local, local_port, peer, peer_port), state) != 0 && clock_now_ns() < until) {
		uv_timer_start(&timer, on_timer, 10, 0);
		uv_run(&bed->loop, UV_RUN_ONCE);
	}
	uv_close((uv_handle_t *)&timer, NULL);
	uv_run(&bed->loop, UV_RUN_NOWAIT);
	ck_assert_str_eq(state_of(diag, local, local_port, peer, peer_port), state);
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
	ck_assert_str_eq(state_of(client, here, port, there, 7000), "ESTABLISHED");
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "ESTABLISHED");
	/* A connection that is not there must not be taken for the listener on its port. */
	ck_assert_str_eq(state_of(server, there, 7000, here, port == 40000 ? 40001 : 40000), "CLOSED");
	ck_assert_int_eq(shutdown(ends[0], SHUT_WR), 0);
	ck_assert_str_eq(state_of(client, here, port, there, 7000), "FIN_WAIT_1");
	wire_settle(bed.wire);
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "CLOSE_WAIT");
	await_state(&bed, client, here, port, there, 7000, "FIN_WAIT_2");
	ck_assert_int_eq(close(ends[1]), 0);
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "LAST_ACK");
	wire_settle(bed.wire);
	ck_assert_str_eq(state_of(server, there, 7000, here, port), "CLOSED");
	ck_assert_int_eq(close(ends[0]), 0);
	ck_assert_str_eq(state_of(client, here, port, there, 7000), "TIME_WAIT");
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
	diag_close(client);
	diag_close(server);
	bed_close(&bed);
}
END_TEST

static void say_ready(int fd)
{
	if (write(fd, "r", 1) != 1)
		_exit(98);
}

/* Whoever holds the pipe's other end is still alive; in the end no one does. */
START_TEST(kill_9_leaves_nothing)
{
	int ends[2], ready[2];
	pid_t outer;
	char byte;

	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(ready, O_CLOEXEC), 0);
	outer = fork();
	ck_assert_int_ge(outer, 0);
	if (outer == 0) {
		struct sandbox sandbox;

		close(ends[0]);
		support_open(&sandbox, LEVEL_WIRE);
		if (fork() == 0) {
			if (fork() == 0)
				setsid(); /* even one that ran away */
			say_ready(ready[1]);
		}
		pause();
		_exit(0);
	}
	close(ends[1]);
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_assert_int_eq(kill(outer, SIGKILL), 0);
	ck_assert_int_eq(waitpid(outer, NULL, 0), outer);
	ck_assert_int_eq(read(ends[0], &byte, 1), 0);
}
END_TEST

/* The waiting process ends as the player did, and passes signals on. */
START_TEST(the_parent_ends_as_the_player_did)
{
	static const struct { int end, passed; } ways[] = { { 7, 0 }, { 0, SIGTERM } };
	int status, ready[2];
	pid_t outer;
	char byte;

	ck_assert_int_eq(pipe2(ready, O_CLOEXEC), 0);
	outer = fork();
	ck_assert_int_ge(outer, 0);
	if (outer == 0) {
		struct sandbox sandbox;
		sigset_t set;
		int number;

		sigemptyset(&set);
		sigaddset(&set, SIGTERM);
		sigprocmask(SIG_BLOCK, &set, NULL);
		support_open(&sandbox, LEVEL_WIRE);
		say_ready(ready[1]);
		if (ways[_i].passed && (sigwait(&set, &number) != 0 || number != ways[_i].passed))
			_exit(99);
		_exit(ways[_i].end);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	if (ways[_i].passed)
		ck_assert_int_eq(kill(outer, ways[_i].passed), 0);
	ck_assert_int_eq(waitpid(outer, &status, 0), outer);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), ways[_i].end);
}
END_TEST

/* On a host, a program under test is an ordinary process. */
START_TEST(a_child_without_privileges_is_refused_a_low_port)
{
	struct sandbox sandbox;
	int status, fd;
	pid_t pid;

	support_open(&sandbox, LEVEL_WIRE);
	fd = support_socket(&sandbox, HOST_SERVER, 4, SOCK_STREAM);
	pid = fork();
	if (pid == 0) {
		if (sandbox_drop_privileges() < 0)
			_exit(1);
		if (support_bind(&sandbox, fd, HOST_SERVER, 4, 80) == 0 || errno != EACCES)
			_exit(2);
		_exit(support_bind(&sandbox, fd, HOST_SERVER, 4, 8080) == 0 ? 0 : 3);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	sandbox_close(&sandbox);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox_wire");
	TCase *tcase = tcase_create("wire");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, hosts_say_nothing_of_themselves);
	tcase_add_loop_test(tcase, a_datagram_has_arrived_when_the_wire_is_settled, 0, 2);
	tcase_add_loop_test(tcase, a_refusal_has_come_back_when_the_wire_is_settled, 0, 2);
	tcase_add_loop_test(tcase, a_megabyte_crosses_in_segments_of_the_mtu, 0, 2);
	tcase_add_test(tcase, markers_cross_nothing);
	tcase_add_test(tcase, what_the_device_loses_is_counted);
	tcase_add_loop_test(tcase, states_are_told_from_first_to_last, 0, 2);
	tcase_add_test(tcase, half_a_handshake_has_a_state);
	tcase_add_test(tcase, kill_9_leaves_nothing);
	tcase_add_loop_test(tcase, the_parent_ends_as_the_player_did, 0, 2);
	tcase_add_test(tcase, a_child_without_privileges_is_refused_a_low_port);
	suite_add_tcase(suite, tcase);
	return support_run(suite, LEVEL_WIRE);
}
