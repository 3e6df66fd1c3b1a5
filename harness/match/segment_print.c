/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets and packet lines in the look of the script. */
#include "config.h"

#include <inttypes.h>
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

#include "harness/base/str.h"
#include "harness/match/eval.h"
#include "harness/match/expected.h"

#define PRINT_PAYLOAD_MOST 64

static uint32_t read32(const uint8_t *data)
{
	return (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

/* Whether the line leaves a value of such an option open: it changes from run to run, and is not shown. */
static bool is_left_open(const struct packet_pattern *like, int kind, size_t value)
{
	for (size_t i = 0; like != NULL && i < like->option_count; i++)
		if ((int)like->options[i].kind == kind)
			return value < like->options[i].count &&
				like->options[i].values[value]->kind == NODE_ANY;
	return false;
}

static void print_value(struct str *str, const char *word, uint32_t value, bool open)
{
	if (open)
		str_addf(str, "%s...", word);
	else
		str_addf(str, "%s%" PRIu32, word, value);
}

static void print_option(struct str *str, const struct packet_pattern *like,
	const struct packet_option *option, uint32_t base)
{
	const uint8_t *data = option->data;

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
		print_value(str, "mss ", (uint32_t)(data[0] << 8 | data[1]), is_left_open(like, OPTION_MSS, 0));
		return;
	case OPTION_WSCALE:
		if (option->data_length != 1)
			break;
		print_value(str, "wscale ", data[0], is_left_open(like, OPTION_WSCALE, 0));
		return;
	case OPTION_TIMESTAMP:
		if (option->data_length != 8)
			break;
		print_value(str, "TS val ", read32(data), is_left_open(like, OPTION_TIMESTAMP, 0));
		print_value(str, " ecr ", read32(data + 4), is_left_open(like, OPTION_TIMESTAMP, 1));
		return;
	case OPTION_SACK:
		if (option->data_length == 0 || option->data_length % 8 != 0)
			break;
		str_add(str, "sack");
		for (size_t i = 0; i + 8 <= option->data_length; i += 8)
			str_addf(str, " %" PRIu32 ":%" PRIu32, read32(data + i) - base,
				read32(data + i + 4) - base);
		return;
	default:
		break;
	}
	str_addf(str, "option %d (%zu bytes)", option->kind, option->data_length);
}

static void print_options(struct str *str, const struct packet_pattern *like,
	const struct packet *packet, const struct flow *flow)
{
	uint32_t base = flow == NULL ? 0 : flow_acked_base(flow, packet);

	str_add(str, " <");
	for (size_t i = 0; i < packet->option_count; i++) {
		if (i > 0)
			str_add(str, ",");
		print_option(str, like, &packet->options[i], base);
	}
	str_add(str, ">");
}

static const char *unreachable_name(const struct packet *packet)
{
	if (packet->transport == TRANSPORT_ICMP && packet->icmp_type == ICMP_UNREACH)
		switch (packet->icmp_code) {
		case ICMP_UNREACH_NET: return "net";
		case ICMP_UNREACH_HOST: return "host";
		case ICMP_UNREACH_PROTOCOL: return "protocol";
		case ICMP_UNREACH_PORT: return "port";
		case ICMP_UNREACH_FILTER_PROHIB: return "admin";
		}
	if (packet->transport == TRANSPORT_ICMP6 && packet->icmp_type == ICMP6_DST_UNREACH)
		switch (packet->icmp_code) {
		case ICMP6_DST_UNREACH_NOROUTE: return "net";
		case ICMP6_DST_UNREACH_ADDR: return "host";
		case ICMP6_DST_UNREACH_NOPORT: return "port";
		case ICMP6_DST_UNREACH_ADMIN: return "admin";
		}
	if (packet->transport == TRANSPORT_ICMP6 && packet->icmp_type == ICMP6_PARAM_PROB &&
		packet->icmp_code == ICMP6_PARAMPROB_NEXTHEADER)
		return "protocol";
	return NULL;
}

/* Which of a packet's fields are shown. */
struct shown {
	bool seq, ack, window, urgent, options, payload;
	const struct packet_pattern *like; /* NULL: all as it is */
};

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
		str_addf(str, " win %u", packet->window);
	if (shown->urgent)
		str_addf(str, " urg %u", packet->urgent);
	if (shown->options)
		print_options(str, shown->like, packet, flow);
}

static void print_shown(struct str *str, const struct packet *packet, const struct flow *flow,
	const struct shown *shown)
{
	const char *code;

	switch (packet->transport) {
	case TRANSPORT_TCP:
		print_tcp(str, packet, flow, shown);
		break;
	case TRANSPORT_UDP:
		str_addf(str, "udp (%zu)", packet->payload_length);
		break;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		code = unreachable_name(packet);
		if (code != NULL)
			str_addf(str, "icmp unreachable %s", code);
		else
			str_addf(str, "%s type %d code %d", packet->transport == TRANSPORT_ICMP ? "icmp" :
				"icmp6", packet->icmp_type, packet->icmp_code);
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

void segment_print_like(struct str *str, const struct packet_pattern *pattern,
	const struct packet *packet, const struct flow *flow)
{
	struct shown shown = { .seq = pattern->seq != NULL || pattern->protocol != PACKET_TCP,
		.ack = pattern->ack != NULL, .window = pattern->window != NULL,
		.urgent = pattern->urgent != NULL, .options = pattern->has_options,
		.payload = pattern->payload != NULL, .like = pattern };

	print_shown(str, packet, flow, &shown);
}

static void print_number(struct str *str, const char *word, const struct node *node)
{
	if (node == NULL)
		return;
	str_add(str, word);
	eval_print_node(str, node);
}

static void print_option_pattern(struct str *str, const struct option_pattern *option)
{
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
	case OPTION_ANY:
	case OPTION_MD5:
	case OPTION_FASTOPEN:
	case OPTION_OTHER:
	case OPTION_RAW:
		str_add(str, "...");
		return;
	case OPTION_MSS:
		print_number(str, "mss ", option->count > 0 ? option->values[0] : NULL);
		return;
	case OPTION_WSCALE:
		print_number(str, "wscale ", option->count > 0 ? option->values[0] : NULL);
		return;
	case OPTION_TIMESTAMP:
		print_number(str, "TS val ", option->count > 0 ? option->values[0] : NULL);
		print_number(str, " ecr ", option->count > 1 ? option->values[1] : NULL);
		return;
	case OPTION_SACK:
		str_add(str, "sack");
		for (size_t i = 0; i < option->count; i++)
			print_number(str, i % 2 == 0 ? " " : ":", option->values[i]);
		return;
	}
}

void segment_print_pattern(struct str *str, const struct packet_pattern *pattern)
{
	char flags[16];

	switch (pattern->protocol) {
	case PACKET_TCP:
		str_add(str, packet_flags_text(pattern->flags, flags));
		print_number(str, " ", pattern->seq);
		print_number(str, ":", pattern->seq_end);
		break;
	case PACKET_UDP:
		str_add(str, "udp");
		if (pattern->length != NULL)
			str_add(str, " ");
		break;
	case PACKET_ICMP:
		str_addf(str, "icmp %s %s", pattern->icmp_type == NULL ? "" : pattern->icmp_type,
			pattern->icmp_code == NULL ? "" : pattern->icmp_code);
		return;
	}
	if (pattern->length != NULL) {
		print_number(str, "(", pattern->length);
		str_add(str, ")");
	}
	print_number(str, " ack ", pattern->ack);
	print_number(str, " win ", pattern->window);
	print_number(str, " urg ", pattern->urgent);
	if (pattern->has_options) {
		str_add(str, " <");
		for (size_t i = 0; i < pattern->option_count; i++) {
			if (i > 0)
				str_add(str, ",");
			print_option_pattern(str, &pattern->options[i]);
		}
		str_add(str, ">");
	}
	print_number(str, " ", pattern->payload);
}
