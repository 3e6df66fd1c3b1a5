/* SPDX-License-Identifier: BSD-2-Clause */
/* The language: each statement becomes the step that it describes, at its place. */
#include "config.h"

#include <string.h>

#include "harness/case/actions.h"
#include "harness/base/clock.h"
#include "tests/unit/case_support.h"
#include "tests/unit/case_test.h"
#include "tests/unit/unit.h"

static void assert_where(struct where where, int line, int column, int end_line, int end_column)
{
	ck_assert_int_eq(where.line, line);
	ck_assert_int_eq(where.column, column);
	ck_assert_int_eq(where.end_line, end_line);
	ck_assert_int_eq(where.end_column, end_column);
}

START_TEST(launch_names_a_server)
{
	struct parsed parsed = parsed_good("launch tcp-echo as echo\n");
	const struct step *step = parsed.page->steps;

	ck_assert_uint_eq(parsed.page->step_count, 1);
	ck_assert_int_eq(step->kind, STEP_LAUNCH);
	ck_assert_str_eq(step->name, "tcp-echo");
	ck_assert_str_eq(step->alias, "echo");
	ck_assert_int_eq(step->host, HOST_SERVER);
	assert_where(step->where, SCRIPT_LINE, 1, SCRIPT_LINE, 23);
	assert_where(step->name_where, SCRIPT_LINE, 8, SCRIPT_LINE, 15);
	assert_where(step->alias_where, SCRIPT_LINE, 20, SCRIPT_LINE, 23);
	parsed_free(&parsed);
}
END_TEST

START_TEST(call_has_arguments_and_results)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"server: socket(AF_INET6, SOCK_DGRAM|SOCK_NONBLOCK, IPPROTO_UDP) = l   # a comment\n"
		"+200ms connect(s, echo, ...) = 0 or -1 EINPROGRESS (Operation now in progress) within 1.5s &\n"
		"wait\n");
	const struct step *step = &parsed.page->steps[2];

	ck_assert_int_eq(step->kind, STEP_CALL);
	ck_assert_int_eq(step->host, HOST_SERVER);
	ck_assert_str_eq(step->name, "socket");
	ck_assert_uint_eq(step->argument_count, 3);
	ck_assert_int_eq(step->arguments[0]->kind, NODE_CONST);
	ck_assert_int_eq(step->arguments[1]->kind, NODE_BINARY);
	ck_assert_int_eq(step->arguments[1]->op, OP_BIT_OR);
	ck_assert_int_eq(step->results[0].value->kind, NODE_NAME);
	assert_where(step->where, SCRIPT_LINE + 2, 1, SCRIPT_LINE + 2, 67);

	step = &parsed.page->steps[3];
	ck_assert_int_eq(step->time.kind, TIME_RELATIVE);
	ck_assert_int_eq(step->time.from_ns, 200 * NS_PER_MS);
	ck_assert_int_eq(step->time.to_ns, 200 * NS_PER_MS);
	ck_assert_uint_eq(step->result_count, 2);
	ck_assert_int_eq(step->results[0].value->number, 0);
	ck_assert_ptr_null(step->results[0].error);
	ck_assert_int_eq(step->results[1].value->op, OP_NEG);
	ck_assert_str_eq(step->results[1].error, "EINPROGRESS");
	ck_assert_int_eq(step->within_ns, 1500 * NS_PER_MS);
	ck_assert(step->background);
	ck_assert_int_eq(parsed.page->steps[4].kind, STEP_WAIT);
	parsed_free(&parsed);
}
END_TEST

START_TEST(statement_goes_on_in_brackets)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"recv(s, \"abc\"   # what comes\n"
		"        \"def\",\n"
		"\n"
		"     1024, 0) = 6\n"
		"close(s) = 0\n");

	ck_assert_uint_eq(parsed.page->step_count, 4);
	assert_where(parsed.page->steps[2].where, SCRIPT_LINE + 2, 1, SCRIPT_LINE + 5, 17);
	ck_assert_uint_eq(parsed.page->steps[2].arguments[1]->length, 6);
	ck_assert_mem_eq(parsed.page->steps[2].arguments[1]->bytes, "abcdef", 6);
	assert_where(parsed.page->steps[3].where, SCRIPT_LINE + 6, 1, SCRIPT_LINE + 6, 12);
	parsed_free(&parsed);
}
END_TEST

START_TEST(strings_have_escapes)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"send(s, \"\\n\\t\\r\\\\\\\"\\x00\\xff\\0\\101z\\a\\b\\f\\v\\e\\'\\?\\x1g\", 17, 0) = 17\n");
	const struct node *node = parsed.page->steps[2].arguments[1];
	static const char expected[] = "\n\t\r\\\"\0\xff\0Az\a\b\f\v\033'?\001g";

	ck_assert_int_eq(node->kind, NODE_STRING);
	ck_assert_uint_eq(node->length, sizeof(expected) - 1);
	ck_assert_mem_eq(node->bytes, expected, sizeof(expected) - 1);
	parsed_free(&parsed);
}
END_TEST

START_TEST(numbers_are_decimal_hexadecimal_or_octal)
{
	struct parsed parsed = parsed_good("assert 12 == 0xC && 0x1fffffffff > 010 && 9223372036854775807 > 0\n");
	const struct node *node = parsed.page->steps[0].expression;

	ck_assert_int_eq(node->left->left->left->number, 12);
	ck_assert_int_eq(node->left->left->right->number, 12);
	ck_assert_int_eq(node->left->right->left->number, 0x1fffffffff);
	ck_assert_int_eq(node->left->right->right->number, 8);
	ck_assert_int_eq(node->right->left->number, INT64_MAX);
	parsed_free(&parsed);
}
END_TEST

START_TEST(addresses_have_host_and_port)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"bind(s, any:7000, ...) = 0\n"
		"getsockname(s, client:p, [128 => 16]) = 0\n"
		"connect(s, \"2001:db8::9\":p) = 0\n"
		"getpeername(s, server:..., [16]) = 0\n"
		"connect(s, unspec) = 0\n"
		"connect(s, echo:(p + 1)) = 0\n");
	const struct step *steps = parsed.page->steps + 2;
	const struct node *item;

	ck_assert_int_eq(steps[0].arguments[1]->kind, NODE_ADDRESS);
	ck_assert_str_eq(steps[0].arguments[1]->text, "any");
	ck_assert_int_eq(steps[0].arguments[1]->left->number, 7000);
	ck_assert(!steps[0].arguments[1]->quoted);
	ck_assert_int_eq(steps[1].arguments[1]->left->kind, NODE_NAME);
	item = steps[1].arguments[2]->items[0];
	ck_assert_int_eq(item->op, OP_BECOMES);
	ck_assert_int_eq(item->left->number, 128);
	ck_assert_int_eq(item->right->number, 16);
	ck_assert_str_eq(steps[2].arguments[1]->text, "2001:db8::9");
	ck_assert(steps[2].arguments[1]->quoted);
	ck_assert_int_eq(steps[3].arguments[1]->left->kind, NODE_ANY);
	ck_assert_int_eq(steps[4].arguments[1]->kind, NODE_ADDRESS);
	ck_assert_str_eq(steps[4].arguments[1]->text, "unspec");
	ck_assert_ptr_null(steps[4].arguments[1]->left);
	ck_assert_int_eq(steps[5].arguments[1]->left->op, OP_ADD);
	parsed_free(&parsed);
}
END_TEST

START_TEST(structures_and_arrays_have_parts)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"poll([{fd=s, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 1000) = 1\n"
		"select(..., [s], [], NULL, {tv_sec=1, tv_usec=0}) = 1 (in [s], out [])\n"
		"recvmsg(s, {msg_name=a, msg_iov=[{iov_base=\"ab\", iov_len=2}], ...}, 0) = 2\n"
		"getsockopt(s, SOL_SOCKET, SO_RCVBUF, [n], [4]) = 0\n");
	const struct step *steps = parsed.page->steps + 2;
	const struct node *node = steps[0].arguments[0];

	ck_assert_int_eq(node->kind, NODE_ARRAY);
	ck_assert_uint_eq(node->count, 1);
	ck_assert_int_eq(node->items[0]->kind, NODE_STRUCT);
	ck_assert_uint_eq(node->items[0]->count, 3);
	ck_assert_str_eq(node->items[0]->item_names[2], "revents");
	ck_assert_uint_eq(steps[1].extra_count, 1);
	ck_assert_uint_eq(steps[1].extras[0]->count, 2);
	ck_assert_str_eq(steps[1].extras[0]->item_names[1], "out");
	ck_assert_uint_eq(steps[1].extras[0]->items[1]->count, 0);
	ck_assert_int_eq(steps[1].arguments[3]->kind, NODE_NULL);
	ck_assert_uint_eq(steps[2].arguments[1]->count, 2);
	parsed_free(&parsed);
}
END_TEST

START_TEST(operators_bind_as_in_c)
{
	struct parsed parsed = parsed_good("assert 1 || 2 && 3 | 4 & 5 == 6 < 7 + 8 * -9\n");
	const struct node *node = parsed.page->steps[0].expression;
	static const enum node_op order[] = { OP_OR, OP_AND, OP_BIT_OR, OP_BIT_AND, OP_EQ, OP_LT, OP_ADD, OP_MUL };

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		ck_assert_int_eq(node->kind, NODE_BINARY);
		ck_assert_int_eq(node->op, order[i]);
		node = node->right;
	}
	ck_assert_int_eq(node->op, OP_NEG);
	ck_assert_int_eq(parsed.page->steps[0].expression->depth, 10);
	parsed_free(&parsed);
	parsed = parsed_good("assert 10 - 3 - 2 == 5 % 3 / 2\n");
	node = parsed.page->steps[0].expression;
	ck_assert_int_eq(node->left->op, OP_SUB);
	ck_assert_int_eq(node->left->left->op, OP_SUB);
	ck_assert_int_eq(node->right->op, OP_DIV);
	parsed_free(&parsed);
}
END_TEST

START_TEST(other_statements_have_their_values)
{
	struct parsed parsed = parsed_good("modes ipv6\n" SCRIPT_BEGIN
		"recv(s, ..., 10, 0) = n &\n"
		"blocked 20us\n"
		"wait\n"
		"send(s, \"x\", 1, 0) = -1 EPIPE\n"
		"--- SIGPIPE ---\n"
		"assert n == 0 && state(s) == CLOSE_WAIT\n"
		"...\n"
		"server: sysctl net.ipv4.tcp_rmem = \"4096 8192 16384\"\n"
		"sysctl net/ipv4/conf/all/rp_filter = -1\n"
		"server: capable CAP_NET_RAW\n"
		"wire: expect none \"tcp\"\n"
		"wire: expect 3 \"udp\"\n"
		"wire: expect 2..6 \"tcp\"\n"
		"wire: expect 2.. \"tcp\"\n");
	const struct step *steps = parsed.page->steps + 2;

	ck_assert(!parsed.page->modes[MODE_IPV4]);
	ck_assert(parsed.page->modes[MODE_IPV6]);
	ck_assert_int_eq(steps[1].kind, STEP_BLOCKED);
	ck_assert_int_eq(steps[1].duration_ns, 20 * NS_PER_US);
	ck_assert_int_eq(steps[4].kind, STEP_SIGNAL);
	ck_assert_str_eq(steps[4].name, "SIGPIPE");
	ck_assert_int_eq(steps[5].kind, STEP_ASSERT);
	ck_assert_int_eq(steps[5].expression->right->left->kind, NODE_CALL);
	ck_assert_int_eq(steps[6].kind, STEP_ANY_PACKETS);
	ck_assert_int_eq(steps[7].kind, STEP_SYSCTL);
	ck_assert_int_eq(steps[7].host, HOST_SERVER);
	ck_assert_int_eq(steps[7].expression->kind, NODE_STRING);
	ck_assert_int_eq(steps[8].expression->number, -1);
	ck_assert_int_eq(steps[9].kind, STEP_CAPABLE);
	ck_assert_int_eq(steps[9].host, HOST_SERVER);
	ck_assert_str_eq(steps[9].name, "CAP_NET_RAW");
	ck_assert_int_eq(steps[10].kind, STEP_EXPECT);
	ck_assert_int_eq(steps[10].count_to, 0);
	ck_assert_str_eq(steps[10].filter, "tcp");
	ck_assert_int_eq(steps[11].count_from, 3);
	ck_assert_int_eq(steps[11].count_to, 3);
	ck_assert_int_eq(steps[12].count_to, 6);
	ck_assert_int_eq(steps[13].count_from, 2);
	ck_assert(steps[13].count_to == INT64_MAX);
	parsed_free(&parsed);
}
END_TEST

START_TEST(the_wire_is_told_in_parts)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"wire: drop 1 > P. 1:6(5)\n"
		"wire: delay 50ms\n"
		"wire: swap \"udp\"\n"
		"+0.2 wire: drop the 3rd s < udp (5) \"hello\" for 200ms\n"
		"wire: corrupt 2 from the 4th > P. 1:6(5) <nop> at payload[3] = 7 checksum right\n"
		"wire: hold 1 > udp (1) until < udp (2)\n"
		"wire: rate 1000 queue 5\n"
		"wire: truncate 1 \"u\" \"dp\" to 30\n");
	const struct step *steps = parsed.page->steps;
	const struct wire_order *order;
	size_t at = 0;

	while (steps[at].kind != STEP_WIRE)
		at++;
	order = steps[at].order;
	ck_assert_str_eq(order->action, "drop");
	ck_assert_uint_eq(order->parts, ACTION_NUMBER | ACTION_PACKETS);
	ck_assert_int_eq(order->number, 1);
	ck_assert(order->what.packet->sent);
	ck_assert_int_eq(order->what.packet->length->number, 5);
	ck_assert_int_eq(steps[at + 1].order->time_ns, 50 * NS_PER_MS);
	ck_assert_ptr_null(steps[at + 1].order->what.filter);
	ck_assert_str_eq(steps[at + 2].order->what.filter, "udp");
	order = steps[at + 3].order;
	ck_assert_int_eq(steps[at + 3].time.from_ns, 200 * NS_PER_MS);
	ck_assert_int_eq(order->ordinal, 3);
	ck_assert_str_eq(order->what.packet->socket, "s");
	ck_assert(!order->what.packet->sent);
	ck_assert_int_eq(order->for_ns, 200 * NS_PER_MS);
	order = steps[at + 4].order;
	ck_assert_int_eq(order->number, 2);
	ck_assert_int_eq(order->ordinal, 4);
	ck_assert_str_eq(order->place, "payload");
	ck_assert_int_eq(order->place_index, 3);
	ck_assert_int_eq(order->place_value, 7);
	ck_assert(order->checksum_right);
	order = steps[at + 5].order;
	ck_assert_int_eq(order->what.packet->length->number, 1);
	ck_assert_int_eq(order->until.packet->length->number, 2);
	ck_assert_int_eq(steps[at + 6].order->queue, 5);
	ck_assert_str_eq(steps[at + 7].order->what.filter, "udp");
	ck_assert_int_eq(steps[at + 7].order->to, 30);
	parsed_free(&parsed);
}
END_TEST

/* What the wire is told is said in words that are names elsewhere. */
START_TEST(words_of_the_wire_are_names_elsewhere)
{
	struct parsed parsed = parsed_good(SCRIPT_BEGIN
		"recv(s, ..., 10, 0) = drop\n"
		"recv(s, ..., 10, 0) = at\n"
		"assert drop == at\n");

	parsed_free(&parsed);
}
END_TEST

START_TEST(signal_is_of_the_host_of_its_call)
{
	struct parsed parsed = parsed_good("server: socket(..., SOCK_STREAM, 0) = l\n"
		"server: send(l, \"x\", 1, 0) = -1 EPIPE\n--- SIGPIPE ---\n");

	ck_assert_int_eq(parsed.page->steps[2].host, HOST_SERVER);
	parsed_free(&parsed);
}
END_TEST

START_TEST(later_statements_are_read_after_a_mistake)
{
	struct parsed parsed = parsed_script(SCRIPT_BEGIN
		"send(s, \"x\" 1,\n    0) = 1\n"
		"close(s) = 0\n"
		"recv(s = 5\n"
		"shutdown(s, SHUT_WR) = 0\n");

	ck_assert_uint_eq(parsed.list.errors, 2);
	ck_assert_uint_eq(parsed.page->step_count, 4);
	ck_assert_str_eq(parsed.page->steps[2].name, "close");
	ck_assert_str_eq(parsed.page->steps[3].name, "shutdown");
	parsed_free(&parsed);
}
END_TEST

Suite *case_suite(void)
{
	Suite *suite = suite_create("case");
	TCase *tests = tcase_create("statements");

	tcase_add_test(tests, launch_names_a_server);
	tcase_add_test(tests, call_has_arguments_and_results);
	tcase_add_test(tests, statement_goes_on_in_brackets);
	tcase_add_test(tests, strings_have_escapes);
	tcase_add_test(tests, numbers_are_decimal_hexadecimal_or_octal);
	tcase_add_test(tests, addresses_have_host_and_port);
	tcase_add_test(tests, structures_and_arrays_have_parts);
	tcase_add_test(tests, operators_bind_as_in_c);
	tcase_add_test(tests, other_statements_have_their_values);
	tcase_add_test(tests, the_wire_is_told_in_parts);
	tcase_add_test(tests, words_of_the_wire_are_names_elsewhere);
	tcase_add_test(tests, signal_is_of_the_host_of_its_call);
	tcase_add_test(tests, later_statements_are_read_after_a_mistake);
	suite_add_tcase(suite, tests);
	suite_add_tcase(suite, case_packet_tests());
	suite_add_tcase(suite, case_peer_tests());
	suite_add_tcase(suite, case_page_tests());
	suite_add_tcase(suite, case_check_tests());
	suite_add_tcase(suite, case_kinds_tests());
	return suite;
}

int main(void)
{
	return unit_run(case_suite());
}
