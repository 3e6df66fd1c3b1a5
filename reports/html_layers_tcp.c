/* SPDX-License-Identifier: BSD-2-Clause */
/* The TCP header as a definition list, its options spelt out. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/packet.h"
#include "harness/match/flow.h"
#include "harness/names/tcp.h"
#include "reports/html.h"
#include "reports/html_glossary.h"
#include "reports/html_layers.h"
#include "reports/markup.h"

#define TEXT_ON_WIRE _("%lu (on the wire %lu)")

#define TEXT_FILLERS _("%zu times no operation: they fill up to a multiple of four")

#define LAYERS_UNKNOWN_MOST 40 /* bytes shown of an option that has no name */

static void layers_write_flags(struct markup *markup, unsigned flags, struct html_terms *terms)
{
	static const struct {
		unsigned flag;
		const char *name;
	} names[] = {
		{FLAG_SYN, "SYN"}, {FLAG_FIN, "FIN"}, {FLAG_RST, "RST"}, {FLAG_PSH, "PSH"}, {FLAG_ACK, "ACK"},
		{FLAG_URG, "URG"}, {FLAG_ECE, "ECE"}, {FLAG_CWR, "CWR"}, {FLAG_AE, "AE"},
	};
	size_t i;
	bool any = false;

	markup_element(markup, "dt", NULL, _("flags"));
	markup_begin(markup, "dd");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!(flags & names[i].flag))
			continue;
		if (any)
			markup_text(markup, ", ");
		any = true;
		if (!terms->root || (terms->linked & names[i].flag)) {
			markup_text(markup, names[i].name);
			continue;
		}
		html_glossary_link(markup, terms->root, names[i].name, names[i].name);
		terms->linked |= names[i].flag;
	}
	if (!any)
		markup_text(markup, _("none"));
	markup_end(markup);
}

static void layers_write_sequence(struct markup *markup, const char *name, const struct flow *flow, uint32_t relative,
	uint32_t number)
{
	markup_element(markup, "dt", NULL, name);
	markup_begin(markup, "dd");
	if (flow)
		markup_textf(markup, TEXT_ON_WIRE, (unsigned long)relative, (unsigned long)number);
	else
		markup_textf(markup, "%lu", (unsigned long)number);
	markup_end(markup);
}

static unsigned long layers_read_number(const uint8_t *data, size_t length)
{
	unsigned long number = 0;

	while (length-- > 0)
		number = number << 8 | *data++;
	return number;
}

static void layers_write_stretches(struct markup *markup, const struct packet_option *option)
{
	size_t i;

	markup_text(markup, _("arrived behind a gap (SACK), as on the wire:"));
	for (i = 0; i < option->data_length; i += 8)
		markup_textf(markup, " %lu:%lu", layers_read_number(option->data + i, 4),
			layers_read_number(option->data + i + 4, 4));
}

static void layers_write_unknown(struct markup *markup, const struct packet_option *option)
{
	size_t i;

	if (option->kind == OPTION_FASTOPEN)
		markup_textf(markup, _("Fast Open, a cookie of %zu bytes"), option->data_length);
	else if (option->kind == OPTION_MD5)
		markup_textf(markup, _("MD5 signature, %zu bytes"), option->data_length);
	else
		markup_textf(markup, _("option %u, %zu bytes"), option->kind, option->data_length);
	for (i = 0; i < option->data_length && i < LAYERS_UNKNOWN_MOST; i++)
		markup_textf(markup, i == 0 ? ": %02x" : " %02x", option->data[i]);
}

static void layers_write_option(struct markup *markup, const struct packet_option *option)
{
	const uint8_t *data = option->data;

	markup_begin(markup, "li");
	if (option->kind == OPTION_EOL)
		markup_text(markup, _("end of the options"));
	else if (option->kind == OPTION_NOP)
		markup_text(markup, _("no operation: fills up to a multiple of four"));
	else if (option->kind == OPTION_MSS && option->data_length == 2)
		markup_textf(markup, _("maximum segment size %lu"), layers_read_number(data, 2));
	else if (option->kind == OPTION_WSCALE && option->data_length == 1)
		markup_textf(markup, _("window scale %u: windows count %lu bytes each"), data[0],
			1ul << (data[0] > 14 ? 14 : data[0]));
	else if (option->kind == OPTION_SACKOK && option->data_length == 0)
		markup_text(markup, _("SACK permitted"));
	else if (option->kind == OPTION_TIMESTAMP && option->data_length == 8)
		markup_textf(markup, _("time stamp %lu, echo of %lu"), layers_read_number(data, 4),
			layers_read_number(data + 4, 4));
	else if (option->kind == OPTION_SACK && option->data_length > 0 && option->data_length % 8 == 0)
		layers_write_stretches(markup, option);
	else
		layers_write_unknown(markup, option);
	markup_end(markup);
}

/* How many options that do nothing stand in a row from here on. */
static size_t layers_count_fillers(const struct packet *packet, size_t first)
{
	size_t i = first;

	while (i < packet->option_count && i < PACKET_OPTIONS_MOST && packet->options[i].kind == OPTION_NOP)
		i++;
	return i - first;
}

static void layers_write_fillers(struct markup *markup, size_t count)
{
	markup_begin(markup, "li");
	markup_textf(markup, TEXT_FILLERS, count);
	markup_end(markup);
}

static void layers_write_options(struct markup *markup, const struct packet *packet)
{
	size_t i, count;

	if (packet->option_count == 0)
		return;
	markup_element(markup, "dt", NULL, _("options"));
	markup_begin(markup, "dd");
	markup_begin(markup, "ul");
	for (i = 0; i < packet->option_count && i < PACKET_OPTIONS_MOST; i += count) {
		count = layers_count_fillers(packet, i);
		if (count > 1)
			layers_write_fillers(markup, count);
		else
			layers_write_option(markup, &packet->options[i]);
		count = count > 1 ? count : 1;
	}
	markup_end(markup);
	markup_end(markup);
}

void html_layers_write_tcp(struct markup *markup, const struct packet *packet, const struct flow *flow,
	struct html_terms *terms, bool brief)
{
	html_layers_begin(markup, "TCP");
	if (!brief)
		html_layers_ports(markup, packet);
	layers_write_sequence(markup, _("sequence number"), flow, flow ? flow_relative_seq(flow, packet) : 0, packet->seq);
	if (packet->flags & FLAG_ACK)
		layers_write_sequence(markup, _("acknowledgment"), flow, flow ? flow_relative_ack(flow, packet) : 0,
			packet->ack);
	layers_write_flags(markup, packet->flags, terms);
	html_layers_number(markup, _("window as written"), packet->window);
	html_layers_checksum(markup, packet->checksum, packet->checksum_known, packet->checksum_ok);
	if (packet->flags & FLAG_URG)
		html_layers_number(markup, _("urgent pointer"), packet->urgent);
	layers_write_options(markup, packet);
	html_layers_end(markup);
}
