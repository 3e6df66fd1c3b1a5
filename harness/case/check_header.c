/* SPDX-License-Identifier: BSD-2-Clause */
/* What a packet line says of headers: the brackets in front of it, and the options of TCP. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"
#include "harness/case/node.h"

#define HEADER_OPTIONS_MOST 40 /* bytes, of IPv4 and of TCP alike */
#define FRAGMENT_UNIT 8
#define PACKET_BYTES_OF_IP 65535

/* Whether the page is played with no other family. */
static bool is_only(const struct scope *scope, enum case_mode mode)
{
	return scope->page->modes[mode] && !scope->page->modes[mode == MODE_IPV4 ? MODE_IPV6 : MODE_IPV4];
}

static void check_fragment(struct scope *scope, const struct header_pattern *header)
{
	int64_t offset = 0, length = 0;
	bool offset_known = node_is_number(header->fragment, &offset);
	bool length_known = node_is_number(header->fragment_length, &length);

	check_field(scope, header->fragment, PACKET_BYTES_OF_IP, "offset of a fragment");
	check_field(scope, header->fragment_length, PACKET_BYTES_OF_IP, "length of a fragment");
	if (offset_known && offset % FRAGMENT_UNIT != 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->fragment->where,
			"a fragment begins at a multiple of %d bytes, not at %lld", FRAGMENT_UNIT, (long long)offset);
	if (length_known && length == 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->fragment_length->where, "a fragment has a byte at least");
	if (length_known && header->more_fragments && length % FRAGMENT_UNIT != 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->fragment_length->where,
			"a fragment behind which others follow has a multiple of %d bytes, not %lld", FRAGMENT_UNIT,
			(long long)length);
	if (offset_known && length_known && offset >= 0 && offset <= PACKET_BYTES_OF_IP && length <= PACKET_BYTES_OF_IP &&
		offset + length > PACKET_BYTES_OF_IP)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->fragment_length->where,
			"this fragment ends behind the last byte that a packet can have");
}

/* What belongs to one family only, in a page that is never played with it. */
static void check_families(struct scope *scope, const struct packet_pattern *packet)
{
	const struct header_pattern *header = packet->header;
	const char *of_ipv4 = header->has_options ? "options" : header->dont_fragment >= 0 ? "df" :
		header->id != NULL && header->fragment == NULL ? "id" : NULL;

	if (header->flow != NULL && is_only(scope, MODE_IPV4))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->flow->where,
			"IPv4 has no flow label, and this page is played with IPv4 only");
	if (of_ipv4 != NULL && is_only(scope, MODE_IPV6))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->where,
			"the header of IPv6 has no '%s'%s, and this page is played with IPv6 only", of_ipv4,
			strcmp(of_ipv4, "id") == 0 ? " without 'frag'" : "");
}

static void check_end(struct scope *scope, const char *address, struct where where, enum line_use use)
{
	bool ipv6;

	if (address == NULL)
		return;
	if (use != LINE_INJECTED) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"addresses are said of packets that are injected only; a packet that is awaited is of its socket's");
		return;
	}
	ipv6 = strchr(address, ':') != NULL;
	if (scope->page->modes[ipv6 ? MODE_IPV4 : MODE_IPV6])
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"this is an address of %s; expected 'modes %s' at the beginning of the page", ipv6 ? "IPv6" : "IPv4",
			ipv6 ? "ipv6" : "ipv4");
}

void check_header(struct scope *scope, const struct packet_pattern *packet, enum line_use use)
{
	const struct header_pattern *header = packet->header;
	/* In IPv6 the identification is that of the fragment header. */
	int64_t id_most = scope->page->modes[MODE_IPV4] ? UINT16_MAX : UINT32_MAX;

	check_taken_field(scope, header->ttl, 255, "TTL", use);
	check_taken_field(scope, header->tos, 255, "type of service", use);
	check_taken_field(scope, header->id, id_most, "identification", use);
	check_taken_field(scope, header->flow, 0xfffff, "flow label", use);
	check_taken_field(scope, header->isn, UINT32_MAX, "sequence number", use);
	if (header->isn != NULL && (packet->protocol != PACKET_TCP || (packet->flags & FLAG_SYN) == 0))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->isn->where,
			"only a SYN has an initial sequence number");
	else if (header->isn != NULL && use == LINE_INJECTED)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->isn->where,
			"the peer's own is said where it is launched: 'launch packets as NAME isn N'");
	if (header->tos != NULL && header->ecn >= 0)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->tos->where,
			"the two bits of ECN are a part of tos; expected one of both");
	if (header->fragment != NULL)
		check_fragment(scope, header);
	if (header->option_length > HEADER_OPTIONS_MOST)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->where, "options of %zu bytes; a header has room for %d",
			header->option_length, HEADER_OPTIONS_MOST);
	if (header->checksum == CHECKSUM_NONE && packet->protocol != PACKET_UDP)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->where, "only a UDP datagram may have no checksum");
	/* What is in front of a fragment's data is the sum over all fragments: in one of them it is not to be told. */
	if (header->fragment != NULL && (header->checksum == CHECKSUM_WRONG ||
		(header->checksum == CHECKSUM_RIGHT && use != LINE_INJECTED)))
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, header->where,
			"a checksum is over all of the fragments: of one nobody can say whether it is right");
	check_families(scope, packet);
	check_end(scope, header->source, header->source_where, use);
	check_end(scope, header->destination, header->destination_where, use);
}

static void check_option_values(struct scope *scope, const struct option_pattern *option, enum line_use use)
{
	int64_t most = UINT32_MAX;
	const char *what = "number of 32 bits";

	if (option->kind == OPTION_MSS) {
		most = 65535;
		what = "segment size";
	} else if (option->kind == OPTION_WSCALE) {
		most = 255;
		what = "window scale";
	} else if (option->kind == OPTION_OTHER) {
		most = 255;
		what = "number of an option";
	}
	for (size_t i = 0; i < option->count; i++)
		if (option->kind == OPTION_SACK)
			check_sequence(scope, option->values[i], "sequence number");
		else if (option->kind == OPTION_OTHER)
			check_field(scope, option->values[i], most, what);
		else
			check_taken_field(scope, option->values[i], most, what, use);
	if (option->kind == OPTION_SACK && option->count > 8)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->where,
			"%zu blocks do not fit into a segment's options", option->count / 2);
	if (option->kind == OPTION_MD5 && option->has_data && option->length != 16)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->where,
			"an MD5 digest has 16 bytes, not %zu", option->length);
	if (option->kind == OPTION_OTHER && option->values[0]->number < 2)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->values[0]->where,
			"the options 0 and 1 have no data; expected 'eol' or 'nop'");
	if (option->kind == OPTION_RAW && use != LINE_INJECTED)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->where,
			"raw bytes are sent only; expected the options that come");
}

/* How many bytes an option takes; the least, where the line does not say. */
static size_t option_size(const struct option_pattern *option)
{
	switch (option->kind) {
	case OPTION_EOL:
	case OPTION_NOP:
		return 1;
	case OPTION_SACKOK:
		return 2;
	case OPTION_MSS:
		return 4;
	case OPTION_WSCALE:
		return 3;
	case OPTION_TIMESTAMP:
		return 10;
	case OPTION_SACK:
		/* Too many blocks have been reported by themselves. */
		return option->count > 8 ? 0 : 2 + 4 * option->count;
	case OPTION_MD5:
		return 18;
	case OPTION_FASTOPEN:
	case OPTION_OTHER:
		return 2 + option->length;
	case OPTION_RAW:
		return option->length;
	case OPTION_ANY:
		break;
	}
	return 0;
}

void check_options(struct scope *scope, const struct packet_pattern *packet, enum line_use use)
{
	size_t size = 0;

	for (size_t i = 0; i < packet->option_count; i++) {
		const struct option_pattern *option = &packet->options[i];
		size_t before = size;

		check_option_values(scope, option, use);
		size += option_size(option);
		if (before <= HEADER_OPTIONS_MOST && size > HEADER_OPTIONS_MOST)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, option->where,
				"with this the options have %zu bytes; a segment has room for %d", size, HEADER_OPTIONS_MOST);
	}
	/* What fills the last four bytes is part of what is sent: the page says it. */
	if (use == LINE_INJECTED && size % 4 != 0 && size < HEADER_OPTIONS_MOST &&
		packet->options[packet->option_count - 1].kind != OPTION_EOL &&
		packet->options[packet->option_count - 1].kind != OPTION_RAW)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, packet->options[packet->option_count - 1].where,
			"the options have %zu bytes, and a header is a multiple of four; expected %zu more, as 'nop' or an 'eol' at the end",
			size, 4 - size % 4);
}
