/* SPDX-License-Identifier: BSD-2-Clause */
/* `wire: corrupt`: a byte or a field of a packet arrives as another. */
#include "config.h"

#include "harness/play/wire_parts.h"

static enum wire_outcome apply(struct wire *wire, struct wire_rule *rule, struct wire_packet *packet)
{
	const struct wire_order *order = rule->order;
	size_t offset, width, i;

	/* A packet without that place goes on as it is, and is not one of those that the line is for. */
	if (!wire_bytes_find(order, packet->bytes, packet->length, &offset, &width)) {
		if (rule->left >= 0)
			rule->left++;
		return WIRE_GOES_ON;
	}
	for (i = 0; i < width; i++) {
		uint8_t *byte = &packet->bytes[offset + i];

		*byte = order->place_has_value ? (uint8_t)(order->place_value >> 8 * (width - 1 - i)) : (uint8_t)~*byte;
	}
	if (order->checksum_right) {
		wire_bytes_sum_ip(packet->bytes, packet->length);
		wire_bytes_sum_transport(packet->bytes, packet->length);
	}
	wire_note(wire, rule, packet, WIRE_CHANGED, "corrupted at %s%s", order->place,
		order->checksum_right ? ", checksum right" : "");
	return WIRE_GOES_ON;
}

const struct wire_action wire_corrupt = { .name = "corrupt", .apply = apply, .needs_packets = true };
