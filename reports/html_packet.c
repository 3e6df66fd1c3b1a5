/* SPDX-License-Identifier: BSD-2-Clause */
/* One packet: its line as a script would write it, and behind it every field, for whoever opens it. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/match/segment.h"
#include "reports/html.h"
#include "reports/html_layers.h"
#include "reports/markup.h"
#include "reports/sentence.h"

#define TEXT_MALFORMED _("malformed: %s")
#define TEXT_WRONG_CHECKSUM _("wrong checksum")
#define TEXT_CUT _("the capture holds %zu of %zu bytes")

#define PACKET_DUMP_MOST 128   /* bytes shown of a packet; the captures have all of them */

/* Sixteen bytes a line, as tcpdump -X shows them. */
static void packet_add_dump_line(struct str *text, const struct packet *packet, size_t at, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	char line[2 * 16 + 8 + 2 + 16 + 1];
	size_t used = 0, i;

	/* A report has a hundred thousand of these lines: printf() for each byte took a seventh of its time. */
	for (i = at; i < at + 16; i++) {
		if (i % 2 == 0)
			line[used++] = ' ';
		line[used++] = i < length ? digits[packet->bytes[i] >> 4] : ' ';
		line[used++] = i < length ? digits[packet->bytes[i] & 15] : ' ';
	}
	line[used++] = ' ';
	line[used++] = ' ';
	for (i = at; i < at + 16 && i < length; i++)
		line[used++] = packet->bytes[i] >= 0x20 && packet->bytes[i] < 0x7f ? (char)packet->bytes[i] : '.';
	line[used++] = '\n';
	str_addf(text, "%04zx ", at);
	str_add_bytes(text, line, used);
}

static void packet_write_dump(struct markup *markup, const struct packet *packet)
{
	size_t length = packet->length < PACKET_DUMP_MOST ? packet->length : PACKET_DUMP_MOST;
	struct str text;
	size_t at;

	str_init(&text);
	for (at = 0; at < length; at += 16)
		packet_add_dump_line(&text, packet, at, length);
	if (length < packet->length)
		str_add(&text, "...\n");
	markup_begin(markup, "pre");
	markup_attribute(markup, "class", "dump");
	markup_attribute(markup, "tabindex", "0");
	markup_text(markup, str_text(&text));
	markup_end(markup);
	str_free(&text);
}

static bool packet_is_wrong(const struct packet *packet)
{
	return (packet->checksum_known && !packet->checksum_ok) || !packet->ip_checksum_ok;
}

void html_packet_write(struct markup *markup, const struct packet_record *record, const struct flow *flow,
	struct html_terms *terms)
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
		struct arena *arena = arena_new();

		markup_text(markup, " ");
		markup_open_class(markup, "strong", NULL);
		markup_textf(markup, TEXT_MALFORMED, sentence_say(arena, SENTENCE_WHOLE, packet->malformed));
		markup_end(markup);
		arena_free(arena);
	}
	markup_end(markup);
	html_layers_write(markup, record, flow, terms);
	packet_write_dump(markup, packet);
	if (packet->length < packet->wire_length) {
		markup_open_class(markup, "p", "muted");
		markup_textf(markup, TEXT_CUT, packet->length, packet->wire_length);
		markup_end(markup);
	}
	markup_end(markup);
}
