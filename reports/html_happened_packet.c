/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet's row in the table of what happened: its numbers in both captures, its way, its line, and what is said of it. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/match/segment.h"
#include "reports/html_happened.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_LOST _("did not arrive")
#define TEXT_SOME_PEER _("peer")
#define TEXT_INJECTED _("injected")
#define TEXT_WIRE _("the wire: %s")
#define TEXT_AT_STEP _("%s (step %d)")
#define TEXT_ARRIVED_AS _("arrived as")
#define TEXT_TO_SERVER _("client to server")
#define TEXT_TO_CLIENT _("server to client")
#define TEXT_INJECTED_TO_SERVER _("injected, client to server")
#define TEXT_INJECTED_TO_CLIENT _("injected, server to client")

/* The peer made of packets at the server's end of a packet; NULL where there is none. */
static const char *happened_peer_name(const struct result *result, const struct happening *happening)
{
	const struct packet_record *record = happening->sent ? happening->sent : happening->received;
	const struct packet_address *address = record->sent ? &record->packet.destination : &record->packet.source;
	size_t i;

	for (i = 0; i < result->peer_count; i++) {
		if (packet_address_equal(&result->peers[i].address, address))
			return result->peers[i].name;
	}
	return result->peer_count == 0 ? NULL : result->peer_count == 1 ? result->peers[0].name : TEXT_SOME_PEER;
}

bool happened_is_injected(const struct happening *happening)
{
	return happening->wire && happening->wire->fate == WIRE_INJECTED;
}

/* Who stands for a host that has not seen the packet: a peer, or the line that injected it; else nobody. */
static const char *happened_stand_in(const struct result *result, const struct happening *happening)
{
	const char *peer = NULL;

	if (happened_is_injected(happening) || (happening->wire && happening->wire->fate == WIRE_PLAYED))
		peer = happened_peer_name(result, happening);
	return peer ? peer : happened_is_injected(happening) ? TEXT_INJECTED : NULL;
}

/* Only where both hosts were captured wholly does a missing arrival say something; what was taken for a peer made of packets came. */
bool happened_is_lost(const struct happened *table, const struct happening *happening)
{
	const struct evidence *evidence = table->evidence;

	return evidence->level == LEVEL_WIRE && evidence->captures[0].complete && evidence->captures[1].complete &&
	       happening->sent && !happening->received && !(happening->wire && happening->wire->fate == WIRE_PLAYED);
}

void happened_write_number(const struct happened *table, const struct happening *happening, int host)
{
	const struct packet_record *record = NULL;

	if (happening->sent && happening->sent->host == host)
		record = happening->sent;
	else if (happening->received && happening->received->host == host)
		record = happening->received;
	if (!record)
		return;
	markup_begin(table->markup, "span");
	markup_attributef(table->markup, "id", "mode-%zu-%s-%d", table->mode, host == 0 ? "client" : "server", record->number);
	markup_textf(table->markup, "#%d", record->number);
	markup_end(table->markup);
}

void happened_write_lost(const struct happened *table)
{
	markup_element(table->markup, "span", "lost", TEXT_LOST);
}

/* A host's cell of a packet. */
static void happened_write_host(const struct happened *table, const struct happening *happening, int host)
{
	const char *stand_in = happened_stand_in(table->result, happening);
	struct markup *markup = table->markup;

	markup_begin(markup, "td");
	if ((happening->sent && happening->sent->host == host) || (happening->received && happening->received->host == host))
		happened_write_number(table, happening, host);
	else if (stand_in)
		markup_element(markup, "span", happened_is_injected(happening) ? "caller made" : "caller", stand_in);
	else if (happened_is_lost(table, happening))
		happened_write_lost(table);
	markup_end(markup);
}

/* What a line of the page sent has a dashed arrow. */
void happened_write_arrow(const struct happened *table, const char *element, const struct happening *happening)
{
	int from = happening->sent ? happening->sent->host : !happening->received->host;
	bool injected = happened_is_injected(happening);
	struct markup *markup = table->markup;

	markup_begin(markup, element);
	if (strcmp(element, "td") != 0)
		markup_attribute(markup, "role", "img");
	if (injected)
		markup_attribute(markup, "aria-label", from == 0 ? TEXT_INJECTED_TO_SERVER : TEXT_INJECTED_TO_CLIENT);
	else
		markup_attribute(markup, "aria-label", from == 0 ? TEXT_TO_SERVER : TEXT_TO_CLIENT);
	if (injected)
		markup_text(markup, from == 0 ? "\u21e2" : "\u21e0");
	else
		markup_text(markup, from == 0 ? "\u2192" : "\u2190");
	markup_end(markup);
}

const char *html_wire_words(struct arena *arena, const struct evidence *evidence, const struct result *result,
	const struct wire_record *record)
{
	const char *words;
	size_t i;

	if (!record || (!record->action && record->fate != WIRE_INJECTED))
		return NULL;
	words = record->fate == WIRE_INJECTED ? TEXT_INJECTED : arena_printf(arena, TEXT_WIRE,
		sentence_say(arena, SENTENCE_WHOLE, record->action));
	for (i = 0; record->step >= 0 && (size_t)record->step < evidence->step_count && i < result->step_count; i++)
		if (result->steps[i].line == evidence->steps[record->step].line)
			return arena_printf(arena, TEXT_AT_STEP, words, (int)i + 1);
	return words;
}

/* What the wire did: red only where something got lost. */
static void happened_write_wire(const struct happened *table, const struct happening *happening)
{
	struct arena *arena = arena_new();
	const char *words = html_wire_words(arena, table->evidence, table->result, happening->wire);

	if (words)
		markup_element(table->markup, "p", happened_is_lost(table, happening) ? "by-wire lost" : "by-wire", words);
	arena_free(arena);
}

static bool happened_is_about(const struct finding *finding, const struct packet_record *record)
{
	return record && finding->packet > 0 && finding->packet == record->number && finding->host == record->host;
}

static bool happened_is_finding_of(const struct finding *finding, const struct happening *happening)
{
	return finding->line > 0 &&
	       (happened_is_about(finding, happening->sent) || happened_is_about(finding, happening->received));
}

/* The lines at which something was found about this packet, each once. */
static void happened_write_findings(const struct happened *table, const struct happening *happening)
{
	const struct result *result = table->result;
	struct markup *markup = table->markup;
	size_t i, j;

	for (i = 0; i < result->finding_count; i++) {
		const struct finding *finding = &result->findings[i];

		if (!happened_is_finding_of(finding, happening))
			continue;
		for (j = 0; j < i; j++) {
			if (result->findings[j].line == finding->line &&
			    happened_is_finding_of(&result->findings[j], happening))
				break;
		}
		if (j < i)
			continue;
		markup_open_class(markup, "p", "by-wire");
		html_verdict(markup, finding->verdict, text_verdict_word(finding->verdict));
		markup_text(markup, " ");
		happened_write_step(table, finding->line);
		markup_end(markup);
	}
}

/* The line of the page that a packet met, or that a finding about it stands at; 0. */
static int happened_packet_line(const struct result *result, const struct happening *happening)
{
	const struct packet_record *records[] = {happening->sent, happening->received};
	size_t i, j;

	for (i = 0; i < 2; i++) {
		for (j = 0; records[i] && j < result->step_count; j++) {
			const struct step_verdict *step = &result->steps[j];

			if (step->packet > 0 && step->packet == records[i]->number && step->packet_host == records[i]->host)
				return step->line;
		}
	}
	for (j = 0; j < result->finding_count; j++) {
		if (happened_is_finding_of(&result->findings[j], happening))
			return result->findings[j].line;
	}
	return 0;
}

/* Whether the wire did more with a packet than to carry it, or to take it for a peer made of packets. */
static bool happened_is_touched(const struct wire_record *wire)
{
	return wire && (wire->action || (wire->fate != WIRE_PASSED && wire->fate != WIRE_PLAYED));
}

bool happened_is_plain(const struct happened *table, const struct happening *happening)
{
	const struct packet_record *record = happening->sent ? happening->sent : happening->received;

	if (!record || happening->copy || happened_is_touched(happening->wire) ||
	    happened_packet_line(table->result, happening) > 0)
		return false;
	return !record->packet.malformed && record->packet.ip_checksum_ok &&
	       (record->packet.checksum_ok || !record->packet.checksum_known);
}

void happened_write_line(const struct happened *table, const struct happening *happening)
{
	struct str line;

	str_init(&line);
	segment_print(&line, &(happening->sent ? happening->sent : happening->received)->packet, happening->flow);
	markup_element(table->markup, "code", NULL, str_text(&line));
	str_free(&line);
}

void happened_write_packet(struct happened *table, const struct happening *happening)
{
	int line = happened_packet_line(table->result, happening);
	struct markup *markup = table->markup;

	markup_begin(markup, "tr");
	if (line > 0)
		markup_attributef(markup, "data-line", "%d", line);
	happened_write_time(table, "td", happening->time_ns);
	happened_write_host(table, happening, 0);
	happened_write_arrow(table, "td", happening);
	happened_write_host(table, happening, 1);
	markup_begin(markup, "td");
	if (happened_is_plain(table, happening) && table->plain++ >= HAPPENED_OPENED_MOST)
		happened_write_line(table, happening);
	else
		html_packet_write(markup, happening->sent ? happening->sent : happening->received, happening->flow,
			&table->terms);
	happened_write_wire(table, happening);
	if (happening->sent && happening->received && happening->wire && happening->wire->fate == WIRE_CHANGED) {
		markup_element(markup, "p", "by-wire", TEXT_ARRIVED_AS);
		html_packet_write(markup, happening->received, happening->arrived_flow, &table->terms);
	}
	happened_write_findings(table, happening);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}
