/* SPDX-License-Identifier: BSD-2-Clause */
/* What a page may say though it looks odd, and which mistakes hide others. Mistakes are in tests/broken/. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "tests/unit/case_support.h"
#include "tests/unit/case_test.h"

/* Each is a whole script without a mistake. */
static const char *const good_scripts[] = {
	/* Descriptors that are none are how EBADF is shown; so is the use of a closed socket. */
	"close(-1) = -1 EBADF\nsocket(..., SOCK_STREAM, 0) = s\nclose(s) = 0\nrecv(s, ..., 5, 0) = -1 EBADF\n",
	/* A name is free for a new socket when the old one is closed. */
	"socket(..., SOCK_STREAM, 0) = s\nclose(s) = 0\nsocket(..., SOCK_DGRAM, 0) = s\ns > udp (5)\n",
	/* A descriptor is a number as well. */
	"socket(..., SOCK_STREAM, 0) = s\nassert s >= 0\nselect(s + 1, [s], NULL, NULL, {tv_sec=0}) = 0 (in [], out [])\n",
	/* A duplicate is a socket, also by fcntl. */
	"socket(..., SOCK_STREAM, 0) = s\ndup(s) = t\nfcntl(s, F_DUPFD, 0) = u\nclose(t) = 0\nclose(u) = 0\n> S 0:0(0)\n",
	/* A bound name is compared. */
	"socket(..., SOCK_STREAM, 0) = s\nsend(s, \"x\", 1, 0) = n\nsend(s, \"x\", 1, 0) = n or -1 EAGAIN\n",
	"socket(..., SOCK_STREAM, 0) = s\ngetsockname(s, any:p, ...) = 0\nconnect(s, client:p) = 0\n",
	"socket(..., SOCK_STREAM, 0) = s\ngetsockname(s, a, ...) = 0\ngetsockname(s, a, ...) = 0\nassert a == client:...\n",
	/* Bytes that came may be sent on, and compared. */
	"socket(..., SOCK_STREAM, 0) = s\nrecv(s, data, 10, 0) = n\nsend(s, data, n, 0) = n\nassert data == \"x\"\n",
	/* The server's host sees packets that it has no socket for. */
	"socket(..., SOCK_STREAM, 0) = s\nconnect(s, server:9) = -1 ECONNREFUSED\nserver: < S 0:0(0)\nserver: > R. 0:0(0) ack 1\n",
	"socket(..., SOCK_DGRAM, 0) = s\nsendto(s, \"x\", 1, 0, server:9, ...) = 1\nserver: > icmp unreachable port\n",
	/* A listener's packets are those of what it accepts. */
	"server: socket(..., SOCK_STREAM, 0) = l\nserver: listen(l, 1) = 0\nserver: accept(l, ..., ...) = q\nserver: < S 0:0(0)\n",
	/* Of different kinds, the protocol says whose packet it is. */
	"socket(..., SOCK_STREAM, 0) = s\nsocket(..., SOCK_DGRAM, 0) = u\n> S 0:0(0)\n> udp (5)\n",
	/* A type that is not written out is not known, so it can be any. */
	"socket(AF_INET, 3, 0) = s\ns > udp (5)\n",
	/* Other families and numbers in place of names. */
	"socket(AF_UNIX, SOCK_STREAM, 0) = s\nrecv(s, ..., 10, 0x40) = -1 EAGAIN\nsetsockopt(s, 1, 9999, [1], 4) = -1 ENOPROTOOPT\n",
	/* strace's explanations behind results. */
	"socket(..., SOCK_STREAM, 0) = s\nrecv(s, ..., 10, 0) = -1 EAGAIN (Resource temporarily unavailable)\n",
	/* Calls that run on at the end are the end's business. */
	"socket(..., SOCK_STREAM, 0) = s\nrecv(s, ..., 10, 0) = ... &\nblocked 100ms\n",
	/* What comes about while it runs is there after wait. */
	"server: socket(..., SOCK_STREAM, 0) = l\nserver: accept(l, ..., ...) = q &\nwait\nserver: close(q) = 0\n",
	/* Numbers that wrap. */
	"socket(..., SOCK_STREAM, 0) = s\n> P. 4294967295:4(5) ack 1 \"hello\"\n",
	"getprotobyname(\"tcp\") = 6\n",
	"sendmsg(5, {msg_name=server:7, msg_iov=[\"ab\", {iov_base=\"cd\", iov_len=2}], msg_flags=0}, MSG_NOSIGNAL) = 4\n",
	"sendmsg(5, {msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=1, data=[5]}]}, 0) = 0\n",
	"sendmmsg(5, [{msg_hdr={msg_name=server:7, msg_iov=[\"ab\"]}, msg_len=2}, {msg_hdr={...}}], ..., MSG_NOSIGNAL) = 2\n",
	"recvmmsg(5, [{msg_hdr={msg_name=a, msg_iov=[{iov_len=5}]}, msg_len=n}], 1, MSG_WAITFORONE, NULL) = 1\nassert n < 5 && a == server:7\n",
	"recvmsg(5, {msg_iov=[{iov_len=5}], msg_controllen=[64 => n], msg_namelen=[128 => 16]}, 0) = 1\nassert n < 64\n",
	"recvmmsg(5, [], 0, 0, {tv_sec=1, tv_nsec=999999999}) = 0\n",
	/* A file stands where a socket may. */
	"memfd_create(\"page\", 0) = f\nwrite(f, \"abc\", 3) = 3\nlseek(f, 0, SEEK_SET) = 0\nsendfile(5, f, NULL, 2) = 2\n"
	"sendfile(5, f, [2 => n], 2) = 1\nsendfile(5, f, [n], 2) = 0\nclose(f) = 0\n",
	"socket(..., SOCK_STREAM, 0) = s\ngetsockopt(s, IPPROTO_TCP, TCP_INFO, {tcpi_state=1, tcpi_rtt=rtt}, ...) = 0\nassert rtt > 0\n",
	"socket(..., SOCK_STREAM, 0) = s\nsend(s, ..., 100, 0) = 100\nsend(s, pattern(100, 5), 100, 0) = 100\nwritev(s, [\"a\"], ...) = 1\n",
	"sysctl net.ipv4.tcp_congestion_control = \"reno\"\nassert htons(7) == 1792\n",
};

START_TEST(odd_scripts_are_good)
{
	struct parsed parsed = parsed_good(good_scripts[_i]);

	parsed_free(&parsed);
}
END_TEST

START_TEST(names_of_statements_with_mistakes_are_not_missed)
{
	struct parsed parsed = parsed_script("socket(..., SOCK_STREAM 0) = s\nconnect(s, server:7) = 0\ns > S 0:0(0)\nwait\n");

	/* Only the comma is missing; that s is unknown follows from it, and whether a call runs is not known. */
	ck_assert_uint_eq(parsed.list.errors, 1);
	parsed_free(&parsed);
}
END_TEST

START_TEST(unknown_names_are_reported_once)
{
	struct parsed parsed = parsed_script("close(x) = 0\nclose(x) = -1 EBADF\nassert x == x\n");

	ck_assert_uint_eq(parsed.list.errors, 1);
	parsed_free(&parsed);
}
END_TEST

START_TEST(filters_that_do_not_compile_say_why)
{
	struct parsed parsed = parsed_script(SCRIPT_BEGIN "wire: expect none \"tcp and\"\n");

	ck_assert_uint_eq(parsed.list.errors, 1);
	ck_assert_ptr_eq(strstr(parsed.messages, "page.md:6:19: error: this filter does not compile: "), parsed.messages);
	parsed_free(&parsed);
}
END_TEST

TCase *case_check_tests(void)
{
	TCase *tests = tcase_create("check");

	tcase_add_loop_test(tests, odd_scripts_are_good, 0, (int)(sizeof(good_scripts) / sizeof(good_scripts[0])));
	tcase_add_test(tests, names_of_statements_with_mistakes_are_not_missed);
	tcase_add_test(tests, unknown_names_are_reported_once);
	tcase_add_test(tests, filters_that_do_not_compile_say_why);
	return tests;
}
