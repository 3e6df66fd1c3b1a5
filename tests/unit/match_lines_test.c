/* SPDX-License-Identifier: BSD-2-Clause */
/* What packet lines say of headers, further options and ICMP errors, against packets byte by byte. */
#include "config.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/case/parse.h"
#include "harness/evidence/packet_encode.h"
#include "harness/match/expected.h"
#include "tests/unit/match_test.h"

/* A packet and one line about it: which field differs, and both sides in words. NULL: none. */
struct row {
	const char *line;
	const char *field, *expected, *observed;
};

struct scene {
	struct arena *arena;
	struct env env;
	struct packet packet;
};

static void open_scene(struct scene *scene, enum case_mode mode)
{
	static const char *const hosts[2][HOST_COUNT] = { { "192.0.2.1", "192.0.2.2" },
		{ "2001:db8::1", "2001:db8::2" } };

	scene->arena = arena_new();
	env_init(&scene->env, scene->arena, mode, hosts[mode]);
	packet_encode_begin(&scene->packet, mode == MODE_IPV4 ? 4 : 6);
	ck_assert(packet_address_parse(&scene->packet.source, hosts[mode][HOST_CLIENT], 40000));
	ck_assert(packet_address_parse(&scene->packet.destination, hosts[mode][HOST_SERVER], 7000));
	scene->packet.hop_limit = 64;
}

static struct packet_record finish(struct scene *scene)
{
	struct packet_record record = { .sent = true, .injected_by = -1 };
	uint8_t *bytes;
	size_t length;
	struct err err;

	err_init(&err);
	ck_assert_msg(packet_encode(scene->arena, &scene->packet, &bytes, &length, &err) == 0, "%s", err.text);
	ck_assert_int_eq(packet_decode(&record.packet, bytes, length, length), 0);
	ck_assert_msg(record.packet.malformed == NULL, "%s", record.packet.malformed);
	return record;
}

/* The last line of a page that has every name. */
static struct case_page *parse(const struct scene *scene, const char *line)
{
	static const char fence[] = "# T\n\n```sockspec\nmodes %s\nsocket(..., SOCK_STREAM, 0) = s\nconnect(s, server:7000) = 0\n"
		"socket(..., SOCK_DGRAM, 0) = u\n%s\n```\n";
	struct diagnostics list;
	struct case_page *page;
	struct str text;

	str_init(&text);
	str_addf(&text, fence, case_mode_name(scene->env.mode), line);
	diagnostics_init(&list);
	page = case_parse("page.md", "page", str_text(&text), text.length, &list);
	if (list.errors > 0)
		diagnostics_print(&list, "page.md", str_text(&text), stderr);
	ck_assert_msg(list.errors == 0, "%s", line);
	diagnostics_free(&list);
	str_free(&text);
	return page;
}

static void compare(struct scene *scene, const struct packet_record *record, const struct flow *flow,
	const struct row *row)
{
	struct case_page *page = parse(scene, row->line);
	const struct packet_pattern *pattern = page->steps[page->step_count - 1].packet;
	struct segment_differences differences;
	bool same;

	ck_assert_msg(expected_protocol_fits(pattern, &record->packet), "%s", row->line);
	same = segment_compare(&scene->env, pattern, record, flow, &differences);
	ck_assert_msg(same == (row->field == NULL), "%s: %s is %s", row->line,
		differences.count == 0 ? "nothing" : differences.items[0].field,
		differences.count == 0 ? "" : differences.items[0].observed);
	ck_assert_uint_eq(differences.count, row->field == NULL ? 0 : 1);
	if (row->field != NULL) {
		ck_assert_msg(strcmp(differences.items[0].field, row->field) == 0, "%s: %s", row->line,
			differences.items[0].field);
		ck_assert_str_eq(differences.items[0].expected, row->expected);
		ck_assert_str_eq(differences.items[0].observed, row->observed);
	} else {
		struct str text;

		/* What fits is printed as it was written. */
		str_init(&text);
		segment_print_like(&text, &scene->env, pattern, &record->packet, flow);
		ck_assert_msg(strchr(row->line, '{') != NULL || strcmp(str_text(&text), strchr(row->line, ' ') + 1) == 0,
			"\"%s\" of \"%s\"", str_text(&text), row->line);
		str_free(&text);
	}
	case_free(page);
}

static const struct row headers4[] = {
	{ "> [ttl 64, tos 5, df, id 7] udp (3)", NULL, NULL, NULL },
	{ "> [ect1] udp (3)", NULL, NULL, NULL },
	{ "> [options \"\\x94\\x04\\x00\\x00\"] udp (3)", NULL, NULL, NULL },
	{ "> [checksum right] udp (3)", NULL, NULL, NULL },
	{ "> [ttl ...] udp (3)", NULL, NULL, NULL },
	{ "> [ttl 63] udp (3)", "ttl", "63", "64" },
	{ "> [tos 4] udp (3)", "tos", "4", "5" },
	{ "> [noect] udp (3)", "ecn", "noect", "ect1" },
	{ "> [ect0] udp (3)", "ecn", "ect0", "ect1" },
	{ "> [ce] udp (3)", "ecn", "ce", "ect1" },
	{ "> [nodf] udp (3)", "df", "nodf", "df" },
	{ "> [id 8] udp (3)", "id", "8", "7" },
	{ "> [options \"\\x94\\x04\\x00\\x01\"] udp (3)", "IP options", "\"\\x94\\x04\\x00\\x01\"", "\"\\x94\\x04\\x00\\x00\"" },
	{ "> [checksum wrong] udp (3)", "checksum", "wrong", "right" },
	{ "> [checksum none] udp (3)", "checksum", "none", "right" },
	{ "> [frag 0:8+] udp (3)", "frag", "0:8+", "whole" },
};

START_TEST(what_an_ipv4_header_says)
{
	struct scene scene;
	struct packet_record record;

	open_scene(&scene, MODE_IPV4);
	scene.packet.transport = TRANSPORT_UDP;
	scene.packet.traffic_class = 5;
	scene.packet.identification = 7;
	scene.packet.dont_fragment = true;
	scene.packet.ip_options = (const uint8_t *)"\x94\x04\0\0";
	scene.packet.ip_options_length = 4;
	scene.packet.payload = (const uint8_t *)"abc";
	scene.packet.payload_length = scene.packet.payload_captured = 3;
	record = finish(&scene);
	compare(&scene, &record, NULL, &headers4[_i]);
	arena_free(scene.arena);
}
END_TEST

static const struct row headers6[] = {
	{ "> [ttl 64, tos 3, flow 70000] . 0:0(0)", NULL, NULL, NULL },
	{ "> [ce] . 0:0(0)", NULL, NULL, NULL },
	{ "> [checksum wrong] . 0:0(0)", NULL, NULL, NULL },
	{ "> [flow 1] . 0:0(0)", "flow", "1", "70000" },
	{ "> [checksum right] . 0:0(0)", "checksum", "right", "wrong" },
};

START_TEST(what_an_ipv6_header_says)
{
	struct scene scene;
	struct packet_record record;

	open_scene(&scene, MODE_IPV6);
	scene.packet.transport = TRANSPORT_TCP;
	scene.packet.flags = FLAG_ACK;
	scene.packet.traffic_class = 3;
	scene.packet.flow_label = 70000;
	scene.packet.checksum_known = false;
	scene.packet.checksum = 1;
	record = finish(&scene);
	ck_assert(record.packet.checksum_known && !record.packet.checksum_ok);
	compare(&scene, &record, NULL, &headers6[_i]);
	arena_free(scene.arena);
}
END_TEST

static const struct row options[] = {
	{ "> [isn 0] S 0:0(0)", NULL, NULL, NULL },
	{ "> [isn 1] S 0:0(0)", "isn", "1", "0" },
	{ "> S 0:0(0) <fastopen,md5 \"0123456789abcdef\",option 253 \"xy\">", NULL, NULL, NULL },
	{ "> S 0:0(0) <...>", NULL, NULL, NULL },
	{ "> S 0:0(0) <fastopen \"12345678\",md5 \"0123456789abcdef\",option 253 \"xy\">", "options",
		"<fastopen \"12345678\",md5 \"0123456789abcdef\",option 253 \"xy\">",
		"<fastopen,md5 \"0123456789abcdef\",option 253 \"xy\">" },
	{ "> S 0:0(0) <fastopen,md5 \"0123456789abcdeg\",...>", "options", "<fastopen,md5 \"0123456789abcdeg\",...>",
		"<fastopen,md5 \"0123456789abcdef\",option 253 \"xy\">" },
	{ "> S 0:0(0) <fastopen,md5 \"0123456789abcdef\",option 254 \"xy\">", "options",
		"<fastopen,md5 \"0123456789abcdef\",option 254 \"xy\">",
		"<fastopen,md5 \"0123456789abcdef\",option 253 \"xy\">" },
	{ "> S 0:0(0) <...,option 253 \"x\">", "options", "<...,option 253 \"x\">",
		"<fastopen,md5 \"0123456789abcdef\",option 253 \"xy\">" },
};

START_TEST(what_further_options_say)
{
	struct scene scene;
	struct packet_record record;

	open_scene(&scene, MODE_IPV4);
	scene.packet.transport = TRANSPORT_TCP;
	scene.packet.flags = FLAG_SYN;
	scene.packet.options[0] = (struct packet_option){ .kind = OPTION_FASTOPEN, .length = 2 };
	scene.packet.options[1] = (struct packet_option){ .kind = OPTION_MD5, .length = 18,
		.data = (const uint8_t *)"0123456789abcdef", .data_length = 16 };
	scene.packet.options[2] = (struct packet_option){ .kind = 253, .length = 4,
		.data = (const uint8_t *)"xy", .data_length = 2 };
	scene.packet.option_count = 3;
	record = finish(&scene);
	if (strchr(options[_i].line, '.') != NULL && options[_i].field == NULL) {
		struct case_page *page = parse(&scene, options[_i].line);
		struct segment_differences differences;

		ck_assert(segment_compare(&scene.env, page->steps[page->step_count - 1].packet, &record, NULL,
			&differences));
		case_free(page);
	} else {
		compare(&scene, &record, NULL, &options[_i]);
	}
	arena_free(scene.arena);
}
END_TEST

static const struct row errors[] = {
	{ "> icmp unreachable fragmentation mtu 1400", NULL, NULL, NULL },
	{ "> icmp unreachable fragmentation mtu ...", NULL, NULL, NULL },
	{ "> icmp unreachable fragmentation mtu 1401", "mtu", "1401", "1400" },
	{ "> icmp unreachable fragmentation quoting S 5:5(0) {", NULL, NULL, NULL },
	{ "> icmp unreachable fragmentation quoting S 6:6(0)", "quote", "TCP from 6", "TCP from 5" },
	{ "> icmp unreachable fragmentation quoting udp (0)", "quote", "UDP", "TCP from 5" },
	{ "> icmp unreachable port", "icmp", "icmp unreachable port", "icmp unreachable fragmentation mtu 1400" },
	{ "> icmp exceeded ttl", "icmp", "icmp exceeded ttl", "icmp unreachable fragmentation mtu 1400" },
};

START_TEST(what_an_error_says_and_quotes)
{
	enum case_mode mode = _i % 2 == 0 ? MODE_IPV4 : MODE_IPV6;
	struct row row = errors[_i / 2];
	struct scene scene, cause;
	struct packet_record record, quoted;
	struct flow_table table;
	struct flow *flow;
	char *brace, *line = strdup(row.line);

	open_scene(&cause, mode);
	cause.packet.transport = TRANSPORT_TCP;
	cause.packet.flags = FLAG_SYN;
	cause.packet.seq = 100;
	flow_table_init(&table, cause.arena);
	quoted = finish(&cause);
	flow = flow_take(&table, &quoted.packet);
	cause.packet.flags = FLAG_ACK;
	cause.packet.seq = 105;
	quoted = finish(&cause);
	open_scene(&scene, mode);
	scene.packet.transport = mode == MODE_IPV4 ? TRANSPORT_ICMP : TRANSPORT_ICMP6;
	scene.packet.source.port = scene.packet.destination.port = 0;
	scene.packet.icmp_type = mode == MODE_IPV4 ? 3 : 2;
	scene.packet.icmp_code = mode == MODE_IPV4 ? 4 : 0;
	scene.packet.icmp_word = 1400;
	scene.packet.payload = quoted.packet.bytes;
	scene.packet.payload_length = scene.packet.payload_captured = quoted.packet.length;
	record = finish(&scene);
	ck_assert_ptr_eq(flow_find_quoted(&table, &record.packet), flow);
	brace = strstr(line, " {");
	if (brace != NULL) {
		/* What is quoted cannot be printed as it was written: its flags are not known. */
		struct case_page *page;
		struct segment_differences differences;

		*brace = '\0';
		page = parse(&scene, line);
		ck_assert(segment_compare(&scene.env, page->steps[page->step_count - 1].packet, &record, flow,
			&differences));
		case_free(page);
	} else {
		compare(&scene, &record, flow, &row);
	}
	free(line);
	arena_free(scene.arena);
	arena_free(cause.arena);
}
END_TEST

START_TEST(a_later_fragment_fits_by_what_it_is)
{
	static const struct row rows[] = {
		{ "> [frag 8:16+] udp (40)", NULL, NULL, NULL },
		{ "> [frag 8:16] udp (40)", "frag", "8:16", "8:16+" },
		{ "> [frag 16:16+] udp (40)", "frag", "16:16+", "8:16+" },
		/* Its bytes are the first that stand behind the header of UDP. */
		{ "> [frag 8:16+] udp (20) \"0123456789abcdeX....\"", "payload", "\"0123456789abcdeX....\"",
			"\"0123456789abcdef\"" },
	};
	struct scene scene;
	struct packet_record record;
	struct case_page *page;

	open_scene(&scene, MODE_IPV4);
	scene.packet.transport = TRANSPORT_OTHER;
	scene.packet.ip_protocol = IPPROTO_UDP;
	scene.packet.fragment_offset = 8;
	scene.packet.more_fragments = true;
	scene.packet.source.port = scene.packet.destination.port = 0;
	scene.packet.payload = (const uint8_t *)"0123456789abcdef";
	scene.packet.payload_length = scene.packet.payload_captured = 16;
	record = finish(&scene);
	for (size_t i = 0; i < 4; i++) {
		struct segment_differences differences;

		page = parse(&scene, rows[i].line);
		const struct packet_pattern *pattern = page->steps[page->step_count - 1].packet;

		ck_assert(expected_protocol_fits(pattern, &record.packet));
		ck_assert_int_eq(segment_compare(&scene.env, pattern, &record, NULL, &differences), i == 0);
		if (i > 0) {
			ck_assert_str_eq(differences.items[0].expected, rows[i].expected);
			ck_assert_str_eq(differences.items[0].observed, rows[i].observed);
		}
		case_free(page);
	}
	page = parse(&scene, "> [frag 8:16+] udp (20) \"0123456789abcdef....\"");
	ck_assert(segment_compare(&scene.env, page->steps[page->step_count - 1].packet, &record, NULL,
		&(struct segment_differences){ 0 }));
	case_free(page);
	/* A line that speaks of no fragment does not mean one. */
	page = parse(&scene, "> udp (40)");
	ck_assert(!expected_protocol_fits(page->steps[page->step_count - 1].packet, &record.packet));
	case_free(page);
	arena_free(scene.arena);
}
END_TEST

#define COUNT(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

TCase *match_lines_tests(void)
{
	TCase *tests = tcase_create("lines");

	tcase_add_loop_test(tests, what_an_ipv4_header_says, 0, COUNT(headers4));
	tcase_add_loop_test(tests, what_an_ipv6_header_says, 0, COUNT(headers6));
	tcase_add_loop_test(tests, what_further_options_say, 0, COUNT(options));
	tcase_add_loop_test(tests, what_an_error_says_and_quotes, 0, 2 * COUNT(errors));
	tcase_add_test(tests, a_later_fragment_fits_by_what_it_is);
	return tests;
}
