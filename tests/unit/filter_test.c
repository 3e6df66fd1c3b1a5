/* SPDX-License-Identifier: BSD-2-Clause */
/* Filters: one text for both families, and no word that would be looked up anywhere. */
#include "config.h"

#include <netinet/in.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/filter.h"
#include "harness/names/tcp.h"
#include "tests/unit/packet_build.h"
#include "tests/unit/unit.h"

static const struct filter_hosts hosts = { "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2" };
static const char *const clients[] = { "192.0.2.1", "2001:db8::1" };
static const char *const servers[] = { "192.0.2.2", "2001:db8::2" };
static struct built built;
static struct err err;

static bool
matches(const char *text)
{
	struct filter *filter;
	bool result;

	err_init(&err);
	filter = filter_new(text, &hosts, &err);
	ck_assert_msg(filter != NULL, "%s: %s", text, err.text);
	result = filter_matches(filter, built.bytes, built.length);
	filter_free(filter);
	return result;
}

START_TEST(segments_are_picked_in_both_families)
{
	build_tcp_packet(&built, clients[_i], 40000, servers[_i], 7000, FLAG_SYN, "");
	ck_assert(matches("tcp"));
	ck_assert(matches("tcp port 7000"));
	ck_assert(matches("portrange 6999-7001"));
	ck_assert(!matches("udp"));
	ck_assert(matches("tcp[tcpflags] == tcp-syn"));
	ck_assert(matches("tcp[tcpflags] & tcp-syn != 0"));
	ck_assert(matches("tcp[13] & 2 != 0 and src host client"));
	ck_assert(!matches("tcp[13] & 2 != 0 and src host server"));
	ck_assert(matches("tcp[tcpflags] == tcp-syn and dst host server and dst port 7000"));
	ck_assert(matches("src host client"));
	ck_assert(!matches("src host server"));
	ck_assert(matches("host client and server"));
	ck_assert(!matches("tcp[tcpflags] & tcp-rst != 0"));
	/* A packet that is not shown through its twin would answer these the wrong way round. */
	ck_assert(matches("not tcp[tcpflags] & tcp-rst != 0"));
	ck_assert(!matches("not tcp[tcpflags] & tcp-syn != 0"));
	ck_assert(!matches("tcp and not (tcp[tcpflags] & tcp-syn != 0)"));
	ck_assert(matches("tcp[0:2] == 40000 and tcp[2:2] == 7000"));
	ck_assert(matches("tcp[4:4] == 1000"));
	ck_assert_int_eq(matches("ip"), _i == 0);
	ck_assert_int_eq(matches("ip6"), _i == 1);
	ck_assert_int_eq(matches("ip and tcp[13] == 2"), _i == 0);
	ck_assert_int_eq(matches("ip6 and tcp[13] == 2"), _i == 1);
	ck_assert_int_eq(matches("host 192.0.2.1 and tcp[13] == 2"), _i == 0);
	ck_assert_int_eq(matches("src host 2001:db8::1 and tcp[13] == 2"), _i == 1);
	ck_assert(!matches("src host 2001:db8::2 and tcp[13] == 2"));
	ck_assert(matches("len == 40 or len == 60"));
	ck_assert_int_eq(matches("tcp[13] == 2 and len == 60"), _i == 1);
	ck_assert(matches(""));
}
END_TEST

START_TEST(datagrams_are_picked_in_both_families)
{
	build_udp_packet(&built, servers[_i], 7000, clients[_i], 40000, "hello");
	ck_assert(matches("udp"));
	ck_assert(matches("udp[8] == 0x68 and udp[4:2] == 13"));
	ck_assert(!matches("udp[8] == 0x69"));
	ck_assert(matches("udp[8:4] = 0x68656c6c and src host server"));
	ck_assert(!matches("tcp[tcpflags] & tcp-rst != 0"));
	ck_assert(matches("udp src port 7000"));
	ck_assert(matches("tcp[13] == 2 or udp[0:2] == 7000"));
}
END_TEST

START_TEST(icmp_is_picked)
{
	struct built cause;

	build_udp_packet(&cause, clients[_i], 40000, servers[_i], 7000, "hello");
	build_icmp_error(&built, servers[_i], clients[_i], _i == 0 ? 3 : 1, _i == 0 ? 3 : 4, 0, &cause,
		cause.length);
	ck_assert(matches("icmp or icmp6"));
	ck_assert(!matches("udp"));
	ck_assert(matches("icmp[icmptype] == icmp-unreach or icmp6[icmp6type] == icmp6-destinationunreach"));
	/* Neither TCP nor UDP: what a filter says of tcp[...] is not true of it. */
	ck_assert(!matches("tcp[13] == 2"));
	ck_assert(matches("not tcp[13] == 2"));
	ck_assert(matches("src host server and not udp[0] == 1"));
}
END_TEST

START_TEST(extension_headers_are_passed_over)
{
	build_ip6(&built, clients[1], servers[1], IPPROTO_DSTOPTS);
	build_extension(&built, IPPROTO_TCP, "\0\1\4\0\0\0\0");
	build_tcp(&built, 40000, 7000, 1, 2, FLAG_SYN, NULL, 0);
	build_end(&built, IPPROTO_TCP, 16);
	ck_assert(matches("tcp[tcpflags] == tcp-syn"));
	/* A later fragment has no header to look into. */
	build_ip6(&built, clients[1], servers[1], IPPROTO_FRAGMENT);
	build_extension(&built, IPPROTO_TCP, "\0\0\10\0\0\0\1");
	build_tcp(&built, 40000, 7000, 1, 2, FLAG_SYN, NULL, 0);
	build_end(&built, IPPROTO_TCP, 16);
	ck_assert(!matches("tcp[tcpflags] == tcp-syn"));
}
END_TEST

START_TEST(cut_packets_match_nothing_and_harm_nothing)
{
	static const char *const texts[] = { "tcp[13] == 2", "udp[0:2] == 7000", "src host client",
		"tcp port 7000", "ip6 or ip", NULL };
	struct filter *filter;
	uint8_t *cut;
	size_t length;
	int i;

	build_ip6(&built, clients[1], servers[1], IPPROTO_DSTOPTS);
	build_extension(&built, IPPROTO_TCP, "\0\1\4\0\0\0\0");
	build_tcp(&built, 40000, 7000, 1, 2, FLAG_SYN, NULL, 0);
	build_end(&built, IPPROTO_TCP, 16);
	for (i = 0; texts[i] != NULL; i++) {
		filter = filter_new(texts[i], &hosts, &err);
		ck_assert_ptr_nonnull(filter);
		for (length = 0; length <= built.length; length++) {
			cut = malloc(length + 1);
			memcpy(cut, built.bytes, length);
			filter_matches(filter, cut, length);
			free(cut);
		}
		ck_assert(!filter_matches(filter, (const uint8_t *)"\x10\x20", 2));
		filter_free(filter);
	}
	filter_free(NULL);
}
END_TEST

START_TEST(bad_filters_are_refused)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "src host sever", "did you mean 'server'" },
		{ "tpc", "did you mean 'tcp'" },
		{ "host example.org", "unknown word 'example.org'" },
		{ "port http", "ports are numbers" },
		{ "host 10-20", "unknown word '10-20'" },
		{ "host 1.2.3.4.5", "unknown word" },
		{ "gateway server", "unknown word 'gateway'" },
		{ "tcp and and udp", "syntax error" },
		{ "(tcp", "syntax error" },
		{ "tcp[", "syntax error" },
		{ "port 99999", "" },
		{ "tcp and udp", "rejects all" },
		{ "ip6[7] == 1 and tcp[13] == 2", "cannot have ip6[...]" },
		{ "host 2001:db8::zz", "unknown word" },
	};
	char large[5000];
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		err_init(&err);
		ck_assert_msg(filter_new(rows[i].text, &hosts, &err) == NULL, "%s was taken", rows[i].text);
		ck_assert_msg(err.set && strstr(err.text, rows[i].words) != NULL, "%s: %s", rows[i].text,
			err.text);
	}
	memset(large, 'a', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	ck_assert_ptr_null(filter_new(large, &hosts, &err));
	large[100] = '\0';
	ck_assert_ptr_null(filter_new(large, &hosts, &err));
}
END_TEST

START_TEST(a_filter_for_one_family_is_a_filter)
{
	build_udp_packet(&built, clients[_i], 40000, servers[_i], 7000, "hello");
	ck_assert_int_eq(matches("ip src host client"), _i == 0);
	ck_assert_int_eq(matches("ip6 src host client"), _i == 1);
	ck_assert_int_eq(matches("ip src host client and udp[0:2] == 40000"), _i == 0);
	ck_assert_int_eq(matches("ip6 src host client and udp[0:2] == 40000"), _i == 1);
	ck_assert_int_eq(matches("ip proto \\udp"), _i == 0);
	ck_assert(matches("ip proto \\udp or ip6 proto 17"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("filter");
	TCase *tests = tcase_create("filter");

	tcase_add_loop_test(tests, segments_are_picked_in_both_families, 0, 2);
	tcase_add_loop_test(tests, datagrams_are_picked_in_both_families, 0, 2);
	tcase_add_loop_test(tests, icmp_is_picked, 0, 2);
	tcase_add_test(tests, extension_headers_are_passed_over);
	tcase_add_test(tests, cut_packets_match_nothing_and_harm_nothing);
	tcase_add_test(tests, bad_filters_are_refused);
	tcase_add_loop_test(tests, a_filter_for_one_family_is_a_filter, 0, 2);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
