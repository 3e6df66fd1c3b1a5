/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a packet: nothing outside of them is pointed to, what is said of them fits together, and a packet that is
 * whole and holds together is encoded to the same bytes again.
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/evidence/packet.h"
#include "harness/evidence/packet_encode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(int holds)
{
	if (!holds)
		abort();
}

static void
check_range(const struct packet *packet, const uint8_t *bytes, size_t length)
{
	expect(bytes >= packet->bytes && bytes <= packet->bytes + packet->length);
	expect(length <= (size_t)(packet->bytes + packet->length - bytes));
}

static void
check(const struct packet *packet)
{
	size_t i;
	struct str str;
	char flags[12];
	unsigned sum = 0;

	for (i = 0; i < packet->option_count; i++) {
		if (packet->options[i].data != NULL)
			check_range(packet, packet->options[i].data, packet->options[i].data_length);
	}
	if (packet->payload != NULL) {
		check_range(packet, packet->payload, packet->payload_captured);
		for (i = 0; i < packet->payload_captured; i++)
			sum += packet->payload[i];
	}
	expect(sum != 1u << 31);
	if (packet->ip_options != NULL)
		check_range(packet, packet->ip_options, packet->ip_options_length);
	expect(packet->ip_options != NULL || packet->ip_options_length == 0);
	expect(packet->payload_captured <= packet->payload_length);
	expect(packet->transport_offset <= packet->length);
	expect(packet->checksum_known || packet->checksum_ok);
	str_init(&str);
	packet_address_print(&str, &packet->source);
	packet_address_print(&str, &packet->quote_destination);
	str_free(&str);
	expect(strlen(packet_flags_text(packet->flags, flags)) < sizeof flags);
}

static void
check_inverse(const struct packet *packet)
{
	struct arena *arena = arena_new();
	size_t length = 0;
	struct err err;
	uint8_t *bytes;

	err_init(&err);
	if (packet_encode(arena, packet, &bytes, &length, &err) == 0)
		expect(length == packet->length && memcmp(bytes, packet->bytes, length) == 0);
	else
		expect(err.set && (packet->malformed != NULL || packet->not_encoded != NULL));
	arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packet packet;

	if (packet_decode(&packet, data, size, size) == 0) {
		check(&packet);
		check_inverse(&packet);
	}
	/* As a capture that was cut keeps it. */
	if (size > 0 && packet_decode(&packet, data, size, size + data[0]) == 0) {
		check(&packet);
		check_inverse(&packet);
	}
	return 0;
}
