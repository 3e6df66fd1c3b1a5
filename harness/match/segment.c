/* SPDX-License-Identifier: BSD-2-Clause */
/* One packet line against one packet, with the differences in words. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/expected.h"

#define SEGMENT_PAYLOAD_SHOWN 64

void segment_note(const struct env *env, struct segment_differences *differences, const char *field,
	const char *expected, const char *observed)
{
	if (differences->count == SEGMENT_DIFFERENCES_MOST)
		return;
	differences->items[differences->count++] = (struct field_difference){
		.field = field, .expected = arena_strdup(env->arena, expected),
		.observed = arena_strdup(env->arena, observed)
	};
}

void segment_note_number(const struct env *env, struct segment_differences *differences,
	const char *field, int64_t expected, int64_t observed)
{
	char left[32], right[32];

	snprintf(left, sizeof(left), "%" PRId64, expected);
	snprintf(right, sizeof(right), "%" PRId64, observed);
	segment_note(env, differences, field, left, right);
}

static void note_payload(const struct env *env, const struct expected *expected,
	const struct packet *packet, struct segment_differences *differences)
{
	struct str left, right;

	str_init(&left);
	str_init(&right);
	if (expected->pattern->payload->kind == NODE_STRING)
		str_add_quoted(&left, expected->payload, expected->payload_length, SEGMENT_PAYLOAD_SHOWN);
	else
		eval_print_node(&left, expected->pattern->payload);
	str_add_quoted(&right, packet->payload, packet->payload_captured, SEGMENT_PAYLOAD_SHOWN);
	segment_note(env, differences, "payload", str_text(&left), str_text(&right));
	str_free(&left);
	str_free(&right);
}

/* The text between the first < and its end, of a line or a packet printed with its options. */
static char *options_text(const struct env *env, struct str *str)
{
	const char *open = strchr(str_text(str), '<');
	const char *close = strrchr(str_text(str), '>');

	if (open == NULL || close == NULL || close < open)
		return arena_strdup(env->arena, "<>");
	return arena_strndup(env->arena, open, (size_t)(close - open) + 1);
}

static void note_options(const struct env *env, const struct expected *expected,
	const struct packet *packet, const struct flow *flow, struct segment_differences *differences)
{
	struct packet_pattern only = *expected->pattern;
	struct str left, right;

	only.payload = NULL;
	only.header = NULL;
	str_init(&left);
	str_init(&right);
	segment_print_pattern(&left, &only);
	segment_print_like(&right, env, &only, packet, flow);
	segment_note(env, differences, "options", options_text(env, &left), options_text(env, &right));
	str_free(&left);
	str_free(&right);
}

static void note_icmp(const struct env *env, const struct expected *expected,
	const struct packet *packet, struct segment_differences *differences)
{
	struct str left, right;

	str_init(&left);
	str_init(&right);
	segment_print_pattern(&left, expected->pattern);
	segment_print(&right, packet, NULL);
	segment_note(env, differences, "icmp", str_text(&left), str_text(&right));
	str_free(&left);
	str_free(&right);
}

/* "TCP from 1", "UDP": as far as what was quoted can be told. */
static void print_quote(struct str *str, bool there, enum transport transport, bool from, uint32_t seq)
{
	if (!there) {
		str_add(str, "nothing");
		return;
	}
	str_add(str, transport == TRANSPORT_TCP ? "TCP" : transport == TRANSPORT_UDP ? "UDP" : "another protocol");
	if (transport == TRANSPORT_TCP && from)
		str_addf(str, " from %" PRIu32, seq);
}

static void note_quote(const struct env *env, const struct expected *expected, const struct packet *packet,
	const struct flow *flow, struct segment_differences *differences)
{
	static const enum transport transports[] = { [PACKET_TCP] = TRANSPORT_TCP, [PACKET_UDP] = TRANSPORT_UDP,
		[PACKET_ICMP] = TRANSPORT_ICMP };
	const struct packet_pattern *quote = expected->pattern->quote;
	struct str left, right;

	str_init(&left);
	str_init(&right);
	print_quote(&left, true, transports[quote->protocol], expected->quote_seq.said,
		(uint32_t)expected->quote_seq.value);
	print_quote(&right, packet->has_quote, packet->quote_transport, true,
		flow == NULL ? packet->quote_seq : flow_relative_quote(flow, packet));
	segment_note(env, differences, "quote", str_text(&left), str_text(&right));
	str_free(&left);
	str_free(&right);
}

static void note_icmp_parts(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, const struct flow *flow, struct segment_differences *differences)
{
	char said[32];
	uint32_t value;

	if ((fields & FIELD_MTU) != 0 && expected_icmp_mtu(packet, &value)) {
		segment_note_number(env, differences, "mtu", expected->mtu.value, value);
	} else if ((fields & FIELD_MTU) != 0) {
		snprintf(said, sizeof(said), "%" PRId64, expected->mtu.value);
		segment_note(env, differences, "mtu", said, "none");
	}
	if ((fields & FIELD_POINTER) != 0 && expected_icmp_pointer(packet, &value)) {
		segment_note_number(env, differences, "pointer", expected->pointer.value, value);
	} else if ((fields & FIELD_POINTER) != 0) {
		snprintf(said, sizeof(said), "%" PRId64, expected->pointer.value);
		segment_note(env, differences, "pointer", said, "none");
	}
	if ((fields & FIELD_QUOTE) != 0)
		note_quote(env, expected, packet, flow, differences);
}

static void note_tcp(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, const struct flow *flow, struct segment_differences *differences)
{
	uint32_t seq = flow == NULL ? packet->seq : flow_relative_seq(flow, packet);
	uint32_t ack = flow == NULL ? packet->ack : flow_relative_ack(flow, packet);
	char left[16], right[16];

	if ((fields & FIELD_FLAGS) != 0) {
		packet_flags_text(expected->pattern->flags, left);
		packet_flags_text(packet->flags, right);
		segment_note(env, differences, "flags", left, right);
	}
	if ((fields & FIELD_SEQ) != 0)
		segment_note_number(env, differences, "seq", expected->seq.value, seq);
	if ((fields & FIELD_SEQ_END) != 0)
		segment_note_number(env, differences, "end", expected->seq_end.value,
			(int64_t)(uint32_t)(seq + (uint32_t)packet->payload_length));
	if ((fields & FIELD_ACK) != 0 && (packet->flags & FLAG_ACK) == 0) {
		snprintf(left, sizeof(left), "%" PRId64, expected->ack.value);
		segment_note(env, differences, "ack", left, "none");
	} else if ((fields & FIELD_ACK) != 0) {
		segment_note_number(env, differences, "ack", expected->ack.value, ack);
	}
	if ((fields & FIELD_WINDOW) != 0)
		segment_note_number(env, differences, "win", expected->window.value, packet->window);
	if ((fields & FIELD_URGENT) != 0)
		segment_note_number(env, differences, "urg", expected->urgent.value, packet->urgent);
	if ((fields & FIELD_OPTIONS) != 0)
		note_options(env, expected, packet, flow, differences);
}

void segment_note_differences(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, const struct flow *flow, struct segment_differences *differences)
{
	if (packet->transport == TRANSPORT_TCP)
		note_tcp(env, fields, expected, packet, flow, differences);
	if ((fields & FIELD_LENGTH) != 0)
		segment_note_number(env, differences, "length", expected->length.value,
			(int64_t)packet->payload_length);
	if ((fields & FIELD_PAYLOAD) != 0)
		note_payload(env, expected, packet, differences);
	if ((fields & FIELD_ICMP) != 0)
		note_icmp(env, expected, packet, differences);
	note_icmp_parts(env, fields, expected, packet, flow, differences);
	segment_note_header(env, fields, expected, packet, differences);
}

bool segment_compare(const struct env *env, const struct packet_pattern *pattern,
	const struct packet_record *record, const struct flow *flow,
	struct segment_differences *differences)
{
	struct expected expected;
	struct err err;
	unsigned fields;

	differences->count = 0;
	err_init(&err);
	if (expected_make(env, pattern, &expected, &err) < 0) {
		segment_note(env, differences, "line", err.text, "");
		return false;
	}
	fields = expected_differences(&expected, &record->packet, flow);
	segment_note_differences(env, fields, &expected, &record->packet, flow, differences);
	return fields == 0;
}
