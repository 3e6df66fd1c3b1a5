/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a packet line contradicts itself, and whether its numbers can stand in a packet. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"
#include "harness/case/node.h"
#include "harness/names/icmp.h"

/* Sequence numbers may count from before the first one. */
#define SEQUENCE_LEAST INT64_C(-2147483648)

static void check_between(struct scope *scope, const struct node *node, int64_t least, int64_t most, const char *what)
{
	int64_t number;

	if (node_is_number(node, &number) && (number < least || number > most))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "%lld is no %s; expected %lld to %lld",
			(long long)number, what, (long long)least, (long long)most);
}

void check_field(struct scope *scope, const struct node *node, int64_t most, const char *what)
{
	if (node == NULL || node->kind == NODE_ANY)
		return;
	check_number(scope, node);
	check_between(scope, node, 0, most, what);
}

void check_sequence(struct scope *scope, const struct node *node, const char *what)
{
	if (node == NULL || node->kind == NODE_ANY)
		return;
	check_number(scope, node);
	check_between(scope, node, SEQUENCE_LEAST, UINT32_MAX, what);
}

void check_taken_field(struct scope *scope, const struct node *node, int64_t most, const char *what,
	enum line_use use)
{
	/* A name that is new, by itself, is bound to what comes. */
	if (use == LINE_AWAITED && node != NULL && node->kind == NODE_NAME)
		check_number_out(scope, node);
	else
		check_field(scope, node, most, what);
}

/* first:last(length): last - first is length, as packetdrill and tcpdump count. */
static void check_range(struct scope *scope, const struct packet_pattern *packet)
{
	int64_t first, last, length;

	if (!node_is_number(packet->seq, &first) || !node_is_number(packet->seq_end, &last) ||
		!node_is_number(packet->length, &length))
		return;
	if (((last - first) & UINT32_MAX) != length)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->length->where,
			"from %lld to %lld are %lld bytes, not %lld", (long long)first, (long long)last,
			(long long)((last - first) & UINT32_MAX), (long long)length);
}

static void check_payload(struct scope *scope, const struct packet_pattern *packet)
{
	const struct node *payload = packet->payload;
	int64_t length, bytes;

	if (payload == NULL)
		return;
	if (payload->kind == NODE_STRING)
		bytes = (int64_t)payload->length;
	else if (!check_pattern(scope, payload)) {
		check_not_value(scope, payload, "a string or pattern(N)");
		return;
	} else if (payload->count < 1 || !node_is_number(payload->items[0], &bytes))
		return;
	if (node_is_number(packet->length, &length) && length != bytes)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, payload->where,
			"the payload has %lld byte%s, but the packet (%lld)", (long long)bytes,
			bytes == 1 ? "" : "s", (long long)length);
}

static void check_tcp(struct scope *scope, const struct packet_pattern *packet, enum line_use use)
{
	check_sequence(scope, packet->seq, "sequence number");
	check_sequence(scope, packet->seq_end, "sequence number");
	check_field(scope, packet->length, 65535, "length of a segment");
	check_sequence(scope, packet->ack, "acknowledgement number");
	/* What a scaled window is can be written in a line that is awaited; what is sent has 16 bits. */
	check_taken_field(scope, packet->window, use == LINE_INJECTED ? 65535 : (int64_t)65535 << 14, "window", use);
	check_taken_field(scope, packet->urgent, 65535, "urgent pointer", use);
	check_range(scope, packet);
	if (packet->ack != NULL && !(packet->flags & FLAG_ACK))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->ack->where,
			"a segment without the flag '.' acknowledges nothing");
	if (packet->urgent != NULL && !(packet->flags & FLAG_URG))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->urgent->where,
			"a segment without the flag 'U' has no urgent pointer");
	check_options(scope, packet, use);
}

/* What a message says besides its words; IPv6 has 32 bits for what IPv4 has 16 and 8 for. */
static void check_icmp(struct scope *scope, const struct packet_pattern *packet, enum line_use use)
{
	const struct icmp_name *name = icmp_find(packet->icmp_type, packet->icmp_code);
	bool ipv4 = scope->page->modes[MODE_IPV4];

	if (name == NULL)
		return; /* reported where it was read */
	if (name->type6 < 0 && scope->page->modes[MODE_IPV6])
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->where,
			"IPv6 has no 'icmp %s%s%s'; expected 'modes ipv4' at the beginning of the page", name->type,
			name->code == NULL ? "" : " ", name->code == NULL ? "" : name->code);
	if (packet->icmp_mtu != NULL && !name->has_mtu)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->icmp_mtu->where,
			"only 'icmp unreachable fragmentation' says an mtu");
	if (packet->icmp_pointer != NULL && !name->has_pointer)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->icmp_pointer->where,
			"only 'icmp problem' has a pointer");
	check_taken_field(scope, packet->icmp_mtu, ipv4 ? 65535 : UINT32_MAX, "mtu", use);
	check_field(scope, packet->icmp_pointer, ipv4 ? 255 : UINT32_MAX, "place in a packet");
	if (packet->quote != NULL)
		check_pattern_line(scope, packet->quote, LINE_QUOTED);
}

void check_packet(struct scope *scope, const struct step *step)
{
	enum line_use use = check_is_injected(scope, step) ? LINE_INJECTED : LINE_AWAITED;

	check_pattern_line(scope, step->packet, use);
	if (use == LINE_INJECTED)
		check_injected(scope, step->packet);
}

void check_pattern_line(struct scope *scope, const struct packet_pattern *packet, enum line_use use)
{
	if (packet->header != NULL)
		check_header(scope, packet, use);
	switch (packet->protocol) {
	case PACKET_TCP:
		check_tcp(scope, packet, use);
		check_payload(scope, packet);
		break;
	case PACKET_UDP:
		check_field(scope, packet->length, 65535, "length of a datagram");
		check_payload(scope, packet);
		break;
	case PACKET_ICMP:
		check_icmp(scope, packet, use);
		break;
	}
}
