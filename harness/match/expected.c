/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet line with its expressions worked out, against one packet. */
#include "config.h"

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/expected.h"

static const struct {
	const char *code;
	int icmp4_code, icmp6_code;
} unreachables[] = {
	{ "net", ICMP_UNREACH_NET, ICMP6_DST_UNREACH_NOROUTE },
	{ "host", ICMP_UNREACH_HOST, ICMP6_DST_UNREACH_ADDR },
	/* Only IPv4 has it under this type: in IPv6 it is a parameter problem. */
	{ "protocol", ICMP_UNREACH_PROTOCOL, -1 },
	{ "port", ICMP_UNREACH_PORT, ICMP6_DST_UNREACH_NOPORT },
	{ "admin", ICMP_UNREACH_FILTER_PROHIB, ICMP6_DST_UNREACH_ADMIN },
};

static int expect_number(const struct env *env, const struct node *node, struct expected_number *number,
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
		to->count = from->count;
		if (from->count > sizeof(to->values) / sizeof(to->values[0]))
			return err_set(err, "an option has more values than a header has room for");
		for (size_t k = 0; k < from->count; k++)
			if (expect_number(env, from->values[k], &to->values[k], err) < 0)
				return -1;
	}
	return 0;
}

static int expect_icmp(const struct packet_pattern *pattern, struct expected *expected, struct err *err)
{
	expected->icmp4_type = ICMP_UNREACH;
	expected->icmp6_type = ICMP6_DST_UNREACH;
	expected->icmp4_code = expected->icmp6_code = -1;
	if (pattern->icmp_type != NULL && strcmp(pattern->icmp_type, "unreachable") != 0)
		return err_set(err, "there is no icmp %s", pattern->icmp_type);
	if (pattern->icmp_code == NULL)
		return 0;
	for (size_t i = 0; i < sizeof(unreachables) / sizeof(unreachables[0]); i++) {
		if (strcmp(unreachables[i].code, pattern->icmp_code) != 0)
			continue;
		expected->icmp4_code = unreachables[i].icmp4_code;
		expected->icmp6_code = unreachables[i].icmp6_code;
		if (expected->icmp6_code < 0) {
			expected->icmp6_type = ICMP6_PARAM_PROB;
			expected->icmp6_code = ICMP6_PARAMPROB_NEXTHEADER;
		}
		return 0;
	}
	return err_set(err, "there is no icmp unreachable %s", pattern->icmp_code);
}

int expected_make(const struct env *env, const struct packet_pattern *pattern,
	struct expected *expected, struct err *err)
{
	*expected = (struct expected){ .pattern = pattern };
	if (expect_number(env, pattern->seq, &expected->seq, err) < 0 ||
		expect_number(env, pattern->seq_end, &expected->seq_end, err) < 0 ||
		expect_number(env, pattern->length, &expected->length, err) < 0 ||
		expect_number(env, pattern->ack, &expected->ack, err) < 0 ||
		expect_number(env, pattern->window, &expected->window, err) < 0 ||
		expect_number(env, pattern->urgent, &expected->urgent, err) < 0)
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
	return pattern->protocol == PACKET_ICMP ? expect_icmp(pattern, expected, err) : 0;
}

bool expected_protocol_fits(const struct packet_pattern *pattern, const struct packet *packet)
{
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

static bool number_differs(const struct expected_number *expected, uint32_t observed)
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
	if (number_differs(&expected->seq, seq))
		fields |= FIELD_SEQ;
	if (number_differs(&expected->seq_end, seq + (uint32_t)packet->payload_length))
		fields |= FIELD_SEQ_END;
	if (length_differs(expected, packet))
		fields |= FIELD_LENGTH;
	/* What stands in the field without the flag is no acknowledgement. */
	if (expected->ack.said && ((packet->flags & FLAG_ACK) == 0 || number_differs(&expected->ack, ack)))
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

static unsigned icmp_differences(const struct expected *expected, const struct packet *packet)
{
	bool six = packet->transport == TRANSPORT_ICMP6;
	int type = six ? expected->icmp6_type : expected->icmp4_type;
	int code = six ? expected->icmp6_code : expected->icmp4_code;

	return packet->icmp_type != type || (code >= 0 && packet->icmp_code != code) ? FIELD_ICMP : 0;
}

unsigned expected_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow)
{
	switch (expected->pattern->protocol) {
	case PACKET_TCP:
		return tcp_differences(expected, packet, flow);
	case PACKET_UDP:
		return (length_differs(expected, packet) ? FIELD_LENGTH : 0) |
			(payload_differs(expected, packet) ? FIELD_PAYLOAD : 0);
	case PACKET_ICMP:
		return icmp_differences(expected, packet);
	}
	return 0;
}
