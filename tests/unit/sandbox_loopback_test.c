/* SPDX-License-Identifier: BSD-2-Clause */
/* Both hosts on one lo of our own: addresses, capture, sock_diag. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/capture.h"
#include "harness/play/diag.h"
#include "tests/unit/sandbox_support.h"

static const int families[] = { 4, 6 };

/* Who connects to one of the hosts is the other, as at level wire. */
START_TEST(a_connection_has_both_hosts_addresses)
{
	int family = families[_i], host, listener, client, server;
	char address[64];
	struct sandbox sandbox;

	support_open(&sandbox, LEVEL_LOOPBACK);
	if (family == 6 && !sandbox.hosts[0].address6)
		return;
	for (host = 0; host < HOST_COUNT; host++) {
		const struct sandbox_host *here = &sandbox.hosts[host], *there = &sandbox.hosts[1 - host];

		listener = support_socket(&sandbox, (enum case_host)host, family, SOCK_STREAM);
		ck_assert_int_eq(support_bind(&sandbox, listener, (enum case_host)host, family, 7000 + host), 0);
		ck_assert_int_eq(listen(listener, 1), 0);
		client = support_socket(&sandbox, (enum case_host)(1 - host), family, SOCK_STREAM);
		ck_assert_int_eq(support_connect(&sandbox, client, (enum case_host)host, family, 7000 + host), 0);
		server = accept(listener, NULL, NULL);
		ck_assert_int_ge(server, 0);
		support_local(client, address);
		ck_assert_str_eq(address, family == 6 ? there->address6 : there->address4);
		support_peer(server, address);
		ck_assert_str_eq(address, family == 6 ? there->address6 : there->address4);
		support_local(server, address);
		ck_assert_str_eq(address, family == 6 ? here->address6 : here->address4);
		close(client);
		close(server);
		close(listener);
	}
	sandbox_close(&sandbox);
}
END_TEST

/* Segments of the MTU, each once, no markers. */
START_TEST(the_capture_shows_what_passed)
{
	char path[] = "/tmp/sockspec-capture-XXXXXX", text[PCAP_ERRBUF_SIZE];
	static char data[30000];
	struct capture_record record;
	struct pcap_pkthdr *header;
	struct capture *capture;
	struct sandbox sandbox;
	const u_char *bytes;
	int listener, client, server, got, data_segments = 0, fd = mkstemp(path);
	size_t received = 0;
	struct err err;
	pcap_t *pcap;

	ck_assert_int_ge(fd, 0);
	err_init(&err);
	support_open(&sandbox, LEVEL_LOOPBACK);
	ck_assert_ptr_null(capture_open(&sandbox, HOST_SERVER, 0, NULL));
	capture = capture_open(&sandbox, HOST_CLIENT, clock_now_ns(), &err);
	ck_assert_msg(capture, "%s", err.text);
	listener = support_socket(&sandbox, HOST_SERVER, 4, SOCK_STREAM);
	ck_assert_int_eq(support_bind(&sandbox, listener, HOST_SERVER, 4, 7000), 0);
	ck_assert_int_eq(listen(listener, 1), 0);
	client = support_socket(&sandbox, HOST_CLIENT, 4, SOCK_STREAM);
	ck_assert_int_eq(support_connect(&sandbox, client, HOST_SERVER, 4, 7000), 0);
	server = accept(listener, NULL, NULL);
	ck_assert_int_eq(send(client, data, sizeof data, 0), sizeof data);
	while (received < sizeof data) {
		ssize_t here = recv(server, data, sizeof data, 0);

		ck_assert_int_gt(here, 0);
		received += (size_t)here;
	}
	ck_assert_msg(capture_finish(capture, path, clock_now_ns() + NS_PER_SECOND, &record, &err) == 0, "%s", err.text);
	capture_close(capture);
	ck_assert(record.present && record.armed && record.complete);
	ck_assert_int_eq(record.dropped, 0);
	ck_assert_str_eq(record.file, "client.pcap");
	pcap = pcap_open_offline(path, text);
	ck_assert_ptr_nonnull(pcap);
	received = 0;
	while ((got = pcap_next_ex(pcap, &header, &bytes)) == 1) {
		size_t headers = 20 + (size_t)(bytes[32] >> 4) * 4;

		ck_assert_uint_eq(header->caplen, header->len);
		ck_assert_uint_le(header->len, 1500);
		ck_assert_uint_eq(bytes[0], 0x45);
		ck_assert_uint_eq(bytes[9], 6);
		data_segments += header->len > headers;
		received += header->len - headers;
	}
	ck_assert_int_eq(got, PCAP_ERROR_BREAK);
	ck_assert_uint_ge(received, sizeof data);
	ck_assert_int_ge(data_segments, (int)sizeof data / 1460);
	pcap_close(pcap);
	unlink(path);
	sandbox_close(&sandbox);
}
END_TEST

START_TEST(markers_reach_no_socket_and_make_no_answer)
{
	char path[] = "/tmp/sockspec-capture-XXXXXX";
	struct capture_record record;
	struct capture *capture;
	struct sandbox sandbox;
	struct stat state;
	int fd = mkstemp(path);

	support_open(&sandbox, LEVEL_LOOPBACK);
	capture = capture_open(&sandbox, HOST_CLIENT, clock_now_ns(), NULL);
	ck_assert_ptr_nonnull(capture);
	ck_assert_int_eq(capture_finish(capture, path, clock_now_ns() + NS_PER_SECOND, &record, NULL), 0);
	ck_assert(record.complete);
	ck_assert_int_eq(record.received, 0);
	ck_assert_int_eq(fstat(fd, &state), 0);
	ck_assert_int_eq(stat(path, &state), 0);
	ck_assert_int_eq(state.st_size, 24); /* the file's header and nothing else */
	capture_close(capture);
	unlink(path);
}
END_TEST

START_TEST(a_setting_is_set_and_what_it_was_is_told)
{
	struct sandbox sandbox;
	struct evidence *evidence;
	char before[64], value[64];
	size_t i;
	bool reno = false;
	struct err err;

	err_init(&err);
	support_open(&sandbox, LEVEL_LOOPBACK);
	evidence = evidence_new();
	ck_assert_int_eq(sandbox_sysctl(&sandbox, HOST_SERVER, "net.ipv4.tcp_abort_on_overflow", "1", before, sizeof before, &err), 0);
	ck_assert_str_eq(before, "0");
	ck_assert_int_eq(sandbox_read_sysctl(&sandbox, HOST_SERVER, "net.ipv4.tcp_abort_on_overflow", value, sizeof value, &err), 0);
	ck_assert_str_eq(value, "1");
	ck_assert_int_lt(sandbox_sysctl(&sandbox, HOST_SERVER, "net.ipv4.tcp_retries2", "x", NULL, 0, &err), 0);
	err_init(&err);
	ck_assert_int_lt(sandbox_sysctl(&sandbox, HOST_SERVER, "net.ipv4.no_such_setting", "1", before, sizeof before, &err), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "net.ipv4.no_such_setting"));
	sandbox_record_settings(&sandbox, evidence);
	ck_assert_uint_gt(evidence->setting_count, 10);
	for (i = 0; i < evidence->setting_count; i++) {
		if (strcmp(evidence->settings[i].name, "net.ipv4.tcp_congestion_control") == 0)
			reno = strcmp(evidence->settings[i].value, "reno") == 0;
	}
	ck_assert(reno);
	evidence_free(evidence);
	sandbox_close(&sandbox);
}
END_TEST

static bool served(struct diag *diag, bool udp, int port)
{
	struct err err;
	bool is;

	err_init(&err);
	ck_assert_msg(diag_port_is_served(diag, udp, port, &is, &err) == 0, "%s", err.text);
	return is;
}

START_TEST(who_serves_a_port_is_known)
{
	int family = families[_i], tcp, udp;
	struct sandbox sandbox;
	struct diag *diag;

	support_open(&sandbox, LEVEL_LOOPBACK);
	if (family == 6 && !sandbox.hosts[0].address6)
		return;
	diag = diag_open(&sandbox, HOST_SERVER, NULL);
	ck_assert_ptr_nonnull(diag);
	tcp = support_socket(&sandbox, HOST_SERVER, family, SOCK_STREAM);
	udp = support_socket(&sandbox, HOST_SERVER, family, SOCK_DGRAM);
	ck_assert(!served(diag, false, 7000));
	ck_assert(!served(diag, true, 7000));
	ck_assert_int_eq(support_bind(&sandbox, tcp, HOST_SERVER, family, 7000), 0);
	ck_assert(!served(diag, false, 7000));
	ck_assert_int_eq(listen(tcp, 1), 0);
	ck_assert(served(diag, false, 7000));
	ck_assert(!served(diag, false, 7001));
	ck_assert(!served(diag, true, 7000));
	ck_assert_int_eq(support_bind(&sandbox, udp, HOST_SERVER, family, 7000), 0);
	ck_assert(served(diag, true, 7000));
	ck_assert(!served(diag, true, 7001));
	diag_close(diag);
	sandbox_close(&sandbox);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox_loopback");
	TCase *tcase = tcase_create("loopback");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, a_connection_has_both_hosts_addresses, 0, 2);
	tcase_add_test(tcase, the_capture_shows_what_passed);
	tcase_add_test(tcase, markers_reach_no_socket_and_make_no_answer);
	tcase_add_test(tcase, a_setting_is_set_and_what_it_was_is_told);
	tcase_add_loop_test(tcase, who_serves_a_port_is_known, 0, 2);
	suite_add_tcase(suite, tcase);
	return support_run(suite, LEVEL_LOOPBACK);
}
