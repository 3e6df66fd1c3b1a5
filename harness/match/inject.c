/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet line -> its bytes: numbers, the headers of IP, checksums and fragments. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/packet_encode.h"
#include "harness/match/eval.h"
#include "harness/match/inject_parts.h"

#define INJECT_HOPS 64
#define INJECT_ECN 3

int inject_number(const struct injection *injection, const struct node *node, const char *what, int64_t unsaid,
	int64_t most, int64_t *number)
{
	if (node == NULL || node->kind == NODE_ANY) {
		*number = unsaid;
		return unsaid != INJECT_NEEDED ? 0 :
			err_set(injection->err, "the packet cannot be sent: its %s is not said", what);
	}
	if (eval_number(injection->context->env, node, NULL, number, injection->err) < 0)
		return -1;
	if (*number < 0 || *number > most)
		return err_set(injection->err, "%s is from 0 to %" PRId64 ", not %" PRId64, what, most, *number);
	return 0;
}

int inject_sequence(const struct injection *injection, const struct node *node, const char *what, uint32_t base,
	uint32_t *number)
{
	int64_t relative;

	if (node == NULL || node->kind == NODE_ANY)
		return err_set(injection->err, "the packet cannot be sent: its %s is not said", what);
	if (eval_number(injection->context->env, node, NULL, &relative, injection->err) < 0)
		return -1;
	*number = base + (uint32_t)relative;
	return 0;
}

/* ---- the header of IP ---------------------------------------------------------------------------- */

/* src "192.0.2.9": only the address, the port stays. */
static int inject_other_address(const struct injection *injection, const char *text, struct packet_address *address)
{
	struct packet_address other;

	if (text == NULL)
		return 0;
	if (!packet_address_parse(&other, text, address->port))
		return err_set(injection->err, "%s is no address", text);
	if (other.family != address->family)
		return err_set(injection->err, "%s is no address of IPv%d", text, address->family);
	*address = other;
	return 0;
}

static int inject_fill_ip_options(const struct injection *injection, struct packet *packet)
{
	const struct header_pattern *header = injection->pattern->header;
	size_t padded = (header->option_length + 3) / 4 * 4;
	uint8_t *options;

	if (!header->has_options || header->option_length == 0)
		return 0;
	if (packet->source.family != 4)
		return err_set(injection->err, "these options are those of an IPv4 header");
	options = arena_alloc(injection->arena, padded);
	memcpy(options, header->options, header->option_length);
	packet->ip_options = options;
	packet->ip_options_length = padded;
	return 0;
}

static int inject_fill_header(const struct injection *injection, struct packet *packet)
{
	static const struct header_pattern nothing = { .ecn = -1, .dont_fragment = -1 };
	const struct header_pattern *header =
		injection->pattern->header != NULL ? injection->pattern->header : &nothing;
	int64_t ttl, tos, id, label;

	packet->source = injection->ends->source;
	packet->destination = injection->ends->destination;
	if (inject_other_address(injection, header->source, &packet->source) < 0 ||
		inject_other_address(injection, header->destination, &packet->destination) < 0 ||
		inject_number(injection, header->ttl, "ttl", INJECT_HOPS, UINT8_MAX, &ttl) < 0 ||
		inject_number(injection, header->tos, "tos", 0, UINT8_MAX, &tos) < 0 ||
		inject_number(injection, header->id, "id", 0, packet->source.family == 4 ? UINT16_MAX : UINT32_MAX,
			&id) < 0 ||
		inject_number(injection, header->flow, "flow", 0, 0xfffff, &label) < 0)
		return -1;
	packet->hop_limit = (uint8_t)ttl;
	packet->traffic_class = (uint8_t)tos;
	if (header->ecn >= 0)
		packet->traffic_class = (uint8_t)((tos & ~INJECT_ECN) | header->ecn);
	packet->identification = (uint32_t)id;
	packet->flow_label = (uint32_t)label;
	/* Nobody marks a fragment as what must not be one, unless the page says so. */
	packet->dont_fragment = header->dont_fragment >= 0 ? header->dont_fragment == 1 : header->fragment == NULL;
	return header->has_options ? inject_fill_ip_options(injection, packet) : 0;
}

/* ---- all of it ------------------------------------------------------------------------------------- */

static int inject_fill(const struct injection *injection, struct packet *packet)
{
	packet_encode_begin(packet, injection->ends->source.family);
	if (inject_fill_header(injection, packet) < 0)
		return -1;
	switch (injection->pattern->protocol) {
	case PACKET_TCP:
		return inject_fill_tcp(injection, packet);
	case PACKET_UDP:
		return inject_fill_udp(injection, packet);
	case PACKET_ICMP:
		return inject_fill_icmp(injection, packet);
	}
	return err_set(injection->err, "a packet of no protocol");
}

/* The right one turned over; of the two zeros of its arithmetic each would be right in place of the other. */
static uint16_t inject_wrong_checksum(uint16_t right)
{
	return right == 0 || right == UINT16_MAX ? 0x5555 : (uint16_t)~right;
}

static int inject_encode_whole(const struct injection *injection, struct packet *packet, uint8_t **bytes,
	size_t *length)
{
	const struct header_pattern *header = injection->pattern->header;
	struct packet right;

	if (header != NULL && header->checksum == CHECKSUM_NONE) {
		if (packet->transport != TRANSPORT_UDP)
			return err_set(injection->err, "only UDP may be without a checksum");
		packet->checksum_known = packet->checksum_ok = false;
		packet->checksum = 0;
	}
	if (packet_encode(injection->arena, packet, bytes, length, injection->err) < 0)
		return -1;
	if (header == NULL || header->checksum != CHECKSUM_WRONG)
		return 0;
	if (packet_decode(&right, *bytes, *length, *length) < 0)
		return err_set(injection->err, "the packet that was made is none");
	packet->checksum_ok = false;
	packet->checksum = inject_wrong_checksum(right.checksum);
	return packet_encode(injection->arena, packet, bytes, length, injection->err);
}

static int inject_cut_fragment(const struct injection *injection, uint32_t id, uint8_t **bytes, size_t *length)
{
	const struct header_pattern *header = injection->pattern->header;
	uint8_t *whole = *bytes;
	size_t whole_length = *length;
	int64_t offset, count;

	if (inject_number(injection, header->fragment, "fragment's offset", INJECT_NEEDED, UINT16_MAX, &offset) < 0 ||
		inject_number(injection, header->fragment_length, "fragment's length", INJECT_NEEDED, UINT16_MAX,
			&count) < 0)
		return -1;
	return packet_encode_fragment(injection->arena, whole, whole_length, (size_t)offset, (size_t)count,
		header->more_fragments, id, bytes, length, injection->err);
}

int inject_encode(const struct injection *injection, uint8_t **bytes, size_t *length)
{
	const struct header_pattern *header = injection->pattern->header;
	struct packet packet;

	if (inject_fill(injection, &packet) < 0 || inject_encode_whole(injection, &packet, bytes, length) < 0)
		return -1;
	if (header == NULL || header->fragment == NULL)
		return 0;
	return inject_cut_fragment(injection, packet.identification, bytes, length);
}

int inject_make(struct arena *arena, const struct inject_context *context, const struct packet_pattern *pattern,
	const struct inject_ends *ends, struct packet *packet, uint8_t **bytes, size_t *length, struct err *err)
{
	const struct injection injection = { .arena = arena, .context = context, .pattern = pattern, .ends = ends,
		.err = err };

	if (inject_encode(&injection, bytes, length) < 0)
		return -1;
	if (packet_decode(packet, *bytes, *length, *length) < 0)
		return err_set(err, "the packet that was made is none");
	return 0;
}
