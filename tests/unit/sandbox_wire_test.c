/* SPDX-License-Identifier: BSD-2-Clause */
/* Two hosts and the wire between them: what passes, when it has arrived, and what captures show. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "tests/unit/sandbox_actions.h"
#include "tests/unit/sandbox_bed.h"

START_TEST(hosts_say_nothing_of_themselves)
{
	struct bed bed;

	bed_open(&bed);
	ck_assert_ptr_null(bed.sandbox.settings_missing);
	bed_run(&bed, 5000); /* a router solicitation would come within four seconds */
	ck_assert_int_eq(bed.sent[0] + bed.sent[1], 0);
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
	char path[HOST_COUNT][64], *data = calloc(1, MEGABYTE);
	struct capture_record record;
	size_t sent = 0, received = 0;
	struct evidence *evidence;
	struct err err;
	struct bed bed;

	err_init(&err);
	bed_open(&bed);
	evidence = evidence_new();
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
		/* A busy machine makes the sender believe that something was lost: then there is more. */
		ck_assert_uint_ge(check_capture(path[host], family, &segments), MEGABYTE);
		ck_assert_int_ge(segments, MEGABYTE / 1460);
		/* An acknowledgement that was put off may have come in between. */
		ck_assert_int_ge(record.received, bed.sent[host] + bed.received[host]);
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
	while (!wire_settle(bed.wire)) /* it stops after a while, and a busy machine may need more than one */
		;
	ck_assert_int_eq(record.dropped + bed.sent[HOST_CLIENT], 3000);
	capture_close(capture);
	unlink(path);
	bed_close(&bed);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox_wire");
	TCase *tcase = tcase_create("sandbox_wire");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, hosts_say_nothing_of_themselves);
	tcase_add_loop_test(tcase, a_datagram_has_arrived_when_the_wire_is_settled, 0, 2);
	tcase_add_loop_test(tcase, a_refusal_has_come_back_when_the_wire_is_settled, 0, 2);
	tcase_add_loop_test(tcase, a_megabyte_crosses_in_segments_of_the_mtu, 0, 2);
	tcase_add_test(tcase, markers_cross_nothing);
	tcase_add_test(tcase, what_the_device_loses_is_counted);
	suite_add_tcase(suite, tcase);
	suite_add_tcase(suite, sandbox_actions_tests());
	suite_add_tcase(suite, sandbox_peer_tests());
	return support_run(suite, LEVEL_WIRE);
}
