/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of packet lines: whose they are, ICMP errors, the options of TCP. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/case/script.h"
#include "harness/names/icmp.h"

#define ICMP_WORDS_MOST 32

void script_place_packet(struct packet_pattern *pattern, const char *socket, struct where socket_where, bool sent)
{
	pattern->socket = socket;
	pattern->socket_where = socket_where;
	pattern->sent = sent;
	if (pattern->quote != NULL)
		pattern->quote->sent = !sent;
}

/* The types, or the codes of a type, as a list for str_nearest and as words: "net, host or port". */
static size_t script_list_icmp(const char *type, const char *words[ICMP_WORDS_MOST + 1])
{
	size_t count = 0;

	for (const struct icmp_name *name = icmp_next(NULL); name != NULL; name = icmp_next(name)) {
		const char *word = type == NULL ? name->type : name->code;

		if (type != NULL && strcmp(name->type, type) != 0)
			continue;
		if (word != NULL && (count == 0 || strcmp(words[count - 1], word) != 0) && count < ICMP_WORDS_MOST)
			words[count++] = word;
	}
	words[count] = NULL;
	return count;
}

static void script_report_icmp(struct script *script, struct where where, const char *text, const char *found,
	const char *const *words, size_t count)
{
	const char *nearest = found == NULL ? NULL : str_nearest(found, words);
	struct str list;

	str_init(&list);
	if (nearest != NULL)
		str_addf(&list, "%s; did you mean '%s'?", text, nearest);
	else
		str_addf(&list, "%s; expected ", text);
	for (size_t i = 0; nearest == NULL && i < count; i++)
		str_addf(&list, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", words[i]);
	diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "%s", str_text(&list));
	str_free(&list);
}

void script_set_icmp(struct script *script, struct packet_pattern *pattern, const char *type,
	struct where type_where, const char *code, struct where code_where)
{
	const char *words[ICMP_WORDS_MOST + 1];
	bool known = false;
	char text[120];
	size_t count;

	pattern->icmp_type = type;
	pattern->icmp_code = code;
	if (icmp_find(type, code) != NULL)
		return;
	count = script_list_icmp(NULL, words);
	for (size_t i = 0; i < count; i++)
		known |= strcmp(words[i], type) == 0;
	if (!known) {
		snprintf(text, sizeof(text), "unknown ICMP message '%.40s'", type);
		script_report_icmp(script, type_where, text, type, words, count);
		return;
	}
	count = script_list_icmp(type, words);
	if (count == 0) {
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, code_where, "nothing stands behind 'icmp %s'; found '%s'",
			type, code);
		return;
	}
	if (code == NULL)
		snprintf(text, sizeof(text), "'icmp %.40s' does not say of what", type);
	else if (strcmp(type, "unreachable") == 0)
		snprintf(text, sizeof(text), "nothing is unreachable as '%.40s'", code);
	else
		snprintf(text, sizeof(text), "there is no 'icmp %.40s %.40s'", type, code);
	script_report_icmp(script, code_where, text, code, words, count);
}

void script_set_quote(struct script *script, struct packet_pattern *pattern, struct packet_pattern *quote)
{
	if (quote->protocol == PACKET_ICMP)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, quote->where,
			"no ICMP error is about another one; expected a TCP segment or a UDP datagram");
	else
		pattern->quote = quote;
}

struct option_pattern script_option(struct script *script, enum tcp_option kind, struct node *first,
	struct node *second, struct where where)
{
	struct option_pattern option = { .kind = kind, .where = where };

	option.values = arena_array(script->arena, 2, sizeof(struct node *));
	option.values[0] = first;
	option.values[1] = second;
	option.count = (size_t)(first != NULL) + (size_t)(second != NULL);
	return option;
}

struct option_pattern script_option_data(struct script *script, enum tcp_option kind, struct node *number,
	struct script_bytes data, struct where where)
{
	struct option_pattern option = script_option(script, kind, number, NULL, where);

	option.has_data = true;
	option.data = data.data;
	option.length = data.length;
	return option;
}

void script_add_option(struct script *script, struct script_options *list, struct option_pattern option)
{
	if (list->count >= SCRIPT_ITEMS_MOST) {
		if (list->count++ == SCRIPT_ITEMS_MOST)
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, option.where,
				"more than %d options in one packet", SCRIPT_ITEMS_MOST);
		list->count = SCRIPT_ITEMS_MOST;
		return;
	}
	list->items = arena_grow(script->arena, list->items, list->count, &list->capacity,
		sizeof(*list->items));
	list->items[list->count++] = option;
}
