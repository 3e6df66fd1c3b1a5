/* SPDX-License-Identifier: BSD-2-Clause */
/* Packet lines as they would be written. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/match/eval.h"
#include "harness/match/segment.h"

static void print_number(struct str *str, const char *word, const struct node *node)
{
	if (node == NULL)
		return;
	str_add(str, word);
	eval_print_node(str, node);
}

static void print_bytes(struct str *str, const char *word, const uint8_t *data, size_t length)
{
	str_add(str, word);
	str_add_quoted(str, data, length, 0);
}

/* A `-` in front of a later block's first number would be taken for an operator. */
static void print_blocks(struct str *str, const struct option_pattern *option)
{
	str_add(str, "sack");
	for (size_t i = 0; i < option->count; i++) {
		const struct node *node = option->values[i];
		bool apart = i % 2 == 0 && (node->kind == NODE_UNARY || node->kind == NODE_BINARY);

		str_add(str, i % 2 == 0 ? " " : ":");
		print_number(str, apart ? "(" : "", node);
		str_add(str, apart ? ")" : "");
	}
}

static void print_option(struct str *str, const struct option_pattern *option)
{
	const struct node *first = option->count > 0 ? option->values[0] : NULL;
	const struct node *second = option->count > 1 ? option->values[1] : NULL;

	switch (option->kind) {
	case OPTION_EOL:
		str_add(str, "eol");
		return;
	case OPTION_NOP:
		str_add(str, "nop");
		return;
	case OPTION_SACKOK:
		str_add(str, "sackOK");
		return;
	case OPTION_ANY:
		str_add(str, "...");
		return;
	case OPTION_MSS:
		print_number(str, "mss ", first);
		return;
	case OPTION_WSCALE:
		print_number(str, "wscale ", first);
		return;
	case OPTION_TIMESTAMP:
		print_number(str, "TS val ", first);
		print_number(str, " ecr ", second);
		return;
	case OPTION_SACK:
		print_blocks(str, option);
		return;
	case OPTION_FASTOPEN:
		str_add(str, "fastopen");
		if (option->has_data)
			print_bytes(str, " ", option->data, option->length);
		return;
	case OPTION_MD5:
	case OPTION_OTHER:
		str_add(str, option->kind == OPTION_MD5 ? "md5" : "option");
		print_number(str, " ", option->kind == OPTION_OTHER ? first : NULL);
		if (option->has_data)
			print_bytes(str, " ", option->data, option->length);
		else
			str_add(str, " ...");
		return;
	case OPTION_RAW:
		print_bytes(str, "raw ", option->data, option->length);
		return;
	}
}

/* What stands in front of the next part between the brackets. */
static const char *separator(const struct str *str, size_t begin)
{
	return str->length == begin ? "" : ", ";
}

static void print_field(struct str *str, size_t begin, const char *word, const struct node *node)
{
	if (node == NULL)
		return;
	str_add(str, separator(str, begin));
	print_number(str, word, node);
}

static void print_checksum(struct str *str, size_t begin, enum checksum_pattern checksum)
{
	switch (checksum) {
	case CHECKSUM_UNSAID:
		return;
	case CHECKSUM_RIGHT:
		str_addf(str, "%schecksum right", separator(str, begin));
		return;
	case CHECKSUM_WRONG:
		str_addf(str, "%schecksum wrong", separator(str, begin));
		return;
	case CHECKSUM_NONE:
		str_addf(str, "%schecksum none", separator(str, begin));
		return;
	}
}

static void print_end(struct str *str, size_t begin, const char *word, const char *address)
{
	if (address == NULL)
		return;
	str_addf(str, "%s%s ", separator(str, begin), word);
	str_add_quoted(str, address, strlen(address), 0);
}

static void print_header(struct str *str, const struct header_pattern *header)
{
	static const char *const marks[] = { "noect", "ect1", "ect0", "ce" };
	size_t begin;

	str_add(str, "[");
	begin = str->length;
	print_field(str, begin, "ttl ", header->ttl);
	print_field(str, begin, "tos ", header->tos);
	if (header->ecn >= 0)
		str_addf(str, "%s%s", separator(str, begin), marks[header->ecn & 3]);
	if (header->dont_fragment >= 0)
		str_addf(str, "%s%s", separator(str, begin), header->dont_fragment ? "df" : "nodf");
	print_field(str, begin, "id ", header->id);
	print_field(str, begin, "flow ", header->flow);
	print_field(str, begin, "isn ", header->isn);
	print_field(str, begin, "frag ", header->fragment);
	print_number(str, ":", header->fragment_length);
	str_add(str, header->more_fragments ? "+" : "");
	if (header->has_options) {
		str_addf(str, "%soptions ", separator(str, begin));
		print_bytes(str, "", header->options, header->option_length);
	}
	print_end(str, begin, "src", header->source);
	print_end(str, begin, "dst", header->destination);
	print_checksum(str, begin, header->checksum);
	str_add(str, "] ");
}

static void print_tcp(struct str *str, const struct packet_pattern *pattern)
{
	char flags[16];

	str_add(str, packet_flags_text(pattern->flags, flags));
	print_number(str, " ", pattern->seq);
	print_number(str, ":", pattern->seq_end);
	print_number(str, "(", pattern->length);
	str_add(str, pattern->length == NULL ? "" : ")");
	print_number(str, " ack ", pattern->ack);
	print_number(str, " win ", pattern->window);
	print_number(str, " urg ", pattern->urgent);
	if (!pattern->has_options)
		return;
	str_add(str, " <");
	for (size_t i = 0; i < pattern->option_count; i++) {
		str_add(str, i == 0 ? "" : ",");
		print_option(str, &pattern->options[i]);
	}
	str_add(str, ">");
}

static void print_icmp(struct str *str, const struct packet_pattern *pattern)
{
	str_addf(str, "icmp %s", pattern->icmp_type == NULL ? "" : pattern->icmp_type);
	if (pattern->icmp_code != NULL)
		str_addf(str, " %s", pattern->icmp_code);
	print_number(str, " mtu ", pattern->icmp_mtu);
	print_number(str, " pointer ", pattern->icmp_pointer);
	if (pattern->quote != NULL) {
		str_add(str, " quoting ");
		segment_print_pattern(str, pattern->quote);
	}
}

void segment_print_pattern(struct str *str, const struct packet_pattern *pattern)
{
	if (pattern->header != NULL)
		print_header(str, pattern->header);
	switch (pattern->protocol) {
	case PACKET_TCP:
		print_tcp(str, pattern);
		break;
	case PACKET_UDP:
		str_add(str, "udp");
		print_number(str, " (", pattern->length);
		str_add(str, pattern->length == NULL ? "" : ")");
		break;
	case PACKET_ICMP:
		print_icmp(str, pattern);
		return;
	}
	print_number(str, " ", pattern->payload);
}
