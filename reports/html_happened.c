/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls and packets of one mode as a table, in the order of time. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/match/wire_match.h"
#include "reports/happenings.h"
#include "reports/html.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CUT _("There was more than fits here; the captures and the evidence hold all of it.")
#define TEXT_NOTHING _("Nothing happened: no call was made and no packet was seen.")
#define TEXT_CAPTION _("Calls and packets in the order of time, counted from the first. Numbers are those of each host's capture; a packet opens to its fields.")
#define TEXT_NOT_RETURNED _("has not returned")
#define TEXT_AFTER _("after %s")
#define TEXT_LOST _("did not arrive")
#define TEXT_PEERS _("Peers made of packets:")
#define TEXT_SOME_PEER _("peer")
#define TEXT_MORE_PEERS _("and %zu more")
#define TEXT_INJECTED _("injected")
#define TEXT_ARRIVED_AS _("arrived as")
#define TEXT_DASHED _("A dashed arrow: the page itself sent it.")
#define TEXT_STEP _("step %d")
#define TEXT_LINE _("line %d")
#define TEXT_CALL _("call")
#define TEXT_TIME _("Time in s")
#define TEXT_CLIENT _("Client")
#define TEXT_SERVER _("Server")
#define TEXT_WHAT _("What")
#define TEXT_TO_SERVER _("client to server")
#define TEXT_TO_CLIENT _("server to client")
#define TEXT_INJECTED_TO_SERVER _("injected, client to server")
#define TEXT_INJECTED_TO_CLIENT _("injected, server to client")

#define HAPPENED_VALUE_MOST 64    /* bytes shown of a buffer */
#define HAPPENED_PEERS_MOST 3     /* named in a heading */

static void happened_write_time(struct markup *markup, int64_t time_ns)
{
	struct str text;

	str_init(&text);
	text_add_seconds(&text, time_ns, 6);
	markup_element(markup, "td", "time", str_text(&text));
	str_free(&text);
}

/* Leads to a line of the script, by the number that its step has there. */
static void happened_write_step(struct markup *markup, const struct result *result, int line)
{
	size_t i;

	for (i = 0; i < result->step_count && result->steps[i].line != line; i++)
		;
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "packet");
	markup_attributef(markup, "href", "#line-%d", line);
	if (i < result->step_count)
		markup_textf(markup, TEXT_STEP, (int)i + 1);
	else
		markup_textf(markup, TEXT_LINE, line);
	markup_end(markup);
}

static void happened_write_call(struct markup *markup, const struct call_record *call, const struct result *result,
	int line)
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
			value_print(&text, call->arguments[i], HAPPENED_VALUE_MOST);
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
		happened_write_step(markup, result, line);
	}
}

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

static bool happened_is_injected(const struct happening *happening)
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

/* A host's cell of a packet: its number there, which other places of the page lead to. */
static void happened_write_number(struct markup *markup, const struct result *result,
	const struct happening *happening, int host, size_t mode, bool lost)
{
	const struct packet_record *record = NULL;
	const char *stand_in = happened_stand_in(result, happening);

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
		markup_element(markup, "span", happened_is_injected(happening) ? "caller made" : "caller", stand_in);
	} else if (lost) {
		markup_element(markup, "span", "lost", TEXT_LOST);
	}
	markup_end(markup);
}

/* What a line of the page sent has a dashed arrow. */
static void happened_write_arrow(struct markup *markup, const struct happening *happening)
{
	int from = happening->sent ? happening->sent->host : !happening->received->host;
	bool injected = happened_is_injected(happening);

	markup_open_class(markup, "td", "arrow");
	markup_begin(markup, "span");
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
	markup_end(markup);
}

/* What the wire did: red only where something got lost. */
static void happened_write_wire(struct markup *markup, const struct evidence *evidence, const struct wire_record *record,
	bool lost)
{
	struct str text;

	str_init(&text);
	if (wire_match_print(&text, evidence, record))
		markup_element(markup, "p", lost ? "by-wire lost" : "by-wire", str_text(&text));
	str_free(&text);
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
static void happened_write_findings(struct markup *markup, const struct result *result, const struct happening *happening)
{
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
		happened_write_step(markup, result, finding->line);
		markup_end(markup);
	}
}

static void happened_write_packet(struct markup *markup, const struct happening *happening, const struct result *result,
	const struct evidence *evidence, bool lost, struct html_terms *terms)
{
	html_packet_write(markup, happening->sent ? happening->sent : happening->received, happening->flow, terms);
	happened_write_wire(markup, evidence, happening->wire, lost);
	if (happening->sent && happening->received && happening->wire && happening->wire->fate == WIRE_CHANGED) {
		markup_element(markup, "p", "by-wire", TEXT_ARRIVED_AS);
		html_packet_write(markup, happening->received, happening->arrived_flow, terms);
	}
	happened_write_findings(markup, result, happening);
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

static void happened_write_happening(struct markup *markup, const struct happening *happening, size_t mode,
	const struct result *result, const struct evidence *evidence, int64_t begin_ns, struct html_terms *terms)
{
	/* Only where both hosts were captured wholly does a missing arrival say something. */
	bool both = evidence->level == LEVEL_WIRE && evidence->captures[0].complete && evidence->captures[1].complete;
	int line = happening->call ? happening->line : happened_packet_line(result, happening);

	markup_begin(markup, "tr");
	markup_attribute(markup, "class", happening->call ? "call" : "segment");
	if (line > 0)
		markup_attributef(markup, "data-line", "%d", line);
	happened_write_time(markup, happening->time_ns - begin_ns);
	if (happening->call) {
		int i;

		for (i = 0; i < EVIDENCE_HOSTS; i++) {
			markup_open_class(markup, "td", "number");
			if (happening->call->host == i)
				markup_element(markup, "span", "caller", TEXT_CALL);
			markup_end(markup);
			if (i == 0)
				markup_element(markup, "td", "arrow", NULL);
		}
		markup_begin(markup, "td");
		happened_write_call(markup, happening->call, result, happening->line);
	} else {
		/* What was taken for a peer made of packets is where it was to come. */
		bool played = happening->wire && happening->wire->fate == WIRE_PLAYED;
		bool lost = both && happening->sent && !happening->received && !played;

		happened_write_number(markup, result, happening, 0, mode, lost);
		happened_write_arrow(markup, happening);
		happened_write_number(markup, result, happening, 1, mode, lost);
		markup_begin(markup, "td");
		happened_write_packet(markup, happening, result, evidence, lost, terms);
	}
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

/* The names of the peers made of packets, where the server would stand. */
static void happened_write_peers(struct markup *markup, const struct result *result)
{
	size_t i;

	markup_text(markup, TEXT_PEERS);
	for (i = 0; i < result->peer_count && i < HAPPENED_PEERS_MOST; i++) {
		markup_text(markup, i > 0 ? ", " : " ");
		markup_element(markup, "code", NULL, result->peers[i].name);
	}
	if (result->peer_count > HAPPENED_PEERS_MOST) {
		markup_text(markup, " ");
		markup_textf(markup, TEXT_MORE_PEERS, result->peer_count - HAPPENED_PEERS_MOST);
	}
}

static void happened_write_caption(struct markup *markup, const struct happenings *list)
{
	bool injected = false;
	size_t i;

	for (i = 0; i < list->count; i++)
		injected = injected || happened_is_injected(&list->items[i]);
	markup_begin(markup, "caption");
	markup_text(markup, TEXT_CAPTION);
	if (injected) {
		markup_text(markup, " ");
		markup_text(markup, TEXT_DASHED);
	}
	markup_end(markup);
}

static void happened_write_head(struct markup *markup, const struct result *result, const struct evidence *evidence)
{
	const char *const heads[] = {TEXT_TIME, TEXT_CLIENT, NULL, TEXT_SERVER, TEXT_WHAT};
	size_t i;

	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		if (!heads[i]) {
			markup_element(markup, "td", NULL, NULL);
			continue;
		}
		markup_open_class(markup, "th", i == 3 && result->peer_count > 0 ? "peers" : NULL);
		markup_attribute(markup, "scope", "col");
		if (i == 3 && result->peer_count > 0)
			happened_write_peers(markup, result);
		else
			markup_text(markup, heads[i]);
		if (i == 1 || i == 3) {
			markup_text(markup, " ");
			markup_element(markup, "span", "muted", text_or_empty(evidence->host_address[i == 3]));
		}
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
}

void html_happened_write(struct markup *markup, const struct result *result, const struct evidence *evidence,
	size_t mode, const char *root)
{
	struct html_terms terms = {.root = root};
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
	happened_write_caption(markup, &list);
	happened_write_head(markup, result, evidence);
	markup_begin(markup, "tbody");
	markup_line(markup);
	for (i = 0; i < list.count; i++)
		happened_write_happening(markup, &list.items[i], mode, result, evidence, list.items[0].time_ns, &terms);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	if (list.cut)
		markup_element(markup, "p", "muted", TEXT_CUT);
	arena_free(arena);
}
