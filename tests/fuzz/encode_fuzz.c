/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any fields as a packet: refused with words, or encoded within its bounds to a packet that is decoded again, and from
 * there encoded to the same bytes. Then pieces of it as fragments.
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/packet.h"
#include "harness/evidence/packet_encode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	const uint8_t *data;
	size_t left;
};

static void
expect(int holds)
{
	if (!holds)
		abort();
}

/* Behind the end of the input there are zeros. */
static uint32_t
input_number(struct input *input, size_t width)
{
	uint32_t number = 0;

	for (; width > 0; width--) {
		number <<= 8;
		if (input->left > 0) {
			number |= *input->data++;
			input->left--;
		}
	}
	return number;
}

/* Up to `length` bytes of the input, in memory that ends where they end. NULL where there are none. */
static const uint8_t *
input_bytes(struct input *input, struct arena *arena, size_t *length)
{
	const uint8_t *bytes;

	if (*length > input->left)
		*length = input->left;
	if (*length == 0)
		return NULL;
	bytes = arena_memdup(arena, input->data, *length);
	input->data += *length;
	input->left -= *length;
	return bytes;
}

static void
input_address(struct input *input, struct packet_address *address, unsigned family)
{
	size_t i;

	address->family = family % 8 < 4 ? 4 : family % 8 < 7 ? 6 : (int)family;
	for (i = 0; i < sizeof address->bytes; i += 4) {
		uint32_t number = input_number(input, 4);

		memcpy(address->bytes + i, &number, 4);
	}
	address->port = (uint16_t)input_number(input, 2);
}

static void
input_option(struct input *input, struct arena *arena, struct packet_option *option)
{
	unsigned how = input_number(input, 1);

	option->kind = (uint8_t)input_number(input, 1);
	option->data_length = how & 0x3f;
	option->data = input_bytes(input, arena, &option->data_length);
	option->length = (uint8_t)(option->kind < 2 ? 1 : option->data_length + 2);
	option->raw = (how & 0x40) != 0;
	/* One that lies about its length. */
	if (how & 0x80)
		option->length = (uint8_t)input_number(input, 1);
}

static void
input_packet(struct input *input, struct arena *arena, struct packet *packet)
{
	unsigned switches = input_number(input, 2), family = input_number(input, 1);
	size_t i;

	memset(packet, 0, sizeof *packet);
	input_address(input, &packet->source, family);
	input_address(input, &packet->destination, family >> 4 == 0xf ? family >> 4 : family);
	packet->dont_fragment = (switches & 1) != 0;
	packet->more_fragments = (switches & 2) != 0;
	packet->fragment_header = (switches & 4) != 0;
	packet->ip_checksum_ok = (switches & 8) != 0;
	packet->checksum_known = (switches & 16) != 0;
	packet->checksum_ok = (switches & 32) != 0;
	packet->malformed = switches >> 8 == 0xff ? "it was said to be so" : NULL;
	packet->not_encoded = switches >> 8 == 0xfe ? "it was said to be so" : NULL;
	packet->transport = (enum transport)(input_number(input, 1) % 6);
	packet->ip_protocol = (uint8_t)input_number(input, 1);
	packet->ip_next = (uint8_t)input_number(input, 1);
	packet->hop_limit = (uint8_t)input_number(input, 1);
	packet->traffic_class = (uint8_t)input_number(input, 1);
	packet->identification = input_number(input, switches & 64 ? 4 : 2);
	packet->flow_label = input_number(input, switches & 64 ? 4 : 2);
	packet->fragment_offset = (uint16_t)input_number(input, 2);
	packet->checksum = (uint16_t)input_number(input, 2);
	packet->ip_checksum = (uint16_t)input_number(input, 2);
	packet->seq = input_number(input, 4);
	packet->ack = input_number(input, 4);
	packet->flags = (uint16_t)input_number(input, 2);
	packet->window = (uint16_t)input_number(input, 2);
	packet->urgent = (uint16_t)input_number(input, 2);
	packet->icmp_type = (uint8_t)input_number(input, 1);
	packet->icmp_code = (uint8_t)input_number(input, 1);
	packet->icmp_word = input_number(input, 4);
	packet->option_count = input_number(input, 1) % (PACKET_OPTIONS_MOST + 2);
	for (i = 0; i < packet->option_count && i < PACKET_OPTIONS_MOST; i++)
		input_option(input, arena, &packet->options[i]);
	packet->ip_options_length = input_number(input, switches & 128 ? 2 : 1);
	packet->ip_options = input_bytes(input, arena, &packet->ip_options_length);
	packet->payload_length = input_number(input, 3);
	packet->payload_captured = input_number(input, 3);
	packet->payload = input_bytes(input, arena, &packet->payload_captured);
	if (packet->payload_length % 4 != 0)
		packet->payload_length = packet->payload_captured;
}

/* What came out: within bounds, and fixed. */
static void
check_encoded(struct arena *arena, const uint8_t *bytes, size_t length)
{
	size_t again_length = 0;
	struct packet packet;
	struct err err;
	uint8_t *again;

	expect(length >= 20 && length <= PACKET_BYTES_MOST);
	expect(packet_decode(&packet, bytes, length, length) == 0);
	err_init(&err);
	if (packet_encode(arena, &packet, &again, &again_length, &err) == 0)
		expect(again_length == length && memcmp(again, bytes, length) == 0);
	else
		expect(packet.malformed != NULL || packet.not_encoded != NULL);
}

/* In memory of its own, so that a read beyond the end is seen. */
static void
check_fragment(struct input *input, struct arena *arena, const uint8_t *bytes, size_t length)
{
	size_t offset = input_number(input, 2), piece = input_number(input, 2), made_length = 0;
	uint8_t *whole = malloc(length), *made;
	struct err err;

	if (whole == NULL)
		abort();
	memcpy(whole, bytes, length);
	err_init(&err);
	if (packet_encode_fragment(arena, whole, length, offset, piece, offset % 2 == 0, input_number(input, 3), &made,
		&made_length, &err) == 0)
		check_encoded(arena, made, made_length);
	else
		expect(err.set && err.text[0] != '\0');
	free(whole);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct input input = { data, size };
	struct packet packet;
	size_t length = 0;
	uint8_t *bytes;
	struct err err;

	input_packet(&input, arena, &packet);
	err_init(&err);
	if (packet_encode(arena, &packet, &bytes, &length, &err) == 0) {
		check_encoded(arena, bytes, length);
		check_fragment(&input, arena, bytes, length);
	} else {
		expect(err.set && err.text[0] != '\0');
	}
	arena_free(arena);
	return 0;
}
