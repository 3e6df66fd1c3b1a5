/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet line -> its bytes: TCP and UDP with what they carry, and ICMP errors with what they quote. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/payload.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/match/inject_parts.h"
#include "harness/names/icmp.h"

#define INJECT_WINDOW 65535
#define INJECT_PAYLOAD_MOST 65535
#define INJECT_MTU6 1280       /* what every IPv6 link carries (RFC 8200, section 5) */
#define INJECT_QUOTE4_MOST 548 /* RFC 1812, 4.3.2.3: an error of at most 576 bytes */
#define INJECT_QUOTE6_MOST 1232 /* RFC 4443, 2.4: one of at most 1280 */

/* ---- what is carried ------------------------------------------------------------------------------- */

/* What stands in the line, or the pattern from `offset` of the stream on. `length` -1: as long as it is. */
static int inject_fill_payload(const struct injection *injection, struct packet *packet, int64_t length,
	int64_t offset)
{
	const struct node *node = injection->pattern->payload;
	const struct value *value;
	uint8_t *bytes;

	if (node != NULL && node->kind != NODE_ANY) {
		value = eval_node(injection->context->env, node, NULL, injection->err);
		if (value == NULL)
			return -1;
		if (value->kind != VALUE_BYTES)
			return err_set(injection->err, "a payload is bytes");
		if (length >= 0 && (uint64_t)length != value->length)
			return err_set(injection->err, "the length is %" PRId64 ", but the payload has %zu bytes", length,
				value->length);
		packet->payload = value->bytes;
		packet->payload_length = packet->payload_captured = value->length;
		return 0;
	}
	if (length < 0)
		return err_set(injection->err, "the packet cannot be sent: neither its length nor its payload is said");
	bytes = arena_alloc(injection->arena, (size_t)length + 1);
	/* A byte before the first one of the stream, as of a keepalive, is no byte of it. */
	payload_fill(bytes, (size_t)length, offset < 0 ? 0 : offset % PAYLOAD_PATTERN_MOST);
	packet->payload = bytes;
	packet->payload_length = packet->payload_captured = (size_t)length;
	return 0;
}

/* ---- TCP ------------------------------------------------------------------------------------------- */

/* first:last(length) */
static int inject_fill_range(const struct injection *injection, struct packet *packet)
{
	const struct packet_pattern *pattern = injection->pattern;
	uint32_t base = injection->ends->source_base, end;
	int64_t length, first = 0;

	if (inject_sequence(injection, pattern->seq, "sequence number", base, &packet->seq) < 0 ||
		inject_sequence(injection, pattern->seq_end, "last sequence number", base, &end) < 0 ||
		inject_number(injection, pattern->length, "length", INJECT_NEEDED, INJECT_PAYLOAD_MOST, &length) < 0)
		return -1;
	if (end - packet->seq != (uint32_t)length)
		return err_set(injection->err, "from %" PRIu32 " to %" PRIu32 " it is %" PRIu32 " bytes, not %" PRId64,
			packet->seq - base, end - base, end - packet->seq, length);
	if (eval_number(injection->context->env, pattern->seq, NULL, &first, injection->err) < 0)
		return -1;
	/* The SYN's own number comes before the first byte of the stream. */
	return inject_fill_payload(injection, packet, length, (pattern->flags & FLAG_SYN) != 0 ? first : first - 1);
}

int inject_fill_tcp(const struct injection *injection, struct packet *packet)
{
	const struct packet_pattern *pattern = injection->pattern;
	int64_t window, urgent;

	packet->transport = TRANSPORT_TCP;
	packet->flags = (uint16_t)pattern->flags;
	if (inject_fill_range(injection, packet) < 0 ||
		inject_number(injection, pattern->window, "win", INJECT_WINDOW, UINT16_MAX, &window) < 0 ||
		inject_number(injection, pattern->urgent, "urg", 0, UINT16_MAX, &urgent) < 0)
		return -1;
	packet->window = (uint16_t)window;
	packet->urgent = (uint16_t)urgent;
	if ((pattern->ack != NULL || (pattern->flags & FLAG_ACK) != 0) &&
		inject_sequence(injection, pattern->ack, "ack", injection->ends->destination_base, &packet->ack) < 0)
		return -1;
	return inject_fill_options(injection, packet);
}

/* ---- UDP ------------------------------------------------------------------------------------------- */

int inject_fill_udp(const struct injection *injection, struct packet *packet)
{
	int64_t length;

	packet->transport = TRANSPORT_UDP;
	if (inject_number(injection, injection->pattern->length, "length", -1, INJECT_PAYLOAD_MOST, &length) < 0)
		return -1;
	return inject_fill_payload(injection, packet, length, 0);
}

/* ---- ICMP ------------------------------------------------------------------------------------------ */

/* The same the other way. */
static struct inject_ends inject_turn(const struct inject_ends *ends)
{
	return (struct inject_ends){ .source = ends->destination, .destination = ends->source, .flow = ends->flow,
		.source_end = !ends->source_end, .source_base = ends->destination_base,
		.destination_base = ends->source_base };
}

/* The packet that the error is about: what the line says, or the last one that came from where the error goes. */
static int inject_find_quote(const struct injection *injection, const uint8_t **bytes, size_t *length)
{
	const struct inject_context *context = injection->context;
	const struct inject_ends *ends = injection->ends;
	struct inject_ends turned = inject_turn(ends);
	struct injection quoted = *injection;
	uint8_t *made;

	if (injection->pattern->quote != NULL) {
		quoted.pattern = injection->pattern->quote;
		quoted.ends = &turned;
		if (inject_encode(&quoted, &made, length) < 0)
			return err_prefix(injection->err, "what the error quotes");
		*bytes = made;
		return 0;
	}
	*bytes = ends->flow == NULL || context->last == NULL ? NULL :
		context->last(context->last_context, ends->flow, turned.source_end, length);
	return *bytes != NULL ? 0 :
		err_set(injection->err, "nothing was sent yet that the error could quote");
}

static int inject_fill_icmp_word(const struct injection *injection, const struct icmp_name *name,
	struct packet *packet)
{
	const struct packet_pattern *pattern = injection->pattern;
	bool six = packet->source.family == 6;
	int64_t mtu = 0, pointer = 0;

	if (name->has_mtu && inject_number(injection, pattern->icmp_mtu, "mtu", six ? INJECT_MTU6 : 0,
		six ? UINT32_MAX : UINT16_MAX, &mtu) < 0)
		return -1;
	if (name->has_pointer && inject_number(injection, pattern->icmp_pointer, "pointer", 0,
		six ? UINT32_MAX : UINT8_MAX, &pointer) < 0)
		return -1;
	packet->icmp_word = (uint32_t)mtu;
	if (name->has_pointer)
		packet->icmp_word = six ? (uint32_t)pointer : (uint32_t)pointer << 24;
	return 0;
}

int inject_fill_icmp(const struct injection *injection, struct packet *packet)
{
	const struct packet_pattern *pattern = injection->pattern;
	const struct icmp_name *name = icmp_find(pattern->icmp_type, pattern->icmp_code);
	bool six = packet->source.family == 6;
	size_t most = six ? INJECT_QUOTE6_MOST : INJECT_QUOTE4_MOST, length;
	const uint8_t *quote;

	if (name == NULL || (six ? name->type6 : name->type4) < 0)
		return err_set(injection->err, "IPv%d has no icmp %s%s%s", six ? 6 : 4, pattern->icmp_type,
			pattern->icmp_code == NULL ? "" : " ", pattern->icmp_code == NULL ? "" : pattern->icmp_code);
	packet->transport = six ? TRANSPORT_ICMP6 : TRANSPORT_ICMP;
	packet->icmp_type = (uint8_t)(six ? name->type6 : name->type4);
	packet->icmp_code = (uint8_t)(six ? name->code6 : name->code4);
	packet->source.port = packet->destination.port = 0;
	if (inject_fill_icmp_word(injection, name, packet) < 0 || inject_find_quote(injection, &quote, &length) < 0)
		return -1;
	length = length < most ? length : most;
	packet->payload = arena_memdup(injection->arena, quote, length);
	packet->payload_length = packet->payload_captured = length;
	return 0;
}
