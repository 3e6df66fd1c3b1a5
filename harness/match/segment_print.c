/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets in the look of packet lines. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/match/eval.h"
#include "harness/match/expected.h"
#include "harness/names/icmp.h"
#include "harness/names/tcp.h"

#define PRINT_PAYLOAD_MOST 64

/* Which of a packet's fields are shown. */
struct shown {
	bool seq, ack, window, urgent, options, payload;
	const struct packet_pattern *like; /* NULL: all as it is */
	const struct expected *expected;   /* what the line's names stand for; NULL */
};

void segment_print_value(struct str *str, const char *word, const struct node *node,
	const struct expected_number *expected, uint32_t observed)
{
	bool bound = expected != NULL && expected->said;

	/* What the line leaves open changes from run to run, and is not shown. */
	if (node != NULL && (node->kind == NODE_ANY || (node->kind == NODE_NAME && !bound)))
		str_addf(str, "%s...", word);
	else if (node != NULL && node->kind == NODE_NAME && (uint32_t)expected->value == observed)
		str_addf(str, "%s%s", word, node->text);
	else
		str_addf(str, "%s%" PRIu32, word, observed);
}

/* A value of an option, in the place that it has in the line. */
static void print_value(struct str *str, const char *word, const struct shown *shown, int kind, size_t value,
	uint32_t observed)
{
	const struct packet_pattern *like = shown->like;
	const struct expected *expected = shown->expected;

	for (size_t i = 0; like != NULL && i < like->option_count; i++) {
		if ((int)like->options[i].kind != kind || value >= like->options[i].count)
			continue;
		segment_print_value(str, word, like->options[i].values[value],
			expected == NULL || i >= expected->option_count ? NULL :
			&expected->options[i].values[value], observed);
		return;
	}
	str_addf(str, "%s%" PRIu32, word, observed);
}

static void print_sack(struct str *str, const struct packet_option *option, uint32_t base)
{
	str_add(str, "sack");
	for (size_t i = 0; i + 8 <= option->data_length; i += 8)
		str_addf(str, " %" PRIu32 ":%" PRIu32, expected_big_endian(option->data + i, 4) - base,
			expected_big_endian(option->data + i + 4, 4) - base);
}

static void print_bytes(struct str *str, const char *word, const struct packet_option *option)
{
	str_add(str, word);
	if (option->data_length == 0)
		return;
	str_add(str, " ");
	str_add_quoted(str, option->data, option->data_length, PRINT_PAYLOAD_MOST);
}

static void print_option(struct str *str, const struct shown *shown, const struct packet_option *option,
	uint32_t base)
{
	const uint8_t *data = option->data;
	char word[32];

	switch (option->kind) {
	case OPTION_EOL:
		str_add(str, "eol");
		return;
	case OPTION_NOP:
		str_add(str, "nop");
		return;
	case OPTION_SACKOK:
		str_add(str, "sackOK");
		return;
	case OPTION_MSS:
		if (option->data_length != 2)
			break;
		print_value(str, "mss ", shown, OPTION_MSS, 0, expected_big_endian(data, 2));
		return;
	case OPTION_WSCALE:
		if (option->data_length != 1)
			break;
		print_value(str, "wscale ", shown, OPTION_WSCALE, 0, data[0]);
		return;
	case OPTION_TIMESTAMP:
		if (option->data_length != 8)
			break;
		print_value(str, "TS val ", shown, OPTION_TIMESTAMP, 0, expected_big_endian(data, 4));
		print_value(str, " ecr ", shown, OPTION_TIMESTAMP, 1, expected_big_endian(data + 4, 4));
		return;
	case OPTION_SACK:
		if (option->data_length == 0 || option->data_length % 8 != 0)
			break;
		print_sack(str, option, base);
		return;
	case OPTION_FASTOPEN:
		print_bytes(str, "fastopen", option);
		return;
	case OPTION_MD5:
		print_bytes(str, "md5", option);
		return;
	default:
		break;
	}
	snprintf(word, sizeof(word), "option %d", option->kind);
	print_bytes(str, word, option);
}

static void print_options(struct str *str, const struct shown *shown, const struct packet *packet,
	const struct flow *flow)
{
	uint32_t base = flow == NULL ? 0 : flow_acked_base(flow, packet);

	str_add(str, " <");
	for (size_t i = 0; i < packet->option_count; i++) {
		if (i > 0)
			str_add(str, ",");
		print_option(str, shown, &packet->options[i], base);
	}
	str_add(str, ">");
}

/* Whether a part of an ICMP error is shown: where the line speaks of it, or all is. */
static bool icmp_shows(const struct shown *shown, bool said)
{
	return shown->like == NULL || said;
}

static void print_icmp(struct str *str, const struct packet *packet, const struct flow *flow,
	const struct shown *shown)
{
	bool six = packet->transport == TRANSPORT_ICMP6;
	const struct icmp_name *name = icmp_of(six, packet->icmp_type, packet->icmp_code);
	const struct packet_pattern *like = shown->like;
	uint32_t value;

	if (name == NULL) {
		str_addf(str, "%s type %d code %d", six ? "icmp6" : "icmp", packet->icmp_type, packet->icmp_code);
		return;
	}
	str_addf(str, "icmp %s", name->type);
	if (name->code != NULL)
		str_addf(str, " %s", name->code);
	if (expected_icmp_mtu(packet, &value) && icmp_shows(shown, like != NULL && like->icmp_mtu != NULL))
		segment_print_value(str, " mtu ", like == NULL ? NULL : like->icmp_mtu,
			shown->expected == NULL ? NULL : &shown->expected->mtu, value);
	if (expected_icmp_pointer(packet, &value) &&
		icmp_shows(shown, like != NULL && like->icmp_pointer != NULL))
		str_addf(str, " pointer %" PRIu32, value);
	if (like != NULL && like->quote != NULL && packet->has_quote) {
		str_addf(str, " quoting %s", packet->quote_transport == TRANSPORT_UDP ? "udp" :
			packet->quote_transport == TRANSPORT_TCP ? "TCP" : "another protocol");
		if (packet->quote_transport == TRANSPORT_TCP && like->quote->seq != NULL)
			str_addf(str, " from %" PRIu32,
				flow == NULL ? packet->quote_seq : flow_relative_quote(flow, packet));
	}
}

static void print_tcp(struct str *str, const struct packet *packet, const struct flow *flow,
	const struct shown *shown)
{
	uint32_t seq = flow == NULL ? packet->seq : flow_relative_seq(flow, packet);
	char flags[16];

	str_add(str, packet_flags_text(packet->flags, flags));
	if (shown->seq)
		str_addf(str, " %" PRIu32 ":%" PRIu32 "(%zu)", seq,
			seq + (uint32_t)packet->payload_length, packet->payload_length);
	if (shown->ack && (packet->flags & FLAG_ACK) != 0)
		str_addf(str, " ack %" PRIu32,
			flow == NULL ? packet->ack : flow_relative_ack(flow, packet));
	if (shown->window)
		segment_print_value(str, " win ", shown->like == NULL ? NULL : shown->like->window,
			shown->expected == NULL ? NULL : &shown->expected->window, packet->window);
	if (shown->urgent)
		segment_print_value(str, " urg ", shown->like == NULL ? NULL : shown->like->urgent,
			shown->expected == NULL ? NULL : &shown->expected->urgent, packet->urgent);
	if (shown->options)
		print_options(str, shown, packet, flow);
}

static void print_shown(struct str *str, const struct packet *packet, const struct flow *flow,
	const struct shown *shown)
{
	switch (packet->transport) {
	case TRANSPORT_TCP:
		print_tcp(str, packet, flow, shown);
		break;
	case TRANSPORT_UDP:
		str_addf(str, "udp (%zu)", packet->payload_length);
		break;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		print_icmp(str, packet, flow, shown);
		return;
	case TRANSPORT_OTHER:
		str_addf(str, "protocol %d (%zu)", packet->ip_protocol, packet->length);
		return;
	}
	if (shown->payload && packet->payload_captured > 0) {
		str_add(str, " ");
		str_add_quoted(str, packet->payload, packet->payload_captured, PRINT_PAYLOAD_MOST);
	}
}

void segment_print(struct str *str, const struct packet *packet, const struct flow *flow)
{
	struct shown shown = { .seq = true, .ack = true, .window = true, .payload = true,
		.urgent = (packet->flags & FLAG_URG) != 0, .options = packet->option_count > 0 };

	print_shown(str, packet, flow, &shown);
}

/* "frag 0:1280+": which bytes of what IP carries, as a packet line says it. */
static void print_fragment(struct str *str, const struct packet *packet, size_t length)
{
	str_addf(str, " frag %u:%zu%s", packet->fragment_offset, length, packet->more_fragments ? "+" : "");
}

void segment_print_brief(struct str *str, const struct packet *packet, const struct flow *flow)
{
	const bool opens = (packet->flags & (FLAG_SYN | FLAG_RST)) != 0;
	struct shown shown = { .seq = true, .ack = true, .window = packet->window == 0 && !opens,
		.urgent = (packet->flags & FLAG_URG) != 0 };

	if (packet->fragment_offset > 0) {
		if (packet->ip_protocol == IPPROTO_UDP || packet->ip_protocol == IPPROTO_TCP)
			str_add(str, packet->ip_protocol == IPPROTO_UDP ? "udp" : "TCP");
		else
			str_addf(str, "protocol %d", packet->ip_protocol);
		print_fragment(str, packet, packet->payload_length);
		return;
	}
	print_shown(str, packet, flow, &shown);
	if (packet->more_fragments && packet->wire_length > packet->transport_offset)
		print_fragment(str, packet, packet->wire_length - packet->transport_offset);
}

void segment_print_like(struct str *str, const struct env *env, const struct packet_pattern *pattern,
	const struct packet *packet, const struct flow *flow)
{
	struct shown shown = { .seq = pattern->seq != NULL || pattern->protocol != PACKET_TCP,
		.ack = pattern->ack != NULL, .window = pattern->window != NULL,
		.urgent = pattern->urgent != NULL, .options = pattern->has_options,
		.payload = pattern->payload != NULL, .like = pattern };
	struct expected expected;
	struct err err;

	err_init(&err);
	if (expected_make(env, pattern, &expected, &err) == 0) {
		shown.expected = &expected;
		segment_print_header(str, &expected, packet);
	}
	print_shown(str, packet, flow, &shown);
}
