/* SPDX-License-Identifier: BSD-2-Clause */
/* The brackets in front of a packet line against the headers of packets. */
#include "config.h"

#include <check.h>
#include <stdio.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/case/parse.h"
#include "harness/match/expected.h"
#include "tests/unit/match_test.h"

/* Which fields of a packet differ from a line of this header. */
static unsigned differences(const char *header, const struct packet *packet)
{
	char text[300];
	int length = snprintf(text, sizeof(text), "# T\n\n```sockspec\n> [%s] udp\n```\n", header);
	struct diagnostics list;
	struct case_page *page;
	struct expected expected;
	struct env env;
	struct err err;
	const char *hosts[HOST_COUNT] = { "192.0.2.1", "192.0.2.2" };
	unsigned fields;

	diagnostics_init(&list);
	page = case_parse("t.md", "t", text, (size_t)length, &list);
	ck_assert_msg(page->step_count == 1, "%s", header);
	env_init(&env, page->arena, MODE_IPV4, hosts);
	err_init(&err);
	ck_assert_int_eq(expected_make(&env, page->steps[0].packet, &expected, &err), 0);
	fields = expected_header_differences(&expected, packet);
	diagnostics_free(&list);
	case_free(page);
	return fields;
}

static struct packet a_datagram(int family)
{
	struct packet packet = { .source.family = family, .destination.family = family, .transport = TRANSPORT_UDP,
		.hop_limit = 64, .traffic_class = 0xb9, .dont_fragment = family == 4, .checksum = 0x1234,
		.checksum_known = true, .checksum_ok = true };

	return packet;
}

START_TEST(only_what_is_said_is_looked_at)
{
	struct packet packet = a_datagram(4);

	packet.identification = 7;
	ck_assert_uint_eq(differences("ttl 64, tos 0xb9, df, id 7, checksum right", &packet), 0);
	ck_assert_uint_eq(differences("ect1", &packet), 0);
	ck_assert_uint_eq(differences("ttl ..., tos ..., id ...", &packet), 0);
	ck_assert_uint_eq(differences("ttl t", &packet), 0);
	ck_assert_uint_eq(differences("ttl 63", &packet), FIELD_TTL);
	ck_assert_uint_eq(differences("tos 0xb8", &packet), FIELD_TOS);
	ck_assert_uint_eq(differences("ce", &packet), FIELD_ECN);
	ck_assert_uint_eq(differences("nodf", &packet), FIELD_DF);
	ck_assert_uint_eq(differences("id 8", &packet), FIELD_ID);
	ck_assert_uint_eq(differences("flow 0", &packet), FIELD_LABEL);
	ck_assert_uint_eq(differences("checksum wrong", &packet), FIELD_CHECKSUM);
}
END_TEST

/* IPv6 has an identification where there is a fragment header, and no bit against fragmentation. */
START_TEST(identification_of_ipv6_is_that_of_the_fragment)
{
	struct packet packet = a_datagram(6);

	packet.flow_label = 9;
	ck_assert_uint_eq(differences("flow 9, df", &packet), 0);
	ck_assert_uint_eq(differences("flow 8", &packet), FIELD_LABEL);
	ck_assert_uint_eq(differences("id 0", &packet), FIELD_ID);
	packet.fragment_header = true;
	packet.identification = 7;
	ck_assert_uint_eq(differences("id 7", &packet), 0);
	ck_assert_uint_eq(differences("id 8", &packet), FIELD_ID);
}
END_TEST

START_TEST(datagrams_may_have_no_checksum)
{
	for (int family = 4; family <= 6; family += 2) {
		struct packet packet = a_datagram(family);

		ck_assert_uint_eq(differences("checksum none", &packet), FIELD_CHECKSUM);
		packet.checksum = 0;
		/* Over IPv6 that is not allowed, and known to be wrong. */
		packet.checksum_known = family == 6;
		packet.checksum_ok = family == 4;
		ck_assert_uint_eq(differences("checksum none", &packet), 0);
		ck_assert_uint_eq(differences("checksum right", &packet), FIELD_CHECKSUM);
		packet.transport = TRANSPORT_TCP;
		ck_assert_uint_eq(differences("checksum none", &packet), FIELD_CHECKSUM);
	}
}
END_TEST

TCase *match_header_tests(void)
{
	TCase *tests = tcase_create("headers");

	tcase_add_test(tests, only_what_is_said_is_looked_at);
	tcase_add_test(tests, identification_of_ipv6_is_that_of_the_fragment);
	tcase_add_test(tests, datagrams_may_have_no_checksum);
	return tests;
}
