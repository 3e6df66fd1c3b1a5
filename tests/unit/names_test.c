/* SPDX-License-Identifier: BSD-2-Clause */
/* The constants: the tables are sorted and whole, and names and numbers find each other. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "harness/base/str.h"
#include "harness/names/icmp.h"
#include "harness/names/names.h"
#include "harness/names/names_table.h"
#include "tests/unit/unit.h"

static void
check_table(const struct names_row *rows, size_t count, size_t by_group[])
{
	int64_t number;
	size_t i;

	for (i = 0; i < count; i++) {
		ck_assert_int_lt(rows[i].group, NAMES_GROUP_COUNT);
		by_group[rows[i].group]++;
		if (i > 0)
			ck_assert_msg(strcmp(rows[i - 1].name, rows[i].name) < 0 ||
				(strcmp(rows[i - 1].name, rows[i].name) == 0 &&
				rows[i - 1].group != rows[i].group), "%s is out of order", rows[i].name);
		ck_assert(names_find(rows[i].name, &number) && number == rows[i].number);
		ck_assert(names_find_in(rows[i].group, rows[i].name, &number));
		/*
		 * Two names that are shown for one number would make the order of rows matter. Limits are
		 * only looked up by name.
		 */
		if (!rows[i].alias && rows[i].group != NAMES_LIMIT)
			ck_assert_msg(strcmp(names_of(rows[i].group, rows[i].number), rows[i].name) == 0,
				"%s and %s", names_of(rows[i].group, rows[i].number), rows[i].name);
	}
}

START_TEST(the_tables_are_sorted_and_unambiguous)
{
	size_t by_group[NAMES_GROUP_COUNT] = { 0 };
	int group;

	check_table(names_socket, names_socket_count, by_group);
	check_table(names_inet, names_inet_count, by_group);
	check_table(names_system, names_system_count, by_group);
	for (group = 0; group < NAMES_GROUP_COUNT; group++)
		ck_assert_uint_gt(by_group[group], 2);
	ck_assert_uint_gt(by_group[NAMES_ERRNO], 100);
}
END_TEST

START_TEST(names_have_the_numbers_of_this_system)
{
	static const struct {
		const char *name;
		int64_t number;
	} rows[] = {
		{ "AF_INET6", AF_INET6 }, { "SOCK_DGRAM", SOCK_DGRAM }, { "IPPROTO_TCP", IPPROTO_TCP },
		{ "MSG_WAITALL", MSG_WAITALL }, { "ECONNREFUSED", ECONNREFUSED }, { "EWOULDBLOCK", EAGAIN },
		{ "SOL_SOCKET", SOL_SOCKET }, { "SO_RCVTIMEO", SO_RCVTIMEO }, { "TCP_INFO", TCP_INFO },
		{ "SHUT_RDWR", SHUT_RDWR }, { "F_SETFL", F_SETFL }, { "O_NONBLOCK", O_NONBLOCK },
		{ "FIONREAD", FIONREAD }, { "SIOCATMARK", SIOCATMARK }, { "SIOCOUTQ", TIOCOUTQ },
		{ "SIOCINQ", FIONREAD }, { "POLLRDHUP", POLLRDHUP }, { "EPOLLONESHOT", EPOLLONESHOT },
		{ "SIGPIPE", SIGPIPE }, { "SOMAXCONN", SOMAXCONN }, { "INADDR_LOOPBACK", 0x7f000001 },
		{ "INADDR_ANY", 0 }, { "IPV6_V6ONLY", IPV6_V6ONLY }, { "IP_TTL", IP_TTL },
		{ "ESTABLISHED", TCP_ESTABLISHED }, { "SYN_RECEIVED", TCP_SYN_RECV },
		{ "CLOSED", TCP_CLOSE }, { "INADDR_BROADCAST", 0xffffffff },
	};
	int64_t number;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		ck_assert_msg(names_find(rows[i].name, &number), "%s", rows[i].name);
		ck_assert_msg(number == rows[i].number, "%s", rows[i].name);
	}
	ck_assert(!names_find("MSG_PEAK", &number));
	ck_assert(!names_find("", &number));
	ck_assert(!names_find_in(NAMES_FAMILY, "MSG_PEEK", &number));
	ck_assert(names_find_in(NAMES_LEVEL, "IPPROTO_TCP", &number));
}
END_TEST

START_TEST(every_tcp_state_has_its_rfc_name)
{
	static const struct {
		int number;
		const char *name;
	} rows[] = {
		{ TCP_ESTABLISHED, "ESTABLISHED" }, { TCP_SYN_SENT, "SYN_SENT" },
		{ TCP_SYN_RECV, "SYN_RECEIVED" }, { TCP_FIN_WAIT1, "FIN_WAIT_1" },
		{ TCP_FIN_WAIT2, "FIN_WAIT_2" }, { TCP_TIME_WAIT, "TIME_WAIT" }, { TCP_CLOSE, "CLOSED" },
		{ TCP_CLOSE_WAIT, "CLOSE_WAIT" }, { TCP_LAST_ACK, "LAST_ACK" }, { TCP_LISTEN, "LISTEN" },
		{ TCP_CLOSING, "CLOSING" },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		ck_assert_str_eq(names_of(NAMES_STATE, rows[i].number), rows[i].name);
}
END_TEST

START_TEST(a_number_shows_as_the_name_of_its_place)
{
	ck_assert_str_eq(names_of(NAMES_FAMILY, 2), "AF_INET");
	ck_assert_str_eq(names_of(NAMES_MSG, 2), "MSG_PEEK");
	ck_assert_str_eq(names_of(NAMES_FAMILY, AF_UNIX), "AF_UNIX");
	ck_assert_str_eq(names_of(NAMES_ERRNO, EAGAIN), "EAGAIN");
	ck_assert_str_eq(names_of(NAMES_ERRNO, EOPNOTSUPP), "EOPNOTSUPP");
	ck_assert_str_eq(names_of(NAMES_LEVEL, SOL_SOCKET), "SOL_SOCKET");
	ck_assert_str_eq(names_of(NAMES_TCP, TCP_NODELAY), "TCP_NODELAY");
	ck_assert_str_eq(names_of(NAMES_IP, IP_TTL), "IP_TTL");
	ck_assert_ptr_null(names_of(NAMES_ERRNO, 99999));
}
END_TEST

static void
check_flags(enum names_group group, int64_t bits, const char *text)
{
	struct str str;
	int64_t again;

	str_init(&str);
	names_add_flags(&str, group, bits);
	ck_assert_str_eq(str_text(&str), text);
	ck_assert(names_parse_flags(text, &again));
	ck_assert_int_eq(again, bits);
	str_free(&str);
}

START_TEST(flags_are_joined_and_parsed)
{
	check_flags(NAMES_MSG, 0, "0");
	check_flags(NAMES_MSG, MSG_PEEK | MSG_DONTWAIT, "MSG_PEEK|MSG_DONTWAIT");
	check_flags(NAMES_MSG, MSG_PEEK | 0x10000000000, "MSG_PEEK|0x10000000000");
	check_flags(NAMES_MSG, 0x10000000000, "0x10000000000");
	check_flags(NAMES_TYPE, SOCK_STREAM, "SOCK_STREAM");
	check_flags(NAMES_TYPE, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, "SOCK_RAW|SOCK_NONBLOCK|SOCK_CLOEXEC");
	check_flags(NAMES_TYPE, 15 | SOCK_CLOEXEC, "SOCK_CLOEXEC|0xf");
	check_flags(NAMES_OPEN, O_RDWR | O_NONBLOCK, "O_RDWR|O_NONBLOCK");
	check_flags(NAMES_OPEN, O_NONBLOCK, "O_NONBLOCK");
	check_flags(NAMES_OPEN, O_WRONLY | O_SYNC, "O_WRONLY|O_SYNC");
	check_flags(NAMES_POLL, POLLIN | POLLHUP | POLLRDHUP, "POLLIN|POLLHUP|POLLRDHUP");
	check_flags(NAMES_EPOLL, EPOLLIN | EPOLLET, "EPOLLIN|EPOLLET");
	check_flags(NAMES_EPOLL, EPOLLIN, "EPOLLIN");
}
END_TEST

START_TEST(odd_flags_are_refused)
{
	static const char *const bad[] = { "", "|", "MSG_PEEK|", "|MSG_PEEK", "MSG_PEEK||MSG_OOB",
		"MSG_PEEK MSG_OOB", "MSG_PEAK", "0x", "MSG_PEEK,MSG_OOB",
		"MSG_PEEKMSG_PEEKMSG_PEEKMSG_PEEKMSG_PEEKMSG_PEEKMSG_PEEKMSG_PEEKMSG_PEEK", NULL };
	int64_t bits;
	size_t i;

	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!names_parse_flags(bad[i], &bits), "%s", bad[i]);
	ck_assert(names_parse_flags(" MSG_PEEK | 0x40 | 1 ", &bits));
	ck_assert_int_eq(bits, MSG_PEEK | 0x41);
	ck_assert(names_parse_flags("-1", &bits));
	ck_assert_int_eq(bits, -1);
}
END_TEST

START_TEST(messages_can_suggest_and_explain)
{
	ck_assert_str_eq(names_nearest("MSG_PEAK"), "MSG_PEEK");
	ck_assert_str_eq(names_nearest("ECONREFUSED"), "ECONNREFUSED");
	ck_assert_str_eq(names_nearest("sock_stream"), "SOCK_STREAM");
	ck_assert_ptr_null(names_nearest("nothing_like_any_name"));
	ck_assert_str_eq(names_explain_errno("ECONNREFUSED"), "Connection refused");
	ck_assert_ptr_null(names_explain_errno("MSG_PEEK"));
}
END_TEST

START_TEST(every_icmp_error_has_its_words_in_both_directions)
{
	size_t rows = 0;

	for (const struct icmp_name *name = icmp_next(NULL); name != NULL; name = icmp_next(name), rows++) {
		ck_assert_ptr_eq(icmp_find(name->type, name->code), name);
		ck_assert_ptr_eq(icmp_of(false, name->type4, name->code4), name);
		if (name->type6 >= 0)
			ck_assert_ptr_eq(icmp_of(true, name->type6, name->code6), name);
	}
	ck_assert_uint_eq(rows, 11);
	ck_assert_int_eq(icmp_find("unreachable", "fragmentation")->type6, 2);
	ck_assert_int_eq(icmp_find("unreachable", "protocol")->code6, 1);
	ck_assert_int_eq(icmp_of(false, 3, 13)->code6, 1);
	ck_assert_ptr_null(icmp_find("unreachable", NULL));
	ck_assert_ptr_null(icmp_find("quench", "port"));
	ck_assert_ptr_null(icmp_of(true, -1, -1));
	ck_assert_ptr_null(icmp_of(false, 8, 0));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("names");
	TCase *tests = tcase_create("names");

	tcase_add_test(tests, the_tables_are_sorted_and_unambiguous);
	tcase_add_test(tests, names_have_the_numbers_of_this_system);
	tcase_add_test(tests, every_tcp_state_has_its_rfc_name);
	tcase_add_test(tests, a_number_shows_as_the_name_of_its_place);
	tcase_add_test(tests, flags_are_joined_and_parsed);
	tcase_add_test(tests, odd_flags_are_refused);
	tcase_add_test(tests, messages_can_suggest_and_explain);
	tcase_add_test(tests, every_icmp_error_has_its_words_in_both_directions);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
