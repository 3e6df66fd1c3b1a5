/* SPDX-License-Identifier: BSD-2-Clause */
/* The packets of a play so far: what is kept, and which may be the one that is waited for. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/play/live.h"
#include "tests/unit/unit.h"

/* 192.0.2.1:1000 to 192.0.2.2:7, UDP, "hello". */
static const uint8_t datagram[] = {
	0x45, 0, 0, 33, 0, 0, 0x40, 0, 64, 17, 0xb6, 0xc9, 192, 0, 2, 1, 192, 0, 2, 2,
	0x03, 0xe8, 0, 7, 0, 13, 0, 0, 'h', 'e', 'l', 'l', 'o'
};

static struct packet_pattern udp_sent = { .protocol = PACKET_UDP, .sent = true };
static struct step steps[] = {
	{ .kind = STEP_CALL, .index = 0, .host = HOST_CLIENT },
	{ .kind = STEP_PACKET, .index = 1, .host = HOST_CLIENT, .packet = &udp_sent },
	{ .kind = STEP_CALL, .index = 2, .host = HOST_CLIENT },
};
static struct case_page page = { .steps = steps, .step_count = 3 };

START_TEST(packets_are_kept_until_the_last_line_of_their_host)
{
	struct evidence *evidence = evidence_new();
	struct live live;

	live_open(&live, &page, evidence);
	live_take(&live, 0, HOST_CLIENT, true, 5, datagram, sizeof datagram, -1);
	live_take(&live, 0, HOST_SERVER, false, 6, datagram, sizeof datagram, -1);
	live_take(&live, 2, HOST_CLIENT, true, 7, datagram, sizeof datagram, -1);
	ck_assert_uint_eq(evidence->packet_count, 1);
	ck_assert_int_eq(evidence->packets[0].host, HOST_CLIENT);
	ck_assert_int_eq(evidence->packets[0].number, 1);
	ck_assert_int_eq(evidence->packets[0].time_ns, 5);
	ck_assert(evidence->packets[0].sent);
	ck_assert_int_eq(evidence->packets[0].packet.transport, TRANSPORT_UDP);
	live_close(&live);
	ck_assert_uint_eq(evidence->packet_count, 0);
	evidence_free(evidence);
}
END_TEST

START_TEST(only_what_the_line_may_mean_is_a_candidate)
{
	struct evidence *evidence = evidence_new();
	struct live live;

	live_open(&live, &page, evidence);
	live_take(&live, 1, HOST_CLIENT, true, 5, datagram, sizeof datagram, -1);
	ck_assert(!live.candidate);
	live.wanted = &steps[1];
	live_take(&live, 1, HOST_SERVER, true, 6, datagram, sizeof datagram, -1);
	ck_assert(!live.candidate);
	live_take(&live, 1, HOST_CLIENT, true, 7, datagram, sizeof datagram, -1);
	ck_assert(live.candidate);
	/* One of the other direction may meet a line before it, which counts as well. */
	live.candidate = false;
	live_take(&live, 1, HOST_CLIENT, false, 8, datagram, sizeof datagram, -1);
	ck_assert(live.candidate);
	live_close(&live);
	evidence_free(evidence);
}
END_TEST

START_TEST(a_flood_is_not_kept_for_ever)
{
	struct evidence *evidence = evidence_new();
	struct live live;
	int i;

	live_open(&live, &page, evidence);
	for (i = 0; i < 200010; i++)
		live_take(&live, 0, HOST_CLIENT, true, i, datagram, sizeof datagram, -1);
	ck_assert(live.overflowed);
	ck_assert_uint_le(evidence->packet_count, 200000);
	live_close(&live);
	evidence_free(evidence);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("live");
	TCase *tcase = tcase_create("live");

	tcase_add_test(tcase, packets_are_kept_until_the_last_line_of_their_host);
	tcase_add_test(tcase, only_what_the_line_may_mean_is_a_candidate);
	tcase_add_test(tcase, a_flood_is_not_kept_for_ever);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
