/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls and packets of one mode as a table, in the order of time. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "reports/html_happened.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CUT _("There was more than fits here; the captures and the evidence hold all of it.")
#define TEXT_OPENED _("Of packets that nothing is said of the first %d open to their fields; the captures have those of all.")
#define TEXT_NOTHING _("Nothing happened: no call was made and no packet was seen.")
#define TEXT_CAPTION _("Calls and packets in the order of time, counted from the first. Numbers are those of each host's capture; a packet opens to its fields.")
#define TEXT_NOT_RETURNED _("has not returned")
#define TEXT_AFTER _("after %s")
#define TEXT_PEERS _("Peers made of packets:")
#define TEXT_MORE_PEERS _("and %zu more")
#define TEXT_DASHED _("A dashed arrow: the page itself sent it.")
#define TEXT_STEP _("step %d")
#define TEXT_LINE _("line %d")
#define TEXT_CALL _("call")
#define TEXT_TIME _("Time in s")
#define TEXT_CLIENT _("Client")
#define TEXT_SERVER _("Server")
#define TEXT_WHAT _("What")

#define HAPPENED_VALUE_MOST 64    /* bytes shown of a buffer */
#define HAPPENED_PEERS_MOST 3     /* named in a heading */

void happened_write_time(const struct happened *table, const char *element, int64_t time_ns)
{
	struct str text;

	str_init(&text);
	text_add_seconds(&text, time_ns - table->list->items[0].time_ns, 6);
	markup_element(table->markup, element, NULL, str_text(&text));
	str_free(&text);
}

void happened_write_step(const struct happened *table, int line)
{
	const struct result *result = table->result;
	struct markup *markup = table->markup;
	size_t i;

	for (i = 0; i < result->step_count && result->steps[i].line != line; i++)
		;
	markup_begin(markup, "a");
	markup_attributef(markup, "href", "#line-%d", line);
	if (i < result->step_count)
		markup_textf(markup, TEXT_STEP, (int)i + 1);
	else
		markup_textf(markup, TEXT_LINE, line);
	markup_end(markup);
}

static void happened_write_called(const struct happened *table, const struct call_record *call, int line)
{
	struct markup *markup = table->markup;
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
	markup_begin(markup, "small");
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
		happened_write_step(table, line);
	}
}

static void happened_write_call(const struct happened *table, const struct happening *happening)
{
	struct markup *markup = table->markup;
	int i;

	markup_open_class(markup, "tr", "call");
	if (happening->line > 0)
		markup_attributef(markup, "data-line", "%d", happening->line);
	happened_write_time(table, "td", happening->time_ns);
	for (i = 0; i < EVIDENCE_HOSTS; i++) {
		markup_begin(markup, "td");
		if (happening->call->host == i)
			markup_element(markup, "i", NULL, TEXT_CALL);
		markup_end(markup);
		if (i == 0)
			markup_element(markup, "td", NULL, NULL);
	}
	markup_begin(markup, "td");
	happened_write_called(table, happening->call, happening->line);
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

/* All rows; what is alike and goes on for long is one row that opens. */
static void happened_write_rows(struct happened *table)
{
	size_t i = 0;

	while (i < table->list->count) {
		size_t count = happened_write_run(table, i);

		if (count == 0 && table->list->items[i].call)
			happened_write_call(table, &table->list->items[i]);
		else if (count == 0)
			happened_write_packet(table, &table->list->items[i]);
		i += count > 0 ? count : 1;
	}
}

void html_happened_write(struct markup *markup, const struct result *result, const struct evidence *evidence,
	size_t mode, const char *root)
{
	struct arena *arena = arena_new();
	struct happenings list;
	struct happened table = {.markup = markup, .result = result, .evidence = evidence, .list = &list, .mode = mode,
		.terms = {.root = root, .mode = mode}};

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
	happened_write_rows(&table);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	if (table.plain > HAPPENED_OPENED_MOST) {
		markup_open_class(markup, "p", "muted");
		markup_textf(markup, TEXT_OPENED, HAPPENED_OPENED_MOST);
		markup_end(markup);
	}
	if (list.cut)
		markup_element(markup, "p", "muted", TEXT_CUT);
	arena_free(arena);
}
