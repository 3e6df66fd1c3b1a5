/* SPDX-License-Identifier: BSD-2-Clause */
/* What happened in one mode: calls and packets as a table, captures, settings, what programs printed. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/match/wire_match.h"
#include "reports/happenings.h"
#include "reports/html.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CUT "There was more than fits here; the captures and the evidence hold all of it."
#define TEXT_NOTHING "Nothing happened: no call was made and no packet was seen."
#define TEXT_CAPTION "Calls and packets in the order of time, counted from the first. Numbers are those of each host's capture; a packet opens to its fields."
#define TEXT_NOT_RETURNED "has not returned"
#define TEXT_AFTER "after %s"
#define TEXT_LOST "did not arrive"
#define TEXT_PEER "Peer"
#define TEXT_PEERS "Peers"
#define TEXT_SOME_PEER "peer"
#define TEXT_OF_PACKETS "made of packets, "
#define TEXT_MORE_PEERS " and %zu more"
#define TEXT_INJECTED "injected"
#define TEXT_ARRIVED_AS "arrived as"
#define TEXT_DASHED " A dashed arrow: the page itself sent it."
#define TEXT_LEVEL "Played at level %s, attempt %d"
#define TEXT_LATE "; the harness itself ran late by %s at most"
#define TEXT_BROKE "The set-up broke: "

#define RECORD_VALUE_MOST 64    /* bytes shown of a buffer */
#define RECORD_PEERS_MOST 3     /* named in a heading */

static void record_write_time(struct markup *markup, int64_t time_ns)
{
	struct str text;

	str_init(&text);
	text_add_seconds(&text, time_ns, 6);
	markup_element(markup, "td", "time", str_text(&text));
	str_free(&text);
}

static void record_write_call(struct markup *markup, const struct call_record *call, int line)
{
	struct str text;
	char duration[64];
	size_t i;

	str_init(&text);
	str_add(&text, text_or_empty(call->name));
	str_add(&text, "(");
	for (i = 0; i < call->argument_count; i++) {
		if (i > 0)
			str_add(&text, ", ");
		if (call->arguments[i])
			value_print(&text, call->arguments[i], RECORD_VALUE_MOST);
	}
	str_add(&text, ")");
	if (call->exit_ns >= 0 && !call->failure)
		str_addf(&text, " = %lld", (long long)call->result);
	if (call->exit_ns >= 0 && call->error)
		str_addf(&text, " %s", call->error);
	markup_element(markup, "code", NULL, str_text(&text));
	str_free(&text);
	markup_text(markup, " ");
	markup_open_class(markup, "span", "muted");
	if (call->failure)
		markup_text(markup, call->failure);
	else if (call->exit_ns < 0)
		markup_text(markup, TEXT_NOT_RETURNED);
	else
		markup_textf(markup, TEXT_AFTER, clock_format(call->exit_ns - call->enter_ns, duration));
	markup_end(markup);
	for (i = 0; i < call->signal_count; i++) {
		markup_text(markup, " ");
		markup_element(markup, "strong", NULL, call->signals[i]);
	}
	if (line > 0) {
		markup_text(markup, " ");
		markup_begin(markup, "a");
		markup_attribute(markup, "class", "packet");
		markup_attributef(markup, "href", "#line-%d", line);
		markup_textf(markup, "line %d", line);
		markup_end(markup);
	}
}

/* The peer made of packets at the server's end of a packet; NULL where there is none. */
static const char *record_peer_name(const struct result *result, const struct happening *happening)
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

static bool record_is_injected(const struct happening *happening)
{
	return happening->wire && happening->wire->fate == WIRE_INJECTED;
}

/* Who stands for a host that has not seen the packet: a peer, or the line that injected it; else nobody. */
static const char *record_stand_in(const struct result *result, const struct happening *happening)
{
	const char *peer = NULL;

	if (record_is_injected(happening) || (happening->wire && happening->wire->fate == WIRE_PLAYED))
		peer = record_peer_name(result, happening);
	return peer ? peer : record_is_injected(happening) ? TEXT_INJECTED : NULL;
}

/* A host's cell of a packet: its number there, which other places of the page lead to. */
static void record_write_number(struct markup *markup, const struct result *result,
	const struct happening *happening, int host, size_t mode, bool lost)
{
	const struct packet_record *record = NULL;
	const char *stand_in = record_stand_in(result, happening);

	if (happening->sent && happening->sent->host == host)
		record = happening->sent;
	else if (happening->received && happening->received->host == host)
		record = happening->received;
	markup_open_class(markup, "td", "number");
	if (record) {
		markup_begin(markup, "span");
		markup_attributef(markup, "id", "mode-%zu-%s-%d", mode, host == 0 ? "client" : "server",
			record->number);
		markup_textf(markup, "#%d", record->number);
		markup_end(markup);
	} else if (stand_in) {
		markup_element(markup, "span", record_is_injected(happening) ? "caller made" : "caller", stand_in);
	} else if (lost) {
		markup_element(markup, "span", "lost", TEXT_LOST);
	}
	markup_end(markup);
}

/* What a line of the page sent has a dashed arrow. */
static void record_write_arrow(struct markup *markup, const struct happening *happening)
{
	int from = happening->sent ? happening->sent->host : !happening->received->host;
	bool injected = record_is_injected(happening);

	markup_open_class(markup, "td", "arrow");
	markup_begin(markup, "span");
	markup_attribute(markup, "role", "img");
	markup_attributef(markup, "aria-label", "%s%s", injected ? "injected, " : "",
		from == 0 ? "client to server" : "server to client");
	if (injected)
		markup_text(markup, from == 0 ? "\u21e2" : "\u21e0");
	else
		markup_text(markup, from == 0 ? "\u2192" : "\u2190");
	markup_end(markup);
	markup_end(markup);
}

/* What the wire did: red only where something got lost. */
static void record_write_wire(struct markup *markup, const struct evidence *evidence, const struct wire_record *record,
	bool lost)
{
	struct str text;

	str_init(&text);
	if (wire_match_print(&text, evidence, record))
		markup_element(markup, "p", lost ? "by-wire lost" : "by-wire", str_text(&text));
	str_free(&text);
}

static bool record_is_about(const struct finding *finding, const struct packet_record *record)
{
	return record && finding->packet > 0 && finding->packet == record->number && finding->host == record->host;
}

static bool record_is_finding_of(const struct finding *finding, const struct happening *happening)
{
	return finding->line > 0 &&
	       (record_is_about(finding, happening->sent) || record_is_about(finding, happening->received));
}

/* The lines at which something was found about this packet, each once. */
static void record_write_findings(struct markup *markup, const struct result *result, const struct happening *happening)
{
	size_t i, j;

	for (i = 0; i < result->finding_count; i++) {
		const struct finding *finding = &result->findings[i];

		if (!record_is_finding_of(finding, happening))
			continue;
		for (j = 0; j < i; j++) {
			if (result->findings[j].line == finding->line &&
			    record_is_finding_of(&result->findings[j], happening))
				break;
		}
		if (j < i)
			continue;
		markup_open_class(markup, "p", "by-wire");
		html_verdict(markup, finding->verdict, text_verdict_word(finding->verdict));
		markup_text(markup, " ");
		markup_begin(markup, "a");
		markup_attribute(markup, "class", "packet");
		markup_attributef(markup, "href", "#line-%d", finding->line);
		markup_textf(markup, "line %d", finding->line);
		markup_end(markup);
		markup_end(markup);
	}
}

static void record_write_packet(struct markup *markup, const struct happening *happening, const struct result *result,
	const struct evidence *evidence, bool lost)
{
	html_packet_write(markup, happening->sent ? happening->sent : happening->received, happening->flow);
	record_write_wire(markup, evidence, happening->wire, lost);
	if (happening->sent && happening->received && happening->wire && happening->wire->fate == WIRE_CHANGED) {
		markup_element(markup, "p", "by-wire", TEXT_ARRIVED_AS);
		html_packet_write(markup, happening->received, happening->arrived_flow);
	}
	record_write_findings(markup, result, happening);
}

static void record_write_happening(struct markup *markup, const struct happening *happening, size_t mode,
	const struct result *result, const struct evidence *evidence, int64_t begin_ns)
{
	/* Only where both hosts were captured wholly does a missing arrival say something. */
	bool both = evidence->level == LEVEL_WIRE && evidence->captures[0].complete && evidence->captures[1].complete;

	markup_begin(markup, "tr");
	markup_attribute(markup, "class", happening->call ? "call" : "segment");
	record_write_time(markup, happening->time_ns - begin_ns);
	if (happening->call) {
		int i;

		for (i = 0; i < EVIDENCE_HOSTS; i++) {
			markup_open_class(markup, "td", "number");
			if (happening->call->host == i)
				markup_element(markup, "span", "caller", "call");
			markup_end(markup);
			if (i == 0)
				markup_element(markup, "td", "arrow", NULL);
		}
		markup_begin(markup, "td");
		record_write_call(markup, happening->call, happening->line);
	} else {
		/* What was taken for a peer made of packets is where it was to come. */
		bool played = happening->wire && happening->wire->fate == WIRE_PLAYED;
		bool lost = both && happening->sent && !happening->received && !played;

		record_write_number(markup, result, happening, 0, mode, lost);
		record_write_arrow(markup, happening);
		record_write_number(markup, result, happening, 1, mode, lost);
		markup_begin(markup, "td");
		record_write_packet(markup, happening, result, evidence, lost);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

/* The names of the peers made of packets, where the server would stand. */
static void record_write_peers(struct markup *markup, const struct result *result)
{
	size_t i;

	markup_text(markup, result->peer_count == 1 ? TEXT_PEER : TEXT_PEERS);
	for (i = 0; i < result->peer_count && i < RECORD_PEERS_MOST; i++) {
		markup_text(markup, i > 0 ? ", " : " ");
		markup_element(markup, "code", NULL, result->peers[i].name);
	}
	if (result->peer_count > RECORD_PEERS_MOST)
		markup_textf(markup, TEXT_MORE_PEERS, result->peer_count - RECORD_PEERS_MOST);
}

static void record_write_caption(struct markup *markup, const struct happenings *list)
{
	bool injected = false;
	size_t i;

	for (i = 0; i < list->count; i++)
		injected = injected || record_is_injected(&list->items[i]);
	markup_begin(markup, "caption");
	markup_text(markup, TEXT_CAPTION);
	if (injected)
		markup_text(markup, TEXT_DASHED);
	markup_end(markup);
}

static void record_write_table(struct markup *markup, const struct result *result, const struct evidence *evidence,
	size_t mode)
{
	const char *const heads[] = {"Time in s", "Client", "", "Server", "What"};
	struct arena *arena = arena_new();
	struct happenings list;
	size_t i;

	happenings_make(arena, evidence, result, &list);
	if (list.count == 0) {
		markup_element(markup, "p", "muted", TEXT_NOTHING);
		arena_free(arena);
		return;
	}
	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "happened");
	record_write_caption(markup, &list);
	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		if (heads[i][0] == '\0') {
			markup_element(markup, "td", NULL, NULL);
			continue;
		}
		markup_open_class(markup, "th", i == 3 && result->peer_count > 0 ? "peers" : NULL);
		markup_attribute(markup, "scope", "col");
		if (i == 3 && result->peer_count > 0)
			record_write_peers(markup, result);
		else
			markup_text(markup, heads[i]);
		if (i == 1 || i == 3) {
			markup_text(markup, " ");
			markup_open_class(markup, "span", "muted");
			markup_text(markup, i == 3 && result->peer_count > 0 ? TEXT_OF_PACKETS : "");
			markup_text(markup, text_or_empty(evidence->host_address[i == 3]));
			markup_end(markup);
		}
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_begin(markup, "tbody");
	markup_line(markup);
	for (i = 0; i < list.count; i++)
		record_write_happening(markup, &list.items[i], mode, result, evidence, list.items[0].time_ns);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	if (list.cut)
		markup_element(markup, "p", "muted", TEXT_CUT);
	arena_free(arena);
}

char *html_record_make(const struct html *html, const struct html_case *html_case, const struct result *result,
	const struct evidence *evidence, struct err *err)
{
	struct markup markup;
	char duration[64];

	if (markup_open(&markup, err) < 0)
		return NULL;
	markup_begin(&markup, "div");
	markup_line(&markup);
	if (evidence->harness_error) {
		markup_open_class(&markup, "p", "broke");
		markup_text(&markup, TEXT_BROKE);
		markup_text(&markup, evidence->harness_error);
		markup_end(&markup);
		markup_line(&markup);
	}
	record_write_table(&markup, result, evidence, html_case->count);
	html_captures_write(&markup, html, html_case, result, evidence);
	markup_open_class(&markup, "p", "muted");
	markup_textf(&markup, TEXT_LEVEL, evidence_level_name(evidence->level), evidence->attempt);
	if (evidence->worst_late_ns > 0)
		markup_textf(&markup, TEXT_LATE, clock_format(evidence->worst_late_ns, duration));
	markup_text(&markup, ".");
	markup_end(&markup);
	markup_line(&markup);
	html_machine_write(&markup, evidence);
	markup_end(&markup);
	return markup_close(&markup, err);
}
