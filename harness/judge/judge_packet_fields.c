/* SPDX-License-Identifier: BSD-2-Clause */
/* The fields of a packet that differ: where they stand in the line, and how people call them. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/judge/judge_packets.h"

static bool is_header_field(const char *field)
{
	static const char *const names[] = { "ecn", "df", "frag", "IP options", "checksum", NULL };

	for (const char *const *name = names; *name != NULL; name++)
		if (strcmp(*name, field) == 0)
			return true;
	return false;
}

/* The number of a field in the brackets; NULL where it has none. */
static const struct node *header_field_node(const struct header_pattern *header, const char *field)
{
	if (header == NULL)
		return NULL;
	if (strcmp(field, "ttl") == 0)
		return header->ttl;
	if (strcmp(field, "tos") == 0)
		return header->tos;
	if (strcmp(field, "id") == 0)
		return header->id;
	if (strcmp(field, "isn") == 0)
		return header->isn;
	return strcmp(field, "flow") == 0 ? header->flow : NULL;
}

/* Where in the line the field stands that differs first. */
const struct where *packet_field_where(const struct packet_pattern *pattern, const char *field)
{
	const struct header_pattern *header = pattern->header;
	const struct node *node = header_field_node(header, field);

	if (node == NULL && header != NULL && is_header_field(field))
		return &header->where;
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
	else if (strcmp(field, "mtu") == 0)
		node = pattern->icmp_mtu;
	else if (strcmp(field, "pointer") == 0)
		node = pattern->icmp_pointer;
	else if (strcmp(field, "quote") == 0 && pattern->quote != NULL)
		return &pattern->quote->where;
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
		{ "mtu", "its MTU is" }, { "pointer", "it points to" }, { "quote", "it quotes" },
		{ "ttl", "its TTL is" }, { "tos", "its TOS byte is" }, { "ecn", "its ECN field is" },
		{ "df", "its flag is" }, { "id", "its identification is" }, { "flow", "its flow label is" },
		{ "isn", "its initial sequence number is" },
		{ "frag", "its fragment is" }, { "IP options", "its IP options are" },
		{ "checksum", "its checksum is" },
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
