/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A transfer in the table of what happened: of many packets in a row that differ in their numbers only, the first has its row as any
 * other, and all behind it are one row that opens to a line each, of very many to the first and last lines. Their fields and bytes are
 * in the captures.
 */
#include "config.h"

#include "harness/base/lang.h"
#include "harness/evidence/evidence.h"
#include "harness/names/tcp.h"
#include "reports/html_happened.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_PACKETS(count) lang_plural("%d packet, %lld bytes", "%d packets, %lld bytes", count)
#define TEXT_ALIKE _("A line each, since they are like the one above; the captures have all of their fields and bytes.")

#define TEXT_BETWEEN(count) lang_plural("%zu packet of the same kind stands between.", "%zu packets of the same kind stand between.", count)
#define TEXT_IN_CLIENT _("In the client's capture: #%d to #%d.")
#define TEXT_IN_SERVER _("In the server's capture: #%d to #%d.")

#define RUN_LEAST 8       /* packets: fewer are as soon read one by one */
#define RUN_WHOLE_MOST 24 /* lines: of more packets only the first and the last have one each */
#define RUN_ENDS 8        /* so many at each end */

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
	int host;

	markup_begin(markup, "li");
	happened_write_time(table, "span", happening->time_ns);
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		markup_text(markup, " ");
		happened_write_number(table, happening, host);
		markup_text(markup, " ");
		if (host == 0)
			happened_write_arrow(table, "span", happening);
	}
	happened_write_line(table, happening);
	markup_end(markup);
	markup_line(markup);
}

/* A packet's number in a host's capture; 0 where it has none. */
static int run_number(const struct happening *happening, int host)
{
	if (happening->sent && happening->sent->host == host)
		return happening->sent->number;
	return happening->received && happening->received->host == host ? happening->received->number : 0;
}

static void run_write_span(const struct happened *table, size_t first, size_t last, int host)
{
	const struct happening *ends[] = {&table->list->items[first], &table->list->items[last]};
	int numbers[] = {run_number(ends[0], host), run_number(ends[1], host)};

	markup_begin(table->markup, "td");
	if (numbers[0] > 0 && numbers[1] > 0)
		markup_textf(table->markup, "#%d \u2026 #%d", numbers[0], numbers[1]);
	else if (happened_is_lost(table, ends[0]))
		happened_write_lost(table);
	markup_end(table->markup);
}

/* In place of those in the middle, how many they are and where they stand. */
static void run_write_left_out(const struct happened *table, size_t first, size_t count)
{
	const struct happening *ends[] = {&table->list->items[first], &table->list->items[first + count - 1]};
	struct markup *markup = table->markup;
	int host;

	markup_open_class(markup, "li", "between");
	markup_textf(markup, TEXT_BETWEEN(count), count);
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		if (run_number(ends[0], host) == 0 || run_number(ends[1], host) == 0)
			continue;
		markup_text(markup, text_gap());
		if (host == 0)
			markup_textf(markup, TEXT_IN_CLIENT, run_number(ends[0], host), run_number(ends[1], host));
		else
			markup_textf(markup, TEXT_IN_SERVER, run_number(ends[0], host), run_number(ends[1], host));
	}
	markup_end(markup);
	markup_line(markup);
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
	markup_begin(markup, "td");
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
	for (i = 0; i < count; i++) {
		if (count > RUN_WHOLE_MOST && i == RUN_ENDS) {
			run_write_left_out(table, first + i, count - 2 * RUN_ENDS);
			i = count - RUN_ENDS;
		}
		run_write_line(table, &items[first + i]);
	}
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
