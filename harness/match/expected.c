/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet line with its expressions worked out, against one packet. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/expected.h"

int expected_make_number(const struct env *env, const struct node *node, struct expected_number *number,
	struct err *err)
{
	*number = (struct expected_number){ 0 };
	if (node == NULL || node->kind == NODE_ANY)
		return 0;
	/* A name that nothing has bound yet leaves the line unreachable. */
	if (eval_number(env, node, NULL, &number->value, err) < 0)
		return -1;
	number->said = true;
	return 0;
}

/* A place where a new name may stand: as long as nothing has bound it, anything fits. */
int expected_make_open(const struct env *env, const struct node *node, struct expected_number *number,
	struct err *err)
{
	if (node != NULL && node->kind == NODE_NAME && env_find(env, node->text) == NULL) {
		*number = (struct expected_number){ 0 };
		return 0;
	}
	return expected_make_number(env, node, number, err);
}

static int expect_options(const struct env *env, const struct packet_pattern *pattern,
	struct expected *expected, struct err *err)
{
	expected->option_count = pattern->option_count;
	expected->options = arena_array(env->arena, pattern->option_count + 1,
		sizeof(*expected->options));
	for (size_t i = 0; i < pattern->option_count; i++) {
		const struct option_pattern *from = &pattern->options[i];
		struct expected_option *to = &expected->options[i];

		to->kind = from->kind;
		to->pattern = from;
		to->count = from->count;
		if (from->count > sizeof(to->values) / sizeof(to->values[0]))
			return err_set(err, "an option has more values than a header has room for");
		for (size_t k = 0; k < from->count; k++)
			if (expected_make_open(env, from->values[k], &to->values[k], err) < 0)
				return -1;
	}
	return 0;
}

static int expect_header(const struct env *env, const struct header_pattern *header, struct expected *expected,
	struct err *err)
{
	if (header == NULL)
		return 0;
	return expected_make_open(env, header->ttl, &expected->ttl, err) < 0 ||
		expected_make_open(env, header->tos, &expected->tos, err) < 0 ||
		expected_make_open(env, header->id, &expected->id, err) < 0 ||
		expected_make_open(env, header->flow, &expected->label, err) < 0 ||
		expected_make_open(env, header->isn, &expected->isn, err) < 0 ||
		expected_make_number(env, header->fragment, &expected->fragment, err) < 0 ||
		expected_make_number(env, header->fragment_length, &expected->fragment_length, err) < 0 ? -1 : 0;
}

int expected_make(const struct env *env, const struct packet_pattern *pattern,
	struct expected *expected, struct err *err)
{
	*expected = (struct expected){ .pattern = pattern };
	if (expected_make_number(env, pattern->seq, &expected->seq, err) < 0 ||
		expected_make_number(env, pattern->seq_end, &expected->seq_end, err) < 0 ||
		expected_make_number(env, pattern->length, &expected->length, err) < 0 ||
		expected_make_number(env, pattern->ack, &expected->ack, err) < 0 ||
		expected_make_open(env, pattern->window, &expected->window, err) < 0 ||
		expected_make_open(env, pattern->urgent, &expected->urgent, err) < 0 ||
		expect_header(env, pattern->header, expected, err) < 0)
		return -1;
	if (pattern->has_options && expect_options(env, pattern, expected, err) < 0)
		return -1;
	if (pattern->payload != NULL && pattern->payload->kind != NODE_ANY) {
		const struct value *payload = eval_node(env, pattern->payload, NULL, err);

		if (payload == NULL)
			return -1;
		if (payload->kind != VALUE_BYTES)
			return err_set(err, "a payload is bytes");
		expected->has_payload = true;
		expected->payload = payload->bytes;
		expected->payload_length = payload->length;
	}
	return pattern->protocol == PACKET_ICMP ? expected_make_icmp(env, pattern, expected, err) : 0;
}

/* Behind the first fragment no header of the transport says what it is. */
static bool later_fragment_fits(const struct packet_pattern *pattern, const struct packet *packet)
{
	if (pattern->header == NULL || pattern->header->fragment == NULL)
		return false;
	switch (pattern->protocol) {
	case PACKET_TCP:
		return packet->ip_protocol == IPPROTO_TCP;
	case PACKET_UDP:
		return packet->ip_protocol == IPPROTO_UDP;
	case PACKET_ICMP:
		return packet->ip_protocol == (packet->source.family == 4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
	}
	return false;
}

bool expected_protocol_fits(const struct packet_pattern *pattern, const struct packet *packet)
{
	if (packet->fragment_offset != 0)
		return later_fragment_fits(pattern, packet);
	switch (pattern->protocol) {
	case PACKET_TCP:
		return packet->transport == TRANSPORT_TCP;
	case PACKET_UDP:
		return packet->transport == TRANSPORT_UDP;
	case PACKET_ICMP:
		return packet->transport == TRANSPORT_ICMP || packet->transport == TRANSPORT_ICMP6;
	}
	return false;
}

bool expected_must_be_listed(const struct packet_pattern *pattern)
{
	if (pattern->protocol != PACKET_TCP)
		return true;
	if ((pattern->flags & (FLAG_SYN | FLAG_FIN | FLAG_RST)) != 0)
		return true;
	return pattern->length != NULL &&
		!(pattern->length->kind == NODE_INT && pattern->length->number == 0);
}

bool expected_number_differs(const struct expected_number *expected, uint32_t observed)
{
	/* Sequence numbers go round at 2^32, and so does what a page counts from 0. */
	return expected->said && (uint32_t)expected->value != observed;
}

static bool payload_differs(const struct expected *expected, const struct packet *packet)
{
	if (!expected->has_payload)
		return false;
	if (expected->payload_length != packet->payload_length)
		return true;
	/* Where the capture cut the packet, only what it kept can be compared. */
	return packet->payload_captured > 0 &&
		memcmp(expected->payload, packet->payload,
			packet->payload_captured < expected->payload_length ? packet->payload_captured :
			expected->payload_length) != 0;
}

static bool length_differs(const struct expected *expected, const struct packet *packet)
{
	return expected->length.said && expected->length.value != (int64_t)packet->payload_length;
}

static unsigned tcp_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow)
{
	uint32_t seq = flow == NULL ? packet->seq : flow_relative_seq(flow, packet);
	uint32_t ack = flow == NULL ? packet->ack : flow_relative_ack(flow, packet);
	unsigned fields = 0;

	if (expected->pattern->flags != packet->flags)
		fields |= FIELD_FLAGS;
	if (expected_number_differs(&expected->seq, seq))
		fields |= FIELD_SEQ;
	if (expected_number_differs(&expected->seq_end, seq + (uint32_t)packet->payload_length))
		fields |= FIELD_SEQ_END;
	if (length_differs(expected, packet))
		fields |= FIELD_LENGTH;
	/* What stands in the field without the flag is no acknowledgement. */
	if (expected->ack.said && ((packet->flags & FLAG_ACK) == 0 || expected_number_differs(&expected->ack, ack)))
		fields |= FIELD_ACK;
	if (expected->window.said && expected->window.value != packet->window)
		fields |= FIELD_WINDOW;
	if (expected->urgent.said && expected->urgent.value != packet->urgent)
		fields |= FIELD_URGENT;
	if (expected->pattern->has_options && !expected_options_fit(expected, packet, flow))
		fields |= FIELD_OPTIONS;
	if (payload_differs(expected, packet))
		fields |= FIELD_PAYLOAD;
	return fields;
}

static unsigned transport_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow)
{
	switch (expected->pattern->protocol) {
	case PACKET_TCP:
		return tcp_differences(expected, packet, flow);
	case PACKET_UDP:
		return (length_differs(expected, packet) ? FIELD_LENGTH : 0) |
			(payload_differs(expected, packet) ? FIELD_PAYLOAD : 0);
	case PACKET_ICMP:
		return expected_icmp_differences(expected, packet, flow);
	}
	return 0;
}

unsigned expected_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow)
{
	unsigned fields = 0;

	if (packet->fragment_offset == 0)
		fields = expected_fields_of_fragment(expected, transport_differences(expected, packet, flow));
	else
		fields = expected_later_differences(expected, packet);
	return fields | expected_header_differences(expected, packet);
}
