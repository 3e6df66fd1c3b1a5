/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a packet line contradicts itself, and whether its numbers can stand in a packet. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"
#include "harness/case/node.h"

static void check_field(struct scope *scope, const struct node *node, int64_t most, const char *what)
{
	int64_t number;

	if (node == NULL || node->kind == NODE_ANY)
		return;
	check_number(scope, node);
	if (node_is_number(node, &number) && (number < 0 || number > most))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "%lld is no %s; expected 0 to %lld",
			(long long)number, what, (long long)most);
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

static void check_option_values(struct scope *scope, const struct option_pattern *option)
{
	int64_t most = UINT32_MAX;
	const char *what = "number of 32 bits";

	if (option->kind == OPTION_MSS) {
		most = 65535;
		what = "segment size";
	} else if (option->kind == OPTION_WSCALE) {
		most = 255;
		what = "window scale";
	}
	for (size_t i = 0; i < option->count; i++)
		check_field(scope, option->values[i], most, what);
	if (option->kind == OPTION_SACK && option->count > 8)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->where,
			"%zu blocks do not fit into a segment's options", option->count / 2);
}

static void check_tcp(struct scope *scope, const struct packet_pattern *packet)
{
	check_field(scope, packet->seq, UINT32_MAX, "sequence number");
	check_field(scope, packet->seq_end, UINT32_MAX, "sequence number");
	check_field(scope, packet->length, 65535, "length of a segment");
	check_field(scope, packet->ack, UINT32_MAX, "acknowledgement number");
	check_field(scope, packet->window, (int64_t)65535 << 14, "window");
	check_field(scope, packet->urgent, 65535, "urgent pointer");
	check_range(scope, packet);
	if (packet->ack != NULL && !(packet->flags & FLAG_ACK))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->ack->where,
			"a segment without the flag '.' acknowledges nothing");
	if (packet->urgent != NULL && !(packet->flags & FLAG_URG))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->urgent->where,
			"a segment without the flag 'U' has no urgent pointer");
	for (size_t i = 0; i < packet->option_count; i++)
		check_option_values(scope, &packet->options[i]);
}

void check_packet(struct scope *scope, const struct step *step)
{
	check_pattern_line(scope, step->packet);
}

void check_pattern_line(struct scope *scope, const struct packet_pattern *packet)
{
	switch (packet->protocol) {
	case PACKET_TCP:
		check_tcp(scope, packet);
		check_payload(scope, packet);
		break;
	case PACKET_UDP:
		check_field(scope, packet->length, 65535, "length of a datagram");
		check_payload(scope, packet);
		break;
	case PACKET_ICMP:
		break;
	}
}
