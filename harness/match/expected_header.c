/* SPDX-License-Identifier: BSD-2-Clause */
/* The brackets in front of a packet line against the IP header of a packet. */
#include "config.h"

#include <string.h>

#include "harness/match/expected.h"

#define ECN_BITS 3

size_t expected_carried(const struct packet *packet)
{
	return packet->wire_length < packet->transport_offset ? 0 : packet->wire_length - packet->transport_offset;
}

static bool said_differs(const struct expected_number *expected, int64_t observed)
{
	return expected->said && expected->value != observed;
}

static bool fragment_differs(const struct expected *expected, const struct packet *packet)
{
	const struct header_pattern *header = expected->pattern->header;

	if (header->fragment == NULL)
		return false;
	return header->more_fragments != packet->more_fragments ||
		said_differs(&expected->fragment, packet->fragment_offset) ||
		said_differs(&expected->fragment_length, (int64_t)expected_carried(packet));
}

static bool ip_options_differ(const struct header_pattern *header, const struct packet *packet)
{
	if (!header->has_options)
		return false;
	return packet->source.family != 4 || packet->ip_options_length != header->option_length ||
		(header->option_length > 0 &&
		memcmp(packet->ip_options, header->options, header->option_length) != 0);
}

static bool checksum_differs(enum checksum_pattern checksum, const struct packet *packet)
{
	switch (checksum) {
	case CHECKSUM_UNSAID:
		return false;
	case CHECKSUM_RIGHT:
		return !packet->checksum_known || !packet->checksum_ok;
	case CHECKSUM_WRONG:
		return !packet->checksum_known || packet->checksum_ok;
	case CHECKSUM_NONE:
		/* Over IPv6 it is not allowed, and for that reason sent. */
		return packet->transport != TRANSPORT_UDP || packet->checksum != 0;
	}
	return true;
}

/* IPv6 is never fragmented on its way: it has no bit for that, and is as if it were always set. */
static bool df_differs(int said, const struct packet *packet)
{
	return said >= 0 && said != (packet->dont_fragment || packet->source.family == 6);
}

unsigned expected_header_differences(const struct expected *expected, const struct packet *packet)
{
	const struct header_pattern *header = expected->pattern->header;
	bool four = packet->source.family == 4;
	unsigned fields = 0;

	if (header == NULL)
		return 0;
	if (said_differs(&expected->ttl, packet->hop_limit))
		fields |= FIELD_TTL;
	if (said_differs(&expected->tos, packet->traffic_class))
		fields |= FIELD_TOS;
	if (header->ecn >= 0 && header->ecn != (packet->traffic_class & ECN_BITS))
		fields |= FIELD_ECN;
	if (df_differs(header->dont_fragment, packet))
		fields |= FIELD_DF;
	/* In IPv6 only fragments have one. */
	if (expected->id.said && ((!four && !packet->fragment_header) || expected->id.value != packet->identification))
		fields |= FIELD_ID;
	if (expected->label.said && (four || expected->label.value != packet->flow_label))
		fields |= FIELD_LABEL;
	if (said_differs(&expected->isn, packet->seq))
		fields |= FIELD_ISN;
	if (fragment_differs(expected, packet))
		fields |= FIELD_FRAGMENT;
	if (ip_options_differ(header, packet))
		fields |= FIELD_IP_OPTIONS;
	if (checksum_differs(header->checksum, packet))
		fields |= FIELD_CHECKSUM;
	return fields;
}

#define UDP_HEADER 8

unsigned expected_fields_of_fragment(const struct expected *expected, unsigned fields)
{
	if (expected->pattern->header == NULL || expected->pattern->header->fragment == NULL)
		return fields;
	/* The header of UDP says how long the whole datagram is, and its bytes are compared as far as they are here. */
	if (expected->pattern->protocol == PACKET_UDP)
		return fields;
	return fields & ~(unsigned)(FIELD_LENGTH | FIELD_SEQ_END | FIELD_PAYLOAD | FIELD_OPTIONS);
}

/* Of UDP it is known where in the data a later fragment begins. */
unsigned expected_later_differences(const struct expected *expected, const struct packet *packet)
{
	size_t at = packet->fragment_offset - (size_t)UDP_HEADER;

	if (!expected->has_payload || expected->pattern->protocol != PACKET_UDP)
		return 0;
	if (at > expected->payload_length || packet->payload_captured > expected->payload_length - at)
		return FIELD_PAYLOAD;
	return packet->payload_captured > 0 &&
		memcmp(expected->payload + at, packet->payload, packet->payload_captured) != 0 ? FIELD_PAYLOAD : 0;
}
