/* SPDX-License-Identifier: BSD-2-Clause */
/* Capture files: every link type that can be, both time stamps, who sent what, and broken files. */
#include "config.h"

#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/names/tcp.h"
#include "tests/unit/packet_build.h"
#include "tests/unit/unit.h"

#define BEGIN_NS INT64_C(1700000000000000000)

static char scratch[] = "/tmp/sockspec-capture-XXXXXX";
static char *path;
static struct err err;
static struct built built, cause;
static struct evidence *evidence;

static void
set_up(void)
{
	memcpy(scratch + sizeof scratch - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	path = io_join(scratch, "client.pcap");
	err_init(&err);
	evidence = evidence_new();
	evidence->begin_wall_ns = BEGIN_NS;
	evidence->host_address[0] = "192.0.2.1";
	evidence->host_address[1] = "192.0.2.2";
}

static void
tear_down(void)
{
	evidence_free(evidence);
	io_remove_tree(scratch, NULL);
	free(path);
}

struct writer {
	pcap_t *pcap;
	pcap_dumper_t *dumper;
};

static struct writer
writer_open(int link, bool nano)
{
	struct writer writer;

	writer.pcap = pcap_open_dead_with_tstamp_precision(link, 262144,
		nano ? PCAP_TSTAMP_PRECISION_NANO : PCAP_TSTAMP_PRECISION_MICRO);
	writer.dumper = pcap_dump_open(writer.pcap, path);
	ck_assert_ptr_nonnull(writer.dumper);
	return writer;
}

/* A frame: a link header and the packet that was built; `fraction` in the file's own unit. */
static void
writer_put(struct writer *writer, const char *link, size_t link_length, long seconds, long fraction)
{
	struct pcap_pkthdr header = { .ts = { seconds, fraction } };
	uint8_t frame[2000];

	memcpy(frame, link, link_length);
	memcpy(frame + link_length, built.bytes, built.length);
	header.caplen = header.len = (bpf_u_int32)(link_length + built.length);
	pcap_dump((u_char *)writer->dumper, &header, frame);
}

static void
writer_close(struct writer *writer)
{
	pcap_dump_close(writer->dumper);
	pcap_close(writer->pcap);
}

START_TEST(every_kind_of_link_is_read)
{
	static const struct {
		int link;
		bool nano;
		const char *header;
		size_t length;
	} rows[] = {
		{ DLT_RAW, true, "", 0 },
		{ DLT_RAW, false, "", 0 },
		{ DLT_EN10MB, true, "\0\0\0\0\0\0\0\0\0\0\0\0\x08\0", 14 },
		{ DLT_EN10MB, true, "\0\0\0\0\0\0\0\0\0\0\0\0\x81\0\0\1\x08\0", 18 },
		{ DLT_LINUX_SLL, false, "\0\0\x03\x04\0\6\0\0\0\0\0\0\0\0\x08\0", 16 },
		{ DLT_LINUX_SLL2, true, "\x08\0\0\0\0\0\0\1\x03\x04\0\6\0\0\0\0\0\0\0\0", 20 },
	};
	struct writer writer = writer_open(rows[_i].link, rows[_i].nano);
	long second = 1000000000 / (rows[_i].nano ? 1 : 1000);

	build_udp_packet(&built, "192.0.2.1", 40000, "192.0.2.2", 7000, "hello");
	writer_put(&writer, rows[_i].header, rows[_i].length, 1700000000, second / 4);
	build_udp_packet(&built, "192.0.2.2", 7000, "192.0.2.1", 40000, "there");
	writer_put(&writer, rows[_i].header, rows[_i].length, 1700000001, 0);
	writer_close(&writer);

	ck_assert_msg(store_read_capture(evidence, 0, path, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(evidence->packet_count, 2);
	ck_assert_int_eq(evidence->packets[0].time_ns, 250000000);
	ck_assert_int_eq(evidence->packets[1].time_ns, 1000000000);
	ck_assert(evidence->packets[0].sent && !evidence->packets[1].sent);
	ck_assert_int_eq(evidence->packets[1].number, 2);
	ck_assert_uint_eq(evidence->packets[0].packet.payload_length, 5);
	ck_assert_mem_eq(evidence->packets[1].packet.payload, "there", 5);
	ck_assert(evidence->packets[0].packet.checksum_ok);
}
END_TEST

START_TEST(what_is_not_ip_is_counted_and_left_out)
{
	struct writer writer = writer_open(DLT_EN10MB, true);

	build_udp_packet(&built, "192.0.2.1", 40000, "192.0.2.2", 7000, "hello");
	writer_put(&writer, "\0\0\0\0\0\0\0\0\0\0\0\0\x08\6", 14, 1700000000, 0); /* ARP by its type */
	writer_put(&writer, "\0\0\0\0\0\0\0\0\0\0\0\0\x08\0", 14, 1700000000, 1);
	built.length = 0;
	writer_put(&writer, "\0\0\0\0\0\0\0\0\0\0\0\0\x08\0", 14, 1700000000, 2); /* nothing behind it */
	writer_put(&writer, "\0\0\0", 3, 1700000000, 3);
	writer_put(&writer, "", 0, 1700000000, 3);
	writer_close(&writer);
	ck_assert_msg(store_read_capture(evidence, 0, path, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(evidence->packet_count, 1);
	ck_assert_int_eq(evidence->packets[0].number, 2);
}
END_TEST

START_TEST(two_captures_are_merged_by_time)
{
	struct writer writer = writer_open(DLT_RAW, true);
	int i;

	build_udp_packet(&built, "192.0.2.1", 40000, "192.0.2.2", 7000, "hello");
	for (i = 0; i < 5; i++)
		writer_put(&writer, "", 0, 1700000000, i * 10);
	writer_close(&writer);
	ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), 0);
	writer = writer_open(DLT_RAW, true);
	for (i = 0; i < 5; i++)
		writer_put(&writer, "", 0, 1700000000, i * 10 + 5);
	writer_close(&writer);
	ck_assert_int_eq(store_read_capture(evidence, 1, path, &err), 0);
	ck_assert_uint_eq(evidence->packet_count, 10);
	for (i = 0; i < 10; i++) {
		ck_assert_int_eq(evidence->packets[i].time_ns, i * 5);
		ck_assert_int_eq(evidence->packets[i].host, i % 2);
		ck_assert_int_eq(evidence->packets[i].sent, i % 2 == 0);
	}
}
END_TEST

START_TEST(one_capture_stands_for_both_hosts)
{
	static const struct capture_record both = { .present = true, .file = "client.pcap" };
	struct writer writer = writer_open(DLT_EN10MB, true);
	struct evidence *again;

	build_udp_packet(&built, "192.0.2.1", 40000, "192.0.2.2", 7000, "hello");
	writer_put(&writer, "\0\0\0\0\0\0\0\0\0\0\0\0\x08\0", 14, 1700000000, 0);
	writer_close(&writer);
	evidence->case_id = "a";
	evidence->mode = "ipv4";
	evidence->attempt = 1;
	evidence->captures[0] = evidence->captures[1] = both;
	ck_assert_int_eq(store_write(evidence, scratch, &err), 0);
	again = store_read(scratch, &err);
	ck_assert_msg(again != NULL, "%s", err.text);
	ck_assert_uint_eq(again->packet_count, 2);
	ck_assert(again->packets[0].host == 0 && again->packets[0].sent);
	ck_assert(again->packets[1].host == 1 && !again->packets[1].sent);
	evidence_free(again);
	unlink(path);
	ck_assert_ptr_null(store_read(scratch, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "client.pcap"));
}
END_TEST

static void
read_both(void)
{
	evidence->packet_count = 0;
	ck_assert_msg(store_read_capture(evidence, 0, path, &err) == 0, "%s", err.text);
	ck_assert_int_eq(store_read_capture(evidence, 1, path, &err), 0);
}

START_TEST(with_one_address_ports_tell_who_sent)
{
	struct call_record call = { .name = "socket", .host = 0, .socket_type = SOCK_STREAM };
	struct call_record bound = { .name = "bind", .host = 1, .socket_type = SOCK_DGRAM };
	struct step_record steps[3];
	struct writer writer = writer_open(DLT_RAW, true);
	bool from_client[5] = { true, false, true, false, true };
	size_t i;

	memset(steps, 0, sizeof steps);
	evidence->host_address[0] = evidence->host_address[1] = "127.0.0.1";
	/* The client's stream socket has port 3000, the server's datagram socket too. */
	call.local = value_address(evidence->arena, "AF_INET", "127.0.0.1", 3000);
	bound.local = value_address(evidence->arena, "AF_INET", "127.0.0.1", 3000);
	steps[0].address = value_address(evidence->arena, "AF_INET", "127.0.0.1", 50000);
	steps[1].call = &call;
	steps[2].call = &bound;
	evidence->steps = steps;
	evidence->step_count = 3;

	build_tcp_packet(&built, "127.0.0.1", 3000, "127.0.0.1", 50000, FLAG_SYN, "");
	writer_put(&writer, "", 0, 1700000000, 0);
	build_tcp_packet(&built, "127.0.0.1", 50000, "127.0.0.1", 3000, FLAG_SYN | FLAG_ACK, "");
	writer_put(&writer, "", 0, 1700000000, 1);
	build_udp_packet(&cause, "127.0.0.1", 33333, "127.0.0.1", 3000, "hello");
	built = cause;
	writer_put(&writer, "", 0, 1700000000, 2);
	build_icmp_error(&built, "127.0.0.1", "127.0.0.1", 3, 3, 0, &cause, cause.length);
	writer_put(&writer, "", 0, 1700000000, 3);
	build_udp_packet(&built, "127.0.0.1", 60000, "127.0.0.1", 9, ""); /* nobody knows these ports */
	writer_put(&writer, "", 0, 1700000000, 4);
	writer_close(&writer);
	read_both();
	ck_assert_uint_eq(evidence->packet_count, 10);
	for (i = 0; i < 10; i++)
		ck_assert_msg(evidence->packets[i].sent == (from_client[i / 2] == (i % 2 == 0)), "%zu", i);
}
END_TEST

START_TEST(broken_files_are_refused_in_words)
{
	struct writer writer = writer_open(DLT_RAW, true);
	char *data;
	size_t length, cut;

	build_udp_packet(&built, "192.0.2.1", 40000, "192.0.2.2", 7000, "hello");
	writer_put(&writer, "", 0, 1700000000, 0);
	writer_put(&writer, "", 0, 1700000000, 1);
	writer_close(&writer);
	ck_assert_int_eq(io_read_file(path, 10000, &data, &length, &err), 0);
	for (cut = 0; cut < length; cut++) {
		ck_assert_int_eq(io_write_file(path, data, cut, &err), 0);
		evidence->packet_count = 0;
		err_init(&err);
		if (cut == 24 || cut == 24 + 16 + built.length) {
			ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), 0);
			continue;
		}
		ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), -1);
		ck_assert_ptr_nonnull(strstr(err.text, "client.pcap"));
		ck_assert_msg(strstr(err.text, cut < 24 ? "not a capture" : "cannot be read behind packet") != NULL,
			"%s", err.text);
	}
	free(data);
}
END_TEST

START_TEST(foreign_files_are_refused_in_words)
{
	struct writer writer = writer_open(DLT_IEEE802_11, true);

	writer_close(&writer);
	ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "another kind of link (IEEE802_11)"));
	err_init(&err);
	ck_assert_int_eq(io_write_file(path, "this is a text, not a capture file", 34, &err), 0);
	ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "not a capture"));
	err_init(&err);
	ck_assert_int_eq(store_read_capture(evidence, 0, scratch, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "not a regular file"));
	unlink(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	err_init(&err);
	ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "not a regular file"));
	/* A great file with holes. */
	unlink(path);
	ck_assert_int_eq(io_write_file(path, "", 0, NULL), 0);
	ck_assert_int_eq(truncate(path, ((off_t)1 << 30) + 1), 0);
	err_init(&err);
	ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "too large"));
}
END_TEST

START_TEST(times_out_of_range_are_refused)
{
	struct writer writer = writer_open(DLT_RAW, false);

	build_udp_packet(&built, "192.0.2.1", 40000, "192.0.2.2", 7000, "hello");
	writer_put(&writer, "", 0, 1700000000, 4000000); /* more than a second of microseconds */
	writer_close(&writer);
	ck_assert_int_eq(store_read_capture(evidence, 0, path, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "time of packet 1 is out of range"));
	ck_assert_uint_eq(evidence->packet_count, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("capture_file");
	TCase *tests = tcase_create("capture_file");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, every_kind_of_link_is_read, 0, 6);
	tcase_add_test(tests, what_is_not_ip_is_counted_and_left_out);
	tcase_add_test(tests, two_captures_are_merged_by_time);
	tcase_add_test(tests, one_capture_stands_for_both_hosts);
	tcase_add_test(tests, with_one_address_ports_tell_who_sent);
	tcase_add_test(tests, broken_files_are_refused_in_words);
	tcase_add_test(tests, foreign_files_are_refused_in_words);
	tcase_add_test(tests, times_out_of_range_are_refused);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
