/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet line about an ICMP error against one. */
#include "config.h"

#include "harness/base/err.h"
#include "harness/match/expected.h"
#include "harness/names/icmp.h"

/* The name without a code is that of all of its type; any row of the type tells its number. */
static const struct icmp_name *icmp_type_find(const char *type)
{
	const struct icmp_name *name = icmp_find(type, NULL);

	return name != NULL ? name : icmp_find(type, "port");
}

int expected_make_icmp(const struct env *env, const struct packet_pattern *pattern, struct expected *expected,
	struct err *err)
{
	const char *type = pattern->icmp_type == NULL ? "unreachable" : pattern->icmp_type;
	bool any_code = pattern->icmp_code == NULL;
	const struct icmp_name *name = any_code ? icmp_type_find(type) : icmp_find(type, pattern->icmp_code);

	if (name == NULL)
		return err_set(err, "there is no icmp %s %s", type, any_code ? "" : pattern->icmp_code);
	/* A family that has no such message is met by none. */
	expected->icmp4_type = name->type4;
	expected->icmp6_type = name->type6;
	expected->icmp4_code = any_code ? -1 : name->code4;
	expected->icmp6_code = any_code ? -1 : name->code6;
	if (expected_make_open(env, pattern->icmp_mtu, &expected->mtu, err) < 0 ||
		expected_make_number(env, pattern->icmp_pointer, &expected->pointer, err) < 0)
		return -1;
	return pattern->quote == NULL ? 0 :
		expected_make_number(env, pattern->quote->seq, &expected->quote_seq, err);
}

static const struct icmp_name *icmp_name_of(const struct packet *packet)
{
	if (packet->transport != TRANSPORT_ICMP && packet->transport != TRANSPORT_ICMP6)
		return NULL;
	return icmp_of(packet->transport == TRANSPORT_ICMP6, packet->icmp_type, packet->icmp_code);
}

bool expected_icmp_mtu(const struct packet *packet, uint32_t *mtu)
{
	const struct icmp_name *name = icmp_name_of(packet);

	if (name == NULL || !name->has_mtu)
		return false;
	/* RFC 1191 gave it the lower half of a word that was unused. */
	*mtu = packet->transport == TRANSPORT_ICMP ? packet->icmp_word & 0xffff : packet->icmp_word;
	return true;
}

bool expected_icmp_pointer(const struct packet *packet, uint32_t *pointer)
{
	const struct icmp_name *name = icmp_name_of(packet);

	if (name == NULL || !name->has_pointer)
		return false;
	*pointer = packet->transport == TRANSPORT_ICMP ? packet->icmp_word >> 24 : packet->icmp_word;
	return true;
}

static bool quote_differs(const struct expected *expected, const struct packet *packet, const struct flow *flow)
{
	const struct packet_pattern *quote = expected->pattern->quote;

	if (quote == NULL)
		return false;
	if (!packet->has_quote)
		return true;
	switch (quote->protocol) {
	case PACKET_TCP:
		return packet->quote_transport != TRANSPORT_TCP ||
			expected_number_differs(&expected->quote_seq,
			flow == NULL ? packet->quote_seq : flow_relative_quote(flow, packet));
	case PACKET_UDP:
		return packet->quote_transport != TRANSPORT_UDP;
	case PACKET_ICMP:
		return packet->quote_transport != TRANSPORT_ICMP && packet->quote_transport != TRANSPORT_ICMP6;
	}
	return true;
}

unsigned expected_icmp_differences(const struct expected *expected, const struct packet *packet,
	const struct flow *flow)
{
	bool six = packet->transport == TRANSPORT_ICMP6;
	int type = six ? expected->icmp6_type : expected->icmp4_type;
	int code = six ? expected->icmp6_code : expected->icmp4_code;
	unsigned fields = 0;
	uint32_t value;

	if (packet->icmp_type != type || (code >= 0 && packet->icmp_code != code))
		fields |= FIELD_ICMP;
	if (expected->mtu.said && (!expected_icmp_mtu(packet, &value) || expected->mtu.value != value))
		fields |= FIELD_MTU;
	if (expected->pointer.said && (!expected_icmp_pointer(packet, &value) || expected->pointer.value != value))
		fields |= FIELD_POINTER;
	if (quote_differs(expected, packet, flow))
		fields |= FIELD_QUOTE;
	return fields;
}
