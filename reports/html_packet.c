/* SPDX-License-Identifier: BSD-2-Clause */
/* One packet: its line as a script would write it, and behind it every field, for whoever opens it. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/match/flow.h"
#include "harness/match/segment.h"
#include "harness/names/tcp.h"
#include "reports/html.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_MALFORMED "malformed: "
#define TEXT_WRONG_CHECKSUM "wrong checksum"
#define TEXT_CUT "the capture holds %zu of %zu bytes"

#define PACKET_PAYLOAD_MOST 256 /* bytes shown of a payload */
#define PACKET_DUMP_MOST 256    /* bytes shown of a packet */

static void packet_write_field(struct markup *markup, const char *name, const char *text)
{
	markup_element(markup, "dt", NULL, name);
	markup_element(markup, "dd", NULL, text);
}

static void packet_write_number(struct markup *markup, const char *name, unsigned long number)
{
	markup_element(markup, "dt", NULL, name);
	markup_begin(markup, "dd");
	markup_textf(markup, "%lu", number);
	markup_end(markup);
}

static void packet_write_addresses(struct markup *markup, const struct packet *packet)
{
	struct str text;

	str_init(&text);
	packet_address_print(&text, &packet->source);
	packet_write_field(markup, "from", str_text(&text));
	str_clear(&text);
	packet_address_print(&text, &packet->destination);
	packet_write_field(markup, "to", str_text(&text));
	str_free(&text);
}

static void packet_write_ip(struct markup *markup, const struct packet *packet)
{
	packet_write_addresses(markup, packet);
	if (packet->source.family == 6) {
		packet_write_number(markup, "IPv6 hop limit", packet->hop_limit);
		packet_write_number(markup, "IPv6 flow label", packet->flow_label);
	} else {
		packet_write_number(markup, "IPv4 time to live", packet->hop_limit);
		packet_write_number(markup, "IPv4 identification", packet->identification);
		packet_write_field(markup, "IPv4 do not fragment", packet->dont_fragment ? "yes" : "no");
		packet_write_field(markup, "IPv4 checksum", packet->ip_checksum_ok ? "right" : "wrong");
	}
	if (packet->traffic_class)
		packet_write_number(markup, "traffic class", packet->traffic_class);
	if (packet->more_fragments || packet->fragment_offset) {
		packet_write_number(markup, "fragment offset", packet->fragment_offset);
		packet_write_field(markup, "more fragments", packet->more_fragments ? "yes" : "no");
	}
	packet_write_number(markup, "length in bytes", packet->wire_length);
}

static void packet_write_flags(struct markup *markup, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *name;
	} names[] = {
		{FLAG_SYN, "SYN"}, {FLAG_FIN, "FIN"}, {FLAG_RST, "RST"}, {FLAG_PSH, "PSH"}, {FLAG_ACK, "ACK"},
		{FLAG_URG, "URG"}, {FLAG_ECE, "ECE"}, {FLAG_CWR, "CWR"}, {FLAG_AE, "AE"},
	};
	struct str text;
	size_t i;

	str_init(&text);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (flags & names[i].flag)
			str_addf(&text, "%s%s", text.length > 0 ? ", " : "", names[i].name);
	}
	packet_write_field(markup, "flags", text.length > 0 ? str_text(&text) : "none");
	str_free(&text);
}

static unsigned long packet_read_number(const uint8_t *data, size_t length)
{
	unsigned long number = 0;

	while (length-- > 0)
		number = number << 8 | *data++;
	return number;
}

static void packet_add_option(struct str *str, const struct packet_option *option)
{
	const uint8_t *data = option->data;
	size_t i;

	if (option->kind == OPTION_EOL) {
		str_add(str, "end of options");
	} else if (option->kind == OPTION_NOP) {
		str_add(str, "no operation");
	} else if (option->kind == OPTION_MSS && option->data_length == 2) {
		str_addf(str, "maximum segment size %lu", packet_read_number(data, 2));
	} else if (option->kind == OPTION_WSCALE && option->data_length == 1) {
		str_addf(str, "window scale %u", data[0]);
	} else if (option->kind == OPTION_SACKOK && option->data_length == 0) {
		str_add(str, "SACK permitted");
	} else if (option->kind == OPTION_TIMESTAMP && option->data_length == 8) {
		str_addf(str, "timestamp %lu, echo %lu", packet_read_number(data, 4), packet_read_number(data + 4, 4));
	} else if (option->kind == OPTION_SACK && option->data_length > 0 && option->data_length % 8 == 0) {
		str_add(str, "SACK");
		for (i = 0; i < option->data_length; i += 8)
			str_addf(str, " %lu:%lu", packet_read_number(data + i, 4), packet_read_number(data + i + 4, 4));
	} else {
		str_addf(str, "option %u, %u bytes", option->kind, option->length);
	}
}

static void packet_write_tcp(struct markup *markup, const struct packet *packet, const struct flow *flow)
{
	struct str text;
	size_t i;

	packet_write_flags(markup, packet->flags);
	markup_element(markup, "dt", NULL, "sequence number");
	markup_begin(markup, "dd");
	if (flow)
		markup_textf(markup, "%lu (on the wire %lu)", (unsigned long)flow_relative_seq(flow, packet),
			(unsigned long)packet->seq);
	else
		markup_textf(markup, "%lu", (unsigned long)packet->seq);
	markup_end(markup);
	if (packet->flags & FLAG_ACK) {
		markup_element(markup, "dt", NULL, "acknowledgment");
		markup_begin(markup, "dd");
		if (flow)
			markup_textf(markup, "%lu (on the wire %lu)", (unsigned long)flow_relative_ack(flow, packet),
				(unsigned long)packet->ack);
		else
			markup_textf(markup, "%lu", (unsigned long)packet->ack);
		markup_end(markup);
	}
	packet_write_number(markup, "window", packet->window);
	if (packet->flags & FLAG_URG)
		packet_write_number(markup, "urgent pointer", packet->urgent);
	if (packet->option_count == 0)
		return;
	str_init(&text);
	for (i = 0; i < packet->option_count && i < PACKET_OPTIONS_MOST; i++) {
		if (i > 0)
			str_add(&text, "; ");
		packet_add_option(&text, &packet->options[i]);
	}
	packet_write_field(markup, "options", str_text(&text));
	str_free(&text);
}

static void packet_write_icmp(struct markup *markup, const struct packet *packet)
{
	struct str text;

	packet_write_number(markup, "ICMP type", packet->icmp_type);
	packet_write_number(markup, "ICMP code", packet->icmp_code);
	if (!packet->has_quote)
		return;
	str_init(&text);
	packet_address_print(&text, &packet->quote_source);
	str_add(&text, " to ");
	packet_address_print(&text, &packet->quote_destination);
	packet_write_field(markup, "quotes a packet from", str_text(&text));
	str_free(&text);
}

static void packet_write_payload(struct markup *markup, const struct packet *packet)
{
	struct str text;

	if (packet->transport != TRANSPORT_TCP && packet->transport != TRANSPORT_UDP)
		return;
	packet_write_number(markup, "payload in bytes", packet->payload_length);
	if (packet->payload_captured == 0)
		return;
	str_init(&text);
	str_add_quoted(&text, packet->payload, packet->payload_captured, PACKET_PAYLOAD_MOST);
	packet_write_field(markup, "payload", str_text(&text));
	str_free(&text);
}

/* Sixteen bytes a line, as tcpdump -X shows them. */
static void packet_write_dump(struct markup *markup, const struct packet *packet)
{
	size_t length = packet->length < PACKET_DUMP_MOST ? packet->length : PACKET_DUMP_MOST;
	struct str text;
	size_t at, i;

	str_init(&text);
	for (at = 0; at < length; at += 16) {
		str_addf(&text, "%04zx ", at);
		for (i = at; i < at + 16; i++) {
			if (i % 2 == 0)
				str_add(&text, " ");
			if (i < length)
				str_addf(&text, "%02x", packet->bytes[i]);
			else
				str_add(&text, "  ");
		}
		str_add(&text, "  ");
		for (i = at; i < at + 16 && i < length; i++) {
			char c = (char)packet->bytes[i];

			str_add_bytes(&text, c >= 0x20 && c < 0x7f ? &c : ".", 1);
		}
		str_add(&text, "\n");
	}
	if (length < packet->length)
		str_add(&text, "...\n");
	markup_element(markup, "pre", "dump", str_text(&text));
	str_free(&text);
}

static bool packet_is_wrong(const struct packet *packet)
{
	return (packet->checksum_known && !packet->checksum_ok) || !packet->ip_checksum_ok;
}

void html_packet_write(struct markup *markup, const struct packet_record *record, const struct flow *flow)
{
	const struct packet *packet = &record->packet;
	struct str line;

	str_init(&line);
	segment_print(&line, packet, flow);
	markup_begin(markup, "details");
	markup_begin(markup, "summary");
	markup_element(markup, "code", NULL, str_text(&line));
	str_free(&line);
	if (packet_is_wrong(packet)) {
		markup_text(markup, " ");
		markup_element(markup, "strong", NULL, TEXT_WRONG_CHECKSUM);
	}
	if (packet->malformed) {
		markup_text(markup, " ");
		markup_open_class(markup, "strong", NULL);
		markup_text(markup, TEXT_MALFORMED);
		markup_text(markup, packet->malformed);
		markup_end(markup);
	}
	markup_end(markup);
	markup_begin(markup, "dl");
	packet_write_ip(markup, packet);
	if (packet->transport == TRANSPORT_TCP)
		packet_write_tcp(markup, packet, flow);
	else if (packet->transport == TRANSPORT_ICMP || packet->transport == TRANSPORT_ICMP6)
		packet_write_icmp(markup, packet);
	if (packet->checksum_known)
		packet_write_field(markup, "checksum", packet->checksum_ok ? "right" : "wrong");
	packet_write_payload(markup, packet);
	markup_end(markup);
	packet_write_dump(markup, packet);
	if (packet->length < packet->wire_length) {
		markup_open_class(markup, "p", "muted");
		markup_textf(markup, TEXT_CUT, packet->length, packet->wire_length);
		markup_end(markup);
	}
	markup_end(markup);
}
