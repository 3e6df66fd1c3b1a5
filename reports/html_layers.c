/* SPDX-License-Identifier: BSD-2-Clause */
/* The headers of a packet as definition lists: IP, UDP, ICMP; TCP is in html_layers_tcp.c. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/names/icmp.h"
#include "reports/html.h"
#include "reports/html_layers.h"
#include "reports/markup.h"

#define TEXT_FROM _("from")
#define TEXT_TO _("to")
#define TEXT_YES _("yes")
#define TEXT_NO _("no")
#define TEXT_IDENTIFICATION _("identification")
#define TEXT_LENGTH _("length in bytes")
#define TEXT_CHECKSUM _("checksum")
#define TEXT_RIGHT _("0x%04x, right")
#define TEXT_WRONG _("0x%04x, wrong")
#define TEXT_AS_BEFORE _("The other fields are as in packet #%d.")
#define TEXT_NOT_KNOWN _("0x%04x, not checked")

#define LAYERS_PAYLOAD_MOST 96 /* bytes shown of a payload; the captures have all of them */

void html_layers_begin(struct markup *markup, const char *title)
{
	markup_begin(markup, "div");
	markup_element(markup, "p", NULL, title);
	markup_begin(markup, "dl");
}

void html_layers_end(struct markup *markup)
{
	markup_end(markup);
	markup_end(markup);
}

void html_layers_field(struct markup *markup, const char *name, const char *text)
{
	markup_element(markup, "dt", NULL, name);
	markup_element(markup, "dd", NULL, text);
}

void html_layers_number(struct markup *markup, const char *name, unsigned long number)
{
	markup_element(markup, "dt", NULL, name);
	markup_begin(markup, "dd");
	markup_textf(markup, "%lu", number);
	markup_end(markup);
}

void html_layers_checksum(struct markup *markup, unsigned checksum, bool known, bool right)
{
	markup_element(markup, "dt", NULL, TEXT_CHECKSUM);
	markup_open_class(markup, "dd", known && !right ? "wrong" : NULL);
	if (!known)
		markup_textf(markup, TEXT_NOT_KNOWN, checksum);
	else if (right)
		markup_textf(markup, TEXT_RIGHT, checksum);
	else
		markup_textf(markup, TEXT_WRONG, checksum);
	markup_end(markup);
}

static void layers_write_address(struct markup *markup, const char *name, const struct packet_address *address)
{
	struct packet_address alone = *address;
	struct str text;

	alone.port = 0;
	str_init(&text);
	packet_address_print(&text, &alone);
	html_layers_field(markup, name, str_text(&text));
	str_free(&text);
}

/* The two bits of a router's mark have words of their own (RFC 3168, 5). */
static void layers_write_class(struct markup *markup, const struct packet *packet)
{
	static const char *const marks[] = {"Not-ECT", "ECT(1)", "ECT(0)", "CE"};

	html_layers_number(markup, _("service (DSCP)"), packet->traffic_class >> 2);
	html_layers_field(markup, _("congestion mark (ECN)"), marks[packet->traffic_class & 3]);
}

static void layers_write_protocol(struct markup *markup, const char *name, unsigned protocol)
{
	const char *word = protocol == 6 ? "TCP" : protocol == 17 ? "UDP" : protocol == 1 ? "ICMP" :
		protocol == 58 ? "ICMPv6" : protocol == 44 ? "Fragment" : "";

	markup_element(markup, "dt", NULL, name);
	markup_begin(markup, "dd");
	markup_textf(markup, word[0] ? "%u (%s)" : "%u%s", protocol, word);
	markup_end(markup);
}

static void layers_write_fragment(struct markup *markup, const struct packet *packet)
{
	html_layers_field(markup, _("more fragments"), packet->more_fragments ? TEXT_YES : TEXT_NO);
	html_layers_number(markup, _("fragment offset in bytes"), packet->fragment_offset);
}

static void layers_write_ip_options(struct markup *markup, const char *name, const struct packet *packet)
{
	struct str text;
	size_t i;

	if (packet->ip_options_length == 0)
		return;
	str_init(&text);
	for (i = 0; i < packet->ip_options_length && packet->ip_options; i++)
		str_addf(&text, "%s%02x", i > 0 ? " " : "", packet->ip_options[i]);
	html_layers_field(markup, name, str_text(&text));
	str_free(&text);
}

static void layers_write_ends(struct markup *markup, const struct packet *packet)
{
	layers_write_address(markup, TEXT_FROM, &packet->source);
	layers_write_address(markup, TEXT_TO, &packet->destination);
}

static void layers_write_ipv4_brief(struct markup *markup, const struct packet *packet)
{
	html_layers_begin(markup, "IPv4");
	html_layers_number(markup, TEXT_LENGTH, packet->wire_length);
	html_layers_number(markup, TEXT_IDENTIFICATION, packet->identification);
	html_layers_checksum(markup, packet->ip_checksum, true, packet->ip_checksum_ok);
	html_layers_end(markup);
}

static void layers_write_ipv6_brief(struct markup *markup, const struct packet *packet)
{
	html_layers_begin(markup, "IPv6");
	html_layers_number(markup, TEXT_LENGTH, packet->wire_length);
	html_layers_end(markup);
}

static void layers_write_ipv4(struct markup *markup, const struct packet *packet)
{
	html_layers_begin(markup, "IPv4");
	html_layers_number(markup, _("header length in bytes"), packet->length > 0 ? (packet->bytes[0] & 15) * 4u : 0);
	layers_write_class(markup, packet);
	html_layers_number(markup, TEXT_LENGTH, packet->wire_length);
	html_layers_number(markup, TEXT_IDENTIFICATION, packet->identification);
	html_layers_field(markup, _("do not fragment"), packet->dont_fragment ? TEXT_YES : TEXT_NO);
	layers_write_fragment(markup, packet);
	html_layers_number(markup, _("time to live"), packet->hop_limit);
	layers_write_protocol(markup, _("protocol"), packet->ip_protocol);
	html_layers_checksum(markup, packet->ip_checksum, true, packet->ip_checksum_ok);
	layers_write_ends(markup, packet);
	layers_write_ip_options(markup, _("options, their bytes"), packet);
	html_layers_end(markup);
}

static void layers_write_ipv6(struct markup *markup, const struct packet *packet)
{
	html_layers_begin(markup, "IPv6");
	layers_write_class(markup, packet);
	markup_element(markup, "dt", NULL, _("flow label"));
	markup_begin(markup, "dd");
	markup_textf(markup, "0x%05lx", (unsigned long)packet->flow_label);
	markup_end(markup);
	html_layers_number(markup, TEXT_LENGTH, packet->wire_length);
	layers_write_protocol(markup, _("next header"), packet->ip_next);
	html_layers_number(markup, _("hop limit"), packet->hop_limit);
	layers_write_ends(markup, packet);
	layers_write_ip_options(markup, _("extension headers, their bytes"), packet);
	html_layers_end(markup);
	if (!packet->fragment_header)
		return;
	html_layers_begin(markup, _("IPv6 fragment header"));
	layers_write_protocol(markup, _("next header"), packet->ip_protocol);
	html_layers_number(markup, TEXT_IDENTIFICATION, packet->identification);
	layers_write_fragment(markup, packet);
	html_layers_end(markup);
}

void html_layers_ports(struct markup *markup, const struct packet *packet)
{
	html_layers_number(markup, _("source port"), packet->source.port);
	html_layers_number(markup, _("destination port"), packet->destination.port);
}

static void layers_write_udp(struct markup *markup, const struct packet *packet, bool brief)
{
	html_layers_begin(markup, "UDP");
	if (!brief)
		html_layers_ports(markup, packet);
	html_layers_number(markup, TEXT_LENGTH, packet->payload_length + 8);
	html_layers_checksum(markup, packet->checksum, packet->checksum_known, packet->checksum_ok);
	html_layers_end(markup);
}

static void layers_write_quote(struct markup *markup, const struct packet *packet)
{
	struct str text;

	if (!packet->has_quote)
		return;
	html_layers_begin(markup, _("the packet that it quotes"));
	str_init(&text);
	packet_address_print(&text, &packet->quote_source);
	html_layers_field(markup, TEXT_FROM, str_text(&text));
	str_clear(&text);
	packet_address_print(&text, &packet->quote_destination);
	html_layers_field(markup, TEXT_TO, str_text(&text));
	str_free(&text);
	if (packet->quote_transport == TRANSPORT_TCP)
		html_layers_number(markup, _("sequence number on the wire"), packet->quote_seq);
	html_layers_end(markup);
}

static void layers_write_icmp(struct markup *markup, const struct packet *packet)
{
	bool ipv6 = packet->transport == TRANSPORT_ICMP6;
	const struct icmp_name *name = icmp_of(ipv6, packet->icmp_type, packet->icmp_code);

	html_layers_begin(markup, ipv6 ? "ICMPv6" : "ICMP");
	markup_element(markup, "dt", NULL, _("type"));
	markup_begin(markup, "dd");
	markup_textf(markup, name && name->type ? "%u (%s)" : "%u%s", packet->icmp_type, name && name->type ? name->type : "");
	markup_end(markup);
	markup_element(markup, "dt", NULL, _("code"));
	markup_begin(markup, "dd");
	markup_textf(markup, name && name->code ? "%u (%s)" : "%u%s", packet->icmp_code, name && name->code ? name->code : "");
	markup_end(markup);
	html_layers_checksum(markup, packet->checksum, packet->checksum_known, packet->checksum_ok);
	html_layers_number(markup, _("the four bytes behind it"), packet->icmp_word);
	html_layers_end(markup);
	layers_write_quote(markup, packet);
}

static void layers_write_ip(struct markup *markup, const struct packet *packet, bool brief)
{
	if (packet->source.family == 6 && brief)
		layers_write_ipv6_brief(markup, packet);
	else if (packet->source.family == 6)
		layers_write_ipv6(markup, packet);
	else if (brief)
		layers_write_ipv4_brief(markup, packet);
	else
		layers_write_ipv4(markup, packet);
}

static void layers_write_transport(struct markup *markup, const struct packet *packet, const struct flow *flow,
	struct html_terms *terms, bool brief)
{
	switch (packet->transport) {
	case TRANSPORT_TCP:
		html_layers_write_tcp(markup, packet, flow, terms, brief);
		break;
	case TRANSPORT_UDP:
		layers_write_udp(markup, packet, brief);
		break;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		layers_write_icmp(markup, packet);
		break;
	case TRANSPORT_OTHER:
		break;
	}
}

static void layers_write_payload(struct markup *markup, const struct packet *packet)
{
	struct str text;

	if (packet->payload_length == 0)
		return;
	html_layers_begin(markup, _("payload"));
	html_layers_number(markup, TEXT_LENGTH, packet->payload_length);
	if (packet->payload_captured > 0) {
		str_init(&text);
		str_add_quoted(&text, packet->payload, packet->payload_captured, LAYERS_PAYLOAD_MOST);
		html_layers_field(markup, _("as text"), str_text(&text));
		str_free(&text);
	}
	html_layers_end(markup);
}

void html_layers_write(struct markup *markup, const struct packet_record *record, const struct flow *flow,
	struct html_terms *terms)
{
	const struct packet *packet = &record->packet;
	const struct packet_record *before = steady_find(&terms->steady, record);

	markup_open_class(markup, "div", "layers");
	layers_write_ip(markup, packet, before != NULL);
	layers_write_transport(markup, packet, flow, terms, before != NULL);
	layers_write_payload(markup, packet);
	if (before) {
		markup_begin(markup, "a");
		markup_attributef(markup, "href", "#mode-%zu-%s-%d", terms->mode, before->host == 0 ? "client" : "server",
			before->number);
		markup_textf(markup, TEXT_AS_BEFORE, before->number);
		markup_end(markup);
	}
	markup_end(markup);
}
