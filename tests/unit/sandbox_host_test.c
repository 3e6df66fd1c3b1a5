/* SPDX-License-Identifier: BSD-2-Clause */
/* The sandbox where the machine gives nothing, and what needs no hosts at all. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <pcap/pcap.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/capture.h"
#include "harness/play/capture_file.h"
#include "harness/play/capture_marker.h"
#include "harness/play/sandbox_parts.h"
#include "tests/unit/sandbox_support.h"

START_TEST(names_of_sysctls_do_not_lead_out_of_net)
{
	static const char *const wrong[] = { "kernel.panic", "net", "net.", "net..ipv4", "net.ipv4.", "net./etc",
		"net.ipv4/../../kernel/panic", "", "net.ipv4.tcp sack" };
	char path[256], small[24];
	size_t i;

	ck_assert_int_eq(sandbox_sysctl_path("net.ipv4.tcp_sack", path, sizeof path, NULL), 0);
	ck_assert_str_eq(path, "/proc/sys/net/ipv4/tcp_sack");
	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ck_assert_msg(sandbox_sysctl_path(wrong[i], path, sizeof path, NULL) < 0, "%s", wrong[i]);
	ck_assert_int_lt(sandbox_sysctl_path("net.ipv4.tcp_sack", small, sizeof small, NULL), 0);
}
END_TEST

START_TEST(the_machine_s_own_settings_are_not_touched)
{
	struct sandbox sandbox;
	char before[64];
	struct err err;

	err_init(&err);
	support_open(&sandbox, LEVEL_HOST);
	ck_assert_str_eq(sandbox.hosts[HOST_SERVER].address4, "127.0.0.1");
	ck_assert_int_eq(sandbox_read_sysctl(&sandbox, HOST_CLIENT, "net.ipv4.tcp_sack", before, sizeof before, NULL), 0);
	ck_assert_int_lt(sandbox_sysctl(&sandbox, HOST_CLIENT, "net.ipv4.tcp_sack", before, NULL, 0, &err), 0);
	ck_assert_ptr_nonnull(strstr(err.text, "machine"));
	sandbox_close(&sandbox);
}
END_TEST

/* Where it is not permitted, the reason is what evidence will say. */
START_TEST(the_machine_s_lo_is_captured_if_permitted)
{
	char path[] = "/tmp/sockspec-capture-XXXXXX";
	struct capture_record record;
	struct sandbox sandbox;
	struct capture *capture;
	struct err err;

	err_init(&err);
	support_open(&sandbox, LEVEL_HOST);
	capture = capture_open(&sandbox, HOST_CLIENT, clock_now_ns(), &err);
	if (capture) {
		close(mkstemp(path));
		ck_assert_int_eq(capture_finish(capture, path, clock_now_ns() + NS_PER_SECOND, &record, &err), 0);
		ck_assert(record.armed && record.complete);
		unlink(path);
	} else {
		ck_assert_ptr_nonnull(strstr(err.text, "permission"));
	}
	capture_close(capture);
	sandbox_close(&sandbox);
}
END_TEST

START_TEST(a_limit_on_namespaces_is_said_in_words)
{
	char remedy[256];
	struct err err;

	err_init(&err);
	ck_assert_int_eq(sandbox_no_namespace("net", ENOSPC, &err), -1);
	ck_assert_str_eq(err.text, "no net namespace: the limit user.max_net_namespaces is reached");
	sandbox_explain_namespaces(err.text, remedy, sizeof remedy);
	ck_assert_str_ne(remedy, "");
}
END_TEST

START_TEST(every_level_is_tried_and_explained)
{
	struct sandbox_probe probes[3];
	int level;

	ck_assert_int_eq(sandbox_probe_levels(probes), 0);
	ck_assert(probes[LEVEL_HOST].works);
	for (level = LEVEL_HOST; level <= LEVEL_WIRE; level++) {
		ck_assert_int_eq((int)probes[level].level, level);
		ck_assert_int_eq(probes[level].works, probes[level].reason[0] == '\0');
		ck_assert_int_eq(probes[level].works, probes[level].remedy[0] == '\0');
	}
	ck_assert(!probes[LEVEL_WIRE].works || probes[LEVEL_LOOPBACK].works);
}
END_TEST

START_TEST(a_capture_file_is_read_back_as_it_was)
{
	static const uint8_t packet[] = { 0x45, 0, 0, 24, 0, 0, 0, 0, 64, 253, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, 1, 2, 3, 4 };
	char path[] = "/tmp/sockspec-capture-XXXXXX", text[PCAP_ERRBUF_SIZE];
	int64_t time_ns = 1700000000 * NS_PER_SECOND + 123456789;
	struct pcap_pkthdr *header;
	struct capture_file file;
	const u_char *bytes;
	pcap_t *pcap;
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	close(fd);
	capture_file_init(&file);
	capture_file_add(&file, time_ns, packet, sizeof packet, 1000);
	ck_assert_int_eq(capture_file_write(&file, path, NULL), 0);
	capture_file_free(&file);
	pcap = pcap_open_offline_with_tstamp_precision(path, PCAP_TSTAMP_PRECISION_NANO, text);
	ck_assert_ptr_nonnull(pcap);
	ck_assert_int_eq(pcap_datalink(pcap), DLT_RAW);
	ck_assert_int_eq(pcap_next_ex(pcap, &header, &bytes), 1);
	ck_assert_int_eq(header->caplen, sizeof packet);
	ck_assert_int_eq(header->len, 1000);
	ck_assert_int_eq(header->ts.tv_usec, 123456789);
	ck_assert_int_eq(memcmp(bytes, packet, sizeof packet), 0);
	ck_assert_int_eq(pcap_next_ex(pcap, &header, &bytes), PCAP_ERROR_BREAK);
	pcap_close(pcap);
	unlink(path);
}
END_TEST

START_TEST(a_full_disk_is_said)
{
	const struct sigaction ignored = { .sa_handler = SIG_IGN };
	const struct rlimit full = { 4096, 4096 };
	char path[] = "/tmp/sockspec-capture-XXXXXX";
	static uint8_t packet[8192];
	struct capture_file file;
	int fd = mkstemp(path);
	struct err err;

	ck_assert_int_ge(fd, 0);
	close(fd);
	capture_file_init(&file);
	capture_file_add(&file, 0, packet, sizeof packet, sizeof packet);
	err_init(&err);
	ck_assert_int_lt(capture_file_write(&file, "/nonexistent/client.pcap", &err), 0);
	ck_assert(err.set);
	/* A limit on file sizes stands for the disk: write() gives up half-way. */
	sigaction(SIGXFSZ, &ignored, NULL);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &full), 0);
	err_init(&err);
	ck_assert_int_lt(capture_file_write(&file, path, &err), 0);
	ck_assert(err.set);
	ck_assert_int_lt(access(path, F_OK), 0);
	capture_file_free(&file);
}
END_TEST

START_TEST(a_capture_stops_at_its_limit)
{
	struct capture_file file;
	static uint8_t packet[65000];
	int i;

	capture_file_init(&file);
	for (i = 0; i < 1100; i++)
		capture_file_add(&file, i, packet, sizeof packet, sizeof packet);
	ck_assert_uint_le(file.length, CAPTURE_FILE_MOST);
	ck_assert_int_gt(file.left_out, 0);
	ck_assert_int_eq(file.left_out + file.count, 1100);
	capture_file_free(&file);
}
END_TEST

START_TEST(a_cut_packet_is_no_marker)
{
	struct marker marker;
	uint8_t bytes[64];
	uint32_t number;
	size_t length;

	marker_init(&marker);
	memset(bytes, 0, sizeof bytes);
	bytes[0] = 0x45;
	bytes[9] = 253;
	for (length = 0; length <= sizeof bytes; length++) {
		ck_assert(!marker_recognise(&marker, bytes, length, false, &number));
		ck_assert(!marker_recognise(&marker, bytes, length, true, &number));
	}
}
END_TEST

START_TEST(a_child_can_give_up_what_we_may)
{
	int status;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		int capability;

		if (sandbox_drop_privileges(0) < 0)
			_exit(1);
		for (capability = 0; capability < 64; capability++) {
			bool files = capability == 1 || capability == 2; /* CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH */

			if (sandbox_has_capability(capability) && !(files && geteuid() == 0))
				_exit(2);
		}
		_exit(sandbox_drop_privileges(0) < 0 ? 3 : 0); /* once more does no harm */
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox_host");
	TCase *tcase = tcase_create("host");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, names_of_sysctls_do_not_lead_out_of_net);
	tcase_add_test(tcase, the_machine_s_own_settings_are_not_touched);
	tcase_add_test(tcase, the_machine_s_lo_is_captured_if_permitted);
	tcase_add_test(tcase, a_limit_on_namespaces_is_said_in_words);
	tcase_add_test(tcase, every_level_is_tried_and_explained);
	tcase_add_test(tcase, a_capture_file_is_read_back_as_it_was);
	tcase_add_test(tcase, a_full_disk_is_said);
	tcase_add_test(tcase, a_capture_stops_at_its_limit);
	tcase_add_test(tcase, a_cut_packet_is_no_marker);
	tcase_add_test(tcase, a_child_can_give_up_what_we_may);
	suite_add_tcase(suite, tcase);
	return support_run(suite, LEVEL_HOST);
}
