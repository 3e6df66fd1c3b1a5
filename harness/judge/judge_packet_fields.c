/* SPDX-License-Identifier: BSD-2-Clause */
/* The fields of a packet that differ: where they stand in the line, and how people call them. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/judge/judge_packets.h"

/* Where in the line the field stands that differs first. */
const struct where *packet_field_where(const struct packet_pattern *pattern, const char *field)
{
	const struct node *node = NULL;

	if (strcmp(field, "seq") == 0)
		node = pattern->seq;
	else if (strcmp(field, "end") == 0)
		node = pattern->seq_end;
	else if (strcmp(field, "length") == 0)
		node = pattern->length;
	else if (strcmp(field, "ack") == 0)
		node = pattern->ack;
	else if (strcmp(field, "win") == 0)
		node = pattern->window;
	else if (strcmp(field, "urg") == 0)
		node = pattern->urgent;
	else if (strcmp(field, "payload") == 0)
		node = pattern->payload;
	else if (strcmp(field, "options") == 0 && pattern->option_count > 0)
		return &pattern->options[0].where;
	return node == NULL ? &pattern->where : &node->where;
}

/* The short names of fields, as people say them. */
static const char *field_words(const char *field)
{
	static const struct {
		const char *field, *words;
	} names[] = {
		{ "flags", "its flags are" }, { "seq", "its sequence number is" },
		{ "end", "its data ends at" }, { "length", "its length is" },
		{ "ack", "its acknowledgement number is" }, { "win", "its window is" },
		{ "urg", "its urgent pointer is" }, { "options", "its options are" },
		{ "payload", "its payload is" }, { "icmp", "it says" }, { "time", "it came" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].field, field) == 0)
			return names[i].words;
	return field;
}

const char *packet_differences_text(struct judge *judge,
	const struct segment_differences *differences)
{
	struct str str;

	str_init(&str);
	for (size_t i = 0; i < differences->count; i++) {
		const struct field_difference *item = &differences->items[i];

		str_addf(&str, "%s%s %s instead of %s", i > 0 ? ", " : "", field_words(item->field),
			item->observed, item->expected);
	}
	return judge_take(judge, &str);
}
