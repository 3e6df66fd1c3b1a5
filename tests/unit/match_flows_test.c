/* SPDX-License-Identifier: BSD-2-Clause */
/* Flows one end of which is a peer made of packets, and packets that a line put on the wire. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/expected.h"
#include "harness/match/flow.h"
#include "harness/match/pattern_names.h"
#include "tests/unit/fake_play.h"
#include "tests/unit/match_test.h"

#define ISN 4294967290u /* of the peer, so that its numbers go round */

static struct packet packet_of(bool from_peer, unsigned flags, uint32_t seq, uint32_t ack)
{
	struct packet packet = { .transport = TRANSPORT_TCP, .flags = (uint16_t)flags, .seq = seq,
		.ack = ack };
	struct packet_address client, peer;

	ck_assert(packet_address_parse(&client, "192.0.2.1", 40000));
	ck_assert(packet_address_parse(&peer, "192.0.2.2", 9100));
	packet.source = from_peer ? peer : client;
	packet.destination = from_peer ? client : peer;
	return packet;
}

static void stamp(struct packet *packet, const uint8_t *data)
{
	packet->options[0] = (struct packet_option){ .kind = OPTION_NOP, .length = 1 };
	packet->options[1] = (struct packet_option){ .kind = OPTION_TIMESTAMP, .length = 10, .data = data,
		.data_length = 8 };
	packet->option_count = 2;
}

static void open_table(struct flow_table *table, struct arena *arena)
{
	struct packet peer = packet_of(true, 0, 0, 0);

	flow_table_init(table, arena);
	flow_table_seed(table, &peer.source, 1);
	flow_table_seed(table, &peer.source, ISN); /* told again: the later word holds */
}

START_TEST(a_peers_numbers_count_from_what_was_told)
{
	struct arena *arena = arena_new();
	struct flow_table table;
	struct packet syn = packet_of(false, FLAG_SYN, 500, 0);
	struct packet odd = packet_of(true, FLAG_SYN | FLAG_ACK, ISN + 77, 501);
	struct packet data = packet_of(true, FLAG_ACK, ISN + 10, 501);
	struct packet back = packet_of(false, FLAG_ACK, 501, ISN + 10);
	struct packet again = packet_of(false, FLAG_SYN, 900, 0);
	struct flow *flow, *other;

	open_table(&table, arena);
	flow = flow_take(&table, &syn);
	ck_assert_int_eq(flow->seeded, 1);
	/* Whatever the peer sends: a SYN with another number is no other connection. */
	ck_assert_ptr_eq(flow_take(&table, &odd), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &odd), 77);
	ck_assert_uint_eq(flow_relative_ack(flow, &odd), 1);
	ck_assert_ptr_eq(flow_take(&table, &data), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &data), 10);
	ck_assert_ptr_eq(flow_take(&table, &back), flow);
	ck_assert_uint_eq(flow_relative_ack(flow, &back), 10);
	ck_assert_ptr_eq(flow_take(&table, &syn), flow);
	/* A new SYN of the other end is one. */
	other = flow_take(&table, &again);
	ck_assert_ptr_ne(other, flow);
	ck_assert_uint_eq(flow_relative_seq(other, &again), 0);
	ck_assert_uint_eq(flow_relative_seq(flow, &back), 1);
	arena_free(arena);
}
END_TEST

START_TEST(who_has_sent_no_syn_began_somewhere)
{
	struct arena *arena = arena_new();
	struct flow_table table;
	struct packet open = packet_of(true, FLAG_SYN, ISN, 0);
	struct packet answer = packet_of(false, FLAG_SYN | FLAG_ACK, 700, ISN + 1);
	struct packet other = packet_of(false, FLAG_SYN | FLAG_ACK, 800, ISN + 1);
	struct packet stray = packet_of(true, FLAG_ACK, ISN + 1, FLOW_ASSUMED_BASE + 5);
	struct packet reset = packet_of(false, FLAG_RST, FLOW_ASSUMED_BASE + 5, 0);
	struct packet syn = packet_of(false, FLAG_SYN, 700, 0);
	struct flow *flow;

	/* The peer opens: nothing was counted from the assumed number, so the answer's SYN tells it. */
	open_table(&table, arena);
	flow = flow_take(&table, &open);
	ck_assert_int_eq(flow->seeded, 0);
	ck_assert_ptr_eq(flow_take(&table, &answer), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &answer), 0);
	ck_assert_uint_eq(flow_relative_ack(flow, &answer), 1);
	ck_assert_ptr_ne(flow_take(&table, &other), flow);
	/* The peer acknowledges what was never sent: the numbers agree, and stay as they were told. */
	open_table(&table, arena);
	flow = flow_take(&table, &stray);
	ck_assert_uint_eq(flow_relative_ack(flow, &stray), 5);
	ck_assert_ptr_eq(flow_take(&table, &reset), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &reset), 5);
	ck_assert_ptr_ne(flow_take(&table, &syn), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &reset), 5);
	arena_free(arena);
}
END_TEST

START_TEST(timestamps_are_remembered)
{
	struct arena *arena = arena_new();
	struct flow_table table;
	struct packet syn = packet_of(false, FLAG_SYN, 500, 0);
	struct packet answer = packet_of(true, FLAG_SYN | FLAG_ACK, ISN, 501);
	struct packet again = packet_of(false, FLAG_SYN, 900, 0);
	struct flow *flow;

	stamp(&syn, (const uint8_t *)"\0\0\1\1\0\0\0\0");
	stamp(&answer, (const uint8_t *)"\377\0\0\2\0\0\1\1");
	open_table(&table, arena);
	flow = flow_take(&table, &syn);
	ck_assert(flow->stamp_known[0] && !flow->stamp_known[1]);
	ck_assert_uint_eq(flow->stamp[0], 257);
	flow_take(&table, &answer);
	ck_assert_uint_eq(flow->stamp[1], 0xff000002u);
	/* The peer's clock goes on in the next connection; that of the other end is not known yet. */
	flow = flow_take(&table, &again);
	ck_assert(!flow->stamp_known[0] && flow->stamp_known[1]);
	ck_assert_uint_eq(flow->stamp[1], 0xff000002u);
	/* One that is cut is none. */
	stamp(&again, (const uint8_t *)"\0\0\0\0\0\0\0\0");
	again.options[1].data_length = 7;
	flow_take(&table, &again);
	ck_assert(!flow->stamp_known[0]);
	arena_free(arena);
}
END_TEST

START_TEST(what_a_line_injects_opens_nothing)
{
	struct arena *arena = arena_new();
	struct flow_table table;
	struct packet syn = packet_of(false, FLAG_SYN, 500, 0);
	struct packet answer = packet_of(true, FLAG_SYN | FLAG_ACK, 90, 501);
	struct packet attack = packet_of(true, FLAG_SYN, 95, 0);
	struct packet back = packet_of(false, FLAG_ACK, 501, 91);
	struct packet error = { .transport = TRANSPORT_ICMP, .has_quote = true, .quote_transport = TRANSPORT_TCP,
		.quote_seq = 507, .quote_source = syn.source, .quote_destination = syn.destination };
	struct flow *flow;

	flow_table_init(&table, arena);
	flow = flow_take(&table, &syn);
	flow_take(&table, &answer);
	ck_assert_ptr_eq(flow_take_injected(&table, &attack), flow);
	ck_assert_uint_eq(flow_relative_seq(flow, &attack), 5);
	ck_assert_ptr_eq(flow_take(&table, &back), flow);
	ck_assert_uint_eq(flow_relative_ack(flow, &back), 1);
	ck_assert_uint_eq(table.count, 1);
	/* What an ICMP error quotes counts in the flow of the quoted packet. */
	ck_assert_ptr_eq(flow_find_quoted(&table, &error), flow);
	ck_assert_uint_eq(flow_relative_quote(flow, &error), 7);
	error.quote_destination.port++;
	ck_assert_ptr_null(flow_find_quoted(&table, &error));
	arena_free(arena);
}
END_TEST

/* The line as if a page could say it: the names are put into the parsed pattern. */
static struct fake *play_names(void)
{
	struct fake *fake = fake_script("launch tcp-echo as echo\n"
		"socket(..., SOCK_STREAM, 0) = s\n"
		"connect(s, echo, ...) = 0\n"
		"> S 0:0(0) win 1 <mss 2,sackOK,TS val 3 ecr 0,nop,wscale ...>\n", MODE_IPV4);
	struct packet_pattern *pattern = fake->page->steps[3].packet;
	struct node *nodes[] = { pattern->window, pattern->options[0].values[0], pattern->options[2].values[0] };
	static const char *const names[] = { "w", "m", "t" };

	for (int i = 0; i < 3; i++) {
		nodes[i]->kind = NODE_NAME;
		nodes[i]->text = names[i];
	}
	return fake;
}

START_TEST(a_line_binds_what_came)
{
	struct fake *fake = play_names();
	const struct step *step = &fake->page->steps[3];
	const struct packet_record *record = &fake->evidence->packets[0];
	struct step_record sampled = { .fate = STEP_PLAYED };
	struct flow_table table;
	struct flow *flow;
	struct segment_differences differences;
	struct str text;

	flow_table_init(&table, fake->evidence->arena);
	flow = flow_take(&table, &record->packet);
	/* Unbound, they fit anything. */
	ck_assert(segment_compare(&fake->env, step->packet, record, flow, &differences));
	sampled.sample = pattern_sample_names(fake->evidence->arena, &fake->env, step->packet, &record->packet,
		flow);
	ck_assert_ptr_nonnull(sampled.sample);
	ck_assert_int_eq(value_field(sampled.sample, "w")->number, 1);
	ck_assert_int_eq(value_field(sampled.sample, "m")->number, 2);
	ck_assert_int_eq(value_field(sampled.sample, "t")->number, 3);
	/* What is stored beside binds nothing: only names that stand in the line do. */
	value_struct_add(fake->evidence->arena, sampled.sample, "zz", value_int(fake->evidence->arena, 1));
	value_field(sampled.sample, "m")->number = 1460;
	env_absorb(&fake->env, step, &sampled);
	ck_assert_ptr_null(env_find(&fake->env, "zz"));
	ck_assert_int_eq(env_find(&fake->env, "t")->value->number, 3);
	/* Bound, they are compared. */
	ck_assert(!segment_compare(&fake->env, step->packet, record, flow, &differences));
	ck_assert_uint_eq(differences.count, 1);
	ck_assert_str_eq(differences.items[0].field, "options");
	ck_assert_str_eq(differences.items[0].expected, "<mss m,sackOK,TS val t ecr 0,nop,wscale ...>");
	ck_assert_str_eq(differences.items[0].observed, "<mss 2,sackOK,TS val t ecr 0,nop,wscale ...>");
	str_init(&text);
	segment_print_like(&text, &fake->env, step->packet, &record->packet, flow);
	ck_assert_str_eq(str_text(&text), "S 0:0(0) win w <mss 2,sackOK,TS val t ecr 0,nop,wscale ...>");
	str_free(&text);
	fake_free(fake);
}
END_TEST

TCase *match_flows_tests(void)
{
	TCase *tests = tcase_create("flows");

	tcase_add_test(tests, a_peers_numbers_count_from_what_was_told);
	tcase_add_test(tests, who_has_sent_no_syn_began_somewhere);
	tcase_add_test(tests, timestamps_are_remembered);
	tcase_add_test(tests, what_a_line_injects_opens_nothing);
	tcase_add_test(tests, a_line_binds_what_came);
	return tests;
}
