/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A transfer in the table of what happened: of many packets in a row that differ in their numbers only, the first has its row as any
 * other, and all behind it are one row that opens to a line each. Their fields and bytes are in the captures.
 */
#include "config.h"

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/match/segment.h"
#include "harness/names/tcp.h"
#include "reports/html_happened.h"
#include "reports/markup.h"

#define TEXT_PACKETS(count) lang_plural("%d packet, %lld bytes", "%d packets, %lld bytes", count)
#define TEXT_ALIKE _("A line each, since they are like the one above; the captures have all of their fields and bytes.")

#define RUN_LEAST 8 /* packets: fewer are as soon read one by one */

static const struct packet *run_packet(const struct happening *happening)
{
	return &(happening->sent ? happening->sent : happening->received)->packet;
}

/* Data, acknowledgements and fragments, of which nothing more is to be said. */
static bool run_takes(const struct happened *table, const struct happening *happening)
{
	const struct packet *packet;

	if (happening->call || !happened_is_plain(table, happening))
		return false;
	packet = run_packet(happening);
	if (packet->transport == TRANSPORT_TCP)
		return (packet->flags & ~(unsigned)FLAG_PSH) == FLAG_ACK;
	return packet->transport == TRANSPORT_UDP || packet->fragment_offset > 0;
}

/* Both ends, either way round. Fragments but the first have no ports. */
static bool run_is_between(const struct packet *packet, const struct packet *first)
{
	struct packet_address ends[] = {first->source, first->destination};

	if (packet->fragment_offset > 0 || first->fragment_offset > 0)
		ends[0].port = ends[1].port = packet->source.port;
	return (packet_address_equal(&packet->source, &ends[0]) || packet_address_equal(&packet->source, &ends[1])) &&
	       packet->ip_protocol == first->ip_protocol;
}

static size_t run_count(const struct happened *table, size_t first)
{
	const struct happenings *list = table->list;
	bool lost = happened_is_lost(table, &list->items[first]);
	size_t i;

	for (i = first; i < list->count && run_takes(table, &list->items[i]) && happened_is_lost(table, &list->items[i]) == lost &&
	     run_is_between(run_packet(&list->items[i]), run_packet(&list->items[first])); i++)
		;
	return i - first;
}

/* Of a datagram in fragments the first says how long the whole is. */
static long long run_bytes(const struct happened *table, size_t first, size_t count)
{
	long long bytes = 0;
	size_t i;

	for (i = first; i < first + count; i++)
		if (run_packet(&table->list->items[i])->fragment_offset == 0)
			bytes += (long long)run_packet(&table->list->items[i])->payload_length;
	return bytes;
}

static void run_write_line(const struct happened *table, const struct happening *happening)
{
	struct markup *markup = table->markup;
	struct str line;
	int host;

	markup_open_class(markup, "li", "segment");
	happened_write_time(table, "span", happening->time_ns);
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		markup_text(markup, " ");
		happened_write_number(table, happening, host);
		markup_text(markup, " ");
		if (host == 0)
			happened_write_arrow(table, happening);
	}
	str_init(&line);
	segment_print(&line, run_packet(happening), happening->flow);
	markup_element(markup, "code", NULL, str_text(&line));
	str_free(&line);
	markup_end(markup);
	markup_line(markup);
}

static void run_write_span(const struct happened *table, size_t first, size_t last, int host)
{
	const struct happening *ends[] = {&table->list->items[first], &table->list->items[last]};
	int numbers[2] = {0, 0};
	size_t i;

	for (i = 0; i < 2; i++) {
		if (ends[i]->sent && ends[i]->sent->host == host)
			numbers[i] = ends[i]->sent->number;
		else if (ends[i]->received && ends[i]->received->host == host)
			numbers[i] = ends[i]->received->number;
	}
	markup_open_class(table->markup, "td", "number");
	if (numbers[0] > 0 && numbers[1] > 0)
		markup_textf(table->markup, "#%d \u2026 #%d", numbers[0], numbers[1]);
	else if (happened_is_lost(table, ends[0]))
		happened_write_lost(table);
	markup_end(table->markup);
}

/* Those of the run that have no row of their own. */
static void run_write(struct happened *table, size_t first, size_t count)
{
	const struct happening *items = table->list->items;
	struct markup *markup = table->markup;
	size_t i;

	markup_open_class(markup, "tr", "run");
	happened_write_time(table, "td", items[first].time_ns);
	run_write_span(table, first, first + count - 1, 0);
	markup_open_class(markup, "td", "arrow");
	markup_begin(markup, "span");
	markup_attribute(markup, "aria-hidden", "true");
	markup_text(markup, "\u22ee");
	markup_end(markup);
	markup_end(markup);
	run_write_span(table, first, first + count - 1, 1);
	markup_begin(markup, "td");
	markup_begin(markup, "details");
	markup_begin(markup, "summary");
	markup_textf(markup, TEXT_PACKETS(count), (int)count, run_bytes(table, first, count));
	markup_end(markup);
	markup_element(markup, "p", "muted", TEXT_ALIKE);
	markup_open_class(markup, "ol", "alike");
	markup_line(markup);
	for (i = first; i < first + count; i++)
		run_write_line(table, &items[i]);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

size_t happened_write_run(struct happened *table, size_t first)
{
	size_t count = run_count(table, first);

	if (count <= RUN_LEAST)
		return 0;
	happened_write_packet(table, &table->list->items[first]);
	run_write(table, first + 1, count - 1);
	return count;
}
