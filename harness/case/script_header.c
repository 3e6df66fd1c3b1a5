/* SPDX-License-Identifier: BSD-2-Clause */
/* What the brackets in front of a packet say of its headers, each part once. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/script.h"

/* What can be said but once: a mark of ECN excludes the others, as df excludes nodf. */
enum header_part {
	HEADER_TTL = 1 << 0,
	HEADER_TOS = 1 << 1,
	HEADER_ID = 1 << 2,
	HEADER_FLOW = 1 << 3,
	HEADER_ECN = 1 << 4,
	HEADER_DF = 1 << 5,
	HEADER_FRAGMENT = 1 << 6,
	HEADER_OPTIONS = 1 << 7,
	HEADER_SOURCE = 1 << 8,
	HEADER_DESTINATION = 1 << 9,
	HEADER_CHECKSUM = 1 << 10,
	HEADER_ISN = 1 << 11
};

struct header_pattern *script_begin_header(struct script *script)
{
	script->header = arena_alloc(script->arena, sizeof(*script->header));
	script->header->ecn = script->header->dont_fragment = -1;
	script->header_parts = 0;
	return script->header;
}

static struct header_pattern *script_header_part(struct script *script, enum header_part part, const char *name,
	struct where where)
{
	if ((script->header_parts & (unsigned)part) != 0)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "these brackets say %s twice", name);
	script->header_parts |= (unsigned)part;
	return script->header;
}

void script_set_field(struct script *script, const char *field, struct node *number, struct where where)
{
	if (strcmp(field, "ttl") == 0)
		script_header_part(script, HEADER_TTL, "ttl", where)->ttl = number;
	else if (strcmp(field, "tos") == 0)
		script_header_part(script, HEADER_TOS, "tos", where)->tos = number;
	else if (strcmp(field, "id") == 0)
		script_header_part(script, HEADER_ID, "id", where)->id = number;
	else if (strcmp(field, "isn") == 0)
		script_header_part(script, HEADER_ISN, "isn", where)->isn = number;
	else
		script_header_part(script, HEADER_FLOW, "flow", where)->flow = number;
}

void script_set_mark(struct script *script, const char *mark, struct where where)
{
	/* In the order of the two bits' values (RFC 3168). */
	static const char *const marks[] = { "noect", "ect1", "ect0", "ce" };

	for (int i = 0; i < 4; i++)
		if (strcmp(marks[i], mark) == 0) {
			script_header_part(script, HEADER_ECN, "the ECN mark", where)->ecn = i;
			return;
		}
	script_header_part(script, HEADER_DF, "df or nodf", where)->dont_fragment = strcmp(mark, "df") == 0;
}

void script_set_fragment(struct script *script, struct node *offset, struct node *length, bool more, struct where where)
{
	struct header_pattern *header = script_header_part(script, HEADER_FRAGMENT, "frag", where);

	header->fragment = offset;
	header->fragment_length = length;
	header->more_fragments = more;
}

void script_set_ip_options(struct script *script, struct script_bytes bytes, struct where where)
{
	struct header_pattern *header = script_header_part(script, HEADER_OPTIONS, "options", where);

	header->has_options = true;
	header->options = bytes.data;
	header->option_length = bytes.length;
}

void script_set_end(struct script *script, const char *end, struct script_bytes address, struct where address_where,
	struct where where)
{
	bool source = strcmp(end, "src") == 0;
	struct header_pattern *header =
		script_header_part(script, source ? HEADER_SOURCE : HEADER_DESTINATION, end, where);
	const char *text = script_plain_text(script, address, address_where);
	uint8_t bytes[16];

	if (inet_pton(AF_INET, text, bytes) != 1 && inet_pton(AF_INET6, text, bytes) != 1)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, address_where,
			"this is no numeric address; expected one such as \"192.0.2.9\" or \"2001:db8::9\"");
	if (source) {
		header->source = text;
		header->source_where = where;
	} else {
		header->destination = text;
		header->destination_where = where;
	}
}

void script_set_transport_checksum(struct script *script, const char *word, struct where word_where,
	struct where where)
{
	struct header_pattern *header = script_header_part(script, HEADER_CHECKSUM, "checksum", where);

	if (strcmp(word, "right") == 0)
		header->checksum = CHECKSUM_RIGHT;
	else if (strcmp(word, "wrong") == 0)
		header->checksum = CHECKSUM_WRONG;
	else if (strcmp(word, "none") == 0)
		header->checksum = CHECKSUM_NONE;
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, word_where,
			"a checksum is right, wrong or none, not '%s'", word);
}
